/** The explorer's questions on real projects of the shared sample corpus, checked against what their own files say. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { samplesNote, samplesRoot } from '../catalog/testing/samples.ts';
import { expect, test, type App } from './fixtures.ts';
import { headwater } from './hosts.ts';
import { LineagePage } from './pages/lineage.ts';
import { Shell } from './pages/shell.ts';
import { saved } from './saved.ts';

const DBT = 'dbt/jaffle-v12-duckdb-exposures';
const OTHERS = ['openlineage/marquez/seed_food_delivery.json', 'glue/acme-retail'];
const PROJECT = 'jaffle_shop';

type Feeds = Readonly<Record<string, readonly string[]>>;

/** Everything that the manifest lists behind a node, tests left out: they read and feed nothing. */
function closure(feeds: Feeds, start: string): string[] {
  const seen = new Set([start]);
  for (const one of seen)
    for (const next of feeds[one] ?? []) if (!/^(?:unit_)?test\./.test(next)) seen.add(next);
  seen.delete(start);
  return [...seen];
}

async function importSamples({ dataFolder }: App): Promise<{ readonly above: Feeds; readonly below: Feeds }> {
  const root = samplesRoot!;
  // Beside the artifacts lies a list that is none; the command would say so and fail.
  const artifacts = ['manifest.json', 'catalog.json'].map((name) => join(root, DBT, name));
  await headwater(dataFolder, 'import', ...artifacts);
  for (const path of OTHERS) await headwater(dataFolder, 'import', join(root, path));
  const manifest = JSON.parse(readFileSync(join(root, DBT, 'manifest.json'), 'utf8')) as {
    readonly parent_map: Feeds;
    readonly child_map: Feeds;
  };
  return { above: manifest.parent_map, below: manifest.child_map };
}

async function idOf(page: Page, name: string): Promise<number> {
  await new Shell(page).open(`/browse?text=name:${name}`);
  const link = page
    .getByRole('grid', { name: 'Datasets' })
    .getByRole('link')
    .filter({ hasText: name })
    .first();
  await expect(link).toHaveAttribute('href', /\/dataset\/\d+/);
  return Number(/\d+$/.exec((await link.getAttribute('href')) ?? '')?.[0]);
}

test.describe(`real projects${samplesNote}`, () => {
  test.skip(samplesRoot === null, 'the sample corpus is not beside this clone');
  test.skip(({ host }) => host !== 'loopback', 'the catalog is filled by the command line');

  test('impact, origin and paths say what the manifest says', async ({ app, page }) => {
    test.setTimeout(180_000);
    const { above, below } = await importSamples(app);
    const shell = new Shell(page);
    const [staged, snapshot] = [await idOf(page, 'stg_orders'), await idOf(page, 'orders_snapshot')];
    const locations = await idOf(page, 'STG_LOCATIONS');
    await shell.open(`/impact?of=d${locations}`);
    const affected = closure(below, `model.${PROJECT}.STG_LOCATIONS`);
    await expect(page.getByText(`Affected ${affected.length}`)).toBeVisible();
    // One model reads more than the manifest lists, so this reaches at least what the manifest says.
    const reached = closure(below, `model.${PROJECT}.stg_orders`);
    await shell.open(`/impact?of=d${staged}`);
    const list = page.getByRole('grid', { name: 'Affected' });
    for (const key of reached.filter((one) => one.startsWith('exposure.')))
      await expect(list).toContainText(key.split('.').at(-1)!);
    const total = await page.getByRole('tab', { name: /^Affected \d+$/ }).textContent();
    expect(Number(/\d+/.exec(total ?? '')?.[0])).toBeGreaterThanOrEqual(reached.length);

    const sources = closure(above, `snapshot.${PROJECT}.orders_snapshot`);
    await shell.open(`/origin?of=d${snapshot}`);
    await expect(page.getByText(`upstream${sources.length}`)).toBeVisible();
    const ends = page.getByRole('grid', { name: 'Where ways end' });
    for (const key of sources.filter((one) => one.startsWith('source.')))
      await expect(ends).toContainText(key.split('.').at(-1)!);

    await shell.open(`/paths?from=d${staged}&to=d${snapshot}`);
    await expect(page.getByText(/^2 paths, all of them/)).toBeVisible();
    await expect(
      page.getByRole('region', { name: 'Paths', exact: true }).getByRole('button').first(),
    ).toContainText('stg_orders → orders → orders_snapshot');
  });

  test('picture, column path, table, time, map, search and files', async ({ app, page }) => {
    test.setTimeout(180_000);
    const { above, below } = await importSamples(app);
    const shell = new Shell(page);
    const orders = await idOf(page, 'orders_snapshot');
    const key = `snapshot.${PROJECT}.orders_snapshot`;
    await shell.open(`/lineage?root=${orders}&up=1&down=1`);
    const lineage = new LineagePage(page);
    const near = new Set([...above[key]!, ...below[key]!].filter((one) => !/^(?:unit_)?test\./.test(one)));
    await expect.poll(() => lineage.shown()).toBe(1 + near.size);
    await lineage.more('upstream', 'orders').click();
    await expect(lineage.node('order_items')).toBeVisible();
    await page.getByRole('button', { name: 'Columns', exact: true }).click();
    const own = lineage.graph.locator('.react-flow__node').filter({ hasText: 'orders_snapshot' });
    await own.getByRole('button', { name: /^order_total\b/ }).click();
    await expect(page.getByText('Path of order_total in orders_snapshot')).toContainText(/[2-9] datasets/);
    await page.getByRole('button', { name: 'Exit path' }).click();
    await lineage.showTable();
    await page.getByText('Everything upstream', { exact: true }).click();
    await expect(page.getByText(`${closure(above, key).length} datasets`).first()).toBeVisible();

    // The first import knew nothing of the second.
    const delivery = await idOf(page, 'delivery_7_days');
    await shell.open(`/lineage?root=${delivery}&at=r1`);
    await expect(lineage.node('delivery_7_days')).toHaveCount(0);
    await shell.open('/compare?kind=revisions&a=1&b=2');
    await expect(page.getByText(/^\d+ added, 0 removed/)).toBeVisible();
    await expect(page.getByRole('list', { name: /^Differences/ })).toContainText('delivery_7_days');

    await shell.open('/map');
    await expect(page.getByText(/^\d+ datasets in \d+ groups/)).toBeVisible();
    await shell.open('/browse?text=kind:dashboard');
    await expect(page.getByRole('grid', { name: 'Datasets' })).toContainText('weekly_jaffle_metrics');

    await shell.open(`/lineage?root=${orders}`);
    await expect(lineage.node('orders_snapshot')).toBeVisible();
    const diagram = await saved(page, async () => {
      await page.getByRole('button', { name: 'Export', exact: true }).click();
      await page.getByRole('menuitem', { name: 'Mermaid', exact: true }).click();
    });
    expect(diagram.bytes.toString()).toContain('orders_snapshot');
  });
});
