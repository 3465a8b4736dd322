import { useCallback, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { toRequest } from './view-request.ts';
import { NO_HISTORY, redone, stepped, undone } from './history.ts';
import type { ViewState, Update } from './view-state.ts';

export interface ViewHistory {
  /** Null when there is nothing to take back. */
  readonly undo: (() => void) | null;
  readonly redo: (() => void) | null;
}

/** Once something else is asked for, the places of a saved view are only where nodes come from. */
function leavingPlaces(now: ViewState, next: ViewState): ViewState {
  if (next.placed === null || next.placed !== now.placed) return next;
  const asked = (state: ViewState) => JSON.stringify(toRequest({ ...state, pins: {} }));
  return asked(now) === asked(next) ? next : { ...next, placed: null };
}

/** Adds undo and redo to a view state that is held elsewhere. */
export function useHistory(
  state: ViewState,
  set: (next: ViewState, how: 'push' | 'replace') => void,
): { readonly update: Update; readonly history: ViewHistory } {
  const latest = useRef(state);
  useLayoutEffect(() => {
    latest.current = state;
  }, [state]);
  const [history, setHistory] = useState(NO_HISTORY);
  const known = useRef(history);

  const remember = useCallback((next: typeof history) => {
    known.current = next;
    setHistory(next);
  }, []);
  const show = useCallback(
    (next: ViewState, how: 'push' | 'replace') => {
      latest.current = next;
      set(next, how);
    },
    [set],
  );
  const update = useCallback<Update>(
    (change, how = 'push') => {
      const now = latest.current;
      const next = leavingPlaces(now, change(now));
      if (next === now) return;
      if (how === 'push') remember(stepped(known.current, now, next));
      show(next, how);
    },
    [remember, show],
  );
  const travel = useCallback(
    (step: typeof undone) => {
      const there = step(known.current, latest.current);
      if (!there) return;
      remember(there.history);
      show({ ...there.state, tab: latest.current.tab }, 'replace');
    },
    [remember, show],
  );
  const canUndo = undone(history, state) !== null;
  const canRedo = redone(history, state) !== null;
  return useMemo(
    () => ({
      update,
      history: {
        undo: canUndo ? () => travel(undone) : null,
        redo: canRedo ? () => travel(redone) : null,
      },
    }),
    [update, travel, canUndo, canRedo],
  );
}
