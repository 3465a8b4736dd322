import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Catalog } from '../../catalog/catalog.ts';
import { openLineage } from '../../catalog/importers/openlineage/index.ts';
import {
  at,
  dataset,
  DB,
  jobEvent,
  runEvent,
  uuid,
} from '../../catalog/importers/openlineage/testing/events.ts';
import { runImport } from '../../catalog/imports/run-import.ts';
import { openTemporaryCatalog, temporaryFolder } from '../../catalog/testing/temp-catalog.ts';
import { clientOf } from './testing/client.ts';

let catalog: Catalog;
const client = () => clientOf(catalog);

const job = (name: string) => ({ namespace: 'etl', name });
const EVENTS = [
  runEvent({
    type: 'START',
    inputs: [dataset('a'), dataset('log')],
    runFacets: {
      parent: {
        run: { runId: 'dag-1' },
        job: job('dag'),
        root: { run: { runId: 'top-1' }, job: job('top') },
      },
      nominalTime: { nominalStartTime: '2026-03-01T00:00:00Z' },
      jobDependencies: { upstream: [{ job: job('wait') }], downstream: [{ job: job('notify') }] },
      environmentVariables: { environmentVariables: [{ name: 'HOME', value: '/root' }] },
    },
    jobFacets: {
      sql: { query: 'insert into b select * from a' },
      sourceCode: { language: 'python', sourceCode: 'load()' },
      sourceCodeLocation: { type: 'git', url: 'https://git.example.org/x' },
      documentation: { description: 'Loads.' },
      ownership: { owners: [{ name: 'team:x', type: 'MAINTAINER' }] },
      tags: { tags: [{ key: 'tier', value: 'gold' }] },
      acme_custom: { anything: 1 },
      lineage: {
        entries: [
          {
            type: 'DATASET',
            namespace: DB,
            name: 'b',
            inputs: [{ type: 'DATASET', namespace: DB, name: 'a' }],
          },
        ],
      },
    },
  }),
  runEvent({
    minute: 4,
    type: 'FAIL',
    outputs: [
      dataset(
        'b',
        { version: { datasetVersion: 'v7' } },
        {
          outputFacets: {
            outputStatistics: { rowCount: 12, size: 99, fileCount: 2 },
            subset: { outputCondition: 1 },
          },
        },
      ),
      dataset('made'),
    ],
    runFacets: {
      errorMessage: { message: 'locked', programmingLanguage: 'PYTHON', stackTrace: 'line 3' },
      extractionError: {
        totalTasks: 3,
        failedTasks: 1,
        errors: [{ errorMessage: 'cannot parse', task: 't' }],
      },
      tags: { tags: [{ key: 'k', value: 'v' }] },
    },
  }),
  runEvent({ run: 2, minute: 9, inputs: [dataset('a')], outputs: [dataset('c')] }),
  jobEvent({ minute: 10, job: 'declared', inputs: [dataset('c')], outputs: [dataset('d')] }),
];

beforeAll(async () => {
  catalog = await openTemporaryCatalog();
  const path = join(temporaryFolder(), 'events.ndjson');
  writeFileSync(path, EVENTS.map((event) => JSON.stringify(event)).join('\n'));
  await runImport(catalog.store, [openLineage], {
    paths: [path],
    kind: 'auto',
    dryRun: false,
    actor: 'tester',
    toolVersion: 'test',
    signal: new AbortController().signal,
  });
});
afterAll(() => catalog.close());

const listed = async (input: Parameters<ReturnType<typeof client>['jobs']['list']>[0]) =>
  (await client().jobs.list(input)).items.map(({ name }) => name);
const idOf = async (name: string) =>
  (await client().jobs.list({})).items.find((row) => row.name === name)!.id;

describe('the list of jobs', () => {
  it('has every job with its latest run', async () => {
    const { total, items } = await client().jobs.list({});
    expect(total).toBe(6);
    expect(items.find(({ name }) => name === 'load')).toMatchObject({
      parent: 'dag',
      runs: 2,
      lastState: 'COMPLETE',
      lastAt: at(9),
      inputs: 2,
      outputs: 3,
      retired: false,
    });
    expect(items.find(({ name }) => name === 'declared')).toMatchObject({
      runs: 0,
      lastState: null,
      inputs: 1,
    });
  });

  it('is narrowed by words and by state, page by page', async () => {
    expect(await listed({ text: 'ETL lo' })).toEqual(['load']);
    expect(await listed({ text: 'no such' })).toEqual([]);
    expect(await listed({ state: 'incomplete' })).toEqual(['load']);
    expect(await listed({ state: 'failed' })).toEqual([]);
    expect(await listed({ state: 'never-ran' })).toEqual(['declared', 'dag', 'notify', 'top', 'wait']);
    expect(await listed({ offset: 1, limit: 2 })).toEqual(['load', 'dag']);
  });
});

