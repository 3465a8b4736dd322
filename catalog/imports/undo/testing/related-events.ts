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
const field = fc.constantFrom('x', 'y', 'z');
const values = (...texts: string[]) => fc.constantFrom(...texts);
const ways = fc.constantFrom(
  [],
  [{ type: 'DIRECT', subtype: 'IDENTITY' }],
  [{ type: 'DIRECT', subtype: 'TRANSFORMATION', masking: true }],
  [{ type: 'INDIRECT', subtype: 'FILTER' }],
);
const inputField = fc
  .tuple(name, ways)
  .map(([one, transformations]) => ({ ...one, field: 'y', transformations }));
const columnLineage = fc.oneof(
  { weight: 1, arbitrary: withdrawn },
  {
    weight: 4,
    arbitrary: fc.tuple(inputField, fc.option(inputField, { freq: 3, nil: null })).map(([input, joined]) => ({
      fields: { x: { inputFields: [input] } },
      ...(joined ? { dataset: [joined] } : {}),
    })),
  },
);
const assertions = fc.tuple(fc.boolean(), field).map(([success, column]) => ({
  assertions: [{ assertion: 'not_null', success, column }],
}));
const shared = fc.oneof(
  fc
    .oneof(
      withdrawn,
      values('one', 'two').map((description) => ({ description })),
    )
    .map((documentation) => ({ documentation })),
  fc
    .oneof(
      withdrawn,
      values('team:a', 'team:b').map((owner) => ({ owners: [{ name: owner, type: 'OWNER' }] })),
    )
    .map((ownership) => ({ ownership })),
);
const facet = fc.oneof(
  fc.constant({}),
  fc
    .oneof(
      withdrawn,
      fc.subarray(['x', 'y', 'z'], { minLength: 1 }).map((fields) => ({
        fields: fields.map((one) => ({ name: one, type: 'int' })),
      })),
    )
    .map((schema) => ({ schema })),
  fc
    .tuple(fc.constantFrom('DROP', 'CREATE', 'RENAME', 'ALTER'), name)
    .map(([lifecycleStateChange, previousIdentifier]) => ({
      lifecycleStateChange: { lifecycleStateChange, previousIdentifier },
    })),
  withdrawn.map((lifecycleStateChange) => ({ lifecycleStateChange })),
  fc
    .oneof(
      withdrawn,
      name.map((one) => ({ identifiers: [{ ...one, type: 'TABLE' }] })),
    )
    .map((symlinks) => ({ symlinks })),
  { weight: 2, arbitrary: columnLineage.map((one) => ({ columnLineage: one })) },
  fc
    .oneof(
      withdrawn,
      values('TABLE', 'VIEW').map((datasetType) => ({ datasetType })),
    )
    .map((datasetType) => ({ datasetType })),
  fc
    .tuple(values('1', '2'), fc.option(field, { nil: undefined }))
    .map(([value, on]) => ({ tags: { tags: [{ key: 'k', value, ...(on ? { field: on } : {}) }] } })),
  withdrawn.map((tags) => ({ tags })),
  fc
    .nat({ max: 2 })
    .map((rowCount) => ({ dataQualityMetrics: { rowCount, columnMetrics: { x: { nullCount: 1 } } } })),
  assertions.map((dataQualityAssertions) => ({ dataQualityAssertions })),
  values('7', '8').map((datasetVersion) => ({ version: { datasetVersion } })),
  shared,
);
const explicitLineage = entry.map(({ inputs, fields }) => ({ lineage: { inputs, fields } }));
const dataset = fc.tuple(name, facet).map(([one, facets]) => ({ ...one, facets }));
const touched = fc.array(dataset, { maxLength: 2 });
const written = fc.array(
  fc.tuple(dataset, fc.option(fc.nat({ max: 2 }), { nil: null })).map(([one, rowCount]) => ({
    ...one,
    ...(rowCount === null ? {} : { outputFacets: { outputStatistics: { rowCount } } }),
  })),
  { maxLength: 2 },
);
const jobName = fc.constantFrom('j1', 'j2');
const job = fc
  .tuple(
    jobName,
    fc.option(entry, { freq: 4, nil: null }),
    fc.option(
      fc.oneof(
        shared,
        values('select 1', 'select 2').map((query) => ({ sql: { query } })),
        values('BATCH', 'STREAMING').map((processingType) => ({
          jobType: { processingType, integration: 'SPARK', jobType: 'JOB' },
        })),
      ),
      { freq: 3, nil: {} },
    ),
  )
  .map(([one, lineage, facets]) => ({
    namespace: 'etl',
    name: one,
    facets: { ...facets, ...(lineage ? { lineage: { entries: [lineage] } } : {}) },
  }));
const runId = fc.nat({ max: 3 }).map((run) => `00000000-0000-4000-8000-00000000000${run}`);
const otherRun = fc.record({
  run: fc.record({ runId }),
  job: jobName.map((one) => ({ namespace: 'etl', name: `${one}.parent` })),
});
const runFacets = fc.oneof(
  { weight: 4, arbitrary: fc.constant({}) },
  { weight: 1, arbitrary: otherRun.map((parent) => ({ parent })) },
  {
    weight: 1,
    arbitrary: fc
      .tuple(otherRun, fc.constantFrom('upstream', 'downstream'))
      .map(([other, side]) => ({ jobDependencies: { [side]: [other] } })),
  },
  { weight: 1, arbitrary: values('3', '4').map((version) => ({ processing_engine: { version } })) },
  {
    weight: 1,
    arbitrary: values('2026-01-01T00:00:00Z', '2026-01-02T00:00:00Z').map((nominalStartTime) => ({
      nominalTime: { nominalStartTime },
    })),
  },
  { weight: 1, arbitrary: values('1', '2').map((value) => ({ tags: { tags: [{ key: 'r', value }] } })) },
);
const event: fc.Arbitrary<object> = fc.oneof(
  {
    weight: 2,
    arbitrary: fc
      .tuple(name, facet, fc.option(explicitLineage, { freq: 3, nil: {} }))
      .map(([one, facets, lineage]) => ({ dataset: { ...one, facets: { ...facets, ...lineage } } })),
  },
  { weight: 2, arbitrary: fc.record({ job, inputs: touched, outputs: touched }) },
  {
    weight: 8,
    arbitrary: fc.record({
      eventType: fc.constantFrom('START', 'COMPLETE', 'FAIL', 'OTHER'),
      run: fc.record({ runId, facets: runFacets }),
      job,
      inputs: touched,
      outputs: written,
    }),
  },
);

/** Batches: 2 to 3, of 1 to 3 events each. */
export const relatedBatches: fc.Arbitrary<object[][]> = fc.array(
  fc.array(event, { minLength: 1, maxLength: 3 }),
  { minLength: 2, maxLength: 3 },
);
