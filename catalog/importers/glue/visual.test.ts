import { describe, expect, it } from 'vitest';
import { factsOf, importFiles, type Imported } from './test-support.ts';

const AT = { Database: 'd', Table: 't' };
const PATH = { Path: 's3://b/k/' };
const PATHS = { Paths: ['s3://b/k/'] };
const DATA = { Connection: { Value: 'c' }, Schema: { Value: 's' }, Table: { Value: 't' } };

/** Every node type of the API that reads or writes, with the least it must say, and what that is. */
const ENDS: Readonly<Record<string, readonly [object, string]>> = {
  ...Object.fromEntries(
    [
      'CatalogSource',
      'S3CatalogSource',
      'GovernedCatalogSource',
      'RelationalCatalogSource',
      'DynamoDBCatalogSource',
      'RedshiftSource',
      'MicrosoftSQLServerCatalogSource',
      'MySQLCatalogSource',
      'OracleSQLCatalogSource',
      'PostgreSQLCatalogSource',
      'CatalogKinesisSource',
      'CatalogKafkaSource',
      'S3CatalogHudiSource',
      'CatalogHudiSource',
      'S3CatalogDeltaSource',
      'CatalogDeltaSource',
      'S3CatalogIcebergSource',
      'CatalogIcebergSource',
      'CatalogTarget',
      'S3CatalogTarget',
      'GovernedCatalogTarget',
      'RedshiftTarget',
      'MicrosoftSQLServerCatalogTarget',
      'MySQLCatalogTarget',
      'OracleSQLCatalogTarget',
      'PostgreSQLCatalogTarget',
      'S3HudiCatalogTarget',
      'S3DeltaCatalogTarget',
      'S3IcebergCatalogTarget',
    ].map((type) => [
      type,
      [
        { ...AT, StreamingOptions: type.includes('Catalog') ? { StartingPosition: 'earliest' } : null },
        'table/d/t',
      ],
    ]),
  ),
  ...Object.fromEntries(
    ['S3CsvSource', 'S3JsonSource', 'S3ParquetSource', 'S3ExcelSource', 'S3HudiSource', 'S3DeltaSource'].map(
      (type) => [type, [PATHS, 's3://b k']],
    ),
  ),
  ...Object.fromEntries(
    [
      'S3GlueParquetTarget',
      'S3DirectTarget',
      'S3HudiDirectTarget',
      'S3DeltaDirectTarget',
      'S3IcebergDirectTarget',
      'S3HyperDirectTarget',
    ].map((type) => [type, [PATH, 's3://b k']]),
  ),
  JDBCConnectorSource: [{ ConnectionName: 'c', ConnectionTable: 's.t' }, 'c s.t'],
  JDBCConnectorTarget: [{ ConnectionName: 'c', ConnectionTable: 's.t' }, 'c s.t'],
  SparkConnectorSource: [{ ConnectionName: 'c', AdditionalOptions: { dbtable: 's.t' } }, 'c s.t'],
  SparkConnectorTarget: [{ ConnectionName: 'c', AdditionalOptions: { dbtable: 's.t' } }, 'c s.t'],
  AthenaConnectorSource: [{ ConnectionName: 'c', SchemaName: 's', ConnectionTable: 't' }, 'c s.t'],
  DirectJDBCSource: [{ ConnectionName: 'c', Database: 'd', Table: 't', ConnectionType: 'mysql' }, 'c t'],
  AmazonRedshiftSource: [{ Data: DATA }, 'c s.t'],
  AmazonRedshiftTarget: [{ Data: DATA }, 'c s.t'],
  SnowflakeSource: [
    { Data: { Connection: { Value: 'c' }, Database: 'd', Schema: 's', Table: 't' } },
    'c d.s.t',
  ],
  SnowflakeTarget: [
    { Data: { Connection: { Value: 'c' }, Database: 'd', Schema: 's', Table: 't' } },
    'c d.s.t',
  ],
  ConnectorDataSource: [{ ConnectionType: 'zendesk', Data: { connectionName: 'c', entityName: 'e' } }, 'c e'],
  ConnectorDataTarget: [{ ConnectionType: 'zendesk', Data: { connectionName: 'c', entityName: 'e' } }, 'c e'],
  DynamoDBELTConnectorSource: [
    { ConnectionOptions: { DynamodbTableArn: 'arn:aws:dynamodb:eu-west-1:123456789012:table/T' } },
    'table/T',
  ],
  DirectKafkaSource: [{ StreamingOptions: { ConnectionName: 'c', TopicName: 'o' } }, 'c o'],
  DirectKinesisSource: [
    { StreamingOptions: { StreamArn: 'arn:aws:kinesis:eu-west-1:123456789012:stream/S' } },
    'stream/S',
  ],
};

