import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from './fixtures.ts';
import { ImportPage } from './pages/import.ts';
import { LineagePage } from './pages/lineage.ts';
import { Shell } from './pages/shell.ts';

/** One run that reads `raw.<name>` and writes `mart.<name>`. */
function runEvent(name: string): string {
  const dataset = (full: string) => ({ namespace: 'postgres://db.example:5432', name: full });
  return JSON.stringify({
    eventType: 'COMPLETE',
    eventTime: '2026-03-01T10:00:00Z',
    run: { runId: '0b8f7c1e-2f63-4b8e-9a39-0d1f4d6e8f10' },
    job: { namespace: 'nightly', name: 'load' },
    inputs: [dataset(`shop.raw.${name}`)],
    outputs: [dataset(`shop.mart.${name}`)],
    producer: 'https://example.org/producer',
    schemaURL: 'https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/RunEvent',
  });
}

test.beforeEach(({ host }) => {
  test.skip(host !== 'loopback', 'the desktop app chooses files in a dialog of the system');
});

test('own files are previewed, imported and drawn', async ({ app, page }) => {
  const shell = new Shell(page);
  const imports = new ImportPage(page);
  const file = join(app.dataFolder, 'events.json');
  writeFileSync(file, runEvent('orders'));
  await shell.go('Import');
  await imports.choose(file);
  await imports.preview();
  await expect(imports.result(/^Preview: what would change/)).toBeVisible();
  await expect(page.getByRole('link', { name: 'Revision 0' })).toBeVisible();
  await imports.confirm();
  await expect(imports.result(/^Imported/)).toBeVisible();
  await expect(page.getByRole('link', { name: 'Revision 1' })).toBeVisible();
  await shell.find('orders');
  await page.getByRole('tab', { name: /^Lineage/ }).click();
  await expect(new LineagePage(page).graph.getByRole('button', { name: 'orders', exact: true })).toHaveCount(
    2,
  );
});

test('a name full of markup stays text', async ({ app, page }) => {
  const shell = new Shell(page);
  const imports = new ImportPage(page);
  const name = `<img src=x onerror=document['title']='broken'>`;
  const file = join(app.dataFolder, 'events.json');
  writeFileSync(file, runEvent(name));
  await shell.go('Import');
  await imports.choose(file);
  await imports.preview();
  await imports.confirm();
  await expect(imports.result(/^Imported/)).toBeVisible();
  await shell.go('Browse');
  await expect(page.getByRole('grid', { name: 'Datasets' }).getByText(name).first()).toBeVisible();
  await expect(page).not.toHaveTitle(/broken/);
});

test('a file that is no source is named, and nothing changes', async ({ app, page }) => {
  const imports = new ImportPage(page);
  const file = join(app.dataFolder, 'notes.json');
  writeFileSync(file, '{"nothing": ["of", "interest"');
  await new Shell(page).go('Import');
  await imports.choose(file);
  await imports.preview();
  await expect(page.getByRole('alert').filter({ hasText: 'Nothing could be used' })).toBeVisible();
  await expect(page.getByRole('grid', { name: 'Issues' })).toContainText('notes.json');
  await expect(page.getByRole('link', { name: 'Revision 0' })).toBeVisible();
});
