/**
 * How a table without an identity column can be searched all the same: through a table of the same system
 * that has one and shares a key column with it. Only proposed where lineage or a relationship test
 * supports the equal names; a person checks it before use.
 */
import type { Database } from 'better-sqlite3';
import { describedColumns } from '../../reports/as-of-columns.ts';
import { byText, statedAt } from '../../reports/as-of-parts.ts';
import type { PastCatalog } from '../../reports/as-of.ts';
import { identityKeys } from './identity.ts';
import type { IdentifierKind } from './request.ts';
import type { ScopedDataset } from './scope.ts';
import type { JoinPath } from './sql/statements.ts';

export interface JoinHint extends JoinPath {
  readonly basis: 'relationship test' | 'lineage and equal column names' | 'tagged identifiers of equal name';
}

/** A column that names a key, and is specific enough not to be every table's own `id`. */
const KEY_NAME = /(?:_id|_key|_no|_nr|_number|_uuid|_guid|_code|[a-z]Id|[a-z]Key)$/;

const NEAR = 2;

export class Joins {
  readonly #past: PastCatalog;
  readonly #kinds: readonly IdentifierKind[];
  readonly #columns = new Map<number, ReadonlyMap<string, string>>();
  readonly #candidates: readonly ScopedDataset[];

  constructor(past: PastCatalog, within: readonly ScopedDataset[], kinds: readonly IdentifierKind[]) {
    this.#past = past;
    this.#kinds = kinds;
    this.#candidates = within.filter((one) => identityKeys(one.columns, kinds).length > 0);
  }

  /** The best way to a table, or null: tested relationships first, then lineage, then equal identifiers. */
  to(target: ScopedDataset): JoinHint | null {
    const own = this.#names(target);
    const tested = relationshipColumns(this.#past.db, this.#past.revision, target.dataset.members);
    const near = new Set(this.#past.graph.walk(target.index, 'both', NEAR).nodes);
    const hints = this.#candidates
      .filter((one) => one.index !== target.index && one.dataset.namespace === target.dataset.namespace)
      .flatMap((one) => this.#between(target, one, own, tested, near.has(one.index)));
    const rank = { 'relationship test': 0, 'lineage and equal column names': 1, 'tagged identifiers of equal name': 2 };
    hints.sort((a, b) => rank[a.basis] - rank[b.basis] || byText(a.dataset.name, b.dataset.name) || byText(a.column, b.column));
    return hints[0] ?? null;
  }

  #between(target: ScopedDataset, other: ScopedDataset, own: ReadonlyMap<string, string>, tested: ReadonlySet<string>, near: boolean): JoinHint[] {
    const theirs = this.#names(other);
    const identifiers = (one: ScopedDataset) =>
      new Set(one.columns.filter((column) => column.path.length === 1 && column.categories.some((key) => key.startsWith('user.unique_id'))).map((column) => column.path[0]!.toLowerCase()));
    const shared = [identifiers(target), identifiers(other)] as const;
    return [...own].flatMap(([key, column]): JoinHint[] => {
      const otherColumn = theirs.get(key);
      if (otherColumn === undefined) return [];
      const tagged = shared[0].has(key) && shared[1].has(key);
      const basis = tested.has(key) ? 'relationship test' : near && (KEY_NAME.test(column) || tagged) ? 'lineage and equal column names' : tagged ? 'tagged identifiers of equal name' : null;
      if (basis === null) return [];
      return [{ dataset: other.dataset, column, otherColumn, keys: identityKeys(other.columns, this.#kinds), basis }];
    });
  }

  /** Top-level columns by lower-cased name; those that only tags or lineage know come along. */
  #names(one: ScopedDataset): ReadonlyMap<string, string> {
    const kept = this.#columns.get(one.index);
    if (kept) return kept;
    const described = describedColumns(this.#past.db, this.#past.revision, one.dataset.id, one.dataset.members);
    const names = [...one.columns, ...described].filter((column) => column.path.length === 1).map((column) => column.path[0]!);
    const found = new Map(names.map((name) => [name.toLowerCase(), name]));
    this.#columns.set(one.index, found);
    return found;
  }
}

/** Columns of a dataset under a test that their values exist in another table, lower-cased. */
function relationshipColumns(db: Database, revision: number, members: readonly number[]): Set<string> {
  const rows = db
    .prepare<[object], { name: string }>(
      `SELECT lower(c.path) AS name FROM json_each(@members) m CROSS JOIN test t ON t.dataset_id = m.value JOIN "column" c ON c.id = t.column_id
       WHERE t.kind LIKE '%relationships%' AND c.depth = 0 AND ${statedAt('test', 't')}`,
    )
    .all({ revision, members: JSON.stringify(members) });
  return new Set(rows.map((row) => row.name));
}
