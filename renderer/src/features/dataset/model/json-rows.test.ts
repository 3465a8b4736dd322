import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { jsonRows, MAX_MEMBERS, MAX_ROWS, MAX_TEXT } from './json-rows.ts';

const rowsOf = (value: unknown, ...open: string[]) =>
  jsonRows([{ path: '0', key: 'root', value }], new Set(open));

describe('jsonRows', () => {
  it('opens only what is open', () => {
    const value = { a: [1, null], b: 'x' };
    expect(rowsOf(value)).toMatchObject([{ key: 'root', kind: 'object', expandable: true }]);
    expect(rowsOf(value, '0', '0/"a"').map(({ key, text, depth }) => [key, text, depth])).toEqual([
      ['root', expect.any(String), 0],
      ['a', '2 items', 1],
      ['0', '1', 2],
      ['1', 'null', 2],
      ['b', 'x', 1],
    ]);
  });

  it('reads members named like parts of a prototype', () => {
    const value: unknown = JSON.parse('{"__proto__": {"x": 1}, "constructor": 2}');
    expect(rowsOf(value, '0').map(({ key }) => key)).toEqual(['root', '__proto__', 'constructor']);
  });

  it('says what it leaves out', () => {
    const long = rowsOf('x'.repeat(MAX_TEXT + 5))[0]?.text ?? '';
    expect(long).toContain(`${MAX_TEXT} of ${MAX_TEXT + 5}`);
    const wide = rowsOf(
      Array.from({ length: MAX_MEMBERS + 1 }, () => 0),
      '0',
    );
    expect(wide).toHaveLength(MAX_MEMBERS + 2);
    expect(wide.at(-1)).toMatchObject({
      kind: 'note',
      text: expect.stringContaining(`${MAX_MEMBERS} of ${MAX_MEMBERS + 1}`),
    });
    const many = Array.from({ length: 40 }, () => Array.from({ length: MAX_MEMBERS }, () => 0));
    const all = rowsOf(many, '0', ...many.map((_, index) => `0/"${index}"`));
    expect(all).toHaveLength(MAX_ROWS + 1);
    expect(all.at(-1)?.kind).toBe('note');
  });

  it('walks deep nesting without recursion', () => {
    let value: unknown = 1;
    const open = ['0'];
    for (let depth = 0; depth < 3000; depth += 1) value = { n: value };
    for (let depth = 1; depth < 3000; depth += 1) open.push(`${open.at(-1)}/"n"`);
    expect(rowsOf(value, ...open)).toHaveLength(3001);
  });

  it('gives every row a path of its own', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 3 }), (value) => {
        const open = new Set<string>();
        let rows = rowsOf(value);
        for (let round = 0; round < 4; round += 1) {
          for (const { path } of rows) open.add(path);
          rows = rowsOf(value, ...open);
        }
        expect(new Set(rows.map(({ path }) => path)).size).toBe(rows.length);
      }),
    );
  });
});
