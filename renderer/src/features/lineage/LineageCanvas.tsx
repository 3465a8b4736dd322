import { useCallback, useState } from 'react';
import type { Update } from './explorer/explorer.ts';
import { LineageExplorer } from './explorer/LineageExplorer.tsx';
import { INITIAL_STATE, withRoots } from './state/view-state.ts';

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
  const update = useCallback<Update>((change) => setState(change), []);
  return (
    <div
      style={{
        height,
        border: '1px solid var(--mantine-color-default-border)',
        borderRadius: 6,
        overflow: 'hidden',
      }}
    >
      <LineageExplorer state={state} update={update} compact={compact} />
    </div>
  );
}

/** The lineage of one dataset inside another page. Its view is its own and does not touch the address. */
export function LineageCanvas(props: Props) {
  return <Canvas key={props.root} {...props} />;
}
