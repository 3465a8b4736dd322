import { accessibilityFindings } from './axe.ts';
import { expect, test } from './fixtures.ts';
import { headwater } from './hosts.ts';

test.use({ sample: true });

test('a case goes from receipt to its tasks, letters and encrypted data', async ({
  app: { page, dataFolder },
  host,
}) => {
  test.setTimeout(180_000);
  test.skip(host !== 'loopback', 'the case is opened by the command line while the app is open');
  const order = [
    '--received',
    '2026-10-05',
    '--jurisdiction',
    'gdpr',
    '--place',
    'IE',
    '--subject',
    'customer',
  ];
  await headwater(
    dataFolder,
    'case',
    'new',
    '--reference',
    'DSR-7',
    ...order,
    '--right',
    'access',
    'erasure',
  );
  await page.getByRole('link', { name: 'Privacy' }).click();
  await page.getByRole('link', { name: 'DSR-7', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'DSR-7' })).toBeVisible();

  // By keyboard: the first step is the first button.
  const steps = page.getByRole('region', { name: 'Next steps' });
  await steps.getByRole('button', { name: 'triage' }).focus();
  await page.keyboard.press('Enter');
  await steps.getByRole('button', { name: 'scoping' }).click();
  await steps.getByRole('button', { name: 'collecting' }).click();
  await expect(steps).toContainText('search tasks have no outcome yet');

  const work = page.getByRole('region', { name: 'Work', exact: true });
  await work.getByText(/^T01/).click();
  await work.getByRole('combobox', { name: 'Outcome of T01' }).click();
  await page.getByRole('option', { name: 'none', exact: true }).click();
  await work.getByRole('button', { name: 'Record', exact: true }).click();
  await expect(work.getByRole('cell', { name: 'none', exact: true }).first()).toBeVisible();

  const data = page.getByRole('region', { name: 'Personal data', exact: true });
  await data.getByLabel('Passphrase', { exact: true }).fill('correct horse battery');
  await data.getByRole('button', { name: 'Set' }).click();
  await data.getByRole('textbox', { name: 'Name' }).fill('Jo Bloggs');
  await data.getByRole('button', { name: 'Keep encrypted' }).click();

  const letters = page.getByRole('region', { name: 'Letters', exact: true });
  await letters.getByRole('button', { name: 'Draft' }).click();
  await expect(letters.getByRole('alert')).toContainText('manual.signature');
  await expect(letters.getByRole('region', { name: 'Text of the letter' })).toContainText('Jo Bloggs');

  for (const scheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: scheme });
    expect(await accessibilityFindings(page), scheme).toEqual([]);
  }
  await page.reload();
  await expect(page.getByRole('heading', { name: 'DSR-7' })).toBeVisible();
  await page.getByRole('tab', { name: 'What is due' }).click();
  await expect(page.getByRole('cell', { name: 'Answer (Art. 12(3) GDPR)' })).toBeVisible();
  expect(await accessibilityFindings(page)).toEqual([]);
});
