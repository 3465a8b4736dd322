import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromSearch, toSearch, validateLineageSearch } from './url-state.ts';
import { INITIAL_STATE, MAX_CAP, MAX_DEPTH, MAX_ROOTS, NO_GROUPS, type ViewState } from './view-state.ts';

const id = fc.integer({ min: 1, max: 2 ** 40 });
const ids = fc.uniqueArray(id, { maxLength: 20 });
const direction = fc.constantFrom('upstream' as const, 'downstream' as const);
const step = fc.record({ id, direction });
/** Of a job or a group below zero. */
const nodeId = fc.oneof(
  id,
  id.map((one) => -one),
  id.map((one) => -(2 ** 50) - one),
);
const key = fc.string({ minLength: 1, maxLength: 12 });
const keys = fc.uniqueArray(key, { maxLength: 3 });
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
    along: fc.uniqueArray(fc.record({ from: id, to: id }), { maxLength: 4 }),
    only: fc.option(fc.uniqueArray(id, { minLength: 1, maxLength: 9 })),
    openColumns: ids,
    allColumns: fc.boolean(),
    ephemeral: fc.boolean(),
    jobs: fc.boolean(),
    groupBy: fc.option(fc.constantFrom('system', 'tag:domain', 'owner')),
    closed: fc.record({ all: fc.boolean(), except: fc.uniqueArray(key, { maxLength: 4 }) }),
    filter: fc.record({
      systems: keys,
      kinds: keys,
      verification: keys,
      sensitivities: keys,
      categories: keys,
      tags: keys,
      owners: keys,
      staleDays: fc.option(fc.nat(400)),
      failing: fc.boolean(),
    }),
    hideOthers: fc.boolean(),
    trace: fc.option(fc.record({ columnId: id, indirect: fc.boolean() })),
    cap: fc.integer({ min: 1, max: MAX_CAP }),
    selection: fc.option(
      fc.oneof(
        fc.record({ on: fc.constant('node' as const), id: nodeId }),
        fc.record({ on: fc.constant('edge' as const), from: nodeId, to: nodeId }),
      ),
    ),
    path: fc.option(fc.record({ from: id, to: id })),
    pins: fc.constant({}),
    placed: fc.constant(null),
    tab: fc.constantFrom('graph' as const, 'table' as const),
    saved: fc.option(id),
    at: fc.option(
      fc.oneof(
        fc.record({ revision: fc.nat() }),
        fc
          .date({ min: new Date('1990-01-01'), max: new Date('2200-01-01'), noInvalidDate: true })
          .map((date) => ({ time: date.toISOString() })),
      ),
    ),
  })
  .map((made) => ({
    ...made,
    openColumns: made.allColumns ? [] : made.openColumns,
    closed: made.groupBy === null ? NO_GROUPS : made.closed,
  }));

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
    expect(toSearch(view)).toEqual({ root: '12,15', open: '7d.,8u', sel: '3~4' });
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
        'as',
        'along',
        'only',
        'group',
        'closed',
        'filter',
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
