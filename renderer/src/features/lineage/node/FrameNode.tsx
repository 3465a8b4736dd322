import { VisuallyHidden } from '@mantine/core';
import { useStore, type NodeProps, type ReactFlowState } from '@xyflow/react';
import { IconChevronDown, IconStack2 } from '@tabler/icons-react';
import { memo, useCallback } from 'react';
import type { LineageFrame } from '../../../../../contract/index.ts';
import { count } from '../../../shared/format.ts';
import { titlePlace } from '../model/frame-title.ts';
import classes from './FrameNode.module.css';
import type { FlowFrame } from './flow-nodes.ts';
import { useGraphActions } from './graph-actions.ts';
import { say } from '../../../shared/language/say.ts';
import { groupDetail } from '../model/words.ts';

/** The title of a frame stays in sight while any of the frame does. A text, so that equal places are equal. */
function useTitlePlace(frame: LineageFrame): { left: number; top: number; scale: number } {
  const key = useStore(
    useCallback(
      ({ transform }: ReactFlowState) => {
        const { left, top, scale } = titlePlace(frame, transform);
        return `${left} ${top} ${scale}`;
      },
      [frame],
    ),
  );
  const [left = 0, top = 0, scale = 1] = key.split(' ').map(Number);
  return { left, top, scale };
}

/** The frame around an open group; its title closes it. */
export const FrameNode = memo(function FrameNode({ data: { frame } }: NodeProps<FlowFrame>) {
  const actions = useGraphActions();
  const { left, top, scale } = useTitlePlace(frame);
  return (
    <div className={classes.frame} style={{ width: frame.width, height: frame.height }}>
      <button
        type="button"
        className={`${classes.title} nopan nodrag`}
        style={{ left, top, transform: `scale(${scale})`, maxWidth: (frame.width - 16) / scale }}
        aria-expanded={true}
        title={say('{detail}\nClose the group (G)', { detail: groupDetail(frame.key, frame.detail) })}
        onClick={(event) => {
          event.stopPropagation();
          actions.toggleGroup(frame.key, frame.id);
        }}
      >
        <IconChevronDown size={14} aria-hidden="true" />
        <IconStack2 size={14} stroke={1.6} aria-hidden="true" />
        <VisuallyHidden>{say('Close the group')}</VisuallyHidden>{' '}
        <span className={classes.label}>{frame.label}</span>{' '}
        <span className={classes.count}>{count(frame.members)}</span>{' '}
        <VisuallyHidden>{say('inside')}</VisuallyHidden>
      </button>
    </div>
  );
});
