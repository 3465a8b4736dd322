/**
 * What the lineage screen shows, as one immutable value. Every change is a function from one state to
 * the next, so that the address bar can hold it, and undo and the browser's back button take it back.
 */
import type { LineageFilter } from '../../../../../contract/index.ts';

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

/** Nodes by their id in the picture: jobs and closed groups have negative ones. */
export type Selection =
  | { readonly on: 'node'; readonly id: number }
  | { readonly on: 'edge'; readonly from: number; readonly to: number };

export interface ColumnTrace {
  readonly columnId: number;
  /** Follow influences too (filter, join, sort …), not only values that flow. */
  readonly indirect: boolean;
}

export interface Pair {
  readonly from: number;
  readonly to: number;
}

export interface Place {
  readonly x: number;
  readonly y: number;
}

/** Groups drawn as one node: all or none, except those named. */
export interface ClosedGroups {
  readonly all: boolean;
  readonly except: readonly string[];
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
  /** Everything on the paths between two datasets is shown. */
  readonly along: readonly Pair[];
  /** Only these datasets and the paths between them. */
  readonly only: readonly number[] | null;
  readonly openColumns: readonly number[];
  readonly allColumns: boolean;
  /** Ephemeral models are drawn; otherwise edges run through them. */
  readonly ephemeral: boolean;
  /** Jobs are drawn between the datasets. */
  readonly jobs: boolean;
  readonly groupBy: string | null;
  readonly closed: ClosedGroups;
  readonly filter: LineageFilter;
  /** The filter hides what it does not let pass, instead of dimming it. */
  readonly hideOthers: boolean;
  readonly trace: ColumnTrace | null;
  readonly cap: number;
  /** Nodes that were moved by hand, by id. */
  readonly pins: Readonly<Record<string, Place>>;
  /** Where every node stood in the saved view that was opened; until something else is asked for. */
  readonly placed: Readonly<Record<string, Place>> | null;
  readonly selection: Selection | null;
  /** The two ends whose connecting paths are listed. */
  readonly path: Pair | null;
  readonly tab: 'graph' | 'table';
  /** The saved view that this one was opened from. */
  readonly saved: number | null;
  /** The moment that is shown; null: now. */
  readonly at: At | null;
}

/** `push` makes a step for undo and for the browser's back button; `replace` does not. */
export type Update = (change: (state: ViewState) => ViewState, how?: 'push' | 'replace') => void;

export const MAX_DEPTH = 50;
export const MAX_ROOTS = 50;
export const DEFAULT_CAP = 300;
export const MAX_CAP = 5000;
/** As the engine allows. */
export const MAX_ALONG = 50;
export const MAX_ONLY = 5000;

export const NO_FILTER: LineageFilter = {
  systems: [],
  kinds: [],
  sensitivities: [],
  categories: [],
  tags: [],
  owners: [],
  verification: [],
  staleDays: null,
  failing: false,
};
export const NO_GROUPS: ClosedGroups = { all: false, except: [] };

export const INITIAL_STATE: ViewState = {
  roots: [],
  directions: 'both',
  up: 1,
  down: 1,
  expanded: [],
  collapsed: [],
  hidden: [],
  along: [],
  only: null,
  openColumns: [],
  allColumns: false,
  ephemeral: false,
  jobs: false,
  groupBy: null,
  closed: NO_GROUPS,
  filter: NO_FILTER,
  hideOthers: false,
  trace: null,
  cap: DEFAULT_CAP,
  pins: {},
  placed: null,
  selection: null,
  path: null,
  tab: 'graph',
  saved: null,
  at: null,
};

/** A fresh picture around other roots: depth, directions and ways of drawing stay, everything node-bound goes. */
export function withRoots(state: ViewState, roots: readonly number[]): ViewState {
  const { directions, up, down, tab, ephemeral, jobs, groupBy, at } = state;
  return {
    ...INITIAL_STATE,
    directions,
    up,
    down,
    tab,
    ephemeral,
    jobs,
    groupBy,
    at,
    roots: [...new Set(roots)].slice(0, MAX_ROOTS),
  };
}

/** One hop around the same roots, as at first. */
export function reset(state: ViewState): ViewState {
  return { ...withRoots({ ...INITIAL_STATE, at: state.at }, state.roots), tab: state.tab };
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

/** Hides datasets; one root always stays. */
export function hide(state: ViewState, ids: readonly number[]): ViewState {
  const roots = state.roots.filter((root) => !ids.includes(root));
  const kept = roots.length > 0 ? roots : state.roots.slice(0, 1);
  const hidden = ids.filter((id) => !kept.includes(id) && !state.hidden.includes(id));
  if (hidden.length === 0) return state;
  return { ...state, roots: kept, hidden: [...state.hidden, ...hidden], selection: null };
}

export function unhide(state: ViewState, ids: readonly number[]): ViewState {
  return { ...state, hidden: state.hidden.filter((id) => !ids.includes(id)) };
}

/** Shows nothing but these datasets and the paths between them. */
export function isolate(state: ViewState, ids: readonly number[]): ViewState {
  const only = [...new Set(ids)].slice(0, MAX_ONLY);
  return only.length === 0
    ? state
    : leaveTrace({ ...state, only, expanded: [], collapsed: [], along: [], selection: null });
}

/** Shows everything on the paths between two datasets. */
export function openPath(state: ViewState, ends: Pair): ViewState {
  if (ends.from === ends.to) return state;
  const along = state.along.filter(({ from, to }) => from !== ends.from || to !== ends.to);
  return leaveTrace({ ...state, along: [...along, ends].slice(-MAX_ALONG) });
}

/** Another grouping, with all its groups open. */
export function withGrouping(state: ViewState, groupBy: string | null): ViewState {
  return { ...state, groupBy, closed: NO_GROUPS, pins: {} };
}

export function setAllGroups(state: ViewState, all: boolean): ViewState {
  return { ...state, closed: { all, except: [] } };
}

/** Closes an open group, or opens a closed one. */
export function toggleGroup(state: ViewState, key: string): ViewState {
  const { all, except } = state.closed;
  const rest = except.filter((other) => other !== key);
  return { ...state, closed: { all, except: rest.length < except.length ? rest : [...except, key] } };
}

export function isFiltering({ filter }: Pick<ViewState, 'filter'>): boolean {
  return Object.values(filter).some((value) =>
    Array.isArray(value) ? value.length > 0 : value !== null && value !== false,
  );
}

/** Puts nodes in their place; they keep it until they are let go. */
export function pin(state: ViewState, places: Readonly<Record<string, Place>>): ViewState {
  return { ...state, pins: { ...state.pins, ...places } };
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
  return JSON.stringify({ ...state, saved: null }) === JSON.stringify({ ...state, ...fresh });
}
