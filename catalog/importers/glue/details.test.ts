import { describe, expect, it } from 'vitest';
import { factsOf, importFiles, type Imported } from './test-support.ts';

const NS = 'arn:aws:glue:eu-west-1:123456789012';
const base = {
  'export-errors.json': { Account: '123456789012', Region: 'eu-west-1', Complete: true, ExportErrors: [] },
  'get-tables.sales.json': {
    TableList: [
      {
        Name: 'orders',
        DatabaseName: 'sales',
        PartitionKeys: [
          { Name: 'day', Type: 'date' },
          { Name: 'who', Type: 'string' },
        ],
        StorageDescriptor: { Columns: [{ Name: 'id', Type: 'int' }], Location: 's3://lake/orders' },
      },
      { Name: 'other', DatabaseName: 'sales', StorageDescriptor: { Columns: [] } },
    ],
  },
};

const importing = (files: Record<string, object>): Promise<Imported> => importFiles({ ...base, ...files });
const property = (imported: Imported, key: string): unknown =>
  factsOf(imported, 'property').find((fact) => fact.key === key)?.value;
const codes = (imported: Imported): string[] => imported.issues.map(({ code }) => code);

describe('details of tables', () => {
  it('count partitions and show what their values look like, never whose they are', async () => {
    const partition = (Values: string[], CreationTime: string): object => ({
      Values,
      DatabaseName: 'sales',
      TableName: 'orders',
      CreationTime,
    });
    const imported = await importing({
      'get-partitions.sales.orders.json': {
        Partitions: [
          partition(['2024-06-02', 'ann.smith'], '2024-06-02T00:00:00Z'),
          partition(['2024-06-01', 'bob.jones'], '2024-06-01T00:00:00Z'),
        ],
        NextToken: 'more',
      },
    });
    expect(property(imported, 'partitions')).toEqual({
      count: 2,
      listing: '2 and more: the listing was cut',
      keys: ['day', 'who'],
      patterns: [{ pattern: '9999-99-99 / a.a', count: 2 }],
      last: { values: '2024-06-02 / a.a', created: '2024-06-02T00:00:00.000Z' },
    });
    expect(JSON.stringify(imported.facts)).not.toMatch(/smith|jones/);
  });

  it('tell indexes, and how the schema changed from version to version', async () => {
    const version = (VersionId: string, columns: Record<string, string>): object => ({
      VersionId,
      Table: {
        Name: 'orders',
        DatabaseName: 'sales',
        UpdateTime: 1718345600,
        StorageDescriptor: { Columns: Object.entries(columns).map(([Name, Type]) => ({ Name, Type })) },
      },
    });
    const imported = await importing({
      'versions.json': {
        TableVersions: [
          version('10', { id: 'bigint' }),
          version('9', { id: 'int', old: 'string' }),
          version('2', { id: 'int', old: 'string' }),
        ],
      },
      'get-partition-indexes.sales.orders.json': {
        PartitionIndexDescriptorList: [
          { IndexName: 'by day', Keys: [{ Name: 'day' }], IndexStatus: 'ACTIVE' },
        ],
      },
    });
    expect(property(imported, 'schemaHistory')).toEqual({
      versions: 3,
      first: '2',
      last: '10',
      changes: [
        {
          version: '10',
          updated: '2024-06-14T06:13:20.000Z',
          removed: ['old'],
          retyped: [{ column: 'id', from: 'int', to: 'bigint' }],
        },
      ],
    });
    expect(property(imported, 'partitionIndexes')).toEqual([
      { name: 'by day', keys: ['day'], status: 'ACTIVE' },
    ]);
  });

  it('are reported where they name no table', async () => {
    expect(
      codes(await importing({ 'p.json': { Partitions: [{ Values: ['x'], StorageDescriptor: {} }] } })),
    ).toEqual(['details-without-table']);
  });
});

