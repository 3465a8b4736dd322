/** Undo of what the lineage screen shows: the states before, and those taken back. Pure. */
import type { ViewState } from './view-state.ts';

export interface History {
  readonly past: readonly ViewState[];
  readonly future: readonly ViewState[];
}

export const NO_HISTORY: History = { past: [], future: [] };
/** Steps that can be taken back. */
const DEPTH = 100;

/** What a step of undo is about: not what is selected, and not which tab is open. */
function essence(state: ViewState): string {
  return JSON.stringify({ ...state, selection: null, tab: null, path: null, saved: null });
}

/** `now` is left for another state. A change of the selection alone is no step. */
export function stepped(history: History, now: ViewState, next: ViewState): History {
  if (now.roots.length === 0 || essence(now) === essence(next)) return history;
  return { past: [...history.past, now].slice(-DEPTH), future: [] };
}

/** The state before, with what is then left to undo and to redo; null where there is none. */
export function undone(
  { past, future }: History,
  now: ViewState,
): { history: History; state: ViewState } | null {
  const at = past.findLastIndex((state) => essence(state) !== essence(now));
  const state = past[at];
  return state ? { state, history: { past: past.slice(0, at), future: [now, ...future] } } : null;
}

export function redone(
  { past, future }: History,
  now: ViewState,
): { history: History; state: ViewState } | null {
  const at = future.findIndex((state) => essence(state) !== essence(now));
  const state = future[at];
  return state ? { state, history: { past: [...past, now], future: future.slice(at + 1) } } : null;
}
