import type { Page } from '@playwright/test';
import { accessibilityFindings } from './axe.ts';
import { expect as expectSoon, test } from './fixtures.ts';
import { Shell } from './pages/shell.ts';

test.use({ sample: true });
// Each walks a whole job; on a busy machine that takes longer than a minute, and a page longer than ten seconds.
const expect = expectSoon.configure({ timeout: 30_000 });
test.describe.configure({ timeout: 180_000 });

const PEOPLE = [
  'name,email,team,role',
  'Ana Ruiz,ana.ruiz@example.org,Finance,steward',
  'Ben Okoro,ben.okoro@example.org,Finance,technical owner',
  'Dee Dee,,Marketing,captain',
].join('\n');

const HOSTILE =
  'Who **buys**. <img src=x onerror="alert(1)"> [x](javascript:alert(1)) [policy](https://example.org/p)';

async function importPeople(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Import CSV…' }).first().click();
  const dialog = page.getByRole('dialog', { name: 'Import people and teams from CSV' });
  await dialog
    .getByLabel('CSV file to import')
    .setInputFiles({ name: 'people.csv', mimeType: 'text/csv', buffer: Buffer.from(PEOPLE) });
  const changes = dialog.getByRole('table', { name: 'What would change' });
  await expect(changes.getByRole('row', { name: 'people 2 0 0' })).toBeVisible();
  await expect(changes.getByRole('row', { name: 'teams 1 0 0' })).toBeVisible();
  await expect(dialog.getByRole('list', { name: 'Not used' })).toContainText('Line 4');
  await dialog.getByRole('button', { name: 'Import', exact: true }).click();
  await expect(dialog).toBeHidden();
}

async function openCustomers(page: Page): Promise<void> {
  await new Shell(page).open('/browse?text=name:brightwater.analytics.customers');
  await page
    .getByRole('row', { name: /customers/ })
    .getByRole('link')
    .first()
    .click();
  await expect(page.getByRole('heading', { level: 1, name: 'customers' })).toBeVisible();
}

/** Adds an entry to the register on screen, by keyboard. */
async function add(page: Page, name: string, text = ''): Promise<void> {
  await expect(page.getByRole('button', { name: /^Add( N)?$/ })).toBeVisible();
  await page.keyboard.press('n');
  const dialog = page.getByRole('dialog', { name: /^New / });
  await dialog.getByRole('textbox', { name: 'Name' }).fill(name);
  if (text) await dialog.getByRole('textbox', { name: /^(Definition|Description)$/ }).fill(text);
  await dialog.getByRole('button', { name: 'Add', exact: true }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByRole('row', { name: new RegExp(`^${name}`) })).toBeVisible();
}

test('terms are written, nested, kept while something refers to them, removed and taken back', async ({
  page,
}) => {
  const shell = new Shell(page);
  await shell.open('/registers?tab=terms');
  await add(page, 'Customer', HOSTILE);
  const entry = page.getByRole('complementary', { name: 'Entry' });
  await expect(entry.getByRole('strong')).toHaveText('buys');
  await expect(entry).toContainText('<img src=x onerror="alert(1)">');
  await expect(entry.locator('img, script, a[href^="javascript"]')).toHaveCount(0);
  await entry.getByRole('button', { name: 'policy' }).click();
  await expect(page.getByText('https://example.org/p', { exact: true })).toBeVisible();
  await page.keyboard.press('Escape');

  await entry.getByRole('button', { name: 'Add beneath' }).click();
  const form = page.getByRole('dialog', { name: 'New term' });
  await form.getByRole('textbox', { name: 'Name' }).fill('Lead');
  await page.keyboard.press('Enter');
  await expect(form).toBeHidden();
  const grid = page.getByRole('grid', { name: 'Register of terms' });
  const lead = grid.getByRole('row', { name: /^Lead/ });
  await expect(entry.getByRole('heading', { level: 2 })).toHaveText('Lead');

  await grid.focus();
  await page.keyboard.press('Home');
  await page.keyboard.press('Delete');
  const removal = page.getByRole('dialog', { name: 'Remove Customer' });
  await expect(removal.getByRole('alert')).toContainText('1 narrower term');
  await page.keyboard.press('Escape');
  await expect(removal).toBeHidden();
  await grid.focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Delete');
  await page.getByRole('dialog', { name: 'Remove Lead' }).getByRole('button', { name: 'Remove' }).click();
  await expect(lead).toHaveCount(0);
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(shell.undo).toHaveAccessibleName(/Removed the term lead/);
  await page.keyboard.press('ControlOrMeta+z');
  await expect(lead).toBeVisible();
  await page.reload();
  await expect(lead).toBeVisible();
  await lead.click();
  await expect(entry.getByRole('region', { name: 'History' })).toContainText('removed');

  // Closing what stands above the entry of the address does not take the keyboard there.
  await add(page, 'Zone');
  const title = entry.getByRole('heading', { level: 2 });
  await expect(title).toHaveText('Zone');
  await grid.focus();
  await page.keyboard.press('Home');
  await expect(title).toHaveText('Customer');
  await page.keyboard.press('ArrowLeft');
  await expect(lead).toHaveCount(0);
  await expect(title).toHaveText('Customer');
});

