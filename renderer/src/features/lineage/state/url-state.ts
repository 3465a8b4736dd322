/**
 * The lineage view in the address bar: short, readable, and tolerant. Whatever cannot be read is
 * left out, since an address may have been typed or cut off by hand. Places of nodes that were moved are
 * not in it: a saved view keeps them.
 */
import type { LineageFilter } from '../../../../../contract/index.ts';
import { readAt, writeAt } from '../../compare/model/at.ts';
import {
  DEFAULT_CAP,
  INITIAL_STATE,
  MAX_ALONG,
  MAX_CAP,
  MAX_DEPTH,
  MAX_ONLY,
  MAX_ROOTS,
  NO_FILTER,
  NO_GROUPS,
  type ClosedGroups,
  type Direction,
  type ExpandedStep,
  type Pair,
  type Selection,
  type Step,
  type ViewState,
} from './view-state.ts';
import { readId, readIds, readNodeId, readWhole, texts, words, writeIds, type IdList } from './url-values.ts';

/** Search parameters of `/lineage`. Everything that has its default is absent. */
export interface LineageSearch {
  root?: IdList;
  /** Only one direction; both when absent. */
  dir?: 'up' | 'down';
  up?: number;
  down?: number;
  /** Opened steps: `12u` one hop upstream of 12, `12d.` everything downstream of it. */
  open?: string;
  /** Closed steps: `12u`. */
  shut?: string;
  hide?: IdList;
  /** Paths that are opened: `12-15,12-18`. */
  along?: string;
  /** Datasets that are shown alone. */
  only?: IdList;
  /** Datasets whose columns are drawn, or `all`. */
  cols?: IdList;
  /** `show`: ephemeral models are drawn. */
  eph?: 'show';
  /** `show`: jobs are drawn. */
  jobs?: 'show';
  group?: string;
  /** Groups that are closed: `all`, or their keys; with `open`, all but those. */
  closed?: 'all' | readonly string[] | { open: readonly string[] };
  filter?: Partial<LineageFilter>;
  /** `hide`: what the filter does not let pass is hidden and not only dimmed. */
  others?: 'hide';
  /** Column whose path is lit. */
  trace?: number;
  /** `direct`: the trace leaves influences out. */
  follow?: 'direct';
  cap?: number;
  /** Selected node `12` or edge `12~15`. */
  sel?: IdList;
  /** Ends of the listed paths: `12-15`. */
  path?: string;
  as?: 'table';
  /** Id of a saved view. Alone it means: as saved. With others: opened from there, and changed since. */
  view?: number;
  /** The moment that is shown: revision `r12`, or a time. */
  at?: string;
}

const writeStep = (step: Step) => `${step.id}${step.direction === 'upstream' ? 'u' : 'd'}`;

function writeSelection(selection: Selection | null): IdList | undefined {
  if (!selection) return undefined;
  return selection.on === 'node' ? selection.id : `${selection.from}~${selection.to}`;
}

function writeFilter(filter: LineageFilter): Partial<LineageFilter> | undefined {
  const entries = Object.entries(filter).filter(([, value]) =>
    Array.isArray(value) ? value.length > 0 : value !== null && value !== false,
  );
  return entries.length > 0 ? Object.fromEntries(entries) : undefined;
}

function writeClosed({ all, except }: ClosedGroups): LineageSearch['closed'] {
  if (!all) return except.length > 0 ? except : undefined;
  return except.length > 0 ? { open: except } : 'all';
}

/** Writes a view as search parameters. */
export function toSearch(state: ViewState): LineageSearch {
  const search: LineageSearch = {
    root: writeIds(state.roots),
    dir: state.directions === 'both' ? undefined : state.directions === 'upstream' ? 'up' : 'down',
    up: state.up === INITIAL_STATE.up ? undefined : state.up,
    down: state.down === INITIAL_STATE.down ? undefined : state.down,
    open: state.expanded.map((step) => writeStep(step) + (step.all ? '.' : '')).join(',') || undefined,
    shut: state.collapsed.map(writeStep).join(',') || undefined,
    hide: writeIds(state.hidden),
    along: state.along.map(({ from, to }) => `${from}-${to}`).join(',') || undefined,
    only: state.only ? writeIds(state.only) : undefined,
    cols: state.allColumns ? 'all' : writeIds(state.openColumns),
    eph: state.ephemeral ? 'show' : undefined,
    jobs: state.jobs ? 'show' : undefined,
    group: state.groupBy ?? undefined,
    closed: state.groupBy === null ? undefined : writeClosed(state.closed),
    filter: writeFilter(state.filter),
    others: state.hideOthers ? 'hide' : undefined,
    trace: state.trace?.columnId,
    follow: state.trace && !state.trace.indirect ? 'direct' : undefined,
    cap: state.cap === DEFAULT_CAP ? undefined : state.cap,
    sel: writeSelection(state.selection),
    path: state.path ? `${state.path.from}-${state.path.to}` : undefined,
    as: state.tab === 'table' ? 'table' : undefined,
    view: state.saved ?? undefined,
    at: writeAt(state.at),
  };
  return Object.fromEntries(Object.entries(search).filter(([, value]) => value !== undefined));
}

