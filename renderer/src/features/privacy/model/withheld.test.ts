import { describe, expect, it } from 'vitest';
import { coverOfCell, coverOfPointer, markOf, placeWords, togglePlace, type Withheld } from './withheld.ts';

const given = { reason: 'third party', why: '' } as const;

describe('places to withhold', () => {
  it('are chosen and taken away again', () => {
    const one = togglePlace([], { row: 2, column: 'notes' }, given);
    expect(one).toEqual([{ row: 2, column: 'notes', ...given }]);
    const two = togglePlace(one, { column: 'notes' }, given);
    expect(two).toHaveLength(2);
    expect(togglePlace(two, { row: 2, column: 'notes' }, { reason: 'privilege', why: 'x' })).toEqual([
      { column: 'notes', ...given },
    ]);
  });

  it('cover cells by themselves, their row or their column', () => {
    const all: Withheld[] = [
      { row: 3, ...given },
      { column: 'notes', ...given },
    ];
    expect(coverOfCell(all, 3, 'email')).toBe(all[0]);
    expect(coverOfCell(all, 1, 'notes')).toBe(all[1]);
    expect(coverOfCell(all, 1, 'email')).toBeUndefined();
    expect(coverOfCell([{ pointer: '/a', ...given }], 1, 'email')).toBeUndefined();
  });

  it('cover what lies beneath in JSON, and no neighbour of a like name', () => {
    const all: Withheld[] = [{ pointer: '/orders/1', ...given }];
    expect(coverOfPointer(all, '/orders/1/notes')).toBe(all[0]);
    expect(coverOfPointer(all, '/orders/10')).toBeUndefined();
    expect(coverOfPointer(all, '/orders')).toBeUndefined();
  });

  it('are said in words', () => {
    expect(markOf(given)).toBe('[withheld: third party]');
    expect(placeWords({ row: 2, column: 'notes' })).toBe('row 2, column notes');
    expect(placeWords({ row: 2 })).toBe('row 2');
    expect(placeWords({ column: 'notes' })).toBe('column notes');
    expect(placeWords({ pointer: '/a' })).toBe('/a');
  });
});
