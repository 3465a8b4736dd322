/** The ledger as somebody uses it who has to prove something: filter, proof, pack, and a check outside the app. */
import { writeFileSync } from 'node:fs';
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

const entries = (page: Page) => page.getByRole('grid', { name: 'Ledger entries' });

test('an entry is found, proven, and packed; the pack is checked with sha256sum, openssl and node alone', async ({
  app,
  page,
}) => {
  const shell = new Shell(page);
  await shell.open('/ledger');
  await page.getByLabel('Filter', { exact: true }).fill('imported');
  await expect(page.getByRole('status').filter({ hasText: /^1 of 1 entry$/ })).toBeVisible();
  await expect(entries(page).getByRole('row').filter({ hasText: 'Import' })).toHaveCount(1);
  await page.getByLabel('Filter', { exact: true }).fill('nothing says this');
  await expect(page.getByText('No entries match')).toBeVisible();
  await page.getByLabel('Filter', { exact: true }).fill('');

  await shell.open('/ledger?seq=1');
  const proof = page.getByRole('region', { name: 'Proof of inclusion' });
  await proof.getByRole('button', { name: 'Show the proof' }).click();
  await expect(proof.getByText(/is leaf 0 of a tree over \d+ entr.*which is signed\./)).toBeVisible();
  const { name, bytes } = await saved(page, () =>
    page.getByRole('button', { name: 'Save the proof', exact: true }).click(),
  );
  const proofFile = join(app.dataFolder, name);
  writeFileSync(proofFile, bytes);
  expect(JSON.parse(await headwater(app.dataFolder, 'verify', proofFile, '--json'))).toMatchObject({
    verdict: 'intact',
    seq: 1,
  });
  await page.keyboard.press('Escape');

  await page.getByRole('button', { name: 'Evidence pack' }).click();
  const pack = await saved(page, () =>
    page.getByRole('button', { name: 'Make and save', exact: true }).click(),
  );
  expect(pack.name).toMatch(/^evidence-ledger-\d{8}\.zip$/);
  const fingerprint = await page
    .getByRole('dialog', { name: 'Evidence pack' })
    .locator('code')
    .last()
    .innerText();
  const file = join(app.dataFolder, pack.name);
  writeFileSync(file, pack.bytes);
  expect(JSON.parse(await headwater(app.dataFolder, 'verify', file, '--json'))).toMatchObject({
    verdict: 'intact',
    findings: [],
  });
  const { sums, script } = checkOutside(app.dataFolder, pack.bytes, fingerprint);
  expect(sums).toContain('log/entries.jsonl: OK');
  expect(script).toContain('ok   all entries add up to the signed state');
});

test('checkpoints and key are shown, verifying says what was compared, and content is erased with a reason', async ({
  page,
}) => {
  const shell = new Shell(page);
  await shell.open('/ledger?view=checkpoints');
  const checkpoints = page.getByRole('region', { name: 'Checkpoints' });
  await expect(checkpoints.getByRole('row').filter({ hasText: 'Import' })).toHaveCount(1);
  await expect(page.getByRole('region', { name: 'Signing key' }).getByText(/^[0-9a-f]{64}$/)).toBeVisible();
  expect(await accessibilityFindings(page)).toEqual([]);

  await page.getByRole('tab', { name: 'Entries' }).click();
  await shell.open('/ledger?seq=1');
  await page.getByRole('button', { name: 'Erase the content' }).click();
  const dialog = page.getByRole('dialog', { name: /^Erase the content/ });
  await dialog.getByRole('textbox', { name: 'Reason' }).fill('Asked for');
  await dialog.getByRole('button', { name: 'Erase for good' }).click();
  await expect(page.getByText('The content was erased on purpose.')).toBeVisible();
  await page.reload();
  await expect(page.getByText('The content was erased on purpose.')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(entries(page).getByRole('row').filter({ hasText: 'Erasure' })).toHaveCount(1);

  await page.getByRole('button', { name: 'Verify now' }).click();
  const result = page.getByRole('status').filter({ hasText: /^Intact: 2 entries verified/ });
  await expect(result).toContainText('1 erased');
  await expect(result).toContainText('signed with a key of this machine');
  await expect(result).toContainText('agrees with the note of this machine');
  expect(await accessibilityFindings(page)).toEqual([]);
});
