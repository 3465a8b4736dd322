import type { Page } from '@playwright/test';
import { accessibilityFindings } from './axe.ts';
import { dropFile } from './drop.ts';
import { expect, test } from './fixtures.ts';
import { Shell } from './pages/shell.ts';
import { saved } from './saved.ts';

test.use({ sample: true });
// The longest walk has some forty steps, each of which may wait for a slow machine.
test.describe.configure({ timeout: 180_000 });

async function openGrid(page: Page, address = '/grid?text=name%3A%22analytics%22') {
  const shell = new Shell(page);
  await expect(shell.heading('Home')).toBeVisible();
  await shell.open(address);
  await expect(shell.heading('Grid')).toBeAttached();
  const grid = page.getByRole('grid', { name: 'Datasets' });
  await expect(grid.getByRole('rowheader').first()).not.toBeEmpty();
  const columns = await grid.getByRole('columnheader').allTextContents();
  const cell = (row: number, column: string) =>
    grid.locator(`[data-row="${row}"][data-column="${columns.indexOf(column)}"]`);
  return { shell, grid, cell };
}

test('cells are written by keyboard, filled down, saved as one change, and taken back', async ({ page }) => {
  const { shell, grid, cell } = await openGrid(page);
  await cell(0, 'Sensitivity').click();
  await page.keyboard.type('restr');
  await expect(page.getByRole('option', { name: 'restricted' })).toBeVisible();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(cell(0, 'Sensitivity')).toHaveText('restricted');
  await expect(cell(1, 'Sensitivity')).toHaveAttribute('data-active');

  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Shift+ArrowDown');
  await page.keyboard.press('Shift+ArrowDown');
  await page.keyboard.press('ControlOrMeta+d');
  await expect(cell(2, 'Sensitivity')).toHaveText('restricted');
  const bar = page.getByRole('region', { name: 'Changes to save' });
  await expect(bar.getByRole('status')).toHaveText('3 changes in 3 datasets');
  await page.keyboard.press('ControlOrMeta+z');
  await expect(bar.getByRole('status')).toHaveText('1 change in 1 dataset');
  await page.keyboard.press('ControlOrMeta+d');
  await expect(bar.getByRole('status')).toHaveText('3 changes in 3 datasets');

  await cell(0, 'Labels').dblclick();
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type('mine; yours');
  await page.keyboard.press('Escape');
  await expect(bar.getByRole('status')).toHaveText('3 changes in 3 datasets');
  await page.keyboard.press('F2');
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type('mine; yours');
  await page.keyboard.press('Tab');
  await expect(cell(0, 'Labels')).toHaveText('mine; yours');
  await bar.getByRole('button', { name: 'Review' }).click();
  await expect(page.getByRole('dialog', { name: 'Changes to save' }).getByRole('row')).toHaveCount(5);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog', { name: 'Changes to save' })).toHaveCount(0);
  await page.keyboard.press('ControlOrMeta+s');
  await expect(page.getByText('Edited 4 cells of 3 datasets')).toBeVisible();
  await expect(bar).toHaveCount(0);
  await expect(cell(0, 'Labels')).toHaveText('mine; yours');
  await page.reload();
  await expect(cell(2, 'Sensitivity')).toHaveText('restricted');

  await shell.undo.click();
  await expect(cell(0, 'Labels')).not.toHaveText('mine; yours');
  await expect(grid.locator('[data-pending]')).toHaveCount(0);
});

