import fc from 'fast-check';
import { expect, it } from 'vitest';
import { fromTsv, toTsv } from './tsv.ts';

it('reads what spreadsheets put on the clipboard', () => {
  expect(fromTsv('a\tb\r\nc\td\r\n')).toEqual([
    ['a', 'b'],
    ['c', 'd'],
  ]);
  expect(fromTsv('"two\nlines"\t"a ""quoted"" one"\nx')).toEqual([['two\nlines', 'a "quoted" one'], ['x']]);
  expect(fromTsv('5" pipe\t"open')).toEqual([['5" pipe', '"open']]);
  expect(fromTsv('"a" b\tc')).toEqual([['"a" b', 'c']]);
  expect(fromTsv('\t')).toEqual([['', '']]);
  expect(fromTsv('')).toEqual([['']]);
});

it('comes back as it went', () => {
  const cell = fc.oneof(fc.string(), fc.constantFrom('"', '\t', '\n', '\r\n', 'a"b', '""'));
  const row = fc.array(cell, { minLength: 2, maxLength: 3 });
  fc.assert(
    fc.property(fc.array(row, { minLength: 1, maxLength: 3 }), (rows) => {
      expect(fromTsv(toTsv(rows))).toEqual(rows);
    }),
  );
});
