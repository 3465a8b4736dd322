import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { search, type SearchRequest, type SearchResult } from './search.ts';
import { jobList } from './job-list.ts';
import type { Catalog } from '../catalog.ts';
import { rebuildSearch } from '../store/search-index.ts';
import { openTemporaryCatalog } from '../testing/temp-catalog.ts';
import { elsewhere } from './elsewhere.ts';
import { parseQuery } from './language/parse.ts';
import type { Query } from './language/syntax.ts';
import { isUnspaced, joined, partsOf } from './names/fold.ts';
import { suggest } from './suggest.ts';
import { shownTerms } from './terms.ts';
import { NO_FILTERS } from './lift.ts';

interface Table {
  readonly namespace: string;
  readonly name: string;
  readonly kind?: string;
  readonly owners?: readonly string[];
  readonly labels?: readonly string[];
  readonly sensitivity?: string;
  readonly description?: string;
  readonly columns?: readonly (
    string | { name: string; type?: string; description?: string; label?: string; mentioned?: true }
  )[];
  readonly feeds?: string;
  readonly retired?: true;
  readonly mentioned?: true;
}

const PG = 'postgres://db:5432';
const LAKE = 's3://lake';
const TABLES: readonly Table[] = [
  {
    namespace: PG,
    name: 'shop.orders',
    owners: ['Ana Ruiz'],
    labels: ['finance', 'domain=sales'],
    feeds: 'mart.revenue',
    columns: [
      'id',
      { name: 'customer_id', type: 'bigint' },
      'orderTotal',
      { name: 'note', description: 'Free text per day' },
    ],
  },
  {
    namespace: PG,
    name: 'shop.order_items',
    feeds: 'shop.orders',
    columns: ['order_id', 'SKU', { name: 'price', type: 'decimal(10,2)' }],
  },
  {
    namespace: PG,
    name: 'shop.customers',
    owners: ['Ben Ode'],
    sensitivity: 'restricted',
    feeds: 'shop.orders',
    description: 'Everyone who ever ordered something',
    columns: ['customer_id', 'email', 'emailVerified', 'home_address', { name: 'phone', label: 'contact' }],
  },
  {
    namespace: PG,
    name: 'mart.revenue',
    kind: 'view',
    owners: ['Ana Ruiz', 'Chi Wu'],
    labels: ['finance', 'team=core', 'domain=Reporting', 'criticality=critical'],
    sensitivity: 'internal',
    columns: ['day', 'amount', 'order_id'],
  },
  {
    namespace: LAKE,
    name: 'raw/orders.csv',
    kind: 'file',
    feeds: 'shop.orders',
    columns: ['id', 'customer-id', 'Größe', '顧客番号'],
  },
  {
    namespace: LAKE,
    name: 'raw/顧客マスタ',
    kind: 'file',
    description: '全ての顧客の一覧',
    columns: ['住所', 'customerid'],
  },
  { namespace: LAKE, name: 'stg_orders_old', kind: 'file', retired: true, columns: ['id'] },
  {
    namespace: PG,
    name: 'legacy.payments',
    mentioned: true,
    feeds: 'mart.revenue',
    columns: [{ name: 'iban_from_lineage', mentioned: true }],
  },
  { namespace: PG, name: 'Café.Straße', columns: ['naïve_id', 'cafeteria'] },
];

