import { EdgePanel } from '../panels/EdgePanel.tsx';
import { GroupPanel } from '../panels/GroupPanel.tsx';
import { JobPanel } from '../panels/JobPanel.tsx';
import { NodePanel } from '../panels/NodePanel.tsx';
import { PathsPanel } from '../panels/PathsPanel.tsx';
import { useExplorer } from './explorer.ts';
import type { Paths } from './use-paths.ts';

interface Props {
  readonly paths: Paths | null;
  readonly chosen: number;
  readonly onChoose: (position: number) => void;
  readonly compact: boolean;
}

interface DetailsProps {
  readonly id: number;
  readonly compact: boolean;
  readonly onClose: () => void;
}

/** Details of a node, by what it is. A group that was opened meanwhile has none. */
function Details({ id, ...rest }: DetailsProps) {
  const { index } = useExplorer();
  const node = index?.nodes.get(id);
  if (node?.what === 'group') return <GroupPanel key={id} group={node} {...rest} />;
  if (node?.what === 'job') return <JobPanel key={id} id={node.jobId} {...rest} />;
  return id > 0 ? <NodePanel key={id} id={id} {...rest} /> : null;
}

/** What stands beside the picture: the selected dataset or edge, else the paths, else nothing. */
export function SidePanel({ paths, chosen, onChoose, compact }: Props) {
  const { state, update } = useExplorer();
  const { selection } = state;
  const deselect = () => update((now) => ({ ...now, selection: null }), 'replace');
  if (selection?.on === 'node') return <Details id={selection.id} compact={compact} onClose={deselect} />;
  if (selection?.on === 'edge') {
    const { from, to } = selection;
    return <EdgePanel key={`${from}-${to}`} from={from} to={to} compact={compact} onClose={deselect} />;
  }
  if (!paths) return null;
  const exit = () => update((now) => ({ ...now, path: null }));
  return <PathsPanel paths={paths} chosen={chosen} onChoose={onChoose} compact={compact} onClose={exit} />;
}
