/**
 * Every question of the explorer on 10,000 tables, 100,000 columns and 1,000 jobs with 50 runs each. What must come out is
 * worked out from how the estate is made.
 */
import { cpSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BrowserContext, Page } from '@playwright/test';
import {
  CEASED_DAYS,
  LARGE,
  columnsOf,
  estateEvents,
  isCeased,
  isChanged,
  isLonely,
  isModel,
  outputsOf,
  tableName,
  type EstateSize,
} from '../catalog/testing/large-estate.ts';
import { EstateOracle } from './estate-oracle.ts';
import { expect, test as base } from './fixtures.ts';
import { headwater, newDataFolder, removeFolder, startServer } from './hosts.ts';
import { LineagePage } from './pages/lineage.ts';
import { saved } from './saved.ts';

/** Less for a quick look; each part of it keeps its shape. */
const SCALE = Number(process.env['HEADWATER_ESTATE_SCALE'] ?? 1);
const SIZE: EstateSize = {
  tables: LARGE.tables * SCALE,
  columns: LARGE.columns * SCALE,
  jobs: LARGE.jobs * SCALE,
  runs: LARGE.runs,
};
const oracle = new EstateOracle(SIZE);
const count = (n: number): string => n.toLocaleString('en-GB');

interface Estate {
  /** A page that the server knows. */
  readonly context: BrowserContext;
  readonly origin: string;
}

/**
 * A data folder with the estate, to be copied. It is imported once a run, though a test that fails ends its worker;
 * HEADWATER_ESTATE names one that is there already (`npm run bench -- explorer --keep <folder>`).
 */
async function imported(output: string): Promise<string> {
  const given = process.env['HEADWATER_ESTATE'];
  const folder = given ?? join(output, 'large-estate');
  if (given || existsSync(join(folder, 'ready'))) return folder;
  mkdirSync(folder, { recursive: true });
  // The last day is an import of its own: a revision more.
  for (const days of [
    { from: 0, to: SIZE.runs - 1 },
    { from: SIZE.runs - 1, to: SIZE.runs },
  ]) {
    const events = join(folder, `days-${days.from}.ndjson`);
    writeFileSync(events, [...estateEvents(SIZE, days)].join('\n'));
    await headwater(folder, 'import', events);
    rmSync(events);
  }
  writeFileSync(join(folder, 'ready'), '');
  return folder;
}

const test = base.extend<{ readonly estatePage: Page }, { readonly estate: Estate }>({
  estate: [
    async ({ browser }, use, workerInfo) => {
      const folder = newDataFolder();
      cpSync(await imported(workerInfo.project.outputDir), folder, { recursive: true });
      const server = await startServer(folder);
      const context = await browser.newContext({
        locale: 'en-GB',
        timezoneId: 'UTC',
        viewport: { width: 1440, height: 900 },
      });
      const page = await context.newPage();
      await page.goto(server.link);
      const origin = `http://127.0.0.1:${server.port}`;
      await page.waitForURL(`${origin}/`);
      await page.close();
      await use({ context, origin });
      await context.close();
      await server.stop();
      removeFolder(folder);
    },
    { scope: 'worker', timeout: 600_000 },
  ],
  estatePage: async ({ estate }, use) => {
    const page = await estate.context.newPage();
    const problems: string[] = [];
    page.on('pageerror', (error) => problems.push(String(error)));
    await page.goto(`${estate.origin}/settings`);
    await use(page);
    await page.close();
    expect(problems, 'the page must not throw').toEqual([]);
  },
});

// One after the other: the estate is made once.
test.describe.configure({ mode: 'default', timeout: 120_000 });
test.skip(({ host }) => host !== 'loopback', 'the engine is the same');

const open = (page: Page, path: string) => page.goto(new URL(path, page.url()).href);

