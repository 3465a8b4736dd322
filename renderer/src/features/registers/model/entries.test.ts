import { describe, expect, it } from 'vitest';
import { entryMatches, entryOf, queryFor, rowsOf, withNarrower } from './entries.ts';

const term = (key: string, parent: string | null = null, definition: string | null = null) =>
  entryOf({ key, name: key.toUpperCase(), parent, definition, synonyms: key === 'b' ? ['Bee'] : [] });
const TREE = [term('c', 'b'), term('a'), term('b', 'a'), term('z10'), term('z9'), term('lost', 'nowhere')];
const shown = (text: string, ...closed: string[]) =>
  rowsOf(TREE, text, new Set(closed)).map(({ entry, depth }) => `${'.'.repeat(depth)}${entry.key}`);

describe('the tree', () => {
  it('has narrower entries beneath wider ones, by name, and loses none', () => {
    expect(shown('')).toEqual(['a', '.b', '..c', 'lost', 'z9', 'z10']);
    expect(shown('', 'b')).toEqual(['a', '.b', 'lost', 'z9', 'z10']);
    expect(rowsOf(TREE, '', new Set(['a']))[0]).toMatchObject({ open: false, children: 1 });
  });

  it('shows what fits with what it stands beneath, opened', () => {
    expect(shown('bee', 'a')).toEqual(['a', '.b']);
    expect(shown('c', 'a', 'b')).toEqual(['a', '.b', '..c']);
    expect(shown('none of it')).toEqual([]);
  });

  it('copes with circles and deep nesting', () => {
    expect(rowsOf([term('x', 'y'), term('y', 'x')], 'x', new Set())).toEqual([]);
    const deep = Array.from({ length: 20_000 }, (_, n) => term(`n${n}`, n === 0 ? null : `n${n - 1}`));
    expect(rowsOf(deep, '', new Set())).toHaveLength(20_000);
    expect(withNarrower(deep, 'n1').size).toBe(19_999);
  });
});

it('finds words in every field', () => {
  const entry = entryOf({ key: 'k', name: 'Order', definition: 'A *deal*', synonyms: ['Sale'] });
  expect(entryMatches(entry, 'sale DEAL')).toBe(true);
  expect(entryMatches(entry, 'sale x')).toBe(false);
});

it('asks Browse for exactly the entry', () => {
  expect(queryFor('term', term('a'))).toBe('tag:="term=a"');
  const ada = entryOf({ key: 'ada@example.org', name: 'Ada "A"', email: 'Ada@example.org', kind: 'person' });
  expect(queryFor('party', ada)).toBe('owner:="Ada \\"A\\"" OR owner:="Ada@example.org"');
});
