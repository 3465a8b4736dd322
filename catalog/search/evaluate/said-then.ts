/**
 * What was said of datasets at a past moment, looked through word by word: the index of the file holds what is said now.
 */
import type { Card } from '../../browse/cards.ts';
import type { Catalog } from '../../catalog.ts';
import { wordsOf } from '../../store/search-words.ts';
import type { Value } from '../language/syntax.ts';
import { isOpenPhrase } from './values.ts';

interface Said {
  readonly description: readonly string[];
  readonly others: readonly (readonly string[])[];
}

/** Numbers of the cards of which it was said; in a description, or also in tags and owners. */
export function saidThen(
  catalog: Catalog,
  cards: readonly Card[],
  value: Value,
  inDescription: boolean,
): number[] {
  const phrase = wordsOf(value.text.replaceAll('*', ' '));
  if (phrase.length === 0) return [];
  const open = isOpenPhrase(value, phrase.at(-1)!);
  const words = catalog.cached('said-then', () => cards.map(wordsSaid));
  return words.flatMap(({ description, others }, number) =>
    holds(description, phrase, open) || (!inDescription && others.some((text) => holds(text, phrase, open)))
      ? [number]
      : [],
  );
}

const wordsSaid = ({ description, labels, categories, sensitivity, owners }: Card): Said => ({
  description: wordsOf(description ?? ''),
  others: [...labels, ...categories, ...owners, ...(sensitivity === null ? [] : [sensitivity])].map(wordsOf),
});

/** Whether the words stand side by side; `open`: the last is the beginning of one. */
function holds(text: readonly string[], phrase: readonly string[], open: boolean): boolean {
  const last = phrase.length - 1;
  return text.some((_, at) =>
    phrase.every((word, i) => {
      const own = text[at + i];
      return own !== undefined && (open && i === last ? own.startsWith(word) : own === word);
    }),
  );
}
