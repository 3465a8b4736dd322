/**
 * What scopes say, as far as it is in memory: the statements of a scope are read together when it is opened, where
 * it has not too many. At a limit all are forgotten; of those that were said since, a bit each stays.
 */
import { RECORD_TABLES, RECORD_TYPES, type RecordType } from '../record-types.ts';
import { IdSet } from './id-set.ts';
import type { RowBuffer } from './row-buffer.ts';
import type { OpenScope } from './scopes.ts';
import type { Sql } from './sql.ts';

export interface Known {
  readonly id: number;
  value: string | null;
  lastFileId: number;
  /** Made by this import. */
  readonly fresh: boolean;
  /** In which drawing of its scope this import said it; 0: not that anybody remembers. */
  generation: number;
  /** What the scope said before this import, while it says something else; undefined: only the file can tell. */
  readonly before?: Before | null;
}

export type Before = Pick<Known, 'id' | 'value' | 'lastFileId'>;

/** A statement that is not repeated. */
export interface Unrepeated {
  readonly id: number;
  readonly type: number;
  readonly recordId: number;
  readonly fresh: boolean;
}

interface OfScope {
  readonly scope: OpenScope;
  /** What is not among the entries, the scope does not say. */
  readonly whole: boolean;
  readonly entries: Map<number, Known>;
}

interface Row extends Before {
  readonly type: number;
  readonly recordId: number;
  readonly since: number;
}

export interface Limits {
  /** Statements that are remembered at a time. */
  readonly remembered: number;
  /** Of a scope that says more, each statement is looked for by itself. */
  readonly atOnce: number;
}

const LIMITS: Limits = { remembered: 100_000, atOnce: 2_000 };
/** Ids in one answer. */
const PAGE = 10_000;

const ROW =
  'id, record_type AS type, record_id AS recordId, value, last_file_id AS lastFileId, since_revision AS since';

/** Keys are numbers, small ones as long as may be: the record's id above, its type below. */
const keyOf = (type: number, recordId: number): number => recordId * 32 + type;

export class KnownStatements {
  readonly #sql: Sql;
  readonly #waiting: RowBuffer;
  readonly #revision: number;
  readonly #limits: Limits;
  readonly #scopes = new Map<number, OfScope>();
  #latest: OfScope | undefined;
  #size = 0;
  /** By record type: statements on records below this id may have been forgotten. */
  readonly #floors = new Map<number, number>();
  /** Likewise the statements of scopes below this id. */
  #scopeFloor = 0;
  /** Forgotten scopes that had said all there is of them, in which drawing. */
  readonly #allSaid = new Map<number, number>();
  /** Of other scopes, the forgotten statements that were said in the drawing that {@link #drawn} names. */
  readonly #said = new IdSet();
  readonly #drawn = new Map<number, number>();

  /** `waiting`: new statements, which may not be in the file yet. */
  constructor(sql: Sql, waiting: RowBuffer, revision: number, limits = LIMITS) {
    this.#sql = sql;
    this.#waiting = waiting;
    this.#revision = revision;
    this.#limits = limits;
  }

  /** What the scope says of the record. */
  find(scope: OpenScope, type: RecordType, recordId: number): Known | undefined {
    if (this.#size >= this.#limits.remembered) this.forget();
    const { whole, entries } = this.#of(scope);
    const key = keyOf(RECORD_TYPES[type], recordId);
    const known = entries.get(key);
    if (known || whole) return known;
    const stored = this.#stored(scope, type, recordId);
    if (stored) {
      entries.set(key, stored);
      this.#size++;
    }
    return stored;
  }

  set(scope: OpenScope, type: RecordType, recordId: number, known: Known): void {
    const { entries } = this.#of(scope);
    const before = entries.size;
    entries.set(keyOf(RECORD_TYPES[type], recordId), known);
    this.#size += entries.size - before;
  }

  /** What the scope said of the record before this import, where that says something else. */
  before(scope: OpenScope, type: RecordType, recordId: number, { fresh, before }: Known): Before | null {
    if (before !== undefined) return before;
    if (!fresh) return null;
    const closed = this.#sql.get<Before>(
      `SELECT id, value, last_file_id AS lastFileId FROM statement
       WHERE record_type = ? AND record_id = ? AND scope_id = ? AND until_revision = ?`,
      RECORD_TYPES[type],
      recordId,
      scope.id,
      this.#revision,
    );
    return closed ?? null;
  }

