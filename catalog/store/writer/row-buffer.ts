/** Rows that are inserted many at a time: fewer statements, the same rows. */
import type { Sql } from './sql.ts';

export type Value = string | number | null | Uint8Array;

/** Rows in one statement: that many wait, what is left over goes by the smaller ones. */
const ROWS = 50;
const SIZES = [8, 1];
/** Texts may be large; this many characters do not wait. */
const MAX_CHARACTERS = 1 << 20;

/** How rows are inserted where that is not plain. */
export interface Insertion {
  /** `INSERT OR IGNORE` for rows that may be there. */
  readonly verb?: string;
  /** What follows the values: `ON CONFLICT …`. */
  readonly tail?: string;
}

/**
 * Rows of one table on their way into it. A statement of the same {@link Sql} that mentions the table finds
 * them there: they are written before it runs.
 */
export class RowBuffer {
  readonly #sql: Sql;
  readonly #width: number;
  readonly #texts: ReadonlyMap<number, string>;
  #values: Value[] = [];
  #characters = 0;

  /** To be made by {@link Sql.rows}, which knows of it then. */
  constructor(sql: Sql, table: string, columns: readonly string[], insertion: Insertion = {}) {
    this.#sql = sql;
    this.#width = columns.length;
    const { verb = 'INSERT', tail = '' } = insertion;
    const head = `${verb} INTO ${table} (${columns.join(', ')}) VALUES `;
    const row = `(${columns.map(() => '?').join(', ')})`;
    const text = (rows: number) => `${head}${Array.from({ length: rows }, () => row).join(', ')} ${tail}`;
    this.#texts = new Map([ROWS, ...SIZES].map((rows) => [rows, text(rows)]));
  }

  /** Whether rows wait. */
  get waits(): boolean {
    return this.#values.length > 0;
  }

  /** Takes a row; it is in the table after {@link flush} at the latest. */
  add(...row: readonly Value[]): void {
    const values = this.#values;
    for (const value of row) {
      values.push(value);
      if (typeof value === 'string') this.#characters += value.length;
    }
    if (values.length === ROWS * this.#width) {
      this.#empty();
      this.#sql.run(this.#texts.get(ROWS)!, ...values);
    } else if (this.#characters > MAX_CHARACTERS) this.flush();
  }

  /**
   * Changes a row that waits, by its first column; answers whether there is one. `columns` counts from 0.
   */
  patch(id: number, changes: Readonly<Record<number, Value>>): boolean {
    const values = this.#values;
    for (let at = values.length - this.#width; at >= 0; at -= this.#width) {
      if (values[at] !== id) continue;
      for (const column in changes) values[at + Number(column)] = changes[column]!;
      return true;
    }
    return false;
  }

  /** Must come before the table is read or changed by other ways than the same {@link Sql}. */
  flush(): void {
    const values = this.#values;
    this.#empty();
    let at = 0;
    for (const rows of SIZES) {
      const length = rows * this.#width;
      for (; at + length <= values.length; at += length)
        this.#sql.run(this.#texts.get(rows)!, ...values.slice(at, at + length));
    }
  }

  #empty(): void {
    this.#values = [];
    this.#characters = 0;
  }
}
