import type { DraftRecipient } from '../../../../../contract/index.ts';

/** Whom somebody chose not to write to, by key; kept while the list is narrowed and widened. */
export type LeftOut = ReadonlyMap<string, Pick<DraftRecipient, 'open'>>;

export function toggled(leftOut: LeftOut, owner: Pick<DraftRecipient, 'key' | 'open'>): LeftOut {
  const next = new Map(leftOut);
  if (!next.delete(owner.key)) next.set(owner.key, owner);
  return next;
}

/** How many of them are in the list. @param onlyOpen it has only those with something open */
export function leftOutOf(leftOut: LeftOut, onlyOpen: boolean): number {
  return onlyOpen ? [...leftOut.values()].filter(({ open }) => open > 0).length : leftOut.size;
}
