/** Whatever a line of the export names has a line of its own. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { importersOf } from '../importers/index.ts';
import { runImport } from '../imports/run-import.ts';
import type { Evidence, Fact } from '../model/facts.ts';
import { samplesNote, samplesRoot } from '../testing/samples.ts';
import { importFacts, openTemporaryStore } from '../testing/temp-catalog.ts';
import type { Store } from '../store/store.ts';
import { exportLines } from './ndjson.ts';

interface Named {
  readonly namespace: string;
  readonly name: string;
}
interface Line extends Partial<Named> {
  readonly type: string;
  readonly [member: string]: unknown;
}

const exported = (store: Store, canonical: boolean): Line[] =>
  [...exportLines(store.reader, { canonical })].map((line) => JSON.parse(line) as Line);
const text = ({ namespace, name }: Named): string => JSON.stringify([namespace, name]);

/** Names in lines that no line introduces. */
function dangling(lines: readonly Line[]): string[] {
  const introduced = (types: readonly string[]) =>
    new Set(lines.filter((line) => types.includes(line.type)).map((line) => text(line as Line & Named)));
  const datasets = introduced(['dataset', 'dataset_ref']);
  const jobs = introduced(['job', 'job_ref']);
  const missing: string[] = [];
  const check = (line: Line, known: ReadonlySet<string>, name: unknown): void => {
    if (name !== undefined && !known.has(text(name as Named)))
      missing.push(`${line.type}: ${text(name as Named)}`);
  };
  for (const line of lines) {
    const ends = line.type === 'job_edge' ? jobs : datasets;
    for (const member of ['from', 'to']) check(line, ends, line[member]);
    check(line, datasets, line['dataset']);
    for (const job of [line['job'], line['parent'], ...((line['jobs'] as unknown[] | undefined) ?? [])])
      check(line, jobs, job);
  }
  return missing;
}

const dataset = { namespace: 'db', name: 't' };
const job = { namespace: 'j', name: 'j' };
const picture: Evidence = { scope: 'picture', file: 0, at: 'a' };
const events: Evidence = { scope: 'events', file: 0, at: 'b' };
const whole: Fact[] = [
  { type: 'scope', scope: 'picture', mode: 'replace' },
  { type: 'dataset', dataset, evidence: picture },
  { type: 'job', job, kind: 'x', evidence: picture },
  { type: 'scope', scope: 'events', mode: 'accumulate' },
  { type: 'run-output', run: { runId: 'r', job }, dataset, evidence: events },
];

it('a dataset and a job that are gone are still referred to where runs of theirs stand', async () => {
  const store = await openTemporaryStore();
  await importFacts(store, whole, 'one');
  await importFacts(store, [{ type: 'scope', scope: 'picture', mode: 'replace' }], 'two');
  for (const canonical of [false, true]) {
    const lines = exported(store, canonical);
    expect(dangling(lines)).toEqual([]);
    expect(lines.map(({ type }) => type)).toEqual(['dataset_ref', 'job_ref', 'run_ref', 'io']);
  }
  await store.close();
});

it('a name that stands is shown before one that is gone', async () => {
  const store = await openTemporaryStore();
  const other = { namespace: 'db2', name: 't' };
  await importFacts(
    store,
    [
      ...whole,
      { type: 'dataset', dataset: other, evidence: events },
      {
        type: 'alias',
        dataset: other,
        alias: dataset,
        basis: 'symlink',
        certainty: 'certain',
        evidence: events,
      },
    ],
    'one',
  );
  const shown = () =>
    exported(store, true)
      .filter(({ type }) => type === 'dataset')
      .map(({ namespace }) => namespace);
  expect(shown()).toEqual(['db']);
  await importFacts(store, [{ type: 'scope', scope: 'picture', mode: 'replace' }], 'two');
  expect(shown()).toEqual(['db2']);
  expect(dangling(exported(store, true))).toEqual([]);
  await store.close();
});

it('a group is exported under the name that it is shown by, also where no source describes that one', async () => {
  const store = await openTemporaryStore();
  const dropped = { namespace: 'db2', name: 't' };
  await importFacts(store, whole, 'one');
  const facts: Fact[] = [
    { type: 'scope', scope: 'events', mode: 'accumulate' },
    { type: 'dataset', dataset: dropped, sourceId: 'db2#t', evidence: events },
    { type: 'column', dataset: dropped, path: ['c'], evidence: events },
    {
      type: 'alias',
      ...{ dataset: dropped, alias: dataset, basis: 'symlink', certainty: 'certain', evidence: events },
    },
    {
      type: 'property',
      ...{ target: { on: 'dataset', dataset: dropped }, key: 'lifecycleStateChange', evidence: events },
      value: { lifecycleStateChange: 'DROP' },
    },
  ];
  await importFacts(store, facts, 'two', { importer: 'openlineage' });
  await importFacts(store, [{ type: 'scope', scope: 'picture', mode: 'replace' }], 'three');
  const lines = exported(store, true);
  expect(lines.filter(({ type }) => type.startsWith('dataset'))).toEqual([
    {
      type: 'dataset',
      ...dataset,
      kind: 'table',
      dropped: true,
      aliases: [dropped],
      sources: [{ importer: 'openlineage', id: 'db2#t' }],
    },
  ]);
  expect(dangling(lines)).toEqual([]);
  await store.close();
});

/** All but the made-up project that is there for its size: it holds nothing that the others do not. */
function projectsOf(folder: string): string[] {
  return readdirSync(folder)
    .filter((name) => !name.startsWith('SYNTHETIC'))
    .map((name) => join(folder, name));
}

describe.skipIf(!samplesRoot)(`the corpus${samplesNote}`, () => {
  it.each(['dbt', 'glue', 'openlineage'])('%s has no dangling name', async (source) => {
    const store = await openTemporaryStore();
    await runImport(store, importersOf(), {
      paths: projectsOf(join(samplesRoot!, source)),
      kind: 'auto',
      columnLineage: false,
      dryRun: false,
      actor: 'test',
      toolVersion: 'test',
      signal: new AbortController().signal,
    });
    for (const canonical of [false, true]) expect(dangling(exported(store, canonical))).toEqual([]);
    await store.close();
  });
});
