import { VisuallyHidden } from '@mantine/core';
import { count } from './format.ts';
import { say } from './language/say.ts';

/** How much lies directly up- and downstream, as `3 ↑ 12 ↓`. */
export function UpDown({ upstream, downstream }: { upstream: number; downstream: number }) {
  return (
    <span
      title={say('{upstream, number} directly upstream, {downstream, number} directly downstream', {
        upstream,
        downstream,
      })}
    >
      {count(upstream)} <span aria-hidden>↑</span>
      <VisuallyHidden>{say('upstream,')}</VisuallyHidden> {count(downstream)} <span aria-hidden>↓</span>
      <VisuallyHidden>{say('downstream')}</VisuallyHidden>
    </span>
  );
}