let catalog: Catalog;
beforeAll(async () => {
  catalog = await openTemporaryCatalog();
  await catalog.store.write((db) => {
    const id = new Map(TABLES.map(({ name }, at) => [name, at + 1]));
    const dataset = db.prepare(
      `INSERT INTO dataset (id, namespace, name, kind, canonical_id, canonical_key, referenced_only, since_revision, until_revision) VALUES (?, ?, ?, ?, ?, ?, ?, 1, ?)`,
    );
    const column = db.prepare(
      `INSERT INTO "column" (dataset_id, path, name, depth, ordinal, data_type, referenced_only, since_revision) VALUES (?, ?, ?, 0, ?, ?, ?, 1)`,
    );
    const tag = db.prepare(
      `INSERT INTO tag (target_type, target_id, kind, key, value, origin, status, since_revision) VALUES (?, ?, ?, ?, ?, 'dbt', 'imported', 1)`,
    );
    const said = db.prepare(
      `INSERT INTO description (target_type, target_id, text, origin, since_revision) VALUES (?, ?, ?, 'dbt', 1)`,
    );
    const owner = db.prepare(
      `INSERT INTO owner (target_type, target_id, name, role, origin, status, since_revision) VALUES ('dataset', ?, ?, '', 'dbt', 'imported', 1)`,
    );
    const edge = db.prepare(
      `INSERT INTO edge (from_id, to_id, job_id, basis, since_revision) VALUES (?, ?, 0, 'declared', 1)`,
    );
    for (const table of TABLES) {
      const own = id.get(table.name)!;
      dataset.run(
        own,
        table.namespace,
        table.name,
        table.kind ?? 'table',
        own,
        table.name,
        table.mentioned ? 1 : 0,
        table.retired ? 2 : null,
      );
      if (table.description) said.run('dataset', own, table.description);
      if (table.sensitivity) tag.run('dataset', own, 'sensitivity', '', table.sensitivity);
      for (const label of table.labels ?? []) {
        const [key, value] = label.includes('=') ? label.split('=') : ['', label];
        tag.run('dataset', own, 'label', key, value);
      }
      for (const name of table.owners ?? []) owner.run(own, name);
      for (const [ordinal, given] of (table.columns ?? []).entries()) {
        const one: Exclude<typeof given, string> = typeof given === 'string' ? { name: given } : given;
        const { lastInsertRowid } = column.run(
          own,
          one.name,
          one.name,
          ordinal,
          one.type ?? null,
          one.mentioned ? 1 : 0,
        );
        if (one.description) said.run('column', lastInsertRowid, one.description);
        if (one.label) tag.run('column', lastInsertRowid, 'label', '', one.label);
      }
      if (table.feeds) edge.run(own, id.get(table.feeds)!);
    }
    db.exec(`INSERT INTO job (id, namespace, name, kind, importer, since_revision) VALUES
      (1, 'airflow', 'load_orders', 'AIRFLOW TASK', 'openlineage', 1), (2, 'gs://jobs', 'dailyRevenue', NULL, 'dbt', 1);
      INSERT INTO run (id, run_id, job_id, state, state_at, file_id, at, since_revision) VALUES
      (1, '0190a1b2-ffff-7000-8000-000000000001', 1, 'FAIL', '2026-01-02T00:00:00Z', 1, '0', 1),
      (2, '0190a1b2-ffff-7000-8000-000000000002', 2, 'COMPLETE', '2026-01-02T00:00:00Z', 1, '0', 1);
      INSERT INTO import_batch (id, revision, at, actor, label, importers, accepted, rejected, warnings, changes, tool_version)
        VALUES (1, 1, '2026-01-01T00:00:00Z', 'me', 'x', '[]', 0, 0, 0, '{}', 'x');
      INSERT INTO source_file (id, import_id, path, sha256, bytes) VALUES (1, 1, 'dbt/20260131/manifest.json', '${'ab12'.repeat(16)}', 10);`);
    rebuildSearch(db);
  });
});
afterAll(() => catalog.close());

function ask(text: string, more: Partial<SearchRequest> = {}): Promise<SearchResult> {
  return search(catalog, {
    ...NO_FILTERS,
    text,
    scope: 'datasets',
    sort: 'relevance',
    offset: 0,
    limit: 100,
    ...more,
  });
}
const names = async (text: string, more: Partial<SearchRequest> = {}) =>
  (await ask(text, more)).hits.map(({ card, column }) =>
    column ? `${card.name} ${column.path}` : card.name,
  );
const columns = (text: string) => names(text, { scope: 'columns' });

