/** Small sources of the three kinds that speak of the same tables, made from choices: for tests of import and undo. */

export interface SourceChoice {
  readonly kind: 'openlineage' | 'dbt' | 'glue';
  /** Which of the tables t0 … t3 it speaks of. */
  readonly tables: readonly number[];
  /** Changes types, texts, tags and states between two sources of one kind. */
  readonly flavour: number;
  /** What more an OpenLineage source tells. */
  readonly feature?: Feature;
}

export const FEATURES = [
  'plain',
  'explicit',
  'drop',
  'rename',
  'symlink',
  'partitions',
  'dbt',
  'spelling',
  'again',
] as const;
export type Feature = (typeof FEATURES)[number];

const LAKE = 's3://lake';
/** Later than the sources. */
const SHARED = 90;
const TYPES = ['int', 'bigint', 'string'];

/** `at` orders the sources in time and keeps their events apart. */
export function sourceText(choice: SourceChoice, at: number): string {
  if (choice.kind === 'openlineage') return openLineage(choice, at);
  return JSON.stringify(choice.kind === 'dbt' ? manifest(choice, at) : glueTables(choice));
}

export function fileNameOf(choice: SourceChoice): string {
  return { openlineage: 'events.ndjson', dbt: 'manifest.json', glue: 'tables.json' }[choice.kind];
}

function instant(at: number): string {
  return new Date(Date.UTC(2026, 0, 1) + at * 3_600_000).toISOString();
}

function openLineage(choice: SourceChoice, at: number): string {
  const { tables, feature } = choice;
  const events = tables.map((table, index) => runEvent(choice, at, table, index));
  // Some events that every such source has, word for word; with no facets of datasets, which later ones replace.
  const shared = { kind: 'openlineage', tables: [0, 1], flavour: 0, feature: 'again' } as const;
  if (feature === 'again')
    events.push(...shared.tables.map((table, index) => runEvent(shared, SHARED, table, index)));
  return events.map((event) => JSON.stringify(event)).join('\n');
}

function nameOf(table: number, index: number, feature: Feature | undefined): string {
  if (feature === 'partitions') return `db/t${table}/day=2026-01-0${index + 1}`;
  return feature === 'spelling' ? `db/t${table}/` : `db/t${table}`;
}

function runEvent({ tables, flavour, feature }: SourceChoice, at: number, table: number, index: number) {
  const input = { namespace: LAKE, name: nameOf(table, index, feature) };
  const name = nameOf((table + 1 + (flavour % 2)) % 4, 0, undefined);
  const job = feature === 'dbt' ? `lake.db.shop.t${tables[0]}` : `load-${table % 2}`;
  return {
    eventType: ['START', 'RUNNING', 'COMPLETE', 'FAIL'][(flavour + index) % 4],
    eventTime: instant(at),
    producer: 'https://example.org/test',
    run: {
      // Runs go on over several sources.
      runId: `00000000-0000-4000-8000-00000000000${table}`,
      facets: {
        processing_engine: { version: `3.${flavour}`, name: 'spark' },
        ...(feature === 'dbt' ? { dbt_version: { version: '1.9' } } : {}),
        ...(flavour % 2
          ? {
              parent: {
                run: { runId: '00000000-0000-4000-8000-0000000000ff' },
                job: { namespace: 'jobs', name: 'all' },
              },
            }
          : {}),
      },
    },
    job: {
      namespace: 'jobs',
      name: job,
      facets:
        feature === 'dbt'
          ? { jobType: { processingType: 'BATCH', integration: 'DBT', jobType: 'MODEL' } }
          : {},
    },
    inputs: [{ ...input, ...(feature === 'symlink' ? { facets: symlinks(table) } : {}) }],
    outputs: [
      {
        namespace: LAKE,
        name,
        facets: {
          ...(at === SHARED ? {} : schema(flavour)),
          ...(feature === 'explicit' ? explicitly(input) : columnLineage(input, flavour)),
          ...(feature === 'drop' ? { lifecycleStateChange: { lifecycleStateChange: 'DROP' } } : {}),
          ...(feature === 'rename'
            ? {
                lifecycleStateChange: {
                  lifecycleStateChange: 'RENAME',
                  previousIdentifier: { namespace: LAKE, name: `db/old${table}` },
                },
              }
            : {}),
        },
        outputFacets: { outputStatistics: { rowCount: flavour * 10 + table } },
      },
    ],
  };
}

