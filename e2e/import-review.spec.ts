/** An import looked at before it lands: what it would do, in part or whole, and what always stays out. */
import { join } from 'node:path';
import { accessibilityFindings } from './axe.ts';
import { expect, test } from './fixtures.ts';
import { headwater } from './hosts.ts';
import { DifferenceList } from './pages/difference.ts';
import { ImportPage } from './pages/import.ts';
import { Shell } from './pages/shell.ts';
import { AFTER, BEFORE, NAMESPACE, writeManifest } from './small-project.ts';

test.beforeEach(async ({ app, host, page }) => {
  test.skip(host !== 'loopback', 'the desktop app chooses files in a dialog of the system');
  const first = writeManifest(join(app.dataFolder, 'first'), BEFORE, 1);
  await headwater(app.dataFolder, 'import', first, '--namespace', NAMESPACE);
  const file = writeManifest(join(app.dataFolder, 'next'), AFTER, 2);
  await new Shell(page).go('Import');
  await new ImportPage(page).choose(file);
});

test('a likely rename is shown with its score and its reasons, and becomes a suggestion', async ({
  page,
}) => {
  const imports = new ImportPage(page);
  const changes = new DifferenceList(page);
  await imports.preview();
  await changes.kind('Renamed\\?').click();
  await expect(changes.rows).toHaveCount(1);
  await expect(changes.rows).toContainText('shop.mart.orders → shop.mart.sales_orders');
  await expect(changes.rows).toContainText(/\d+ % alike: .*4 of 4 columns alike/);
  await expect(page.getByText('None of these can be left out')).toBeVisible();
  await expect(changes.detail).toContainText('it cannot be left out by itself');
  await imports.confirm();
  await expect(imports.result(/^Imported/)).toBeVisible();
  await page.getByRole('link', { name: 'Joins' }).click();
  await expect(page.getByRole('grid', { name: 'Suggestions' })).toContainText('sales_orders');
});

test('the difference is narrowed, searched and read by keyboard', async ({ page }) => {
  const changes = new DifferenceList(page);
  await new ImportPage(page).preview();
  const all = page.getByText(/^([\d,]+) of \1 changes$/);
  await expect(all).toBeVisible();
  await page.getByRole('textbox', { name: 'Search names and values' }).fill('how to reach');
  await expect(changes.rows).toHaveCount(1);
  await expect(changes.rows).toContainText('Who buys → Who buys and how to reach them');
  await expect(page.getByText('narrow by kind, record or dataset instead')).toBeVisible();
  await page.getByRole('button', { name: 'Clear the filters' }).click();
  await expect(all).toBeVisible();
  await changes.kind('Retired').click();
  await expect(changes.rows.first()).toContainText('Retired');
  await changes.grid.focus();
  const first = await changes.detail.innerText();
  await page.keyboard.press('End');
  await expect(changes.detail).not.toHaveText(first);
  await page.keyboard.press('Home');
  await expect(changes.detail).toHaveText(first, { useInnerText: true });
  await page.keyboard.press('Enter');
  await expect(changes.detail).toBeFocused();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(changes.detail).toContainText('It is left out of this import.');
  await expect(changes.rows.first()).toContainText('Left out');
  await expect(page.getByRole('button', { name: 'Import the rest' })).toBeVisible();
});

test('a part is left out, taken in after all, and left out of every import', async ({ page }) => {
  const imports = new ImportPage(page);
  const changes = new DifferenceList(page);
  await imports.preview();
  await changes.kind('Retired').click();
  await changes.leaveOut.click();
  await page.getByRole('button', { name: 'Import after all: Retired' }).click();
  await expect(page.getByRole('button', { name: 'Import', exact: true })).toBeVisible();
  await changes.leaveOut.click();
  await page.getByRole('button', { name: 'Always leave out: Retired' }).click();
  // The preview is made anew under the rule, so that the import is what it shows.
  await expect(page.getByText(/changes would be left out/)).toBeVisible();
  await changes.kind('Retired').click();
  await expect(changes.rows.first()).toContainText('Left out');
  await imports.confirm();
  await expect(imports.result(/^Imported/)).toBeVisible();
  await expect(page.getByText(/changes were left out/)).toBeVisible();
  await new Shell(page).find('revenue');
  await expect(new Shell(page).heading(/revenue/)).toBeVisible();
  await expect(page.getByText(/^Retired/)).toHaveCount(0);
  await new Shell(page).go('Import');
  await expect(imports.history.getByText('left out').first()).toBeVisible();
  await page.getByRole('button', { name: 'No longer leave out: Retired' }).click();
  await expect(page.getByRole('heading', { name: 'Always left out' })).toHaveCount(0);
});

test('a preview that the catalog outran is refused, and can be made again', async ({ app, page }) => {
  const imports = new ImportPage(page);
  const changes = new DifferenceList(page);
  await imports.preview();
  await expect(imports.result(/^Preview/)).toBeVisible();
  await changes.kind('Retired').click();
  await changes.leaveOut.click();
  const rest = page.getByRole('button', { name: 'Import the rest' });
  const other = writeManifest(join(app.dataFolder, 'other'), BEFORE.slice(0, 1), 1);
  await headwater(app.dataFolder, 'import', other, '--namespace', 'postgres://other.example:5432');
  await rest.click();
  await expect(page.getByRole('alert')).toContainText('The catalog changed since the preview');
  await page.getByRole('button', { name: 'Preview again' }).click();
  await expect(imports.result(/^Preview/)).toBeVisible();
  // What was left out of the refused import is left out of this one.
  await rest.click();
  await expect(imports.result(/^Imported/)).toBeVisible();
});

test('the preview keeps WCAG 2.2 AA', async ({ app, page }) => {
  const imports = new ImportPage(page);
  const changes = new DifferenceList(page);
  await new Shell(page).go('Import');
  await imports.choose(join(app.dataFolder, 'next', 'manifest.json'));
  await imports.preview();
  await changes.kind('Retired').click();
  await changes.leaveOut.click();
  await expect(changes.detail).toBeVisible();
  expect.soft(await accessibilityFindings(page), 'changes').toEqual([]);
  for (const tab of ['Counts', 'Files', 'Issues']) {
    await page.getByRole('tab', { name: new RegExp(`^${tab}`) }).click();
    await expect(page.getByRole('tabpanel')).toBeVisible();
    expect.soft(await accessibilityFindings(page), tab).toEqual([]);
  }
});
