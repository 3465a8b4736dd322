import { expect, it, vi } from 'vitest';
import { ItemShelf } from './item-shelf.ts';
import { PackedItem } from './packed-item.ts';
import { Recent } from './recent.ts';

it('gives back what was packed, however large and in whatever order', () => {
  const values = Array.from({ length: 200 }, (_, n) => ({
    Name: `tábla_${n} 表 \ud800`,
    Text: 'é'.repeat(n === 100 ? 1 << 21 : n * 97),
    Parameters: { __proto__: null, n: String(n) },
  }));
  const shelf = new ItemShelf();
  const packed = values.map(
    (value, file) => new PackedItem({ value, file, at: `[${file}]`, nameParts: ['a'] }, shelf),
  );
  for (const n of [199, 0, 100, 101, 99, 0, ...values.keys()]) {
    expect(packed[n]!.value).toEqual(values[n]);
    expect(packed[n]).toMatchObject({ file: n, at: `[${n}]`, nameParts: ['a'] });
  }
  shelf.close();
});

it('what was made lately is not made again, and what was made first goes first', () => {
  const recent = new Recent<string, string>(2);
  const make = vi.fn<(key: string) => string>((key) => `<${key}>`);
  const asked = ['a', 'b', 'a', 'c', 'b', 'a'].map((key) => recent.get(key, () => make(key)));
  expect(asked).toEqual(['<a>', '<b>', '<a>', '<c>', '<b>', '<a>']);
  expect(make.mock.calls.map(([key]) => key)).toEqual(['a', 'b', 'c', 'a']);
});