describe('order of datasets', () => {
  test('the exact name, the last part, what begins so, the rest', async () => {
    const found = await names('orders');
    expect(found.slice(0, 2)).toEqual(['shop.orders', 'raw/orders.csv']);
    expect(found).not.toContain('stg_orders_old');
    expect((await names('order'))[0]).toBe('shop.orders');
  });
  test('several words as one name', async () => {
    expect((await columns('customer id')).slice(0, 3)).toEqual(
      ['shop.customers customer_id', 'shop.orders customer_id', 'raw/orders.csv customer-id'].toSorted(
        (a, b) => (a.startsWith('raw') ? -1 : b.startsWith('raw') ? 1 : 0),
      ),
    );
    for (const text of ['customer_id', 'customerId', 'customerid', 'customer-id'])
      expect((await columns(text)).toSorted(), text).toEqual(
        [
          'raw/orders.csv customer-id',
          'raw/顧客マスタ customerid',
          'shop.customers customer_id',
          'shop.orders customer_id',
        ].toSorted(),
      );
  });
});

describe('words', () => {
  test('diacritics, ligatures and capitals do not count', async () => {
    expect(await names('cafe strasse')).toEqual(['Café.Straße']);
    expect(await columns('grosse')).toEqual(['raw/orders.csv Größe']);
    expect(await columns('NAIVE')).toEqual(['Café.Straße naïve_id']);
    expect(await columns('verified')).toEqual(['shop.customers emailVerified']);
    // Known only from column lineage.
    expect(await columns('iban')).toEqual(['legacy.payments iban_from_lineage']);
  });
  test('one character of Chinese or Japanese is a word, in names and in descriptions', async () => {
    expect(await columns('番')).toEqual(['raw/orders.csv 顧客番号']);
    expect(await names('客')).toEqual(['raw/顧客マスタ', 'raw/orders.csv']);
    expect(await names('description:一覧')).toEqual(['raw/顧客マスタ']);
  });
  test('typing mistakes, where little is found, and they are told', async () => {
    const { hits, near } = await ask('custmoers');
    expect(hits.map(({ card }) => card.name)).toContain('shop.customers');
    expect(near).toMatchObject([{ word: 'custmoers' }]);
    expect(near[0]!.instead[0]).toBe('customers');
    expect((await ask('orders')).near).toEqual([]);
  });
  test('a dataset is found through columns, tags, owners, descriptions and its namespace, which is told', async () => {
    const matched = async (text: string) =>
      Object.fromEntries((await ask(text)).hits.map(({ card, matched }) => [card.name, matched]));
    expect(await matched('emailVerified')).toEqual({ 'shop.customers': ['column'] });
    expect(await matched('finance')).toEqual({ 'mart.revenue': ['tag'], 'shop.orders': ['tag'] });
    expect(await matched('Chi')).toMatchObject({ 'mart.revenue': ['owner'] });
    expect((await matched('something'))['shop.customers']).toEqual(['description']);
    expect((await matched('lake'))['raw/orders.csv']).toEqual(['namespace']);
  });
  test('words may be spread over name, tags and columns; a phrase may not', async () => {
    expect(await names('revenue finance amount')).toEqual(['mart.revenue']);
    expect(await columns('orders note')).toEqual(['shop.orders note']);
    expect(await columns('"per day"')).toEqual(['shop.orders note']);
    expect(await columns('"day per"')).toEqual([]);
  });
  test('stars stand for anything, over a whole name or its last part', async () => {
    expect(await columns('*_id')).toEqual(
      expect.arrayContaining(['shop.orders customer_id', 'Café.Straße naïve_id', 'mart.revenue order_id']),
    );
    expect(await columns('*_id')).not.toContain('raw/orders.csv customer-id');
    expect(await names('name:order*')).toEqual(
      expect.arrayContaining(['shop.orders', 'shop.order_items', 'raw/orders.csv']),
    );
    expect(await names('name:order')).toContain('shop.orders');
  });
});

