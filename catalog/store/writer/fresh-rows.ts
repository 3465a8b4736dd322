/**
 * Rows that an import made under parents (a dataset, a column, a job …) that it made too. All there is
 * under such a parent is noted here, so nothing needs to be looked for in the file: a first import
 * looks up next to nothing.
 */
import type { Sql } from './sql.ts';

/** Rows remembered at a time; beyond that they are forgotten, and looked for in the file again. */
const MAX_ROWS = 100_000;

export class FreshRows {
  readonly #sql: Sql;
  readonly #maxRows: number;
  readonly #byTable = new Map<string, Map<number | string, number>>();
  /** By the parents' table: parents below this id may have rows that were forgotten. */
  readonly #floors = new Map<string, number>();
  #size = 0;

  constructor(sql: Sql, maxRows = MAX_ROWS) {
    this.#sql = sql;
    this.#maxRows = maxRows;
  }

  /**
   * The row's id; null where there is surely none; undefined where only the file can tell. Of rows that are noted
   * when they are made, none waits to be written then (see {@link Sql.getWritten}).
   */
  find(
    table: string,
    key: number | string,
    parentTable: string,
    parentId: number,
  ): number | null | undefined {
    const noted = this.#byTable.get(table)?.get(key);
    if (noted !== undefined) return noted;
    if (!this.#sql.isFresh(parentTable, parentId)) return undefined;
    return parentId >= (this.#floors.get(parentTable) ?? 0) ? null : undefined;
  }

  /** Notes a row that was made or found under this parent. It is current from now on. */
  note(table: string, key: number | string, id: number): void {
    if (this.#size >= this.#maxRows) this.#forget();
    let ofTable = this.#byTable.get(table);
    if (!ofTable) this.#byTable.set(table, (ofTable = new Map()));
    ofTable.set(key, id);
    this.#size++;
  }

  #forget(): void {
    this.#sql.flush();
    this.#byTable.clear();
    this.#size = 0;
    for (const table of PARENTS) this.#floors.set(table, this.#sql.endOfIds(table));
  }
}

const PARENTS = ['dataset', '"column"', 'job', 'run', 'test'];
