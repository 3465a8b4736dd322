/** Collection from AWS as a person does it, against a stand-in on 127.0.0.1. */
import { SHOP } from '../server/aws/testing/shop.ts';
import { startFakeAws, type FakeAws } from '../server/aws/testing/fake-aws.ts';
import { accessibilityFindings } from './axe.ts';
import { expect, test } from './fixtures.ts';

let aws: FakeAws;

test.beforeAll(async () => {
  aws = await startFakeAws(SHOP);
  // Every Headwater that is started from here inherits these.
  process.env['AWS_ENDPOINT_URL'] = aws.url;
  process.env['AWS_ACCESS_KEY_ID'] = 'AKIDEXAMPLE';
  process.env['AWS_SECRET_ACCESS_KEY'] = 'not-a-real-key';
});
test.afterAll(async () => {
  for (const name of ['AWS_ENDPOINT_URL', 'AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY'])
    delete process.env[name];
  await aws.close();
});

test('says what it would do, connects when told to, and brings something to import', async ({ page }) => {
  await page.getByRole('link', { name: 'Import', exact: true }).first().click();
  await page.getByRole('button', { name: 'Collect from AWS' }).click();
  const dialog = page.getByRole('dialog', { name: 'Collect from AWS Glue' });
  const connect = dialog.getByRole('button', { name: 'Connect and collect' });
  await expect(connect).toBeDisabled();
  await dialog.getByRole('combobox', { name: 'Region' }).fill('nowhere');
  await expect(dialog.getByText('A region such as eu-west-1')).toBeVisible();
  await dialog.getByRole('combobox', { name: 'Region' }).fill('eu-west-1');
  await page.keyboard.press('Tab');
  const plan = dialog.getByRole('region', { name: 'What this connects to and reads' });
  await expect(plan).toContainText(aws.url);
  await expect(plan).toContainText('AWS_ACCESS_KEY_ID');
  expect(await accessibilityFindings(page)).toEqual([]);
  expect(aws.asked).toEqual([]);

  await connect.click();
  await expect(dialog.getByText(/^Account 123456789012, eu-west-1: \d+ files/)).toBeVisible();
  await expect(dialog.getByRole('region', { name: 'What could not be read' })).toContainText(
    'get-crawlers: AccessDeniedException says no',
  );
  expect(aws.asked[0]).toBe('GetCallerIdentity');
  expect(await accessibilityFindings(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Go on to the preview' }).click();
  await expect(page.getByRole('list', { name: 'Chosen for import' })).toContainText(
    'AWS Glue, 123456789012, eu-west-1',
  );
  await page.getByRole('button', { name: 'Preview', exact: true }).click();
  await expect(page.getByText(/records used, 0 rejected, 1 warning/)).toBeVisible();
});
