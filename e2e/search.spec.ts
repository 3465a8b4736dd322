/** Searching: the query language by keyboard, chips and filters, typing mistakes, other scripts, saved searches. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { accessibilityFindings } from './axe.ts';
import { expect, test } from './fixtures.ts';
import { headwater } from './hosts.ts';
import { Shell } from './pages/shell.ts';

test.use({ sample: true });

const box = (page: Page) => page.getByRole('combobox', { name: 'Search names' });
const rows = (page: Page) => page.getByRole('grid', { name: /Datasets|Columns/ }).getByRole('link');
const chips = (page: Page) => page.getByRole('list', { name: 'Filters in force' });
const total = (page: Page) => page.getByRole('search').getByRole('status');

async function browse(page: Page, search = ''): Promise<void> {
  await new Shell(page).open(`/browse${search}`);
  await expect(page.getByRole('grid')).toBeVisible();
}

test('fields and values are offered while typing and taken by keyboard', async ({ page }) => {
  await browse(page);
  await box(page).click();
  await page.keyboard.type('customers sens');
  const suggestions = page.getByRole('listbox', { name: 'Suggestions' });
  await expect(suggestions.getByRole('option', { name: /^sensitivity:/ })).toBeVisible();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(box(page)).toHaveValue('customers sensitivity:');
  await expect(suggestions.getByRole('option', { name: /^confidential/ })).toBeVisible();
  await page.keyboard.type('conf');
  await expect(suggestions.getByRole('option')).toHaveCount(1);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Tab');
  await expect(box(page)).toHaveValue('customers sensitivity:confidential ');
  await expect(chips(page)).toContainText('Sensitivity: Confidential');
  await expect(rows(page).first()).toHaveText(/customers/);

  // Escape closes what is offered and leaves the text; the next arrow goes on to the results.
  await page.keyboard.type('cu');
  await expect(suggestions).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(suggestions).toBeHidden();
  await expect(box(page)).toHaveValue('customers sensitivity:confidential cu');
  await page.keyboard.press('ArrowDown');
  await expect(page.getByRole('grid')).toBeFocused();
});

test('what is typed and what is ticked are the same filter', async ({ page }) => {
  await browse(page, '?text=kind:table sensitivity:none -name:orders'.replaceAll(' ', '%20'));
  const table = page.getByRole('group', { name: 'Kind' }).getByRole('checkbox', { name: 'Table' });
  await expect(table).toBeChecked();
  await expect(
    page.getByRole('group', { name: 'Sensitivity' }).getByRole('checkbox', { name: 'No level' }),
  ).toBeChecked();
  await expect(chips(page)).toContainText('Not Name: orders');
  await table.click();
  await expect(box(page)).toHaveValue('sensitivity:none -name:orders');
  await expect(table).not.toBeChecked();
  await chips(page).getByRole('button', { name: 'Remove filter Not Name: orders' }).click();
  await expect(box(page)).toHaveValue('sensitivity:none');
  await page.goBack();
  await expect(box(page)).toHaveValue('sensitivity:none -name:orders');
});

test('a broken query is searched as far as it can be, and says what is wrong', async ({ page }) => {
  await browse(page);
  await box(page).fill('customers is:shiny');
  const notes = page.getByRole('status', { name: 'Notes on the search' });
  await expect(notes).toContainText('There is no condition “shiny”');
  await expect(rows(page).first()).toHaveText(/customers/);
  await page.getByRole('button', { name: 'How to search' }).click();
  const help = page.getByRole('dialog', { name: 'How to search' });
  await help.getByRole('button', { name: 'kind:table,view' }).click();
  await expect(box(page)).toHaveValue('kind:table,view');
  await expect(chips(page)).toContainText('Kind: Table or View');
});

test('a typing mistake is forgiven and told; the palette finds jobs and files too', async ({ page }) => {
  await browse(page);
  await box(page).fill('custmoers');
  await expect(page.getByRole('status', { name: 'Notes on the search' })).toContainText('customers');
  await expect(rows(page).first()).toHaveText(/customers/);
  await page.keyboard.press('ControlOrMeta+k');
  await page.getByRole('textbox', { name: 'Search datasets, columns and commands' }).fill('manifest.json');
  const palette = page.getByRole('dialog', { name: 'Search and commands' });
  await palette
    .getByRole('button', { name: /manifest\.json/ })
    .first()
    .click();
  await expect(page).toHaveURL(/\/import\?id=\d+/);
});

test('one character of a Chinese name is enough', async ({ app, page }) => {
  const folder = mkdtempSync(join(tmpdir(), 'headwater-cjk-'));
  try {
    const file = join(folder, 'events.ndjson');
    writeFileSync(file, JSON.stringify(event('顧客マスタ', ['顧客番号', '住所'])));
    await headwater(app.dataFolder, 'import', file);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  await browse(page);
  await box(page).fill('客');
  await expect(rows(page)).toHaveText([/顧客マスタ/]);
  await page.getByRole('radiogroup', { name: 'What to list' }).getByText('Columns').click();
  await box(page).fill('番号');
  await expect(page.getByRole('grid', { name: 'Columns' }).getByText('顧客番号')).toBeVisible();
});

test('a search is saved, counted on Home, renamed, moved and deleted', async ({ page }) => {
  await browse(page);
  for (const [text, name] of [
    ['is:unowned', 'Without owner'],
    ['kind:view', 'Views'],
  ] as const) {
    await box(page).fill(text);
    await expect(page).toHaveURL(new RegExp(encodeURIComponent(text).replace('%3A', '(%3A|:)')));
    await page.getByRole('button', { name: 'Save search' }).click();
    const dialog = page.getByRole('dialog', { name: 'Save search' });
    await dialog.getByRole('textbox', { name: 'Name' }).fill(name);
    await dialog.getByRole('button', { name: 'Save', exact: true }).click();
    await expect(dialog).toBeHidden();
  }
  await expect(total(page)).toContainText(/\d+ datasets/);
  const counted = (await total(page).innerText()).replace(' datasets', '');
  const saved = page.getByRole('group', { name: 'Saved searches' });
  await expect(saved.getByRole('link')).toHaveText([/^Without owner/, new RegExp(`^Views\\s*${counted}$`)]);

  await saved.getByRole('button', { name: 'Actions for Views' }).click();
  await page.getByRole('menuitem', { name: 'Move up' }).click();
  await expect(saved.getByRole('link').first()).toContainText('Views');
  await saved.getByRole('button', { name: 'Actions for Views' }).click();
  await page.getByRole('menuitem', { name: 'Rename' }).click();
  const renaming = page.getByRole('dialog', { name: 'Rename saved search' });
  await renaming.getByRole('textbox', { name: 'Name' }).fill('Without owner');
  await renaming.getByRole('button', { name: 'Rename' }).click();
  await expect(renaming).toContainText('There is already one named');
  await renaming.getByRole('textbox', { name: 'Name' }).fill('All views');
  await renaming.getByRole('button', { name: 'Rename' }).click();
  await expect(renaming).toBeHidden();

  await new Shell(page).go('Home');
  const onHome = page.getByRole('region', { name: 'Saved searches' });
  await expect(onHome.getByRole('link', { name: `All views ${counted} datasets` })).toBeVisible();
  await onHome.getByRole('link', { name: /^Without owner/ }).click();
  await expect(box(page)).toHaveValue('is:unowned');
  await saved.getByRole('button', { name: 'Actions for All views' }).click();
  await page.getByRole('menuitem', { name: 'Delete' }).click();
  await expect(saved.getByRole('link')).toHaveCount(1);
  const deleted = page.getByRole('alert').filter({ hasText: '“All views” deleted' });
  await deleted.getByRole('button', { name: 'Undo' }).click();
  await expect(saved.getByRole('link').first()).toContainText('All views');
});

test('search keeps WCAG 2.2 AA', async ({ page }) => {
  await browse(page, '?text=custmoers%20kind:table%20is:shiny');
  await expect(page.getByRole('status', { name: 'Notes on the search' })).toContainText('shiny');
  expect.soft(await accessibilityFindings(page), 'chips and notes').toEqual([]);
  await box(page).fill('owner:');
  await expect(page.getByRole('listbox', { name: 'Suggestions' })).toBeVisible();
  expect.soft(await accessibilityFindings(page), 'suggestions').toEqual([]);
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'How to search' }).click();
  await expect(page.getByRole('dialog', { name: 'How to search' }).getByText('Conditions')).toBeVisible();
  expect.soft(await accessibilityFindings(page), 'help').toEqual([]);
});

function event(name: string, columns: readonly string[]): unknown {
  const schema = {
    _producer: 'https://example.org/loader',
    _schemaURL: 'https://openlineage.io/spec/facets/1-1-1/SchemaDatasetFacet.json',
    fields: columns.map((column) => ({ name: column, type: 'string' })),
  };
  return {
    eventType: 'COMPLETE',
    eventTime: '2026-03-01T00:00:00Z',
    producer: 'https://example.org/loader',
    schemaURL: 'https://openlineage.io/spec/2-0-2/OpenLineage.json',
    run: { runId: '0195f3a0-0000-7000-8000-000000000001' },
    job: { namespace: 'loads', name: 'load_customers' },
    inputs: [],
    outputs: [{ namespace: 'file', name, facets: { schema } }],
  };
}
