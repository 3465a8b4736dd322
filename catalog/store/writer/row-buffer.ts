/** Rows that are inserted many at a time: fewer statements, the same rows. */

export type Value = string | number | null | Uint8Array;

/**
 * Rows in one statement: that many wait, what is left over goes by the smaller ones. Of a table with several indexes,
 * 200 rows at a time cost a fifth less than 50, and 500 no less.
 */
const ROWS = 200;
const SIZES = [ROWS, 50, 20, 8, 3, 1];
/** Texts may be large; this many characters do not wait. */
const MAX_CHARACTERS = 1 << 20;

/**
 * What fails ends the import, and all of it is taken back: no copy of every page need be kept from which one statement
 * alone could be.
 */
const PLAIN = 'INSERT OR FAIL';

/** How rows are inserted where that is not plain. */
export interface Insertion {
  /** `INSERT OR IGNORE` for rows that may be there. */
  readonly verb?: string;
  /** What follows the values: `ON CONFLICT …`. */
  readonly tail?: string;
  /** Columns beside those of a row: the column whose value each has too, or a number that all rows have. */
  readonly beside?: Readonly<Record<string, string | number>>;
}

/** What rows are written by: a `Sql`. */
export interface Inserting {
  /** Runs a statement with plain `?`, of which there may be thousands. */
  insert(text: string, values: readonly Value[]): void;
}

/**
 * Rows of one table on their way into it. A statement of the same `Sql` that mentions the table finds
 * them there: they are written before it runs.
 */
export class RowBuffer {
  readonly #sql: Inserting;
  readonly #width: number;
  readonly #texts: ReadonlyMap<number, string>;
  readonly #values: Value[];
  /** How many of the values wait. */
  #used = 0;
  #characters = 0;

  /** To be made by `Sql.rows`, which knows of it then. */
  constructor(sql: Inserting, table: string, columns: readonly string[], insertion: Insertion = {}) {
    this.#sql = sql;
    this.#width = columns.length;
    this.#values = Array.from({ length: ROWS * columns.length }, () => null);
    const { verb = PLAIN, tail = '', beside = {} } = insertion;
    const head = `${verb} INTO ${table} (${[...columns, ...Object.keys(beside)].join(', ')})`;
    const row = `(${columns.map(() => '?').join(', ')})`;
    const place = (column: string): string => `column${columns.indexOf(column) + 1}`;
    const also = Object.values(beside).map((value) => (typeof value === 'number' ? value : place(value)));
    const wanted = [...columns.map(place), ...also].join(', ');
    const text = (rows: number): string => {
      const values = `VALUES ${Array.from({ length: rows }, () => row).join(', ')}`;
      return also.length > 0
        ? `${head} SELECT ${wanted} FROM (${values}) ${tail}`
        : `${head} ${values} ${tail}`;
    };
    this.#texts = new Map(SIZES.map((rows) => [rows, text(rows)]));
  }

  /** Whether rows wait. */
  get waits(): boolean {
    return this.#used > 0;
  }

  /** Takes a row; it is in the table after {@link flush} at the latest. */
  add(...row: readonly Value[]): void {
    for (let at = 0; at < this.#width; at++) {
      const value = row[at]!;
      this.#values[this.#used + at] = value;
      if (typeof value === 'string') this.#characters += value.length;
    }
    this.#used += this.#width;
    if (this.#used === this.#values.length || this.#characters > MAX_CHARACTERS) this.flush();
  }

  /**
   * Changes a row that waits, by its first column, an id that grows from row to row; answers whether there is one.
   * `changes` counts columns from 0.
   */
  patch(id: number, changes: Readonly<Record<number, Value>>): boolean {
    const values = this.#values;
    // Rows come in the order of their ids.
    if (this.#used === 0 || id < (values[0] as number)) return false;
    for (let at = this.#used - this.#width; at >= 0; at -= this.#width) {
      if (values[at] !== id) continue;
      for (const column in changes) values[at + Number(column)] = changes[column]!;
      return true;
    }
    return false;
  }

  /** Must come before the table is read or changed by other ways than the same `Sql`. */
  flush(): void {
    const used = this.#used;
    // The statement is one that mentions the table, and nothing waits for it any more.
    this.#used = 0;
    this.#characters = 0;
    let at = 0;
    for (const rows of SIZES) {
      const length = rows * this.#width;
      for (; at + length <= used; at += length) {
        const values = length === this.#values.length ? this.#values : this.#values.slice(at, at + length);
        this.#sql.insert(this.#texts.get(rows)!, values);
      }
    }
  }
}
