/** What waits for later statements, written. */
import { sayColumnLineage } from './column-lineage.ts';
import type { Reading } from './reading.ts';

/** Turns everything that waits into facts, a portion a step. */
export function* settle(reading: Reading): Iterable<void> {
  reading.settling();
  // Schemas come first: they tell where the dotted names that lineage uses are nested columns.
  yield* reading.pictures.flush('schema', reading.say);
  for (const { facet, target, run, moment } of reading.observedColumns.flush()) {
    sayColumnLineage(reading, facet, target, { run, yields: true }, moment.evidence);
    yield;
  }
  yield* reading.runProperties.flush(reading.say);
}
