/** Catalogs with events, for tests. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { importInto } from '../../imports/import-into.ts';
import type { Catalog } from '../../catalog.ts';
import type { Comparison } from '../comparison.ts';
import type { Judged } from '../model.ts';
import { openTemporaryCatalog, temporaryFolder } from '../../testing/temp-catalog.ts';

const signal = new AbortController().signal;

/** Imports files or folders; answers the catalog. */
export async function loadPaths(paths: readonly string[], into?: Catalog): Promise<Catalog> {
  const catalog = into ?? (await openTemporaryCatalog());
  await importInto(catalog, {
    paths,
    kind: 'auto',
    namespace: 's3://lake',
    dryRun: false,
    actor: 'tester',
    signal,
  });
  return catalog;
}

/** Imports OpenLineage events, given as objects or as lines. */
export async function loadEvents(events: string | readonly object[], into?: Catalog): Promise<Catalog> {
  const path = join(temporaryFolder(), 'events.ndjson');
  writeFileSync(
    path,
    typeof events === 'string' ? events : events.map((event) => `${JSON.stringify(event)}\n`).join(''),
  );
  return loadPaths([path], into);
}

/** Row id of a run. */
export function runNumber(catalog: Catalog, runId: string): number {
  return catalog.store.reader
    .prepare<[string], { id: number }>('SELECT id FROM run WHERE run_id = ?')
    .get(runId)!.id;
}

/** The whole list of a comparison, what is alike too. */
export function everythingIn(comparison: Comparison): readonly Judged[] {
  return comparison.page(0, comparison.differences + comparison.totals.unchanged);
}
