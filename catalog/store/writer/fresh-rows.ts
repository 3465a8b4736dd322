/**
 * Rows that an import made under parents (a dataset, a column, a job …) that it made too. All there is
 * under such a parent is noted here, so nothing needs to be looked for in the file: a first import
 * looks up next to nothing.
 */
import { IdSet } from './id-set.ts';
import type { Sql } from './sql.ts';

/** Rows remembered at a time; beyond that they are forgotten, and looked for in the file again. */
const MAX_ROWS = 100_000;
/** So many rows under one parent are gone through one by one, more are found by their keys. */
const FEW = 16;

/** A row that others belong to. */
export type Parent = readonly [table: string, id: number];

/** Ids of the rows under one parent, by key: few of them in a list in which keys and ids take turns. */
type Rows = (string | number)[] | Map<string, number>;

/** Rows of one table under parents of one table. */
interface Family {
  readonly byParent: Map<number, Rows>;
  /** Parents of which rows were forgotten; of any other that is new, all are known. */
  readonly forgotten: IdSet;
}

export class FreshRows {
  readonly #sql: Sql;
  readonly #maxRows: number;
  /** By the rows' table, then by the parents'. */
  readonly #families = new Map<string, Map<string, Family>>();
  #size = 0;

  constructor(sql: Sql, maxRows = MAX_ROWS) {
    this.#sql = sql;
    this.#maxRows = maxRows;
  }

  /**
   * The row's id; null where there is surely none; undefined where only the file can tell. Of rows that are noted
   * when they are made, none waits to be written then (see {@link Sql.getWritten}).
   */
  find(table: string, key: string, [parentTable, parentId]: Parent): number | null | undefined {
    const family = this.#families.get(table)?.get(parentTable);
    const rows = family?.byParent.get(parentId);
    const noted = rows && idIn(rows, key);
    if (noted !== undefined) return noted;
    if (!this.#sql.isFresh(parentTable, parentId)) return undefined;
    return family?.forgotten.has(parentId) === true ? undefined : null;
  }

  /** Notes a row that was made or found under this parent. It is current from now on. */
  note(table: string, key: string, id: number, [parentTable, parentId]: Parent): void {
    if (this.#size >= this.#maxRows) this.#forget();
    const { byParent } = this.#family(table, parentTable);
    const rows = byParent.get(parentId);
    this.#size++;
    if (!rows) byParent.set(parentId, [key, id]);
    else if (rows instanceof Map) rows.set(key, id);
    else if (!replace(rows, key, id)) {
      rows.push(key, id);
      if (rows.length > FEW * 2) byParent.set(parentId, mapOf(rows));
    } else this.#size--;
  }

  #family(table: string, parentTable: string): Family {
    let families = this.#families.get(table);
    if (!families) this.#families.set(table, (families = new Map()));
    let family = families.get(parentTable);
    if (!family) families.set(parentTable, (family = { byParent: new Map(), forgotten: new IdSet() }));
    return family;
  }

  #forget(): void {
    this.#sql.flush();
    for (const families of this.#families.values())
      for (const { byParent, forgotten } of families.values()) {
        for (const id of byParent.keys()) forgotten.add(id);
        byParent.clear();
      }
    this.#size = 0;
  }
}

function idIn(rows: Rows, key: string): number | undefined {
  if (rows instanceof Map) return rows.get(key);
  for (let at = 0; at < rows.length; at += 2) if (rows[at] === key) return rows[at + 1] as number;
  return undefined;
}

/** Whether the list has the key, whose id is this one from now on. */
function replace(rows: (string | number)[], key: string, id: number): boolean {
  for (let at = 0; at < rows.length; at += 2) {
    if (rows[at] !== key) continue;
    rows[at + 1] = id;
    return true;
  }
  return false;
}

function mapOf(rows: readonly (string | number)[]): Map<string, number> {
  const map = new Map<string, number>();
  for (let at = 0; at < rows.length; at += 2) map.set(rows[at] as string, rows[at + 1] as number);
  return map;
}
