import type { Locator, Page } from '@playwright/test';
import { accessibilityFindings } from './axe.ts';
import { expect, test } from './fixtures.ts';
import { PrivacyPage } from './pages/privacy.ts';
import { saved } from './saved.ts';

test.use({ sample: true });

const region = (page: Page, name: string) => page.getByRole('region', { name, exact: true });
const part = (page: Page, name: string) =>
  page.getByRole('tablist', { name: 'Parts of the case' }).getByRole('tab', { name });

async function choose(page: Page, within: Locator, label: string, option: string): Promise<void> {
  await within.getByRole('combobox', { name: label, exact: true }).click();
  await page.getByRole('option', { name: option, exact: true }).click();
}

/** One outcome for all places of a kind of work. */
async function settle(page: Page, kind: RegExp, outcome: string): Promise<void> {
  const work = region(page, 'Work');
  await work.getByText(kind).click();
  await work.getByText(/^One outcome for all/).click();
  await choose(page, work, 'Outcome of all open places', outcome);
  await work.getByRole('button', { name: 'Record', exact: true }).click();
  await expect(work.getByText(/^One outcome for all/)).toHaveCount(0);
}

async function decide(page: Page, right: string): Promise<void> {
  const rights = region(page, 'Rights');
  await choose(page, rights, 'Right', right);
  await rights.getByRole('button', { name: 'Decide' }).click();
  await expect(rights.getByRole('row', { name: new RegExp(`^${right}.*Granted`) })).toBeVisible();
}

/** Drafts a letter, fills in what is missing, finishes it. */
async function finishLetter(
  page: Page,
  name: string,
  values: Readonly<Record<string, string>>,
): Promise<void> {
  const letters = region(page, 'Letters');
  await choose(page, letters, 'Letter', name);
  await expect(letters.getByRole('button', { name: 'Finish and keep' })).toBeDisabled();
  for (const [label, value] of Object.entries(values))
    await letters.getByRole('textbox', { name: label, exact: true }).fill(value);
  await letters.getByRole('button', { name: 'Put it into the draft' }).click();
  await expect(letters.getByText('Nothing is missing.')).toBeVisible();
  const letter = await saved(page, () => letters.getByRole('button', { name: 'Finish and keep' }).click());
  expect(letter.name).toMatch(/\.pdf$/);
  await expect(letters.getByText(/^Kept as record/)).toBeVisible();
}

const SENDER = {
  'Name of the organisation, from the settings': 'Brightwater',
  'Contact of the organisation, from the settings': 'privacy@brightwater.example',
  Signature: 'Ada, data protection officer',
};

test('access and erasure go from the letter to the certificate', async ({ app: { page } }) => {
  test.setTimeout(300_000);
  const privacy = new PrivacyPage(page);
  const steps = region(page, 'Next steps');
  const step = (name: string) => steps.getByRole('button', { name, exact: true });

  await test.step('the case is opened, with the person kept encrypted', async () => {
    await page.getByRole('link', { name: 'Privacy' }).click();
    await privacy.openTab('New case');
    await privacy.choose('Law', 'GDPR');
    await privacy.choose('Place', 'Ireland');
    await page.getByRole('checkbox', { name: 'Erasure' }).focus();
    await page.keyboard.press('Space');
    await page.getByRole('textbox', { name: 'Reference' }).fill('DSR-7');
    await expect(page.getByRole('complementary', { name: 'Deadline' })).toContainText('Counted from');
    await privacy.continue();
    await privacy.choose('The person is to the organisation', 'Customer');
    await page.getByLabel('Passphrase', { exact: true }).fill('correct horse battery');
    await page.keyboard.press('Enter');
    await page.getByRole('textbox', { name: 'Name' }).fill('Jo Bloggs');
    await page.getByRole('button', { name: 'Add an identifier' }).click();
    await page.getByRole('textbox', { name: 'Value of identifier 1' }).fill('jo@example.org');
    expect(await accessibilityFindings(page)).toEqual([]);
    await privacy.continue();
    await expect(region(page, 'Systems in scope')).toBeVisible();
    await privacy.continue();
    await page.getByRole('button', { name: 'Open the case' }).click();
    await expect(page.getByRole('heading', { name: 'DSR-7' })).toBeVisible();
  });

  await test.step('receipt is confirmed, and the tasks are made', async () => {
    await part(page, 'Letters').click();
    await finishLetter(page, 'Acknowledgement', SENDER);
    await expect(region(page, 'Text of the letter')).toContainText('Jo Bloggs');
    await part(page, 'Overview').click();
    await step('Start triage').focus();
    await page.keyboard.press('Enter');
    await step('Set the scope').click();
    await step('Start collecting').click();
    await expect(steps).toContainText('search tasks have no outcome yet');
    expect(await accessibilityFindings(page)).toEqual([]);
  });

  await test.step('a task shows its statements, and takes a result from which others are withheld', async () => {
    await part(page, 'Work').click();
    const work = region(page, 'Work');
    await work.getByText(/^T01/).click();
    await work
      .getByText(/^Statements/)
      .first()
      .click();
    await expect(work.getByRole('region', { name: /^How many rows of/ }).first()).toContainText('count(*)');
    await work.getByRole('button', { name: 'Files for the owner' }).click();
    const files = page.getByRole('dialog', { name: 'Files of T01' });
    await expect(files.getByRole('region', { name: 'DSR-7-T01-parameters.json' })).toContainText(
      'jo@example.org',
    );
    await page.keyboard.press('Escape');
    await work.getByLabel('Result of T01').setInputFiles({
      name: 'result.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from('email,notes\njo@example.org,met Ann Smith\n'),
    });
    await expect(work.getByText(/^Attached result\.csv/)).toBeVisible();
    await part(page, 'Person and files').click();
    await page.getByRole('textbox', { name: 'Where the answer goes' }).fill('1 Main Street');
    await page.getByRole('button', { name: 'Keep encrypted' }).click();
    await expect(page.getByText('Kept.', { exact: true })).toBeVisible();
    await page.getByRole('link', { name: 'Withhold in result.csv' }).click();
    await page.getByRole('button', { name: 'Row 1, notes: met Ann Smith' }).focus();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('region', { name: 'The copy as it will be', exact: true })).toContainText(
      '[withheld: third party]',
    );
    expect(await accessibilityFindings(page)).toEqual([]);
    await page.getByRole('button', { name: 'Attach the copy' }).click();
    await expect(page.getByRole('cell', { name: /^result-redacted\.csv/ })).toBeVisible();
  });

  await test.step('everything is searched, decided, approved and sent', async () => {
    await part(page, 'Work').click();
    await settle(page, /^Search /, 'None');
    await part(page, 'Overview').click();
    await step('Start the review').click();
    await step('Put up for approval').click();
    await expect(steps).toContainText('Nobody has approved the answer yet');
    await step('Approve the answer').click();
    await decide(page, 'Access');
    await step('Answer sent').click();
    await expect(step('Close')).toHaveCount(0);
  });

  await test.step('what was erased is told, certified and closed', async () => {
    await part(page, 'Work').click();
    await settle(page, /^Erase /, 'Erased');
    await settle(page, /^Tell recipients /, 'Told');
    await part(page, 'Overview').click();
    await decide(page, 'Erasure');
    await part(page, 'Letters').click();
    await finishLetter(page, 'Erasure certificate', {
      ...SENDER,
      Ground: 'Art. 17(1)(a)',
      Backups: 'gone after 30 days',
      Models: 'trained anew',
    });
    await expect(region(page, 'Text of the letter')).not.toContainText('Jo Bloggs');
    await part(page, 'Overview').click();
    await step('Close').click();
    await page.reload();
    await expect(page.getByText('Closed', { exact: true })).toBeVisible();
    await part(page, 'History').click();
    await expect(region(page, 'What happened')).toContainText('Letter finished: erasure certificate');
  });
});

