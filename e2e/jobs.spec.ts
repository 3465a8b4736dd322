/** From a dataset to the jobs and runs behind it, and through them. */
import { accessibilityFindings } from './axe.ts';
import { expect, test } from './fixtures.ts';
import { Shell } from './pages/shell.ts';

test.use({ shared: true });

test('jobs are listed, narrowed, opened, and lead to their runs and datasets', async ({ page }) => {
  await page.getByRole('link', { name: 'Browse' }).first().click();
  await page.getByRole('search').getByRole('link', { name: 'Jobs' }).click();
  await expect(page.getByRole('heading', { name: 'Jobs', level: 1 })).toBeVisible();
  const all = Number(/[\d,]+/.exec(await page.getByText(/^[\d,]+ jobs$/).innerText())![0].replace(',', ''));
  expect(all).toBeGreaterThan(2);
  await page.getByRole('combobox', { name: 'Show' }).click();
  await page.getByRole('option', { name: 'Without runs' }).click();
  await expect(page).toHaveURL(/state=never-ran/);
  await page.getByRole('combobox', { name: 'Show' }).click();
  await page.getByRole('option', { name: 'All jobs' }).click();
  await page.getByRole('combobox', { name: 'Filter' }).fill('no such job');
  await expect(page.getByRole('heading', { name: 'No jobs match' })).toBeVisible();
  // The box follows the address, whoever changes it.
  await new Shell(page).visit('/jobs');
  await expect(page.getByRole('combobox', { name: 'Filter' })).toHaveValue('');
  await page.getByRole('grid', { name: 'Jobs' }).getByRole('link').first().click();
  await expect(page.getByRole('region', { name: /^Reads/ })).toBeVisible();
  await expect(page.getByRole('region', { name: /^Runs \d/ })).toBeVisible();
});

test('a dataset leads to a job, a run, and back to a dataset', async ({ page }) => {
  const shell = new Shell(page);
  for (let id = 1; id < 40; id++) {
    await shell.open(`/dataset/${id}?tab=runs`);
    const runs = page.getByRole('region', { name: 'Runs, scrolls sideways' });
    await expect(runs.or(page.getByText('No runs are known')).first()).toBeVisible();
    if (await runs.isVisible()) break;
  }
  await page.getByRole('region', { name: 'Runs, scrolls sideways' }).getByRole('link').nth(1).click();
  await expect(page.getByRole('heading', { name: /^Run of/ })).toBeVisible();
  await page.getByRole('region', { name: 'About the run' }).getByRole('link').first().click();
  await expect(page.getByRole('region', { name: /^Writes/ })).toBeVisible();
  await page
    .getByRole('region', { name: /^(?:Reads|Writes) [1-9]/ })
    .getByRole('link')
    .first()
    .click();
  await expect(page).toHaveURL(/\/dataset\/\d+/);
});

test('jobs and runs keep WCAG 2.2 AA', async ({ page }) => {
  const shell = new Shell(page);
  for (const path of ['/jobs', '/jobs?text=nothing', '/job/1', '/run/1', '/job/99999', '/run/x']) {
    await shell.open(path);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    expect.soft(await accessibilityFindings(page), path).toEqual([]);
  }
});
