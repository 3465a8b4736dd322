import { describe, expect, it } from 'vitest';
import type { SavedView } from '../../../../../contract/index.ts';
import { freeName, fromFile, moved, nextPlace, savedOf, stateOf, toFile } from './saved.ts';

function view(id: number, name: string, state: Record<string, unknown>): SavedView {
  return { id, name, state, kind: 'search', createdAt: '', updatedAt: '', actor: 'me' };
}

const LIST = savedOf([
  view(1, 'a', stateOf({ text: 'x' }, 2)),
  view(2, 'b', stateOf({ kinds: ['view'] }, 0)),
  view(3, 'c', { search: 7 }),
  view(4, 'd', stateOf({}, 1)),
]);

describe('saved searches', () => {
  it('stand in their order; what cannot be read is an empty search', () => {
    expect(LIST.map(({ name }) => name)).toEqual(['b', 'd', 'a', 'c']);
    expect(LIST.map(({ search }) => search)).toEqual([{ kinds: ['view'] }, {}, { text: 'x' }, {}]);
    expect(nextPlace(LIST)).toBe(3);
    expect(nextPlace([])).toBe(0);
  });

  it('move up and down, not beyond the ends', () => {
    expect(moved(LIST, 1, -1).map(({ saved, place }) => [saved.name, place])).toEqual([
      ['a', 1],
      ['d', 2],
      ['c', 3],
    ]);
    expect(moved(LIST, 2, -1)).toEqual([]);
    expect(moved(LIST, 3, 1)).toEqual([]);
  });

  it('come back from a file as they were', () => {
    expect(fromFile(toFile(LIST))).toEqual(LIST.map(({ name, search }) => ({ name, search })));
  });

  it.each([
    ['{', 'not JSON'],
    ['{}', 'format'],
    ['{"format":"headwater-searches","version":2,"searches":[]}', 'version'],
    ['{"format":"headwater-searches","version":1,"searches":[{"name":""}]}', 'searches.0.name'],
  ])('%s is refused with the reason', (text, reason) => {
    expect(() => fromFile(text)).toThrow(reason);
  });

  it('get a free name', () => {
    expect(freeName('a', new Set(['b']))).toBe('a');
    expect(freeName('a', new Set(['a', 'a (2)']))).toBe('a (3)');
  });
});
