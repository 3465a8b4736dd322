import { describe, expect, it } from 'vitest';
import { blockOf, filled, landings, stepOf } from './range.ts';

const size = { rows: 10, columns: 4, page: 5 };
const block = (top: number, left: number, bottom: number, right: number) => ({ top, left, bottom, right });

it('keys lead to the neighbours and no further than the edges', () => {
  const from = { row: 3, column: 1 };
  expect(stepOf('ArrowDown', from, size, false)).toEqual({ row: 4, column: 1 });
  expect(stepOf('ArrowDown', from, size, true)).toEqual({ row: 9, column: 1 });
  expect(stepOf('PageUp', from, size, false)).toEqual({ row: 0, column: 1 });
  expect(stepOf('Home', from, size, false)).toEqual({ row: 3, column: 0 });
  expect(stepOf('End', from, size, true)).toEqual({ row: 9, column: 3 });
  expect(stepOf('ArrowUp', { row: 0, column: 0 }, { rows: 0, columns: 0, page: 1 }, false)).toEqual({
    row: 0,
    column: 0,
  });
  expect(stepOf('x', from, size, false)).toBeNull();
  expect(blockOf({ anchor: { row: 5, column: 2 }, active: { row: 1, column: 3 } })).toEqual(
    block(1, 2, 5, 3),
  );
});

describe('what is pasted', () => {
  const texts = (onto: ReturnType<typeof block>, cells: string[][]) =>
    landings(cells, onto, size).map(({ row, column, text }) => `${row},${column}=${text}`);

  it('lands at the upper left, as large as it is', () => {
    expect(texts(block(2, 1, 2, 1), [['a', 'b'], ['c']])).toEqual(['2,1=a', '2,2=b', '3,1=c', '3,2=']);
  });

  it('fills a selection that it fits into a whole number of times', () => {
    expect(texts(block(0, 0, 2, 0), [['x']])).toEqual(['0,0=x', '1,0=x', '2,0=x']);
    expect(texts(block(0, 0, 3, 0), [['x'], ['y']])).toEqual(['0,0=x', '1,0=y', '2,0=x', '3,0=y']);
    expect(texts(block(0, 0, 2, 0), [['x'], ['y']])).toEqual(['0,0=x', '1,0=y']);
  });

  it('ends where the sheet ends', () => {
    expect(
      texts(block(9, 3, 9, 3), [
        ['a', 'b'],
        ['c', 'd'],
      ]),
    ).toEqual(['9,3=a']);
    expect(texts(block(0, 0, 0, 0), [])).toEqual([]);
  });
});

it('filling repeats the rows of the block', () => {
  expect(filled([['a'], ['b']], block(0, 2, 1, 2), 4).map(({ row, text }) => `${row}${text}`)).toEqual([
    '2a',
    '3b',
    '4a',
  ]);
  expect(filled([['a', 'z']], block(0, 1, 0, 2), 1)).toEqual([
    { row: 1, column: 1, text: 'a' },
    { row: 1, column: 2, text: 'z' },
  ]);
});