function readSteps(value: unknown): ExpandedStep[] {
  const steps = new Map<string, ExpandedStep>();
  for (const word of words(value)) {
    const match = /^(\d+)([ud])(\.?)$/.exec(word);
    const id = match ? readId(match[1] ?? '') : null;
    if (!match || id === null) continue;
    const direction: Direction = match[2] === 'u' ? 'upstream' : 'downstream';
    steps.set(`${id}${direction}`, { id, direction, all: match[3] === '.' });
  }
  return [...steps.values()];
}

function readPair(value: unknown): Pair | null {
  const [first, second, ...rest] = typeof value === 'string' ? value.split('-') : [];
  const from = readId(first ?? '');
  const to = readId(second ?? '');
  return from !== null && to !== null && rest.length === 0 ? { from, to } : null;
}

function readSelection(value: unknown): Selection | null {
  const text = typeof value === 'number' || typeof value === 'string' ? String(value) : '';
  const [first = '', second, ...rest] = text.split('~');
  const [from, to] = [readNodeId(first), readNodeId(second ?? '')];
  if (from !== null && to !== null && rest.length === 0) return { on: 'edge', from, to };
  return from !== null && second === undefined ? { on: 'node', id: from } : null;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function readFilter(value: unknown): LineageFilter {
  if (!isObject(value)) return NO_FILTER;
  const days = value['staleDays'];
  return {
    systems: texts(value['systems']),
    kinds: texts(value['kinds']),
    sensitivities: texts(value['sensitivities']),
    categories: texts(value['categories']),
    tags: texts(value['tags']),
    owners: texts(value['owners']),
    verification: texts(value['verification']),
    staleDays: Number.isFinite(Number(days ?? NaN)) ? readWhole(days, 0, 36_500, 0) : null,
    failing: value['failing'] === true,
  };
}

function readClosed(value: unknown): ClosedGroups {
  if (value === 'all') return { all: true, except: [] };
  if (isObject(value)) return { all: true, except: texts(value['open']) };
  const keys = texts(value);
  return keys.length > 0 ? { all: false, except: keys } : NO_GROUPS;
}

/** Reads a view from search parameters as the router parsed them. Never throws. */
export function fromSearch(search: Readonly<Record<string, unknown>> | LineageSearch): ViewState {
  const columnId = readIds(search['trace'])[0];
  const only = readIds(search['only']).slice(0, MAX_ONLY);
  const group = search['group'];
  const groupBy = typeof group === 'string' && group !== '' && group.length <= 300 ? group : null;
  return {
    roots: readIds(search['root']).slice(0, MAX_ROOTS),
    directions: search['dir'] === 'up' ? 'upstream' : search['dir'] === 'down' ? 'downstream' : 'both',
    up: readWhole(search['up'], 0, MAX_DEPTH, INITIAL_STATE.up),
    down: readWhole(search['down'], 0, MAX_DEPTH, INITIAL_STATE.down),
    expanded: readSteps(search['open']),
    collapsed: readSteps(search['shut']).map(({ id, direction }) => ({ id, direction })),
    hidden: readIds(search['hide']),
    along: words(search['along'])
      .flatMap((word) => readPair(word) ?? [])
      .slice(0, MAX_ALONG),
    only: only.length > 0 ? only : null,
    openColumns: search['cols'] === 'all' ? [] : readIds(search['cols']),
    allColumns: search['cols'] === 'all',
    ephemeral: search['eph'] === 'show',
    jobs: search['jobs'] === 'show',
    groupBy,
    closed: groupBy === null ? NO_GROUPS : readClosed(search['closed']),
    filter: readFilter(search['filter']),
    hideOthers: search['others'] === 'hide',
    trace: columnId === undefined ? null : { columnId, indirect: search['follow'] !== 'direct' },
    cap: readWhole(search['cap'], 1, MAX_CAP, DEFAULT_CAP),
    pins: {},
    placed: null,
    selection: readSelection(search['sel']),
    path: readPair(search['path']),
    // `view=table` is how addresses named the table before there were saved views.
    tab: search['as'] === 'table' || search['view'] === 'table' ? 'table' : 'graph',
    saved: search['view'] === 'table' ? null : (readIds(search['view'])[0] ?? null),
    at: readAt(search['at']),
  };
}

/** The router's `validateSearch` of `/lineage`: keeps what can be read, in its canonical spelling. */
export function validateLineageSearch(search: Record<string, unknown>): LineageSearch {
  return toSearch(fromSearch(search));
}