  /** Statements on the record were closed. */
  drop(type: RecordType, recordId: number): void {
    const key = keyOf(RECORD_TYPES[type], recordId);
    for (const { entries } of this.#scopes.values()) if (entries.delete(key)) this.#size--;
  }

  /** What the scope says in the catalog and not in its latest drawing, in the order of ids. */
  unrepeated(scope: OpenScope): Unrepeated[] {
    const known = this.#scopes.get(scope.id);
    if (known?.whole === true) {
      const silent = [...known.entries].filter(([, { generation }]) => generation !== scope.generation);
      return silent
        .map(([key, { id, fresh }]) => ({ id, type: key % 32, recordId: Math.floor(key / 32), fresh }))
        .sort((a, b) => a.id - b.id);
    }
    if (!known && this.#allSaid.get(scope.id) === scope.generation) return [];
    const found: Unrepeated[] = [];
    for (const { id, type, recordId, since } of this.#rowsOf(scope)) {
      const entry = known?.entries.get(keyOf(type, recordId));
      if (entry ? entry.generation === scope.generation : this.#wasSaid(scope, id)) continue;
      found.push({ id, type, recordId, fresh: since === this.#revision });
    }
    return found;
  }

  /** Forgets all but that it was said; what is asked for again is looked for in the file. */
  forget(): void {
    this.#waiting.flush();
    for (const known of this.#scopes.values()) this.#keepSaid(known);
    this.#scopes.clear();
    this.#latest = undefined;
    this.#size = 0;
    for (const [name, code] of Object.entries(RECORD_TYPES))
      this.#floors.set(code, this.#sql.endOfIds(RECORD_TABLES[name as RecordType]));
    this.#scopeFloor = this.#sql.endOfIds('scope');
  }

  #of(scope: OpenScope): OfScope {
    if (this.#latest?.scope.id === scope.id) return this.#latest;
    let known = this.#scopes.get(scope.id);
    if (!known) this.#scopes.set(scope.id, (known = this.#opened(scope)));
    return (this.#latest = known);
  }

  #opened(scope: OpenScope): OfScope {
    if (scope.id >= this.#scopeFloor && this.#sql.isFresh('scope', scope.id))
      return { scope, whole: true, entries: new Map() };
    const { atOnce } = this.#limits;
    // None of its statements waits to be written: they were when it was forgotten.
    const rows = this.#sql.allWritten<Row>(
      `SELECT ${ROW} FROM statement WHERE scope_id = ? AND until_revision IS NULL LIMIT ?`,
      scope.id,
      atOnce + 1,
    );
    if (rows.length > atOnce) return { scope, whole: false, entries: new Map() };
    this.#size += rows.length;
    const entries = rows.map((row) => [keyOf(row.type, row.recordId), this.#known(scope, row)] as const);
    return { scope, whole: true, entries: new Map(entries) };
  }

  #stored(scope: OpenScope, type: RecordType, recordId: number): Known | undefined {
    const code = RECORD_TYPES[type];
    // Of a record that is as new as this import, the statements are remembered, if not forgotten since.
    if (this.#sql.isFresh(RECORD_TABLES[type], recordId) && recordId >= (this.#floors.get(code) ?? 0))
      return undefined;
    const row = this.#sql.getWritten<Row>(
      `SELECT ${ROW} FROM statement WHERE record_type = ? AND record_id = ? AND scope_id = ? AND until_revision IS NULL`,
      code,
      recordId,
      scope.id,
    );
    return row && this.#known(scope, row);
  }

  #known(scope: OpenScope, { id, value, lastFileId, since }: Row): Known {
    const generation = this.#wasSaid(scope, id) ? scope.generation : 0;
    return { id, value, lastFileId, fresh: since === this.#revision, generation };
  }

  #wasSaid({ id: scopeId, generation }: OpenScope, id: number): boolean {
    if (this.#allSaid.get(scopeId) === generation) return true;
    return this.#drawn.get(scopeId) === generation && this.#said.has(id);
  }

  #keepSaid({ scope, whole, entries }: OfScope): void {
    // A new scope that was drawn once says what it says.
    if (scope.generation === 1 && this.#sql.isFresh('scope', scope.id)) return;
    const { id, generation } = scope;
    if (this.#allSaid.get(id) === generation) return;
    const said = [...entries.values()].filter((known) => known.generation === generation);
    if (whole && said.length === entries.size) {
      this.#allSaid.set(id, generation);
      return;
    }
    const drawn = this.#drawn.get(id);
    if (drawn !== undefined && drawn !== generation)
      for (const row of this.#rowsOf(scope)) this.#said.delete(row.id);
    this.#drawn.set(id, generation);
    for (const known of said) this.#said.add(known.id);
  }

  *#rowsOf({ id }: OpenScope): Iterable<Omit<Row, 'value' | 'lastFileId'>> {
    for (let after = 0; ;) {
      const rows = this.#sql.all<Row>(
        `SELECT id, record_type AS type, record_id AS recordId, since_revision AS since FROM statement
         WHERE scope_id = ? AND until_revision IS NULL AND id > ? ORDER BY id LIMIT ${PAGE}`,
        id,
        after,
      );
      yield* rows;
      if (rows.length < PAGE) return;
      after = rows.at(-1)!.id;
    }
  }
}
