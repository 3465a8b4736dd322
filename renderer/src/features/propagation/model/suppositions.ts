/** What a person supposes, and the question that follows from it. */
import type { PropagatedTag } from '../../../../../contract/index.ts';
import type { ChosenPlace } from '../PlaceField.tsx';
import { ruleOf, tagText } from './words.ts';

interface VerbWords {
  readonly words: string;
  readonly needs: readonly ('tag' | 'from' | 'to')[];
}
export type Verb = 'add' | 'remove' | 'block' | 'carry' | 'dont-carry';

export const VERBS: Readonly<Record<Verb, VerbWords>> = {
  add: { words: 'adds a tag', needs: ['tag', 'from'] },
  remove: { words: 'takes a tag away', needs: ['tag', 'from'] },
  block: { words: 'lets tags not pass', needs: ['from', 'to'] },
  carry: { words: 'lets lineage carry a tag', needs: ['tag'] },
  'dont-carry': { words: 'lets lineage not carry a tag', needs: ['tag'] },
};

export interface Supposition {
  readonly verb: Verb;
  readonly tag: PropagatedTag | null;
  readonly from: ChosenPlace | null;
  readonly to: ChosenPlace | null;
}

/** A block needs one of its two ends; everything else all that it needs. */
export function isWhole({ verb, tag, from, to }: Supposition): boolean {
  if (verb === 'block') return from !== null || to !== null;
  const has = { tag: tag !== null, from: from !== null, to: to !== null };
  return VERBS[verb].needs.every((need) => has[need]);
}

export function wordsOf({ verb, tag, from, to }: Supposition): string {
  const what = tag ? tagText(tag) : 'every tag';
  switch (verb) {
    case 'add':
      return `${from?.words ?? ''} had ${what}`;
    case 'remove':
      return `${from?.words ?? ''} had no ${what} of a person`;
    case 'block':
      return `${what} did not pass from ${from?.words ?? 'anything'} to ${to?.words ?? 'anything'}`;
    case 'carry':
      return `lineage carried ${what}`;
    case 'dont-carry':
      return `lineage did not carry ${what}`;
  }
}

/** As the engine asks it. */
export function questionOf(suppositions: readonly Supposition[]) {
  const words = (verb: Verb) =>
    suppositions.flatMap(({ verb: own, tag, from }) =>
      own === verb && tag && from ? [{ target: from.target, tag }] : [],
    );
  const rules = suppositions.flatMap(({ verb, tag }) =>
    tag && (verb === 'carry' || verb === 'dont-carry') ? [{ ...ruleOf(tag), carries: verb === 'carry' }] : [],
  );
  const block = suppositions.flatMap(({ verb, tag, from, to }) =>
    verb === 'block'
      ? [
          {
            ...(tag ? ruleOf(tag) : { kind: null, key: null, value: null }),
            from: from?.target ?? null,
            to: to?.target ?? null,
          },
        ]
      : [],
  );
  return { add: words('add'), remove: words('remove'), block, rules };
}
