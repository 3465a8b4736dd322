import { useStore, type ReactFlowState } from '@xyflow/react';
import type { ReactNode } from 'react';
import type { LineageNode } from '../../../../../contract/index.ts';
import { MiddleText } from '../../../shared/MiddleText.tsx';
import { detailLevel } from '../model/geometry.ts';
import classes from './DatasetNode.module.css';
import type { NodeFlags } from './flow-nodes.ts';
import { useGraphActions } from './graph-actions.ts';

const levelOf = (state: ReactFlowState) => detailLevel(state.transform[2]);

interface NodeProps {
  readonly node: LineageNode;
  readonly flags: NodeFlags;
}

/** What the keyboard and a click land on. */
export function NodeTitle({ node, flags }: NodeProps) {
  return (
    <button
      type="button"
      className={classes.title}
      data-node-title={node.id}
      tabIndex={flags.tabStop ? 0 : -1}
      aria-current={flags.selected ? 'true' : undefined}
      aria-pressed={flags.picked || undefined}
      title={[node.name, node.namespace].filter(Boolean).join('\n')}
    >
      <MiddleText>{node.title}</MiddleText>
    </button>
  );
}

interface ShellProps extends NodeProps {
  readonly gap?: boolean;
  readonly retired?: boolean;
  readonly children: ReactNode;
}

/** The box of a node: how it stands out, its menu, and its name alone far out. */
export function NodeShell({ node, flags, gap = false, retired = false, children }: ShellProps) {
  const level = useStore(levelOf);
  const actions = useGraphActions();
  return (
    <div
      className={classes.node}
      data-what={node.what}
      data-side={node.side}
      data-selected={flags.selected || undefined}
      data-picked={flags.picked || undefined}
      data-faded={flags.faded || undefined}
      data-match={flags.match}
      data-gap={gap || undefined}
      data-retired={retired || undefined}
      style={{ width: node.width, height: node.height }}
      onContextMenu={(event) => {
        event.preventDefault();
        actions.openMenu(node.id, { x: event.clientX, y: event.clientY });
      }}
    >
      {level === 'full' ? (
        children
      ) : (
        <button
          type="button"
          className={classes.nameOnly}
          data-node-title={node.id}
          tabIndex={flags.tabStop ? 0 : -1}
          aria-pressed={flags.picked || undefined}
          title={[node.name, node.namespace].filter(Boolean).join('\n')}
        >
          {node.title}
        </button>
      )}
    </div>
  );
}
