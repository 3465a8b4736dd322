/** What lies beside a manifest: catalogs, results, other projects; and the namespace that all share. */
import { describe, expect, it } from 'vitest';
import type { Json } from '../../model/facts.ts';
import {
  catalog,
  columns,
  edges,
  importing,
  type Imported,
  manifest,
  model,
  names,
  physical,
  property,
  results,
  SHOP,
} from './testing.ts';

describe('namespace', () => {
  const files = { 'manifest.json': manifest(12, SHOP) };

  it('is the given one; jobs stay in the project', async () => {
    const imported = await importing(files, { namespace: 'postgres://h:5432', columnLineage: false });
    expect(new Set(imported.of('dataset').map(({ dataset }) => dataset.namespace))).toEqual(
      new Set(['postgres://h:5432']),
    );
    expect(new Set(imported.of('job').map(({ job }) => job.namespace))).toEqual(new Set(['dbt://shop']));
    expect(imported.codes()).toEqual([]);
  });

  it('joins what was imported before under the project with what is now known of it', async () => {
    const held = (name: string): string[] =>
      name === 'db.raw.orders' ? ['postgres://h:5432', 'dbt://shop'] : [];
    const known = {
      nodes: () => [],
      described: () => [],
      gaps: (names: readonly string[]) => names.map(() => []),
      had: (keys: readonly { namespace: string; name: string }[]) =>
        keys.map((key) => held(key.name).includes(key.namespace)),
    };
    const namespacesHolding = (names: readonly string[]) => names.map(held);
    const imported = await importing(files, { namespacesHolding, known, columnLineage: false });
    expect(imported.codes()).toEqual(['namespace-guessed']);
    expect(imported.of('alias')).toMatchObject([
      {
        dataset: { namespace: 'postgres://h:5432', name: 'db.raw.orders' },
        alias: { namespace: 'dbt://shop', name: 'db.raw.orders' },
        certainty: 'certain',
      },
    ]);
  });
});

describe('catalog.json', () => {
  it('gives types and order, the warehouse spelling, nested fields, comments and counts', async () => {
    const table = physical(
      'orders',
      { ID: 'INT64', geo: 'STRUCT', 'geo.city': 'STRING', 'a.b': 'STRING' },
      {
        stats: { num_rows: { id: 'num_rows', value: 42, include: true }, num_bytes: { value: '1000' } },
      },
    );
    const column = { name: 'z', type: 'DATE', index: 0, comment: 'first of all' };
    const nodes = {
      'model.shop.orders': { ...table, columns: { ...(table['columns'] as object), z: column } },
    };
    const imported = await importing({
      'manifest.json': manifest(
        12,
        {
          nodes: {
            'model.shop.orders': model('orders', [], {
              columns: {
                id: { name: 'id', description: 'Key', tags: ['k'] },
                gone: { name: 'gone', data_type: 'text' },
              },
            }),
          },
        },
        { adapter_type: 'bigquery' },
      ),
      'catalog.json': catalog(nodes),
    });
    expect(columns(imported, 'db.public.orders')).toEqual([
      '0 z DATE',
      '1 ID INT64',
      '2 geo STRUCT',
      '0 geo.city STRING',
      '3 a.b STRING',
      '- gone text',
    ]);
    expect(imported.of('column').find(({ dataType }) => dataType === 'STRING')?.path).toEqual([
      'geo',
      'city',
    ]);
    expect(
      imported.of('description').map(({ target, text }) => [target.on === 'column' ? target.path : [], text]),
    ).toEqual([
      [['ID'], 'Key'],
      [['z'], 'first of all'],
    ]);
    expect(imported.of('metric').map(({ name, value, at }) => [name, value, at])).toEqual([
      ['rowCount', 42, '2026-03-01T10:10:00.000Z'],
      ['byteCount', 1000, '2026-03-01T10:10:00.000Z'],
    ]);
    expect(names(imported)).toEqual(['bigquery db.public.orders']);
    expect(JSON.stringify(imported.facts)).not.toContain('warehouse_role');
  });

  it('alone is a physical schema in a scope of its own, which the manifest supersedes', async () => {
    const tables = catalog({
      'model.shop.orders': physical(
        'orders',
        { id: 'int' },
        { metadata: { type: 'VIEW', database: null, schema: 's', name: 'orders' } },
      ),
    });
    const alone = await importing({ 'catalog.json': tables });
    expect(alone.of('scope')).toMatchObject([
      { scope: 'dbt:catalog/shop', mode: 'replace', asOf: '2026-03-01T10:10:00.000Z' },
    ]);
    expect(alone.of('dataset')).toMatchObject([
      { dataset: { namespace: 'dbt://shop', name: 's.orders' }, kind: 'view' },
    ]);
    expect(alone.of('job')).toEqual([]);
    const both = await importing({ 'manifest.json': manifest(12, SHOP), 'catalog.json': tables });
    expect(both.of('scope').map(({ scope, mode }) => [scope, mode])).toEqual([
      ['dbt:catalog/shop', 'replace'],
      ['dbt:project/shop', 'replace'],
      ['dbt:runs/shop', 'accumulate'],
    ]);
    expect(
      both.facts.some((fact) => fact.type !== 'scope' && fact.evidence.scope === 'dbt:catalog/shop'),
    ).toBe(false);
  });

  it('tells how many errors dbt noted, and takes the rest', async () => {
    const noted = catalog({ 'model.shop.orders': physical('orders', { id: 'int' }) }) as Record<string, Json>;
    const imported = await importing({
      'manifest.json': manifest(12, SHOP),
      'catalog.json': { ...noted, errors: ['no rights on schema raw', 'no such schema'] },
    });
    const issues = imported.issues.filter(({ at }) => at?.startsWith('errors') === true);
    expect(issues.map(({ severity, code, message }) => [severity, code, message.slice(0, 18)])).toEqual([
      ['warning', 'catalog-errors', 'dbt noted 2 errors'],
    ]);
  });

  it('keeps tables that the manifest does not name, without lineage', async () => {
    const imported = await importing({
      'manifest.json': manifest(12, SHOP),
      'catalog.json': catalog({ 'model.shop.old': physical('old', { a: 'int' }) }),
    });
    expect(columns(imported, 'db.public.old')).toEqual(['0 a int']);
    expect(imported.codes()).toContain('not-in-manifest');
  });
});

