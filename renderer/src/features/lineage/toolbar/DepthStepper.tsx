import { ActionIcon, Text } from '@mantine/core';
import { IconMinus, IconPlus } from '@tabler/icons-react';
import { useExplorer } from '../explorer/explorer.ts';
import { MAX_DEPTH, withDepth, type Direction } from '../state/view-state.ts';
import classes from './toolbar.module.css';
import { say } from '../../../shared/language/say.ts';

/** Hops shown on one side of the roots. */
export function DepthStepper({ direction }: { readonly direction: Direction }) {
  const { state, update } = useExplorer();
  const depth = direction === 'upstream' ? state.up : state.down;
  const off = state.directions !== 'both' && state.directions !== direction;
  const name = direction === 'upstream' ? 'Upstream' : 'Downstream';
  const set = (hops: number) => update((now) => withDepth(now, direction, hops));
  return (
    <div
      className={classes.stepper}
      role="group"
      aria-label={say('{name} depth in hops from the root', { name })}
      title={say('Hops from the root')}
    >
      <Text size="xs" component="span">
        {name}
      </Text>
      <ActionIcon
        variant="default"
        size={24}
        disabled={off || depth === 0}
        onClick={() => set(depth - 1)}
        aria-label={say('Fewer hops {direction}', { direction })}
      >
        <IconMinus size={14} aria-hidden="true" />
      </ActionIcon>
      <output className={classes.depth} aria-live="polite">
        {off ? '–' : depth}
      </output>
      <ActionIcon
        variant="default"
        size={24}
        disabled={off || depth >= MAX_DEPTH}
        onClick={() => set(depth + 1)}
        aria-label={say('More hops {direction}', { direction })}
      >
        <IconPlus size={14} aria-hidden="true" />
      </ActionIcon>
    </div>
  );
}
