import { accessibilityFindings } from './axe.ts';
import { expect, test } from './fixtures.ts';
import { Shell } from './pages/shell.ts';

test.use({ sample: true });

test('a group is confirmed and another refused by keyboard, taken back, and gone for good', async ({
  page,
}) => {
  const shell = new Shell(page);
  await expect(shell.heading('Home')).toBeVisible();
  await page.keyboard.press('ControlOrMeta+6');
  await expect(shell.heading('Inbox')).toBeVisible();
  const groups = page.getByRole('grid', { name: 'Groups of questions' });
  const emails = groups.getByRole('row', { name: /^Contact Email/ });
  await expect(emails).toBeVisible();
  const status = page.getByRole('status').filter({ hasText: /questions? in \d+ groups?$/ });
  const before = await status.textContent();

  await emails.click();
  const panel = page.getByRole('complementary', { name: 'Group' });
  await expect(panel.getByRole('heading', { level: 2 })).toHaveText(/^Contact Email/);
  await expect(panel.getByRole('grid', { name: 'Items of the group' })).toContainText('the name reads');
  await groups.focus();
  await page.keyboard.press('y');
  await expect(
    page.getByRole('alert').getByText(/^Confirmed user\.contact\.email on \d+ columns$/),
  ).toBeVisible();
  await expect(emails).toHaveCount(0);
  await groups.focus();
  await page.keyboard.press('u');
  await expect(emails).toBeVisible();
  await expect(status).toHaveText(before ?? '');

  await emails.click();
  await groups.focus();
  await page.keyboard.press('n');
  await expect(page.getByText(/^Refused user\.contact\.email for \d+ columns$/)).toBeVisible();
  await expect(emails).toHaveCount(0);
  await page.reload();
  await expect(groups).toBeVisible();
  await expect(emails).toHaveCount(0);
});

test('a name that is unticked stays open', async ({ page }) => {
  const shell = new Shell(page);
  await shell.open('/inbox');
  const groups = page.getByRole('grid', { name: 'Groups of questions' });
  const emails = groups.getByRole('row', { name: /^Contact Email/ });
  await emails.click();
  const panel = page.getByRole('complementary', { name: 'Group' });
  await expect(panel.getByRole('heading', { level: 2 })).toHaveText(/^Contact Email/);
  const names = panel.getByRole('region', { name: 'Names of columns' }).getByRole('checkbox');
  const label = panel.locator('label').first();
  expect(await names.count()).toBeGreaterThan(1);
  const left = await label.textContent();
  const size = await emails.textContent();
  await names.first().uncheck();
  await panel.getByRole('button', { name: /^Confirm/ }).click();
  await expect(page.getByText(/^Confirmed user\.contact\.email on \d+ columns?$/)).toBeVisible();
  await expect(emails).not.toHaveText(size ?? '');
  await emails.click();
  await expect(names).toHaveCount(1);
  await expect(label).toHaveText(left ?? '');
});

test('everything strong is confirmed at once', async ({ page }) => {
  const shell = new Shell(page);
  await shell.open('/inbox');
  const all = page.getByRole('button', { name: /^Confirm all [\d,]+ strong ones$/ });
  const count = Number(/\d[\d,]*/.exec((await all.textContent()) ?? '')?.[0].replace(',', ''));
  expect(count).toBeGreaterThan(10);
  await all.click();
  await expect(
    page.getByText(`Confirmed ${count}`).or(page.getByText(new RegExp(`on ${count} columns`))),
  ).toBeVisible();
  await expect(all).toHaveCount(0);
});

test('the inbox keeps WCAG 2.2 AA', async ({ page }) => {
  const shell = new Shell(page);
  await shell.open('/inbox');
  await expect(page.getByRole('grid', { name: 'Items of the group' })).toBeVisible();
  expect(await accessibilityFindings(page)).toEqual([]);
});
