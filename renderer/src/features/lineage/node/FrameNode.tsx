import type { NodeProps } from '@xyflow/react';
import { IconChevronDown, IconStack2 } from '@tabler/icons-react';
import { memo } from 'react';
import classes from './FrameNode.module.css';
import type { FlowFrame } from './flow-nodes.ts';
import { useGraphActions } from './graph-actions.ts';

/** The frame around an open group; its title closes it. */
export const FrameNode = memo(function FrameNode({ data: { frame } }: NodeProps<FlowFrame>) {
  const actions = useGraphActions();
  return (
    <div className={classes.frame} style={{ width: frame.width, height: frame.height }}>
      <button
        type="button"
        className={`${classes.title} nopan nodrag`}
        aria-expanded={true}
        aria-label={`Close the group ${frame.label}, ${frame.members} inside`}
        title={`${frame.detail}\nClose the group (G)`}
        onClick={(event) => {
          event.stopPropagation();
          actions.toggleGroup(frame.key, frame.id);
        }}
      >
        <IconChevronDown size={14} aria-hidden="true" />
        <IconStack2 size={14} stroke={1.6} aria-hidden="true" />
        <span className={classes.label}>{frame.label}</span>
        <span className={classes.count}>{frame.members.toLocaleString()}</span>
      </button>
    </div>
  );
});
