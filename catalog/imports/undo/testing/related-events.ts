/**
 * Generated OpenLineage events that speak of the same few datasets in every way that events have: renamed,
 * dropped, symlinked, partitioned, declared, explicit, withdrawn.
 */
import fc from 'fast-check';

export const LAKE = 's3://lake';

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
const event: fc.Arbitrary<object> = fc.oneof(
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

/** Imports: 2 to 3, of 1 to 3 events each. */
export const relatedImports: fc.Arbitrary<object[][]> = fc.array(
  fc.array(event, { minLength: 1, maxLength: 3 }),
  { minLength: 2, maxLength: 3 },
);
