/** What all facets have in common. */
import type { Json } from '../../model/facts.ts';
import { objectOf, type JsonObject } from './json.ts';
import type { Place } from './pictures.ts';
import type { Warnings } from './warnings.ts';

/** Where doubts about facets are told: a `Reading`. */
interface Reported {
  readonly warnings: Warnings;
}

/** Longest name under which a facet is kept. */
const MAX_FACET_NAME = 512;

/** Visits the facets of an entity that are objects; what is not is reported and left out. */
export function eachFacet(
  reading: Reported,
  facets: JsonObject | null,
  moment: Place,
  visit: (name: string, facet: JsonObject) => void,
): void {
  if (!facets) return;
  for (const name of Object.keys(facets)) {
    const facet = objectOf(facets[name]);
    // Names with a slash in front are kept free for statements that are no facets.
    if (facet && name !== '' && name[0] !== '/' && name.length <= MAX_FACET_NAME) visit(name, facet);
    else if (facets[name] !== null) {
      reading.warnings.add(
        'unusable-facet',
        moment,
        'A facet is not an object or has an unusable name and was left out; the event was kept.',
      );
    }
  }
}

/** `_deleted: true` withdraws the facet (job and dataset facets only). */
export function isDeleted(facet: JsonObject): boolean {
  return facet['_deleted'] === true;
}

/** Reports a facet that lacks what its specification requires. It changes nothing that is known. */
export function malformed(reading: Reported, name: string, expected: string, moment: Place): void {
  reading.warnings.add(
    `malformed-facet-${kebab(name)}`,
    moment,
    `The facet "${name}" lacks ${expected} and was left out; the event was kept.`,
  );
}

function kebab(name: string): string {
  return name.replace(/([a-z])([A-Z])/g, '$1-$2').toLowerCase();
}

/** Whether `value` is a list in which at least one element fulfils `test`, or an empty list. */
export function isListOf(value: Json | undefined, test: (one: JsonObject) => boolean): boolean {
  if (!Array.isArray(value)) return false;
  return value.length === 0 || value.some((one: Json) => test(objectOf(one) ?? {}));
}