test('the board moves a case by keys and says why it cannot, the calendar and the laws are kept', async ({
  app: { page },
}) => {
  test.setTimeout(180_000);
  const privacy = new PrivacyPage(page);
  await page.getByRole('link', { name: 'Privacy' }).click();
  await privacy.openTab('New case');
  await privacy.fillRequest({ reference: 'DSR-8', law: /^GDPR/, place: 'Ireland', subject: 'Customer' });
  await privacy.continue();
  await page.getByRole('button', { name: 'Open the case' }).click();
  await page.getByRole('link', { name: 'All cases' }).click();
  await page.getByText('Board', { exact: true }).click();
  const column = (name: string) => page.getByRole('region', { name, exact: true });
  const move = async (from: string, way: RegExp) => {
    const card = column(from).getByRole('link', { name: 'DSR-8' });
    await expect(card).toBeVisible();
    await expect(page.getByRole('menu')).toHaveCount(0);
    await card.press('m');
    await page.getByRole('menuitem', { name: way }).press('Enter');
    await expect(page.getByRole('menu')).toHaveCount(0);
  };
  await move('New', /^Start triage/);
  await expect(column('New')).toContainText('· Triage');
  await move('New', /^Set the scope/);
  await move('Scope', /^Start collecting/);
  await move('Collecting', /^Start the review/);
  await expect(column('Collecting').getByRole('alert')).toContainText('have no outcome yet');
  expect(await accessibilityFindings(page)).toEqual([]);

  await privacy.openTab('Calendar');
  await expect(page.getByRole('cell', { name: 'Answer (Art. 12(3) GDPR)' })).toBeVisible();
  await page.getByText('Month', { exact: true }).click();
  await expect(page.getByRole('region', { name: /^Calendar of/ })).toBeVisible();
  expect(await accessibilityFindings(page)).toEqual([]);

  await privacy.openTab('Laws and letters');
  await page.getByRole('button', { name: 'Change this law' }).click();
  const law = page.getByRole('textbox', { name: 'The law as data (JSON)' });
  const text = await law.inputValue();
  await law.fill(text.replace('"safeDays": 28', '"safeDays": "28"'));
  await expect(page.getByRole('alert').filter({ hasText: 'safeDays' })).toBeVisible();
  await law.fill(text.replace('"safeDays": 28', '"safeDays": 27'));
  await expect(region(page, 'This changes')).toContainText('safeDays');
  await page.getByRole('button', { name: 'Keep', exact: true }).click();
  await expect(region(page, 'GDPR')).toContainText('27 days');
  await page.getByRole('button', { name: /^Undo: / }).click();
  await expect(region(page, 'GDPR')).toContainText('28 days');
});
