/** Who must be told: the owners of what is affected, each with what of theirs it is. */
import { OWNER_COLUMNS, ownersInForce, type OwnerRow } from '../browse/in-force.ts';
import type { Catalog } from '../catalog.ts';
import type { ImpactRow } from './impact-row.ts';
import { compare, isCritical } from './importance.ts';

export interface Notify {
  /** Tells the groups of one answer apart; empty for what nobody owns. */
  readonly key: string;
  /** Null: nobody owns these. */
  readonly name: string | null;
  /** Where a source or a steward gives an address, or the name is one. */
  readonly email: string | null;
  readonly roles: readonly string[];
  /** The most important first. */
  readonly rows: readonly ImpactRow[];
  readonly critical: number;
}

const ADDRESS = /^[^\s@<>",;:]+@[^\s@<>",;:]+\.[^\s@<>",;:]+$/;

/** Those with the most critical things first, then with the most; what nobody owns comes last. */
export function ownersToNotify(catalog: Catalog, rows: readonly ImpactRow[]): Notify[] {
  const owners = ownersByDataset(catalog);
  const groups = new Map<
    string,
    { name: string | null; email: string | null; roles: Set<string>; rows: ImpactRow[] }
  >();
  const addresses = addressesOf(rows.flatMap(({ card }) => owners.get(card.id) ?? []));
  for (const row of rows) {
    const own = owners.get(row.card.id) ?? [];
    const people = own.length > 0 ? own : [{ name: null, role: '' }];
    for (const { name, role } of people) {
      const plain = name === null ? '' : nameKey(name);
      const email = addresses.get(plain) ?? null;
      // One address is one reader, under whatever names sources know them.
      const key = email?.toLowerCase() ?? plain;
      let group = groups.get(key);
      if (!group) groups.set(key, (group = { name, email, roles: new Set(), rows: [] }));
      else if (name !== null && ADDRESS.test(group.name ?? '')) group.name = name;
      if (role !== '') group.roles.add(role);
      if (group.rows.at(-1) !== row) group.rows.push(row);
    }
  }
  return [...groups]
    .map(([key, group]) => ({
      ...group,
      key,
      roles: [...group.roles].sort(),
      critical: group.rows.filter(({ card }) => isCritical(card)).length,
    }))
    .sort(
      (a, b) =>
        Number(a.name === null) - Number(b.name === null) ||
        b.critical - a.critical ||
        b.rows.length - a.rows.length ||
        compare(a.key, b.key),
    );
}

const nameKey = (name: string): string => name.trim().toLowerCase();

/** The address of each name: what a source or a steward gives, or the name where it is one. */
function addressesOf(owners: readonly OwnerRow[]): ReadonlyMap<string, string> {
  const addresses = new Map<string, string>();
  for (const { name, email } of owners) {
    const given = [email, name].map((text) => text?.trim() ?? '').find((text) => ADDRESS.test(text));
    if (given !== undefined && !addresses.has(nameKey(name))) addresses.set(nameKey(name), given);
  }
  return addresses;
}

/** Owners in force by shown dataset, with the addresses that were given for them, now or at the moment. */
export function ownersByDataset(catalog: Catalog): ReadonlyMap<number, readonly OwnerRow[]> {
  return catalog.cached('owners-by-dataset', () => {
    if (catalog.moment) return new Map(catalog.moment.past.datasets.map(({ id, owners }) => [id, owners]));
    const { canonical } = catalog.cards();
    const rows = catalog.store.reader
      .prepare<[], OwnerRow>(
        `SELECT ${OWNER_COLUMNS} FROM owner WHERE target_type = 'dataset' AND until_revision IS NULL`,
      )
      .all();
    const groups = Map.groupBy(rows, (row) => canonical.get(row.targetId) ?? 0);
    return new Map([...groups].map(([id, group]) => [id, ownersInForce(group)]));
  });
}
