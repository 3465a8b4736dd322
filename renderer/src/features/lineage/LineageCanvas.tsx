import { useCallback, useState } from 'react';
import { LineageExplorer } from './explorer/LineageExplorer.tsx';
import { useHistory } from './state/use-history.ts';
import { INITIAL_STATE, withRoots, type ViewState } from './state/view-state.ts';

interface Props {
  /** Id of the dataset around which the lineage is drawn. */
  readonly root: number;
  /** Pixels; a comfortable default within a page. */
  readonly height?: number;
  /** Without minimap and page-wide keys; the default. */
  readonly compact?: boolean;
}

function Canvas({ root, height = 560, compact = true }: Props) {
  const [state, setState] = useState(() => withRoots(INITIAL_STATE, [root]));
  const set = useCallback((next: ViewState) => setState(next), []);
  const { update, history } = useHistory(state, set);
  return (
    <div
      style={{
        height,
        border: '1px solid var(--mantine-color-default-border)',
        borderRadius: 6,
        overflow: 'hidden',
      }}
    >
      <LineageExplorer state={state} update={update} history={history} compact={compact} />
    </div>
  );
}

/** The lineage of one dataset inside another page. Its view is its own and does not touch the address. */
export function LineageCanvas(props: Props) {
  return <Canvas key={props.root} {...props} />;
}
