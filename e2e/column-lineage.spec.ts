import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { accessibilityFindings } from './axe.ts';
import { expect, test } from './fixtures.ts';
import { ImportPage } from './pages/import.ts';
import { Shell } from './pages/shell.ts';

const SOURCE = 'source.shop.raw.orders';

function node(name: string, compiled: string | null) {
  return {
    resource_type: 'model',
    package_name: 'shop',
    name,
    alias: name,
    database: 'db',
    schema: 'mart',
    relation_name: `"db"."mart"."${name}"`,
    config: { materialized: 'table' },
    depends_on: { nodes: [SOURCE] },
    columns: { id: { name: 'id' }, buyer: { name: 'buyer' } },
    language: 'sql',
    ...(compiled !== null && { compiled_code: compiled }),
  };
}

/** A project with a model that is traced in part and one without compiled SQL. */
function manifest(): string {
  return JSON.stringify({
    metadata: {
      dbt_schema_version: 'https://schemas.getdbt.com/dbt/manifest/v12.json',
      generated_at: '2026-03-01T10:00:00Z',
      adapter_type: 'postgres',
      project_name: 'shop',
    },
    nodes: {
      'model.shop.traced': node('traced', 'select id, md5(email) as buyer_hash from "db"."raw"."orders"'),
      'model.shop.uncompiled': node('uncompiled', null),
    },
    sources: {
      [SOURCE]: {
        resource_type: 'source',
        package_name: 'shop',
        source_name: 'raw',
        name: 'orders',
        identifier: 'orders',
        database: 'db',
        schema: 'raw',
        relation_name: '"db"."raw"."orders"',
        columns: { id: { name: 'id' }, email: { name: 'email' } },
      },
    },
  });
}

test.beforeEach(({ host }) => {
  test.skip(host !== 'loopback', 'the desktop app chooses files in a dialog of the system');
});

test('a dbt model says how far its columns are traced, and what to run where they are not', async ({
  app,
  page,
}) => {
  const shell = new Shell(page);
  const imports = new ImportPage(page);
  const folder = join(app.dataFolder, 'target');
  mkdirSync(folder);
  writeFileSync(join(folder, 'manifest.json'), manifest());
  await shell.go('Import');
  await imports.choose(join(folder, 'manifest.json'));
  await imports.preview();
  await expect(imports.result(/^Preview: what would change/)).toBeVisible();
  await imports.confirm();
  await expect(imports.result(/^Imported/)).toBeVisible();

  const note = page.getByRole('region', { name: 'Column lineage' });
  await shell.find('traced');
  await note.getByText('Column lineage: 2 of 3 columns resolved').click();
  const unresolved = note.getByRole('region', { name: 'Unresolved columns' });
  await expect(unresolved.getByRole('listitem')).toHaveCount(1);
  await expect(unresolved).toContainText('buyer');
  await expect(unresolved).toContainText('the compiled SQL does not give it');
  expect(await accessibilityFindings(page)).toEqual([]);

  await shell.find('uncompiled');
  await expect(note).toContainText('Column lineage: not traced');
  await expect(note.getByText('dbt docs generate', { exact: true })).toBeVisible();
  expect(await accessibilityFindings(page)).toEqual([]);
});

test('columns are not traced where that is switched off', async ({ app, page }) => {
  const shell = new Shell(page);
  const imports = new ImportPage(page);
  const file = join(app.dataFolder, 'manifest.json');
  writeFileSync(file, manifest());
  await shell.go('Import');
  await imports.choose(file);
  await page.getByRole('checkbox', { name: 'Trace columns through SQL (dbt)' }).uncheck();
  await imports.preview();
  await imports.confirm();
  await expect(imports.result(/^Imported/)).toBeVisible();
  await shell.find('traced');
  await expect(page.getByRole('region', { name: 'Column lineage' })).toContainText('switched off');
});
