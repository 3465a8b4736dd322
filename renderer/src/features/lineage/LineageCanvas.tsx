import { useCallback, useState } from 'react';
import type { At } from '../../../../contract/index.ts';
import { LineageExplorer } from './explorer/LineageExplorer.tsx';
import { useHistory } from './state/use-history.ts';
import { INITIAL_STATE, MAX_DEPTH, withRoots, type ViewState } from './state/view-state.ts';

interface Props {
  /** Id of the dataset around which the lineage is drawn. */
  readonly root: number;
  /** Several instead of it. */
  readonly roots?: readonly number[];
  /** Only these datasets and the paths between them, downstream of the roots. */
  readonly only?: readonly number[];
  /** The moment that is shown; now when absent. */
  readonly at?: At;
  /** Pixels; a comfortable default within a page. */
  readonly height?: number;
  /** Without minimap and page-wide keys; the default. */
  readonly compact?: boolean;
}

function initialState({ root, roots, only, at }: Props): ViewState {
  const state = { ...withRoots(INITIAL_STATE, roots ?? [root]), at: at ?? null };
  return only ? { ...state, only, directions: 'downstream', down: MAX_DEPTH } : state;
}

function Canvas(props: Props) {
  const { height = 560, compact = true } = props;
  const [state, setState] = useState(() => initialState(props));
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
  return <Canvas key={JSON.stringify([props.root, props.roots, props.only, props.at])} {...props} />;
}