async function visual(nodes: object, tables: readonly object[] = []): Promise<Imported> {
  return importFiles({
    'sts.json': { UserId: 'u', Account: '123456789012', Arn: 'arn:aws:iam::123456789012:user/u' },
    'get-tables.d.json': { TableList: tables },
    'get-jobs.json': {
      Jobs: [
        {
          Name: 'j',
          JobMode: 'VISUAL',
          Role: 'r',
          Command: { Name: 'glueetl' },
          CodeGenConfigurationNodes: nodes,
        },
      ],
    },
  });
}

const brief = (dataset: { namespace: string; name: string }): string => {
  const base = dataset.namespace.replace(/^glue-connection:\/\/.*\//, '');
  return base.startsWith('arn:') ? dataset.name : `${base} ${dataset.name}`;
};

const source = (columns: readonly string[], path = 's3://in/a'): object => ({
  S3CsvSource: {
    Name: 's',
    Paths: [path],
    OutputSchemas: [{ Columns: columns.map((Name) => ({ Name, Type: 'string' })) }],
  },
});
const target = (Inputs: readonly string[], path = 's3://out/z'): object => ({
  S3DirectTarget: { Name: 't', Inputs, Path: path },
});

/** Column edges of a job: `a > x`, with the kind of transformation and the confidence. */
const edges = (imported: Imported): string[] =>
  factsOf(imported, 'column-edge').map(
    (edge) =>
      `${edge.from.path.join('.')} > ${edge.to.path.join('.')} ${edge.transformations[0]?.subtype ?? '?'} ${edge.confidence ?? 1}`,
  );

async function through(type: string, spec: object, columns = ['a', 'b', 'c.d']): Promise<string[]> {
  return edges(
    await visual({
      s: source(columns),
      x: { [type]: { Name: 'x', Inputs: ['s'], ...spec } },
      t: target(['x']),
    }),
  );
}

describe('nodes of visual jobs', () => {
  it.each(Object.entries(ENDS))('%s', async (type, [spec, expected]) => {
    const isSource = type.endsWith('Source');
    const imported = await visual({ n: { [type]: { Name: 'n', Inputs: [], ...spec } } });
    expect(imported.issues.filter((issue) => issue.code.startsWith('unresolved'))).toEqual([]);
    expect(
      factsOf(imported, isSource ? 'job-input' : 'job-output').map((fact) => brief(fact.dataset)),
    ).toEqual([expected]);
    expect(factsOf(imported, isSource ? 'job-output' : 'job-input')).toEqual([]);
  });

  it('writes the catalog table as well where the node says so', async () => {
    const policy = (EnableUpdateCatalog: boolean): object => ({
      Path: 's3://b/k',
      SchemaChangePolicy: { EnableUpdateCatalog, Database: 'd', Table: 't' },
    });
    const written = async (spec: object): Promise<string[]> =>
      factsOf(await visual({ n: { S3DirectTarget: spec } }), 'job-output').map((fact) => brief(fact.dataset));
    expect(await written(policy(true))).toEqual(['s3://b k', 'table/d/t']);
    expect(await written(policy(false))).toEqual(['s3://b k']);
  });

  it('ties targets to the sources that reach them, along Merge and past a Spigot', async () => {
    const imported = await visual({
      a: source(['x'], 's3://in/a'),
      b: source(['x'], 's3://in/b'),
      c: source(['x'], 's3://in/c'),
      m: { Merge: { Inputs: ['a'], Source: 'b', PrimaryKeys: [['x']] } },
      p: { Spigot: { Inputs: ['c'], Path: 's3://out/sample' } },
      t: target(['m']),
    });
    expect(
      factsOf(imported, 'flow')
        .map((flow) => `${flow.from.name} > ${flow.to.name}`)
        .sort(),
    ).toEqual(['a > z', 'b > z', 'c > sample']);
    expect(factsOf(imported, 'job-input')).toHaveLength(3);
  });

  it('reports a node that does not say what it reads', async () => {
    const { issues } = await visual({
      n: { SparkConnectorSource: { ConnectionName: 'c' } },
      m: { S3DirectTarget: {} },
    });
    const unresolved = issues.filter((issue) => issue.code.startsWith('unresolved'));
    expect(unresolved.map((issue) => [issue.code, issue.at])).toEqual([
      ['unresolved-read', 'n'],
      ['unresolved-write', 'm'],
    ]);
  });
});

describe('columns through visual jobs', () => {
  it.each<[string, object, readonly string[]]>([
    [
      'ApplyMapping',
      {
        Mapping: [
          { ToKey: 'x', FromPath: ['a'], FromType: 'int', ToType: 'int' },
          { ToKey: 'y', FromPath: ['b'], FromType: 'int', ToType: 'string' },
          { ToKey: 'z', FromPath: ['c'], Dropped: true },
        ],
      },
      ['a > x IDENTITY 0.9', 'b > y TRANSFORMATION 0.9'],
    ],
    [
      'ApplyMapping',
      { Mapping: [{ ToKey: 'o', FromPath: ['a'], Children: [{ ToKey: 'i', FromPath: ['a', 'k'] }] }] },
      ['a.k > o.i IDENTITY 0.9'],
    ],
    [
      'RenameField',
      { SourcePath: ['a'], TargetPath: ['x'] },
      ['b > b IDENTITY 0.9', 'c.d > c.d IDENTITY 0.9', 'a > x IDENTITY 0.9'],
    ],
    ['SelectFields', { Paths: [['b']] }, ['b > b IDENTITY 0.9']],
    ['DropFields', { Paths: [['a'], ['c']] }, ['b > b IDENTITY 0.9']],
    [
      'FillMissingValues',
      { ImputedPath: 'a', FilledPath: 'f' },
      ['a > a IDENTITY 0.9', 'b > b IDENTITY 0.9', 'c.d > c.d IDENTITY 0.9', 'a > f TRANSFORMATION 0.9'],
    ],
    [
      'Aggregate',
      { Groups: [['a']], Aggs: [{ Column: ['b'], AggFunc: 'sum' }] },
      ['a > a IDENTITY 0.9', 'b > sum(b) AGGREGATION 0.9'],
    ],
    [
      'Filter',
      { Filters: [{ Values: [{ Type: 'COLUMNEXTRACTED', Value: ['a'] }] }] },
      ['a > a IDENTITY 0.9', 'b > b IDENTITY 0.9', 'c.d > c.d IDENTITY 0.9'],
    ],
    [
      'PIIDetection',
      { PiiType: 'ColumnMasking', EntityTypesToDetect: ['EMAIL'] },
      ['a > a TRANSFORMATION 0.9', 'b > b TRANSFORMATION 0.9', 'c.d > c.d TRANSFORMATION 0.9'],
    ],
    [
      'CustomCode',
      { Code: 'x', OutputSchemas: [{ Columns: [{ Name: 'a' }, { Name: 'new' }] }] },
      ['a > a ? 0.5'],
    ],
    ['SparkSQL', { SqlQuery: 'select from (' }, ['a > a ? 0.5', 'b > b ? 0.5', 'c.d > c.d ? 0.5']],
    ['SparkSQL', { SqlQuery: 'select 1' }, []],
    [
      'SparkSQL',
      {
        SqlQuery: 'select upper(a) as x, b from mine where c.d > 1 group by 1, 2',
        SqlAliases: [{ From: 's', Alias: 'mine' }],
      },
      ['a > x TRANSFORMATION 0.9', 'b > b IDENTITY 0.9'],
    ],
    ['BrandNewTransform', {}, ['a > a ? 0.5', 'b > b ? 0.5', 'c.d > c.d ? 0.5']],
    ['EvaluateDataQuality', { Output: 'EvaluationResults' }, []],
    ['DropDuplicates', {}, ['a > a IDENTITY 0.9', 'b > b IDENTITY 0.9', 'c.d > c.d IDENTITY 0.9']],
  ])('%s %j', async (type, spec, expected) => expect(await through(type, spec)).toEqual(expected));

  it('never says that a value is masked when that is decided at run time', async () => {
    const imported = await visual({
      s: source(['a']),
      x: { PIIDetection: { Inputs: ['s'], PiiType: 'RowMasking', EntityTypesToDetect: ['EMAIL'] } },
      t: target(['x']),
    });
    const [edge] = factsOf(imported, 'column-edge');
    expect(edge?.transformations).toEqual([
      { type: 'DIRECT', subtype: 'TRANSFORMATION', description: 'PIIDetection RowMasking: EMAIL' },
    ]);
  });

  it('notes the columns that decide about rows', async () => {
    const imported = await visual({
      a: source(['i', 'x'], 's3://in/a'),
      b: source(['j', 'y'], 's3://in/b'),
      j: {
        Join: {
          Inputs: ['a', 'b'],
          JoinType: 'equijoin',
          Columns: [
            { From: 'a', Keys: [['i']] },
            { From: 'b', Keys: [['j']] },
          ],
        },
      },
      f: {
        Filter: {
          Inputs: ['j'],
          Filters: [
            {
              Values: [
                { Type: 'COLUMNEXTRACTED', Value: ['y'] },
                { Type: 'CONSTANT', Value: ['1'] },
              ],
            },
          ],
        },
      },
      t: target(['f']),
    });
    expect(
      factsOf(imported, 'dataset-influence').map(
        (fact) => `${fact.from.dataset.name}.${fact.from.path.join('.')} ${fact.transformations[0]?.subtype}`,
      ),
    ).toEqual(['a.i JOIN', 'b.j JOIN', 'b.y FILTER']);
  });

  it('reads Glue Studio’s own format the same way', async () => {
    const imported = await importFiles({
      'job.json': {
        jobConfig: {
          name: 'j',
          role: 'arn:aws:iam::123456789012:role/r',
          command: 'glueetl',
          jobMode: 'VISUAL_MODE',
        },
        dag: {
          n1: {
            nodeId: 'n1',
            inputs: [],
            classification: 'DataSource',
            type: 'S3',
            isCatalog: false,
            database: 'stale',
            table: 'stale',
            paths: ['s3://in/a'],
            outputSchemas: [[{ key: 'k', fullPath: ['k'], type: 'string' }, { key: 'm' }]],
          },
          n2: {
            nodeId: 'n2',
            inputs: ['n1'],
            classification: 'Transform',
            type: 'RenameField',
            sourcePath: 'k',
            targetPath: 'x',
          },
          n3: {
            nodeId: 'n3',
            inputs: ['n2'],
            classification: 'DataSink',
            type: 'Catalog',
            isCatalog: true,
            database: 'd',
            table: 't',
          },
        },
      },
    });
    expect(edges(imported)).toEqual(['m > m IDENTITY 0.9', 'k > x IDENTITY 0.9']);
    expect(factsOf(imported, 'flow').map((flow) => [brief(flow.from), brief(flow.to)])).toEqual([
      ['s3://in a', 'table/d/t'],
    ]);
  });

  it('takes the script of a job that left the visual editor', async () => {
    const imported = await importFiles({
      'job.json': {
        jobConfig: { name: 'j', jobMode: 'DEVELOPER_MODE', command: 'glueetl' },
        dag: { n1: { inputs: [], classification: 'DataSource', type: 'S3', paths: ['s3://old/a'] } },
        script: 'spark.read.parquet("s3://new/a").write.parquet("s3://new/b")',
      },
    });
    expect(factsOf(imported, 'job-input').map((fact) => fact.dataset.namespace)).toEqual(['s3://new']);
  });
});

describe('hostile graphs', () => {
  it('end on cycles, forks and long chains', async () => {
    const cycle = await visual({
      s: source(['a']),
      x: { Union: { Inputs: ['s', 'y'] } },
      y: { Union: { Inputs: ['x'] } },
      z: { Union: { Inputs: ['z', 'missing'] } },
      t: target(['y']),
    });
    expect(factsOf(cycle, 'flow')).toHaveLength(1);
    const forks: Record<string, object> = { n0: source(['a']) };
    for (let i = 1; i < 60; i++)
      Object.assign(forks, {
        [`l${i}`]: { Union: { Inputs: [`n${i - 1}`] } },
        [`r${i}`]: { Union: { Inputs: [`n${i - 1}`] } },
        [`n${i}`]: { Union: { Inputs: [`l${i}`, `r${i}`] } },
      });
    expect(edges(await visual({ ...forks, t: target(['n59']) }))).toEqual(['a > a IDENTITY 0.9']);
    const chain: Record<string, object> = { n0: source(['a']) };
    for (let i = 1; i < 5000; i++) chain[`n${i}`] = { DropNullFields: { Inputs: [`n${i - 1}`] } };
    expect(factsOf(await visual({ ...chain, t: target(['n4999']) }), 'flow')).toHaveLength(1);
  });
});
