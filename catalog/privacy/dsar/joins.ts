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

/** What a join rests on, best first. */
const RANK = {
  'relationship test': 0, 'lineage and equal column names': 1, 'tagged identifiers of equal name': 2, 'tagged identifier named after the table': 3,
} as const;

export interface JoinHint extends JoinPath {
  readonly basis: keyof typeof RANK;
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
    hints.sort((a, b) => RANK[a.basis] - RANK[b.basis] || Number(a.dataset.kind === 'view') - Number(b.dataset.kind === 'view') || byText(a.dataset.name, b.dataset.name) || byText(a.column, b.column));
    return hints[0] ?? null;
  }

  #between(target: ScopedDataset, other: ScopedDataset, own: ReadonlyMap<string, string>, tested: ReadonlySet<string>, near: boolean): JoinHint[] {
    const theirs = this.#names(other);
    const [ownIds, theirIds] = [identifiersOf(target), identifiersOf(other)];
    const singular = singularName(other.dataset.name);
    return [...own].flatMap(([key, column]): JoinHint[] => {
      const hint = (otherColumn: string, basis: JoinHint['basis']): JoinHint[] => [
        { dataset: other.dataset, column, otherColumn, keys: identityKeys(other.columns, this.#kinds), basis },
      ];
      const same = theirs.get(key);
      const both = ownIds.has(key) && theirIds.has(key);
      if (same !== undefined && tested.has(key)) return hint(same, 'relationship test');
      if (same !== undefined && near && (KEY_NAME.test(column) || both)) return hint(same, 'lineage and equal column names');
      if (same !== undefined && both) return hint(same, 'tagged identifiers of equal name');
      const id = key === `${singular}_id` || key === `${singular}id` ? theirs.get('id') : undefined;
      if (id === undefined) return [];
      return tested.has(key) ? hint(id, 'relationship test') : ownIds.has(key) || theirIds.has('id') ? hint(id, 'tagged identifier named after the table') : [];
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

/** Top-level columns that are tagged as identifying a person, lower-cased. */
function identifiersOf(one: ScopedDataset): Set<string> {
  const tagged = one.columns.filter((column) => column.path.length === 1 && column.categories.some((key) => key.startsWith('user.unique_id')));
  return new Set(tagged.map((column) => column.path[0]!.toLowerCase()));
}

/** `shop.public.dim_customers` → `customer`: what a key to the table is usually called. */
function singularName(name: string): string {
  const last = name.split(/[./]/).at(-1)?.toLowerCase().replace(/^(?:dim|fct|fact|stg|raw|src|tbl|t)_/, '') ?? '';
  return last.replace(/ies$/, 'y').replace(/(?<=[a-z](?:ss|x|ch|sh))es$|(?<=[a-rt-z])s$/, '');
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
