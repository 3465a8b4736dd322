import { test } from './fixtures.ts';
test.describe('sample', () => {
  test.use({ sample: true });
  for (const path of ['/lineage?root=4', '/privacy?view=new', '/privacy?view=audit', '/privacy?view=reports','/browse?q=customers'])
    test('explore ' + path, async ({ page }) => {
      await page.goto(new URL(path, page.url()).href);
      await page.waitForTimeout(2500);
      const s = await page.locator('main').ariaSnapshot();
      console.log('=====' + path + '\n' + s.slice(0, 9000));
      await page.screenshot({ path: '/tmp/shot' + path.replace(/\W/g, '_') + '.png' });
    });
});
