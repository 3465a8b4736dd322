/** Documents made up by fast-check: the right members, with anything in them. */
import fc from 'fast-check';
import type { ImporterKind } from '../../importers/importer.ts';
import { treeOf, type Tree } from './json-tree.ts';

const json = fc.jsonValue({ maxDepth: 4, stringUnit: 'binary', depthSize: 'small' });
const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc.constantFrom('a', 'b', 'db.schema.t', 'public'),
);
const time = fc.oneof(
  fc.constantFrom('2026-01-01T00:00:00Z', '2026-01-02T00:00:00.5+02:00'),
  text,
  fc.double(),
);

/** The value mostly as wanted, sometimes anything. */
const mostly = <Value>(wanted: fc.Arbitrary<Value>): fc.Arbitrary<unknown> =>
  fc.oneof({ weight: 12, arbitrary: wanted }, { weight: 1, arbitrary: json });

const record = (model: Record<string, fc.Arbitrary<unknown>>): fc.Arbitrary<unknown> =>
  mostly(fc.record(model, { requiredKeys: [] }));
const list = (item: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> => mostly(fc.array(item, { maxLength: 4 }));
const map = (value: fc.Arbitrary<unknown>, key: fc.Arbitrary<string> = text): fc.Arbitrary<unknown> =>
  mostly(fc.dictionary(key, value, { maxKeys: 4 }));

const field = fc.letrec((tie) => ({
  field: record({ name: text, type: text, description: text, fields: list(tie('field')) }),
})).field;
const inputField = record({
  namespace: text,
  name: text,
  field: text,
  transformations: list(record({ type: text, subtype: text, masking: fc.boolean(), description: text })),
});
const facets = record({
  schema: record({ fields: list(field) }),
  columnLineage: record({
    fields: map(record({ inputFields: list(inputField), transformationType: text })),
    dataset: list(inputField),
  }),
  symlinks: record({ identifiers: list(record({ namespace: text, name: text, type: text })) }),
  ownership: record({ owners: list(record({ name: text, type: text })) }),
  tags: record({ tags: list(record({ key: text, value: text, source: text, field: text })) }),
  dataQualityAssertions: record({
    assertions: list(record({ assertion: text, success: fc.boolean(), column: text })),
  }),
  lifecycleStateChange: record({
    lifecycleStateChange: fc.constantFrom('RENAME', 'DROP', 'CREATE'),
    previousIdentifier: record({ namespace: text, name: text }),
  }),
  parent: record({ run: record({ runId: text }), job: record({ namespace: text, name: text }) }),
  custom: json,
});
const dataset = record({
  namespace: text,
  name: text,
  facets,
  inputFacets: map(json),
  outputFacets: record({ outputStatistics: record({ rowCount: fc.double(), size: fc.integer() }) }),
});
const job = record({ namespace: text, name: text, facets });
const event = fc.record(
  {
    eventType: mostly(fc.constantFrom('START', 'RUNNING', 'COMPLETE', 'ABORT', 'FAIL', 'OTHER')),
    eventTime: time,
    producer: text,
    schemaURL: fc.constantFrom('https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/RunEvent', ''),
    run: record({ runId: text, facets }),
    job,
    dataset,
    inputs: list(dataset),
    outputs: list(dataset),
  },
  { requiredKeys: [] },
);

const id = fc.constantFrom('model.p.a', 'model.p.b', 'source.p.s.t', 'seed.p.c', 'test.p.x', 'exposure.p.e');
const node = record({
  unique_id: id,
  resource_type: fc.constantFrom('model', 'seed', 'snapshot', 'source', 'test', 'analysis'),
  package_name: text,
  database: text,
  schema: text,
  name: text,
  alias: text,
  identifier: text,
  relation_name: text,
  description: text,
  tags: list(text),
  meta: map(json),
  config: record({ enabled: fc.boolean(), materialized: text, meta: map(json), tags: list(text) }),
  columns: map(record({ name: text, data_type: text, description: text, tags: list(text), meta: map(json) })),
  depends_on: record({ nodes: list(id), macros: list(text) }),
  owner: record({ name: text, email: text }),
  compiled_code: text,
  test_metadata: record({ name: text, kwargs: map(json) }),
  attached_node: id,
  column_name: text,
});
const artifact = (kind: string, version: number, body: Record<string, fc.Arbitrary<unknown>>) =>
  fc.record({
    metadata: fc.record({
      dbt_schema_version: fc.constant(`https://schemas.getdbt.com/dbt/${kind}/v${version}.json`),
      generated_at: time,
      project_name: text,
      adapter_type: mostly(fc.constantFrom('postgres', 'snowflake', 'bigquery', 'spark')),
      invocation_id: text,
    }),
    ...body,
  });
const manifest = artifact('manifest', 12, {
  nodes: map(node, id),
  sources: map(node, id),
  exposures: map(node, id),
  metrics: map(node),
  groups: map(record({ name: text, owner: map(text) })),
  disabled: map(list(node)),
  unit_tests: map(node),
});
const dbt = fc.oneof(
  manifest,
  artifact('catalog', 1, {
    nodes: map(
      record({
        unique_id: id,
        metadata: record({ type: text, schema: text, name: text, database: text, owner: text }),
        columns: map(record({ name: text, type: text, index: fc.integer(), comment: text })),
      }),
      id,
    ),
    sources: map(json, id),
  }),
  artifact('run-results', 5, {
    args: map(json),
    results: list(
      record({ unique_id: id, status: text, failures: fc.integer(), message: text, timing: list(map(time)) }),
    ),
  }),
  artifact('sources', 3, { results: list(record({ unique_id: id, status: text, max_loaded_at: time })) }),
);

const column = record({ Name: text, Type: text, Comment: text, Parameters: map(text) });
const table = record({
  Name: text,
  DatabaseName: text,
  Owner: text,
  TableType: text,
  Parameters: map(text),
  PartitionKeys: list(column),
  StorageDescriptor: record({ Columns: list(column), Location: text, Parameters: map(text) }),
  ViewOriginalText: text,
  TargetTable: record({ CatalogId: text, DatabaseName: text, Name: text }),
});
const visualNode = fc
  .constantFrom('S3CatalogSource', 'S3CatalogTarget', 'ApplyMapping', 'Join', 'SparkSQL', 'Odd')
  .chain((type) =>
    fc.record({
      [type]: record({
        Name: text,
        Inputs: list(fc.constantFrom('node-1', 'node-2', 'node-3')),
        Database: text,
        Table: text,
        Mapping: list(record({ ToKey: text, FromPath: list(text), FromType: text, Dropped: fc.boolean() })),
        SqlQuery: text,
        SqlAliases: list(record({ From: text, Alias: text })),
      }),
    }),
  );
const glue = fc.oneof(
  fc.record({ TableList: list(table) }),
  fc.record({ Table: table }),
  fc.record({ DatabaseList: list(record({ Name: text, LocationUri: text, Parameters: map(text) })) }),
  fc.record({
    Jobs: list(
      record({
        Name: text,
        JobMode: fc.constantFrom('VISUAL', 'SCRIPT'),
        Command: record({ Name: text, ScriptLocation: text }),
        DefaultArguments: map(text),
        CodeGenConfigurationNodes: map(visualNode, fc.constantFrom('node-1', 'node-2', 'node-3')),
      }),
    ),
  }),
  fc.record({ Crawlers: list(record({ Name: text, DatabaseName: text, Targets: map(list(map(text))) })) }),
  fc.record({
    Triggers: list(
      record({ Name: text, Type: text, Actions: list(map(text)), Predicate: map(list(map(text))) }),
    ),
  }),
  fc.record({
    Results: list(record({ ResultId: text, RuleResults: list(map(json)), DataSource: map(map(text)) })),
  }),
);

const MADE_UP: Readonly<
  Record<ImporterKind, { path: (n: number) => string; document: fc.Arbitrary<unknown> }>
> = {
  openlineage: { path: (n) => `events-${n}.ndjson`, document: event },
  dbt: { path: (n) => `artifact-${n}.json`, document: dbt },
  glue: { path: (n) => `get-something.${n}.json`, document: glue },
};

/** One to four made-up documents, the same for the same seed. */
export function madeUp(kind: ImporterKind, seed: number): { path: string; trees: Tree[]; text: string }[] {
  const { path, document } = MADE_UP[kind];
  const count = 1 + (Math.abs(seed) % 4);
  return fc
    .sample(document, { seed, numRuns: count })
    .map((value, n) => ({ path: path(n), trees: [treeOf(value)], text: '' }));
}
