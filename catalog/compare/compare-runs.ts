/** Two runs with everything upstream. */
import type { Catalog } from '../open.ts';
import { diff } from './diff.ts';
import type { Judged } from './model.ts';
import { runSnapshot } from './run-snapshot.ts';
import { RunRecords } from './run-records.ts';
import { judged } from './suspicion.ts';

export interface Compared {
  /** Everything, the most suspicious first; what is alike last. */
  readonly items: readonly Judged[];
  /** What is left out or assumed, in words. */
  readonly notes: readonly string[];
}

/** Null where there is no such run. In steps, so that others may have their turn. */
export function* compareRuns(catalog: Catalog, a: number, b: number): Generator<void, Compared | null> {
  // What one side has asked for, the other need not: their pasts are nearly the same.
  const records = new RunRecords(catalog);
  const cards = catalog.cards();
  const before = yield* runSnapshot(cards, records, a);
  const after = yield* runSnapshot(cards, records, b);
  if (!before || !after) return null;
  return {
    items: yield* judged(yield* diff(before, after)),
    notes: [...new Set([...before.notes, ...after.notes])],
  };
}
