import { useStore, type NodeProps, type NodeTypes, type ReactFlowState } from '@xyflow/react';
import { IconAlertTriangle, IconChevronDown, IconChevronRight, IconUnlink } from '@tabler/icons-react';
import { memo } from 'react';
import type { LineageNode } from '../../../../../contract/index.ts';
import { KindIcon } from '../../../shared/KindIcon.tsx';
import { MiddleText } from '../../../shared/MiddleText.tsx';
import { SensitivityBadge } from '../../../shared/SensitivityBadge.tsx';
import { detailLevel } from '../model/geometry.ts';
import { ColumnRow } from './ColumnRow.tsx';
import classes from './DatasetNode.module.css';
import type { FlowNode, NodeFlags } from './flow-nodes.ts';
import { useGraphActions } from './graph-actions.ts';
import { StubButton } from './StubButton.tsx';

const levelOf = (state: ReactFlowState) => detailLevel(state.transform[2]);

function Header({ node, flags }: { readonly node: LineageNode; readonly flags: NodeFlags }) {
  const actions = useGraphActions();
  const open = node.columns.length > 0;
  return (
    <div className={classes.header}>
      <div className={classes.line}>
        <KindIcon kind={node.kind} size={14} />
        <button
          type="button"
          className={classes.title}
          data-node-title={node.id}
          tabIndex={flags.tabStop ? 0 : -1}
          aria-current={flags.selected ? 'true' : undefined}
          title={`${node.name}\n${node.namespace}`}
        >
          <MiddleText>{node.title}</MiddleText>
        </button>
        {node.failedTests > 0 ? (
          <span className={classes.alert} title={`${node.failedTests} failed tests`}>
            <IconAlertTriangle size={13} aria-hidden="true" />
            {node.failedTests}
          </span>
        ) : null}
        {node.gap ? (
          <span className={classes.alert} title="Lineage stops here: nothing describes this dataset">
            <IconUnlink size={13} aria-hidden="true" />
            Gap
          </span>
        ) : null}
        {node.columnCount > 0 ? (
          <button
            type="button"
            className={`${classes.columnsButton} nopan`}
            // By key it is "C", or the node's menu.
            tabIndex={-1}
            aria-expanded={open}
            aria-label={`${node.columnCount} columns of ${node.title}`}
            title={open ? 'Close columns' : 'Show columns'}
            onClick={(event) => {
              event.stopPropagation();
              actions.toggleColumns(node.id);
            }}
          >
            {node.columnCount}
            {open ? (
              <IconChevronDown size={12} aria-hidden="true" />
            ) : (
              <IconChevronRight size={12} aria-hidden="true" />
            )}
          </button>
        ) : null}
      </div>
      <div className={classes.line}>
        <span className={classes.subtitle} title={node.namespace}>
          {node.gone ? 'Not there now · ' : node.retired ? 'Retired · ' : ''}
          {node.subtitle}
        </span>
        {node.sensitivity ? <SensitivityBadge level={node.sensitivity} size="xs" /> : null}
      </div>
    </div>
  );
}

/** One dataset in the picture. Far out it shows its name only, in type that stays readable. */
const DatasetNode = memo(function DatasetNode({ data }: NodeProps<FlowNode>) {
  const level = useStore(levelOf);
  const actions = useGraphActions();
  const { node, flags } = data;
  return (
    <div
      className={classes.node}
      data-side={node.side}
      data-selected={flags.selected || undefined}
      data-faded={flags.faded || undefined}
      data-match={flags.match}
      data-gap={node.gap || undefined}
      data-retired={node.retired || undefined}
      data-gone={node.gone || undefined}
      style={{ width: node.width, height: node.height }}
      onContextMenu={(event) => {
        event.preventDefault();
        actions.openMenu(node.id, { x: event.clientX, y: event.clientY });
      }}
    >
      {level === 'full' ? (
        <>
          <Header node={node} flags={flags} />
          {node.columns.map((column) => (
            <ColumnRow key={column.id} column={column} nodeId={node.id} />
          ))}
          {node.columnsHidden > 0 && node.columns.length > 0 ? (
            <div className={classes.footer}>… {node.columnsHidden.toLocaleString()} more columns</div>
          ) : null}
          <StubButton node={node} direction="upstream" tabStop={flags.tabStop} />
          <StubButton node={node} direction="downstream" tabStop={flags.tabStop} />
        </>
      ) : (
        <button
          type="button"
          className={classes.nameOnly}
          data-node-title={node.id}
          tabIndex={flags.tabStop ? 0 : -1}
          title={`${node.name}\n${node.namespace}`}
        >
          {node.title}
        </button>
      )}
    </div>
  );
});

/** At module scope, since React Flow mounts everything anew when this object changes. */
export const nodeTypes: NodeTypes = { dataset: DatasetNode };
