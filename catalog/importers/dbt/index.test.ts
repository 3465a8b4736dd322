/** Whole imports of small artifacts of our own: each version's shape, each file's part, and bad input. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gzipSync } from 'node:zlib';
import type { Fact, Json } from '../../model/facts.ts';
import { columnPath } from '../../model/identity.ts';
import {
  catalog,
  importing,
  manifest,
  memoryFile,
  model,
  physical,
  results,
  source,
  type Imported,
} from './testing.ts';
import { dbt } from './index.ts';

const edges = (imported: Imported): string[] =>
  imported.of('job-input').map(({ dataset, job }) => `${dataset.name} → ${job.name}`);
const names = (imported: Imported): string[] =>
  imported.of('dataset').map(({ dataset }) => `${dataset.namespace} ${dataset.name}`);
const columns = (imported: Imported, table: string): string[] =>
  imported
    .of('column')
    .filter(({ dataset }) => dataset.name === table)
    .map(({ path, ordinal, dataType }) => `${ordinal ?? '-'} ${columnPath(path)} ${dataType ?? '-'}`);
const property = (imported: Imported, key: string): Json[] =>
  imported
    .of('property')
    .filter((fact) => fact.key === key)
    .map(({ value }) => value);

const SHOP = {
  nodes: {
    'model.shop.stg': model('stg', ['source.shop.raw.orders']),
    'model.shop.orders': model('orders', ['model.shop.stg', 'model.shop.stg', 'seed.shop.codes']),
    'seed.shop.codes': { ...model('codes'), resource_type: 'seed', config: { materialized: 'seed' } },
  },
  sources: { 'source.shop.raw.orders': source('orders') },
};

describe('dbt manifest', () => {
  it('reads a v1 manifest: list of disabled, raw_sql, no attached tests', async () => {
    const imported = await importing({
      'target/manifest.json': manifest(1, {
        nodes: {
          'model.shop.a': {
            ...model('a', ['source.shop.raw.orders']),
            root_path: '/home/ann/shop',
            raw_sql: 'select {{ x }}',
            compiled_sql: 'select 1',
          },
          'model.shop.b': { ...model('b', ['model.shop.a']), raw_sql: 'select {{ y }}' },
          'test.shop.rel': {
            resource_type: 'test',
            name: 'rel',
            column_name: 'ID',
            config: { severity: 'WARN' },
            depends_on: { nodes: ['model.shop.b', 'model.shop.a'] },
            test_metadata: { name: 'relationships', kwargs: { model: "{{ ref('a') }}", to: "ref('b')" } },
          },
        },
        sources: { 'source.shop.raw.orders': source('orders') },
        disabled: [{ unique_id: 'model.shop.off', resource_type: 'model' }, { unique_id: 'test.shop.off' }],
      }),
    });
    expect(edges(imported)).toEqual(['db.raw.orders → model.shop.a', 'db.public.a → model.shop.b']);
    expect([property(imported, 'sql'), property(imported, 'rawSql')]).toEqual([
      ['select 1'],
      ['select {{ y }}'],
    ]);
    expect(imported.of('test')[0]).toMatchObject({
      dataset: { name: 'db.public.a' },
      kind: 'relationships',
      severity: 'warn',
    });
    expect(imported.issues.find(({ code }) => code === 'disabled-nodes')?.message).toMatch(
      /^2 disabled nodes are/,
    );
    expect(JSON.stringify(imported.facts)).not.toMatch(/home\/ann|person-behind-this|not-for-the-catalog/);
  });

  it('reads a v4 manifest: disabled by id, entries not enabled, metrics left out', async () => {
    const imported = await importing({
      'manifest.json': manifest(4, {
        ...SHOP,
        nodes: {
          ...SHOP.nodes,
          'model.shop.off': { ...model('off', ['model.shop.orders']), config: { enabled: false } },
        },
        metrics: { 'metric.shop.m': { depends_on: { nodes: ['model.shop.orders'] } } },
        disabled: { 'model.shop.x': [model('x'), model('x')], 'model.shop.y': [model('y')] },
      }),
    });
    expect(names(imported).sort()).toEqual([
      'dbt://shop db.public.codes',
      'dbt://shop db.public.orders',
      'dbt://shop db.public.stg',
      'dbt://shop db.raw.orders',
    ]);
    expect(imported.issues.find(({ code }) => code === 'disabled-nodes')?.message).toBe(
      '3 disabled nodes are listed in the manifest and not imported as lineage. 1 further node is marked as not enabled.',
    );
    expect(imported.issues.find(({ code }) => code === 'not-drawn')?.message).toMatch(
      /^1 entry of type metric is/,
    );
    expect(imported.accepted).toBe(4);
  });

  it('reads a v9 manifest: groups, access, contracts, versions, attached tests', async () => {
    const imported = await importing({
      'manifest.json': manifest(9, {
        nodes: {
          'model.shop.orders.v2': {
            ...model('orders'),
            group: 'finance',
            access: 'public',
            version: 2,
            contract: { enforced: true },
            meta: { owner: 'not me', password: 'hunter22' },
            description: '<b>Orders</b>',
            compiled_code: "set password='hunter22'; select 1",
            language: 'sql',
            columns: {
              id: {
                name: 'id',
                data_type: 'int',
                description: ' ',
                constraints: [{ type: 'not_null' }],
                tags: ['key'],
              },
            },
          },
          'test.shop.n': {
            resource_type: 'test',
            name: 'n',
            attached_node: 'model.shop.orders.v2',
            column_name: 'ID',
            test_metadata: { name: 'accepted_range', namespace: 'dbt_utils', kwargs: {} },
          },
          'test.shop.s': { resource_type: 'test', name: 's', depends_on: { nodes: [] }, test_metadata: null },
        },
        groups: {
          'group.shop.finance': { name: 'finance', owner: { name: 'Finance', email: 'fin@shop.org' } },
        },
      }),
    });
    expect(imported.of('owner')).toMatchObject([
      {
        name: 'Finance',
        email: 'fin@shop.org',
        role: 'group',
        evidence: { at: 'groups.group.shop.finance.owner' },
      },
    ]);
    expect(imported.of('test')).toMatchObject([
      { testId: 'test.shop.n', path: ['id'], kind: 'dbt_utils.accepted_range' },
    ]);
    expect(imported.codes()).toContain('unattached-test');
    expect(imported.of('description').map(({ text }) => text)).toEqual(['<b>Orders</b>']);
    expect(imported.of('column')).toMatchObject([
      { path: ['id'], dataType: 'int', ordinal: 0, evidence: { at: 'nodes.model.shop.orders.v2.columns' } },
    ]);
    expect([
      property(imported, 'access'),
      property(imported, 'version'),
      property(imported, 'contract_enforced'),
      property(imported, 'constraints'),
    ]).toEqual([['public'], [2], [true], [[{ type: 'not_null' }]]]);
    expect(JSON.stringify(imported.facts)).not.toContain('hunter22');
  });

  it('reads a v12 manifest: exposures through metrics, unit tests, functions', async () => {
    const imported = await importing({
      'manifest.json': manifest(12, {
        ...SHOP,
        exposures: {
          'exposure.shop.board': {
            name: 'board',
            type: 'dashboard',
            url: 'https://ann:secret@bi.shop.org/1?token=abc',
            owner: { name: 'Ann', email: 'ann@shop.org' },
            depends_on: { nodes: ['model.shop.orders', 'metric.shop.revenue', 'model.shop.gone'] },
          },
          'exposure.shop.odd': { name: 'odd', type: 'constructor', depends_on: null },
        },
        metrics: {
          'metric.shop.revenue': { depends_on: { nodes: ['semantic_model.shop.sm', 'metric.shop.revenue'] } },
        },
        semantic_models: { 'semantic_model.shop.sm': { depends_on: { nodes: ['model.shop.stg'] } } },
        unit_tests: {
          'unit_test.shop.stg.works': { name: 'works', given: [], depends_on: { nodes: ['model.shop.stg'] } },
        },
        functions: { 'function.shop.f': { resource_type: 'function' } },
      }),
    });
    expect(
      imported
        .of('flow')
        .map(({ from, to, job }) => `${from.name} → ${to.namespace} ${to.name} ${job === undefined}`),
    ).toEqual([
      'db.public.orders → dbt://shop exposure.shop.board true',
      'db.public.stg → dbt://shop exposure.shop.board true',
      'model.shop.gone → dbt://shop exposure.shop.board true',
    ]);
    expect(
      imported
        .of('dataset')
        .filter(({ sourceId }) => sourceId?.startsWith('exposure'))
        .map(({ kind }) => kind),
    ).toEqual(['dashboard', 'report']);
    expect(imported.of('test')).toMatchObject([
      { testId: 'unit_test.shop.stg.works', kind: 'unit', dataset: { name: 'db.public.stg' } },
    ]);
    expect(imported.codes().filter((code) => code === 'not-drawn')).toHaveLength(3);
    expect(JSON.stringify(imported.facts)).not.toMatch(/secret|abc/);
  });

  it('reads nulls wherever dbt 2 writes them, and previews stamped v20', async () => {
    const bare = {
      resource_type: 'model',
      unique_id: 'x',
      alias: 'm',
      schema: 's',
      database: null,
      config: null,
      columns: null,
      depends_on: null,
      tags: null,
      meta: null,
      relation_name: null,
    };
    const imported = await importing({
      'manifest.json': manifest(20, {
        nodes: { 'model.shop.m': bare },
        sources: null,
        exposures: null,
        disabled: null,
        groups: null,
      }),
    });
    expect(names(imported)).toEqual(['dbt://shop s.m']);
    expect(imported.codes()).toEqual(['namespace-unknown']);
    const future = await importing({ 'manifest.json': manifest(99, { nodes: { 'model.shop.m': bare } }) });
    expect([future.codes().includes('newer-version'), future.of('job').length]).toEqual([true, 1]);
  });

  it('draws a missing parent as a gap and says whether it is disabled', async () => {
    const imported = await importing({
      'manifest.json': manifest(12, {
        nodes: {
          'model.shop.a': model('a', ['model.shop.off', 'model.mesh.public', 'macro.shop.m', 'test.shop.t']),
          'test.shop.t': { resource_type: 'test' },
        },
        disabled: { 'model.shop.off': [model('off')] },
      }),
    });
    expect(edges(imported)).toEqual([
      'model.shop.off → model.shop.a',
      'model.mesh.public → model.shop.a',
      'macro.shop.m → model.shop.a',
    ]);
    expect(imported.of('dataset').filter(({ referencedOnly }) => referencedOnly)).toHaveLength(3);
    expect(
      imported.issues
        .filter(({ code }) => code === 'dangling-parent')
        .map(({ at, message }) => [at, message.includes('is disabled')]),
    ).toEqual([
      ['nodes.model.shop.a.depends_on.nodes[0]', true],
      ['nodes.model.shop.a.depends_on.nodes[1]', false],
      ['nodes.model.shop.a.depends_on.nodes[2]', false],
    ]);
  });

  it('keeps ephemeral models as datasets of their own', async () => {
    const imported = await importing({
      'manifest.json': manifest(12, {
        nodes: {
          'model.shop.e': model('e', ['model.shop.a'], { config: { materialized: 'ephemeral' } }),
          'model.shop.a': model('a'),
          'model.shop.v': model('v', ['model.shop.e'], { config: { materialized: 'materialized_view' } }),
        },
      }),
    });
    expect(imported.of('dataset').map(({ dataset, kind }) => [dataset.name, kind])).toEqual([
      ['model.shop.e', 'ephemeral'],
      ['db.public.a', 'table'],
      ['db.public.v', 'view'],
    ]);
    expect(edges(imported)).toEqual(['db.public.a → model.shop.e', 'model.shop.e → model.shop.v']);
  });

  it('makes one dataset of a source and a model on one relation', async () => {
    const described = {
      description: 'by the source',
      columns: { ID: { name: 'ID', description: 'source' }, extra: { name: 'extra' } },
      schema: 'public',
    };
    const imported = await importing({
      'manifest.json': manifest(12, {
        nodes: {
          'model.shop.orders': model('orders', [], {
            description: 'by the model',
            columns: { id: { name: 'id', description: 'model' } },
          }),
        },
        sources: { 'source.shop.raw.orders': source('orders', described) },
      }),
      'catalog.json': catalog(
        {},
        { 'source.shop.raw.orders': physical('orders', { id: 'integer', total: 'numeric' }) },
      ),
    });
    expect(
      imported.of('dataset').map(({ dataset, sourceId, kind }) => [dataset.name, sourceId, kind]),
    ).toEqual([
      ['db.public.orders', 'model.shop.orders', 'table'],
      ['db.public.orders', 'source.shop.raw.orders', undefined],
    ]);
    expect(columns(imported, 'db.public.orders')).toEqual(['0 id integer', '1 total numeric', '- extra -']);
    expect(
      imported
        .of('description')
        .map(({ text }) => text)
        .sort(),
    ).toEqual(['by the model', 'model']);
    expect(imported.codes()).not.toContain('shared-relation');
  });

  it('reports two nodes that build one relation, and joins spellings that the warehouse folds', async () => {
    const twice = await importing({
      'manifest.json': manifest(12, { nodes: { 'model.shop.a': model('x'), 'model.shop.b': model('x') } }),
    });
    expect(twice.codes()).toContain('shared-relation');
    const nodes = { 'model.shop.a': model('Orders', [], { relation_name: 'db.public.Orders' }) };
    const sources = {
      'source.shop.raw.orders': source('ORDERS', {
        schema: 'PUBLIC',
        database: 'DB',
        relation_name: 'DB.PUBLIC.ORDERS',
      }),
    };
    const snowflake = await importing({
      'manifest.json': manifest(12, { nodes, sources }, { adapter_type: 'snowflake' }),
    });
    expect(snowflake.of('alias')).toMatchObject([
      { dataset: { name: 'db.public.Orders' }, alias: { name: 'DB.PUBLIC.ORDERS' }, certainty: 'certain' },
    ]);
    const postgres = await importing({ 'manifest.json': manifest(12, { nodes, sources }) });
    expect(postgres.of('alias')).toEqual([]);
  });
});

describe('namespace', () => {
  const files = { 'manifest.json': manifest(12, SHOP) };

  it('is the given one; jobs stay in the project', async () => {
    const imported = await importing(files, { namespace: 'postgres://h:5432' });
    expect(new Set(imported.of('dataset').map(({ dataset }) => dataset.namespace))).toEqual(
      new Set(['postgres://h:5432']),
    );
    expect(new Set(imported.of('job').map(({ job }) => job.namespace))).toEqual(new Set(['dbt://shop']));
    expect(imported.codes()).toEqual([]);
  });

  it('joins what was imported before under the project with what is now known of it', async () => {
    const held = (name: string): string[] =>
      name === 'db.raw.orders' ? ['postgres://h:5432', 'dbt://shop'] : [];
    const imported = await importing(files, { namespacesHolding: held });
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
      'catalog.json': catalog(nodes as never),
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
      { unique_id: 'model.shop.stg', status: 'success', timing, adapter_response: { rows_affected: 7 } },
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
});

describe('bad input', () => {
  it.each([
    ['cut off', JSON.stringify(manifest(12, SHOP)).slice(0, -200), 'truncated-json'],
    ['broken', JSON.stringify(manifest(12, SHOP)).replace('"sources":', '"sources"'), 'malformed-json'],
  ])('%s: the manifest is refused as a whole, with what lies beside it', async (_, text, code) => {
    const imported = await importing({
      'manifest.json': text,
      'run_results.json': results('run-results', 6, []),
    });
    expect(imported.facts).toEqual([]);
    expect(imported.issues.map(({ severity, file, code }) => [severity, file, code])).toEqual([
      ['rejected', 0, code],
      ['rejected', 1, 'no-manifest'],
    ]);
    expect(imported.issues[0]?.message).toMatch(/byte/);
  });

  it('keeps a project whose catalog or results are cut off', async () => {
    const table = JSON.stringify(catalog({ 'model.shop.stg': physical('stg', { a: 'int' }) }));
    const ran = JSON.stringify(
      results('run-results', 6, [{ unique_id: 'model.shop.stg', status: 'success' }]),
    );
    const imported = await importing({
      'manifest.json': manifest(12, SHOP),
      'catalog.json': table.slice(0, -30),
      'run_results.json': ran.slice(0, -30),
    });
    expect(edges(imported)).toHaveLength(3);
    expect([imported.of('column'), imported.of('run')]).toEqual([[], []]);
    expect(
      imported.issues.filter(({ severity }) => severity === 'rejected').map(({ file, code }) => [file, code]),
    ).toEqual([
      [1, 'truncated-json'],
      [2, 'truncated-json'],
    ]);
  });

  it('leaves out one bad entry and keeps the others', async () => {
    const text = JSON.stringify(
      manifest(12, { nodes: { 'model.shop.bad': 'oops', 'model.shop.deep': 0, 'model.shop.a': model('a') } }),
    ).replace('"model.shop.deep":0', `"model.shop.deep":${'['.repeat(9999)}${']'.repeat(9999)}`);
    const imported = await importing({ 'manifest.json': text });
    expect(names(imported)).toEqual(['dbt://shop db.public.a']);
    expect(imported.issues.filter(({ code }) => code === 'bad-entry').map(({ at }) => at)).toEqual([
      'nodes.model.shop.bad',
      'nodes.model.shop.deep',
    ]);
  });

  it('results without a manifest are refused', async () => {
    const imported = await importing({
      'run_results.json': results('run-results', 6, []),
      'sources.json': results('sources', 3, []),
    });
    expect(imported.issues.map(({ code }) => code)).toEqual(['no-manifest', 'no-manifest']);
  });

  it('treats prototype keys and markup as plain names', async () => {
    const text = JSON.stringify(
      manifest(12, {
        nodes: {
          'model.shop.a': model('<img src=x onerror=alert(1)>', ['__proto__', 'constructor'], {
            columns: { PROTO: { name: 'toString', meta: { PROTO: 1, pii: true } } },
          }),
        },
        groups: {},
      }),
    ).replaceAll('"PROTO"', '"__proto__"');
    const imported = await importing({ 'manifest.json': text });
    expect(names(imported)[0]).toBe('dbt://shop db.public.<img src=x onerror=alert(1)>');
    expect(edges(imported)).toEqual(['__proto__ → model.shop.a', 'constructor → model.shop.a']);
    expect(imported.of('column').map(({ path }) => path)).toEqual([['toString']]);
    expect(
      imported
        .of('tag')
        .map(({ value }) => value)
        .sort(),
    ).toEqual(['confidential', 'user']);
  });

  it('takes any JSON in any field without an error', async () => {
    const odd = fc.record(
      {
        resource_type: fc.constantFrom('model', 'seed', 'source', 'test', 'exposure', 'snapshot', null, 7),
        config: fc.jsonValue(),
        columns: fc.jsonValue(),
        depends_on: fc.oneof(fc.jsonValue(), fc.record({ nodes: fc.jsonValue() })),
        meta: fc.jsonValue(),
        tags: fc.jsonValue(),
        owner: fc.jsonValue(),
        relation_name: fc.jsonValue(),
        alias: fc.jsonValue(),
        schema: fc.jsonValue(),
        test_metadata: fc.jsonValue(),
        freshness: fc.jsonValue(),
        group: fc.jsonValue(),
        description: fc.jsonValue(),
        original_file_path: fc.jsonValue(),
        contract: fc.jsonValue(),
      },
      { requiredKeys: [] },
    );
    const collection = fc.oneof(fc.dictionary(fc.string(), odd), fc.jsonValue());
    const files = fc.record({
      nodes: collection,
      sources: collection,
      exposures: collection,
      disabled: fc.jsonValue(),
      groups: fc.jsonValue(),
      tables: collection,
      results: fc.array(odd),
    });
    await fc.assert(
      fc.asyncProperty(files, async ({ tables, results: entries, ...rest }) => {
        const imported = await importing({
          'manifest.json': manifest(12, rest as Record<string, Json>),
          'catalog.json': catalog(tables as never, {}),
          'run_results.json': results('run-results', 6, entries as never),
        });
        const scopes = new Set<string>();
        for (const fact of imported.facts as readonly Fact[]) {
          if (fact.type === 'scope') scopes.add(fact.scope);
          else expect(scopes.has(fact.evidence.scope)).toBe(true);
        }
      }),
      { numRuns: 150 },
    );
  });
});

describe('recognise', () => {
  const role = (content: Json | string | Uint8Array, path = 'x.json'): Promise<string | null> =>
    dbt.recognise(memoryFile(path, content));

  it('goes by content, whatever the name', async () => {
    expect(await role(manifest(1, SHOP), 'run_results.json')).toBe('manifest');
    expect(await role(catalog({}))).toBe('catalog');
    expect(await role(results('run-results', 6, []))).toBe('run_results');
    expect(await role(results('sources', 3, []))).toBe('sources');
    expect(await role(`\ufeff${JSON.stringify(manifest(12, SHOP), null, 2)}`)).toBe('manifest');
  });

  it('finds metadata behind other keys, even far behind', async () => {
    const { metadata, ...rest } = manifest(12, {
      ...SHOP,
      macros: { 'macro.dbt.x': { macro_sql: 'y'.repeat(200_000) } },
    }) as Record<string, Json>;
    expect(await role({ ...rest, metadata: metadata ?? null })).toBe('manifest');
    expect(await role({ macros: rest['macros'] ?? null, metadata: metadata ?? null })).toBe('manifest');
    expect(await role({ nodes: SHOP.nodes, parent_map: {} })).toBe('manifest');
  });

  it.each([
    ['', 'empty'],
    ['{', 'a bracket'],
    ['[]', 'a list'],
    ['not json', 'text'],
    ['{"metadata":{"dbt_schema_version":7},"nodes":{}}', 'a number for a version'],
    ['{"eventType":"START","run":{},"job":{}}', 'OpenLineage'],
    ['{"TableList":[]}', 'Glue'],
    ['{"nodes":{"a":1}}', 'other nodes'],
    ['{"semantic_models":[],"metrics":[],"project_configuration":{}}', 'a semantic manifest'],
    [
      '{"metadata":{"dbt_schema_version":"https://schemas.getdbt.com/dbt/freshness/v0.json"},"results":[]}',
      'another artifact',
    ],
  ])('%j is not ours (%s)', async (content) => expect(await role(content)).toBeNull());

  it('is not ours while it is still compressed', async () => {
    expect(await role(new Uint8Array(gzipSync(JSON.stringify(manifest(12, SHOP)))))).toBeNull();
  });

  it('does not read a large file to its end', async () => {
    let read = 0;
    const file = memoryFile('m.json', JSON.stringify(manifest(12, { nodes: { a: 'x'.repeat(3_000_000) } })));
    const counting = {
      ...file,
      chunks: async function* () {
        for await (const chunk of file.chunks()) {
          read += chunk.length;
          yield chunk;
        }
      },
    };
    expect(await dbt.recognise(counting)).toBe('manifest');
    expect(read).toBeLessThan(100_000);
  });
});

describe('stopping', () => {
  it('stops when it is told to', async () => {
    const stop = new AbortController();
    const file = memoryFile('manifest.json', manifest(12, SHOP));
    const batches = dbt.read([{ file, role: 'manifest' }], {
      signal: stop.signal,
      options: {},
      issue: () => undefined,
      accepted: () => stop.abort(),
      progress: () => undefined,
      seen: () => false,
    });
    await expect(async () => {
      for await (const batch of batches) expect(batch.length).toBeGreaterThan(0);
    }).rejects.toThrow(/abort/i);
  });
});
