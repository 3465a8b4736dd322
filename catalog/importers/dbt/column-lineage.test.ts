/** Column lineage of small projects of our own, from manifest to facts. */
import { describe, expect, it } from 'vitest';
import type { Json } from '../../model/facts.ts';
import { columnPath } from '../../model/identity.ts';
import type { ImportContext } from '../importer.ts';
import { dbt } from './index.ts';
import {
  catalog,
  importing,
  manifest,
  memoryFile,
  model,
  physical,
  property,
  source,
  type Imported,
} from './testing.ts';

/** `parent.column → child.column KINDS` */
const edgesOf = (imported: Imported): string[] =>
  imported
    .of('column-edge')
    .map(({ from, to, transformations }) => {
      const kinds = transformations
        .map(({ subtype, masking }) => `${subtype}${masking ? ' masked' : ''}`)
        .join('+');
      return `${last(from.dataset.name)}.${columnPath(from.path)} → ${last(to.dataset.name)}.${columnPath(to.path)} ${kinds}`;
    })
    .sort();

const last = (name: string): string => name.split('.').at(-1) ?? '';

const compiled = (
  name: string,
  parents: readonly string[],
  sql: string,
  more: Readonly<Record<string, Json>> = {},
): Readonly<Record<string, Json>> => model(name, parents, { compiled_code: sql, language: 'sql', ...more });

const statuses = (imported: Imported): Json[] => property(imported, 'columnLineage');

const ORDERS = 'source.shop.raw.orders';

