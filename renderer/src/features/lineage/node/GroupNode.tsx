import type { NodeProps } from '@xyflow/react';
import { IconAlertTriangle, IconChevronRight, IconStack2 } from '@tabler/icons-react';
import { memo } from 'react';
import { SensitivityBadge } from '../../../shared/SensitivityBadge.tsx';
import classes from './DatasetNode.module.css';
import type { FlowNode } from './flow-nodes.ts';
import { useGraphActions } from './graph-actions.ts';
import { NodeShell, NodeTitle } from './NodeShell.tsx';
import { StubButton } from './StubButton.tsx';
import { say, sayIn } from '../../../shared/language/say.ts';
import { groupDetail } from '../model/words.ts';

/** A group drawn as one node, with what is in it counted. */
export const GroupNode = memo(function GroupNode({ data }: NodeProps<FlowNode>) {
  const { node, flags } = data;
  const actions = useGraphActions();
  if (node.what !== 'group') return null;
  const contents = [
    say('{datasets, plural, one {# dataset} other {# datasets}}', { datasets: node.datasets }),
    node.jobs > 0 ? say('{jobs, plural, one {# job} other {# jobs}}', { jobs: node.jobs }) : null,
    node.inner > 0
      ? say('{edges, plural, one {# edge} other {# edges}} inside', { edges: node.inner })
      : null,
  ];
  return (
    <NodeShell node={node} flags={flags}>
      <div className={classes.groupBody}>
        <div className={classes.line}>
          <IconStack2 size={14} stroke={1.6} role="img" aria-label={say('Group')} style={{ flex: 'none' }} />
          <NodeTitle node={node} flags={flags} />
          {node.failing > 0 ? (
            <span
              className={classes.alert}
              title={say('{datasets, plural, one {# dataset} other {# datasets}} with failed tests or runs', {
                datasets: node.failing,
              })}
            >
              <IconAlertTriangle size={13} aria-hidden="true" />
              {node.failing}
            </span>
          ) : null}
          <button
            type="button"
            className={`${classes.columnsButton} nopan nodrag`}
            tabIndex={-1}
            aria-expanded={false}
            aria-label={say('Open the group {name}', { name: node.title })}
            title={say('Open the group (G)')}
            onClick={(event) => {
              event.stopPropagation();
              actions.toggleGroup(node.key, node.id);
            }}
          >
            {sayIn('verb', 'Open')}
            <IconChevronRight size={12} aria-hidden="true" />
          </button>
        </div>
        <div className={classes.line}>
          <span className={classes.subtitle} title={groupDetail(node.key, node.subtitle)}>
            {groupDetail(node.key, node.subtitle)}
          </span>
          {node.sensitivity ? (
            <span className={classes.level}>
              <SensitivityBadge level={node.sensitivity} size="xs" />
            </span>
          ) : null}
        </div>
        <div className={classes.line}>
          <span className={classes.subtitle}>{contents.filter((part) => part !== null).join(' · ')}</span>
        </div>
      </div>
      <StubButton node={node} direction="upstream" tabStop={flags.tabStop} />
      <StubButton node={node} direction="downstream" tabStop={flags.tabStop} />
    </NodeShell>
  );
});
