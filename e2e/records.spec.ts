import type { Page } from '@playwright/test';
import { accessibilityFindings } from './axe.ts';
import { dropFile } from './drop.ts';
import { expect as expectSoon, test } from './fixtures.ts';
import { Shell } from './pages/shell.ts';

test.use({ sample: true });
const expect = expectSoon.configure({ timeout: 30_000 });
test.describe.configure({ timeout: 180_000 });

const FILE = [
  'name,role,department,categories,subjects,links,recipients,security',
  'Winning customers back,controller,Marketing,user.contact,customer,namespace | postgres://warehouse*,,Access by role',
  'Hosting,processor,Operations,,,,,',
  'Broken,captain,,,,,,',
].join('\n');

async function importFile(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Import…' }).first().click();
  const dialog = page.getByRole('dialog', { name: 'Import processing activities' });
  await dialog
    .getByLabel('File to import')
    .setInputFiles({ name: 'activities.csv', mimeType: 'text/csv', buffer: Buffer.from(FILE) });
  await expect(dialog.getByRole('row', { name: 'activities 2 0 0' })).toBeVisible();
  await expect(dialog.getByRole('list', { name: 'Not used' })).toContainText('Line 4');
  // What is dropped on the open dialog takes the place of what was chosen.
  await dropFile(dialog, 'one.csv', FILE.split('\n').slice(0, 2).join('\n'));
  await expect(dialog.getByRole('row', { name: 'activities 1 0 0' })).toBeVisible();
  await dropFile(dialog, 'all.csv', FILE);
  await expect(dialog.getByRole('row', { name: 'activities 2 0 0' })).toBeVisible();
  await dialog.getByRole('button', { name: 'Import', exact: true }).click();
  await expect(dialog).toBeHidden();
}

test('activities are imported, changed by keyboard, and differences with the data settled', async ({
  page,
}) => {
  const shell = new Shell(page);
  await shell.open('/registers?tab=activities');
  await importFile(page);
  const grid = page.getByRole('grid', { name: 'Processing activities' });
  await expect(grid.getByRole('row')).toHaveCount(3);
  await grid.getByRole('row', { name: /^Winning/ }).click();
  const panel = page.getByRole('complementary', { name: 'Activity' });
  await expect(panel.getByRole('heading', { level: 2 })).toHaveText('Winning customers back');
  await expect(panel.getByRole('region', { name: 'Datasets of this activity' })).toContainText(
    'in the namespace',
  );
  expect(await accessibilityFindings(page)).toEqual([]);

  const findings = panel.getByRole('region', { name: 'Findings' });
  const settle = findings.getByRole('button', {
    name: /^Add to the record: user\.demographic\.date_of_birth/,
  });
  await settle.click();
  await expect(settle).toHaveCount(0);
  await expect(panel.getByRole('region', { name: 'History' })).toContainText(
    'user.demographic.date_of_birth',
  );

  await grid.focus();
  await page.keyboard.press('Enter');
  const form = page.getByRole('dialog', { name: 'Change Winning customers back' });
  await form.getByRole('textbox', { name: 'Description' }).fill('Offers to customers who left');
  await form.getByRole('tab', { name: 'Datasets' }).click();
  await expect(form.getByRole('region', { name: 'What these rows find' })).toContainText(
    'with personal data',
  );
  expect(await accessibilityFindings(page)).toEqual([]);
  await form.getByRole('tab', { name: 'Recipients' }).click();
  await form.getByRole('button', { name: /^Add a row to Transfers/ }).click();
  const transfer = form.getByRole('group', { name: /^Transfers .* row 1$/ });
  await transfer.getByRole('combobox', { name: 'Country' }).selectOption('United States');
  await transfer.getByRole('textbox', { name: 'Recipient' }).fill('Mailer Inc.');
  expect(await accessibilityFindings(page)).toEqual([]);
  await form.getByRole('button', { name: 'Save' }).click();
  await expect(form).toBeHidden();
  await expect(panel).toContainText('Offers to customers who left');
  await expect(panel).toContainText('United States (US), Mailer Inc.');
});

test('a record of processing is measured, made and opened, and an assessment screened', async ({ page }) => {
  const shell = new Shell(page);
  await shell.open('/registers?tab=activities');
  await importFile(page);
  await shell.open('/privacy?view=records');
  const record = page.getByRole('region', { name: 'Record of processing' });
  await expect(record.getByRole('status')).toContainText('1 activity, 42 fields each');
  expect(await accessibilityFindings(page)).toEqual([]);
  await record.getByRole('button', { name: 'Make the record' }).click();
  const files = page.getByRole('region', { name: 'Report files' });
  await expect(files.getByRole('row', { name: /ropa-ico-controller-r\d+\.xlsx/ })).toBeVisible({
    timeout: 120_000,
  });
  const download = page.waitForEvent('download', { timeout: 60_000 });
  await files.getByRole('button', { name: /Download ropa-ico-controller-r\d+\.csv/ }).click();
  expect((await download).suggestedFilename()).toMatch(/\.csv$/);
  await expect(files.getByText(/\.csv: the SHA-256 agrees with the record/)).toBeVisible();

  await page.getByRole('link', { name: 'Winning customers back' }).click();
  const fields = page.getByRole('region', { name: /^Fields of the template/ });
  await expect(fields.getByRole('row', { name: /^Department or business function/ })).toContainText(
    'Marketing',
  );
  await expect(fields.getByRole('row', { name: /^Location of the personal data/ })).toContainText(
    'From the catalog',
  );
  await page.getByText('Impact assessment', { exact: true }).first().click();
  const screening = page.getByRole('region', { name: 'Screening' });
  await expect(screening.getByText('Pointed out by the catalog').first()).toBeVisible();
  const question = screening.getByRole('listitem').filter({ hasText: 'criterion 8' });
  await question.getByText('Yes', { exact: true }).click();
  await question.getByRole('textbox').fill('A new scoring model');
  expect(await accessibilityFindings(page)).toEqual([]);
  await screening.getByRole('button', { name: 'Save the answers' }).click();
  await expect(page.getByRole('button', { name: 'Edit the assessment' })).toBeVisible();
  await page.reload();
  await page.getByText('Impact assessment', { exact: true }).first().click();
  await expect(question.getByRole('textbox')).toHaveValue('A new scoring model');
});
