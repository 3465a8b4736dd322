/** First and last sight of column edges, after an undo of what has nothing to do with them. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { Catalog } from '../../catalog.ts';
import { openTemporaryCatalog, temporaryFolder } from '../../testing/temp-catalog.ts';
import { undoImport } from './undo-import.ts';
import { importInto } from '../import-into.ts';

const base = { actor: 'tester', dryRun: false, signal: new AbortController().signal };
const at = (minute: number): string => new Date(Date.UTC(2026, 0, 1, 8, minute)).toISOString();
const job = { namespace: 'etl', name: 'load' };
const from = { namespace: 'db', name: 'a' };
const to = {
  namespace: 'db',
  name: 'b',
  facets: { columnLineage: { fields: { x: { inputFields: [{ ...from, field: 'y' }] } } } },
};
const run = (digit: number) => ({ runId: `00000000-0000-4000-8000-00000000000${digit}` });

async function load(catalog: Catalog, events: readonly object[]): Promise<number> {
  const path = join(temporaryFolder(), 'events.ndjson');
  writeFileSync(path, events.map((event) => `${JSON.stringify(event)}\n`).join(''));
  return (await importInto(catalog, { ...base, paths: [path], kind: 'openlineage' })).importId!;
}

const seen = (catalog: Catalog) =>
  catalog.store.reader.prepare('SELECT first_seen AS first, last_seen AS last FROM column_edge').all();

it('an edge was seen from the first to the last event of the runs that stand', async () => {
  const catalog = await openTemporaryCatalog();
  const shown = { run: run(1), job, inputs: [from], outputs: [to] };
  await load(catalog, [
    { eventType: 'START', eventTime: at(10), ...shown },
    { eventType: 'COMPLETE', eventTime: at(20), ...shown },
  ]);
  const before = seen(catalog);
  expect(before).toEqual([{ first: at(10), last: at(20) }]);
  const importId = await load(catalog, [{ eventType: 'COMPLETE', eventTime: at(50), ...shown, run: run(2) }]);
  expect(seen(catalog)).toEqual([{ first: at(10), last: at(50) }]);
  await undoImport(catalog, { ...base, importId, redo: false });
  expect(seen(catalog)).toEqual(before);
  await undoImport(catalog, { ...base, importId, redo: true });
  expect(seen(catalog)).toEqual([{ first: at(10), last: at(50) }]);
  await catalog.close();
});
