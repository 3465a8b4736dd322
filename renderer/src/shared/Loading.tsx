import { Skeleton, Stack } from '@mantine/core';
import { say } from './language/say.ts';

interface Props {
  /** What is waited for: `the run's history`. */
  readonly what: string;
  /** The bars drawn in its place: heights in pixels, with a width where a bar is shorter. */
  readonly bars: readonly (number | { readonly height: number; readonly width: string })[];
  readonly gap?: 'xs' | 'sm';
  readonly className?: string | undefined;
}

/** Grey bars in place of what is still on its way; a screen reader is told what that is. */
export function Loading({ what, bars, gap = 'sm', className }: Props) {
  return (
    <Stack
      gap={gap}
      className={className}
      role="status"
      aria-busy="true"
      aria-label={say('Loading {what}', { what })}
    >
      {bars.map((bar, index) => (
        <Skeleton key={index} {...(typeof bar === 'number' ? { height: bar } : bar)} />
      ))}
    </Stack>
  );
}

/** Bars as high as lines of text. */
export const lines = (count: number): number[] => Array.from({ length: count }, () => 18);
