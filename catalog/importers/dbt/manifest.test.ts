/** Whole imports of small manifests of our own: the shape of each version, and what becomes of it. */
import { describe, expect, it } from 'vitest';
import {
  catalog,
  columns,
  edges,
  importing,
  manifest,
  model,
  names,
  physical,
  property,
  SHOP,
  source,
} from './testing.ts';

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

  it('reads a v4 manifest: disabled by id, entries not enabled, metrics over models', async () => {
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
      'dbt://shop metric.shop.m',
    ]);
    expect(imported.of('flow').map(({ from, to }) => `${from.name} → ${to.name}`)).toEqual([
      'db.public.orders → metric.shop.m',
    ]);
    expect(imported.issues.find(({ code }) => code === 'disabled-nodes')?.message).toBe(
      '3 disabled nodes are listed in the manifest and not imported as lineage. 1 node is marked as not enabled.',
    );
    expect(imported.accepted).toBe(5);
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
      'metric.shop.revenue → dbt://shop exposure.shop.board true',
      'model.shop.gone → dbt://shop exposure.shop.board true',
      'semantic_model.shop.sm → dbt://shop metric.shop.revenue true',
      'db.public.stg → dbt://shop semantic_model.shop.sm true',
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
    expect(imported.codes()).not.toContain('not-drawn');
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
    expect(imported.codes()).toEqual(['namespace-unknown', 'no-compiled-code']);
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
    const quoted = { 'model.shop.a': model('Orders', [], { relation_name: '"db"."public"."Orders"' }) };
    const upper = {
      'source.shop.raw.o': source('ORDERS', { schema: 'public', relation_name: '"db"."public"."ORDERS"' }),
    };
    const strict = manifest(12, { nodes: quoted, sources: upper }, { adapter_type: 'snowflake' });
    expect((await importing({ 'manifest.json': strict })).of('alias')).toEqual([]);
  });
});
