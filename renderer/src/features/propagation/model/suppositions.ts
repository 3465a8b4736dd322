/** What a person supposes, and the question that follows from it. */
import type { PropagatedTag } from '../../../../../contract/index.ts';
import type { ChosenPlace } from '../PlaceField.tsx';
import { ruleOf, tagText } from './words.ts';
import { say } from '../../../shared/language/say.ts';

interface VerbWords {
  readonly words: string;
  readonly needs: readonly ('tag' | 'from' | 'to')[];
}
export type Verb = 'add' | 'remove' | 'block' | 'carry' | 'dont-carry';

export const VERBS: Readonly<Record<Verb, VerbWords>> = {
  add: { words: say('adds a tag'), needs: ['tag', 'from'] },
  remove: { words: say('takes a tag away'), needs: ['tag', 'from'] },
  block: { words: say('lets tags not pass'), needs: ['from', 'to'] },
  carry: { words: say('lets lineage carry a tag'), needs: ['tag'] },
  'dont-carry': { words: say('lets lineage not carry a tag'), needs: ['tag'] },
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
  const what = tag ? tagText(tag) : say('every tag');
  const place = from?.words ?? '';
  switch (verb) {
    case 'add':
      return say('{place} had {tag}', { place, tag: what });
    case 'remove':
      return say('{place} had no {tag} of a person', { place, tag: what });
    case 'block':
      return say('{tag} did not pass from {from} to {to}', {
        tag: what,
        from: from?.words ?? say('anything'),
        to: to?.words ?? say('anything'),
      });
    case 'carry':
      return say('lineage carried {tag}', { tag: what });
    case 'dont-carry':
      return say('lineage did not carry {tag}', { tag: what });
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
