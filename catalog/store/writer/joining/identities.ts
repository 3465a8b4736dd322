/** The datasets that a joining looks at, under the namespaces that people mapped theirs to. */
import { effective, keysOf, type Effective } from '../../../joining/keys.ts';
import { mapped, type Mapping } from '../../../joining/mapping.ts';
import { platformOf, type Platform } from '../../../joining/platform.ts';
import type { RowBuffer } from '../row-buffer.ts';
import type { Sql } from '../sql.ts';
import { askMany, parts } from './ask-many.ts';

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

interface Row {
  readonly id: number;
  readonly namespace: string;
  readonly name: string;
  readonly until: number | null;
  readonly referencedOnly: number;
  readonly keyed: number;
}

const SELECT = `SELECT d.id, d.namespace, d.name, d.until_revision AS until, d.referenced_only AS referencedOnly,
  EXISTS (SELECT 1 FROM identity_key k WHERE k.dataset_id = d.id) AS keyed FROM`;

export class KnownDatasets {
  readonly #sql: Sql;
  readonly #mappings: readonly Mapping[];
  readonly #byId = new Map<number, Known>();
  /** Of those remembered: the ones whose keys are not written. */
  readonly #keyless = new Set<number>();
  readonly #namespaces = new Map<string, { readonly to: string; readonly platform: Platform }>();
  readonly #keys: RowBuffer;

  constructor(sql: Sql, mappings: readonly Mapping[]) {
    this.#sql = sql;
    this.#mappings = mappings;
    this.#keys = sql.rows('identity_key', ['rule', 'key', 'dataset_id'], { verb: 'INSERT OR IGNORE' });
  }

  /** The ids, with what is known of each read many at a time. */
  *each(ids: Iterable<number>): Iterable<number> {
    for (const part of parts(ids)) {
      this.load(part);
      yield* part;
    }
  }

  /** Reads what is known of these, so that {@link get} need not do so one by one. */
  load(ids: readonly number[]): void {
    const wanted = ids.filter((id) => !this.#byId.has(id));
    const rows = askMany<Row>(
      this.#sql,
      `${SELECT} json_each(?1) j CROSS JOIN dataset d ON d.id = j.value`,
      wanted,
    );
    if (this.#byId.size + rows.length > KEPT) this.#forgetAll();
    for (const row of rows) this.#note(row);
  }

  get(id: number): Known {
    const cached = this.#byId.get(id);
    if (cached) return cached;
    if (this.#byId.size >= KEPT) this.#forgetAll();
    return this.#note(this.#sql.get<Row>(`${SELECT} dataset d WHERE d.id = ?`, id)!);
  }

  /** Whether a person mapped the dataset's namespace. Where nobody mapped any, nothing is looked up. */
  isMoved(id: number): boolean {
    return this.#mappings.length > 0 && this.get(id).moved;
  }

  #note({ id, namespace, name, until, referencedOnly, keyed }: Row): Known {
    const { to, platform } = this.#place(namespace);
    const known: Known = {
      ...effective({ namespace: to, name }, platform),
      id,
      given: { namespace, name },
      moved: to !== namespace,
      retired: until !== null,
      absent: until !== null && referencedOnly === 1,
    };
    this.#byId.set(id, known);
    if (keyed === 0) this.#keyless.add(id);
    return known;
  }

  #place(namespace: string): { readonly to: string; readonly platform: Platform } {
    let place = this.#namespaces.get(namespace);
    if (!place) {
      const to = mapped(namespace, this.#mappings);
      this.#namespaces.set(namespace, (place = { to, platform: platformOf(to) }));
    }
    return place;
  }

  /** Writes the keys of a dataset that has none yet. */
  key(id: number): void {
    const known = this.get(id);
    if (!this.#keyless.delete(id)) return;
    for (const { rule, key } of keysOf(known)) this.#keys.add(rule, key, id);
  }

  #forgetAll(): void {
    this.#byId.clear();
    this.#keyless.clear();
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
