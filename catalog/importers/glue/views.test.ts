import { describe, expect, it } from 'vitest';
import { factsOf, importFiles } from './test-support.ts';

const columns = (names: string): object[] =>
  names === '' ? [] : names.split(' ').map((Name) => ({ Name, Type: 'string' }));
const table = (Name: string, names: string, more: object = {}): object => ({
  Name,
  DatabaseName: 'db',
  CatalogId: '123456789012',
  TableType: 'EXTERNAL_TABLE',
  StorageDescriptor: { Columns: columns(names), Location: `s3://lake/${Name}` },
  ...more,
});
const presto = (definition: object | string): object => ({
  TableType: 'VIRTUAL_VIEW',
  ViewOriginalText: `/* Presto View: ${Buffer.from(typeof definition === 'string' ? definition : JSON.stringify(definition)).toString('base64')} */`,
  ViewExpandedText: '/* Presto View */',
});

interface Seen {
  readonly columns: string[];
  readonly edges: string[];
  readonly influences: string[];
  readonly status: unknown;
}

async function view(names: string, more: object, options = {}): Promise<Seen> {
  const imported = await importFiles(
    {
      'get-tables.db.json': {
        TableList: [table('orders', 'id who amount'), table('people', 'pid name'), table('v', names, more)],
      },
    },
    options,
  );
  const isView = (dataset: { name: string }): boolean => dataset.name === 'table/db/v';
  const short = (column: { dataset: { name: string }; path: readonly string[] }): string =>
    `${column.dataset.name.replace('table/db/', '')}.${column.path.join('.')}`;
  const summary = factsOf(imported, 'property').find((fact) => fact.key === 'columnLineage')?.value;
  return {
    columns: factsOf(imported, 'column')
      .filter((fact) => isView(fact.dataset))
      .map((fact) => fact.path.join('.')),
    edges: factsOf(imported, 'column-edge')
      .map(
        (fact) =>
          `${short(fact.from)} > ${fact.to.path.join('.')} ${fact.transformations[0]?.subtype ?? ''} ${fact.confidence ?? 1}`,
      )
      .sort(),
    influences: factsOf(imported, 'dataset-influence')
      .map((fact) => short(fact.from))
      .sort(),
    status: (summary as { status?: unknown } | undefined)?.status,
  };
}

const SQL =
  'select o.id, upper(p.name) as customer, sum(o.amount) as total from orders o join people p on p.pid = o.who group by 1, 2';
const EXPECTED = [
  'orders.amount > total AGGREGATION 0.95',
  'orders.id > id IDENTITY 0.95',
  'people.name > customer TRANSFORMATION 0.95',
];

describe('columns of views', () => {
  it.each<[string, object]>([
    ['Athena', presto({ originalSql: SQL, catalog: 'awsdatacatalog', schema: 'db' })],
    ['Spark', { TableType: 'VIRTUAL_VIEW', ViewOriginalText: SQL, ViewExpandedText: SQL }],
    [
      'Hive',
      { TableType: 'VIRTUAL_VIEW', ViewExpandedText: SQL.replaceAll('orders o', '`db`.`orders` `o`') },
    ],
    [
      'a multi-dialect view',
      {
        TableType: 'VIRTUAL_VIEW',
        ViewDefinition: {
          SubObjects: [
            'arn:aws:glue:eu-west-1:123456789012:table/db/orders',
            'arn:aws:glue:eu-west-1:123456789012:table/db/people',
          ],
          Representations: [
            { Dialect: 'REDSHIFT', ViewOriginalText: 'select 1', IsStale: true },
            { Dialect: 'ATHENA', ViewOriginalText: SQL, IsStale: false },
          ],
        },
      },
    ],
  ])('come from the query of %s', async (_dialect, more) => {
    const seen = await view('id customer total', more);
    expect(seen.edges).toEqual(EXPECTED);
    expect(seen.status).toBe('complete');
    expect(seen.influences).toEqual(expect.arrayContaining(['orders.who', 'people.pid']));
  });

  it('are those of the definition where the table lists none, and those of the query where nothing does', async () => {
    const listed = [
      { name: 'id', type: 'bigint' },
      { name: 'n', type: 'varchar' },
    ];
    const sql = 'select id, who from orders';
    expect(await view('', presto({ originalSql: sql, schema: 'db', columns: listed }))).toMatchObject({
      columns: ['id', 'n'],
      edges: ['orders.id > id IDENTITY 0.95', 'orders.who > n IDENTITY 0.95'],
    });
    expect((await view('', presto({ originalSql: sql, schema: 'db' }))).columns).toEqual(['id', 'who']);
  });

  it('stay unknown, with a reason, where the query cannot be read', async () => {
    const broken = await view('id', presto({ originalSql: 'select from orders where (', schema: 'db' }));
    expect(broken).toMatchObject({ edges: [], status: 'none' });
    expect(await view('id', presto('no json'))).toMatchObject({ edges: [], status: undefined });
    const off = await view('id customer total', presto({ originalSql: SQL, schema: 'db' }), {
      columnLineage: false,
    });
    expect(off).toMatchObject({ edges: [], status: undefined });
  });
});
