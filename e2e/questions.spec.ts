/** The questions as a person asks them: each from its page, from a dataset, and by its address. */
import type { Page } from '@playwright/test';
import { accessibilityFindings } from './axe.ts';
import { expect, test } from './fixtures.ts';
import { Shell } from './pages/shell.ts';
import { saved } from './saved.ts';

test.use({ shared: true });

async function pick(page: Page, name: string): Promise<void> {
  await page.getByRole('textbox', { name: /^Which/ }).fill(name);
  const leaf = name.slice(name.lastIndexOf('.') + 1);
  const best = page.getByRole('option').first();
  await expect(best).toContainText(leaf);
  await best.click();
}

test('what a change reaches, who must know, and the files of it', async ({ page, host }) => {
  const shell = new Shell(page);
  await page.getByRole('link', { name: 'Questions' }).click();
  await page.getByRole('link', { name: /^Impact/ }).click();
  await pick(page, 'stg_customers');
  await page.getByRole('button', { name: 'Ask about the dataset' }).click();
  await expect(page).toHaveURL(/\/impact\?of=/);
  const list = page.getByRole('grid', { name: 'Affected' });
  await expect(list.getByRole('link', { name: 'churn_model' })).toBeVisible();
  await page.getByText(/^Dashboard \d/).click();
  await expect(list.getByRole('link', { name: 'churn_model' })).toHaveCount(0);
  await expect(list.getByRole('link', { name: 'sales_overview' })).toBeVisible();
  await page.getByRole('tab', { name: /^Owners to notify/ }).click();
  await expect(page.getByRole('region', { name: 'Finance Analytics' })).toBeVisible();
  if (host === 'loopback') {
    const draft = await saved(page, () =>
      page.getByRole('button', { name: 'Mail draft to Finance Analytics' }).click(),
    );
    expect(draft.name).toBe('notify-finance-analytics.eml');
    expect(draft.bytes.toString()).toContain(
      'To: Finance Analytics\r\n <finance-analytics@brightwater.example>',
    );
    for (const [item, start] of [
      ['List (CSV)', '\ufeffCritical,Kind,Name'],
      ['Workbook (XLSX)', 'PK'],
      ['Report (PDF)', '%PDF'],
      ['Mail drafts', 'PK'],
    ] as const) {
      await page.getByRole('button', { name: 'Save as…' }).click();
      const file = await saved(page, () => page.getByRole('menuitem', { name: item }).click());
      expect(file.bytes.toString('utf8').startsWith(start), item).toBe(true);
    }
  }
  await shell.open('/questions');
  await expect(page.getByRole('link', { name: /^Impact of .*stg_customers/ })).toBeVisible();
});

