import type { Database, Statement } from 'better-sqlite3';

type Bind = string | number | bigint | null | Uint8Array;

/** Prepared statements by their text, and row ids that are counted here instead of asked back. */
export class Sql {
  readonly db: Database;
  readonly #prepared = new Map<string, Statement<(Bind | Record<string, Bind>)[]>>();
  readonly #lastId = new Map<string, number>();

  constructor(db: Database) {
    this.db = db;
  }

  #statement(text: string): Statement<(Bind | Record<string, Bind>)[]> {
    let statement = this.#prepared.get(text);
    if (!statement) {
      statement = this.db.prepare<(Bind | Record<string, Bind>)[]>(text);
      this.#prepared.set(text, statement);
    }
    return statement;
  }

  /** Runs a statement; answers how many rows it changed. */
  run(text: string, ...values: Bind[]): number {
    return this.#statement(text).run(...bound(text, values)).changes;
  }

  get<Row>(text: string, ...values: Bind[]): Row | undefined {
    return this.#statement(text).get(...bound(text, values)) as Row | undefined;
  }

  all<Row>(text: string, ...values: Bind[]): Row[] {
    return this.#statement(text).all(...bound(text, values)) as Row[];
  }

  /** The next free id of a table. Safe because a write transaction is the only writer. */
  nextId(table: string): number {
    let last = this.#lastId.get(table);
    if (last === undefined) {
      last = this.get<{ id: number }>(`SELECT COALESCE(MAX(id), 0) AS id FROM ${table}`)!.id;
    }
    this.#lastId.set(table, last + 1);
    return last + 1;
  }
}

/** The driver takes `?1`, `?2` … by name; plain `?` by position. */
function bound(text: string, values: readonly Bind[]): (Bind | Record<string, Bind>)[] {
  if (!text.includes('?1')) return [...values];
  return [Object.fromEntries(values.map((value, index) => [index + 1, value]))];
}
