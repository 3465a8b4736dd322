/** Imports of events, undo and redo of them, and what stands after each, for tests. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { exportLines } from '../../../export/ndjson.ts';
import type { Catalog } from '../../../open.ts';
import { temporaryFolder } from '../../../testing/temp-catalog.ts';
import { undoImport } from '../undo-import.ts';

const base = { actor: 'tester', dryRun: false, signal: new AbortController().signal };

/**
 * Imports the events as one file, `at` hours into a day, one a minute. Later imports hold later events: of
 * pictures that came too late, an undo knows the number only. Answers the import; null: nothing new.
 */
export async function load(catalog: Catalog, events: readonly object[], at: number): Promise<number | null> {
  const path = join(temporaryFolder(), 'events.ndjson');
  const lines = events.map((one, index) => {
    const eventTime = new Date(Date.UTC(2026, 0, 1, at, index)).toISOString();
    return `${JSON.stringify({ eventTime, producer: 'https://example.org/test', ...one })}\n`;
  });
  writeFileSync(path, lines.join(''));
  return (await catalog.import({ ...base, paths: [path], kind: 'auto' })).importId;
}

export const undo = (catalog: Catalog, importId: number | null) => take(catalog, importId, false);
export const redo = (catalog: Catalog, importId: number | null) => take(catalog, importId, true);

async function take(catalog: Catalog, importId: number | null, again: boolean): Promise<void> {
  if (importId !== null) await undoImport(catalog, { ...base, importId, redo: again });
}

/** What stands, without ids. */
export const state = (catalog: Catalog): string[] =>
  [...exportLines(catalog.store.reader, { canonical: false })].map(String);
