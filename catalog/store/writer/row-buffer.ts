/** Rows that are inserted many at a time: fewer statements, the same rows. */
import type { Sql } from './sql.ts';

type Value = string | number | null | Uint8Array;

/** Rows in one statement. */
const ROWS = 50;
/** Texts may be large; this many characters do not wait. */
const MAX_CHARACTERS = 1 << 20;

export class RowBuffer {
  readonly #sql: Sql;
  readonly #width: number;
  readonly #head: string;
  readonly #row: string;
  readonly #full: string;
  #values: Value[] = [];
  #characters = 0;

  constructor(sql: Sql, table: string, columns: readonly string[]) {
    this.#sql = sql;
    this.#width = columns.length;
    this.#head = `INSERT INTO ${table} (${columns.join(', ')}) VALUES `;
    this.#row = `(${columns.map(() => '?').join(', ')})`;
    this.#full = this.#head + Array.from({ length: ROWS }, () => this.#row).join(', ');
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
      this.#sql.run(this.#full, ...values);
    } else if (this.#characters > MAX_CHARACTERS) this.flush();
  }

  /** Must come before the table is read or rows of it are changed. */
  flush(): void {
    const values = this.#values;
    this.#empty();
    for (let at = 0; at < values.length; at += this.#width)
      this.#sql.run(this.#head + this.#row, ...values.slice(at, at + this.#width));
  }

  #empty(): void {
    this.#values = [];
    this.#characters = 0;
  }
}
