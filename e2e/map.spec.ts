/** The map of the whole catalog: opened, walked by keys, searched, read as tables. */
import { accessibilityFindings } from './axe.ts';
import { expect, test } from './fixtures.ts';
import { Shell } from './pages/shell.ts';

const COLOURINGS = ['system', 'sensitivity', 'owner', 'freshness', 'failing'];

test.use({ shared: true });

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
  // The box follows the address, whoever changes it.
  await expect(page).toHaveURL(/text=customers/);
  await new Shell(page).visit('/map?text=orders');
  await expect(page.getByRole('textbox', { name: 'Find on the map' })).toHaveValue('orders');
  await new Shell(page).open('/map?tab=datasets');
  const tree = page.getByRole('treegrid', { name: 'Datasets of the map' });
  await page.getByRole('button', { name: 'Close all groups' }).click();
  await expect(tree.getByRole('row', { expanded: true })).toHaveCount(0);
  const systems = Number(await tree.getAttribute('aria-rowcount')) - 1;
  expect(systems).toBeGreaterThan(1);
  await page.getByRole('button', { name: 'Open all groups' }).click();
  const groups = Number(/in ([\d,.]+) groups/.exec(facts ?? '')?.[1]?.replace(/\D/g, ''));
  await expect(tree).toHaveAttribute('aria-rowcount', String(total + groups + systems + 1));
  await page.getByText('Groups', { exact: true }).click();
  const counted = page.getByRole('table', { name: 'Groups of the map' });
  const cells = await counted.getByRole('row').locator('[role=cell]:nth-child(3)').allTextContents();
  expect(cells.reduce((sum, text) => sum + Number(text.replace(/\D/g, '')), 0)).toBe(total);
  await page.getByText('Flows', { exact: true }).click();
  await expect(page.getByRole('table', { name: 'Flows of the map' }).getByRole('row').nth(1)).toBeVisible();
});

test('the datasets are walked as a tree by keys, and one leads to its place on the map', async ({ page }) => {
  await new Shell(page).open('/map?tab=datasets');
  const tree = page.getByRole('treegrid', { name: 'Datasets of the map' });
  await page.getByRole('button', { name: 'Close all groups' }).click();
  await tree.focus();
  const active = async () => {
    const id = await tree.getAttribute('aria-activedescendant');
    return page.locator(`[id="${id}"]`);
  };
  await expect(await active()).toHaveAttribute('aria-expanded', 'false');
  await page.keyboard.press('ArrowRight');
  await expect(await active()).toHaveAttribute('aria-expanded', 'true');
  await page.keyboard.press('ArrowRight');
  await expect(await active()).toHaveAttribute('aria-level', '2');
  await page.keyboard.press('Enter');
  await page.keyboard.press('ArrowDown');
  const dataset = await active();
  await expect(dataset).toHaveAttribute('aria-level', '3');
  const name = (await dataset.getByRole('button').textContent()) ?? '';
  await page.keyboard.press('ArrowLeft');
  await expect(await active()).toHaveAttribute('aria-level', '2');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('application', { name: 'Map of the catalog' })).toBeVisible();
  await expect(page.getByRole('status').filter({ hasText: name })).toBeVisible();
});

test('the map looks back: it says of which moment it is, and leads to the lineage of then', async ({
  page,
}) => {
  await new Shell(page).open('/map');
  await page.getByRole('button', { name: 'Time' }).click();
  await page.getByRole('button', { name: 'Step back' }).click();
  await expect(page).toHaveURL(/at=r\d+/);
  await expect(page.getByText(/^As of revision \d+/)).toBeVisible();
  await expect(page.getByText(/as they are known today/)).toBeVisible();
  await page.getByRole('button', { name: 'Back to now' }).click();
  await expect(page).not.toHaveURL(/at=/);
});

test('the map and its tables have no accessibility findings', async ({ page }) => {
  const shell = new Shell(page);
  const coloured = COLOURINGS.map((colour) => `/map?colour=${colour}`);
  for (const address of [
    ...coloured,
    '/map?tab=groups',
    '/map?tab=datasets',
    '/map?tab=flows',
    '/map?at=r1',
  ]) {
    await shell.open(address);
    await expect(page.getByRole('heading', { name: 'Map', level: 1 })).toBeVisible();
    await expect(page.getByText(/datasets? in .* groups?, /)).toBeVisible();
    expect(await accessibilityFindings(page), address).toEqual([]);
  }
});
