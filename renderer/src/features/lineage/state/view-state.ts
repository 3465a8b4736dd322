/**
 * What the lineage screen shows, as one immutable value. Every change is a function from one state to
 * the next, so that the address bar can hold it and the browser's back button undoes it.
 */

import type { At } from '../../../../../contract/index.ts';

export type Direction = 'upstream' | 'downstream';

export interface Step {
  readonly id: number;
  readonly direction: Direction;
}

/** One hop beyond a dataset, or (`all`) everything beyond it. */
export interface ExpandedStep extends Step {
  readonly all: boolean;
}

export type Selection =
  | { readonly on: 'node'; readonly id: number }
  | { readonly on: 'edge'; readonly from: number; readonly to: number };

export interface ColumnTrace {
  readonly columnId: number;
  /** Follow influences too (filter, join, sort …), not only values that flow. */
  readonly indirect: boolean;
}

export interface ViewState {
  readonly roots: readonly number[];
  readonly directions: 'both' | Direction;
  /** Hops from the roots. */
  readonly up: number;
  readonly down: number;
  readonly expanded: readonly ExpandedStep[];
  readonly collapsed: readonly Step[];
  readonly hidden: readonly number[];
  readonly openColumns: readonly number[];
  readonly allColumns: boolean;
  /** Ephemeral models are drawn; otherwise edges run through them. */
  readonly ephemeral: boolean;
  readonly trace: ColumnTrace | null;
  readonly cap: number;
  readonly selection: Selection | null;
  /** The two ends whose connecting paths are listed. */
  readonly path: { readonly from: number; readonly to: number } | null;
  readonly tab: 'graph' | 'table';
  /** The moment that is shown; null: now. */
  readonly at: At | null;
}

export const MAX_DEPTH = 50;
export const MAX_ROOTS = 50;
export const DEFAULT_CAP = 300;
export const MAX_CAP = 5000;

export const INITIAL_STATE: ViewState = {
  roots: [],
  directions: 'both',
  up: 1,
  down: 1,
  expanded: [],
  collapsed: [],
  hidden: [],
  openColumns: [],
  allColumns: false,
  ephemeral: false,
  trace: null,
  cap: DEFAULT_CAP,
  selection: null,
  path: null,
  tab: 'graph',
  at: null,
};

/** A fresh picture around other roots: depth, directions and tab stay, everything node-bound goes. */
export function withRoots(state: ViewState, roots: readonly number[]): ViewState {
  const { directions, up, down, tab, ephemeral, at } = state;
  return {
    ...INITIAL_STATE,
    directions,
    up,
    down,
    tab,
    ephemeral,
    at,
    roots: [...new Set(roots)].slice(0, MAX_ROOTS),
  };
}

/** Exactly these datasets and the edges between them: used to draw one path alone. */
export function withOnly(state: ViewState, ids: readonly number[]): ViewState {
  return { ...withRoots(state, ids), directions: 'both', up: 0, down: 0, path: state.path, tab: 'graph' };
}

/** A trace draws its own path only, so a change of what is drawn around it leaves it. */
const leaveTrace = (state: ViewState): ViewState => ({ ...state, trace: null });

export function withDepth(state: ViewState, direction: Direction, depth: number): ViewState {
  const hops = Math.min(MAX_DEPTH, Math.max(0, Math.trunc(depth)));
  return leaveTrace(direction === 'upstream' ? { ...state, up: hops } : { ...state, down: hops });
}

export function withDirections(state: ViewState, directions: ViewState['directions']): ViewState {
  return leaveTrace({ ...state, directions });
}

const sameStep = (a: Step, b: Step) => a.id === b.id && a.direction === b.direction;

/** Opens one hop, or everything, beyond a dataset. Opening `all` after one hop replaces the hop. */
export function expand(state: ViewState, step: ExpandedStep): ViewState {
  const collapsed = state.collapsed.filter((other) => !sameStep(other, step));
  const before = state.expanded.find((other) => sameStep(other, step));
  const all = step.all || (before?.all ?? false);
  const expanded = [...state.expanded.filter((other) => !sameStep(other, step)), { ...step, all }];
  return leaveTrace({ ...state, collapsed, expanded });
}

/**
 * Closes a step. A step that the user opened is taken back; one that the depth shows is recorded as
 * closed. So closing is always the exact inverse of the opening before it.
 */
export function collapse(state: ViewState, step: Step): ViewState {
  const { id, direction } = step;
  if (state.expanded.some((other) => sameStep(other, step))) {
    return leaveTrace({ ...state, expanded: state.expanded.filter((other) => !sameStep(other, step)) });
  }
  if (state.collapsed.some((other) => sameStep(other, step))) return state;
  return leaveTrace({ ...state, collapsed: [...state.collapsed, { id, direction }] });
}

export function hide(state: ViewState, id: number): ViewState {
  if (state.roots.includes(id) && state.roots.length === 1) return state;
  const hidden = state.hidden.includes(id) ? state.hidden : [...state.hidden, id];
  return { ...state, roots: state.roots.filter((root) => root !== id), hidden, selection: null };
}

export function unhide(state: ViewState, ids: readonly number[]): ViewState {
  return { ...state, hidden: state.hidden.filter((id) => !ids.includes(id)) };
}

/**
 * Opens or closes the columns of one dataset. While all are open, closing one turns "all" into the
 * list of the others that are shown.
 */
export function toggleColumns(state: ViewState, id: number, shown: readonly number[]): ViewState {
  if (state.allColumns)
    return { ...state, allColumns: false, openColumns: shown.filter((other) => other !== id) };
  const open = state.openColumns.includes(id);
  return {
    ...state,
    openColumns: open ? state.openColumns.filter((other) => other !== id) : [...state.openColumns, id],
  };
}

export function setAllColumns(state: ViewState, allColumns: boolean): ViewState {
  return { ...state, allColumns, openColumns: [] };
}

/** Lights one column's path; the same column again puts it out. */
export function toggleTrace(state: ViewState, columnId: number): ViewState {
  if (state.trace?.columnId === columnId) return { ...state, trace: null };
  return { ...state, trace: { columnId, indirect: state.trace?.indirect ?? true } };
}

/** What differs from a fresh picture around the same roots, so that "reset" can say whether it does anything. */
export function isPristine(state: ViewState): boolean {
  const fresh = {
    ...INITIAL_STATE,
    roots: state.roots,
    tab: state.tab,
    selection: state.selection,
    at: state.at,
  };
  return JSON.stringify(state) === JSON.stringify({ ...state, ...fresh });
}
