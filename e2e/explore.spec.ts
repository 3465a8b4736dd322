import { test } from './fixtures.ts';
test('explore empty', async ({ page }) => {
  await page.getByRole('navigation').first().waitFor();
  await page.waitForTimeout(1000);
  console.log(await page.locator('body').ariaSnapshot());
});
test.describe('sample', () => {
  test.use({ sample: true });
  for (const path of [
    '/',
    '/browse',
    '/dataset/1',
    '/lineage',
    '/import',
    '/privacy',
    '/ledger',
    '/settings',
  ])
    test('explore ' + path, async ({ page }) => {
      await page.goto(new URL(path, page.url()).href);
      await page.waitForTimeout(1500);
      const s = await page.locator('body').ariaSnapshot();
      console.log('=====' + path + '\n' + s.slice(0, 6000));
    });
});