describe('access', () => {
  it('is told per table: grants on it, its columns, its database; the rest is counted', async () => {
    const grant = (Resource: object, Permissions: string[]): object => ({
      Principal: { DataLakePrincipalIdentifier: 'arn:aws:iam::123456789012:role/analyst' },
      Resource,
      Permissions,
      PermissionsWithGrantOption: [],
    });
    const imported = await importing({
      'list-permissions.json': {
        PrincipalResourcePermissions: [
          grant({ Table: { DatabaseName: 'sales', Name: 'orders' } }, ['SELECT']),
          grant(
            {
              TableWithColumns: {
                DatabaseName: 'sales',
                Name: 'orders',
                ColumnWildcard: { ExcludedColumnNames: ['who'] },
              },
            },
            ['SELECT'],
          ),
          grant({ Database: { Name: 'sales' } }, ['DESCRIBE']),
          grant({ LFTagPolicy: { ResourceType: 'TABLE', Expression: [] } }, ['ALL']),
        ],
      },
      'list-data-cells-filter.sales.orders.json': {
        DataCellsFilters: [
          {
            DatabaseName: 'sales',
            TableName: 'orders',
            Name: 'eu',
            RowFilter: { FilterExpression: "region = 'eu'" },
          },
        ],
      },
    });
    const principal = 'arn:aws:iam::123456789012:role/analyst';
    expect(property(imported, 'lakeFormationPermissions')).toEqual([
      { principal, permissions: ['SELECT'], on: 'table' },
      { principal, permissions: ['SELECT'], on: 'columns', allColumnsBut: ['who'] },
      { principal, permissions: ['DESCRIBE'], on: 'database' },
    ]);
    expect(property(imported, 'lakeFormationFilters')).toMatchObject([{ name: 'eu' }]);
    expect(imported.issues.map(({ message }) => message.slice(0, 14))).toEqual(['1 of 4 grants ']);
  });
});

describe('grants on tags', () => {
  const FILES = {
    'list-permissions.json': {
      PrincipalResourcePermissions: [
        ['TABLE', { team: ['sales'], pii: ['no'] }],
        ['TABLE', { pii: ['yes'] }],
        ['DATABASE', { team: ['*'] }],
        ['TABLE', { team: ['other'] }],
      ].map(([ResourceType, tags], n) => ({
        Principal: { DataLakePrincipalIdentifier: `role/${n}` },
        Resource: {
          LFTagPolicy: {
            ResourceType,
            Expression: Object.entries(tags!).map(([TagKey, TagValues]) => ({ TagKey, TagValues })),
          },
        },
        Permissions: ['SELECT'],
      })),
    },
    'get-resource-lf-tags.sales.orders.json': {
      LFTagOnDatabase: [{ TagKey: 'team', TagValues: ['sales'] }],
      LFTagsOnTable: [{ TagKey: 'pii', TagValues: ['no'] }],
      LFTagsOnColumns: [{ Name: 'who', LFTags: [{ TagKey: 'pii', TagValues: ['yes'] }] }],
    },
  };

  it('are told with the tables and columns whose tags are known to match', async () => {
    const imported = await importing(FILES);
    expect(property(imported, 'lakeFormationPermissions')).toEqual([
      {
        principal: 'role/0',
        permissions: ['SELECT'],
        on: 'table, by tags',
        tags: 'team=sales, pii=no',
        allColumnsBut: ['who'],
      },
      {
        principal: 'role/1',
        permissions: ['SELECT'],
        on: 'columns, by tags',
        tags: 'pii=yes',
        columns: ['who'],
      },
      { principal: 'role/2', permissions: ['SELECT'], on: 'database, by tags', tags: 'team=*' },
    ]);
    expect(codes(imported)).not.toContain('grant-without-table');
  });

  it('are counted where no tags are known', async () => {
    const imported = await importing({ 'list-permissions.json': FILES['list-permissions.json'] });
    expect(imported.issues.map(({ message }) => message.slice(0, 14))).toEqual(['4 of 4 grants ']);
  });
});

it('what is said of a database is told with its tables', async () => {
  const about = {
    Description: 'Orders of the shop',
    LocationUri: 's3://lake/sales/',
    Parameters: { team: 'core' },
  };
  const imported = await importing({
    'get-databases.json': { DatabaseList: [{ Name: 'sales', ...about }, { Name: 'empty' }] },
  });
  expect(property(imported, 'database')).toEqual({
    name: 'sales',
    description: 'Orders of the shop',
    location: 's3://lake/sales/',
    parameters: { team: 'core' },
  });
});

