import type { Database, Statement } from 'better-sqlite3';

type Bind = string | number | bigint | null | Uint8Array;

interface Prepared {
  readonly statement: Statement<(Bind | Record<string, Bind>)[]>;
  /** It uses `?1`, `?2` …, which the driver takes by name; plain `?` by position. */
  readonly named: boolean;
}

/** Ids that are counted here instead of asked back. */
interface Ids {
  readonly first: number;
  next: number;
}

/** Prepared statements by their text, and row ids that are counted here instead of asked back. */
export class Sql {
  readonly db: Database;
  readonly #prepared = new Map<string, Prepared>();
  readonly #ids = new Map<string, Ids>();

  constructor(db: Database) {
    this.db = db;
  }

  #statement(text: string): Prepared {
    let prepared = this.#prepared.get(text);
    if (!prepared) {
      const statement = this.db.prepare<(Bind | Record<string, Bind>)[]>(text);
      prepared = { statement, named: text.includes('?1') };
      this.#prepared.set(text, prepared);
    }
    return prepared;
  }

  /** Runs a statement; answers how many rows it changed. */
  run(text: string, ...values: Bind[]): number {
    const { statement, named } = this.#statement(text);
    return (named ? statement.run(byName(values)) : statement.run(...values)).changes;
  }

  get<Row>(text: string, ...values: Bind[]): Row | undefined {
    const { statement, named } = this.#statement(text);
    return (named ? statement.get(byName(values)) : statement.get(...values)) as Row | undefined;
  }

  all<Row>(text: string, ...values: Bind[]): Row[] {
    const { statement, named } = this.#statement(text);
    return (named ? statement.all(byName(values)) : statement.all(...values)) as Row[];
  }

  /** The next free id of a table. Safe because a write transaction is the only writer. */
  nextId(table: string): number {
    return this.#idsOf(table).next++;
  }

  /** Whether the row was made through {@link nextId} since this was created: nothing older refers to it. */
  isFresh(table: string, id: number): boolean {
    const ids = this.#ids.get(table);
    return ids !== undefined && id >= ids.first;
  }

  /** The id that the table's next row will have. */
  endOfIds(table: string): number {
    return this.#idsOf(table).next;
  }

  #idsOf(table: string): Ids {
    let ids = this.#ids.get(table);
    if (!ids) {
      const first = this.get<{ id: number }>(`SELECT COALESCE(MAX(id), 0) + 1 AS id FROM ${table}`)!.id;
      this.#ids.set(table, (ids = { first, next: first }));
    }
    return ids;
  }
}

function byName(values: readonly Bind[]): Record<string, Bind> {
  return Object.fromEntries(values.map((value, index) => [index + 1, value]));
}
