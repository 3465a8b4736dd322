/** What projects define on top of tables, and what lies beside the manifest. */
import { describe, expect, it } from 'vitest';
import type { Json } from '../../model/facts.ts';
import type { FoundProject } from '../importer.ts';
import { catalog, importing, manifest, model, physical, results, SHOP } from './testing.ts';

const ORDERS = {
  name: 'orders',
  node_relation: { database: 'db', schema_name: 'public', alias: 'orders' },
  entities: [{ name: 'order', type: 'primary', expr: 'order_id' }],
  dimensions: [
    { name: 'placed_at', type: 'time', expr: null, description: 'When', config: { meta: { pii: true } } },
  ],
  measures: [
    { name: 'revenue', agg: 'sum', expr: 'amount * 2' },
    { name: 'rows', agg: 'sum', expr: 'amount' },
  ],
};
const REVENUE = { name: 'revenue', type: 'simple', type_params: { measure: { name: 'revenue' } } };
const WEEKLY = {
  name: 'weekly',
  query_params: { metrics: ['revenue'] },
  exports: [
    { name: 'w', config: { export_as: 'table', schema_name: 'marts', alias: 'weekly', database: 'db' } },
  ],
};
const COLUMNS = catalog({
  'model.shop.orders': physical('orders', { order_id: 'int', placed_at: 'date', amount: 'numeric' }),
});

const inManifest = manifest(12, {
  ...SHOP,
  semantic_models: {
    'semantic_model.shop.orders': { ...ORDERS, depends_on: { nodes: ['model.shop.orders'] } },
  },
  metrics: {
    'metric.shop.revenue': {
      ...REVENUE,
      config: { group: 'finance', tags: ['core'] },
      depends_on: { nodes: ['semantic_model.shop.orders'] },
    },
  },
  saved_queries: {
    'saved_query.shop.weekly': { ...WEEKLY, depends_on: { nodes: ['metric.shop.revenue'] } },
  },
  groups: { 'group.shop.finance': { owner: { name: 'Finance' } } },
});

const FLOWS = [
  'db.public.orders → semantic_model.shop.orders',
  'metric.shop.revenue → saved_query.shop.weekly',
  'saved_query.shop.weekly → db.marts.weekly',
  'semantic_model.shop.orders → metric.shop.revenue',
];
const flows = (imported: Awaited<ReturnType<typeof importing>>): string[] =>
  imported
    .of('flow')
    .map(({ from, to }) => `${from.name} → ${to.name}`)
    .sort();

describe('semantic layer', () => {
  it('draws semantic models, metrics and saved queries, with columns, owners and tags', async () => {
    const imported = await importing({ 'manifest.json': inManifest, 'catalog.json': COLUMNS });
    expect(flows(imported)).toEqual(FLOWS);
    const kinds = imported.of('dataset').map(({ dataset, kind }) => `${dataset.name} ${kind ?? '-'}`);
    expect(kinds).toEqual(
      expect.arrayContaining([
        'semantic_model.shop.orders semantic model',
        'metric.shop.revenue metric',
        'saved_query.shop.weekly saved query',
        'db.marts.weekly table',
      ]),
    );
    expect(
      imported
        .of('column-edge')
        .filter(({ to }) => to.dataset.name === 'semantic_model.shop.orders')
        .map(({ from, to, transformations }) => [from.path[0], to.path[0], transformations[0]?.subtype]),
    ).toEqual([
      ['order_id', 'order', 'IDENTITY'],
      ['placed_at', 'placed_at', 'IDENTITY'],
      ['amount', 'rows', 'AGGREGATION'],
    ]);
    expect(imported.of('owner')).toMatchObject([
      { name: 'Finance', target: { dataset: { name: 'metric.shop.revenue' } } },
    ]);
    expect(imported.of('tag').map(({ value, rule }) => `${value} ${rule ?? '-'}`)).toEqual(
      expect.arrayContaining(['core -', 'user dbt:meta:pii']),
    );
  });

  it('takes from semantic_manifest.json what an older manifest lacks, and nothing twice', async () => {
    const semantic = {
      semantic_models: [ORDERS],
      metrics: [REVENUE],
      project_configuration: { time_spines: [] },
      saved_queries: [WEEKLY],
    } as Json;
    const older = await importing({
      'manifest.json': manifest(9, SHOP, { project_name: 'shop' }),
      'semantic_manifest.json': semantic,
      'catalog.json': COLUMNS,
    });
    expect(flows(older)).toEqual(FLOWS);
    const both = await importing({
      'manifest.json': inManifest,
      'semantic_manifest.json': semantic,
      'catalog.json': COLUMNS,
    });
    expect(flows(both)).toEqual(FLOWS);
    expect(both.codes()).not.toContain('not-in-manifest');
    const alone = await importing({ 'semantic_manifest.json': semantic });
    expect([alone.codes(), alone.facts]).toEqual([['no-manifest'], []]);
  });
});

