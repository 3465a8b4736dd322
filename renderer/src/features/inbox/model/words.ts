/** Kinds of questions, in words. */
import type { InboxGroup, InboxKind } from '../../../../../contract/index.ts';
import { percent } from '../../joins/model/words.ts';
import { unitsOf } from '../../stewardship/model/words.ts';
import { say, sayIn } from '../../../shared/language/say.ts';
import { told } from '../../../shared/language/told.ts';

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

/** Answers, by the words that the engine has for them. */
const ANSWERS: Readonly<Record<string, string>> = {
  Confirm: sayIn('an answer', 'Confirm'),
  Refuse: sayIn('an answer', 'Refuse'),
  'Take theirs': sayIn('an answer', 'Take theirs'),
  'Keep ours': sayIn('an answer', 'Keep ours'),
  'It was renamed': sayIn('an answer', 'It was renamed'),
  Join: sayIn('an answer', 'Join'),
  'Another dataset': sayIn('an answer', 'Another dataset'),
  'Keep apart': sayIn('an answer', 'Keep apart'),
  Assign: sayIn('an answer', 'Assign'),
  'Not theirs': sayIn('an answer', 'Not theirs'),
  'Let it rest': sayIn('an answer', 'Let it rest'),
  'Carry on': sayIn('an answer', 'Carry on'),
  'Take back': sayIn('an answer', 'Take back'),
  Accept: sayIn('an answer', 'Accept'),
  Raise: sayIn('an answer', 'Raise'),
  'Take from lineage': sayIn('an answer', 'Take from lineage'),
  'Leave as it is': sayIn('an answer', 'Leave as it is'),
  Reviewed: sayIn('an answer', 'Reviewed'),
  'Leave out': sayIn('an answer', 'Leave out'),
  Noted: sayIn('an answer', 'Noted'),
  Deprecate: sayIn('an answer', 'Deprecate'),
};

/** What yes or no is called; null where there is no such answer. */
export const answerName = (word: string | null): string | null =>
  word !== null && Object.hasOwn(ANSWERS, word) ? (ANSWERS[word] ?? word) : word;

/** How much is in a group: `212 columns in 40 datasets`. */
export function sizeText({ kind, size, count, datasets }: InboxGroup): string {
  if (kind === 'category')
    return say(
      '{columns, plural, one {# column} other {# columns}} in {datasets, plural, one {# dataset} other {# datasets}}',
      { columns: count, datasets },
    );
  return kind === 'owner' || kind === 'review' || kind === 'stale' ? unitsOf('dataset', count) : told(size);
}

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
  const [only] = groups;
  const what =
    only && groups.length === 1
      ? sizeText(only)
      : say('{things, plural, one {# thing} other {# things}}', { things: all });
  return leftOut === 0 ? what : say('{what}, {leftOut, number} left out', { what, leftOut });
}
