/** Imports that overlap, and jobs that two sources tell of, before and after an undo. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { jobDetail } from '../../browse/job-detail.ts';
import { jobList } from '../../search/job-list.ts';
import { jobRuns } from '../../browse/run-detail.ts';
import { exportLines } from '../../export/ndjson.ts';
import type { Catalog } from '../../catalog.ts';
import { fileNameOf, sourceText, type SourceChoice } from '../../testing/small-sources.ts';
import { openTemporaryCatalog, temporaryFolder } from '../../testing/temp-catalog.ts';
import { undoImport } from './undo-import.ts';
import { importInto } from '../import-into.ts';

const signal = new AbortController().signal;

async function importText(catalog: Catalog, name: string, text: string): Promise<number | null> {
  const path = join(temporaryFolder(), name);
  writeFileSync(path, text);
  const request = { paths: [path], kind: 'auto' as const, namespace: 's3://lake', dryRun: false };
  return (await importInto(catalog, { ...request, actor: 'tester', signal })).importId;
}

const undo = (catalog: Catalog, importId: number | null, redo = false) =>
  undoImport(catalog, { importId: importId!, redo, dryRun: false, actor: 'tester', signal });

const EVENTS: SourceChoice = { kind: 'openlineage', tables: [0, 1], flavour: 2 };
const all = { text: '', state: 'any', offset: 0, limit: 50 } as const;

it('events that two imports brought stand until both are undone', async () => {
  const [first, second] = sourceText(EVENTS, 0).split('\n') as [string, string];
  const catalog = await openTemporaryCatalog();
  const state = () => [...exportLines(catalog.store.reader, { canonical: false })];
  const one = await importText(catalog, 'one.ndjson', first);
  const two = await importText(catalog, 'two.ndjson', `${first}\n${second}`);
  const both = state();
  expect(await undo(catalog, one)).toMatchObject({ unused: 0 });
  expect(state()).toEqual(both);
  expect(await importText(catalog, 'again.ndjson', `${second}\n${first}`)).toBeNull();
  await undo(catalog, two);
  expect(state()).toEqual([]);
  await undo(catalog, one, true);
  expect(state().filter((line) => line.includes('"type":"run"'))).toHaveLength(1);
  await catalog.close();
});

it('a job that two sources tell of is shown once, with its runs; after an undo alone', async () => {
  const catalog = await openTemporaryCatalog();
  const events: SourceChoice = { kind: 'openlineage', tables: [0], flavour: 2, feature: 'dbt' };
  const models: SourceChoice = { kind: 'dbt', tables: [0], flavour: 1 };
  await importText(catalog, fileNameOf(events), sourceText(events, 0));
  const declared = await importText(catalog, fileNameOf(models), sourceText(models, 0));
  const joined = jobList(catalog, all);
  expect(joined.items).toMatchObject([{ name: 'model.shop.t0', runs: 1, inputs: 1, retired: false }]);
  const { id } = joined.items[0]!;
  expect(jobDetail(catalog, id)).toMatchObject({ job: { id }, runs: { total: 1 } });
  expect(jobRuns(catalog, id, { offset: 0, limit: 10 })).toMatchObject({ total: 1 });
  await undo(catalog, declared);
  expect(jobList(catalog, all).items).toMatchObject([{ name: 'lake.db.shop.t0', runs: 1 }]);
  await catalog.close();
});
