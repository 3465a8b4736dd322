import { VisuallyHidden } from '@mantine/core';
import { count } from './format.ts';

/** How much lies directly up- and downstream, as `3 ↑ 12 ↓`. */
export function UpDown({ upstream, downstream }: { upstream: number; downstream: number }) {
  return (
    <span title={`${count(upstream)} directly upstream, ${count(downstream)} directly downstream`}>
      {count(upstream)} <span aria-hidden>↑</span>
      <VisuallyHidden>upstream,</VisuallyHidden> {count(downstream)} <span aria-hidden>↓</span>
      <VisuallyHidden>downstream</VisuallyHidden>
    </span>
  );
}
