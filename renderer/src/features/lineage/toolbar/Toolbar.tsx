import { ActionIcon, SegmentedControl } from '@mantine/core';
import {
  IconColumns3,
  IconExternalLink,
  IconGhost2,
  IconLayoutGrid,
  IconRestore,
  IconSettingsAutomation,
} from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { RefObject } from 'react';
import { TimeToggle } from '../../compare/TimeToggle.tsx';
import { useExplorer } from '../explorer/explorer.ts';
import type { Find } from '../explorer/use-find.ts';
import { toSearch } from '../state/url-state.ts';
import { isPristine, reset, setAllColumns, withDirections, type ViewState } from '../state/view-state.ts';
import { placesOf, SavedViews } from '../views/SavedViews.tsx';
import { DepthStepper } from './DepthStepper.tsx';
import { ExportMenu } from './ExportMenu.tsx';
import { FilterMenu } from './FilterMenu.tsx';
import { FindBox } from './FindBox.tsx';
import { GroupMenu } from './GroupMenu.tsx';
import { HiddenList } from './HiddenList.tsx';
import { Legend } from './Legend.tsx';
import classes from './toolbar.module.css';
import { ToolButton } from './ToolButton.tsx';
import { UndoButtons } from './UndoButtons.tsx';
import { say } from '../../../shared/language/say.ts';

const DIRECTIONS: readonly { readonly value: ViewState['directions']; readonly label: string }[] = [
  { value: 'upstream', label: say('Upstream') },
  { value: 'both', label: say('Both') },
  { value: 'downstream', label: say('Downstream') },
];

function Directions() {
  const { state, update } = useExplorer();
  return (
    <SegmentedControl
      size="xs"
      aria-label={say('Directions shown')}
      data={[...DIRECTIONS]}
      value={state.directions}
      onChange={(directions) => update((now) => withDirections(now, directions))}
    />
  );
}

/** What is drawn: columns, jobs, ephemeral models. */
function Drawn() {
  const { state, update } = useExplorer();
  return (
    <>
      <ToolButton
        variant={state.allColumns ? 'filled' : 'default'}
        aria-pressed={state.allColumns}
        leftSection={<IconColumns3 size={14} aria-hidden="true" />}
        onClick={() => update((now) => setAllColumns(now, !now.allColumns))}
      >
        {say('Columns')}
      </ToolButton>
      <ToolButton
        variant={state.jobs ? 'filled' : 'default'}
        aria-pressed={state.jobs}
        title={say('Draw the jobs between the datasets (J); otherwise edges alone')}
        leftSection={<IconSettingsAutomation size={14} aria-hidden="true" />}
        onClick={() => update((now) => ({ ...now, jobs: !now.jobs }))}
      >
        {say('Jobs')}
      </ToolButton>
      <ToolButton
        variant={state.ephemeral ? 'filled' : 'default'}
        aria-pressed={state.ephemeral}
        title={say('Draw ephemeral models; otherwise edges run through them')}
        leftSection={<IconGhost2 size={14} aria-hidden="true" />}
        onClick={() => update((now) => ({ ...now, ephemeral: !now.ephemeral }))}
      >
        {say('Ephemeral')}
      </ToolButton>
    </>
  );
}

/** Saved views, with the places of the present picture. */
function ViewsMenu() {
  const { state, update, view } = useExplorer();
  return (
    <SavedViews
      state={state}
      places={() => placesOf(view)}
      onSaved={(id) => update((now) => ({ ...now, saved: id }), 'replace')}
    />
  );
}

/** Back to one hop, and back to where the layout puts things. */
function Resets() {
  const { state, update } = useExplorer();
  const moved = Object.keys(state.pins).length;
  return (
    <>
      {moved > 0 ? (
        <ToolButton
          title={say('Let moved nodes go back to where the layout puts them')}
          leftSection={<IconLayoutGrid size={14} aria-hidden="true" />}
          onClick={() => update((now) => ({ ...now, pins: {}, placed: null }))}
        >
          {say('Tidy up ({moved, number})', { moved })}
        </ToolButton>
      ) : null}
      <ActionIcon
        variant="default"
        size={26}
        disabled={isPristine(state)}
        onClick={() => update(reset)}
        aria-label={say('Reset view')}
        title={say('Reset view: one hop around the roots')}
      >
        <IconRestore size={14} aria-hidden="true" />
      </ActionIcon>
    </>
  );
}

/** The controls above the picture. */
export function Toolbar({
  find,
  field,
  compact,
}: {
  readonly find: Find;
  readonly field: RefObject<HTMLInputElement | null>;
  readonly compact: boolean;
}) {
  const { state } = useExplorer();
  return (
    <div className={classes.toolbar} role="group" aria-label={say('Lineage view')}>
      <DepthStepper direction="upstream" />
      <DepthStepper direction="downstream" />
      {compact ? null : <Directions />}
      <Drawn />
      {compact ? null : (
        <>
          <GroupMenu />
          <FilterMenu />
        </>
      )}
      <HiddenList />
      {compact ? null : <TimeToggle />}
      <UndoButtons />
      <Resets />
      <span className={classes.space} />
      <FindBox find={find} field={field} />
      {compact ? null : <ViewsMenu />}
      <Legend />
      <ExportMenu withLink={!compact} />
      {compact ? (
        <ToolButton
          renderRoot={(props) => <Link {...props} to="/lineage" search={toSearch(state)} />}
          leftSection={<IconExternalLink size={14} aria-hidden="true" />}
        >
          {say('Open in Lineage')}
        </ToolButton>
      ) : null}
    </div>
  );
}