/** Number of the dataset in the catalog. */
async function idOf(page: Page, table: number): Promise<number> {
  await open(page, `/browse?text=${encodeURIComponent(oracle.title(table))}`);
  const hit = page
    .getByRole('grid', { name: 'Datasets' })
    .getByRole('link')
    .filter({ hasText: oracle.title(table) })
    .first();
  await expect(hit).toHaveAttribute('href', /\/dataset\/\d+/);
  return Number(/\d+$/.exec((await hit.getAttribute('href')) ?? '')?.[0]);
}

async function lineageOf(page: Page, table: number, more = ''): Promise<LineagePage> {
  await open(page, `/lineage?root=${await idOf(page, table)}${more}`);
  const lineage = new LineagePage(page);
  await expect(page.getByRole('heading', { name: 'Lineage of' })).toBeVisible();
  return lineage;
}

/** The model that most tables feed. */
const model = Array.from({ length: SIZE.tables }, (_, table) => table)
  .filter((table) => isModel(SIZE, table) && oracle.upstream.has(table))
  .reduce((a, b) => (oracle.upstream.get(b)!.size > oracle.upstream.get(a)!.size ? b : a));
/** A table in the middle with lineage on both sides. */
const middle = oracle.first(
  (table) =>
    table >= SIZE.tables / 2 &&
    (oracle.upstream.get(table)?.size ?? 0) > 2 &&
    (oracle.downstream.get(table)?.size ?? 0) > 2,
);
const changedJob = Array.from({ length: SIZE.jobs }, (_, job) => job).findLast(isChanged)!;

test('the map adds up, and leads into the explorer', async ({ estatePage: page }) => {
  await open(page, '/map');
  const facts = page.getByText(
    `${count(SIZE.tables)} datasets in 40 groups, ${count(oracle.links)} links between them. ${count(oracle.isolated)} without lineage.`,
  );
  await expect(facts).toBeVisible({ timeout: 30_000 });
  await page.getByRole('button', { name: /without lineage$/ }).click();
  const tree = page.getByRole('treegrid', { name: 'Datasets of the map' });
  const rows = async () => Number(await tree.getAttribute('aria-rowcount')) - 1;
  await page.getByRole('button', { name: 'Close all groups' }).click();
  await expect(tree.getByRole('row', { expanded: true })).toHaveCount(0);
  const systems = await rows();
  await page.getByRole('button', { name: 'Open all groups' }).click();
  await expect.poll(rows).toBeGreaterThan(oracle.isolated);
  const groups = (await rows()) - systems - oracle.isolated;
  expect(groups).toBeGreaterThanOrEqual(systems);
  expect(groups).toBeLessThanOrEqual(40);
  await page.getByText('Map', { exact: true }).last().click();
  await page.getByRole('application', { name: 'Map of the catalog' }).focus();
  for (const key of ['ArrowRight', 'ArrowRight', 'Enter', 'Enter']) await page.keyboard.press(key);
  await expect(page).toHaveURL(/\/lineage\?root=\d+/);
  await expect(page.getByRole('heading', { name: 'Lineage of' })).toBeVisible();
});

test('the first picture shows one step with counts, and a step more is opened', async ({
  estatePage: page,
}) => {
  const lineage = await lineageOf(page, middle);
  const [up, down] = [oracle.upstream.get(middle)!, oracle.downstream.get(middle)!];
  const one = new Set([middle, ...up, ...down]);
  await expect.poll(() => lineage.shown()).toBe(one.size);
  await expect(
    page.getByText(
      `${count(oracle.closure('upstream', middle).size)} upstream and ${count(oracle.closure('downstream', middle).size)} downstream at any depth`,
    ),
  ).toBeVisible();
  const next = [...up].find((table) =>
    [...(oracle.upstream.get(table) ?? [])].some((further) => !one.has(further)),
  )!;
  const hidden = [...oracle.upstream.get(next)!].filter((table) => !one.has(table));
  const more = lineage.more('upstream', oracle.title(next));
  await expect(more).toHaveAttribute(
    'aria-label',
    `Show ${hidden.length} more upstream of ${oracle.title(next)}`,
  );
  await more.click();
  await expect.poll(() => lineage.shown()).toBe(one.size + hidden.length);
});

