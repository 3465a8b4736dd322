/** Small sources of the three kinds that speak of the same tables, made from choices: for tests of import and undo. */

export interface SourceChoice {
  readonly kind: 'openlineage' | 'dbt' | 'glue';
  /** Which of the tables t0 … t3 it speaks of. */
  readonly tables: readonly number[];
  /** Changes types, texts, tags and states between two sources of one kind. */
  readonly flavour: number;
}

const LAKE = 's3://lake';
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

function openLineage({ tables, flavour }: SourceChoice, at: number): string {
  return tables
    .map((table, index) =>
      JSON.stringify({
        eventType: ['START', 'RUNNING', 'COMPLETE', 'FAIL'][(flavour + index) % 4],
        eventTime: instant(at),
        producer: 'https://example.org/test',
        run: {
          // Runs go on over several sources.
          runId: `00000000-0000-4000-8000-00000000000${table}`,
          ...(flavour % 2
            ? {
                facets: {
                  parent: {
                    run: { runId: '00000000-0000-4000-8000-0000000000ff' },
                    job: { namespace: 'jobs', name: 'all' },
                  },
                },
              }
            : {}),
        },
        job: { namespace: 'jobs', name: `load-${table % 2}` },
        inputs: [{ namespace: LAKE, name: `db/t${table}` }],
        outputs: [
          {
            namespace: LAKE,
            name: `db/t${(table + 1 + (flavour % 2)) % 4}`,
            facets: {
              schema: {
                fields: [
                  { name: 'a', type: TYPES[flavour % 3] },
                  ...(flavour > 1 ? [{ name: 'b', type: 'int' }] : []),
                ],
              },
              columnLineage: {
                fields: {
                  a: {
                    inputFields: [
                      {
                        namespace: LAKE,
                        name: `db/t${table}`,
                        field: 'a',
                        transformations: [
                          { type: 'DIRECT', subtype: flavour % 2 ? 'IDENTITY' : 'TRANSFORMATION' },
                        ],
                      },
                    ],
                  },
                },
              },
            },
            outputFacets: { outputStatistics: { rowCount: flavour * 10 + table } },
          },
        ],
      }),
    )
    .join('\n');
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
