import { expect, test } from './fixtures.ts';
import { headwater } from './hosts.ts';
import { DatasetPage } from './pages/dataset.ts';
import { LineagePage } from './pages/lineage.ts';
import { PrivacyPage } from './pages/privacy.ts';
import { Shell } from './pages/shell.ts';

test('from an empty catalog to a verified report', async ({ app, page }) => {
  test.setTimeout(120_000);
  const shell = new Shell(page);
  const lineage = new LineagePage(page);
  const dataset = new DatasetPage(page);
  const privacy = new PrivacyPage(page);

  await test.step('the sample workspace opens on its lineage', async () => {
    await expect(shell.heading('Welcome to Headwater')).toBeVisible();
    await page.getByRole('button', { name: 'Open the sample workspace' }).click();
    await expect(lineage.graph).toBeVisible({ timeout: 30_000 });
    expect(await lineage.shown()).toBeGreaterThan(2);
  });

  await test.step('a dataset is found by name', async () => {
    await shell.find('stg_customers');
    await expect(shell.heading(/stg_customers/)).toBeVisible();
  });

  await test.step('a column is tagged, the tag undone and redone', async () => {
    await dataset.openTab(/^Columns/);
    const row = dataset.columnRow('customer_id');
    await expect(row).not.toContainText('Unique ID');
    await dataset.tagColumn('customer_id', 'user.unique_id');
    await expect(row).toContainText('Unique ID');
    await shell.undo.click();
    await expect(row).not.toContainText('Unique ID');
    await shell.redo.click();
    await expect(row).toContainText('Unique ID');
  });

  await test.step('its lineage opens further', async () => {
    await shell.find('stg_customers');
    await dataset.openTab(/^Lineage/);
    await expect(lineage.graph).toBeVisible();
    const before = await lineage.shown();
    await lineage.moreHops('downstream');
    await expect.poll(() => lineage.shown()).toBeGreaterThan(before);
  });

  await test.step('a request becomes a report whose PDF can be kept', async () => {
    await shell.go('Privacy');
    await privacy.openTab('New case');
    await privacy.fillRequest({
      reference: 'DSR-2026-0001',
      law: /GDPR/,
      place: 'Ireland',
      subject: 'Customer',
    });
    await expect(page.getByRole('region', { name: 'Systems in scope' })).toBeVisible();
    await privacy.continue();
    await page.getByRole('button', { name: 'Open the case' }).click();
    await page.getByRole('tab', { name: 'Letters', exact: true }).click();
    await page.getByRole('button', { name: 'Make the response basis' }).click();
    const { name, bytes } = await privacy.download(/^Download .*\.pdf$/);
    expect(name).toMatch(/\.pdf$/);
    expect(bytes.subarray(0, 5).toString()).toBe('%PDF-');
  });

  await test.step('an audit report is made and listed', async () => {
    await shell.open('/privacy?view=audit');
    await page.getByRole('button', { name: 'Make the audit report' }).click();
    const { bytes } = await privacy.download(/^Download .*\.pdf$/);
    expect(bytes.subarray(0, 5).toString()).toBe('%PDF-');
    await privacy.openTab('Reports');
    await expect(
      page.getByRole('tabpanel', { name: 'Reports' }).getByText('Catalog audit report').first(),
    ).toBeVisible();
  });

  await test.step('the ledger holds all of it and is intact', async () => {
    await shell.go('Ledger');
    await page.getByRole('button', { name: 'Verify now' }).click();
    await expect(page.getByRole('status').filter({ hasText: /^Intact: \d+ entries verified/ })).toBeVisible();
  });

  await test.step('the command line agrees', async () => {
    const { verdict } = JSON.parse(await headwater(app.dataFolder, 'verify', '--json')) as {
      verdict: string;
    };
    expect(verdict).toBe('intact');
  });
});
