import { describe, expect, it } from 'vitest';
import { effective, exactKey } from './keys.ts';
import { mapped, type Mapping } from './mapping.ts';
import { partitionOf, shardOf } from './partitions.ts';
import { platformOf, stageOf } from './platform.ts';
import { linkBetween, type Indications } from './rules.ts';

const NOTHING: Indications = { columns: [0, 0, 0], feeds: false, sideBySide: false };
type Name = readonly [namespace: string, name: string];
const of = ([namespace, name]: Name) => effective({ namespace, name });
const link = (a: Name, b: Name, known: Partial<Indications> = {}, mapping = false) =>
  linkBetween(of(a), of(b), mapping, () => ({ ...NOTHING, ...known }));

describe('letter case', () => {
  it.each<[string, Name, Name, 'certain' | 'likely' | null]>([
    [
      'Snowflake folds what is written without quotes',
      ['snowflake://o-a', 'DB.S.T1'],
      ['snowflake://o-a', 'DB.s.t1'],
      'certain',
    ],
    [
      'a mixed spelling in Snowflake may be quoted',
      ['snowflake://o-a', 'DB.S.Orders'],
      ['snowflake://o-a', 'DB.S.ORDERS'],
      'likely',
    ],
    [
      'PostgreSQL folds to lower',
      ['postgres://h', 'DB.S.ORDERS'],
      ['postgres://h:5432', 'db.s.orders'],
      'certain',
    ],
    [
      'one capital among small letters was quoted',
      ['postgres://h', 'db.s.Orders'],
      ['postgres://h', 'db.s.orders'],
      'likely',
    ],
    [
      'Oracle folds each part: the service is not quoted with the table',
      ['oracle://h:1521', 'orcl.SCOTT.EMP'],
      ['oracle://h', 'orcl.scott.emp'],
      'certain',
    ],
    ['BigQuery names differ by case', ['bigquery', 'p.d.Orders'], ['bigquery', 'p.d.orders'], null],
    [
      'Glue folds everything',
      ['arn:aws:glue:eu-west-1:1', 'table/Raw/Orders'],
      ['arn:aws:glue:eu-west-1:1', 'table/raw/orders'],
      'certain',
    ],
    [
      'SQL Server depends on the collation',
      ['mssql://h:1433', 'db.dbo.Orders'],
      ['mssql://h', 'db.dbo.orders'],
      'likely',
    ],
    ['object keys differ by case', ['s3://b', 'A/x'], ['s3://b', 'a/x'], null],
  ])('%s', (_, a, b, certainty) => {
    expect(link(a, b)?.certainty ?? null).toBe(certainty);
    expect(link(b, a)).toEqual(link(a, b));
  });

  it('is only likely where one source lists both side by side', () => {
    const pair: [Name, Name] = [
      ['snowflake://o-a', 'DB.S.T1'],
      ['snowflake://o-a', 'DB.S.t1'],
    ];
    expect(link(...pair, { sideBySide: true })?.certainty).toBe('likely');
  });
});

describe('tables of one name in other places', () => {
  const alike = { columns: [10, 10, 9] } as const;
  it.each<[string, Name, Name, Partial<Indications>, string | null]>([
    ['a project without connection', ['dbt://shop', 'db.s.t'], ['postgres://h', 'db.s.t'], {}, 'relation'],
    ['two servers, columns alike', ['postgres://a', 'db.s.t'], ['postgres://b', 'db.s.t'], alike, 'relation'],
    ['two servers, nothing to compare', ['postgres://a', 'db.s.t'], ['postgres://b', 'db.s.t'], {}, null],
    ['columns unlike', ['dbt://shop', 'db.s.t'], ['postgres://h', 'db.s.t'], { columns: [10, 10, 5] }, null],
    ['production and staging', ['postgres://prod', 'db.s.t'], ['postgres://staging', 'db.s.t'], alike, null],
    ['a bare table name', ['postgres://a', 'x.y.t'], ['postgres://b', 'x.z.t'], alike, null],
    [
      'schema and table, columns alike',
      ['postgres://a', 'x.s.t'],
      ['snowflake://b', 'Y.S.T'],
      alike,
      'columns',
    ],
    [
      'one feeds the other',
      ['postgres://a', 'x.s.t'],
      ['snowflake://b', 'Y.S.T'],
      { ...alike, feeds: true },
      null,
    ],
    [
      'Athena over Glue',
      ['awsathena://athena.eu-west-1.amazonaws.com', 'AwsDataCatalog.raw.t'],
      ['arn:aws:glue:eu-west-1:1', 'table/raw/t'],
      {},
      'catalog',
    ],
    [
      'Athena in another region',
      ['awsathena://athena.us-east-1.amazonaws.com', 'AwsDataCatalog.raw.t'],
      ['arn:aws:glue:eu-west-1:1', 'table/raw/t'],
      alike,
      null,
    ],
    [
      'Redshift external schema',
      ['redshift://c.eu-west-1:5439', 'dev.spectrum.t'],
      ['arn:aws:glue:eu-west-1:1', 'table/raw/t'],
      alike,
      'catalog',
    ],
    [
      'Redshift without columns',
      ['redshift://c.eu-west-1:5439', 'dev.raw.t'],
      ['arn:aws:glue:eu-west-1:1', 'table/raw/t'],
      {},
      null,
    ],
    [
      'two schemes of one store',
      ['abfss://c@a.dfs.core.windows.net', 'x/t'],
      ['wasbs://c@a.blob.core.windows.net', 'x/t'],
      {},
      'path',
    ],
  ])('%s', (_, a, b, known, basis) => {
    expect(link(a, b, known)?.basis ?? null).toBe(basis);
    expect(link(a, b, known)?.certainty ?? 'likely').toBe('likely');
  });

  it('are one where their namespaces were mapped', () => {
    expect(link(['postgres://db', 'a.b.c'], ['postgres://db', 'a.b.c'], {}, true)).toMatchObject({
      basis: 'mapping',
      certainty: 'certain',
    });
  });
});

