/** Facets that jobs and datasets have alike: documentation, ownership, and everything kept as it is. */
import type { Evidence, Target } from '../../model/facts.ts';
import { isListOf } from './facet-envelope.ts';
import { objectsOf, textOf, type JsonObject } from './json.ts';
import type { Reading } from './reading.ts';
import { bodyOf, storedText, storedValue } from './stored-value.ts';

/** What a facet must have to replace what is known; absent here: anything will do. */
interface Requirement {
  readonly expected: string;
  readonly met: (facet: JsonObject) => boolean;
}

export const SHARED_REQUIREMENTS: ReadonlyMap<string, Requirement> = new Map([
  [
    'documentation',
    { expected: 'a text "description"', met: (facet) => typeof facet['description'] === 'string' },
  ],
  [
    'ownership',
    {
      expected: '"owners" with names',
      met: (facet) => isListOf(facet['owners'], (one) => textOf(one['name']) !== undefined),
    },
  ],
  [
    'tags',
    {
      expected: '"tags" with keys',
      met: (facet) => isListOf(facet['tags'], (one) => textOf(one['key']) !== undefined),
    },
  ],
]);

/** Says a facet that means the same on jobs and datasets. False if it is none of these. */
export function saySharedFacet(
  reading: Reading,
  name: string,
  facet: JsonObject,
  target: Target,
  evidence: Evidence,
): boolean {
  if (name === 'documentation') {
    const text = textOf(facet['description']);
    if (text !== undefined) reading.say({ type: 'description', target, text: storedText(text), evidence });
    return true;
  }
  if (name === 'ownership') {
    for (const owner of objectsOf(facet['owners'])) {
      const ownerName = textOf(owner['name']);
      if (ownerName === undefined) continue;
      const stored = storedText(ownerName, 1024);
      const email = emailOf(ownerName);
      const role = storedText(textOf(owner['type']) ?? '', 256);
      reading.say({
        type: 'owner',
        target,
        name: stored,
        ...(email === undefined ? {} : { email }),
        role,
        evidence,
      });
    }
    return true;
  }
  return false;
}

/** Keeps a facet of the specification as a property, without its envelope. */
export function sayProperty(
  reading: Reading,
  key: string,
  facet: JsonObject,
  target: Target,
  evidence: Evidence,
): void {
  reading.say({ type: 'property', target, key, value: storedValue(bodyOf(facet)), evidence });
}

/** Keeps a facet that nobody here knows, whole. */
export function sayCustom(
  reading: Reading,
  key: string,
  facet: JsonObject,
  target: Target,
  evidence: Evidence,
): void {
  reading.say({ type: 'property', target, key, value: storedValue(facet), evidence });
}

/** The address in an owner's name: `a@b.org`, `user:a@b.org`. */
function emailOf(name: string): string | undefined {
  return name.length > 320
    ? undefined
    : /(?:^|[:<\s])([^\s@:<>]{1,64}@[^\s@<>]{1,190}\.[A-Za-z]{2,24})>?$/.exec(name)?.[1];
}
