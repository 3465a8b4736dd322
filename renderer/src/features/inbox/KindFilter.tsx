import { Button, Group } from '@mantine/core';
import { useState } from 'react';
import { INBOX_KINDS, type InboxGroup, type InboxKind } from '../../../../contract/index.ts';
import { count } from '../../shared/format.ts';
import { KIND_NAMES } from './model/words.ts';
import { say } from '../../shared/language/say.ts';

interface Props {
  readonly groups: readonly InboxGroup[];
  readonly kind: InboxKind | null;
  readonly onKind: (kind: InboxKind | null) => void;
}

/** Kinds of questions with how many groups of each wait; kinds without any are left out. */
export function KindFilter({ groups, kind, onKind }: Props) {
  // A kind that was there stays for the visit, so that no button moves under the pointer when its last group is done.
  const [met, setMet] = useState<readonly InboxKind[]>([]);
  const present = kindsOf(groups, kind);
  const shown = INBOX_KINDS.filter((one) => met.includes(one) || present.includes(one));
  if (shown.length > met.length) setMet(shown);
  return (
    <Group gap={6} role="group" aria-label={say('Kinds of questions')}>
      {[null, ...shown].map((one) => {
        const number = one === null ? groups.length : groups.filter((group) => group.kind === one).length;
        return (
          <Button
            key={one ?? 'all'}
            size="compact-sm"
            style={{ fontVariantNumeric: 'tabular-nums' }}
            variant={one === kind ? 'filled' : 'default'}
            aria-pressed={one === kind}
            onClick={() => onKind(one)}
          >
            {one === null ? say('All') : KIND_NAMES[one]} {count(number)}
          </Button>
        );
      })}
    </Group>
  );
}

/** Those of which something waits, and the one that is looked at. */
export function kindsOf(groups: readonly InboxGroup[], kind: InboxKind | null): readonly InboxKind[] {
  return INBOX_KINDS.filter((one) => one === kind || groups.some((group) => group.kind === one));
}
