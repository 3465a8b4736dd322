/** Two runs with everything upstream. */
import type { Catalog } from '../open.ts';
import { diff } from './diff.ts';
import type { Judged } from './model.ts';
import { runSnapshot } from './run-snapshot.ts';
import { bySuspicion, judge } from './suspicion.ts';

export interface Compared {
  /** Everything, the most suspicious first; what is alike last. */
  readonly items: readonly Judged[];
  /** What is left out or assumed, in words. */
  readonly notes: readonly string[];
}

/** Null where there is no such run. */
export function compareRuns(catalog: Catalog, a: number, b: number): Compared | null {
  const [before, after] = [runSnapshot(catalog, a), runSnapshot(catalog, b)];
  if (!before || !after) return null;
  return {
    items: diff(before, after).map(judge).sort(bySuspicion),
    notes: [...new Set([...before.notes, ...after.notes])],
  };
}
