import { ActionIcon, Text } from '@mantine/core';
import { IconMinus, IconPlus } from '@tabler/icons-react';
import { useExplorer } from '../explorer/explorer.ts';
import { MAX_DEPTH, withDepth, type Direction } from '../state/view-state.ts';
import classes from './toolbar.module.css';
import { say } from '../../../shared/language/say.ts';

const WORDS = {
  upstream: {
    name: say('Upstream'),
    depth: say('Upstream depth in hops from the root'),
    fewer: say('Fewer hops upstream'),
    more: say('More hops upstream'),
  },
  downstream: {
    name: say('Downstream'),
    depth: say('Downstream depth in hops from the root'),
    fewer: say('Fewer hops downstream'),
    more: say('More hops downstream'),
  },
} as const satisfies Record<Direction, unknown>;

/** Hops shown on one side of the roots. */
export function DepthStepper({ direction }: { readonly direction: Direction }) {
  const { state, update } = useExplorer();
  const depth = direction === 'upstream' ? state.up : state.down;
  const off = state.directions !== 'both' && state.directions !== direction;
  const { name, depth: label, fewer, more } = WORDS[direction];
  const set = (hops: number) => update((now) => withDepth(now, direction, hops));
  return (
    <div className={classes.stepper} role="group" aria-label={label} title={say('Hops from the root')}>
      <Text size="xs" component="span">
        {name}
      </Text>
      <ActionIcon
        variant="default"
        size={24}
        disabled={off || depth === 0}
        onClick={() => set(depth - 1)}
        aria-label={fewer}
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
        aria-label={more}
      >
        <IconPlus size={14} aria-hidden="true" />
      </ActionIcon>
    </div>
  );
}
