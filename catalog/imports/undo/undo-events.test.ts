/**
 * Undo of imports of events that speak of the same few datasets in every way that events have: renamed, dropped,
 * symlinked, partitioned, declared, explicit, withdrawn.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { exportLines } from '../../export/ndjson.ts';
import type { Catalog } from '../../open.ts';
import { openTemporaryCatalog, temporaryFolder } from '../../testing/temp-catalog.ts';
import { undoImport } from './undo-import.ts';

const LAKE = 's3://lake';
const { signal } = new AbortController();
const base = { actor: 'tester', dryRun: false, signal };

const name = fc.constantFrom('a', 'b', 'c', 't', 't/dt=2026-01-01', 't/dt=2026-01-02').map((path) => ({
  namespace: LAKE,
  name: path === 't' || path.startsWith('t/') ? path : `db/${path}`,
}));
const entry = fc.tuple(name, name).map(([target, source]) => ({
  type: 'DATASET',
  ...target,
  inputs: [{ type: 'DATASET', ...source }],
  fields: { x: { inputs: [{ type: 'DATASET', ...source, field: 'y' }] } },
}));
const withdrawn = fc.constant({ _deleted: true });
const facet = fc.oneof(
  fc.constant({}),
  fc
    .oneof(
      withdrawn,
      fc.subarray(['x', 'y', 'z'], { minLength: 1 }).map((fields) => ({
        fields: fields.map((field) => ({ name: field, type: 'int' })),
      })),
    )
    .map((schema) => ({ schema })),
  fc
    .tuple(fc.constantFrom('DROP', 'CREATE', 'RENAME', 'ALTER'), name)
    .map(([lifecycleStateChange, previousIdentifier]) => ({
      lifecycleStateChange: { lifecycleStateChange, previousIdentifier },
    })),
  fc
    .oneof(
      withdrawn,
      name.map((one) => ({ identifiers: [{ ...one, type: 'TABLE' }] })),
    )
    .map((symlinks) => ({ symlinks })),
  name.map((one) => ({ columnLineage: { fields: { x: { inputFields: [{ ...one, field: 'y' }] } } } })),
  fc.constantFrom('TABLE', 'VIEW').map((datasetType) => ({ datasetType: { datasetType } })),
  fc.constantFrom('1', '2').map((value) => ({ tags: { tags: [{ key: 'k', value }] } })),
);
const dataset = fc.tuple(name, facet).map(([one, facets]) => ({ ...one, facets }));
const touched = fc.array(dataset, { maxLength: 2 });
const job = fc
  .tuple(fc.constantFrom('j1', 'j2'), fc.option(entry, { freq: 4, nil: null }))
  .map(([jobName, lineage]) => ({
    namespace: 'etl',
    name: jobName,
    ...(lineage ? { facets: { lineage: { entries: [lineage] } } } : {}),
  }));
const event = fc.oneof(
  { weight: 1, arbitrary: dataset.map((one) => ({ dataset: one })) },
  { weight: 1, arbitrary: fc.record({ job, inputs: touched, outputs: touched }) },
  {
    weight: 4,
    arbitrary: fc.record({
      eventType: fc.constantFrom('START', 'COMPLETE', 'FAIL'),
      run: fc.nat({ max: 3 }).map((run) => ({ runId: `00000000-0000-4000-8000-00000000000${run}` })),
      job,
      inputs: touched,
      outputs: touched,
    }),
  },
);
const imports: fc.Arbitrary<object[][]> = fc.array(fc.array(event, { minLength: 1, maxLength: 3 }), {
  minLength: 2,
  maxLength: 3,
});

/** Imports of events each, and which of them is taken back. */
type Example = [object[][], number];

/** Later imports hold later events: of those that came too late, an undo knows the number only. */
async function load(catalog: Catalog, events: readonly object[], at: number): Promise<number | null> {
  const path = join(temporaryFolder(), 'events.ndjson');
  const text = events.map((one, index) => {
    const eventTime = new Date(Date.UTC(2026, 0, 1, at, index)).toISOString();
    return `${JSON.stringify({ eventTime, producer: 'https://example.org/test', ...one })}\n`;
  });
  writeFileSync(path, text.join(''));
  return (await catalog.import({ ...base, paths: [path], kind: 'auto' })).importId;
}

const started = { eventType: 'START', run: { runId: '00000000-0000-4000-8000-000000000000' } };
const etl = { namespace: 'etl', name: 'j1' };
const table = (path: string, facets: object) => ({ namespace: LAKE, name: path, facets });

