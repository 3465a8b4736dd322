import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toRequest } from './view-request.ts';
import {
  collapse,
  expand,
  hide,
  INITIAL_STATE,
  isPristine,
  setAllColumns,
  toggleColumns,
  toggleTrace,
  unhide,
  withDepth,
  withDirections,
  withOnly,
  withRoots,
  type ViewState,
} from './view-state.ts';

const start = withRoots(INITIAL_STATE, [1]);
const up = { id: 5, direction: 'upstream' as const };

describe('opening and closing steps', () => {
  it('takes back what was opened', () => {
    expect(collapse(expand(start, { ...up, all: false }), up)).toEqual(start);
  });

  it('opens again what was closed', () => {
    const closed = collapse(start, up);
    expect(closed.collapsed).toEqual([up]);
    expect(expand(closed, { ...up, all: false }).collapsed).toEqual([]);
  });

  it('never holds a step twice, nor opened and closed at once', () => {
    const action = fc.record({
      open: fc.boolean(),
      all: fc.boolean(),
      id: fc.integer({ min: 1, max: 3 }),
      down: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(action, { maxLength: 30 }), (actions) => {
        const end = actions.reduce<ViewState>((state, { open, all, id, down }) => {
          const step = { id, direction: down ? ('downstream' as const) : ('upstream' as const) };
          return open ? expand(state, { ...step, all }) : collapse(state, step);
        }, start);
        const keys = [...end.expanded, ...end.collapsed].map((step) => `${step.id}${step.direction}`);
        expect(new Set(keys).size).toBe(keys.length);
      }),
    );
  });

  it('keeps "everything" when one hop is asked again', () => {
    const all = expand(start, { ...up, all: true });
    expect(expand(all, { ...up, all: false }).expanded).toEqual([{ ...up, all: true }]);
  });
});

describe('columns', () => {
  it('closing one while all are open leaves the others open', () => {
    expect(toggleColumns(setAllColumns(start, true), 2, [1, 2, 3])).toMatchObject({
      allColumns: false,
      openColumns: [1, 3],
    });
  });

  it('a trace ends by the same click, and keeps its setting for the next column', () => {
    const direct: ViewState = { ...start, trace: { columnId: 7, indirect: false } };
    expect(toggleTrace(direct, 7).trace).toBeNull();
    expect(toggleTrace(direct, 8).trace).toEqual({ columnId: 8, indirect: false });
  });
});

describe('a trace', () => {
  it('ends when what is drawn around it changes, and survives what is not', () => {
    const traced: ViewState = { ...start, trace: { columnId: 7, indirect: true } };
    for (const next of [
      expand(traced, { ...up, all: false }),
      collapse(traced, up),
      withDepth(traced, 'upstream', 2),
      withDirections(traced, 'upstream'),
    ]) {
      expect(next.trace).toBeNull();
    }
    expect(toggleColumns(traced, 1, [1]).trace).toEqual(traced.trace);
  });
});

describe('hiding', () => {
  it('never takes the only root away', () => {
    expect(hide(start, [1])).toEqual(start);
    expect(hide({ ...start, roots: [1, 2] }, [1])).toMatchObject({ roots: [2], hidden: [1] });
  });

  it('can be taken back', () => {
    expect(unhide(hide(start, [9]), [9])).toEqual(start);
  });
});

describe('roots and depth', () => {
  it('new roots keep depth and tab, and drop what belonged to the old picture', () => {
    const busy: ViewState = { ...expand(start, { ...up, all: true }), up: 4, tab: 'table', hidden: [3] };
    expect(withRoots(busy, [8, 8])).toEqual({ ...INITIAL_STATE, roots: [8], up: 4, tab: 'table' });
  });

  it('depth stays within bounds', () => {
    expect(withDepth(start, 'upstream', -2).up).toBe(0);
    expect(withDepth(start, 'downstream', 999).down).toBe(50);
  });

  it('a path alone is drawn without its neighbours', () => {
    expect(withOnly({ ...start, path: { from: 1, to: 3 } }, [1, 2, 3])).toMatchObject({
      roots: [1, 2, 3],
      up: 0,
      down: 0,
      path: { from: 1, to: 3 },
    });
  });

  it('one direction asks nothing of the other', () => {
    expect(toRequest({ ...start, directions: 'upstream', up: 3, down: 2 })).toMatchObject({ up: 3, down: 0 });
  });

  it('knows a fresh view', () => {
    expect(isPristine(start)).toBe(true);
    expect(isPristine({ ...start, selection: { on: 'node', id: 1 } })).toBe(true);
    expect(isPristine(withDepth(start, 'upstream', 2))).toBe(false);
  });
});
