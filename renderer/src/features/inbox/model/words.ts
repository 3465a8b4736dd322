/** Kinds of questions, in words. */
import type { InboxGroup, InboxKind } from '../../../../../contract/index.ts';
import { count } from '../../../shared/format.ts';
import { percent } from '../../joins/model/words.ts';
import { say } from '../../../shared/language/say.ts';

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
  return leftOut === 0
    ? say('{names, plural, one {# name} other {# names}}', { names: total })
    : `${count(leftOut)} of ${say('{names, plural, one {# name} other {# names}}', { names: total })} left out`;
}

/** How many things a decision is about, but for what is left out of it. */
export function openText(groups: readonly InboxGroup[], leftOut: number): string {
  const all = groups.reduce((sum, one) => sum + one.count, 0);
  const what =
    groups.length === 1
      ? (groups[0]?.size ?? '')
      : say('{things, plural, one {# thing} other {# things}}', { things: all });
  return leftOut === 0 ? what : `${what}, ${count(leftOut)} left out`;
}