function schema(flavour: number) {
  const b = flavour > 1 ? [{ name: 'b', type: 'int' }] : [];
  return { schema: { fields: [{ name: 'a', type: TYPES[flavour % 3] }, ...b] } };
}

interface Named {
  readonly namespace: string;
  readonly name: string;
}

function symlinks(table: number) {
  return { symlinks: { identifiers: [{ namespace: 'hive://meta', name: `db.t${table}`, type: 'TABLE' }] } };
}

/** Several ways from one column to another, as sources differ. */
function columnLineage(input: Named, flavour: number) {
  const transformations = [{ type: 'DIRECT', subtype: flavour > 1 ? 'IDENTITY' : 'TRANSFORMATION' }];
  const dataset =
    flavour === 3
      ? [{ ...input, field: 'k', transformations: [{ type: 'INDIRECT', subtype: 'FILTER' }] }]
      : [];
  return {
    columnLineage: { fields: { a: { inputFields: [{ ...input, field: 'a', transformations }] } }, dataset },
  };
}

/** The dataset comes from the input, column by column of another column. */
function explicitly(input: Named) {
  return {
    lineage: {
      inputs: [{ type: 'DATASET', ...input }],
      fields: { a: { inputs: [{ type: 'DATASET', ...input, field: 'z' }] } },
    },
  };
}

function manifest({ tables, flavour }: SourceChoice, at: number) {
  const id = (table: number) => `model.shop.t${table}`;
  const nodes = tables.map((table, index) => ({
    unique_id: id(table),
    resource_type: 'model',
    package_name: 'shop',
    database: 'lake',
    schema: 'db',
    name: `t${table}`,
    alias: `t${table}`,
    description: flavour % 2 ? `Table ${table}, text ${flavour}` : '',
    tags: flavour > 0 ? [`tag-${flavour}`] : [],
    meta: { owner: `team-${flavour % 2}` },
    config: { materialized: flavour === 2 ? 'view' : 'table' },
    columns: { a: { name: 'a', description: `a ${flavour}`, data_type: TYPES[flavour % 3] } },
    depends_on: { nodes: index > 0 ? [id(tables[index - 1]!)] : [] },
  }));
  return {
    metadata: {
      dbt_schema_version: 'https://schemas.getdbt.com/dbt/manifest/v12.json',
      generated_at: instant(at),
      project_name: 'shop',
      adapter_type: 'athena',
    },
    nodes: Object.fromEntries(nodes.map((node) => [node.unique_id, node])),
    sources: {},
    exposures: {},
    parent_map: {},
    child_map: {},
  };
}

function glueTables({ tables, flavour }: SourceChoice) {
  return {
    TableList: tables.map((table) => ({
      CatalogId: '111122223333',
      DatabaseName: 'db',
      Name: `t${table}`,
      Owner: `owner-${flavour % 2}`,
      Description: `Glue ${flavour}`,
      TableType: flavour === 2 ? 'VIRTUAL_VIEW' : 'EXTERNAL_TABLE',
      Parameters: { classification: 'parquet', flavour: String(flavour) },
      StorageDescriptor: {
        Location: `${LAKE}/db/t${table}`,
        Columns: [
          { Name: 'a', Type: TYPES[flavour % 3] },
          ...(flavour > 1 ? [{ Name: 'c', Type: 'date' }] : []),
        ],
      },
    })),
  };
}