test('a column is followed to where it comes from and where it goes', async ({ estatePage: page }) => {
  const column = 'customer_id';
  const lineage = await lineageOf(page, middle, '&cols=all');
  const own = lineage.graph.locator('.react-flow__node').filter({ hasText: oracle.title(middle) });
  await own.getByRole('button', { name: new RegExp(`^${column}\\b`) }).click();
  await expect(page.getByText(`Path of ${column} in ${oracle.title(middle)}`)).toContainText(
    `${oracle.trace(middle, column).size} datasets in the picture`,
  );
  expect(columnsOf(SIZE, middle)).toContain(column);
});

test('a filter counts and hides, and the table twin holds the same', async ({ estatePage: page }) => {
  const lineage = await lineageOf(page, model, '&up=2&down=0');
  const near = new Set([
    model,
    ...[...oracle.upstream.get(model)!].flatMap((one) => [one, ...(oracle.upstream.get(one) ?? [])]),
  ]);
  await expect.poll(() => lineage.shown()).toBe(near.size);
  await page.getByRole('group', { name: 'Lineage view' }).getByRole('button', { name: 'Filter' }).click();
  const dialog = page.getByRole('dialog', { name: 'Filter' });
  const ana = [...near].filter((table) => table % 5 !== 0 && table % 6 === 0);
  await dialog.getByRole('checkbox', { name: `Ana (${ana.length})` }).click();
  await expect(page.getByText(`${ana.length} of ${near.size} match the filter`)).toBeVisible();
  await dialog.getByText('Hide the others').click();
  await page.keyboard.press('Escape');
  // The root stays, whatever the filter says.
  const kept = new Set([model, ...ana]);
  await expect.poll(() => lineage.shown()).toBe(kept.size);
  await lineage.showTable();
  const nodes = page.getByRole('table', { name: 'nodes in the picture' });
  await expect(nodes).toHaveAttribute('aria-rowcount', String(kept.size + 1));
  await page.getByText('Everything upstream', { exact: true }).click();
  await expect(
    page.getByText(`${count(oracle.closure('upstream', model).size)} datasets`).first(),
  ).toBeVisible();
});

test('what only jobs that have ceased wrote counts as not seen for long', async ({ estatePage: page }) => {
  const written = oracle.first(
    (table) => (oracle.upstream.get(table)?.size ?? 0) > 2 && !isReadOrWritten(table),
  );
  const days = Math.floor((Date.now() - Date.UTC(2026, 0, 1)) / 86_400_000) + CEASED_DAYS / 2;
  const filter = encodeURIComponent(JSON.stringify({ staleDays: days }));
  const lineage = await lineageOf(page, written, `&down=0&filter=${filter}`);
  const shown = [written, ...oracle.upstream.get(written)!];
  await expect.poll(() => lineage.shown()).toBe(shown.length);
  const stale = shown.filter((table) => !isReadOrWritten(table));
  await expect(page.getByText(`${stale.length} of ${shown.length} match the filter`)).toBeVisible();
  expect(stale.length).toBeLessThan(shown.length);
});

/** Whether a job that still runs reads or writes it. */
const isReadOrWritten = (table: number): boolean =>
  Array.from({ length: SIZE.jobs }, (_, job) => job).some(
    (job) =>
      !isCeased(job) &&
      ((outputsOf(SIZE, job).includes(table) && oracle.inputs(job, 0).length > 0) ||
        (oracle.inputs(job, SIZE.runs - 1).includes(table) && outputsOf(SIZE, job).length > 0)),
  );

