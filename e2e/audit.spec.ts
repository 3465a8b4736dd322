/** An audit as somebody makes it who has to stand up with it: period, report, pack, and a check outside the app. */
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { accessibilityFindings } from './axe.ts';
import { checkOutside, importOneEvent } from './evidence.ts';
import { expect, test } from './fixtures.ts';
import { headwater } from './hosts.ts';
import { Shell } from './pages/shell.ts';
import { saved } from './saved.ts';

test.skip(({ host }) => host !== 'loopback', 'the desktop app saves files in a dialog of the system');

test.beforeEach(async ({ app }) => {
  test.slow();
  await importOneEvent(app.dataFolder);
});

const part = (page: Page, name: string) =>
  page.getByRole('radiogroup', { name: 'Part of the audit' }).getByText(name, { exact: true }).click();

test('a period is audited, packed, and verified with sha256sum, openssl and node alone', async ({
  app,
  page,
}) => {
  const shell = new Shell(page);
  await shell.open('/privacy?view=audit');
  await page.getByRole('button', { name: 'This year' }).click();
  await page.getByRole('region', { name: 'Audit report' }).getByText('SOC 2').click();
  const controls = page.getByRole('region', { name: 'Controls: SOC 2' });
  await expect(controls.getByRole('row').filter({ hasText: 'CC8.1' })).toContainText(
    '1 ledger entry by 1 actor',
    { timeout: 60_000 },
  );
  await expect(page.getByRole('region', { name: 'Imports', exact: true })).toContainText(
    '1 import of 1 file',
  );
  expect(await accessibilityFindings(page)).toEqual([]);

  await page.getByRole('button', { name: 'Make the audit report' }).click();
  const files = page.getByRole('region', { name: 'Report files' });
  // Six files are written, one of them a PDF.
  await expect(files.getByRole('row').filter({ hasText: 'audit-report-r1.pdf' })).toHaveCount(1, {
    timeout: 90_000,
  });
  // The disclosure that this was is counted at once, and leads to its entry.
  await page.getByRole('link', { name: '1 entry: Audit report' }).first().click();
  await expect(page.getByRole('grid', { name: 'Ledger entries' }).getByRole('row')).toHaveCount(2);
  await page.reload();
  await expect(page.getByRole('grid', { name: 'Ledger entries' }).getByRole('row')).toHaveCount(2);

  await shell.open('/privacy?view=audit&audit=past');
  await page.getByText('6 files').click();
  await page.getByRole('button', { name: 'Evidence pack' }).click();
  const dialog = page.getByRole('dialog', { name: 'Evidence pack' });
  const { bytes } = await saved(page, () => dialog.getByRole('button', { name: 'Make and save' }).click());
  const fingerprint = await dialog.locator('code').last().innerText();
  const { sums, script } = checkOutside(app.dataFolder, bytes, fingerprint);
  expect(sums).toContain('data/imports.json: OK');
  expect(script).toContain('ok   report/audit-report-r1.json');
});

test('two moments are compared, and a mapping is changed, with the keyboard; both themes are accessible', async ({
  app,
  page,
}) => {
  await headwater(
    app.dataFolder,
    'report',
    'audit',
    '--out',
    join(app.dataFolder, 'out'),
    '--framework',
    'pci',
  );
  const shell = new Shell(page);
  await shell.open('/privacy?view=audit&audit=compare');
  const earlier = page.getByRole('combobox', { name: 'Earlier', exact: true });
  await earlier.press('Enter');
  await expect(page.getByRole('option', { name: /^Report 1:/ })).toBeVisible();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('region', { name: 'Compared' })).toContainText('Audit report 1');
  await expect(page.getByRole('region', { name: 'Controls: PCI DSS' })).toBeVisible();
  expect(await accessibilityFindings(page)).toEqual([]);

  await part(page, 'Control mappings');
  await page.getByRole('button', { name: 'Edit the mapping of PCI DSS' }).press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Change the mapping: PCI DSS' });
  const text = dialog.getByRole('textbox', { name: 'Mapping, as JSON' });
  const mapping = await text.inputValue();
  await text.fill(mapping.replace('"partly"', '"met"'));
  await dialog.getByRole('button', { name: 'Put it in place' }).click();
  await expect(dialog.getByRole('alert')).toContainText('controls.0.support');
  await text.fill(mapping.replace('version 4', 'version 4, as we use it'));
  await dialog.getByRole('button', { name: 'Put it in place' }).click();
  await expect(page.getByRole('row').filter({ hasText: 'as we use it' })).toContainText('your own');
  for (const open of ['controls', 'past', 'period']) {
    await shell.open(`/privacy?view=audit&audit=${open}`);
    expect(await accessibilityFindings(page)).toEqual([]);
  }
});
