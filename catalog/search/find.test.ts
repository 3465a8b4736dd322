/** The search against one that reads everything, thing by thing, and sorts and counts what is left. */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { columnTags } from '../browse/column-tags.ts';
import { search, type SearchRequest } from './search.ts';
import type { Catalog } from '../catalog.ts';
import { tag } from '../stewardship/tag.ts';
import { Straightforward } from '../testing/straightforward-search.ts';
import { openTemporaryCatalog } from '../testing/temp-catalog.ts';
import { searchData } from './data/search-data.ts';
import { fillAtRandom } from '../testing/random-tables.ts';
import { NO_FILTERS } from './lift.ts';

let catalog: Catalog;
let plain: Straightforward;
beforeAll(async () => {
  catalog = await openTemporaryCatalog();
  const tables = await catalog.store.write((db) => fillAtRandom(db, 60, 11));
  plain = new Straightforward(tables);
});
afterAll(() => catalog.close());

/** Words of up to three letters: nothing is taken for mistyped. */
const terms = fc.constantFrom(
  ...['a', 'id', 'cu', 'cus', 'net', 'or', 'ord', 'to', 'tot', 'hr', 'ana', 'mar', 'l', '客', 'x'],
  ...['owner:an', 'owner:*', 'tag:ne', 'tag:hr', 'tag:none', 'kind:vi', 'sensitivity:restr', 'name:id'],
);
const { query: queries } = fc.letrec<{ query: string }>((tie) => ({
  query: fc.oneof(
    { maxDepth: 3, depthSize: 'small', withCrossShrink: true },
    terms,
    fc.tuple(tie('query'), tie('query')).map(([a, b]) => `${a} ${b}`),
    fc.tuple(tie('query'), tie('query')).map(([a, b]) => `(${a} OR ${b})`),
    tie('query').map((one) => `-(${one})`),
  ),
}));
const some = (...values: string[]) =>
  fc.oneof({ weight: 4, arbitrary: fc.constant([]) }, fc.subarray(values, { minLength: 1 }));
const requests: fc.Arbitrary<SearchRequest> = fc.record({
  text: fc.oneof({ weight: 20, arbitrary: queries }, fc.constant('')),
  scope: fc.constantFrom('datasets', 'columns'),
  sort: fc.constantFrom('relevance', 'relevance', 'name', 'connections', 'changed'),
  offset: fc.constantFrom(0, 0, 1, 7, 100),
  limit: fc.constantFrom(3, 20, 1000),
  kinds: some('table', 'view', 'file'),
  namespaces: some('postgres://a:1', 's3://lake'),
  sensitivities: some('restricted', 'internal', 'none'),
  categories: some('none'),
  labels: some('net', 'domain=hr'),
  owners: some('Ana', 'Ben'),
  sources: fc.constant([]),
  state: fc.constant([]),
});

test('finds, ranks, counts and pages as reading everything does', async () => {
  await fc.assert(
    fc.asyncProperty(requests, async (request) => {
      const { hits, total, facets, near } = await search(catalog, request);
      expect(near).toEqual([]);
      const expected = plain.search(request);
      expect({
        total,
        hits: hits.map(({ card, column }) => (column ? `${card.name} ${column.path}` : card.name)),
        facets: { ...facets, namespacesTotal: undefined, ownersTotal: undefined },
      }).toEqual(expected);
    }),
    { numRuns: 400 },
  );
});

describe('after a change', () => {
  const found = async (text: string) => (await search(catalog, { ...request, text })).total;
  const request = { ...NO_FILTERS, scope: 'columns', sort: 'relevance', offset: 0, limit: 10 } as const;

  test('what people tag is found at once, and names are not read again', async () => {
    const before = await searchData(catalog);
    const id = before.columns.columns.ids.values[3]!;
    expect(await found('tag:=fresh')).toBe(0);
    const change = { add: [{ kind: 'label', key: '', value: 'fresh' }], remove: [] } as const;
    const { revision } = await tag(catalog, 'me', { ...change, targets: [{ on: 'column', id }] });
    expect(revision).toBeGreaterThan(0);
    expect(await found('tag:=fresh')).toBe(1);
    const after = await searchData(catalog);
    expect(after.columns.columns).toBe(before.columns.columns);
    expect(columnTags(catalog).get(id)!.labels).toContain('fresh');
    expect(catalog.cards().get(after.datasets.cards[after.columns.dataset[3]!]!.id)!.labels).toContain(
      'fresh',
    );
  });

  test('what was kept over people’s changes is what a catalog opened afresh has', async () => {
    const kept = { cards: [...catalog.cards().all()], tags: new Map(columnTags(catalog)) };
    const { Catalog: Reopened } = await import('../catalog.ts');
    const again = await Reopened.open({ ...catalog.options, create: false });
    try {
      expect([...again.cards().all()]).toEqual(kept.cards);
      expect(new Map([...columnTags(again)].toSorted(byId))).toEqual(new Map([...kept.tags].toSorted(byId)));
    } finally {
      await again.close();
    }
  });
});

const byId = ([a]: readonly [number, unknown], [b]: readonly [number, unknown]) => a - b;
