import { useLocation, useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback, useMemo } from 'react';
import { readPlaces } from './saved-state.ts';
import { fromSearch, toSearch } from './url-state.ts';
import { useHistory, type ViewHistory } from './use-history.ts';
import type { ViewState, Update } from './view-state.ts';

/** Where moved nodes are kept: with the entry of the browser's history, since an address is too short. */
interface Kept {
  readonly lineage?: { readonly pins: ViewState['pins']; readonly placed: ViewState['placed'] };
}

/** The view state that the address bar holds. Changes are navigations, so that "back" undoes them too. */
export function usePageState(): {
  readonly state: ViewState;
  readonly update: Update;
  readonly history: ViewHistory;
} {
  const search = useSearch({ strict: false });
  const kept = useLocation({ select: (location) => (location.state as Kept).lineage });
  const navigate = useNavigate();
  const state = useMemo<ViewState>(
    () => ({
      ...fromSearch(search),
      pins: readPlaces(kept?.pins),
      placed: kept?.placed ? readPlaces(kept.placed) : null,
    }),
    [search, kept],
  );
  const set = useCallback(
    (next: ViewState, how: 'push' | 'replace') => {
      const places: Kept = { lineage: { pins: next.pins, placed: next.placed } };
      void navigate({
        to: '/lineage',
        search: toSearch(next),
        state: (before) => ({ ...before, ...places }),
        replace: how === 'replace',
        resetScroll: false,
      });
    },
    [navigate],
  );
  return { state, ...useHistory(state, set) };
}
