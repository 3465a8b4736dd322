import { accessibilityFindings } from './axe.ts';
import { expect, test } from './fixtures.ts';
import { Shell } from './pages/shell.ts';

test.use({ sample: true });

test('a rule is written with what it would do beside it, applied, switched off and removed', async ({
  page,
}) => {
  const shell = new Shell(page);
  await expect(shell.heading('Home')).toBeVisible();
  await page.keyboard.press('ControlOrMeta+k');
  await page.getByRole('textbox', { name: 'Search datasets, columns and commands' }).fill('Go to Rules');
  await page.keyboard.press('Enter');
  await expect(shell.heading('Rules')).toBeVisible();
  await page.getByRole('button', { name: 'New rule' }).first().click();
  const form = page.getByRole('dialog', { name: 'New rule' });
  await form.getByRole('textbox', { name: 'Name' }).first().fill('Sales owns orders');
  const where = form.getByRole('combobox', { name: 'Where' });
  await where.fill('name:*order* wide');
  await form.getByRole('group', { name: 'Owner to add' }).getByLabel('Name').fill('Sales');
  await form.getByRole('button', { name: 'Add owner' }).click();
  // What is wrong is said at the field, and the rest of the form stays as it is.
  await expect(form.getByText(/"wide" may be said anywhere/)).toBeVisible();
  await expect(where).toHaveAttribute('aria-invalid', 'true');
  await where.fill('name:*order*');
  const dryRun = form.getByRole('status').filter({ hasText: 'It would' });
  await expect(dryRun).toContainText(/state \d+, withdraw 0 · finds \d+ datasets/);
  const finds = /finds (\d+) datasets/.exec((await dryRun.textContent()) ?? '')?.[1] ?? '';
  await expect(dryRun.getByRole('list', { name: 'Examples' }).getByRole('listitem')).toHaveCount(
    Number(finds),
  );
  await form.getByRole('button', { name: 'Save and apply' }).click();
  await expect(form).toBeHidden();
  const row = page
    .getByRole('table', { name: 'Steward rules' })
    .getByRole('row', { name: /Sales owns orders/ });
  await expect(row).toContainText('business owner Sales');
  await expect(row.getByRole('cell', { name: finds, exact: true }).first()).toBeVisible();
  await row.getByRole('link', { name: /that Sales owns orders finds/ }).click();
  await expect(page.getByText(`${finds} datasets`)).toBeVisible();
  await page.goBack();
  await page.reload();
  const applies = row.getByRole('switch', { name: 'Rule Sales owns orders applies' });
  await expect(applies).toBeChecked();
  await applies.click({ force: true });
  await expect(
    page.getByText(`Switched off the rule Sales owns orders: 0 stated, ${finds} withdrawn`),
  ).toBeVisible();
  await expect(applies).not.toBeChecked();
  await page.getByRole('button', { name: /^Undo: Switched off the rule/ }).click();
  await expect(applies).toBeChecked();
  await row.getByRole('button', { name: 'Remove rule Sales owns orders' }).click();
  const remove = page.getByRole('dialog', { name: /Remove the rule/ });
  await expect(remove).toContainText(`${finds} statements of it would be withdrawn`);
  await remove.getByRole('button', { name: 'Remove', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'No rules yet' })).toBeVisible();
});

test('import rules that were removed or reset come back with undo', async ({ page }) => {
  const shell = new Shell(page);
  await shell.open('/settings');
  const rules = page.getByRole('table', { name: 'Import rules' });
  for (const match of ['holds_people', 'secret_sauce']) {
    await page.getByRole('button', { name: 'Add a rule' }).click();
    const form = page.getByRole('dialog', { name: 'Import rule' });
    await form.getByRole('textbox', { name: 'Match' }).fill(match);
    await form.getByRole('button', { name: 'Save' }).click();
    await expect(form).toBeHidden();
  }
  const own = rules.getByRole('row', { name: /Added/ });
  await expect(own).toHaveCount(2);
  await page.getByRole('button', { name: 'Remove rule holds_people' }).click();
  await expect(own).toHaveCount(1);
  const said = page.getByRole('alert').filter({ hasText: 'Import rule for meta holds_people removed' });
  await said.getByRole('button', { name: 'Undo' }).click();
  await expect(own).toHaveCount(2);
  await page.getByRole('button', { name: 'Reset all' }).click();
  await expect(own).toHaveCount(0);
  const all = page.getByRole('alert').filter({ hasText: 'Import rules reset to the shipped ones' });
  await all.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByText('Import rules put back as they were')).toBeVisible();
  await expect(own).toHaveCount(2);
});