describe('files of a project', () => {
  const run = (id: string, invocation: string): Json => ({
    ...(results('run-results', 6, [
      { unique_id: id, status: 'success', timing: [], adapter_response: {} },
    ]) as object),
    metadata: {
      dbt_schema_version: 'https://schemas.getdbt.com/dbt/run-results/v6.json',
      generated_at: '2026-03-01T10:05:00Z',
      invocation_id: invocation,
    },
  });

  it('keeps the history of several invocations, also where each has a folder of its own', async () => {
    const imported = await importing({
      'shop/target/manifest.json': manifest(12, SHOP),
      'shop/target/run_results.json': run('model.shop.orders', 'inv-a'),
      'shop/logs/monday/run_results.json': run('model.shop.orders', 'inv-b'),
      'shop/logs/tuesday/run_results.json': run('model.shop.orders', 'inv-c'),
    });
    expect([...new Set(imported.of('run').map(({ run: { runId } }) => runId))].sort()).toEqual([
      'inv-a:model.shop.orders',
      'inv-b:model.shop.orders',
      'inv-c:model.shop.orders',
    ]);
    expect(imported.codes()).not.toContain('no-manifest');
  });

  it('says that results are of another project', async () => {
    const imported = await importing({
      'manifest.json': manifest(12, SHOP),
      'run_results.json': run('model.bank.accounts', 'inv-x'),
    });
    const issue = imported.issues.find(({ code }) => code === 'other-project');
    expect(issue).toMatchObject({ severity: 'rejected', at: 'results' });
    expect(issue?.message).toContain('(bank)');
  });

  it('joins projects that read each other, in one import or with what is in the catalog', async () => {
    const reader = manifest(
      12,
      {
        nodes: {
          'model.board.kpi': {
            ...model('kpi', ['model.shop.orders', 'metric.shop.revenue']),
            package_name: 'board',
          },
        },
      },
      { project_name: 'board' },
    );
    const together = await importing({ 'a/manifest.json': inManifest, 'b/manifest.json': reader });
    expect(
      together
        .of('job-input')
        .filter(({ job }) => job.name === 'model.board.kpi')
        .map(({ dataset }) => `${dataset.namespace} ${dataset.name}`),
    ).toEqual(['dbt://shop db.public.orders', 'dbt://shop metric.shop.revenue']);
    const orders = { namespace: 'postgres://h:5432', name: 'db.public.orders' };
    const later = await importing(
      { 'b/manifest.json': reader },
      {
        known: {
          nodes: () => [],
          described: (id) =>
            id === 'model.shop.orders' ? [{ scope: 'dbt:project/shop', dataset: orders }] : [],
          gaps: (names) => names.map(() => []),
          had: (keys) => keys.map(() => false),
        },
      },
    );
    expect(later.of('job-input').map(({ dataset }) => dataset.name)).toContain('db.public.orders');
    const gap = { namespace: 'dbt://board', name: 'model.shop.orders' };
    const first = await importing(
      { 'a/manifest.json': inManifest },
      {
        known: {
          nodes: () => [],
          described: () => [],
          gaps: (names) => names.map((name) => (name === gap.name ? [gap] : [])),
          had: (keys) => keys.map(() => false),
        },
      },
    );
    expect(first.of('alias')).toMatchObject([
      { dataset: { name: 'db.public.orders' }, alias: gap, certainty: 'certain' },
    ]);
  });

  it('lists disabled nodes with the reason', async () => {
    const found: FoundProject[] = [];
    const disabled = {
      'model.shop.off': [
        { ...model('off'), unrendered_config: { enabled: "{{ var('use_off') }}" } },
        { ...model('off'), config: { enabled: false } },
      ],
    };
    await importing({ 'manifest.json': manifest(12, { ...SHOP, disabled }) }, {}, (one) => found.push(one));
    expect(found[0]).toMatchObject({
      name: 'shop',
      adapter: 'postgres',
      basis: 'project',
      packages: { shop: 4 },
      disabled: [
        { sourceId: 'model.shop.off', reason: "enabled: {{ var('use_off') }}", path: 'models/off.sql' },
        { sourceId: 'model.shop.off', reason: 'enabled: false', at: 'disabled.model.shop.off[1]' },
      ],
    });
  });
});