test('lineage as it was before the last day', async ({ estatePage: page }) => {
  const [written] = outputsOf(SIZE, changedJob);
  const [before, now] = [oracle.inputs(changedJob, 0), oracle.inputs(changedJob, SIZE.runs - 1)];
  const lineage = await lineageOf(page, written!, '&down=0');
  await expect.poll(() => lineage.shown()).toBe(1 + now.length);
  const came = now.find((table) => !before.includes(table))!;
  await expect(lineage.node(oracle.title(came))).toBeVisible();
  await page.goto(`${page.url()}&at=r1`);
  await expect(page.getByRole('region', { name: 'Time', exact: true })).toContainText('As of revision 1,');
  await expect.poll(() => lineage.shown()).toBe(1 + before.length);
  await expect(lineage.node(oracle.title(came))).toHaveCount(0);
});

test('two runs with everything upstream: the changed input, code and rows stand out', async ({
  estatePage: page,
}) => {
  await open(page, `/jobs?text=load_${changedJob}`);
  await page
    .getByRole('grid', { name: 'Jobs' })
    .getByRole('link', { name: `load_${changedJob}` })
    .first()
    .click();
  const boxes = page.getByRole('checkbox', { name: /^Choose run/ });
  await boxes.nth(0).check();
  await boxes.nth(1).check();
  await page.getByRole('link', { name: 'Compare two runs' }).click();
  const list = page.getByRole('list', { name: /^Differences/ });
  const came = oracle
    .inputs(changedJob, SIZE.runs - 1)
    .find((table) => !oracle.inputs(changedJob, 0).includes(table))!;
  await expect(list).toContainText(new RegExp(`load_${changedJob} reads .*${oracle.title(came)}`), {
    timeout: 30_000,
  });
  await list
    .getByRole('button', { name: new RegExp(`load_${changedJob} reads .*${oracle.title(came)}`) })
    .click();
  await expect(page.getByRole('region', { name: `Difference: load_${changedJob} reads` })).toContainText(
    oracle.title(came),
  );
  await expect(list).toContainText(new RegExp(`load_${changedJob} writes`));
});

test('two revisions: what the last day brought', async ({ estatePage: page }) => {
  const edges = Array.from({ length: SIZE.jobs }, (_, job) => job)
    .filter(isChanged)
    .reduce((sum, job) => {
      const before = oracle.inputs(job, 0);
      const came = oracle.inputs(job, SIZE.runs - 1).filter((table) => !before.includes(table));
      return sum + came.length * outputsOf(SIZE, job).length;
    }, 0);
  await open(page, '/compare?kind=revisions&a=1&b=2');
  await expect(page.getByText(new RegExp(`^${count(edges)} added, 0 removed`))).toBeVisible({
    timeout: 60_000,
  });
  const list = page.getByRole('list', { name: /^Differences/ });
  await expect(list.getByRole('listitem').first()).toContainText('Tests that do not pass');
});

test('impact: everything that a source reaches, by kind, with its owners', async ({ estatePage: page }) => {
  const source = oracle.first((table) => oracle.closure('downstream', table).size > SIZE.tables / 20);
  const reached = [...oracle.closure('downstream', source)];
  await open(page, `/impact?of=d${await idOf(page, source)}`);
  await expect(page.getByText(`Affected ${count(reached.length)}`)).toBeVisible();
  const models = reached.filter((table) => isModel(SIZE, table));
  await expect(page.getByText(`ML model ${count(models.length)}`)).toBeVisible();
  await page.getByRole('tab', { name: /^Owners to notify/ }).click();
  await expect(page.getByRole('region', { name: 'Ana' })).toBeVisible();
});

test('origin: all sources of a model, and where the trail is lost', async ({ estatePage: page }) => {
  await open(page, `/origin?of=d${await idOf(page, model)}`);
  const above = [...oracle.closure('upstream', model)];
  const ends = above.filter((table) => !oracle.upstream.has(table));
  await expect(page.getByText(`upstream${count(above.length)}`)).toBeVisible({ timeout: 30_000 });
  const fed = ends.filter((table) => (oracle.downstream.get(table)?.size ?? 0) > 0);
  expect(fed.length).toBe(ends.length);
  await expect(page.getByRole('region', { name: 'Coverage' })).toContainText(
    /[\d,]+ of [\d,]+ ways towards the origin/,
  );
});

