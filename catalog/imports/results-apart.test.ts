/** dbt's results without their manifest, after it came in an earlier import. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, it } from 'vitest';
import { datasetDetail, datasetRuns } from '../browse/dataset-detail.ts';
import { resolveDataset } from '../browse/resolve.ts';
import { manifest, results, SHOP } from '../importers/dbt/testing.ts';
import type { Json } from '../model/facts.ts';
import type { Catalog } from '../catalog.ts';
import { openTemporaryCatalog, temporaryFolder } from '../testing/temp-catalog.ts';
import { importInto } from './import-into.ts';

const HOST = 'postgres://db.example:5432';
let catalog: Catalog;

beforeEach(async () => {
  catalog = await openTemporaryCatalog();
  return () => catalog.close();
});

function importing(name: string, content: Json, namespace = HOST) {
  const path = join(temporaryFolder(), name);
  writeFileSync(path, JSON.stringify(content));
  const signal = new AbortController().signal;
  return importInto(catalog, { paths: [path], kind: 'auto', dryRun: false, actor: 't', signal, namespace });
}

const TEST = 'test.shop.not_null_orders_id';
const nodes: Record<string, Json> = {
  ...SHOP.nodes,
  [TEST]: {
    resource_type: 'test',
    package_name: 'shop',
    name: 'not_null_orders_id',
    column_name: 'id',
    attached_node: 'model.shop.orders',
    test_metadata: { name: 'not_null', kwargs: { column_name: 'id' } },
    depends_on: { nodes: ['model.shop.orders'] },
    config: { severity: 'ERROR' },
  },
};
const RAN = [
  { unique_id: 'model.shop.orders', status: 'success', adapter_response: { rows_affected: 7 } },
  { unique_id: TEST, status: 'fail', failures: 3 },
];
const at = (name: string) => resolveDataset(catalog, { namespace: HOST, name })!.id;

it('are used when the catalog knows the project', async () => {
  await importing('manifest.json', manifest(12, { ...SHOP, nodes }));
  const ran = await importing('run_results.json', results('run-results', 6, RAN));
  expect(ran.issues).toEqual([]);
  const orders = datasetDetail(catalog, at('db.public.orders'));
  expect(orders?.tests).toMatchObject([{ name: 'not_null_orders_id', status: 'fail', failures: 3 }]);
  const page = { offset: 0, limit: 10 };
  expect(datasetRuns(catalog, at('db.public.orders'), page)?.items).toMatchObject([
    {
      runId: 'inv-2:model.shop.orders',
      direction: 'output',
      rowCount: 7,
      job: { name: 'model.shop.orders' },
    },
  ]);
  expect(datasetRuns(catalog, at('db.public.stg'), page)?.items).toMatchObject([{ direction: 'input' }]);

  const checked = [
    { unique_id: 'source.shop.raw.orders', status: 'warn', snapshotted_at: '2026-03-01T00:00:00Z' },
  ];
  await importing('sources.json', results('sources', 3, checked));
  expect(datasetDetail(catalog, at('db.raw.orders'))?.tests).toMatchObject([
    { kind: 'freshness', status: 'warn' },
  ]);
});

it('say the same as with it', async () => {
  await importing('manifest.json', manifest(12, { ...SHOP, nodes }));
  const ran = results('run-results', 6, RAN);
  expect((await importing('run_results.json', ran)).unchanged).toBe(false);
  expect((await importing('run_results.json', ran)).unchanged).toBe(true);
});

it('are left out with a reason where the catalog does not know the project, or knows two', async () => {
  const alone = await importing('run_results.json', results('run-results', 6, RAN));
  expect(alone.issues).toMatchObject([{ severity: 'rejected', code: 'no-manifest' }]);
  await importing('manifest.json', manifest(12, { ...SHOP, nodes }));
  await importing(
    'manifest.json',
    manifest(12, { ...SHOP, nodes }, { project_name: 'other' }),
    'postgres://o:1',
  );
  const either = await importing('run_results.json', results('run-results', 6, RAN));
  expect(either.issues).toMatchObject([
    { code: 'no-manifest', message: expect.stringContaining('in 2 projects: other, shop') },
  ]);
});

it('of nodes that the project does not have are told', async () => {
  await importing('manifest.json', manifest(12, { ...SHOP, nodes }));
  const entries = [...RAN, { unique_id: 'model.shop.newer', status: 'success' }];
  const ran = await importing('run_results.json', results('run-results', 6, entries));
  expect(ran.issues).toMatchObject([
    {
      code: 'unknown-node',
      message: expect.stringMatching(/shop in the catalog does not name: model\.shop\.newer/),
    },
  ]);
});

it('add up to a history of each test: the last 50 of all', async () => {
  await importing('manifest.json', manifest(12, { ...SHOP, nodes }));
  const orders = () => datasetDetail(catalog, at('db.public.orders'));
  for (let day = 1; day <= 51; day++) {
    const completed = new Date(Date.UTC(2026, 0, day)).toISOString();
    const timing = [{ name: 'execute', started_at: completed, completed_at: completed }];
    const entry = {
      unique_id: TEST,
      status: day === 51 ? 'fail' : 'pass',
      failures: day === 51 ? 2 : 0,
      timing,
    };
    await importing('run_results.json', results('run-results', 6, [entry], { elapsed_time: day }));
  }
  const [history] = orders()?.testHistory ?? [];
  expect(history).toMatchObject({ testId: orders()?.tests[0]?.id, total: 51 });
  expect(history?.results).toHaveLength(50);
  expect(history?.results[0]).toEqual({
    at: expect.stringContaining('2026-02-20'),
    status: 'fail',
    failures: 2,
  });
  expect(history?.results.at(-1)?.at).toContain('2026-01-02');
});
