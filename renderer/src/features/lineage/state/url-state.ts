/**
 * The lineage view in the address bar: short, readable, and tolerant. Whatever cannot be read is
 * left out, since an address may have been typed or cut off by hand.
 */
import { readAt, writeAt } from '../../compare/model/at.ts';
import {
  DEFAULT_CAP,
  INITIAL_STATE,
  MAX_CAP,
  MAX_DEPTH,
  MAX_ROOTS,
  type Direction,
  type ExpandedStep,
  type Selection,
  type Step,
  type ViewState,
} from './view-state.ts';

/** Lists of ids are `12,15`; a single id is a number, which the router writes without quotes. */
type IdList = string | number;

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
  /** Datasets whose columns are drawn, or `all`. */
  cols?: IdList;
  /** `show`: ephemeral models are drawn. */
  eph?: 'show';
  /** Column whose path is lit. */
  trace?: number;
  /** `direct`: the trace leaves influences out. */
  follow?: 'direct';
  cap?: number;
  /** Selected dataset `12` or edge `12-15`. */
  sel?: IdList;
  /** Ends of the listed paths: `12-15`. */
  path?: string;
  view?: 'table';
  /** The moment that is shown: revision `r12`, or a time. */
  at?: string;
}

/** More entries than anyone opens by hand; a longer list is an accident or an attack. */
const MAX_LIST = 2000;

function writeIds(ids: readonly number[]): IdList | undefined {
  return ids.length > 1 ? ids.join(',') : ids[0];
}

const writeStep = (step: Step) => `${step.id}${step.direction === 'upstream' ? 'u' : 'd'}`;

function writeSelection(selection: Selection | null): IdList | undefined {
  if (!selection) return undefined;
  return selection.on === 'node' ? selection.id : `${selection.from}-${selection.to}`;
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
    cols: state.allColumns ? 'all' : writeIds(state.openColumns),
    eph: state.ephemeral ? 'show' : undefined,
    trace: state.trace?.columnId,
    follow: state.trace && !state.trace.indirect ? 'direct' : undefined,
    cap: state.cap === DEFAULT_CAP ? undefined : state.cap,
    sel: writeSelection(state.selection),
    path: state.path ? `${state.path.from}-${state.path.to}` : undefined,
    view: state.tab === 'table' ? 'table' : undefined,
    at: writeAt(state.at),
  };
  return Object.fromEntries(Object.entries(search).filter(([, value]) => value !== undefined));
}

function readId(text: string): number | null {
  if (!/^\d{1,15}$/.test(text)) return null;
  const id = Number(text);
  return id > 0 ? id : null;
}

function words(value: unknown): string[] {
  if (typeof value === 'number') return [String(value)];
  return typeof value === 'string' && value ? value.split(',', MAX_LIST) : [];
}

function readIds(value: unknown): number[] {
  return [
    ...new Set(
      words(value)
        .map(readId)
        .filter((id) => id !== null),
    ),
  ];
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

function readPair(value: unknown): { from: number; to: number } | null {
  const [first, second, ...rest] = typeof value === 'string' ? value.split('-') : [];
  const from = readId(first ?? '');
  const to = readId(second ?? '');
  return from !== null && to !== null && rest.length === 0 ? { from, to } : null;
}

function readSelection(value: unknown): Selection | null {
  const pair = readPair(value);
  if (pair) return { on: 'edge', ...pair };
  const id = typeof value === 'number' || typeof value === 'string' ? readId(String(value)) : null;
  return id === null ? null : { on: 'node', id };
}

function readWhole(value: unknown, low: number, high: number, otherwise: number): number {
  const number =
    typeof value === 'number' ? value : typeof value === 'string' && value ? Number(value) : Number.NaN;
  return Number.isFinite(number) ? Math.min(high, Math.max(low, Math.trunc(number))) : otherwise;
}

/** Reads a view from search parameters as the router parsed them. Never throws. */
export function fromSearch(search: Readonly<Record<string, unknown>> | LineageSearch): ViewState {
  const columnId = readIds(search['trace'])[0];
  return {
    roots: readIds(search['root']).slice(0, MAX_ROOTS),
    directions: search['dir'] === 'up' ? 'upstream' : search['dir'] === 'down' ? 'downstream' : 'both',
    up: readWhole(search['up'], 0, MAX_DEPTH, INITIAL_STATE.up),
    down: readWhole(search['down'], 0, MAX_DEPTH, INITIAL_STATE.down),
    expanded: readSteps(search['open']),
    collapsed: readSteps(search['shut']).map(({ id, direction }) => ({ id, direction })),
    hidden: readIds(search['hide']),
    openColumns: search['cols'] === 'all' ? [] : readIds(search['cols']),
    allColumns: search['cols'] === 'all',
    ephemeral: search['eph'] === 'show',
    trace: columnId === undefined ? null : { columnId, indirect: search['follow'] !== 'direct' },
    cap: readWhole(search['cap'], 1, MAX_CAP, DEFAULT_CAP),
    selection: readSelection(search['sel']),
    path: readPair(search['path']),
    tab: search['view'] === 'table' ? 'table' : 'graph',
    at: readAt(search['at']),
  };
}

/** The router's `validateSearch` of `/lineage`: keeps what can be read, in its canonical spelling. */
export function validateLineageSearch(search: Record<string, unknown>): LineageSearch {
  return toSearch(fromSearch(search));
}
