/** Large tables are read range by range, so that others have their turn in between. */
import type { Database } from 'better-sqlite3';

/** Rows of a table at most that are read at once. */
const AT_ONCE = 20_000;

export interface IdRange {
  /** The first and the last id, both part of it. */
  readonly first: number;
  readonly last: number;
}

/** All ids of a table from the lowest to the highest; `id`: its column, `size`: how many in one range. */
export function* idRanges(db: Database, table: string, id = 'id', size = AT_ONCE): Generator<IdRange> {
  const { low, high } = db
    .prepare<[], { low: number | null; high: number | null }>(
      `SELECT (SELECT MIN(${id}) FROM "${table}") AS low, (SELECT MAX(${id}) FROM "${table}") AS high`,
    )
    .get()!;
  if (low === null || high === null) return;
  for (let first = low; first <= high; first += size) yield { first, last: Math.min(high, first + size - 1) };
}