describe('fields', () => {
  test.each([
    ['owner:ana', ['mart.revenue', 'shop.orders']],
    ['owner:="Ana Ruiz" -kind:view', ['shop.orders']],
    ['tag:core', ['mart.revenue']],
    ['tag:finance sensitivity:internal', ['mart.revenue']],
    ['sensitivity:none kind:table', ['Café.Straße', 'shop.order_items', 'shop.orders']],
    ['kind:view,file is:unowned', ['raw/orders.csv', 'raw/顧客マスタ']],
    ['system:s3', ['raw/orders.csv', 'raw/顧客マスタ']],
    ['namespace:postgres name:order', ['shop.order_items', 'shop.orders']],
    ['column:email', ['shop.customers']],
    ['type:decimal', ['shop.order_items']],
    ['type:"decimal(10,2)"', ['shop.order_items']],
    ['description:ordered', ['shop.customers']],
    ['is:gap', ['legacy.payments']],
    ['is:retired', ['stg_orders_old']],
    ['is:root kind:table', ['shop.customers', 'shop.order_items']],
    ['is:leaf', ['mart.revenue']],
    [
      'upstream:mart.revenue',
      ['legacy.payments', 'raw/orders.csv', 'shop.customers', 'shop.order_items', 'shop.orders'],
    ],
    ['downstream:customers', ['mart.revenue', 'shop.orders']],
    ['downstream:customers OR name:cafe', ['Café.Straße', 'mart.revenue', 'shop.orders']],
    ['NOT (kind:table OR kind:file)', ['mart.revenue']],
    ['owner:*', ['mart.revenue', 'shop.customers', 'shop.orders']],
    ['is:critical', ['mart.revenue']],
    ['domain:sales', ['shop.orders']],
    ['domain:sal,none kind:table', ['Café.Straße', 'shop.customers', 'shop.order_items', 'shop.orders']],
    ['-domain:*', ['Café.Straße', 'raw/orders.csv', 'raw/顧客マスタ', 'shop.customers', 'shop.order_items']],
  ])('%s', async (text, expected) => {
    const { hits, problems } = await ask(text);
    expect(problems).toEqual([]);
    expect(hits.map(({ card }) => card.name).toSorted()).toEqual(expected.toSorted());
  });

  test.each([
    ['tag:contact', ['shop.customers phone']],
    [
      'is:undescribed dataset:shop.orders',
      ['shop.orders customer_id', 'shop.orders id', 'shop.orders orderTotal'],
    ],
    ['is:critical', ['mart.revenue day', 'mart.revenue amount', 'mart.revenue order_id']],
    ['domain:report name:day', ['mart.revenue day']],
    ['owner:ben name:mail', ['shop.customers email', 'shop.customers emailVerified']],
    ['type:bigint', ['shop.orders customer_id']],
  ])('columns: %s', async (text, expected) => {
    expect((await columns(text)).toSorted()).toEqual(expected.toSorted());
  });

  test('what cannot be used is said, the rest is searched', async () => {
    const unknown = await ask('upstream:nothing.here');
    expect(unknown.total).toBe(0);
    expect(unknown.problems[0]).toMatchObject({
      from: 0,
      to: 21,
      message: 'No dataset is named “nothing.here”.',
    });
    const kind = await ask('kind:tabel,view');
    expect(kind.hits.map(({ card }) => card.name)).toEqual(['mart.revenue']);
    expect(kind.problems).toEqual([
      { from: 5, to: 10, message: 'Nothing here has the kind “tabel”. Do you mean table?' },
    ]);
    for (const [text, message] of [
      ['-kind:dashboard', 'Nothing here has the kind “dashboard”. Known: '],
      ['kind:le', 'Nothing here has the kind “le”. Do you mean '],
      ['sensitivity:=secret', 'Nothing here has the sensitivity “secret”. Known: none, public, internal'],
      ['source:spark', 'Nothing here has the source “spark”. None is known yet.'],
    ] as const)
      expect((await ask(text)).problems[0]!.message, text).toContain(message);
    for (const text of ['kind:vi', 'kind:*', 'kind:t*e', 'sensitivity:none', 'kind:=View'])
      expect((await ask(text)).problems, text).toEqual([]);
    const jobs = await ask('is:running name:customers');
    expect(jobs.hits.map(({ card }) => card.name)).toEqual(['shop.customers']);
    expect(jobs.problems[0]!.message).toContain('about jobs');
  });
});

