/** Datasets that nobody answers for: without an owner, or with owners that the register of people does not know. */
import type { Card } from '../../browse/cards.ts';
import type { Catalog } from '../../catalog.ts';
import { compare } from '../../questions/importance.ts';
import { ownersByDataset } from '../../questions/owners.ts';
import { entriesOf } from '../registers/read.ts';
import type { Entry } from '../registers/spec.ts';

export interface Orphan {
  readonly card: Card;
  /** `none`: nobody is named; `unknown`: who is named is not in the register. */
  readonly why: 'none' | 'unknown';
  readonly owners: readonly { readonly name: string; readonly role: string; readonly email: string | null }[];
}

/** Finds the person or team that an owner names: by address, then by key, then by name. */
export function partyFinder(
  parties: readonly Entry[],
): (owner: { readonly name: string; readonly email: string | null }) => Entry | undefined {
  const index = (keyOf: (entry: Entry) => unknown) => {
    const found = new Map<string, Entry>();
    for (const entry of parties) {
      const key = keyOf(entry);
      if (typeof key === 'string' && key !== '' && !found.has(key.toLowerCase()))
        found.set(key.toLowerCase(), entry);
    }
    return found;
  };
  const [byEmail, byKey, byName] = [
    index(({ email }) => email),
    index(({ key }) => key),
    index(({ name }) => name),
  ];
  return ({ name, email }) => {
    const plain = name.trim().toLowerCase();
    const address = email?.trim().toLowerCase() ?? '';
    return byEmail.get(address) ?? byEmail.get(plain) ?? byKey.get(plain) ?? byName.get(plain);
  };
}

/** By namespace and name; datasets that some source describes. With an empty register, any owner will do. */
export function orphans(catalog: Catalog): readonly Orphan[] {
  return catalog.cached('orphans', () => {
    const parties = entriesOf(catalog.store.reader, 'party');
    const party = partyFinder(parties);
    const owners = ownersByDataset(catalog);
    return [...catalog.cards().all()]
      .filter((card) => !card.retired && !card.referencedOnly)
      .flatMap((card): Orphan[] => {
        const own = (owners.get(card.id) ?? []).map(({ name, role, email }) => ({
          name,
          role,
          email,
        }));
        if (own.length === 0) return [{ card, why: 'none', owners: own }];
        const unknown = parties.length > 0 && own.every((owner) => party(owner) === undefined);
        return unknown ? [{ card, why: 'unknown', owners: own }] : [];
      })
      .sort((a, b) => compare(a.card.namespace, b.card.namespace) || compare(a.card.name, b.card.name));
  });
}

/** Those for one reason, in whose name, namespace or owners every word of the text is. */
export function narrowed(all: readonly Orphan[], text: string, why?: Orphan['why']): readonly Orphan[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0 && why === undefined) return all;
  return all.filter((one) => {
    const said = [one.card.name, one.card.namespace, ...one.owners.map(({ name }) => name)];
    const lower = said.join('\n').toLowerCase();
    return (why === undefined || one.why === why) && words.every((word) => lower.includes(word));
  });
}
