import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { visibleRows, type Category } from './category-tree.ts';

const category = (key: string, parent: string | null, plainName = ''): Category => ({
  key,
  parent,
  name: key.split('.').at(-1) ?? key,
  plainName,
  description: '',
  special: false,
});

const TREE = [
  category('system', null),
  category('user', null),
  category('user.contact', 'user'),
  category('user.contact.email', 'user.contact', 'your e-mail address'),
  category('user.health', 'user'),
];

const keys = (open: string[], search = '') =>
  visibleRows(TREE, new Set(open), search).map(({ category: { key } }) => key);

describe('visibleRows', () => {
  it('shows what is open', () => {
    expect(keys([])).toEqual(['system', 'user']);
    expect(keys(['user'])).toEqual(['system', 'user', 'user.contact', 'user.health']);
    expect(keys(['user.contact'])).toEqual(['system', 'user']);
  });

  it('finds by plain words and shows the way there', () => {
    expect(keys([], 'mail ADDRESS')).toEqual(['user', 'user.contact', 'user.contact.email']);
    expect(visibleRows(TREE, new Set(), 'mail').map(({ depth }) => depth)).toEqual([0, 1, 2]);
    expect(keys([], 'spaceship')).toEqual([]);
  });

  it('ends and shows each category at most once, whatever the parents are', () => {
    const names = ['a', 'b', 'c', 'd', '__proto__'];
    const trees = fc.uniqueArray(
      fc.record({ key: fc.constantFrom(...names), parent: fc.option(fc.constantFrom(...names)) }),
      {
        selector: ({ key }) => key,
      },
    );
    fc.assert(
      fc.property(trees, fc.string(), (nodes, search) => {
        const rows = visibleRows(
          nodes.map(({ key, parent }) => category(key, parent)),
          new Set(names),
          search,
        );
        const shown = rows.map((row) => row.category.key);
        expect(new Set(shown).size).toBe(shown.length);
      }),
    );
  });
});