/** What the first import told of, nobody names any more after the second one. */
const SILENCED: Example = [
  [
    [
      {
        job: etl,
        inputs: [],
        outputs: [
          table('db/a', {
            columnLineage: {
              fields: { x: { inputFields: [{ namespace: LAKE, name: 'db/a', field: 'y' }] } },
            },
          }),
        ],
      },
    ],
    [{ job: etl, inputs: [], outputs: [] }],
  ],
  0,
];

/** Dropped by the first import, tagged by the last one. */
const DROPPED: Example = [
  [
    [{ dataset: table('t', { lifecycleStateChange: { lifecycleStateChange: 'DROP' } }) }],
    [{ ...started, job: etl, inputs: [], outputs: [] }],
    [
      {
        ...started,
        job: etl,
        inputs: [
          table('t', { tags: { tags: [{ key: 'k', value: '1' }] } }),
          table('t', { datasetType: { datasetType: 'TABLE' } }),
        ],
        outputs: [],
      },
    ],
  ],
  2,
];

const state = (catalog: Catalog): string[] =>
  [...exportLines(catalog.store.reader, { canonical: false })].map(String);

it('takes away what only a part names that a later import had painted over', async () => {
  const lineage = {
    entries: [
      {
        type: 'DATASET',
        namespace: LAKE,
        name: 'db/a',
        inputs: [{ type: 'DATASET', namespace: LAKE, name: 'db/c' }],
        fields: { x: { inputs: [{ type: 'DATASET', namespace: LAKE, name: 'db/c', field: 'y' }] } },
      },
    ],
  };
  const job = { namespace: 'etl', name: 'j' };
  const first = [{ job: { ...job, facets: { lineage } }, inputs: [], outputs: [] }];
  const second = [{ job, inputs: [], outputs: [] }];
  const catalog = await openTemporaryCatalog();
  const importId = await load(catalog, first, 0);
  await load(catalog, second, 1);
  const all = state(catalog);
  const others = await openTemporaryCatalog();
  await load(others, second, 1);

  await undoImport(catalog, { ...base, importId: importId!, redo: false });
  expect(state(catalog)).toEqual(state(others));
  await undoImport(catalog, { ...base, importId: importId!, redo: true });
  expect(state(catalog)).toEqual(all);
  await others.close();
  await catalog.close();
});

it('counts again what was said of a dataset that an earlier import had dropped', async () => {
  const drop = { lifecycleStateChange: { lifecycleStateChange: 'DROP' } };
  const tags = { tags: { tags: [{ key: 'k', value: '1' }] } };
  const catalog = await openTemporaryCatalog();
  await load(catalog, [{ dataset: { namespace: LAKE, name: 'db/c', facets: drop } }], 0);
  const run = { runId: '00000000-0000-4000-8000-000000000000' };
  const outputs = [{ namespace: LAKE, name: 'db/c', facets: tags }];
  const event = { eventType: 'START', run, job: { namespace: 'etl', name: 'j' }, inputs: [], outputs };
  const importId = await load(catalog, [event], 1);
  const all = state(catalog);

  await undoImport(catalog, { ...base, importId: importId!, redo: false });
  await undoImport(catalog, { ...base, importId: importId!, redo: true });
  expect(state(catalog)).toEqual(all);
  await catalog.close();
});

it('undo of any import of events equals the others alone, and redo equals all (property)', async () => {
  await fc.assert(
    fc.asyncProperty(imports, fc.nat(), async (batches, which) => {
      const catalog = await openTemporaryCatalog();
      const ids: (number | null)[] = [];
      for (const [at, events] of batches.entries()) ids.push(await load(catalog, events, at));
      const all = state(catalog);
      const left = which % batches.length;
      const importId = ids[left];
      if (typeof importId === 'number') {
        const others = await openTemporaryCatalog();
        for (const [at, events] of batches.entries()) if (at !== left) await load(others, events, at);
        await undoImport(catalog, { ...base, importId, redo: false });
        expect(state(catalog)).toEqual(state(others));
        await undoImport(catalog, { ...base, importId, redo: true });
        expect(state(catalog)).toEqual(all);
        await others.close();
      }
      await catalog.close();
    }),
    { numRuns: Number(process.env['UNDO_RUNS'] ?? 25), examples: [SILENCED, DROPPED] },
  );
}, 120_000);
