import { accessibilityFindings } from './axe.ts';
import { expect, test } from './fixtures.ts';

test.use({ sample: true });

test('a breach goes from a compromised system to its report', async ({ app: { page } }) => {
  test.setTimeout(180_000);
  await page.getByRole('link', { name: 'Privacy' }).click();
  await page.getByRole('tab', { name: 'Breaches' }).click();
  await page.getByRole('button', { name: 'New breach' }).click();
  await page.getByRole('combobox', { name: 'Which system?' }).fill('shop-db');
  await page.getByRole('option', { name: /shop-db/ }).click();
  await page.getByRole('button', { name: 'Add' }).click();
  await expect(page.getByRole('button', { name: /^Remove postgres:\/\/shop-db/ })).toBeVisible();
  await page.getByRole('textbox', { name: 'Title' }).fill('A copy of the shop');
  await page.getByRole('combobox', { name: 'Place' }).fill('Ireland');
  await page.getByRole('option', { name: 'Ireland' }).click();
  expect(await accessibilityFindings(page)).toEqual([]);
  // By keyboard: Enter in the form opens it.
  await page.getByRole('textbox', { name: 'Title' }).press('Enter');

  await expect(page.getByRole('heading', { name: /^BR-\d{4}-0001: A copy of the shop$/ })).toBeVisible();
  const radius = page.getByRole('region', { name: 'Blast radius' });
  await expect(radius).toContainText('datasets affected');
  await expect(page.getByRole('region', { name: 'Clock' })).toContainText(/7[12] h \d+ min left/);
  const datasets = page.getByRole('region', { name: 'Datasets', exact: true });
  await datasets.getByRole('combobox', { name: 'How the data are there' }).click();
  await page.getByRole('option', { name: /^Compromised themselves/ }).click();
  await expect(datasets.getByRole('link', { name: /customers/ })).toBeVisible();

  const asked = page.getByRole('region', { name: 'What Art. 33 and 34 ask' });
  await asked.getByRole('button', { name: 'Fill in' }).click();
  await asked.getByRole('combobox', { name: /^Risk to the rights/ }).click();
  await page.getByRole('option', { name: 'Likely to result in a high risk' }).click();
  await asked
    .getByRole('textbox', { name: 'Reasons for the judgement of risk' })
    .fill('Names with addresses');
  await asked.getByRole('textbox', { name: 'Nature of the breach' }).fill('A copy was taken.');
  await asked.getByRole('button', { name: 'Save' }).click();
  await expect(asked.getByText('A copy was taken.')).toBeVisible();
  const steps = page.getByRole('region', { name: 'Next steps' });
  await steps.getByRole('button', { name: 'Assessed' }).click();
  await expect(steps).toContainText('Note the notification to the authority first');

  const report = page.getByRole('region', { name: 'Report and drafts' });
  await report.getByRole('button', { name: 'Make the report' }).click();
  await expect(report.getByText(/-draft-people\.pdf/).first()).toBeVisible({ timeout: 60_000 });
  expect(await accessibilityFindings(page)).toEqual([]);
  await page.emulateMedia({ colorScheme: 'dark' });
  expect(await accessibilityFindings(page)).toEqual([]);

  await page.reload();
  await expect(asked.getByText('A copy was taken.')).toBeVisible();
});

test('a model is documented from the catalog and by people', async ({ app: { page } }) => {
  test.setTimeout(120_000);
  await page.getByRole('link', { name: 'Questions' }).click();
  await page.getByRole('link', { name: /^Models/ }).click();
  await page.getByRole('link', { name: 'churn_model' }).click();
  await expect(page.getByRole('heading', { name: /^Data governance record of a model/ })).toBeVisible();
  await expect(page.getByText(/^\d+ %: \d+ of 28 answered/)).toBeVisible();

  const design = page.getByRole('article', { name: 'Relevant design choices' });
  await design.getByRole('button', { name: /^Answer/ }).focus();
  await page.keyboard.press('Enter');
  await page
    .getByRole('textbox', { name: /^Answer to: Relevant design/ })
    .fill('Trees, so that factors can be read.');
  await design.getByRole('button', { name: 'Save the answer' }).click();
  await expect(design.getByText('Trees, so that factors can be read.')).toBeVisible();
  await expect(design.getByText('Stated')).toBeVisible();
  await page.getByRole('combobox', { name: /churn_features is for$/ }).click();
  await page.getByRole('option', { name: 'training' }).click();
  await expect(page.getByText(/churn_features in .*: training/).first()).toBeVisible();
  expect(await accessibilityFindings(page)).toEqual([]);
  await page.emulateMedia({ colorScheme: 'dark' });
  expect(await accessibilityFindings(page)).toEqual([]);

  await page.getByText('Model card', { exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Ethical Considerations' })).toBeVisible();
  await page.getByRole('button', { name: 'Make the report' }).click();
  await expect(page.getByText('churn_model-model-card.pdf').first()).toBeVisible({ timeout: 60_000 });
});
