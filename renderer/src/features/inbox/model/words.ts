/** Kinds of questions, in words. */
import type { InboxGroup, InboxKind } from '../../../../../contract/index.ts';
import { percent } from '../../joins/model/words.ts';
import { say, sayIn } from '../../../shared/language/say.ts';

export const KIND_NAMES: Readonly<Record<InboxKind, string>> = {
  conflict: say('Conflicts'),
  join: say('Joins'),
  rename: say('Renames'),
  category: say('Categories'),
  owner: say('Owners'),
  propagation: say('Lineage tags'),
  stale: say('Stale'),
  review: say('Reviews'),
};

export const KIND_NOUNS: Readonly<Record<InboxKind, string>> = {
  conflict: sayIn('a kind of question', 'conflict'),
  join: sayIn('a kind of question', 'join'),
  rename: sayIn('a kind of question', 'rename'),
  category: sayIn('a kind of question', 'category'),
  owner: sayIn('a kind of question', 'owner'),
  propagation: sayIn('a kind of question', 'lineage'),
  stale: sayIn('a kind of question', 'stale'),
  review: sayIn('a kind of question', 'review'),
};

/** `85 %`, `85 to 97 %`; nothing where nothing is guessed. */
export function certainty(confidence: InboxGroup['confidence']): string {
  if (!confidence) return '';
  const [from, to] = [percent(confidence.least), percent(confidence.most)];
  return from === to
    ? from
    : say('{least} to {most}', { least: Math.round(confidence.least * 100), most: to });
}

/** `3 of 14 names left out` */
export function leftOutText(leftOut: number, total: number): string {
  return leftOut === 0
    ? say('{names, plural, one {# name} other {# names}}', { names: total })
    : say('{leftOut, number} of {names, plural, one {# name} other {# names}} left out', {
        leftOut,
        names: total,
      });
}

/** How many things a decision is about, but for what is left out of it. */
export function openText(groups: readonly InboxGroup[], leftOut: number): string {
  const all = groups.reduce((sum, one) => sum + one.count, 0);
  const what =
    groups.length === 1
      ? (groups[0]?.size ?? '')
      : say('{things, plural, one {# thing} other {# things}}', { things: all });
  return leftOut === 0 ? what : say('{what}, {leftOut, number} left out', { what, leftOut });
}
