/** Undo of an import, from its message and from the history, and back again. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { accessibilityFindings } from './axe.ts';
import { expect, test } from './fixtures.ts';
import { headwater } from './hosts.ts';
import { DifferenceList } from './pages/difference.ts';
import { ImportPage } from './pages/import.ts';
import { Shell } from './pages/shell.ts';
import { AFTER, BEFORE, NAMESPACE, writeManifest } from './small-project.ts';
import { saved } from './saved.ts';

test.beforeEach(async ({ app, host }) => {
  test.skip(host !== 'loopback', 'the catalog is filled by the command line while the app is open');
  const first = writeManifest(join(app.dataFolder, 'first'), BEFORE, 1);
  await headwater(app.dataFolder, 'import', first, '--namespace', NAMESPACE);
});

test('an import is undone from its message, and redone from the next one', async ({ app, page }) => {
  const imports = new ImportPage(page);
  const next = writeManifest(join(app.dataFolder, 'next'), AFTER, 2);
  await new Shell(page).go('Import');
  await imports.choose(next);
  await page.getByRole('button', { name: 'Import without preview' }).click();
  const message = page.getByRole('alert').filter({ hasText: /^Imported: \d+ added/ });
  await message.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByText(/^Undone in revision/)).toBeVisible();
  await page.getByRole('alert').filter({ hasText: 'Undid' }).getByRole('button', { name: 'Redo' }).click();
  await expect(page.getByRole('alert').filter({ hasText: 'Redid' })).toBeVisible();
  await expect(page.getByText(/^Undone in revision/)).toHaveCount(0);
});

test('the history shows what undo would do before it does it, by keyboard', async ({ app, page }) => {
  const imports = new ImportPage(page);
  const next = writeManifest(join(app.dataFolder, 'next'), AFTER, 2);
  await headwater(app.dataFolder, 'import', next, '--namespace', NAMESPACE);
  await new Shell(page).go('Import');
  const drawer = await imports.openImport(0, 2);
  await drawer.getByRole('button', { name: 'Preview the undo' }).press('Enter');
  const changes = new DifferenceList(drawer);
  await changes.kind('Added').click();
  await expect(changes.grid).toContainText('shop.mart.revenue');
  await expect(changes.leaveOut).toHaveCount(0);
  await expect(page.getByRole('link', { name: 'Revision 2' })).toBeVisible();
  await drawer.getByRole('button', { name: 'Undo this import' }).press('Enter');
  await expect(drawer.getByText('It was undone in revision 3.')).toBeVisible();
  await drawer.getByRole('button', { name: 'Redo this import' }).press('Enter');
  await expect(drawer.getByRole('button', { name: 'Undo this import' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(drawer).toHaveCount(0);
  await expect(page.getByRole('link', { name: 'Revision 4' })).toBeVisible();
});

test('a long preview of an undo tells its progress and can be cancelled', async ({ app, page }) => {
  const columns = Array.from({ length: 40 }, (_, n) => `column_${n}`);
  const models = Array.from({ length: 300 }, (_, n) => ({ name: `model_${n}`, columns }));
  const large = writeManifest(join(app.dataFolder, 'large'), models, 3);
  await headwater(app.dataFolder, 'import', large, '--namespace', NAMESPACE);
  await new Shell(page).go('Import');
  const drawer = await new ImportPage(page).openImport(0, 2);
  await drawer.getByRole('button', { name: 'Preview the undo' }).click();
  await expect(drawer.getByText(/^Previewing the undo · [\d,]+ records/)).toBeVisible();
  await drawer.getByRole('button', { name: 'Cancel' }).click();
  await expect(drawer.getByText('It was cancelled; the catalog is as it was before.')).toBeVisible();
  await expect(page.getByText('Revision 2', { exact: true })).toBeVisible();
});

test('issues of an import are narrowed and saved as CSV', async ({ app, page }) => {
  const imports = new ImportPage(page);
  const notes = join(app.dataFolder, 'notes.json');
  writeFileSync(notes, '{"nothing": ["of", "interest"');
  await new Shell(page).go('Import');
  await imports.choose(writeManifest(join(app.dataFolder, 'next'), AFTER, 2), notes);
  await page.getByRole('button', { name: 'Import without preview' }).click();
  await expect(imports.result(/^Imported/)).toBeVisible();
  await page.getByRole('button', { name: 'Done' }).click();
  const drawer = await imports.openImport(0, 2);
  await drawer.getByRole('textbox', { name: 'Search the issues' }).fill('notes.json');
  await expect(drawer.getByRole('grid', { name: 'Issues' }).locator('[data-index]')).toHaveCount(1);
  const issues = await saved(page, () => drawer.getByRole('button', { name: 'Save as CSV' }).click());
  expect(issues.name).toBe('import-2-issues.csv');
  expect(issues.bytes.toString()).toContain('notes.json');
});

test('the undo of an import keeps WCAG 2.2 AA', async ({ page }) => {
  await new Shell(page).go('Import');
  const drawer = await new ImportPage(page).openImport(0, 1);
  await drawer.getByRole('button', { name: 'Preview the undo' }).click();
  await expect(new DifferenceList(drawer).detail).toBeVisible();
  expect(await accessibilityFindings(page)).toEqual([]);
});
