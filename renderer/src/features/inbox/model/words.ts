/** Kinds of questions, in words. */
import type { InboxGroup, InboxKind } from '../../../../../contract/index.ts';
import { count, plural } from '../../../shared/format.ts';
import { percent } from '../../joins/model/words.ts';

export const KIND_NAMES: Readonly<Record<InboxKind, string>> = {
  conflict: 'Conflicts',
  join: 'Joins',
  rename: 'Renames',
  category: 'Categories',
  owner: 'Owners',
  propagation: 'Lineage tags',
  stale: 'Stale',
  review: 'Reviews',
};

export const KIND_NOUNS: Readonly<Record<InboxKind, string>> = {
  conflict: 'conflict',
  join: 'join',
  rename: 'rename',
  category: 'category',
  owner: 'owner',
  propagation: 'lineage',
  stale: 'stale',
  review: 'review',
};

/** `85 %`, `85 to 97 %`; nothing where nothing is guessed. */
export function certainty(confidence: InboxGroup['confidence']): string {
  if (!confidence) return '';
  const [from, to] = [percent(confidence.least), percent(confidence.most)];
  return from === to ? from : `${Math.round(confidence.least * 100)} to ${to}`;
}

/** `3 of 14 names left out` */
export function leftOutText(leftOut: number, total: number): string {
  return leftOut === 0 ? plural(total, 'name') : `${count(leftOut)} of ${plural(total, 'name')} left out`;
}

/** How many things a decision is about, but for what is left out of it. */
export function openText(groups: readonly InboxGroup[], leftOut: number): string {
  const all = groups.reduce((sum, one) => sum + one.count, 0);
  const what = groups.length === 1 ? (groups[0]?.size ?? '') : plural(all, 'thing');
  return leftOut === 0 ? what : `${what}, ${count(leftOut)} left out`;
}
