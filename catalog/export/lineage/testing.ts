/** Catalogs and their lineage, for the tests of the export. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { importInto } from '../../imports/import-into.ts';
import type { Catalog } from '../../catalog.ts';
import { openTemporaryCatalog, temporaryFolder } from '../../testing/temp-catalog.ts';
import { LineageRows, type LineageScope } from './rows.ts';

/** A catalog of these OpenLineage events. */
export async function catalogOf(events: readonly unknown[]): Promise<Catalog> {
  const catalog = await openTemporaryCatalog();
  await importText(catalog, events.map((event) => JSON.stringify(event)).join('\n'));
  return catalog;
}

export async function importText(catalog: Catalog, text: string): Promise<void> {
  const path = join(temporaryFolder(), 'events.ndjson');
  writeFileSync(path, text);
  const signal = new AbortController().signal;
  await importInto(catalog, { paths: [path], kind: 'openlineage', dryRun: false, actor: 'tester', signal });
}

/** Every flow of a catalog in words, sorted: what two catalogs must share to tell the same lineage. */
export function flowsOf(catalog: Catalog, scope: Partial<LineageScope> = {}): string[] {
  const rows = rowsOf(catalog, scope);
  const lines = new Set<string>();
  for (const { from, to, job } of rows.edges())
    lines.add(`${from.name} -> ${to.name} by ${job?.name ?? '-'}`);
  for (const { from, to, job, ...row } of rows.columnEdges()) {
    const ways = JSON.stringify(row.transformations);
    lines.add(
      `${from.name}.${row.fromColumn} -> ${to.name}.${row.toColumn ?? '*'} by ${job?.name ?? '-'} ${ways}`,
    );
  }
  return [...lines].sort();
}

export function rowsOf(catalog: Catalog, scope: Partial<LineageScope> = {}): LineageRows {
  return new LineageRows(catalog.store.reader, { datasets: null, columnEdges: null, ...scope }, catalog);
}
