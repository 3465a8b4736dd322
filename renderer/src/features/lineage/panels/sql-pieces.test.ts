import fc from 'fast-check';
import { expect, it } from 'vitest';
import { piecesOf, type SqlMark } from './sql-pieces.ts';

it('cuts at marks, the inner one on top', () => {
  const marks: SqlMark[] = [
    { start: 7, end: 20, kind: 'column' },
    { start: 13, end: 15, kind: 'source' },
  ];
  expect(piecesOf('select upper(o.x) as y from o', marks)).toEqual([
    { text: 'select ', kind: null },
    { text: 'upper(', kind: 'column' },
    { text: 'o.', kind: 'source' },
    { text: 'x) as', kind: 'column' },
    { text: ' y from o', kind: null },
  ]);
});

it('loses no letter, whatever the marks say', () => {
  const mark = fc.record({
    start: fc.integer({ min: -5, max: 40 }),
    end: fc.integer({ min: -5, max: 40 }),
    kind: fc.constantFrom('source' as const, 'target' as const, 'column' as const),
  });
  fc.assert(
    fc.property(fc.string({ maxLength: 30 }), fc.array(mark, { maxLength: 6 }), (text, marks) => {
      expect(
        piecesOf(text, marks)
          .map((piece) => piece.text)
          .join(''),
      ).toBe(text);
    }),
  );
});
