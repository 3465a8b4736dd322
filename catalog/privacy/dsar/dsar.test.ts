import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import fc from 'fast-check';
import type { Catalog } from '../../catalog.ts';
import {
  BOARD,
  CHURN,
  CLICKS,
  CUSTOMERS,
  DIM,
  LAKE,
  ORDERS,
  PG,
  PRODUCTS,
  REVENUE,
  SNOW,
  dataset,
  derived,
  flow,
  key,
  shopFacts,
} from '../../reports/fixtures.ts';
import { tag } from '../../stewardship/tag.ts';
import { importFacts, openTemporaryCatalog } from '../../testing/temp-catalog.ts';
import type { Fact } from '../../model/facts.ts';
import type { DsarContent } from './content.ts';
import { order } from './fixtures.ts';
import { previewDsar } from './dsar-report.ts';
import { RequestError } from '../../request-error.ts';
import type { DsarOrder } from './request.ts';
import { wayIn } from './search-tasks.ts';
import { searchScript } from './sql/script.ts';

async function contentOf(facts: readonly Fact[], change: Partial<DsarOrder> = {}): Promise<DsarContent> {
  const catalog = await openTemporaryCatalog();
  await importFacts(catalog.store, facts, JSON.stringify(facts));
  try {
    return await previewDsar(catalog, { ...order, ...change });
  } finally {
    await catalog.close();
  }
}

const PARCELS = key(PG, 'shop.public.parcels');