test('paths: from a source to a model, as long as they must be', async ({ estatePage: page }) => {
  const source = oracle.first((table) => oracle.distance(table, model) === 4);
  await open(page, `/paths?from=d${await idOf(page, source)}&to=d${await idOf(page, model)}`);
  await expect(page.getByText(/^[\d,]+ paths?, all of them|^The first/)).toBeVisible();
  const first = page.getByRole('region', { name: 'Paths', exact: true }).getByRole('button').first();
  await expect(first).toContainText('4 hops');
  await expect(first).toContainText(oracle.title(source));
  await expect(first).toContainText(oracle.title(model));
  await expect(page.getByRole('region', { name: 'Steps of the chosen path' })).toContainText('Observed in');
});

test('a model is marked critical, and its map is a poster', async ({ estatePage: page }) => {
  await open(page, '/critical');
  await page.getByRole('button', { name: 'Mark something critical…' }).click();
  await page.getByRole('textbox', { name: /^Which/ }).fill(oracle.title(model));
  await expect(page.getByRole('option').first()).toContainText(oracle.title(model));
  await page.getByRole('option').first().click();
  const critical = page.getByRole('table', { name: 'Critical' });
  await critical.getByRole('link', { name: `Map of ${oracle.title(model)}` }).click();
  await expect(page.getByRole('figure', { name: `Map of ${oracle.title(model)}` })).toBeVisible();
  const poster = await saved(page, () => page.getByRole('button', { name: 'Poster A3' }).click());
  expect(poster.bytes.toString('latin1').startsWith('%PDF-1.7')).toBe(true);
});

test('search: the exact name first, and totals that are true', async ({ estatePage: page }) => {
  const rows = page.getByRole('grid', { name: 'Datasets' }).getByRole('link');
  await open(page, `/browse?text=${oracle.title(middle)}`);
  await expect(rows.first()).toHaveText(new RegExp(oracle.title(middle)));
  const total = page.getByRole('search').getByRole('status');
  const models = Array.from({ length: SIZE.tables }, (_, table) => table).filter((table) =>
    isModel(SIZE, table),
  );
  await open(page, '/browse?text=kind:model');
  await expect(total).toContainText(`${count(models.length)} datasets`);
  await open(page, `/browse?text=${encodeURIComponent(`upstream:${oracle.title(model)}`)}`);
  await expect(total).toContainText(`${count(oracle.closure('upstream', model).size)} datasets`);
  expect(isLonely(middle)).toBe(false);
});

test('a picture leaves as a file with every dataset of it', async ({ estatePage: page }) => {
  await lineageOf(page, middle);
  const inPicture = [middle, ...oracle.upstream.get(middle)!, ...oracle.downstream.get(middle)!];
  const svg = await saved(page, async () => {
    await page.getByRole('button', { name: 'Export', exact: true }).click();
    await page.getByRole('menuitem', { name: 'SVG picture', exact: true }).click();
  });
  for (const table of inPicture) expect(svg.bytes.toString()).toContain(oracle.title(table));
  const csv = await saved(page, async () => {
    await page.getByRole('button', { name: 'Export', exact: true }).click();
    await page.getByRole('menuitem', { name: 'Edges as CSV', exact: true }).click();
  });
  const lines = csv.bytes.toString().trimEnd().split('\r\n').slice(1);
  const names = (line: string) => inPicture.filter((table) => line.includes(tableName(SIZE, table).name));
  expect(lines.length).toBeGreaterThanOrEqual(inPicture.length - 1);
  for (const line of lines) expect(names(line).length).toBeGreaterThanOrEqual(2);
});
