/** Owners that the register does not know, as entries of it. */
import type { EntryInput, Orphan } from '../../../../../contract/index.ts';

const ADDRESS = /^[^\s@<>",;:]+@[^\s@<>",;:]+\.[^\s@<>",;:]+$/;

/**
 * One entry for each address, and for each name without one. Sources mark teams by `team:` before the name; all others
 * are taken for people, and that can be changed afterwards.
 */
export function entriesFromOwners(orphans: readonly Orphan[]): EntryInput[] {
  const found = new Map<string, EntryInput & { readonly name: string }>();
  for (const { why, owners } of orphans) {
    if (why !== 'unknown') continue;
    for (const { name: given, email } of owners) {
      const name = given.trim();
      const address = [email?.trim() ?? '', name].find((text) => ADDRESS.test(text));
      const key = (address ?? name).toLowerCase();
      const known = found.get(key);
      // A name says more than an address in its place.
      if (name === '' || (known && !ADDRESS.test(known.name))) continue;
      found.set(key, {
        name,
        kind: /^team[:/]/i.test(name) ? 'team' : 'person',
        ...(address === undefined ? {} : { email: address }),
      });
    }
  }
  return [...found.values()];
}
