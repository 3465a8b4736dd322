import { ReactFlowProvider } from '@xyflow/react';
import { useCallback, useRef, useState, type ReactNode } from 'react';
import '../lineage-colours.css';
import { TimeBar, type TimeBarProps } from '../../compare/TimeBar.tsx';
import { PathDialog } from '../panels/PathDialog.tsx';
import type { ViewHistory } from '../state/use-history.ts';
import type { ViewState, Update } from '../state/view-state.ts';
import { Toolbar } from '../toolbar/Toolbar.tsx';
import { ExplorerContext } from './explorer.ts';
import classes from './explorer.module.css';
import { GraphPane } from './GraphPane.tsx';
import { NodeMenu } from './NodeMenu.tsx';
import { SidePanel } from './SidePanel.tsx';
import { useEmphasis } from './use-emphasis.ts';
import { useFind } from './use-find.ts';
import { useGraphCommands } from './use-graph-commands.ts';
import { handleGraphKey, useUnfocusedKeys } from './use-graph-keys.ts';
import { useExplorerModel } from './use-model.ts';
import { usePaths } from './use-paths.ts';

interface Props {
  readonly state: ViewState;
  readonly update: Update;
  readonly history: ViewHistory;
  /** Smaller: inside another page, without minimap and links to itself. */
  readonly compact?: boolean;
  /** Stands in the place of the picture: the table. */
  readonly children?: ReactNode;
}

/** The picture of a view state with its tools, panels and keys. Holds no view state itself. */
export function LineageExplorer(props: Props) {
  return (
    <ReactFlowProvider>
      <Explorer {...props} />
    </ReactFlowProvider>
  );
}

/** One thing less: the trace, else the selection, else the path. Null when there is nothing to back out of. */
function withoutInnermost(state: ViewState): ViewState | null {
  if (state.trace) return { ...state, trace: null };
  if (state.selection) return { ...state, selection: null };
  return state.path ? { ...state, path: null } : null;
}

function Explorer({ state, update, history, compact = false, children }: Props) {
  const surface = useRef<HTMLDivElement>(null);
  const field = useRef<HTMLInputElement>(null);
  const { explorer, actions, query, anchor, menu, closeMenu, pathFrom, closePathDialog } = useExplorerModel(
    state,
    update,
    history,
    surface,
  );
  const find = useFind(query.data?.nodes);
  const paths = usePaths(state.path, state.at);
  const pathKey = state.path ? `${state.path.from}-${state.path.to}` : '';
  const [choice, setChoice] = useState({ pathKey, position: 0 });
  const chosen = choice.pathKey === pathKey ? choice.position : 0;
  const emphasis = useEmphasis({ index: explorer.index, state, path: paths?.paths[chosen] ?? null, find });
  useGraphCommands(field, explorer, !compact);
  const showAt = useCallback<TimeBarProps['onChange']>(
    (at, how) => update((now) => ({ ...now, at }), how),
    [update],
  );

  const back = () => {
    if (find.text) find.setText('');
    else if (explorer.picked.size > 0) explorer.pick([], 'none');
    else if (withoutInnermost(state)) update((now) => withoutInnermost(now) ?? now, 'replace');
    else return false;
    return true;
  };

  useUnfocusedKeys({ explorer, surface, back }, !compact && state.tab === 'graph');

  return (
    <ExplorerContext value={explorer}>
      {/* Keys act on the focused node inside; the handler only listens as they bubble up. */}
      <div
        className={classes.explorer}
        role="presentation"
        onKeyDown={(event) => handleGraphKey(event, { explorer, surface, back })}
      >
        <Toolbar find={find} field={field} compact={compact} />
        {compact ? null : <TimeBar at={state.at} onChange={showAt} />}
        <div className={classes.body}>
          {children ?? (
            <GraphPane
              surface={surface}
              actions={actions}
              anchor={anchor}
              emphasis={emphasis}
              find={find}
              query={query}
              paths={paths}
              compact={compact}
            />
          )}
          <SidePanel
            paths={paths}
            chosen={chosen}
            onChoose={(position) => setChoice({ pathKey, position })}
            compact={compact}
          />
        </div>
        <NodeMenu place={menu} onClose={closeMenu} />
        <PathDialog from={pathFrom} onClose={closePathDialog} />
      </div>
    </ExplorerContext>
  );
}
