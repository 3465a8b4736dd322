import { VisuallyHidden } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
import { useCallback, useLayoutEffect, useMemo, useState, type RefObject } from 'react';
import type { LineageNode, LineageView } from '../../../../../contract/index.ts';
import { ErrorState } from '../../../shared/ErrorState.tsx';
import { Loading } from '../../../shared/Loading.tsx';
import { GraphSurface } from '../canvas/GraphSurface.tsx';
import type { Emphasis } from '../canvas/edge-style.ts';
import type { ViewIndex } from '../model/view-index.ts';
import { describeNode } from '../node/describe.ts';
import type { NodeFlags } from '../node/flow-nodes.ts';
import { GraphActionsContext, type GraphActions } from '../node/graph-actions.ts';
import { PickedBar } from '../toolbar/PickedBar.tsx';
import { pin } from '../state/view-state.ts';
import { StatusBars, Totals } from '../toolbar/StatusBars.tsx';
import { ZoomControls } from '../toolbar/ZoomControls.tsx';
import { useExplorer } from './explorer.ts';
import { NothingThere } from './NothingThere.tsx';
import type { Find } from './use-find.ts';
import type { Paths } from './use-paths.ts';
import classes from './explorer.module.css';
import { say } from '../../../shared/language/say.ts';

interface Props {
  readonly surface: RefObject<HTMLDivElement | null>;
  readonly actions: GraphActions;
  readonly anchor: number | null;
  readonly emphasis: Emphasis;
  readonly find: Find;
  readonly query: UseQueryResult<LineageView>;
  readonly paths: Paths | null;
  readonly compact: boolean;
}

function useFlags(
  emphasis: Emphasis,
  matches: ReadonlySet<number>,
  current: number | undefined,
  selected: number | null,
  focused: number | null,
  picked: ReadonlySet<number>,
) {
  return useCallback(
    ({ id, dimmed }: LineageNode): NodeFlags => ({
      selected: id === selected,
      picked: picked.has(id),
      faded: dimmed || (emphasis.fade && !emphasis.highlight?.nodes.has(id)),
      match: id === current ? 'current' : matches.has(id) ? 'match' : 'none',
      tabStop: id === focused,
    }),
    [emphasis, matches, current, selected, focused, picked],
  );
}

function Drawing({ index, ...props }: Props & { readonly index: ViewIndex }) {
  const { surface, anchor, emphasis, find } = props;
  const { state, update, select, focused, picked, pick } = useExplorer();
  const selected = state.selection?.on === 'node' ? state.selection.id : null;
  const matches = useMemo(() => new Set(find.matches.map((node) => node.id)), [find.matches]);
  const current = find.matches[find.position]?.id;
  const flagsOf = useFlags(emphasis, matches, current, selected, focused?.id ?? null, picked);
  const { clientWidth: width = 0, clientHeight: height = 0 } = surface.current ?? {};
  return (
    <GraphSurface
      index={index}
      surface={surface}
      size={{ width, height }}
      anchor={anchor}
      emphasis={emphasis}
      matches={matches}
      flagsOf={flagsOf}
      selected={selected}
      withMinimap={!props.compact}
      onSelectNode={select}
      onPick={pick}
      onMove={(places) => update((now) => pin(now, places))}
      onSelectEdge={(from, to) =>
        update((now) => ({ ...now, selection: { on: 'edge', from, to } }), 'replace')
      }
      onClear={() => {
        pick([], 'none');
        update((now) => ({ ...now, selection: null }), 'replace');
      }}
    />
  );
}

const HOW_TO_ID = 'lineage-how-to';
const HOW_TO = say(
  'Arrow keys walk along the edges, Enter shows one step further, Space opens the details, C shows columns, J shows jobs, G closes a group. Question mark lists all keys. The table tab holds the same lineage as a table.',
);

/** The picture with everything that floats over it. */
export function GraphPane(props: Props) {
  const { index, focused } = useExplorer();
  const { surface, query, paths, compact, actions } = props;
  const busy = query.isFetching;
  // A picture that is at hand at once must wait for the surface: its size decides where the picture is shown first.
  const [hasSurface, setHasSurface] = useState(false);
  useLayoutEffect(() => setHasSurface(true), []);
  return (
    <div
      className={classes.surface}
      ref={surface}
      tabIndex={-1}
      aria-busy={busy}
      role="group"
      aria-label={say('Lineage picture')}
      aria-describedby={HOW_TO_ID}
    >
      <VisuallyHidden id={HOW_TO_ID}>{HOW_TO}</VisuallyHidden>
      <VisuallyHidden aria-live="polite">
        {index && focused ? describeNode(index, focused) : ''}
      </VisuallyHidden>
      {query.error ? (
        <div className={classes.failure}>
          <ErrorState error={query.error} onRetry={() => void query.refetch()} />
        </div>
      ) : null}
      {index && !query.error ? (
        <>
          <GraphActionsContext value={actions}>
            {hasSurface ? <Drawing {...props} index={index} /> : null}
          </GraphActionsContext>
          <StatusBars paths={paths} />
          <NothingThere compact={compact} />
          <PickedBar />
          <ZoomControls />
          <Totals />
          {busy ? (
            <div className={classes.busy} role="status" aria-label={say('Updating the picture')} />
          ) : null}
        </>
      ) : null}
      {query.isPending ? <Loading what={say('the picture')} bars={[]} className={classes.loading} /> : null}
    </div>
  );
}