describe('column lineage of a dbt project', () => {
  it('goes from the source through all models, in any order of the manifest', async () => {
    const imported = await importing({
      'manifest.json': manifest(12, {
        nodes: {
          'model.shop.top': compiled(
            'top',
            ['model.shop.stg'],
            'select *, sum(paid) over (partition by buyer) as run from "db"."public"."stg"',
          ),
          'model.shop.stg': compiled(
            'stg',
            [ORDERS],
            'with s as (select * from "db"."raw"."orders") select id, md5(user_id) as buyer, amount / 100 as paid from s where amount > 0',
          ),
        },
        sources: { [ORDERS]: source('orders') },
      }),
      'catalog.json': catalog(
        {},
        { [ORDERS]: physical('orders', { id: 'int', user_id: 'int', amount: 'int' }) },
      ),
    });
    expect(edgesOf(imported)).toEqual([
      'orders.amount → stg.paid TRANSFORMATION',
      'orders.id → stg.id IDENTITY',
      'orders.user_id → stg.buyer TRANSFORMATION masked',
      'stg.buyer → top.buyer IDENTITY',
      'stg.buyer → top.run WINDOW',
      'stg.id → top.id IDENTITY',
      'stg.paid → top.paid IDENTITY',
      'stg.paid → top.run AGGREGATION',
    ]);
    expect(imported.of('column-edge')[0]).toMatchObject({
      job: { namespace: 'dbt://shop', name: 'model.shop.stg' },
      confidence: 1,
      evidence: { at: 'nodes.model.shop.stg.compiled_code' },
    });
    expect(imported.of('dataset-influence')).toMatchObject([
      { from: { path: ['amount'] }, to: { name: 'db.public.stg' }, transformations: [{ subtype: 'FILTER' }] },
    ]);
    expect(statuses(imported)).toEqual([
      { status: 'complete', columns: 3, resolved: 3 },
      { status: 'complete', columns: 4, resolved: 4 },
    ]);
  });

  it('is less sure where no columns are known, and says what is missing', async () => {
    const imported = await importing({
      'manifest.json': manifest(12, {
        nodes: {
          'model.shop.a': compiled('a', [ORDERS], 'select * from "db"."raw"."orders"'),
          'model.shop.b': compiled(
            'b',
            ['model.shop.a', ORDERS],
            'select a.id, x from "db"."public"."a" as a join "db"."raw"."orders" as o on a.id = o.id',
          ),
        },
        sources: { [ORDERS]: source('orders') },
      }),
    });
    expect(
      imported
        .of('column-edge')
        .filter(({ to }) => to.dataset.name === 'db.public.b')
        .map(({ to, confidence }) => [to.path[0], confidence]),
    ).toEqual([
      ['id', 0.9],
      ['x', 0.5],
      ['x', 0.5],
    ]);
    expect(statuses(imported)).toMatchObject([
      { status: 'partial', reason: 'unknown-columns', message: expect.stringContaining('dbt docs generate') },
      {
        status: 'partial',
        columns: 2,
        resolved: 1,
        unresolved: [{ column: 'x', reasons: ['ambiguous-column'] }],
      },
    ]);
    expect(imported.codes()).toContain('columns-unresolved');
  });

  it('spells columns as the warehouse does, nested ones too', async () => {
    const imported = await importing({
      'manifest.json': manifest(
        12,
        {
          nodes: {
            'model.shop.m': compiled(
              'm',
              [ORDERS],
              'select id as order_id, o.geo.city as city from db.raw.orders as o',
            ),
          },
          sources: { [ORDERS]: source('orders') },
        },
        { adapter_type: 'snowflake' },
      ),
      'catalog.json': catalog(
        { 'model.shop.m': physical('m', { ORDER_ID: 'int', City: 'text' }) },
        { [ORDERS]: physical('orders', { ID: 'int', geo: 'struct', 'geo.city': 'text' }) },
      ),
    });
    expect(edgesOf(imported)).toEqual([
      'orders.ID → m.ORDER_ID IDENTITY',
      'orders.geo → m.City TRANSFORMATION',
    ]);
  });

  it('goes through ephemeral models, by either of the names that dbt gives them', async () => {
    const inlined = (cte: string): string =>
      `with ${cte} as (select id as key from "db"."raw"."orders" where amount > 1) select key from ${cte}`;
    const imported = await importing({
      'manifest.json': manifest(12, {
        nodes: {
          'model.shop.e': compiled(
            'e',
            [ORDERS],
            'select id as key from "db"."raw"."orders" where amount > 1',
            {
              alias: 'other',
              config: { materialized: 'ephemeral' },
            },
          ),
          'model.shop.a': compiled('a', ['model.shop.e'], inlined('__dbt__cte__e')),
          'model.shop.b': compiled('b', ['model.shop.e'], inlined('__dbt__CTE__other')),
        },
        sources: { [ORDERS]: source('orders') },
      }),
    });
    expect(edgesOf(imported)).toEqual([
      'e.key → a.key IDENTITY',
      'e.key → b.key IDENTITY',
      'orders.id → e.key IDENTITY',
    ]);
    expect(imported.of('dataset-influence').map(({ to }) => to.name)).toEqual(['model.shop.e']);
  });

  it("knows what dbt adds to snapshots, and leaves out a model's own earlier state", async () => {
    const imported = await importing({
      'manifest.json': manifest(12, {
        nodes: {
          'snapshot.shop.snap': compiled('snap', [ORDERS], 'select id, status from "db"."raw"."orders"', {
            resource_type: 'snapshot',
          }),
          'model.shop.inc': compiled(
            'inc',
            ['snapshot.shop.snap'],
            'select * from "db"."public"."snap" where dbt_updated_at > (select max(dbt_updated_at) from "db"."public"."inc")',
          ),
        },
        sources: { [ORDERS]: source('orders') },
      }),
    });
    expect(edgesOf(imported).filter((edge) => edge.startsWith('snap.'))).toContain(
      'snap.dbt_valid_to → inc.dbt_valid_to IDENTITY',
    );
    expect(imported.of('dataset-influence').map(({ from }) => from.dataset.name)).toEqual(['db.public.snap']);
  });

  it('reports tables that the SQL reads and depends_on does not list, and draws them', async () => {
    const imported = await importing({
      'manifest.json': manifest(12, {
        nodes: {
          'model.shop.m': compiled(
            'm',
            [],
            'select o.id, x.a from "db"."raw"."orders" o cross join elsewhere.thing x',
          ),
        },
        sources: { [ORDERS]: source('orders') },
      }),
    });
    expect(imported.of('column-edge').map(({ from }) => from.dataset.name)).toEqual([
      'db.raw.orders',
      'db.elsewhere.thing',
    ]);
    expect(statuses(imported)).toMatchObject([{ undeclaredReads: ['db.raw.orders', 'db.elsewhere.thing'] }]);
    expect(imported.of('job-input').map(({ dataset, evidence }) => [dataset.name, evidence.at])).toEqual([
      ['db.raw.orders', 'nodes.model.shop.m.compiled_code'],
      ['db.elsewhere.thing', 'nodes.model.shop.m.compiled_code'],
    ]);
    expect(imported.codes()).toContain('undeclared-read');
  });

  it('says what to run where there is no compiled SQL, for all models or some', async () => {
    const bare = { 'model.shop.a': model('a'), 'model.shop.b': model('b') };
    const none = await importing({ 'manifest.json': manifest(12, { nodes: bare }) });
    const message = (imported: Imported): string | undefined =>
      imported.issues.find(({ code }) => code === 'no-compiled-code')?.message;
    expect(message(none)).toMatch(
      /^The manifest holds no compiled SQL, so columns are not traced\. Run `dbt compile`/,
    );
    expect(statuses(none)).toMatchObject([
      { status: 'none', reason: 'no-compiled-code', message: expect.stringContaining('dbt compile') },
      { status: 'none' },
    ]);
    const some = await importing({
      'manifest.json': manifest(12, {
        nodes: { ...bare, 'model.shop.c': compiled('c', [], 'select 1 as one') },
      }),
    });
    expect(message(some)).toMatch(/^The manifest holds no compiled SQL of 2 of 3 models/);
  });

  it('leaves out Python models, and SQL that is broken, with the place of it', async () => {
    const imported = await importing({
      'manifest.json': manifest(12, {
        nodes: {
          'model.shop.p': compiled('p', [], 'def model(dbt, session): ...', { language: 'python' }),
          'model.shop.q': compiled('q', [], 'select from where ((('),
          'model.shop.r': compiled('r', ['model.shop.q'], 'select a from "db"."public"."q"'),
        },
      }),
    });
    expect(statuses(imported)).toMatchObject([
      { status: 'none', reason: 'python-model' },
      { status: 'none', reason: 'parse-error', detail: expect.stringContaining('line 1') },
      { status: 'complete' },
    ]);
    expect(imported.codes()).toEqual(expect.arrayContaining(['columns-python-model', 'columns-parse-error']));
    expect(edgesOf(imported)).toEqual(['q.a → r.a IDENTITY']);
  });

  it('reads models in a circle, and models that read themselves', async () => {
    const imported = await importing({
      'manifest.json': manifest(12, {
        nodes: {
          'model.shop.a': compiled('a', ['model.shop.b', 'model.shop.a'], 'select x from "db"."public"."b"'),
          'model.shop.b': compiled('b', ['model.shop.a'], 'select x from "db"."public"."a"'),
        },
      }),
    });
    expect(edgesOf(imported)).toEqual(['a.x → b.x IDENTITY', 'b.x → a.x IDENTITY']);
  });

  it('reads compiled_sql of manifests before v7', async () => {
    const imported = await importing({
      'manifest.json': manifest(4, {
        nodes: {
          'model.shop.a': model('a', [ORDERS], { compiled_sql: 'select id from "db"."raw"."orders"' }),
        },
        sources: { [ORDERS]: source('orders') },
      }),
    });
    expect(imported.of('column-edge')[0]?.evidence.at).toBe('nodes.model.shop.a.compiled_sql');
  });

  it('can be left out, which every model then says', async () => {
    const files = {
      'manifest.json': manifest(12, { nodes: { 'model.shop.a': compiled('a', [], 'select x from t') } }),
    };
    const imported = await importing(files, { columnLineage: false });
    expect([imported.of('column-edge'), statuses(imported), imported.codes()]).toEqual([
      [],
      [expect.objectContaining({ status: 'none', reason: 'switched-off' })],
      ['namespace-unknown'],
    ]);
  });

  it('counts up to the size of the files, and stops when it is cancelled', async () => {
    const nodes = Object.fromEntries(
      Array.from({ length: 50 }, (_, at) => [
        `model.shop.m${at}`,
        compiled(`m${at}`, at === 0 ? [] : [`model.shop.m${at - 1}`], `select ${at} as n`),
      ]),
    );
    const file = memoryFile('manifest.json', manifest(12, { nodes }));
    const cancel = new AbortController();
    const seen: number[] = [];
    const context: ImportContext = {
      signal: cancel.signal,
      options: {},
      issue: () => undefined,
      accepted: () => undefined,
      progress: (bytes) => seen.push(bytes),
      seen: () => [],
    };
    const read = async (): Promise<void> => {
      for await (const batch of dbt.read([{ file, role: 'manifest' }], context))
        expect(batch.length).toBeGreaterThan(0);
    };
    await read();
    expect(Math.abs((seen.at(-1) ?? 0) - file.size)).toBeLessThan(2);
    expect(seen).toEqual([...seen].sort((a, b) => a - b));
    cancel.abort();
    await expect(read()).rejects.toThrow();
  });
});