test('people come from a file, orphans get an owner at once, and drafts say what is open', async ({
  page,
}) => {
  const shell = new Shell(page);
  await shell.open('/registers');
  await importPeople(page);
  await expect(page.getByRole('row', { name: /^Person Ana Ruiz/ })).toContainText('Finance');

  await page.getByRole('tab', { name: /^Orphans/ }).click();
  const orphans = page.getByRole('grid', { name: 'Orphans' });
  await expect(orphans.getByRole('row').nth(1)).toBeVisible();
  await orphans.focus();
  await page.keyboard.press(' ');
  await page.getByRole('button', { name: 'Add its owners to the register' }).click();
  await expect(page.getByText(/^Added /)).toBeVisible();
  await expect(page.getByRole('tab', { name: /^People & teams/ })).toHaveText(/^People & teams([4-9]|\d\d)$/);
  await orphans.focus();
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.press('o');
  const owners = page.getByRole('dialog', { name: /^Owners of \d+ datasets$/ });
  await owners.getByRole('combobox', { name: 'Name' }).fill('Ana Ruiz');
  await expect(owners.getByRole('textbox', { name: /^E-mail/ })).toHaveValue('ana.ruiz@example.org');
  await expect(owners.getByRole('combobox', { name: 'Role' })).toHaveValue('steward');
  await page.keyboard.press('Escape');
  await owners.getByRole('button', { name: 'Add owner' }).click();
  await owners.getByRole('button', { name: /^Apply/ }).click();
  await expect(page.getByRole('heading', { name: 'Every dataset has an owner' })).toBeVisible();

  await page.getByRole('tab', { name: /^People/ }).click();
  await page.getByRole('button', { name: 'Write to owners…' }).click();
  const drafts = page.getByRole('dialog', { name: 'Write to owners' });
  const text = drafts.getByLabel('Text of the draft');
  await expect(text).toContainText('Hello Ana Ruiz');
  await expect(text).toContainText('not reviewed');
  await drafts.getByRole('textbox', { name: 'Subject' }).fill('{{owner.name}} {{nobody}}');
  await expect(drafts.getByRole('alert')).toContainText('{{nobody}}');
  await drafts.getByRole('button', { name: /^Save [\d,]+ drafts as ZIP$/ }).click();
  await expect(page.getByText(/^[\d,]+ drafts written/)).toBeVisible();
});

