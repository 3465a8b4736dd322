import { useState } from 'react';
import type { InboxGroup, OwnerValue } from '../../../../contract/index.ts';

/** What of a group a decision leaves open. */
export interface LeftOut {
  readonly names: ReadonlySet<string>;
  readonly items: ReadonlySet<string>;
}

const NOTHING: LeftOut = { names: new Set(), items: new Set() };

/** What a person picked before deciding; by group, so that going to another one and back forgets nothing. */
export function useChoice() {
  const [leftOut, setLeftOut] = useState<ReadonlyMap<string, LeftOut>>(new Map());
  const [owner, setOwner] = useState<OwnerValue | null>(null);
  const [reason, setReason] = useState('');
  const of = (key: string): LeftOut => leftOut.get(key) ?? NOTHING;
  const toggle = (key: string, part: keyof LeftOut, what: string): void => {
    const before = of(key);
    const set = new Set(before[part]);
    if (!set.delete(what)) set.add(what);
    setLeftOut((now) => new Map(now).set(key, { ...before, [part]: set }));
  };
  /** A group but for what is left out of the decision. */
  const chosen = ({ key }: InboxGroup) => {
    const { names, items } = of(key);
    return {
      key,
      ...(names.size > 0 ? { exceptNames: [...names] } : {}),
      ...(items.size > 0 ? { exceptItems: [...items] } : {}),
    };
  };
  /** Whether some of them can only be confirmed for somebody, and nobody was chosen. */
  const lacksOwner = (groups: readonly InboxGroup[]): boolean =>
    owner === null && groups.some((group) => group.kind === 'owner' && group.owner === null);
  return { of, toggle, chosen, lacksOwner, owner, setOwner, reason, setReason };
}

export type Choice = ReturnType<typeof useChoice>;
