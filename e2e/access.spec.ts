/** The way in: an encrypted catalog, and people who log in. */
import { accessibilityFindings } from './axe.ts';
import { expect, test } from './fixtures.ts';

test.describe.configure({ timeout: 180_000 });
test.use({ actionTimeout: 30_000 });
test.use({ sample: true });

const PASSPHRASE = 'correct horse battery';
const PASSWORD = 'a long enough password';
/** Deriving a key takes its time on purpose. */
const SLOW = { timeout: 60_000 };

test('a catalog is encrypted, locked, and opened with its passphrase', async ({ page }) => {
  await page.getByRole('link', { name: 'Settings' }).click();
  const security = page.getByRole('region', { name: 'Security', exact: true });
  await security.getByRole('button', { name: 'Encrypt the catalog' }).click();
  const dialog = page.getByRole('dialog');
  // By keyboard: the dialog begins in its first field.
  await expect(dialog.getByLabel('New passphrase')).toBeFocused();
  await page.keyboard.type(PASSPHRASE);
  await dialog.getByLabel('The same again').fill(PASSPHRASE);
  await page.keyboard.press('Enter');
  await expect(security.getByText('The catalog file is encrypted')).toBeVisible(SLOW);

  await page.getByRole('button', { name: 'The catalog is encrypted' }).click();
  await page.getByRole('menuitem', { name: 'Lock the catalog' }).click();
  await expect(page.getByRole('heading', { name: 'The catalog is locked' })).toBeVisible();
  expect(await accessibilityFindings(page)).toEqual([]);
  await page.reload();
  await expect(page.getByLabel('Passphrase')).toBeFocused();
  await page.keyboard.type('another passphrase');
  await page.keyboard.press('Enter');
  await expect(
    page.getByText('Wrong passphrase, or the file is damaged or no Headwater catalog.'),
  ).toBeVisible(SLOW);
  await page.getByLabel('Passphrase').fill(PASSPHRASE);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Settings' })).toBeVisible(SLOW);
  await expect(security.getByText('The catalog file is encrypted')).toBeVisible();
});

test('people log in, may do what their role says, and see what is shown to them', async ({ page }) => {
  await page.goto(new URL('/access', page.url()).href);
  await page.getByLabel('Your name').fill('Ada Admin');
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await page.getByLabel('The same again').fill(PASSWORD);
  await page.getByRole('button', { name: 'Switch logging in on' }).click();
  await expect(page.getByText('You are Ada Admin, admin.')).toBeVisible(SLOW);

  await page.getByRole('button', { name: 'Add a person' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Name').fill('Olga Auditor');
  await dialog.getByRole('combobox', { name: 'Role' }).click();
  await page.getByRole('option', { name: 'Auditor (read-only)' }).click();
  await dialog.getByLabel('First password').fill(PASSWORD);
  await dialog.getByRole('button', { name: 'Add' }).click();
  await expect(page.getByRole('cell', { name: 'Olga Auditor', exact: true })).toBeVisible(SLOW);
  await expect(dialog).toHaveCount(0);
  expect(await accessibilityFindings(page)).toEqual([]);

  await page.getByRole('button', { name: 'Ada Admin, Admin' }).click();
  await page.getByRole('menuitem', { name: 'Log out' }).click();
  await expect(page.getByRole('heading', { name: 'Log in' })).toBeVisible();
  expect(await accessibilityFindings(page)).toEqual([]);
  await page.getByLabel('Name').fill('Olga Auditor');
  await page.getByRole('textbox', { name: 'Password' }).fill(PASSWORD);
  await page.keyboard.press('Enter');
  await expect(page.getByText('You are Olga Auditor, auditor (read-only).')).toBeVisible(SLOW);
  await expect(page.getByRole('button', { name: 'Add a person' })).toHaveCount(0);

  // A reload keeps who one is; what the role does not allow is refused, and says who may.
  await page.reload();
  await expect(page.getByRole('button', { name: 'Olga Auditor, Auditor (read-only)' })).toBeVisible();
  await page.getByRole('link', { name: 'Settings' }).click();
  await page.getByLabel('Controller').fill('Somebody else');
  await page.getByRole('region', { name: 'Organisation' }).getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('This needs the role admin; Olga Auditor is auditor.')).toBeVisible();
});