test('what is stated of a dataset holds for its columns; marks, reviews and comments stay', async ({
  page,
}) => {
  const shell = new Shell(page);
  await shell.open('/registers?tab=domains');
  await add(page, 'Sales');
  await openCustomers(page);
  await page.getByRole('tab', { name: /^Stewardship/ }).click();
  await page.getByRole('button', { name: 'Edit domain' }).click();
  await page
    .getByRole('dialog', { name: /^Domain of/ })
    .getByRole('combobox', { name: 'Value to set' })
    .fill('Sal');
  await page.getByRole('option', { name: 'Sales' }).click();
  await page.getByRole('button', { name: 'Apply' }).click();
  const force = page.getByRole('region', { name: 'In force' });
  await expect(force.getByRole('link', { name: 'Sales' })).toBeVisible();
  await page.getByRole('button', { name: 'Edit certification' }).click();
  await page
    .getByRole('dialog', { name: /^Certification of/ })
    .getByRole('combobox', { name: 'Value to set' })
    .fill('Dep');
  await page.getByRole('option', { name: /^Deprecated/ }).click();
  await page.getByRole('button', { name: 'Apply' }).click();
  await expect(page.getByRole('article').getByText('Deprecated').first()).toBeVisible();
  await page.getByRole('button', { name: 'Mark as reviewed' }).click();
  await expect(force).toContainText('Reviewed as it is');

  await page.getByRole('combobox', { name: 'Of' }).fill('email');
  await page.getByRole('option', { name: 'Column email', exact: true }).click();
  await expect(force).toContainText('Inherited from the dataset');

  await page.getByRole('textbox', { name: 'New comment on the column' }).fill(`Is it so? ${HOSTILE}`);
  await page.keyboard.press('ControlOrMeta+Enter');
  const comments = page.getByRole('list', { name: 'Comments' });
  await expect(comments.getByRole('strong')).toHaveText('buys');
  await page.getByRole('button', { name: 'Answer comment 1' }).click();
  await page.getByRole('textbox', { name: 'Answer to comment 1' }).fill('Yes');
  await page.keyboard.press('ControlOrMeta+Enter');
  await expect(comments).toContainText('Yes');
  await expect(page.getByRole('button', { name: 'Answer comment 1' })).toBeFocused();
  await page.reload();
  await expect(page.getByRole('tab', { name: /^Stewardship 1 open comment/ })).toBeVisible();
  // With a comment gone that had the keyboard, it stays among the others.
  const among = page.getByRole('region', { name: 'Comments' }).and(page.locator(':focus-within'));
  await page.getByRole('button', { name: 'Withdraw comment 2' }).press('Enter');
  await expect(comments).not.toContainText('Yes');
  await expect(among).toHaveCount(1);
  await page.getByRole('button', { name: 'Settle comment 1' }).press('Enter');
  await expect(page.getByText('All comments are settled.')).toBeVisible();
  await expect(among).toHaveCount(1);
  await expect(page.getByRole('tab', { name: 'Stewardship', exact: true })).toBeVisible();
});

test('many datasets are marked at once from Browse', async ({ page }) => {
  const shell = new Shell(page);
  await shell.open('/browse?text=orders');
  const list = page.getByRole('grid', { name: 'Datasets' });
  await expect(list.getByRole('row').nth(1)).toBeVisible();
  await list.focus();
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.press('s');
  const dialog = page.getByRole('dialog', { name: /^State something of \d+ datasets$/ });
  await dialog.getByRole('combobox', { name: 'What to state' }).click();
  await page.getByRole('option', { name: 'Certification' }).click();
  await dialog.getByRole('combobox', { name: 'Value to set' }).fill('Cert');
  await page.getByRole('option', { name: /^Certified/ }).click();
  await dialog.getByRole('button', { name: /^Apply to \d+ datasets$/ }).click();
  await expect(dialog).toBeHidden();
  await expect(list.getByRole('img', { name: 'Certified' }).first()).toBeVisible();
});

test('registers and stewardship keep WCAG 2.2 AA', async ({ page }) => {
  const shell = new Shell(page);
  await shell.open('/registers?tab=terms');
  await add(page, 'Customer', HOSTILE);
  await expect(page.getByRole('region', { name: 'History' })).toBeVisible();
  expect(await accessibilityFindings(page)).toEqual([]);
  await page.keyboard.press('n');
  await expect(page.getByRole('dialog', { name: 'New term' })).toBeVisible();
  expect(await accessibilityFindings(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await openCustomers(page);
  await page.getByRole('tab', { name: /^Stewardship/ }).click();
  await expect(page.getByRole('region', { name: 'In force' })).toBeVisible();
  expect(await accessibilityFindings(page)).toEqual([]);
});
