import { describe, expect, it } from 'vitest';
import type { SearchHit, SearchInput, SearchResult } from '../../../../../contract/index.ts';
import { readRange, readSelected } from './hits.ts';
import { EVERYTHING, toggle } from '../../../shared/grid/selection.ts';

const TOTAL = 1201;

function hit(id: number): SearchHit {
  return {
    id,
    namespace: 'db',
    name: `t${id}`,
    kind: 'table',
    column: null,
    aliases: 0,
    description: null,
    sensitivity: null,
    certification: null,
    statements: [],
    categories: [],
    labels: [],
    owners: [],
    sources: [],
    columns: 0,
    upstream: 0,
    downstream: 0,
    retired: false,
    matched: [],
    coverage: null,
  };
}

function engine() {
  const asked: [number, number][] = [];
  const search = async ({ offset = 0, limit = 50 }: SearchInput): Promise<SearchResult> => {
    asked.push([offset, limit]);
    const ids = Array.from(
      { length: Math.max(0, Math.min(limit, TOTAL - offset)) },
      (_, index) => offset + index + 1,
    );
    const none = {
      kinds: [],
      namespaces: [],
      sources: [],
      sensitivities: [],
      categories: [],
      labels: [],
      owners: [],
    };
    const read = { atLeast: false, problems: [], near: [], terms: [] };
    const facets = { ...none, namespacesTotal: 0, ownersTotal: 0 };
    return { total: TOTAL, hits: ids.map(hit), facets, ...read };
  };
  return { asked, search };
}

describe('readSelected', () => {
  it('reads every page, leaves out what was taken off, and reports progress', async () => {
    const { search } = engine();
    const progress: number[] = [];
    const hits = await readSelected(
      search,
      {},
      toggle(EVERYTHING, 'd7'),
      new AbortController().signal,
      (done) => progress.push(done),
    );
    expect(hits).toHaveLength(TOTAL - 1);
    expect(hits.some(({ id }) => id === 7)).toBe(false);
    expect(progress).toEqual([500, 1000, TOTAL]);
  });

  it('stops when it is told to', async () => {
    const { asked, search } = engine();
    const controller = new AbortController();
    const reading = readSelected(search, {}, EVERYTHING, controller.signal, () => controller.abort());
    await expect(reading).rejects.toThrow(/abort/i);
    expect(asked).toHaveLength(1);
  });
});

describe('readRange', () => {
  it('reads exactly the places asked for, both ends included', async () => {
    const { asked, search } = engine();
    const hits = await readRange(search, {}, 40, 640);
    expect(hits.map(({ id }) => id)).toEqual(Array.from({ length: 601 }, (_, index) => 41 + index));
    expect(asked).toEqual([
      [40, 500],
      [540, 101],
    ]);
  });

  it('ends at the end of the list', async () => {
    const { search } = engine();
    expect(await readRange(search, {}, 1195, 9000)).toHaveLength(6);
  });
});