describe('the scope of a request', () => {
  let content: DsarContent;
  beforeAll(async () => {
    content = await contentOf(shopFacts());
  });
  const verdict = (of: { name: string }) => content.scope.all.find((one) => one.dataset.name === of.name);

  it('has a verdict and a reason for every dataset', () => {
    expect(content.scope.all).toHaveLength(9);
    expect(content.scope.all.every((one) => one.reason.length > 10)).toBe(true);
    expect(content.scope.within.map((one) => one.dataset.name)).toEqual(
      [ORDERS.name, CUSTOMERS.name, CLICKS.name, DIM.name].sort(
        (a, b) =>
          content.scope.all.findIndex((x) => x.dataset.name === a) -
          content.scope.all.findIndex((x) => x.dataset.name === b),
      ),
    );
    expect(verdict(PRODUCTS)?.verdict).toBe('out');
  });

  it('follows column lineage, but not through masking', () => {
    expect(
      verdict(DIM)?.columns.map((column) => [column.path.join('.'), column.categories.join(), column.basis]),
    ).toEqual([
      ['customer_id', 'user.unique_id', 'lineage'],
      ['full_name', 'user.name.first', 'lineage'],
      ['mail', 'user.contact.email', 'lineage'],
    ]);
  });

  it('does not drop what is fed from the scope without column lineage', () => {
    expect(verdict(REVENUE)?.verdict).toBe('check');
    expect(content.gaps.find((gap) => gap.code === 'check-downstream')?.count).toBeGreaterThanOrEqual(1);
  });

  it('names recipients, models and sources with paths', () => {
    expect(content.around.models.map((one) => one.path.map((step) => step.name))).toEqual([
      [DIM.name, CHURN.name],
    ]);
    expect(content.around.recipients.map((one) => one.dataset.name)).toContain(BOARD.name);
    expect(content.around.sources.map((one) => one.dataset.name)).toEqual(
      expect.arrayContaining(['legacy.crm', ORDERS.name, CLICKS.name]),
    );
    expect(content.around.sources.map((one) => one.dataset.name)).not.toContain(CUSTOMERS.name);
  });

  it('tells derived columns from provided ones', () => {
    const origin = (column: string) => content.origins.find((one) => one.column === column)?.origin;
    expect([origin('mail'), origin('full_name'), origin('email'), origin('bought')]).toEqual([
      'provided',
      'derived',
      'provided',
      'observed',
    ]);
  });

  it('marks special categories', () => {
    expect(content.categories.filter((one) => one.special).map((one) => one.key)).toEqual([
      'user.demographic.religious_belief',
    ]);
  });

  it('reaches tables without the identifier by a join, and says on what basis', () => {
    const store = content.tasks
      .flatMap((task) => task.stores)
      .find((one) => one.scoped.dataset.name === ORDERS.name)!;
    expect(store.identity).toEqual([]);
    expect(store.join).toMatchObject({
      column: 'customer_id',
      otherColumn: 'id',
      basis: 'relationship test',
    });
    expect(wayIn(store)).toContain(
      'Reachable by join from shop.public.customers on customer_id = id (basis: relationship test)',
    );
  });

  it('says so where no way is known', async () => {
    const alone = await contentOf([
      { type: 'scope', scope: 'dbt:project/shop', mode: 'replace' },
      ...dataset(ORDERS, 'table', { customer_id: 'user.unique_id' }),
    ]);
    expect(alone.tasks[0]!.stores[0]).toMatchObject({
      join: null,
      statements: null,
      gap: 'no-identity-column',
    });
    expect(alone.gaps.find((gap) => gap.code === 'no-identity-column')?.count).toBe(1);
  });

  it('prefers key columns of one name under a relationship test', async () => {
    const facts = [
      ...shopFacts(),
      ...dataset(key(PG, 'shop.public.accounts'), 'table', {
        customer_id: 'user.unique_id',
        email: 'user.contact.email',
      }),
    ];
    const joined = (await contentOf(facts)).tasks
      .flatMap((task) => task.stores)
      .find((one) => one.scoped.dataset.name === ORDERS.name)!;
    expect(joined.join).toMatchObject({
      column: 'customer_id',
      otherColumn: 'customer_id',
      basis: 'relationship test',
    });
    expect(joined.statements?.rows).toContain(
      '"customer_id" IN (\n      SELECT "customer_id"\n      FROM "shop"."public"."accounts"',
    );
  });

  it.each([
    [
      'a declared key of the table',
      {
        type: 'property',
        target: { on: 'dataset', dataset: PARCELS },
        key: 'constraints',
        value: [
          { type: 'primary_key', columns: ['id'] },
          {
            type: 'foreign_key',
            columns: ['buyer'],
            to: '"shop"."public"."customers"',
            to_columns: ['id'],
          },
        ],
      },
      'declared key',
    ],
    [
      'a declared key of the column, as an expression',
      {
        type: 'property',
        target: { on: 'column', dataset: PARCELS, path: ['buyer'] },
        key: 'constraints',
        value: [{ type: 'foreign_key', expression: 'public.customers (id)' }],
      },
      'declared key',
    ],
    [
      'a relationship test that names the other table',
      {
        type: 'test',
        testId: 'buyer',
        name: 'relationships_parcels_buyer__id__ref_customers_',
        dataset: PARCELS,
        path: ['buyer'],
        kind: 'relationships',
      },
      'relationship test',
    ],
  ] as const)('joins columns of unlike names by %s', async (_, fact, basis) => {
    const parcels = (facts: readonly Fact[]) =>
      contentOf([
        ...shopFacts(),
        ...dataset(PARCELS, 'table', { id: null, buyer: null, note: 'user.content' }),
        ...facts,
      ]).then(({ tasks }) =>
        tasks.flatMap((task) => task.stores).find((one) => one.scoped.dataset.name === PARCELS.name),
      );
    expect((await parcels([]))?.join).toBeNull();
    const evidence = { scope: 'dbt:project/shop', file: 0, at: 'x' };
    const store = await parcels([{ ...fact, evidence }]);
    expect(store?.join).toMatchObject({ column: 'buyer', otherColumn: 'id', basis });
    expect(store?.statements?.rows).toContain(
      '"buyer" IN (\n      SELECT "id"\n      FROM "shop"."public"."customers"',
    );
  });

  it('leaves out what is labelled as being about others, with that reason', async () => {
    const label: Fact = {
      type: 'tag',
      target: { on: 'dataset', dataset: CLICKS },
      kind: 'label',
      key: 'data_subject',
      value: 'employee',
      evidence: { scope: 'dbt:project/shop', file: 0, at: 'x' },
    };
    const scope = (await contentOf([...shopFacts(), label])).scope;
    expect(scope.all.find((one) => one.dataset.name === CLICKS.name)).toMatchObject({
      verdict: 'out',
      reason: 'Labelled as being about employee, not customer',
    });
  });

  it('refuses what it cannot use', async () => {
    await expect(contentOf([], { jurisdiction: 'atlantis' })).rejects.toThrow(RequestError);
    await expect(contentOf([], { place: 'BR' })).rejects.toThrow(/does not apply/);
    await expect(contentOf([], { subject: 'martian' })).rejects.toThrow(/data subject/);
    await expect(contentOf([], { receivedOn: '2026-02-30' })).rejects.toThrow(/calendar date/);
  });
});

