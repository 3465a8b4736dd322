/**
 * The same OpenLineage events give the same catalog, whatever their order, however often each comes, and
 * however they are spread over imports; those of the same instant too.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exportLines } from '../export/ndjson.ts';
import { openLineage } from '../importers/openlineage/index.ts';
import {
  dataset,
  datasetEvent,
  DB,
  jobEvent,
  runEvent,
  schema,
  uuid,
} from '../importers/openlineage/testing/events.ts';
import type { Store } from '../store/store.ts';
import { samplesNote, samplesRoot } from '../testing/samples.ts';
import { openTemporaryStore, temporaryFolder } from '../testing/temp-catalog.ts';
import { runImport } from './run-import.ts';

const columnsFrom = (from: string, field: string, masking?: boolean) => ({
  columnLineage: {
    fields: {
      x: {
        inputFields: [
          {
            namespace: DB,
            name: from,
            field,
            ...(masking === undefined
              ? {}
              : { transformations: [{ type: 'DIRECT', subtype: 'TRANSFORMATION', masking }] }),
          },
        ],
      },
    },
    dataset: [
      { namespace: DB, name: from, field: 'k', transformations: [{ type: 'INDIRECT', subtype: 'JOIN' }] },
    ],
  },
});
const lifecycle = (state: string, previous?: string) => ({
  lifecycleStateChange: {
    lifecycleStateChange: state,
    ...(previous ? { previousIdentifier: { namespace: DB, name: previous } } : {}),
  },
});
const statistics = (rowCount: number, more: object = {}) => ({
  outputFacets: { outputStatistics: { rowCount, ...more } },
});
const entry = (name: string, from: string) => ({
  lineage: {
    entries: [
      { type: 'DATASET', namespace: DB, name, inputs: [{ type: 'DATASET', namespace: DB, name: from }] },
    ],
  },
});
const parent = (run: number, job: string) => ({
  parent: { run: { runId: uuid(run) }, job: { namespace: 'etl', name: job } },
});

const events: readonly object[] = [
  // A START that knows more than its COMPLETE, which comes late.
  runEvent({
    minute: 1,
    type: 'START',
    inputs: [dataset('a', schema('f', 'k'))],
    outputs: [dataset('c', { ...schema('x'), ...columnsFrom('a', 'f', true) }, statistics(3, { size: 10 }))],
    runFacets: { processing_engine: { name: 'spark', version: '3.4' }, ...parent(90, 'dag') },
  }),
  runEvent({ minute: 2, type: 'RUNNING', outputs: [dataset('c', undefined, statistics(5))] }),
  runEvent({ minute: 3, runFacets: { processing_engine: { name: 'spark', version: '3.5' } } }),
  runEvent({ minute: 4, type: 'OTHER', outputs: [dataset('c', undefined, statistics(5))] }),
  // The same edge by another run of the job, in another way.
  runEvent({
    run: 2,
    minute: 5,
    inputs: [dataset('a')],
    outputs: [dataset('c', columnsFrom('a', 'f', false)), dataset('c2')],
    runFacets: { nominalTime: { nominalStartTime: '2026-03-01T00:00:00Z' }, ...parent(91, 'dag') },
  }),
  runEvent({
    run: 2,
    minute: 6,
    type: 'FAIL',
    runFacets: {
      nominalTime: { nominalStartTime: '2026-03-02T00:00:00Z', nominalEndTime: '2026-03-03T00:00:00Z' },
      ...parent(92, 'other-dag'),
    },
  }),
  // Column lineage first, an explicit entry for the same target in another event of the run.
  runEvent({
    run: 3,
    minute: 7,
    type: 'START',
    job: 'explicit',
    inputs: [dataset('a'), dataset('b')],
    outputs: [dataset('e', columnsFrom('a', 'f')), dataset('g', columnsFrom('b', 'f'))],
  }),
  runEvent({ run: 3, minute: 8, job: 'explicit', outputs: [dataset('e')], jobFacets: entry('e', 'b') }),
  runEvent({ run: 4, minute: 9, job: 'explicit', outputs: [dataset('g', columnsFrom('b', 'f', true))] }),
  // Replacing events, facets that are withdrawn.
  jobEvent({ minute: 10, job: 'declared', inputs: [dataset('c')], outputs: [dataset('h')] }),
  jobEvent({ minute: 11, job: 'declared', inputs: [dataset('g')], outputs: [dataset('h')] }),
  datasetEvent('h', { ...schema('p', 'q'), tags: { tags: [{ key: 'pii', value: 'yes', field: 'p' }] } }, 12),
  datasetEvent('h', { ...schema('q', 'r'), tags: { _deleted: true } }, 13),
  datasetEvent(
    'h',
    { datasetType: { datasetType: 'VIEW' }, ownership: { owners: [{ name: 'team:x' }] } },
    14,
  ),
  datasetEvent('h', { datasetType: { datasetType: 'TABLE' }, ownership: { _deleted: true } }, 15),
  datasetEvent('v', { lineage: { inputs: [{ type: 'DATASET', namespace: DB, name: 'h' }] } }, 16),
  datasetEvent('v', { columnLineage: { fields: columnsFrom('h', 'q').columnLineage.fields } }, 17),
  // States: renamed, dropped for good, dropped and back again.
  runEvent({ run: 5, minute: 18, job: 'ddl', outputs: [dataset('new', lifecycle('RENAME', 'old'))] }),
  runEvent({ run: 6, minute: 19, job: 'ddl', outputs: [dataset('new', lifecycle('ALTER'))] }),
  runEvent({ run: 7, minute: 20, job: 'ddl', outputs: [dataset('gone', lifecycle('CREATE'))] }),
  runEvent({ run: 8, minute: 21, job: 'ddl', outputs: [dataset('gone', lifecycle('DROP'))] }),
  runEvent({ run: 9, minute: 22, job: 'ddl', outputs: [dataset('back', lifecycle('DROP'))] }),
  runEvent({ run: 10, minute: 23, type: 'START', job: 'load', inputs: [dataset('back')] }),
  runEvent({ run: 11, minute: 24, job: 'ddl', outputs: [dataset('again', lifecycle('DROP'))] }),
  datasetEvent('again', lifecycle('CREATE'), 25),
  // A run that never ends, versions, a failure that a late success outruns.
  runEvent({ run: 12, minute: 26, type: 'RUNNING', job: 'stream', inputs: [dataset('a')] }),
  runEvent({
    run: 12,
    minute: 27,
    type: 'START',
    job: 'stream',
    outputs: [dataset('s', { version: { datasetVersion: '7' } })],
  }),
  runEvent({
    run: 12,
    minute: 28,
    type: 'RUNNING',
    job: 'stream',
    outputs: [dataset('s', { version: { datasetVersion: '8' } })],
  }),
  runEvent({ run: 13, minute: 29, type: 'FAIL', job: 'retried', inputs: [dataset('a')] }),
  runEvent({ run: 13, minute: 30, type: 'COMPLETE', job: 'retried', outputs: [dataset('t')] }),
  runEvent({ run: 14, minute: 31, type: 'START', job: 'retried' }),
];

/** Each batch as a file of its own. */
function written(batches: readonly (readonly object[])[]): string[][] {
  const folder = temporaryFolder();
  return batches.flatMap((batch, index) => {
    if (batch.length === 0) return [];
    const path = join(folder, `${index}.ndjson`);
    writeFileSync(path, batch.map((event) => JSON.stringify(event)).join('\n'));
    return [[path]];
  });
}