describe('filters', () => {
  test('a field that says the same as a filter counts as the filter', async () => {
    const text = 'order kind:table is:unowned';
    const { filters, facets, hits, query, lifted } = await ask(text);
    expect(filters).toMatchObject({ kinds: ['table'], state: ['no-owner'] });
    expect(hits.map(({ card }) => card.name)).toEqual(['shop.order_items']);
    // As if the kind were not chosen, so that another can be added.
    expect(facets.kinds.map(({ value }) => value)).toContain('file');
    expect(
      shownTerms(text, query, lifted).map(({ written, values }) => [written, values[0]!.filter]),
    ).toEqual([
      ['kind:table', { name: 'kinds', value: 'table' }],
      ['is:unowned', { name: 'state', value: 'no-owner' }],
    ]);
  });
  test('a term within parentheses or OR is left to the text', async () => {
    const text = '(kind:view OR kind:file) -tag:finance -(is:gap)';
    const { query, lifted } = await ask(text);
    expect(shownTerms(text, query, lifted).map(({ written, negated }) => [written, negated])).toEqual([
      ['-tag:finance', true],
    ]);
  });
  test('pages follow one another, in every order', async () => {
    for (const sort of ['relevance', 'name', 'connections', 'changed'] as const) {
      const all = await names('order', { sort });
      const paged: string[] = [];
      for (let offset = 0; offset < all.length; offset += 2)
        paged.push(...(await names('order', { sort, offset, limit: 2 })));
      expect(paged).toEqual(all);
    }
  });
});

describe('a query over everything', () => {
  /** What each dataset is, read off the tables above. */
  const holds = (table: Table, query: Query): boolean => {
    switch (query.type) {
      case 'all':
        return query.items.every((item) => holds(table, item));
      case 'any':
        return query.items.some((item) => holds(table, item));
      case 'not':
        return !holds(table, query.item);
      case 'text': {
        const { text } = query.value;
        const inName = (name: string) => {
          const { parts } = partsOf(name);
          const word = joined(text);
          const within = word.length >= 3 || isUnspaced(word);
          return parts.some(
            (part, at) => parts.slice(at).join('').startsWith(word) || (within && part.includes(word)),
          );
        };
        const inText = (said: string) => {
          const { parts } = partsOf(said);
          return parts.some((part) => (text.length >= 3 ? part.startsWith(text) : part === text));
        };
        const columnNames = (table.columns ?? []).map((one) => (typeof one === 'string' ? one : one.name));
        const said = [
          table.description ?? '',
          ...(table.labels ?? []),
          table.sensitivity ?? '',
          ...(table.owners ?? []),
        ];
        return (
          inName(table.name) ||
          columnNames.some(inName) ||
          said.some(inText) ||
          (text.length > 1 && table.namespace.includes(text))
        );
      }
      case 'field':
        return query.values.some(({ text }) =>
          query.field === 'kind'
            ? (table.kind ?? 'table') === text
            : (table.owners ?? []).some((owner) => owner.toLowerCase().includes(text)),
        );
    }
  };
  const words = fc.constantFrom(
    'order',
    'orders',
    'id',
    'customer',
    'ana',
    'finance',
    'shop',
    'c',
    'email',
    'raw',
    'some',
    'db',
    'kind:table',
    'kind:file',
    'owner:ana',
    'owner:o',
  );
  const { query: queries } = fc.letrec<{ query: string }>((tie) => ({
    query: fc.oneof(
      { maxDepth: 3, depthSize: 'small', withCrossShrink: true },
      words,
      fc.tuple(tie('query'), tie('query')).map(([a, b]) => `${a} ${b}`),
      fc.tuple(tie('query'), tie('query')).map(([a, b]) => `(${a} OR ${b})`),
      tie('query').map((one) => `-(${one})`),
    ),
  }));
  test('finds what reading all datasets one by one finds, and counts them', async () => {
    await fc.assert(
      fc.asyncProperty(queries, async (text) => {
        const { query } = parseQuery(text);
        const expected = TABLES.filter((table) => !table.retired && holds(table, query!));
        const { total, hits, near, facets } = await ask(text);
        const listed = new Set(hits.map(({ card }) => card.name));
        expect(hits).toHaveLength(total);
        // Mentioned only: listed when what is asked for can be known of it.
        const sure = expected.filter(({ mentioned }) => !mentioned);
        for (const { name } of sure) expect(listed, text).toContain(name);
        if (near.length === 0)
          expect([...listed].filter((name) => name !== 'legacy.payments').toSorted(), text).toEqual(
            sure.map(({ name }) => name).toSorted(),
          );
        if (!/kind:/.test(text))
          expect(
            facets.kinds.reduce((sum, { count }) => sum + count, 0),
            text,
          ).toBe(total);
      }),
      { numRuns: 300 },
    );
  });
});