test('blocks are pasted, and what cannot be used is told at its cell and stays', async ({ page }) => {
  const { grid, cell } = await openGrid(page);
  const bar = page.getByRole('region', { name: 'Changes to save' });
  await cell(0, 'Sensitivity').click();
  await grid.evaluate((element, text) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', text);
    element.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  }, 'public\tuser.contact.email; user.name\r\nsecret\t"user.name"\r\n');
  await expect(cell(0, 'Categories')).toHaveText('user.contact.email; user.name');
  await expect(cell(1, 'Sensitivity')).toHaveText('secret');
  await bar.getByRole('button', { name: 'Save' }).click();
  const asked = page.getByRole('dialog', { name: 'A reason is needed' });
  await asked.getByRole('textbox', { name: 'Reason' }).fill('figures only');
  await asked.getByRole('button', { name: 'Change with this reason' }).click();
  await expect(bar.getByRole('status')).toHaveText('1 change in 1 dataset');
  await expect(cell(1, 'Sensitivity')).toHaveAttribute('aria-invalid', 'true');
  await expect(cell(1, 'Sensitivity')).toHaveAttribute('title', /"secret" is not a sensitivity/);
  await expect(cell(0, 'Sensitivity')).toHaveText('public');
  await cell(1, 'Sensitivity').click();
  await page.keyboard.press('Delete');
  await expect(cell(1, 'Sensitivity')).toBeEmpty();
  await bar.getByRole('button', { name: 'Discard' }).click();
  await expect(bar).toHaveCount(0);

  await page
    .getByRole('columnheader', { name: 'Sensitivity' })
    .getByRole('button', { name: 'Sensitivity', exact: true })
    .click();
  await expect(page.getByRole('columnheader', { name: 'Sensitivity' })).toHaveAttribute(
    'aria-sort',
    'ascending',
  );
  await page.getByRole('button', { name: 'Filter Sensitivity' }).click();
  await page.getByRole('dialog', { name: 'Filter Sensitivity' }).getByLabel('Has').fill('public');
  await page.keyboard.press('Enter');
  await expect(grid).toHaveAttribute('aria-rowcount', '2');
});

test('a workbook goes out, and a file comes back with its difference first', async ({ page, host }) => {
  test.skip(host === 'electron', 'the desktop app asks where to save');
  const { cell } = await openGrid(page);
  const exported = (entry: string) =>
    saved(page, async () => {
      await page.getByRole('button', { name: 'Export' }).click();
      await page.getByRole('menuitem', { name: entry }).click();
    });
  const text = (await exported('CSV, columns shown')).bytes.toString();
  expect(text).toMatch(/^\ufeffnamespace,name,description,sensitivity,/);
  expect((await exported('Excel, all columns')).bytes.subarray(0, 2).toString()).toBe('PK');

  const name = (await page.getByRole('rowheader').first().getAttribute('title')) ?? '';
  const namespace = text
    .split('\r\n')
    .find((line) => line.includes(`,${name},`))!
    .split(',')[0]!;
  const file = `namespace,name,criticality,retention\n${namespace},${name},high,soon\n`;
  await dropFile(page.getByRole('grid', { name: 'Datasets' }), 'mine.csv', file);
  const dialog = page.getByRole('dialog', { name: 'Import mine.csv' });
  await expect(dialog.getByRole('status').first()).toHaveText(
    '1 row: 1 cell of 1 dataset to change, 1 problem.',
  );
  await expect(dialog.getByRole('grid', { name: 'Changes' })).toContainText('(empty)high');
  await dialog.getByRole('tab', { name: 'Not used (1)' }).click();
  await expect(dialog.getByRole('grid', { name: 'Not used' })).toContainText('"soon" is not a retention');
  await dialog.getByRole('button', { name: 'Write 1 cell' }).click();
  await expect(dialog).toHaveCount(0);
  await expect(cell(0, 'Criticality').or(page.getByText('Edited 1 cell of 1 dataset')).first()).toBeVisible();
});

test('is accessible', async ({ page }) => {
  const shell = new Shell(page);
  await expect(shell.heading('Home')).toBeVisible();
  await shell.open('/grid?scope=columns');
  const grid = page.getByRole('grid', { name: 'Columns' });
  await expect(grid.getByRole('rowheader').first()).not.toBeEmpty();
  await grid.focus();
  await page.keyboard.press('ControlOrMeta+End');
  // The last row comes into view, and then its cells.
  const last = grid.locator('[data-active]');
  await expect(last).toBeVisible();
  await expect(grid.locator('[aria-busy]')).toHaveCount(0);
  await page.keyboard.type('x');
  await page.keyboard.press('Enter');
  await expect(last).toHaveText('x');
  await expect(page.getByRole('region', { name: 'Changes to save' })).toBeVisible();
  expect(await accessibilityFindings(page)).toEqual([]);
});