describe('mappings', () => {
  const map = (match: Mapping['match'], pattern: string, target: string): Mapping => ({
    match,
    pattern,
    target,
  });
  it('follow chains, prefer the most particular, and end in circles', () => {
    const all = [
      map('prefix', 'postgres://10.0.0.', 'postgres://old.'),
      map('exact', 'postgres://10.0.0.5:5432', 'postgres://db:5432'),
      map('exact', 'postgres://db:5432', 'postgres://db.prod:5432'),
      map('suffix', '.internal', '.example'),
    ];
    expect(mapped('postgres://10.0.0.5:5432', all)).toBe('postgres://db.prod:5432');
    expect(mapped('postgres://10.0.0.7', all)).toBe('postgres://old.7');
    expect(mapped('kafka://k.internal', all)).toBe('kafka://k.example');
    const circle = [map('exact', 'a', 'b'), map('exact', 'b', 'a')];
    expect(mapped('a', circle)).toBe(mapped('b', circle));
    expect(mapped('x', [map('prefix', 'x', 'xx')]).length).toBeLessThan(20);
  });
});

describe('platforms', () => {
  it('tell host, account and region', () => {
    expect(platformOf('arn:aws:glue:eu-west-1:123')).toMatchObject({
      id: 'glue',
      region: 'eu-west-1',
      account: '123',
    });
    expect(platformOf('postgresql://H:5432')).toMatchObject({ id: 'postgres', host: 'H', port: '5432' });
    expect(platformOf('bigquery')).toMatchObject({ name: 'BigQuery', host: null });
    expect(platformOf('my scheduler')).toMatchObject({ name: 'Unknown' });
    expect(stageOf('postgres://db-prd.example')).toBe('production');
    expect(stageOf('postgres://products.example')).toBeNull();
  });
  it('with equal keys only where nothing is left to doubt', () => {
    expect(exactKey(of(['s3a://b', '/x/']))).toBe(exactKey(of(['s3://b', 'x'])));
    expect(exactKey(of(['duckdb:///A.db', 'm.t']))).not.toBe(exactKey(of(['duckdb:///a.db', 'm.t'])));
  });
});

describe('partitions', () => {
  it.each([
    ['t/dt=2024-01-01', 't', 't/dt=*', 'certain'],
    ['/lake/t/dt=2024-01-01/hour=05', '/lake/t', '/lake/t/dt=*/hour=*', 'certain'],
    ['t/year=2024/month=05/part-00001-ab.c000.snappy.parquet', 't', 't/year=*/month=*/*', 'certain'],
    ['t/part-00001.parquet', 't', 't/*', 'certain'],
    ['t/2024-01-01', 't', 't/*', 'certain'],
    ['t/20240101T120000Z', 't', 't/*', 'certain'],
    ['t/2024/05', 't', 't/*/*', 'certain'],
    ['t/2024/05/17', 't', 't/*/*/*', 'certain'],
    [
      'landing/date=2024-01-01/orders.csv',
      'landing/date=*/orders.csv',
      'landing/date=*/orders.csv',
      'certain',
    ],
    ['landing/2024-01-01/orders.csv', 'landing/*/orders.csv', 'landing/*/orders.csv', 'likely'],
    ['t/0a1b2c3d-0000-4000-8000-000000000000', 't', 't/*', 'likely'],
  ])('%s', (name, root, pattern, certainty) => {
    expect(partitionOf(name)).toEqual({ root, pattern, certainty });
  });
  it.each(['t', 'dt=2024-01-01', 'a/b', 't/2024', 't/20241399', 't/a=b=c', 't/1234'])(
    'nothing in %s',
    (name) => {
      expect(partitionOf(name)).toBeNull();
    },
  );
  it('of the whole leave what is already whole', () => {
    for (const name of ['t/dt=2024-01-01/part-00000.parquet', 'x/2024-01-01/y/dt=1', 'a/2024/05/17/12']) {
      const first = partitionOf(name)!;
      const again = partitionOf(first.root);
      expect(again === null || again.root === first.root).toBe(true);
    }
  });
  it('are shards in BigQuery', () => {
    expect(shardOf('p.d.events_20240131')).toEqual({
      root: 'p.d.events_*',
      pattern: 'p.d.events_*',
      certainty: 'likely',
    });
    expect(shardOf('p.d.events_20240132')).toBeNull();
  });

  it.each(['20240131', '2024013107', '202401', '2024', '17', '__UNPARTITIONED__'])(
    'a BigQuery table and its partition $%s are one',
    (partition) => {
      expect(shardOf(`p.d.events$${partition}`)).toEqual({
        root: 'p.d.events',
        pattern: 'p.d.events$*',
        certainty: 'certain',
      });
    },
  );

  it('a dollar that is no decorator changes nothing', () => {
    for (const name of ['p.d.events$', 'p.d.events$x', '$20240131', 'p.d.a$b$20240131'])
      expect(shardOf(name)).toBeNull();
  });
});
