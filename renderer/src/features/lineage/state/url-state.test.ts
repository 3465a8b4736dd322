import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromSearch, toSearch, validateLineageSearch } from './url-state.ts';
import { INITIAL_STATE, MAX_CAP, MAX_DEPTH, MAX_ROOTS, type ViewState } from './view-state.ts';

const id = fc.integer({ min: 1, max: 2 ** 40 });
const ids = fc.uniqueArray(id, { maxLength: 20 });
const direction = fc.constantFrom('upstream' as const, 'downstream' as const);
const step = fc.record({ id, direction });
const steps = <T extends { id: number; direction: string }>(one: fc.Arbitrary<T>) =>
  fc.uniqueArray(one, { maxLength: 12, selector: (entry) => `${entry.id}${entry.direction}` });

const state: fc.Arbitrary<ViewState> = fc
  .record({
    roots: ids,
    directions: fc.constantFrom('both' as const, 'upstream' as const, 'downstream' as const),
    up: fc.integer({ min: 0, max: MAX_DEPTH }),
    down: fc.integer({ min: 0, max: MAX_DEPTH }),
    expanded: steps(fc.record({ id, direction, all: fc.boolean() })),
    collapsed: steps(step),
    hidden: ids,
    openColumns: ids,
    allColumns: fc.boolean(),
    ephemeral: fc.boolean(),
    trace: fc.option(fc.record({ columnId: id, indirect: fc.boolean() })),
    cap: fc.integer({ min: 1, max: MAX_CAP }),
    selection: fc.option(
      fc.oneof(
        fc.record({ on: fc.constant('node' as const), id }),
        fc.record({ on: fc.constant('edge' as const), from: id, to: id }),
      ),
    ),
    path: fc.option(fc.record({ from: id, to: id })),
    tab: fc.constantFrom('graph' as const, 'table' as const),
    at: fc.option(
      fc.oneof(
        fc.record({ revision: fc.nat() }),
        fc
          .date({ min: new Date('1990-01-01'), max: new Date('2200-01-01'), noInvalidDate: true })
          .map((date) => ({ time: date.toISOString() })),
      ),
    ),
  })
  .map((made) => ({ ...made, openColumns: made.allColumns ? [] : made.openColumns }));

/** As the router writes an address and reads it again: JSON where it parses, text where it does not. */
function throughAddress(search: object): Record<string, unknown> {
  const written = Object.entries(search).map(
    ([key, value]) => [key, typeof value === 'string' ? value : JSON.stringify(value)] as const,
  );
  return Object.fromEntries(
    written.map(([key, text]) => {
      try {
        return [key, JSON.parse(text) as unknown];
      } catch {
        return [key, text];
      }
    }),
  );
}

describe('the lineage view in the address', () => {
  it('comes back as it was', () => {
    fc.assert(
      fc.property(state, (before) => {
        expect(fromSearch(toSearch(before))).toEqual(before);
        expect(fromSearch(throughAddress(toSearch(before)))).toEqual(before);
      }),
    );
  });

  it('leaves out what has its default', () => {
    expect(toSearch({ ...INITIAL_STATE, roots: [12] })).toEqual({ root: 12 });
  });

  it('writes lists that people can read', () => {
    const view: ViewState = {
      ...INITIAL_STATE,
      roots: [12, 15],
      expanded: [
        { id: 7, direction: 'downstream', all: true },
        { id: 8, direction: 'upstream', all: false },
      ],
      selection: { on: 'edge', from: 3, to: 4 },
    };
    expect(toSearch(view)).toEqual({ root: '12,15', open: '7d.,8u', sel: '3-4' });
  });

  it('never throws and never leaves its bounds, whatever the address says', () => {
    const anything = fc.dictionary(
      fc.constantFrom(
        'root',
        'dir',
        'up',
        'down',
        'open',
        'shut',
        'hide',
        'cols',
        'eph',
        'trace',
        'follow',
        'cap',
        'sel',
        'path',
        'view',
        '__proto__',
      ),
      fc.anything(),
    );
    fc.assert(
      fc.property(anything, (search) => {
        const read = fromSearch(search);
        expect(read.roots.length).toBeLessThanOrEqual(MAX_ROOTS);
        expect(read.up).toBeGreaterThanOrEqual(0);
        expect(read.up).toBeLessThanOrEqual(MAX_DEPTH);
        expect(read.cap).toBeLessThanOrEqual(MAX_CAP);
        for (const one of [...read.roots, ...read.hidden])
          expect(one).toSatisfy((value: number) => Number.isSafeInteger(value) && value > 0);
        expect(validateLineageSearch(validateLineageSearch(search) as Record<string, unknown>)).toEqual(
          validateLineageSearch(search),
        );
      }),
    );
  });

  it('keeps the readable part of a broken address', () => {
    const read = fromSearch({
      root: '12,x,-3,0,12,15',
      open: '7u,9,zd,8d.',
      up: 'many',
      cap: 1e9,
      path: '1-2-3',
      sel: '<b>',
    });
    expect(read).toMatchObject({ roots: [12, 15], up: 1, cap: MAX_CAP, path: null, selection: null });
    expect(read.expanded).toEqual([
      { id: 7, direction: 'upstream', all: false },
      { id: 8, direction: 'downstream', all: true },
    ]);
  });
});
