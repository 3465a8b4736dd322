import { ActionIcon, SegmentedControl } from '@mantine/core';
import { IconColumns3, IconExternalLink, IconGhost2, IconRestore } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { RefObject } from 'react';
import { TimeToggle } from '../../compare/TimeToggle.tsx';
import { useExplorer } from '../explorer/explorer.ts';
import type { Find } from '../explorer/use-find.ts';
import { toSearch } from '../state/url-state.ts';
import {
  INITIAL_STATE,
  isPristine,
  setAllColumns,
  withDirections,
  withRoots,
  type ViewState,
} from '../state/view-state.ts';
import { DepthStepper } from './DepthStepper.tsx';
import { ExportMenu } from './ExportMenu.tsx';
import { FindBox } from './FindBox.tsx';
import { HiddenList } from './HiddenList.tsx';
import { Legend } from './Legend.tsx';
import classes from './toolbar.module.css';
import { ToolButton } from './ToolButton.tsx';

const DIRECTIONS: readonly { readonly value: ViewState['directions']; readonly label: string }[] = [
  { value: 'upstream', label: 'Upstream' },
  { value: 'both', label: 'Both' },
  { value: 'downstream', label: 'Downstream' },
];

function Directions() {
  const { state, update } = useExplorer();
  return (
    <SegmentedControl
      size="xs"
      aria-label="Directions shown"
      data={[...DIRECTIONS]}
      value={state.directions}
      onChange={(directions) => update((now) => withDirections(now, directions))}
    />
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
  const { state, update } = useExplorer();
  return (
    <div className={classes.toolbar} role="group" aria-label="Lineage view">
      <DepthStepper direction="upstream" />
      <DepthStepper direction="downstream" />
      {compact ? null : <Directions />}
      <ToolButton
        variant={state.allColumns ? 'filled' : 'default'}
        aria-pressed={state.allColumns}
        leftSection={<IconColumns3 size={14} aria-hidden="true" />}
        onClick={() => update((now) => setAllColumns(now, !now.allColumns))}
      >
        Columns
      </ToolButton>
      <ToolButton
        variant={state.ephemeral ? 'filled' : 'default'}
        aria-pressed={state.ephemeral}
        title="Draw ephemeral models; otherwise edges run through them"
        leftSection={<IconGhost2 size={14} aria-hidden="true" />}
        onClick={() => update((now) => ({ ...now, ephemeral: !now.ephemeral }))}
      >
        Ephemeral
      </ToolButton>
      <HiddenList />
      {compact ? null : <TimeToggle />}
      <ActionIcon
        variant="default"
        size={26}
        disabled={isPristine(state)}
        onClick={() => update((now) => ({ ...withRoots(INITIAL_STATE, now.roots), tab: now.tab }))}
        aria-label="Reset view"
        title="Reset view: one hop around the roots"
      >
        <IconRestore size={14} aria-hidden="true" />
      </ActionIcon>
      <span className={classes.space} />
      <FindBox find={find} field={field} />
      <Legend />
      <ExportMenu withLink={!compact} />
      {compact ? (
        <ToolButton
          renderRoot={(props) => <Link {...props} to="/lineage" search={toSearch(state)} />}
          leftSection={<IconExternalLink size={14} aria-hidden="true" />}
        >
          Open in Lineage
        </ToolButton>
      ) : null}
    </div>
  );
}
