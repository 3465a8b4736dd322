/** Folders that are imported when something is written there: to be decided on, or at once. */
import { join } from 'node:path';
import { accessibilityFindings } from './axe.ts';
import { expect, test } from './fixtures.ts';
import { DifferenceList } from './pages/difference.ts';
import { ImportPage } from './pages/import.ts';
import { Shell } from './pages/shell.ts';
import { AFTER, BEFORE, writeManifest } from './small-project.ts';

/** Files settle for eight seconds before they are taken, and are looked at every four. */
const SETTLED = { timeout: 30_000 };

test.beforeEach(({ host }) => {
  test.skip(host !== 'loopback', 'the desktop app chooses folders in a dialog of the system');
});

test('what waits is counted, shown at once, and accepted in part', async ({ app, page }) => {
  const imports = new ImportPage(page);
  const kept = join(app.dataFolder, 'kept');
  writeManifest(kept, BEFORE, 1);
  await new Shell(page).go('Import');
  await imports.watch(kept, 'Preview first');
  await new Shell(page).go('Browse');
  const badge = page.getByRole('link', { name: 'Import 1 waiting' });
  await expect(badge).toBeVisible(SETTLED);
  await badge.click();
  const waiting = imports.waiting('kept');
  const changes = new DifferenceList(waiting);
  // The only one that waits is open: one click from anywhere shows what it would do.
  await expect(changes.grid).toContainText('shop.mart.orders');
  expect(await accessibilityFindings(page)).toEqual([]);
  await waiting.getByRole('combobox', { name: 'Records' }).click();
  await page.getByRole('option', { name: 'Descriptions' }).click();
  await page.keyboard.press('Escape');
  await changes.leaveOut.click();
  await waiting.getByRole('button', { name: 'Accept the rest' }).click();
  await expect(page.getByRole('alert').filter({ hasText: /^Imported: \d+ added/ })).toBeVisible();
  await expect(waiting).toHaveCount(0);
  await expect(imports.history.getByText('1 left out')).toBeVisible();
});

test('what waits is discarded, and a folder that is none is refused', async ({ app, page }) => {
  const imports = new ImportPage(page);
  const dropped = join(app.dataFolder, 'dropped');
  writeManifest(dropped, AFTER, 2);
  await new Shell(page).go('Import');
  await imports.watch(join(app.dataFolder, 'nowhere'), 'Preview first');
  await expect(page.getByRole('alert')).toContainText('folder');
  await page.getByRole('button', { name: 'Dismiss' }).click();
  await imports.watch(dropped, 'Preview first');
  await imports.waiting('dropped').getByRole('button', { name: 'Discard' }).click(SETTLED);
  await expect(imports.waiting('dropped')).toHaveCount(0);
  await expect(page.getByRole('link', { name: 'Revision 0' })).toBeVisible();
});

test('two that wait: the second is previewed anew once the first landed', async ({ app, page }) => {
  const imports = new ImportPage(page);
  const [one, two] = [join(app.dataFolder, 'one'), join(app.dataFolder, 'two')];
  writeManifest(one, BEFORE.slice(0, 2), 1);
  writeManifest(two, AFTER, 2);
  await new Shell(page).go('Import');
  await imports.watch(one, 'Preview first');
  await imports.watch(two, 'Preview first');
  await imports.waiting('one').getByRole('button', { name: 'Accept' }).click(SETTLED);
  await expect(page.getByRole('link', { name: 'Revision 1' })).toBeVisible();
  // Over the first, the second retires and renames: its preview says so.
  const waiting = imports.waiting('two');
  await expect(waiting.getByText(/retired/)).toBeVisible(SETTLED);
  await waiting.getByRole('button', { name: 'Accept' }).click();
  await expect(page.getByRole('link', { name: 'Revision 2' })).toBeVisible();
});

test('a folder that imports at once does, until it is no longer watched', async ({ app, page }) => {
  const imports = new ImportPage(page);
  const folder = join(app.dataFolder, 'target');
  writeManifest(folder, BEFORE, 1);
  await new Shell(page).go('Import');
  await imports.watch(folder, 'Import at once');
  await expect(imports.history.getByText('Watched folder')).toBeVisible(SETTLED);
  await page.getByRole('button', { name: /^Stop watching/ }).click();
  await expect(page.getByRole('button', { name: /^Stop watching/ })).toHaveCount(0);
});
