/** The map of the whole catalog: opened, walked by keys, searched, read as tables. */
import { accessibilityFindings } from './axe.ts';
import { expect, test } from './fixtures.ts';
import { Shell } from './pages/shell.ts';

test.use({ sample: true });

test('the map opens from Home, and the keyboard dives into the lineage of a dataset', async ({ page }) => {
  await page.getByRole('link', { name: 'Map', exact: true }).click();
  await expect(page).toHaveURL(/\/map$/);
  const map = page.getByRole('application', { name: 'Map of the catalog' });
  await map.focus();
  await page.keyboard.press('ArrowRight');
  const told = page.getByRole('status').filter({ hasText: 'fed by' });
  await expect(told).toContainText(/\d datasets? · fed by/);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('status').filter({ hasText: 'upstream' })).toContainText('downstream');
  await page.keyboard.press('Escape');
  await expect(told).toBeVisible();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/lineage\?root=\d+/);
  await page.getByRole('link', { name: 'Map', exact: true }).click();
  await expect(page).toHaveURL(/\/map$/);
});

test('clicks go into groups, and from a dataset to its lineage', async ({ page }) => {
  await new Shell(page).open('/map?by=system');
  const canvas = page.getByRole('application', { name: 'Map of the catalog' }).locator('canvas');
  const box = (await canvas.boundingBox())!;
  // Steps all over the picture: ground, groups and their datasets are met in some order.
  for (let step = 1; step < 150 && !page.url().includes('/lineage'); step++) {
    await page.mouse.click(
      box.x + (box.width * ((step * 37) % 100)) / 100,
      box.y + (box.height * ((step * 61) % 100)) / 100,
    );
  }
  await expect(page).toHaveURL(/\/lineage\?root=\d+/);
});

test('what is found is counted, and the tables hold every dataset', async ({ page }) => {
  await new Shell(page).open('/map');
  const facts = await page.getByText(/datasets? in .* groups?, /).textContent();
  const total = Number(/^([\d,.]+) datasets?/.exec(facts ?? '')?.[1]?.replace(/\D/g, ''));
  expect(total).toBeGreaterThan(10);
  await page.getByRole('textbox', { name: 'Find on the map' }).fill('customers');
  await expect(page.getByText(/ of .* datasets? found, in /)).toBeVisible();
  await page.getByRole('textbox', { name: 'Find on the map' }).fill('');
  await page.getByText('Datasets', { exact: true }).click();
  const rows = page.getByRole('table', { name: 'Datasets of the map' });
  await expect(rows).toHaveAttribute('aria-rowcount', String(total + 1));
  await page.getByText('Groups', { exact: true }).click();
  const counted = page.getByRole('table', { name: 'Groups of the map' });
  const cells = await counted.getByRole('row').locator('[role=cell]:nth-child(3)').allTextContents();
  expect(cells.reduce((sum, text) => sum + Number(text.replace(/\D/g, '')), 0)).toBe(total);
  await page.getByText('Flows', { exact: true }).click();
  await expect(page.getByRole('table', { name: 'Flows of the map' }).getByRole('row').nth(1)).toBeVisible();
});

for (const scheme of ['light', 'dark'] as const) {
  test(`the map and its tables have no accessibility findings (${scheme})`, async ({ page }) => {
    await page.emulateMedia({ colorScheme: scheme });
    const shell = new Shell(page);
    for (const address of ['/map', '/map?colour=sensitivity', '/map?tab=groups', '/map?tab=datasets']) {
      await shell.open(address);
      await expect(page.getByRole('heading', { name: 'Map', level: 1 })).toBeVisible();
      await expect(page.getByText(/datasets? in .* groups?, /)).toBeVisible();
      expect(await accessibilityFindings(page), address).toEqual([]);
    }
  });
}