test('what a column, a job, a run and a piece of code reach', async ({ page }) => {
  const shell = new Shell(page);
  await shell.open('/impact');
  await pick(page, 'shop.public.customers');
  await page.getByRole('combobox', { name: 'Column' }).click();
  await page.getByRole('option', { name: 'email', exact: true }).click();
  await page.getByRole('button', { name: 'Ask about the column' }).click();
  await expect(page.getByRole('radio', { name: /^Value raw/ })).toBeAttached();
  await page.getByRole('button', { name: 'Change…' }).click();
  await page.getByRole('tab', { name: 'Code' }).click();
  await page.getByRole('textbox', { name: 'Repository' }).fill('git.brightwater.example/data/churn');
  await page.getByRole('button', { name: 'Ask about this code' }).click();
  await page.getByRole('tab', { name: /^Code \d/ }).click();
  await page.getByRole('link', { name: 'churn.train_model' }).click();
  await expect(page).toHaveURL(/\/job\//);
  await page.getByRole('button', { name: 'Impact' }).click();
  await expect(
    page.getByRole('grid', { name: 'Affected' }).getByRole('link', { name: 'churn_model' }),
  ).toBeVisible();
  await page.getByRole('link', { name: 'churn.train_model' }).click();
  await page
    .getByRole('region', { name: /^Runs \d/ })
    .getByRole('link')
    .first()
    .click();
  await expect(page).toHaveURL(/\/run\//);
  await page.getByRole('button', { name: 'Impact' }).click();
  await page.getByRole('tab', { name: /^Written again/ }).click();
  await expect(page.getByRole('tabpanel')).toContainText(/churn_scores|No later run/);
});

test('where a model comes from, with its gap', async ({ page }) => {
  const shell = new Shell(page);
  await expect(shell.heading('Home')).toBeVisible();
  await shell.find('churn_model');
  await page.getByRole('button', { name: 'Ask' }).click();
  await page.getByRole('menuitem', { name: 'Origin' }).click();
  await expect(page.getByRole('region', { name: 'Coverage' })).toContainText(
    /\d+ of \d+ ways towards the origin/,
  );
  await expect(page.getByRole('link', { name: /int_campaign_touches.*lineage stops here/ })).toBeVisible();
  const ends = page.getByRole('grid', { name: 'Where ways end' });
  await expect(ends.getByText('Source').first()).toBeVisible();
  await expect(page.getByRole('progressbar', { name: 'Ways that end at a real source' })).toBeAttached();
});

test('how data get from one dataset to another', async ({ page }) => {
  const shell = new Shell(page);
  await shell.open('/paths');
  await page.getByRole('button', { name: 'Choose where from…' }).click();
  await pick(page, 'shop.public.customers');
  await page.getByRole('button', { name: 'Ask about the dataset' }).click();
  await page.getByRole('button', { name: 'Choose where to…' }).click();
  await pick(page, 'churn_model');
  await page.getByRole('button', { name: 'Ask about the dataset' }).click();
  await expect(page.getByText(/^\d+ paths, all of them/)).toBeVisible();
  const paths = page.getByRole('region', { name: 'Paths', exact: true });
  await paths.getByRole('button').nth(1).click();
  await expect(paths.getByRole('button').nth(1)).toHaveAttribute('aria-pressed', 'true');
  const steps = page.getByRole('region', { name: 'Steps of the chosen path' });
  await expect(steps).toContainText(/observed in runs|declared/);
  await expect(steps).toContainText(/Observed in|Declared by/);
});

test('what is critical, its map, and the poster of it', async ({ page, host }) => {
  const shell = new Shell(page);
  await shell.open('/critical');
  await page.getByRole('button', { name: 'Mark something critical…' }).click();
  await pick(page, 'churn_model');
  const critical = page.getByRole('table', { name: 'Critical' });
  await expect(critical.getByRole('link', { name: 'churn_model' }).first()).toBeVisible();
  await critical.getByRole('link', { name: 'Map of churn_model' }).click();
  await expect(page.getByRole('figure', { name: 'Map of churn_model' })).toBeVisible();
  if (host === 'loopback') {
    const poster = await saved(page, () => page.getByRole('button', { name: 'Poster A3' }).click());
    expect(poster.name).toMatch(/^map-churn_model-r\d+-a3\.pdf$/);
    expect(poster.bytes.toString('latin1').startsWith('%PDF-1.7')).toBe(true);
  }
  await critical.getByRole('button', { name: 'Not critical: churn_model' }).click();
  await expect(page.getByText('Nothing is marked yet.')).toBeVisible();
  await shell.undo.click();
  await expect(critical.getByRole('link', { name: 'churn_model' }).first()).toBeVisible();
});

test('questions keep WCAG 2.2 AA', async ({ page }) => {
  test.setTimeout(180_000);
  const shell = new Shell(page);
  const paths = [
    '/questions',
    '/impact',
    '/impact?of=d4',
    '/impact?of=d4&tab=owners',
    '/impact?of=d4&tab=jobs',
    '/impact?of=r1&tab=overwritten',
    '/impact?repo=git.brightwater.example/data&tab=code',
    '/impact?of=d99999',
    '/origin',
    '/origin?of=d2',
    '/paths',
    '/paths?from=d49&to=d2',
    '/critical',
    '/critical?map=2',
  ];
  for (const path of paths) {
    await shell.open(path);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    expect.soft(await accessibilityFindings(page), path).toEqual([]);
  }
});