describe('run_results.json and sources.json', () => {
  const timing = [
    { name: 'compile', started_at: '2026-03-01T10:00:01Z', completed_at: '2026-03-01T10:00:02Z' },
    { name: 'execute', started_at: '2026-03-01T10:00:02Z', completed_at: '2026-03-01T10:00:09.5Z' },
  ];
  const nodes = {
    ...SHOP.nodes,
    'test.shop.t': { resource_type: 'test', name: 't', depends_on: { nodes: ['model.shop.stg'] } },
  };
  const shop = manifest(12, { ...SHOP, nodes });
  const run = (entries: Parameters<typeof results>[2], more = {}): Promise<Imported> =>
    importing({ 'manifest.json': shop, 'run_results.json': results('run-results', 6, entries, more) });

  it('gives runs with times, inputs, outputs and rows', async () => {
    const imported = await run([
      {
        unique_id: 'model.shop.stg',
        status: 'success',
        timing: timing.toReversed(),
        adapter_response: { rows_affected: 7 },
      },
    ]);
    const key = { runId: 'inv-2:model.shop.stg', job: { namespace: 'dbt://shop', name: 'model.shop.stg' } };
    expect(imported.of('run').map(({ eventType, eventTime }) => [eventType, eventTime])).toEqual([
      ['START', '2026-03-01T10:00:01.000Z'],
      ['COMPLETE', '2026-03-01T10:00:09.500Z'],
    ]);
    expect(imported.of('run-input')).toMatchObject([{ run: key, dataset: { name: 'db.raw.orders' } }]);
    expect(imported.of('run-output')).toMatchObject([
      { run: key, dataset: { name: 'db.public.stg' }, rowCount: 7 },
    ]);
    expect(new Set(imported.of('run').map(({ evidence }) => evidence.scope))).toEqual(
      new Set(['dbt:runs/shop']),
    );
  });

  it.each([
    ['error', 'FAIL'],
    ['Skipped', 'ABORT'],
    ['partial success', 'FAIL'],
    ['no-op', undefined],
    ['reused', undefined],
    ['toString', undefined],
  ])('a model that is %s', async (status, state) => {
    const message = 'Database Error in model stg\n  invalid value "ann@shop.org"';
    const imported = await run([{ unique_id: 'model.shop.stg', status, timing: [], message }]);
    expect(imported.of('run').map(({ eventType, eventTime }) => [eventType, eventTime])).toEqual(
      state ? [[state, '2026-03-01T10:05:00.000Z']] : [],
    );
    expect(imported.of('run-output')).toEqual([]);
    expect(property(imported, 'error')).toEqual(state === 'FAIL' ? ['Database Error'] : []);
    expect(JSON.stringify(imported.facts)).not.toContain('ann@shop.org');
  });

  it.each([
    ['pass', 'pass', null, undefined],
    [
      'fail',
      'fail',
      'Got 3 results, configured to fail if != 0',
      'Got 3 results, configured to fail if != 0',
    ],
    ['warn', 'warn', "Got 1 result, configured to warn if name = 'Ann'", undefined],
    ['error', 'error', 'Database Error in test t: "Ann"', 'Database Error'],
    ['Skipped', 'skip', null, undefined],
    ['reused', 'skip', null, undefined],
  ])('a test that is %s', async (status, outcome, message, kept) => {
    const imported = await run([{ unique_id: 'test.shop.t', status, timing, message, failures: 3 }]);
    const [result] = imported.of('test-result');
    expect(result).toMatchObject({
      testId: 'test.shop.t',
      status: outcome,
      at: '2026-03-01T10:00:09.500Z',
      failures: 3,
    });
    expect(result?.message).toBe(kept);
  });

  it('takes nothing from a command that only compiles', async () => {
    const entries = [
      { unique_id: 'model.shop.stg', status: 'success', timing },
      { unique_id: 'test.shop.t', status: 'success' },
    ];
    const imported = await run(entries, { args: { which: 'generate' } });
    expect([imported.of('run'), imported.of('test-result')]).toEqual([[], []]);
    expect(imported.codes()).toContain('nothing-was-run');
  });

  it('reports results of unknown nodes once, and knows hooks', async () => {
    const imported = await run([
      { unique_id: 'model.x.y', status: 'success' },
      { status: 'success' },
      { unique_id: 'operation.shop.hook', status: 'success' },
    ]);
    expect(
      imported.issues.filter(({ code }) => code === 'unknown-node').map(({ message }) => message),
    ).toEqual([
      '2 results are of nodes that the manifest beside it does not name: model.x.y, results[1]. They were left out.',
    ]);
  });

  it.each([
    ['Pass', 'pass'],
    ['Warn', 'warn'],
    ['error', 'fail'],
    ['runtime error', 'error'],
  ])('freshness %s', async (status, outcome) => {
    const entry = {
      unique_id: 'source.shop.raw.orders',
      status,
      snapshotted_at: '2026-03-01T09:00:00+00:00',
      max_loaded_at_time_ago_in_s: 7200,
      criteria: { warn_after: { count: 1, period: 'hour' }, error_after: { count: null, period: null } },
    };
    const imported = await importing({
      'manifest.json': shop,
      'sources.json': results('sources', 3, [entry]),
    });
    expect(imported.of('test').filter(({ kind }) => kind === 'freshness')).toMatchObject([
      { dataset: { name: 'db.raw.orders' }, testId: 'freshness.source.shop.raw.orders' },
    ]);
    expect(imported.of('test-result')).toMatchObject([
      {
        status: outcome,
        at: '2026-03-01T09:00:00.000Z',
        message: 'Last loaded 2.0 hours before the check; warn after 1 hour.',
      },
    ]);
  });
});

