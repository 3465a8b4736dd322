/** Looking back and comparing: the cause of a bad run on one screen, and lineage as it was. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { staleLatest, type Style } from '../catalog/compare/testing/stale-latest.ts';
import { accessibilityFindings } from './axe.ts';
import { expect, test, type App } from './fixtures.ts';
import { headwater } from './hosts.ts';
import { Shell } from './pages/shell.ts';
import { saved } from './saved.ts';

test.beforeEach(({ host }) => {
  test.skip(host !== 'loopback', 'the catalog is filled by the command line while the app is open');
});

async function importStory(app: App, style: Style): Promise<void> {
  const path = join(app.dataFolder, 'nightly.ndjson');
  writeFileSync(path, staleLatest(style).events);
  await headwater(app.dataFolder, 'import', path);
}

/** From the list of jobs to the job of that name. */
async function openJob(page: Page, name: string): Promise<void> {
  await new Shell(page).open(`/jobs?text=${name}`);
  await page.getByRole('grid', { name: 'Jobs' }).getByRole('link', { name }).first().click();
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
}

const differences = (page: Page) => page.getByRole('list', { name: /^Differences/ });

for (const style of ['paths', 'versions'] as const) {
  test(`a month-old snapshot in "latest", told by ${style}: the first line names it`, async ({
    app,
    page,
  }) => {
    await importStory(app, style);
    await openJob(page, 'daily_report');
    await page.getByRole('region', { name: 'Runs, scrolls sideways' }).getByRole('link').first().click();
    const standsOut = page.getByRole('region', { name: /^What stands out/ });
    await expect(standsOut.getByRole('link').first()).toHaveText(/^refresh_latest reads users\/snapshots/);
    await page.getByRole('link', { name: 'Compare with the run before' }).click();
    const first = differences(page).getByRole('listitem').first();
    await expect(first).toContainText('refresh_latest reads users/snapshots');
    await expect(first).toContainText(style === 'paths' ? 'users/snapshots/2026-10-20' : 'v164287574');
    await expect(first).toContainText('31 days');
    await expect(first).toContainText('Very suspicious');
    const panel = page.getByRole('region', { name: /^Difference: refresh_latest/ });
    await expect(panel.getByRole('table')).toContainText(style === 'paths' ? '2026-11-19' : 'v164525144');
  });
}

test('two runs are chosen on the page of the job and compared, as list, picture, table and file', async ({
  app,
  page,
}) => {
  await importStory(app, 'paths');
  await openJob(page, 'daily_report');
  await expect(page.getByRole('img', { name: /^Rows written of the latest 40 runs/ })).toBeVisible();
  const boxes = page.getByRole('checkbox', { name: /^Choose run/ });
  await boxes.nth(0).check();
  await boxes.nth(2).check();
  await page.getByRole('link', { name: 'Compare two runs' }).click();
  await expect(differences(page).getByRole('listitem').first()).toContainText('2026-10-20');
  // By keyboard from difference to difference.
  await differences(page).getByRole('button').first().focus();
  await page.keyboard.press('ArrowDown');
  await expect(differences(page).getByRole('button').nth(1)).toBeFocused();
  await expect(page).toHaveURL(/item=/);
  await page.getByRole('switch', { name: 'Show what is alike' }).check();
  await expect(differences(page).getByRole('listitem')).toHaveCount(9);
  await page.getByText('Picture', { exact: true }).click();
  await expect(page.getByRole('group', { name: 'Datasets and jobs of both sides' })).toContainText('~');
  await page.getByText('Table', { exact: true }).click();
  await expect(page.getByRole('region', { name: /^Differences as a table/ })).toContainText('297,500');
  await page.getByRole('button', { name: 'Export' }).click();
  const table = await saved(page, () => page.getByRole('menuitem', { name: 'Save as CSV' }).click());
  expect(table.name).toMatch(/^compare-runs-\d+-\d+\.csv$/);
});

test('lineage as of a revision, stepped through by keyboard, in the address, and back to now', async ({
  app,
  page,
}) => {
  const event = (day: number, input: string) => ({
    eventType: 'COMPLETE',
    eventTime: `2026-03-0${day}T02:00:00Z`,
    run: { runId: `00000000-0000-4000-8000-00000000000${day}` },
    job: { namespace: 'nightly', name: 'load' },
    inputs: [{ namespace: 's3://lake', name: input }],
    outputs: [{ namespace: 's3://lake', name: 'sales' }],
  });
  for (const [n, input] of ['orders', 'returns'].entries()) {
    const path = join(app.dataFolder, `${input}.ndjson`);
    writeFileSync(path, JSON.stringify(event(n + 1, input)));
    await headwater(app.dataFolder, 'import', path);
  }
  const shell = new Shell(page);
  // The second dataset that the catalog came to know.
  await shell.open('/lineage?root=2');
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Lineage of');
  const picture = page.getByRole('group', { name: 'Lineage picture' });
  await expect(picture.getByRole('button', { name: 'returns', exact: true })).toBeVisible();
  await page.keyboard.press('t');
  const bar = page.getByRole('region', { name: 'Time', exact: true });
  await bar.getByRole('slider', { name: 'Revision' }).focus();
  await page.keyboard.press('Home');
  await expect(page).toHaveURL(/at=r1/);
  await expect(bar).toContainText('As of revision 1,');
  await expect(picture.getByRole('button', { name: 'orders', exact: true })).toBeVisible();
  await expect(picture.getByRole('button', { name: 'returns', exact: true })).toHaveCount(0);
  await page.reload();
  await expect(bar).toContainText('As of revision 1,');
  await bar.getByRole('button', { name: 'Back to now' }).click();
  await expect(picture.getByRole('button', { name: 'returns', exact: true })).toBeVisible();
  // By run time: the first of March knows nothing of the second.
  await bar.getByText('Run time').click();
  await bar.getByRole('slider', { name: 'Run time' }).focus();
  await page.keyboard.press('Home');
  await expect(bar).toContainText('As data had flowed by 1 Mar 2026');
  await expect(picture.getByRole('button', { name: 'returns', exact: true })).toHaveCount(0);
  await page.getByText('Table', { exact: true }).click();
  await expect(page.getByText('2 nodes in the picture', { exact: true })).toBeVisible();
  await page.getByText('Graph', { exact: true }).click();
  await bar.getByRole('link', { name: 'Compare with now' }).click();
  await expect(differences(page)).toContainText('returns → sales');
  // What is alike is in the picture and not in the list; a click opens it all the same.
  await shell.open('/compare?kind=revisions&a=1&b=2&view=picture');
  const drawn = page.getByRole('group', { name: 'Datasets and jobs of both sides' });
  await drawn.getByRole('button', { name: /^Alike sales/ }).click();
  await expect(page.getByRole('region', { name: 'Difference: sales' })).toBeVisible();
  await expect(differences(page).getByText('sales', { exact: true })).toHaveCount(0);
});