async function importAll(store: Store, batches: readonly (readonly string[])[]): Promise<void> {
  for (const paths of batches) {
    await runImport(store, [openLineage], {
      paths,
      kind: 'auto',
      dryRun: false,
      actor: 'tester',
      toolVersion: 'test',
      signal: new AbortController().signal,
    });
  }
}

/** What the export has, and what it leaves to the screens. */
const STATE = [
  `SELECT 'run' AS what, j.name, r.run_id, r.state, r.state_at, r.started_at, r.ended_at, r.nominal_start, r.nominal_end,
          r.first_at, r.explicit_flows, p.run_id AS parent FROM run r JOIN job j ON j.id = r.job_id LEFT JOIN run p ON p.id = r.parent_id`,
  ...(['run_input', 'run_output'] as const).map(
    (
      table,
    ) => `SELECT '${table}' AS what, r.run_id, d.name, x.row_count, x.byte_count, v.label FROM ${table} x
     JOIN run r ON r.id = x.run_id JOIN dataset d ON d.id = x.dataset_id LEFT JOIN dataset_version v ON v.id = x.version_id`,
  ),
  `SELECT 'property' AS what, p.target_type, p.key, p.value,
          COALESCE(r.run_id, d.name, j.name) AS target FROM property p
   LEFT JOIN run r ON p.target_type = 'run' AND r.id = p.target_id
   LEFT JOIN dataset d ON p.target_type = 'dataset' AND d.id = p.target_id
   LEFT JOIN job j ON p.target_type = 'job' AND j.id = p.target_id WHERE p.until_revision IS NULL`,
  `SELECT 'dataset' AS what, name, kind, referenced_only, until_revision IS NULL AS stands FROM dataset`,
  `SELECT 'job' AS what, j.name, j.kind, j.explicit_flows, p.name AS parent FROM job j LEFT JOIN job p ON p.id = j.parent_id`,
  `SELECT 'edge' AS what, f.name AS f, t.name AS t, j.name AS j, basis, run_count, first_seen, last_seen FROM edge e
   JOIN dataset f ON f.id = e.from_id JOIN dataset t ON t.id = e.to_id LEFT JOIN job j ON j.id = e.job_id WHERE e.until_revision IS NULL`,
  `SELECT 'column_edge' AS what, fd.name AS fd, f.path AS f, td.name AS td, t.path AS t, j.name AS j, basis, flags, first_seen, last_seen
   FROM column_edge e JOIN "column" f ON f.id = e.from_id JOIN dataset fd ON fd.id = f.dataset_id
   JOIN "column" t ON t.id = e.to_id JOIN dataset td ON td.id = t.dataset_id LEFT JOIN job j ON j.id = e.job_id WHERE e.until_revision IS NULL`,
];

