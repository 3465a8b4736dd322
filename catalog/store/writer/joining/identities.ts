/** The datasets that a joining looks at, under the namespaces that people mapped theirs to. */
import { effective, keysOf, type Effective } from '../../../joining/keys.ts';
import { mapped, type Mapping } from '../../../joining/mapping.ts';
import type { Sql } from '../sql.ts';

export interface Known extends Effective {
  readonly id: number;
  readonly given: { readonly namespace: string; readonly name: string };
  /** A person mapped its namespace. */
  readonly moved: boolean;
  readonly retired: boolean;
  /** The imports that told of it were undone. */
  readonly absent: boolean;
}

export type Space = 'dataset' | 'job';

export function currentMappings(sql: Sql, space: Space): Mapping[] {
  return sql.all<Mapping>(
    `SELECT match, pattern, target FROM namespace_mapping
     WHERE space = ? AND target IS NOT NULL AND until_revision IS NULL ORDER BY id`,
    space,
  );
}

/** Datasets remembered at a time. */
const KEPT = 50_000;

export class KnownDatasets {
  readonly #sql: Sql;
  readonly #mappings: readonly Mapping[];
  readonly #byId = new Map<number, Known>();
  readonly #namespaces = new Map<string, string>();

  constructor(sql: Sql, mappings: readonly Mapping[]) {
    this.#sql = sql;
    this.#mappings = mappings;
  }

  get(id: number): Known {
    const cached = this.#byId.get(id);
    if (cached) return cached;
    if (this.#byId.size >= KEPT) this.#byId.clear();
    const row = this.#sql.get<{
      namespace: string;
      name: string;
      until: number | null;
      referencedOnly: number;
    }>(
      'SELECT namespace, name, until_revision AS until, referenced_only AS referencedOnly FROM dataset WHERE id = ?',
      id,
    )!;
    const namespace = this.#mapped(row.namespace);
    const known: Known = {
      ...effective({ namespace, name: row.name }),
      id,
      given: { namespace: row.namespace, name: row.name },
      moved: namespace !== row.namespace,
      retired: row.until !== null,
      absent: row.until !== null && row.referencedOnly === 1,
    };
    this.#byId.set(id, known);
    return known;
  }

  #mapped(namespace: string): string {
    let to = this.#namespaces.get(namespace);
    if (to === undefined) this.#namespaces.set(namespace, (to = mapped(namespace, this.#mappings)));
    return to;
  }

  /** Writes the keys of a dataset that has none yet. */
  key(id: number): void {
    if (this.#sql.get('SELECT 1 FROM identity_key WHERE dataset_id = ? LIMIT 1', id)) return;
    for (const { rule, key } of keysOf(this.get(id)))
      this.#sql.run(
        'INSERT OR IGNORE INTO identity_key (rule, key, dataset_id) VALUES (?, ?, ?)',
        rule,
        key,
        id,
      );
  }

  /** The row changed. */
  lookAgain(id: number): void {
    this.#byId.delete(id);
  }

  /** Forgets the keys of a dataset: its namespace is mapped elsewhere now. */
  forget(id: number): void {
    this.#sql.run('DELETE FROM identity_key WHERE dataset_id = ?', id);
    this.#byId.delete(id);
  }
}
