import type { Page } from '@playwright/test';
import { readZip } from '../catalog/evidence/zip.ts';
import { accessibilityFindings } from './axe.ts';
import { expect, test } from './fixtures.ts';
import { saved } from './saved.ts';

test.use({ sample: true });

const frameOf = (page: Page) => page.frameLocator('iframe[title^="Report:"]');

test('a report is looked at, made, read, copied for readers outside and downloaded', async ({
  app: { page },
}) => {
  test.setTimeout(180_000);
  await page.getByRole('link', { name: 'Privacy' }).click();
  await page.getByRole('tab', { name: 'Audit', exact: true }).click();

  // A look records nothing.
  await page.getByRole('button', { name: 'Preview' }).click();
  const dialog = page.getByRole('dialog', { name: 'Preview: nothing is recorded' });
  await expect(frameOf(page).getByRole('heading', { name: 'State of the catalog' })).toBeAttached();
  await dialog.getByText('For readers outside').click();
  await expect(frameOf(page).getByRole('heading', { name: 'What this copy withholds' })).toBeAttached();
  expect(await accessibilityFindings(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await page.getByRole('tab', { name: 'Reports', exact: true }).click();
  await expect(page.getByText('No reports yet')).toBeVisible();

  await page.getByRole('tab', { name: 'Audit', exact: true }).click();
  await page.getByRole('button', { name: 'Make the audit report' }).click();
  await page.getByRole('link', { name: 'Read it in the app' }).click();
  await expect(page.getByText('the bytes are the recorded ones')).toBeVisible();

  // By keyboard: find a word, go on to the next place.
  await page.getByRole('textbox', { name: 'Find in the report' }).focus();
  await page.keyboard.type('ledger');
  await expect(page.getByText(/^1 of \d+ places$/)).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(page.getByText(/^2 of \d+ places$/)).toBeVisible();
  await page.getByRole('button', { name: 'Integrity of the ledger' }).click();
  await expect(frameOf(page).getByRole('heading', { name: 'Integrity of the ledger' })).toBeInViewport();
  await page.getByRole('button', { name: 'Zoom in' }).click();
  await expect(page.getByRole('button', { name: 'Zoom to 100 %' })).toHaveText('125 %');

  await page.getByRole('button', { name: 'Make a copy for readers outside' }).click();
  await expect(page.getByText('For readers outside', { exact: true })).toBeVisible();
  await expect(frameOf(page).getByRole('heading', { name: 'What this copy withholds' })).toBeAttached();
  await page.getByRole('button', { name: 'Check all' }).click();
  await expect(page.getByText('6 files made again: the bytes are the recorded ones.')).toBeVisible();
  expect(await accessibilityFindings(page)).toEqual([]);

  const all = await saved(page, () => page.getByRole('button', { name: 'Download all' }).click());
  const names = [...readZip(all.bytes).keys()];
  expect(names.map((name) => name.replace(/^.*-outside/, ''))).toEqual([
    '.pdf',
    '.html',
    '.json',
    '.docx',
    '.xlsx',
    '-tables.zip',
  ]);

  await page.reload();
  await expect(frameOf(page).getByRole('heading', { name: 'What this copy withholds' })).toBeAttached();
  await page.getByRole('link', { name: 'All reports' }).click();
  await expect(page.getByRole('article')).toHaveCount(2);
  await page.getByRole('combobox', { name: 'Readers' }).click();
  await page.getByRole('option', { name: 'For readers outside' }).click();
  await expect(page.getByRole('article')).toHaveCount(1);
  await page.getByRole('textbox', { name: 'Title or reference' }).fill('no such title');
  await expect(page.getByText('No report fits')).toBeVisible();
  expect(await accessibilityFindings(page)).toEqual([]);
});