describe('the search script', () => {
  it('counts first, names columns, binds values and holds none', async () => {
    const content = await contentOf(shopFacts());
    const script = searchScript(content);
    expect(script).not.toContain('jo@example.org');
    expect(script).not.toMatch(/SELECT\s+\*/);
    expect(script).toContain('-- Case DSR-2026-0007, task T01: ' + PG);
    expect(script).toContain(
      'SELECT count(*) AS rows_found\nFROM "shop"."public"."customers"\nWHERE lower(trim("email")) = lower(trim(:email));',
    );
    expect(script).toContain(
      'SELECT "id",\n       "email",\n       "first_name",\n       "last_name",\n       "faith"\n',
    );
    expect(script).toContain('FROM "ANALYTICS"."MARTS"."DIM_CUSTOMER"\nWHERE lower(trim("MAIL"))');
    expect(script).toContain(`task T02: ${LAKE}`);
    expect(script).toContain('Read the files with the tool');
    expect(script).toContain(`T03: ${SNOW}`);
    expect(script).toContain('review before disclosure: notes');
  });

  it('cannot be broken out of by names from a source', async () => {
    const evil = key(PG, 'a.b.c"; DROP TABLE x; --\n DELETE FROM y');
    const facts: Fact[] = [
      { type: 'scope', scope: 'dbt:project/shop', mode: 'replace' },
      ...dataset(evil, 'table', { 'e"mail\n; DROP': 'user.contact.email', __proto__: 'user.name' }),
    ];
    const script = searchScript(await contentOf(facts, { reference: 'X\n; DROP TABLE z; --' }));
    for (const line of script.split('\n').filter((one) => /^\s*(?:DROP|DELETE)/.test(one)))
      expect(line).toMatch(/^ DELETE FROM y"$|^; DROP/);
    expect(script).toContain('"c""; DROP TABLE x; --\n DELETE FROM y"');
    expect(script).toContain('"e""mail\n; DROP"');
    expect(script).not.toMatch(/^; DROP TABLE z/m);
  });
});

describe('access and erasure', () => {
  const CATEGORIES = [
    null,
    null,
    'user.contact.email',
    'user.unique_id',
    'user.behavior',
    'system.operations',
  ];
  it('list the same stores, and each store comes before what feeds it', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.constantFrom(PG, SNOW, LAKE), fc.constantFrom(...CATEGORIES)), {
          minLength: 1,
          maxLength: 8,
        }),
        fc.array(fc.tuple(fc.nat(7), fc.nat(7), fc.boolean()), { maxLength: 14 }),
        async (tables, edges) => {
          const keys = tables.map(([namespace], index) => key(namespace, `d.s.t${index}`));
          const facts: Fact[] = [
            { type: 'scope', scope: 'dbt:project/shop', mode: 'replace' },
            ...tables.flatMap(([, category], index) => dataset(keys[index]!, 'table', { a: category })),
            ...edges.flatMap(([from, to, columns]) => {
              const [a, b] = [keys[from % keys.length]!, keys[to % keys.length]!];
              return [flow(a, b), ...(columns ? [derived(a, 'a', b, 'a')] : [])];
            }),
          ];
          const content = await contentOf(facts);
          const searched = content.tasks.flatMap((task) => task.stores.map((store) => store.scoped.index));
          const erased = content.erasure.map((store) => store.scoped.index);
          expect([...erased].sort()).toEqual([...searched].sort());
          expect(new Set(erased).size).toBe(erased.length);
          expect(content.scope.all).toHaveLength(tables.length);
          expect([...searched].sort()).toEqual(content.scope.within.map((one) => one.index).sort());
          const height = new Map(erased.map((index, step) => [index, step]));
          const acyclic = edges.every(([from, to]) => from % keys.length < to % keys.length);
          for (const [from, to] of acyclic ? edges : []) {
            const at = (n: number) =>
              height.get(
                content.scope.all.findIndex((one) => one.dataset.name === keys[n % keys.length]!.name),
              );
            const [up, down] = [at(from), at(to)];
            if (up !== undefined && down !== undefined) expect(down).toBeLessThan(up);
          }
        },
      ),
      { numRuns: 25 },
    );
  });
});

describe('what a steward says', () => {
  let catalog: Catalog;
  beforeAll(async () => {
    catalog = await openTemporaryCatalog();
    await importFacts(catalog.store, shopFacts(), 'one');
  });
  afterAll(() => catalog.close());

  it('stops a category that lineage would carry', async () => {
    const { id } = catalog.store.reader
      .prepare<[], { id: number }>(
        `SELECT c.id FROM "column" c JOIN dataset d ON d.id = c.dataset_id WHERE d.name = '${DIM.name}' AND c.path = 'mail'`,
      )
      .get()!;
    await tag(catalog, 'tester', {
      targets: [{ on: 'column', id }],
      add: [{ kind: 'category', key: '', value: 'system.operations' }],
      remove: [],
    });
    const dim = (await previewDsar(catalog, order)).scope.all.find((one) => one.dataset.name === DIM.name)!;
    expect(dim.columns.map((column) => column.path[0])).toEqual(['customer_id', 'full_name']);
  });
});