describe('suggestions', () => {
  const offered = async (text: string, scope: 'datasets' | 'columns' | 'jobs' = 'datasets') => {
    const { items, from, to } = await suggest(catalog, text, text.length, scope);
    return { texts: items.map((item) => item.text), replaced: text.slice(from, to) };
  };
  test('fields by their beginning, values of a field, the most frequent first', async () => {
    expect(await offered('orders ow')).toMatchObject({ texts: ['owner:'], replaced: 'ow' });
    expect(await offered('owner:')).toMatchObject({
      texts: ['="Ana Ruiz"', '="Ben Ode"', '="Chi Wu"'],
      replaced: '',
    });
    expect(await offered('-owner:"an')).toMatchObject({ texts: ['="Ana Ruiz"'], replaced: '"an' });
    expect((await offered('kind:table,vi')).texts).toEqual(['view']);
    expect((await offered('is:un')).texts).toEqual([
      'unowned',
      'undescribed',
      'unclassified',
      'uncategorised',
      'untraced',
      'unreviewed',
    ]);
    expect((await offered('is:ru', 'jobs')).texts).toEqual(['running']);
    expect((await offered('upstream:reven')).texts).toEqual(['=mart.revenue']);
    expect((await offered('system:am')).texts).toEqual(['s3']);
    expect(await offered('domain:re')).toEqual({ texts: ['=Reporting'], replaced: 're' });
    expect((await offered('is:cri')).texts).toEqual(['critical']);
  });
  test.each(['tag:', 'domain:'])('a suggestion for %s that is taken finds what it counts', async (field) => {
    const { items, from } = await suggest(catalog, field, field.length, 'datasets');
    expect(items).not.toEqual([]);
    for (const { text, count } of items)
      expect((await ask(field.slice(0, from) + text)).total, text).toBe(count);
  });
  test('tags and owners are found by a bare word', async () => {
    expect((await offered('fin')).texts).toContain('tag:=finance');
  });
});

describe('elsewhere', () => {
  test('jobs by words, fields and state', () => {
    const found = (text: string) =>
      jobList(catalog, { text, state: 'any', offset: 0, limit: 10 }).items.map(({ name }) => name);
    expect(found('daily revenue')).toEqual(['dailyRevenue']);
    expect(found('is:failing')).toEqual(['load_orders']);
    expect(found('kind:task')).toEqual(['load_orders']);
    expect(found('system:storage')).toEqual(['dailyRevenue']);
    expect(found('source:dbt -orders')).toEqual(['dailyRevenue']);
    expect(found('lod_orders')).toEqual([]);
    expect(found('oders')).toEqual(['load_orders']);
    expect(jobList(catalog, { text: 'kind:tsk', state: 'any', offset: 0, limit: 10 }).problems).toEqual([
      { from: 5, to: 8, message: 'Nothing here has the kind “tsk”. Known: AIRFLOW TASK.' },
    ]);
    expect(jobList(catalog, { text: 'domain:none', state: 'any', offset: 0, limit: 10 }).total).toBe(2);
    expect(jobList(catalog, { text: 'type:x load', state: 'any', offset: 0, limit: 10 })).toMatchObject({
      total: 1,
      problems: [{ from: 0, to: 6 }],
    });
  });
  test('runs by their id, files by digest and path, tags and owners', async () => {
    expect((await elsewhere(catalog, '0190a1b2-ffff', 1)).runs).toMatchObject({
      total: 2,
      items: [{ id: 1 }],
    });
    const digest = 'ab12'.repeat(16);
    for (const text of [digest, `sha256:${digest}`, 'AB12ab12', 'manifest', '20260131'])
      expect((await elsewhere(catalog, text, 5)).files, text).toMatchObject({
        total: 1,
        items: [{ importId: 1 }],
      });
    expect((await elsewhere(catalog, 'fina', 5)).values.items).toEqual([
      { name: 'labels', value: 'finance', datasets: 2 },
    ]);
    expect((await elsewhere(catalog, '', 5)).jobs.total).toBe(0);
  });
});
