import { SegmentedControl } from '@mantine/core';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback, useMemo } from 'react';
import type { Update } from './explorer/explorer.ts';
import { LineageExplorer } from './explorer/LineageExplorer.tsx';
import classes from './LineagePage.module.css';
import { RootBar } from './RootBar.tsx';
import { RootChooser } from './RootChooser.tsx';
import { fromSearch, toSearch } from './state/url-state.ts';
import type { ViewState } from './state/view-state.ts';
import { LineageTable } from './table/LineageTable.tsx';

/** The view state that the address bar holds. Changes are navigations, so that "back" undoes them. */
function useUrlState(): [ViewState, Update] {
  const search = useSearch({ strict: false });
  const navigate = useNavigate();
  const state = useMemo(() => fromSearch(search), [search]);
  const update = useCallback<Update>(
    (change, how = 'push') => {
      void navigate({
        to: '/lineage',
        search: (now) => toSearch(change(fromSearch(now))),
        replace: how === 'replace',
        resetScroll: false,
      });
    },
    [navigate],
  );
  return [state, update];
}

/** `/lineage`: the picture and its table twin, around the datasets that the address names. */
export function LineagePage() {
  const [state, update] = useUrlState();
  if (state.roots.length === 0) return <RootChooser update={update} />;
  return (
    <div className={classes.page}>
      <div className={classes.head}>
        <RootBar state={state} update={update} />
        <SegmentedControl
          size="xs"
          aria-label="Shown as"
          data={[
            { value: 'graph', label: 'Graph' },
            { value: 'table', label: 'Table' },
          ]}
          value={state.tab}
          onChange={(tab) => update((now) => ({ ...now, tab: tab === 'table' ? 'table' : 'graph' }))}
        />
      </div>
      <div className={classes.main}>
        <LineageExplorer state={state} update={update}>
          {state.tab === 'table' ? <LineageTable key={state.roots.join()} roots={state.roots} /> : undefined}
        </LineageExplorer>
      </div>
    </div>
  );
}
