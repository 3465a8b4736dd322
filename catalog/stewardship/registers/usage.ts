/** How much the entries of a register are used, counted as the search counts what Browse lists. */
import { columnTags } from '../../browse/column-tags.ts';
import type { Catalog } from '../../catalog.ts';
import { ownersByDataset } from '../../questions/owners.ts';
import { partyFinder } from '../people/orphans.ts';
import { entriesOf } from './read.ts';
import type { RegisterName } from './spec.ts';

export interface Usage {
  readonly key: string;
  /** Datasets that carry it, themselves or by a column; of people and teams, datasets that they own. */
  readonly datasets: number;
  readonly columns: number;
}

/** Those entries that are used at all, in no particular order. */
export function usageOf(catalog: Catalog, register: RegisterName): readonly Usage[] {
  return catalog.cached(`register-usage ${register}`, () =>
    register === 'party' ? ownedByParties(catalog) : statedOf(catalog, register),
  );
}

function statedOf(catalog: Catalog, register: Exclude<RegisterName, 'party'>): Usage[] {
  const prefix = `${register}=`;
  const datasets = new Tally();
  for (const card of catalog.cards().all())
    if (!card.retired)
      for (const statement of card.statements)
        if (statement.startsWith(prefix)) datasets.note(statement.slice(prefix.length));
  const columns = new Tally();
  // Columns of one name in a joined dataset share what is said of them, and count once.
  for (const { tags } of new Set(columnTags(catalog).values()))
    for (const { kind, value } of tags) if (kind === register) columns.note(value);
  return merged(datasets, columns);
}

function ownedByParties(catalog: Catalog): Usage[] {
  const party = partyFinder(entriesOf(catalog.store.reader, 'party'));
  const datasets = new Tally();
  for (const [id, owners] of ownersByDataset(catalog)) {
    const card = catalog.cards().get(id);
    if (!card || card.retired) continue;
    for (const key of new Set(owners.map((owner) => party(owner)?.key))) if (key) datasets.note(key);
  }
  return merged(datasets, new Tally());
}

class Tally {
  readonly counts = new Map<string, number>();

  note(key: string): void {
    this.counts.set(key, (this.counts.get(key) ?? 0) + 1);
  }
}

function merged(datasets: Tally, columns: Tally): Usage[] {
  return [...new Set([...datasets.counts.keys(), ...columns.counts.keys()])].map((key) => ({
    key,
    datasets: datasets.counts.get(key) ?? 0,
    columns: columns.counts.get(key) ?? 0,
  }));
}