describe('code and control', () => {
  it('knows transforms with their inputs, and functions', async () => {
    const imported = await importing({
      'get-ml-transforms.json': {
        Transforms: [
          {
            TransformId: 'tfm-1',
            Name: 'same',
            Status: 'READY',
            InputRecordTables: [{ DatabaseName: 'sales', TableName: 'orders' }],
          },
        ],
      },
      'get-user-defined-functions.sales.json': {
        UserDefinedFunctions: [
          { FunctionName: 'mask', DatabaseName: 'sales', ClassName: 'org.Mask', OwnerName: 'team' },
        ],
      },
    });
    expect(factsOf(imported, 'job').map((fact) => [fact.job.name, fact.kind])).toEqual([
      ['mlTransform/tfm-1', 'ml transform'],
      ['userDefinedFunction/sales/mask', 'user-defined function'],
    ]);
    expect(factsOf(imported, 'job-input').map((fact) => [fact.job.name, fact.dataset.name])).toEqual([
      ['mlTransform/tfm-1', 'table/sales/orders'],
    ]);
  });

  it('knows workflows, their runs as parents of job runs, crawls and bookmarks', async () => {
    const imported = await importing({
      'get-workflow.w.json': {
        Workflow: {
          Name: 'w',
          BlueprintDetails: { BlueprintName: 'b' },
          DefaultRunProperties: { password: 'x' },
        },
      },
      'get-workflow-runs.w.json': {
        Runs: [
          {
            Name: 'w',
            WorkflowRunId: 'wr_1',
            Status: 'COMPLETED',
            StartedOn: 1718345600,
            Graph: {
              Nodes: [{ Type: 'JOB', Name: 'j', JobDetails: { JobRuns: [{ Id: 'jr_1', JobName: 'j' }] } }],
            },
          },
        ],
      },
      'list-crawls.c.json': { Crawls: [{ CrawlId: 'cr_1', State: 'COMPLETED', StartTime: 1718345600 }] },
      'get-job-bookmark.j.json': {
        JobBookmarkEntry: { JobName: 'j', Version: 3, Run: 7, Attempt: 0, JobBookmark: '{"secret":1}' },
      },
      'list-sessions.json': { Sessions: [{ Id: 's', CreatedOn: 1, Role: 'r' }] },
    });
    const runs = factsOf(imported, 'run');
    expect(runs.find((fact) => fact.run.runId === 'jr_1')?.parent).toEqual({
      runId: 'wr_1',
      job: { namespace: NS, name: 'workflow/w' },
    });
    expect(runs.filter((fact) => fact.run.runId === 'cr_1').map((fact) => fact.eventType)).toEqual([
      'START',
      'COMPLETE',
    ]);
    expect(property(imported, 'blueprint')).toBe('b');
    expect(property(imported, 'bookmark')).toEqual({ version: 3, run: 7, attempt: 0 });
    expect(JSON.stringify(imported.facts)).not.toContain('secret');
    expect(codes(imported)).toEqual(['not-kept']);
  });
});

describe('ways to a script’s lineage', () => {
  const job = {
    Jobs: [
      {
        Name: 'j',
        Role: 'r',
        Command: { Name: 'glueetl', ScriptLocation: 's3://b/j.py' },
        DefaultArguments: { '--day': 'all' },
      },
    ],
  };
  const method = (imported: Imported): unknown => property(imported, 'lineageMethod');

  const ANNOTATED = `
## @type: DataSource
## @args: [database = "sales", table_name = "orders", transformation_ctx = "d"]
## @return: d
## @type: ApplyMapping
## @return: a
## @inputs: [frame = d]
## @type: DataSink
## @args: [connection_type = "s3", connection_options = {"path": "s3://out/x"}, format = "json"]
## @return: s
## @inputs: [frame = a]
`;

  it('takes annotations only where the code says nothing, with half the confidence and a doubt', async () => {
    const alone = await importing({ 'get-jobs.json': job, 'scripts/j.py': ANNOTATED as never });
    expect(method(alone)).toBe('annotations');
    expect(
      factsOf(alone, 'flow').map((flow) => [flow.from.name, flow.to.name, flow.confidence, flow.evidence.at]),
    ).toEqual([['table/sales/orders', 'x', 0.5, 'line 8 (annotation)']]);
    expect(codes(alone)).toEqual(['lineage-doubt']);
    const code = 'spark.table("sales.other").write.parquet("s3://out/y")';
    const both = await importing({ 'get-jobs.json': job, 'scripts/j.py': `${ANNOTATED}${code}` as never });
    expect(method(both)).toBe('script');
    expect(factsOf(both, 'flow').map((flow) => [flow.from.name, flow.to.name])).toEqual([
      ['table/sales/other', 'y'],
    ]);
  });

  it('follows the arguments of single runs, for those runs alone', async () => {
    const code =
      'args = getResolvedOptions(sys.argv, ["day"])\nspark.table("sales.orders").write.parquet("s3://out/" + args["day"])';
    const run = (Id: string, Arguments: object): object => ({
      Id,
      JobName: 'j',
      JobRunState: 'SUCCEEDED',
      Arguments,
    });
    const imported = await importing({
      'get-jobs.json': job,
      'scripts/j.py': code as never,
      'get-job-runs.j.json': {
        JobRuns: [
          run('jr_1', { '--day': 'monday' }),
          run('jr_2', { '--day': 'all' }),
          run('jr_3', { '--unused': 'x' }),
        ],
      },
    });
    const flows = factsOf(imported, 'flow').map((flow) => [flow.run?.runId ?? 'job', flow.to.name]);
    expect(flows).toEqual([
      ['job', 'all'],
      ['jr_1', 'monday'],
    ]);
    expect(factsOf(imported, 'run-output').map((fact) => [fact.run.runId, fact.dataset.name])).toEqual([
      ['jr_1', 'monday'],
    ]);
  });
});
