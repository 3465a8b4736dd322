import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { importInto } from '../imports/import-into.ts';
import type { Json } from '../model/facts.ts';
import { catalog, manifest, model, physical, source } from '../importers/dbt/testing.ts';
import type { Catalog } from '../catalog.ts';
import { openTemporaryCatalog, temporaryFolder } from '../testing/temp-catalog.ts';
import { columnCoverage } from './column-coverage.ts';
import { datasetDetail } from './dataset-detail.ts';
import { resolveDataset } from './resolve.ts';
import { search } from '../search/search.ts';
import { NO_FILTERS } from '../search/lift.ts';

const NAMESPACE = 'postgres://db:5432';
const ORDERS = 'source.shop.raw.orders';
const SECRET = 'source.shop.raw.secret';

const sql = (name: string, parents: readonly string[], code: string | null, columns: Json = {}) => ({
  [`model.shop.${name}`]: model(name, parents, {
    language: 'sql',
    columns,
    ...(code !== null && { compiled_code: code }),
  }),
});

async function imported(open: Catalog): Promise<void> {
  const folder = join(temporaryFolder(), 'target');
  mkdirSync(folder);
  const nodes = {
    ...sql('whole', [ORDERS], 'select id, amount from "db"."raw"."orders"'),
    ...sql(
      'part',
      [ORDERS, 'model.shop.whole'],
      'select o.id, price, o.amount from "db"."raw"."orders" as o join "db"."public"."whole" as w on o.id = w.id',
      {
        gone: { name: 'gone' },
      },
    ),
    ...sql('star', [SECRET], 'select * from "db"."raw"."secret"'),
    ...sql('broken', [ORDERS], 'select ( from'),
    ...sql('uncompiled', [ORDERS], null),
    ...sql(
      'hidden',
      [ORDERS],
      'select id from "db"."raw"."orders" where id in (select id from "db"."raw"."x")',
    ),
  };
  const sources = { [ORDERS]: source('orders'), [SECRET]: source('secret') };
  writeFileSync(
    join(folder, 'manifest.json'),
    JSON.stringify(manifest(12, { nodes, sources }, { adapter_type: 'duckdb' })),
  );
  const tables = { [ORDERS]: physical('orders', { id: 'int', amount: 'int' }) };
  writeFileSync(join(folder, 'catalog.json'), JSON.stringify(catalog({}, tables)));
  const signal = new AbortController().signal;
  await importInto(open, {
    paths: [folder],
    kind: 'auto',
    namespace: NAMESPACE,
    dryRun: false,
    actor: 't',
    signal,
  });
}

function statusOf(open: Catalog, table: string) {
  const card = resolveDataset(open, { namespace: NAMESPACE, name: `db.${table}` });
  return card && datasetDetail(open, card.id)?.columnLineage;
}

it('a dataset tells how far its columns are traced, and why not further', async () => {
  const open = await openTemporaryCatalog();
  await imported(open);
  const job = (name: string) =>
    expect.objectContaining({ namespace: 'dbt://shop', name: `model.shop.${name}` });
  const nothing = { columns: 0, resolved: 0, unresolved: [], undeclaredReads: [] };
  const none = { reason: null, message: null, detail: null, unresolved: [], undeclaredReads: [] };

  expect(statusOf(open, 'raw.orders')).toEqual([]);
  expect(statusOf(open, 'public.whole')).toEqual([
    { ...none, job: job('whole'), status: 'complete', columns: 2, resolved: 2 },
  ]);
  expect(statusOf(open, 'public.part')).toEqual([
    {
      ...none,
      job: job('part'),
      status: 'partial',
      columns: 4,
      resolved: 2,
      unresolved: [
        {
          column: 'price',
          message: expect.stringContaining('Several tables of the query may have the column price'),
        },
        { column: 'gone', message: expect.stringContaining('compiled SQL does not give it') },
      ],
    },
  ]);
  expect(statusOf(open, 'public.star')).toMatchObject([
    {
      status: 'partial',
      columns: 0,
      reason: 'unknown-columns',
      message: expect.stringContaining('catalog.json'),
    },
  ]);
  expect(statusOf(open, 'public.broken')).toEqual([
    {
      ...nothing,
      job: job('broken'),
      status: 'none',
      reason: 'parse-error',
      message: 'The SQL could not be parsed.',
      detail: expect.stringMatching(/./),
    },
  ]);
  expect(statusOf(open, 'public.uncompiled')).toMatchObject([
    { status: 'none', reason: 'no-compiled-code', message: expect.stringContaining('dbt compile') },
  ]);
  expect(statusOf(open, 'public.hidden')).toMatchObject([
    { status: 'complete', columns: 1, undeclaredReads: ['db.raw.x'] },
  ]);
  await open.close();
});

it('the catalog lists whose columns are not all traced, with how many are and the reason', async () => {
  const open = await openTemporaryCatalog();
  await imported(open);
  const request = { text: '', sort: 'name', offset: 0, limit: 100, scope: 'datasets' } as const;
  const found = await search(open, { ...request, ...NO_FILTERS, state: ['columns-untraced'] });
  expect(
    found.hits.map(({ card, coverage }) => [
      card.name,
      `${coverage?.traced} of ${coverage?.columns}`,
      coverage?.reason,
    ]),
  ).toEqual([
    ['db.public.broken', '0 of 0', 'parse-error'],
    ['db.public.part', '2 of 4', 'unresolved'],
    ['db.public.star', '0 of 0', 'unknown-columns'],
    ['db.public.uncompiled', '0 of 0', 'no-compiled-code'],
  ]);
  expect(found.total).toBe(4);
  expect(found.facets.kinds.reduce((sum, { count }) => sum + count, 0)).toBe(4);
  const everything = await search(open, { ...request, ...NO_FILTERS, state: [] });
  expect(everything.hits.every(({ coverage }) => coverage === null)).toBe(true);
  await open.close();
});

it('what no source analysed counts by the edges that reach its columns', async () => {
  const open = await openTemporaryCatalog();
  const file = join(temporaryFolder(), 'events.ndjson');
  const fields = (...names: string[]) => ({
    schema: { fields: names.map((name) => ({ name, type: 'int' })) },
  });
  const inputs = [{ namespace: 'pg', name: 'a', facets: fields('id', 'v') }];
  const origin = { id: { inputFields: [{ namespace: 'pg', name: 'a', field: 'id' }] } };
  const events = [
    ['half', { ...fields('id', 'v'), columnLineage: { fields: origin } }],
    ['whole', { ...fields('id'), columnLineage: { fields: origin } }],
    ['dark', fields('x')],
  ].map(([name, facets]) => ({
    eventType: 'COMPLETE',
    eventTime: '2026-03-01T00:00:00Z',
    producer: 'https://example.com/test',
    schemaURL: 'https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/RunEvent',
    run: { runId: '0190a3c4-0000-7000-8000-000000000001' },
    job: { namespace: 'etl', name },
    inputs,
    outputs: [{ namespace: 'pg', name, facets }],
  }));
  writeFileSync(file, events.map((event) => JSON.stringify(event)).join('\n'));
  const signal = new AbortController().signal;
  await importInto(open, { paths: [file], kind: 'auto', dryRun: false, actor: 't', signal });
  const named = [...columnCoverage(open)].map(([id, { columns, traced, reason }]) => [
    open.cards().get(id)?.name,
    `${traced} of ${columns}`,
    reason,
  ]);
  expect(named.sort()).toEqual([
    ['dark', '0 of 1', 'not-stated'],
    ['half', '1 of 2', 'not-stated'],
  ]);
  await open.close();
});