describe('one job', () => {
  it('shows the union of its runs, order, code and what else is said', async () => {
    const detail = await client().jobs.get({ id: await idOf('load') });
    expect(detail.inputs.map((one) => [one.dataset.name, one.runs, one.withoutFlow])).toEqual([
      ['a', 2, false],
      ['log', 1, true],
    ]);
    expect(detail.outputs.map((one) => [one.dataset.name, one.withoutFlow])).toEqual([
      ['b', false],
      ['c', false],
      ['made', true],
    ]);
    expect(detail.inputs[0]).toMatchObject({ firstSeen: at(0), lastSeen: at(9), declared: false });
    expect(detail).toMatchObject({
      explicitFlows: true,
      parent: { name: 'dag' },
      before: [{ name: 'wait' }],
      after: [{ name: 'notify' }],
      sql: 'insert into b select * from a',
      code: { language: 'python', text: 'load()' },
      codeLocation: 'https://git.example.org/x',
      description: { text: 'Loads.' },
      owners: [{ name: 'team:x', role: 'MAINTAINER' }],
      labels: [{ key: 'tier', value: 'gold' }],
      runs: { total: 2, incomplete: 1 },
    });
    expect(detail.properties.map(({ key }) => key)).toEqual(['acme_custom', 'sourceCodeLocation']);
    expect(detail.evidence[0]).toMatchObject({ importer: 'openlineage', file: 'events.ndjson' });
    const dag = await client().jobs.get({ id: await idOf('dag') });
    expect(dag).toMatchObject({ referencedOnly: true, childrenTotal: 1, children: [{ name: 'load' }] });
    const declared = await client().jobs.get({ id: await idOf('declared') });
    expect(declared.inputs).toMatchObject([{ declared: true, runs: 0 }]);
  });

  it('lists its runs, latest first', async () => {
    const { total, items } = await client().jobs.runs({ id: await idOf('load') });
    expect(total).toBe(2);
    expect(items.map((run) => [run.runId, run.state, run.incomplete, run.rowsWritten])).toEqual([
      [uuid(2), 'COMPLETE', false, null],
      [uuid(1), 'FAIL', true, 12],
    ]);
  });

  it('is missed by name', async () => {
    await expect(client().jobs.get({ id: 999 })).rejects.toThrow('There is no job 999');
    await expect(client().jobs.run({ id: 999 })).rejects.toThrow('There is no run 999');
  });
});

describe('one run', () => {
  it('shows when, within what, what it dealt with, and what went wrong', async () => {
    const { items } = await client().jobs.runs({ id: await idOf('load') });
    const run = await client().jobs.run({ id: items.at(-1)!.id });
    expect(run).toMatchObject({
      runId: uuid(1),
      state: 'FAIL',
      startedAt: at(0),
      endedAt: at(4),
      nominalStart: '2026-03-01T00:00:00.000Z',
      parent: { runId: 'dag-1', job: { name: 'dag' } },
      root: { runId: 'top-1', name: 'top' },
      error: { message: 'locked', language: 'PYTHON', stackTrace: 'line 3' },
      extraction: { totalTasks: 3, failedTasks: 1, errors: [{ message: 'cannot parse', task: 't' }] },
      flows: [{ from: { name: 'a' }, to: { name: 'b' } }],
      labels: [{ key: 'k', value: 'v' }],
      evidence: { file: 'events.ndjson', at: 'line 1' },
    });
    expect(run.outputs[0]).toMatchObject({
      dataset: { name: 'b' },
      version: 'v7',
      rowCount: 12,
      byteCount: 99,
      fileCount: 2,
      facets: [{ key: 'subset', value: { outputCondition: 1 } }],
      at: 'line 2',
    });
    expect(run.properties.map(({ key }) => key)).toEqual([
      'environmentVariables',
      'errorMessage',
      'extractionError',
      'jobDependencies',
    ]);
    const parent = await client().jobs.run({ id: run.parent!.id });
    expect(parent).toMatchObject({ referencedOnly: true, childrenTotal: 1, children: [{ runId: uuid(1) }] });
  });
});