function stateOf(store: Store): string[] {
  const rows = STATE.flatMap((sql) => store.reader.prepare<[], object>(sql).all());
  return [
    ...exportLines(store.reader, { canonical: false }),
    ...rows.map((row) => JSON.stringify(row)),
  ].sort();
}

const stateAfter = (batches: readonly (readonly object[])[]): Promise<string[]> =>
  stateAfterFiles(written(batches));

async function stateAfterFiles(batches: readonly (readonly string[])[]): Promise<string[]> {
  const store = await openTemporaryStore();
  await importAll(store, batches);
  const state = stateOf(store);
  await store.close();
  return state;
}

describe.skipIf(!samplesRoot)(`the sample corpus${samplesNote}`, () => {
  const root = join(samplesRoot ?? '', 'openlineage');
  const index = samplesRoot ? readFileSync(join(root, 'INDEX.tsv'), 'utf8').split('\n') : [];
  const files = index.flatMap((line) => {
    const [file = '', kind = ''] = line.split('\t');
    return ['verbatim', 'verbatim-from-md', 'materialised'].includes(kind) ? [join(root, file)] : [];
  });

  it('gives one catalog whether its files come at once, one by one, or backwards', async () => {
    expect(files.length).toBeGreaterThan(100);
    const expected = await stateAfterFiles([files]);
    for (const batches of [
      files.map((file) => [file]),
      files.toReversed().map((file) => [file]),
      [files, files],
    ])
      expect(await stateAfterFiles(batches)).toEqual(expected);
  });
});

describe('OpenLineage events', () => {
  it.each([
    ['at times of their own', events],
    ['of one instant', events.map((event) => ({ ...event, eventTime: '2026-03-01T00:00:00Z' }))],
    ['without a time', events.map((event) => ({ ...event, eventTime: null }))],
  ])('%s give one catalog in any order, doubled, and split over imports', async (_, given) => {
    const expected = await stateAfter([given]);
    const arrangement = fc.tuple(
      fc.shuffledSubarray([...given, ...given], { minLength: given.length * 2 }),
      fc.array(fc.integer({ min: 1, max: given.length * 2 }), { maxLength: 5 }),
    );
    await fc.assert(
      fc.asyncProperty(arrangement, async ([shuffled, cuts]) => {
        const ends = [...cuts.toSorted((x, y) => x - y), shuffled.length];
        const batches = ends.map((end, index) => shuffled.slice(ends[index - 1] ?? 0, end));
        expect(await stateAfter(batches)).toEqual(expected);
      }),
      { numRuns: 20 },
    );
  });

  it('give the one that the rules ask for', async () => {
    const rows = (await stateAfter([events])).map((line) => JSON.parse(line) as Record<string, unknown>);
    const of = (what: string, name?: string) =>
      rows.filter((row) => row['what'] === what && (name === undefined || row['name'] === name));
    expect(['gone', 'back', 'again'].map((name) => of('dataset', name)[0]!['stands'])).toEqual([0, 1, 1]);
    expect(rows.find((row) => row['type'] === 'dataset' && row['name'] === 'new')).toMatchObject({
      aliases: [{ namespace: DB, name: 'old' }],
    });
    expect(of('run_output', 'c').map((row) => [row['run_id'], row['row_count'], row['byte_count']])).toEqual(
      expect.arrayContaining([[uuid(1), 5, null]]),
    );
    expect(of('run_output', 's')[0]).toMatchObject({ label: '8' });
    // Run 3 is explicit about e, in another event than its column lineage; about g it is not.
    const edges = of('column_edge').map((row) => `${row['fd'] as string}>${row['td'] as string}`);
    expect(edges).toEqual(expect.arrayContaining(['a>c', 'b>g', 'h>v']));
    expect(edges).not.toContain('a>e');
    // One way masks, another does not: a raw value may survive.
    expect(of('column_edge').find((row) => row['td'] === 'c')).toMatchObject({ flags: 1 });
    expect(of('property').filter((row) => row['key'] === 'processing_engine')).toMatchObject([
      { value: '{"name":"spark","version":"3.5"}' },
    ]);
    expect(of('run').find((row) => row['run_id'] === uuid(2))).toMatchObject({
      nominal_end: '2026-03-03T00:00:00.000Z',
      parent: uuid(92),
    });
    expect(of('edge').find((row) => row['f'] === 'a' && row['t'] === 'c')).toMatchObject({ run_count: 2 });
    expect(of('dataset', 'h')).toMatchObject([{ kind: 'table' }]);
  });

  it('give it one event an import, forwards and backwards', async () => {
    const expected = await stateAfter([events]);
    expect(await stateAfter(events.map((event) => [event]))).toEqual(expected);
    expect(await stateAfter(events.map((event) => [event]).reverse())).toEqual(expected);
  });
});
