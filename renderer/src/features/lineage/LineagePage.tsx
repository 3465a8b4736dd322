import { SegmentedControl } from '@mantine/core';
import { LineageExplorer } from './explorer/LineageExplorer.tsx';
import classes from './LineagePage.module.css';
import { ButtonLink } from '../../shared/links.tsx';
import { RootBar } from './RootBar.tsx';
import { RootChooser } from './RootChooser.tsx';
import { usePageState } from './state/use-page-state.ts';
import { LineageTable } from './table/LineageTable.tsx';
import { SavedViewGate } from './views/SavedViewGate.tsx';
import { say } from '../../shared/language/say.ts';

/** `/lineage`: the picture and its table twin, around the datasets that the address names. */
export function LineagePage() {
  const { state, update, history } = usePageState();
  if (state.roots.length === 0) {
    return state.saved === null ? (
      <RootChooser update={update} />
    ) : (
      <SavedViewGate key={state.saved} id={state.saved} update={update} />
    );
  }
  return (
    <div className={classes.page}>
      <div className={classes.head}>
        <RootBar state={state} update={update} />
        <span className={classes.space} />
        <ButtonLink to="/map" size="compact-sm" variant="default" fz="xs" fw={500}>
          {say('Map')}
        </ButtonLink>
        <SegmentedControl
          size="xs"
          aria-label={say('Shown as')}
          data={[
            { value: 'graph', label: say('Graph') },
            { value: 'table', label: say('Table') },
          ]}
          value={state.tab}
          onChange={(tab) => update((now) => ({ ...now, tab: tab === 'table' ? 'table' : 'graph' }))}
        />
      </div>
      <div className={classes.main}>
        <LineageExplorer state={state} update={update} history={history}>
          {state.tab === 'table' ? <LineageTable key={state.roots.join()} roots={state.roots} /> : undefined}
        </LineageExplorer>
      </div>
    </div>
  );
}