test('questions are asked of a past moment, which is in the address and in the file', async ({
  app,
  page,
}) => {
  const event = (n: number, input: string, output: string) => ({
    eventType: 'COMPLETE',
    eventTime: `2026-03-0${n}T02:00:00Z`,
    run: { runId: `00000000-0000-4000-8000-00000000000${n}` },
    job: { namespace: 'nightly', name: `make ${output}` },
    inputs: [{ namespace: 's3://lake', name: input }],
    outputs: [{ namespace: 's3://lake', name: output }],
  });
  for (const [n, output] of ['sales', 'forecast'].entries()) {
    const path = join(app.dataFolder, `${output}.ndjson`);
    writeFileSync(path, JSON.stringify(event(n + 1, n === 0 ? 'orders' : 'sales', output)));
    await headwater(app.dataFolder, 'import', path);
  }
  const shell = new Shell(page);
  await shell.open('/impact?of=d1');
  const list = page.getByRole('grid', { name: 'Affected' });
  await expect(list.getByRole('link', { name: 'forecast' })).toBeVisible();
  await page.getByRole('button', { name: 'Time', exact: true }).click();
  const bar = page.getByRole('region', { name: 'Time', exact: true });
  await bar.getByRole('slider', { name: 'Revision' }).focus();
  await page.keyboard.press('Home');
  await expect(page).toHaveURL(/at=r1/);
  await expect(list.getByRole('link', { name: 'sales' })).toBeVisible();
  await expect(list.getByRole('link', { name: 'forecast' })).toHaveCount(0);
  await expect(page.getByText('As of revision 1.', { exact: true })).toBeVisible();
  await page.getByRole('button', { name: 'Save as…' }).click();
  const file = await saved(page, () => page.getByRole('menuitem', { name: 'List (CSV)' }).click());
  expect(file.name).toContain('revision-1');
  expect(file.bytes.toString()).toContain('of revision 1');
  // Other questions of the same moment, by their address; nothing is marked in the past.
  await shell.open('/origin?of=d2&at=r1');
  await expect(page.getByText(/The way towards the origin ends at a|It ends at a gap/)).toBeVisible();
  await shell.open('/critical?map=1&at=r1');
  await expect(page.getByRole('heading', { name: /^Map of orders/ })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Mark something critical…' })).toHaveCount(0);
  await shell.open('/paths?from=d1&to=d3&at=r1');
  await expect(page.getByText('Not in the catalog at that moment')).toBeVisible();
  await bar.getByRole('button', { name: 'Back to now' }).click();
  await expect(page.getByText(/^1 path, all of them/)).toBeVisible();
});

test('what is not there now is drawn as such, and a ledger entry leads to its comparison', async ({
  app,
  page,
}) => {
  await importStory(app, 'paths');
  await headwater(app.dataFolder, 'imports', 'undo', '1');
  const shell = new Shell(page);
  await shell.open('/ledger?seq=2');
  await page.getByRole('link', { name: 'Compare with the revision before' }).click();
  await expect(page).toHaveURL(/a=1&b=2/);
  await expect(differences(page).getByRole('img', { name: 'Removed' }).first()).toBeVisible();
  const link = page
    .getByRole('region', { name: /^Difference/ })
    .getByRole('link')
    .first();
  await expect(link).toBeVisible();
  await shell.open('/lineage?root=2&at=r1');
  await expect(page.getByText('Not there now', { exact: false }).first()).toBeVisible();
});

const SCREENS: Readonly<Record<string, readonly string[]>> = {
  comparisons: [
    '/compare',
    '/compare?kind=runs&a=117&b=120',
    '/compare?kind=runs&a=117&b=120&view=picture&same=show',
    '/compare?kind=revisions&a=0&b=1&view=table',
    '/compare?kind=revisions&a=1&b=1',
  ],
  'time, runs and jobs': [
    '/compare?kind=times&a=2026-10-12T00:00:00Z&b=2026-11-20T00:00:00Z',
    '/compare?kind=runs&a=1&b=99999',
    '/run/120',
    '/job/1',
    '/lineage?root=2&at=r1',
    '/impact?of=d2&at=r1',
    '/origin?of=d2&at=r1',
    '/critical?map=2&at=r1',
  ],
};

for (const [name, paths] of Object.entries(SCREENS)) {
  test(`${name} keep WCAG 2.2 AA`, async ({ app, page }) => {
    test.slow();
    await importStory(app, 'paths');
    const shell = new Shell(page);
    for (const path of paths) {
      await shell.open(path);
      expect.soft(await accessibilityFindings(page), path).toEqual([]);
    }
  });
}
