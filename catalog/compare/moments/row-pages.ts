/** Rows that began or ended between two revisions, some thousands at a time, however many others there are. */
import type { Database } from 'better-sqlite3';

/** Rows at most that are read at once. */
const AT_ONCE = 20_000;

/** Both exclusive of `low` and inclusive of `high`. */
export interface Revisions {
  readonly low: number;
  readonly high: number;
}

/** What lies between two revisions, whichever of them is the earlier one. */
export const between = (a: number, b: number): Revisions => ({ low: Math.min(a, b), high: Math.max(a, b) });

/** Rows of a table: `where`, with the values to bind. */
export interface RowPage {
  readonly where: string;
  readonly bind: Readonly<Record<string, number>>;
}

/**
 * Statements that began between the revisions. Rows of `statement` are only ever added, so their ids ascend with the
 * revisions in which they began, and no index is needed. `s`: their alias.
 */
export function* statementsBegun(db: Database, { low, high }: Revisions): Generator<RowPage, void> {
  const end = db.prepare<[], number>('SELECT COALESCE(MAX(id), 0) FROM statement').pluck().get()! + 1;
  const sinceOf = db
    .prepare<[number], number>('SELECT since_revision FROM statement WHERE id >= ? ORDER BY id LIMIT 1')
    .pluck();
  /** The first id of which the statement began after the revision. */
  const after = (revision: number): number => {
    let [from, to] = [1, end];
    while (from < to) {
      const middle = (from + to) >> 1;
      const since = sinceOf.get(middle);
      if (since === undefined || since > revision) to = middle;
      else from = middle + 1;
    }
    return from;
  };
  const last = after(high) - 1;
  for (let first = after(low); first <= last; first += AT_ONCE)
    yield {
      where: 's.id BETWEEN @first AND @last',
      bind: { first, last: Math.min(last, first + AT_ONCE - 1) },
    };
}

/**
 * Rows of a table of which a column with an index (`since_revision`, `until_revision`) has a value between the revisions.
 * `alias`: of the table in the statement that takes the pages.
 */
export function* rowsWithin(
  db: Database,
  { table, column, alias }: { readonly table: string; readonly column: string; readonly alias: string },
  { low, high }: Revisions,
): Generator<RowPage, void> {
  const nextRevision = db
    .prepare<[number, number], number | null>(
      `SELECT MIN(${column}) FROM ${table} WHERE ${column} > ? AND ${column} <= ?`,
    )
    .pluck();
  const lastOfPage = db
    .prepare<[number, number], number | null>(
      `SELECT MAX(id) FROM (SELECT id FROM ${table} WHERE ${column} = ? AND id >= ? ORDER BY id LIMIT ${AT_ONCE})`,
    )
    .pluck();
  const where = `${alias}.${column} = @at AND ${alias}.id BETWEEN @first AND @last`;
  for (let at = nextRevision.get(low, high); typeof at === 'number'; at = nextRevision.get(at, high)) {
    let first = 0;
    for (let last = lastOfPage.get(at, first); typeof last === 'number'; last = lastOfPage.get(at, first)) {
      yield { where, bind: { at, first, last } };
      first = last + 1;
    }
  }
}
