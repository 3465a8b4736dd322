/** Column lineage that runs repeat word for word, beside runs that show it otherwise. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { Catalog } from '../../catalog.ts';
import { openTemporaryCatalog, temporaryFolder } from '../../testing/temp-catalog.ts';
import { undoImport } from './undo-import.ts';
import { importInto } from '../import-into.ts';

const base = { actor: 'tester', dryRun: false, signal: new AbortController().signal };
const from = { namespace: 'db', name: 'a' };
const to = { namespace: 'db', name: 'b' };
type Way = 'IDENTITY' | 'TRANSFORMATION';

/** `version`: of what made the facet; facets that differ are read each by itself. */
const lineage = (subtype: Way, version: number) => ({
  columnLineage: {
    _producer: `https://example.org/${version}`,
    fields: { x: { inputFields: [{ ...from, field: 'y', transformations: [{ type: 'DIRECT', subtype }] }] } },
  },
});
const event = (run: number, output: object, jobFacets: object = {}) => ({
  eventType: 'COMPLETE',
  eventTime: new Date(Date.UTC(2026, 0, 1, 8, run)).toISOString(),
  run: { runId: `00000000-0000-4000-8000-00000000000${run}` },
  job: { namespace: 'etl', name: 'load', facets: jobFacets },
  inputs: [from],
  outputs: [output],
});
/** One run after the other, by the way in which each shows the edge. */
const showing = (...ways: readonly Way[]) =>
  ways.map((way, index) => event(index + 1, { ...to, facets: lineage(way, index) }));
/** The run says entry by entry what feeds the dataset: nothing of its columns. */
const explicit = (run: number) =>
  event(run, to, {
    lineage: { entries: [{ type: 'DATASET', ...to, inputs: [{ type: 'DATASET', ...from }] }] },
  });

async function load(catalog: Catalog, events: readonly object[]): Promise<number> {
  const path = join(temporaryFolder(), 'events.ndjson');
  writeFileSync(path, events.map((one) => `${JSON.stringify(one)}\n`).join(''));
  return (await importInto(catalog, { ...base, paths: [path], kind: 'openlineage' })).importId!;
}

const shown = (catalog: Catalog): Way[] =>
  catalog.store.reader
    .prepare<[], { text: string }>(
      'SELECT transformations AS text FROM column_edge WHERE until_revision IS NULL',
    )
    .all()
    .flatMap(({ text }) => (JSON.parse(text) as { subtype: Way }[]).map(({ subtype }) => subtype));

it('a run that repeats a way stands behind it when those that showed it before do not count', async () => {
  const catalog = await openTemporaryCatalog();
  await load(catalog, showing('IDENTITY', 'IDENTITY', 'TRANSFORMATION', 'IDENTITY'));
  expect(shown(catalog)).toEqual(['IDENTITY', 'TRANSFORMATION']);
  const first = await load(catalog, [1, 2].map(explicit));
  expect(shown(catalog)).toEqual(['IDENTITY', 'TRANSFORMATION']);
  const last = await load(catalog, [explicit(4)]);
  expect(shown(catalog)).toEqual(['TRANSFORMATION']);
  await undoImport(catalog, { ...base, importId: first, redo: false });
  expect(shown(catalog)).toEqual(['IDENTITY', 'TRANSFORMATION']);
  await undoImport(catalog, { ...base, importId: first, redo: true });
  expect(shown(catalog)).toEqual(['TRANSFORMATION']);
  await undoImport(catalog, { ...base, importId: last, redo: false });
  expect(shown(catalog)).toEqual(['IDENTITY', 'TRANSFORMATION']);
  await catalog.close();
});

it('what an import repeats that shows again what was taken back counts as its own', async () => {
  const catalog = await openTemporaryCatalog();
  const importId = await load(catalog, showing('TRANSFORMATION'));
  await undoImport(catalog, { ...base, importId, redo: false });
  expect(shown(catalog)).toEqual([]);
  const again = showing('IDENTITY', 'IDENTITY', 'IDENTITY', 'IDENTITY').slice(1);
  await load(catalog, again);
  expect(shown(catalog)).toEqual(['IDENTITY']);
  await undoImport(catalog, { ...base, importId, redo: true });
  expect(shown(catalog)).toEqual(['IDENTITY', 'TRANSFORMATION']);
  await undoImport(catalog, { ...base, importId, redo: false });
  expect(shown(catalog)).toEqual(['IDENTITY']);
  await catalog.close();
});
