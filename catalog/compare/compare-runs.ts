/** Two runs with everything upstream. */
import type { Catalog } from '../catalog.ts';
import { listed, type Comparison } from './comparison.ts';
import { diff } from './diff.ts';
import { runSnapshot } from './run-snapshot.ts';
import { RunRecords } from './run-records.ts';
import { judged } from './suspicion.ts';

/** Null where there is no such run. In steps, so that others may have their turn. */
export function* compareRuns(catalog: Catalog, a: number, b: number): Generator<void, Comparison | null> {
  // What one side has asked for, the other need not: their pasts are nearly the same.
  const records = new RunRecords(catalog);
  const cards = catalog.cards();
  const before = yield* runSnapshot(cards, records, a);
  const after = yield* runSnapshot(cards, records, b);
  if (!before || !after) return null;
  const notes = [...new Set([...before.notes, ...after.notes])];
  return listed(yield* judged(yield* diff(before, after)), notes);
}