test('a lower sensitivity is asked a reason for, which the ledger keeps; settings say whether', async ({
  page,
}) => {
  const shell = new Shell(page);
  await shell.open('/browse?sensitivities=%5B%22restricted%22%5D');
  const rows = page.getByRole('grid').getByRole('row');
  await rows.nth(1).click();
  await page.keyboard.press('t');
  const lower = async (level: string) => {
    const editor = page.getByRole('dialog', { name: /^Tags of/ });
    await editor.getByRole('combobox', { name: 'Sensitivity' }).click();
    await page.getByRole('option', { name: new RegExp(`^${level}`) }).click();
    await editor.getByRole('button', { name: /^Apply/ }).click();
    return editor;
  };
  const editor = await lower('Public');
  const why = page.getByRole('dialog', { name: 'A reason is needed' });
  await expect(why).toContainText('Lowering the sensitivity of 1 dataset or column needs a reason.');
  await expect(why.getByRole('textbox', { name: 'Reason' })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(why).toBeHidden();
  await expect(editor.getByRole('alert')).toContainText('Nothing was changed');
  await editor.getByRole('button', { name: /^Apply/ }).click();
  await why.getByRole('textbox', { name: 'Reason' }).fill('Published in the annual report');
  await page.keyboard.press('ControlOrMeta+Enter');
  await expect(editor).toBeHidden();
  await expect(page.getByText(/^Tagged 1 dataset public/)).toBeVisible();
  await shell.open('/ledger?seq=2');
  await expect(page.getByText(/Published in the annual report/).first()).toBeVisible();
  await shell.open('/settings');
  const asked = page.getByRole('checkbox', { name: 'Lowering a sensitivity' });
  await expect(asked).toBeChecked();
  await asked.click();
  await expect(asked).not.toBeChecked();
  await page.reload();
  await expect(asked).not.toBeChecked();
});

test('sample values in a file become suggestions with their evidence, and tags once confirmed', async ({
  page,
}) => {
  const shell = new Shell(page);
  await expect(shell.heading('Home')).toBeVisible();
  await shell.find('int_customer_orders');
  await page.getByRole('button', { name: 'Check values' }).click();
  const dialog = page.getByRole('dialog', { name: 'Personal data by sample values' });
  await expect(dialog).toContainText('no copy of the file stays');
  const rows = Array.from({ length: 30 }, (_, at) => `someone${at}@example.org,${at}`);
  await dialog.getByLabel('File with sample values').setInputFiles({
    name: 'sample.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(['customer_id,other', ...rows].join('\n')),
  });
  const table = dialog.getByRole('table', { name: 'Columns of the file' });
  const found = table.getByRole('row', { name: /customer_id/ });
  await expect(found).toContainText('100 % of 30 different values are e-mail addresses');
  await expect(found).toContainText('aaaaaaa99@aaaaaaa.aaa');
  await expect(table).not.toContainText('someone');
  await expect(table.getByRole('row', { name: /other/ })).toContainText('not a column of the dataset');
  await found.getByRole('checkbox', { name: 'customer_id' }).check();
  await dialog.getByRole('button', { name: 'Confirm 1' }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByText(/Decided on 1 column by the values of sample.csv: 1 confirmed/)).toBeVisible();
});

test('what an import rule would change is said of the rule as it stands, not of an earlier one', async ({
  page,
}) => {
  await new Shell(page).open('/settings');
  const rules = page.getByRole('region', { name: 'Import rules', exact: true });
  await rules.getByRole('button', { name: 'Add a rule' }).click();
  const dialog = page.getByRole('dialog', { name: 'Import rule' });
  await dialog.getByRole('textbox', { name: 'Match' }).fill('contains_pii');
  await dialog.getByRole('button', { name: 'Try on this catalog' }).click();
  const tried = dialog.getByText(/with dbt tags or meta looked at/);
  await expect(tried).toBeVisible();
  await dialog.getByRole('textbox', { name: 'Match' }).fill('contains_pii_too');
  await expect(tried).toHaveCount(0);
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog).toBeHidden();
  await expect(rules.getByRole('cell', { name: /^contains_pii_too/ })).toBeVisible();
});

test('rules and home keep WCAG 2.2 AA', async ({ page }) => {
  const shell = new Shell(page);
  await shell.open('/');
  const next = page.getByRole('region', { name: 'What to do next' });
  await expect(
    next.getByRole('link', { name: /Columns that may hold personal data, in \d+ groups/ }),
  ).toBeVisible();
  const trend = page.getByRole('region', { name: 'Coverage over time' });
  await trend.getByText('Table').click();
  await expect(trend.getByRole('table', { name: 'Coverage by revision' })).toBeVisible();
  expect(await accessibilityFindings(page)).toEqual([]);
  await shell.open('/rules');
  await page.getByRole('button', { name: 'New rule' }).first().click();
  await expect(page.getByRole('dialog', { name: 'New rule' })).toBeVisible();
  expect(await accessibilityFindings(page)).toEqual([]);
});