describe('several projects', () => {
  const other = manifest(
    12,
    {
      nodes: {
        'model.web.visits': {
          ...model('visits', ['model.shop.orders', 'model.shop.none']),
          package_name: 'web',
        },
      },
    },
    { project_name: 'web', invocation_id: 'inv-9' },
  );

  it('groups by folder and joins a project to the one that it builds on', async () => {
    const imported = await importing({
      'web/manifest.json': other,
      'shop/manifest.json': manifest(12, SHOP),
      'shop/catalog.json': catalog({ 'model.shop.orders': physical('orders', { id: 'int' }) }),
    });
    expect(edges(imported)).toContain('db.public.orders → model.web.visits');
    expect(imported.codes().filter((code) => code === 'dangling-parent')).toHaveLength(1);
    expect(columns(imported, 'db.public.orders')).toEqual(['0 id int']);
  });

  it('pairs files in one folder by invocation or name, and refuses to guess', async () => {
    const named = { 'manifest_a.json': manifest(12, SHOP), 'manifest_b.json': other };
    const tables = catalog({ 'model.web.visits': physical('visits', { v: 'int' }) });
    expect(columns(await importing({ ...named, 'catalog_b.json': tables }), 'db.public.visits')).toEqual([
      '0 v int',
    ]);
    expect((await importing({ ...named, 'catalog.json': tables })).codes()).toContain('ambiguous-companion');
    const ran = results('run-results', 6, [{ unique_id: 'model.web.visits', status: 'success' }], {
      metadata: {
        dbt_schema_version: 'https://schemas.getdbt.com/dbt/run-results/v6.json',
        invocation_id: 'inv-9',
      },
    });
    expect((await importing({ ...named, 'run_results.json': ran })).of('run')).toHaveLength(1);
  });

  it('reads two states of one project in order of time and says so', async () => {
    const older = manifest(12, SHOP, { generated_at: '2026-01-01T00:00:00Z' });
    const imported = await importing({ 'b/manifest.json': manifest(12, SHOP), 'a/manifest.json': older });
    expect(
      imported
        .of('scope')
        .filter(({ mode }) => mode === 'replace')
        .map(({ asOf }) => asOf),
    ).toEqual(['2026-01-01T00:00:00.000Z', '2026-03-01T10:00:00.123Z']);
    expect(imported.codes()).toContain('same-project');
  });

  it('does not close a gap of one state with a table of another', async () => {
    const older = manifest(
      12,
      { nodes: { 'model.shop.a': model('a', ['model.shop.orders']) } },
      { generated_at: '2026-01-01T00:00:00Z' },
    );
    const imported = await importing({ 'a/manifest.json': older, 'b/manifest.json': manifest(12, SHOP) });
    expect(imported.codes()).toContain('dangling-parent');
    expect(edges(imported)).toContain('model.shop.orders → model.shop.a');
  });
});
