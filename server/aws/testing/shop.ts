/** A small account as AWS would tell of it, for tests of every way to export. */
import { Refusal, type FakeAccount } from './fake-aws.ts';

const SCRIPT = `
from awsglue.context import GlueContext
glueContext = GlueContext(None)
orders = glueContext.create_dynamic_frame.from_catalog(database="sales", table_name="orders")
glueContext.write_dynamic_frame.from_catalog(frame=orders, database="sales", table_name="orders_clean")
`;

const table = (Name: string, more: object = {}): object => ({
  Name,
  DatabaseName: 'sales',
  TableType: 'EXTERNAL_TABLE',
  UpdateTime: 1718345600,
  StorageDescriptor: {
    Columns: [
      { Name: 'id', Type: 'bigint' },
      { Name: 'email', Type: 'string' },
    ],
    Location: `s3://lake/${Name}/`,
  },
  ...more,
});

const viewSql = 'select id, lower(email) as mail from orders';
const view = table('mails', {
  TableType: 'VIRTUAL_VIEW',
  StorageDescriptor: {
    Columns: [
      { Name: 'id', Type: 'bigint' },
      { Name: 'mail', Type: 'string' },
    ],
  },
  ViewOriginalText: `/* Presto View: ${Buffer.from(JSON.stringify({ originalSql: viewSql, schema: 'sales' })).toString('base64')} */`,
  ViewExpandedText: '/* Presto View */',
});

const granted = (role: string, permission: string): object => ({
  Principal: { DataLakePrincipalIdentifier: `arn:aws:iam::123456789012:role/${role}` },
  Resource: { Table: { DatabaseName: 'sales', Name: 'orders' } },
  Permissions: [permission],
});

/** Tables in two pages; one call is refused. */
export const SHOP: FakeAccount = {
  account: '123456789012',
  answers: {
    GetDatabases: () => ({ DatabaseList: [{ Name: 'sales' }] }),
    GetTables: ({ NextToken }) =>
      NextToken === 'more'
        ? { TableList: [table('orders_clean'), view] }
        : {
            TableList: [table('orders', { PartitionKeys: [{ Name: 'day', Type: 'date' }] })],
            NextToken: 'more',
          },
    GetUserDefinedFunctions: () => ({ UserDefinedFunctions: [] }),
    GetJobs: () => ({
      Jobs: [
        {
          Name: 'clean/orders',
          Role: 'r',
          Command: { Name: 'glueetl', ScriptLocation: 's3://code/jobs/main.py' },
          DefaultArguments: { '--job-bookmark-option': 'job-bookmark-enable' },
        },
      ],
    }),
    GetJobRuns: () => ({
      JobRuns: [{ Id: 'jr_1', JobName: 'clean/orders', JobRunState: 'SUCCEEDED', StartedOn: 1718345600.5 }],
    }),
    GetTags: () => ({ Tags: { team: 'sales' } }),
    GetCrawlers: () => new Refusal('AccessDeniedException'),
    GetTriggers: () => ({ Triggers: [] }),
    GetConnections: () => ({ ConnectionList: [] }),
    ListWorkflows: () => ({ Workflows: [] }),
    ListPermissions: ({ NextToken }) =>
      NextToken === 'p2'
        ? { PrincipalResourcePermissions: [granted('steward', 'ALL')] }
        : { PrincipalResourcePermissions: [granted('analyst', 'SELECT')], NextToken: 'p2' },
    GetMLTransforms: () => ({
      Transforms: [
        {
          TransformId: 'tfm-1',
          Name: 'same people',
          Status: 'READY',
          InputRecordTables: [{ DatabaseName: 'sales', TableName: 'orders' }],
        },
      ],
    }),
    ListDataQualityRulesets: () => ({ Rulesets: [{ Name: 'order rules', RuleCount: 1 }] }),
    GetDataQualityRuleset: () => ({
      Name: 'order rules',
      Ruleset: 'Rules = [ IsComplete "id" ]',
      TargetTable: { DatabaseName: 'sales', TableName: 'orders' },
    }),
    ListDataQualityResults: () => ({ Results: [{ ResultId: 'dq-1' }] }),
    BatchGetDataQualityResult: () => ({
      Results: [
        {
          ResultId: 'dq-1',
          Score: 1,
          RulesetName: 'order rules',
          DataSource: { GlueTable: { DatabaseName: 'sales', TableName: 'orders' } },
          RuleResults: [{ Name: 'Rule_1', Result: 'PASS', Description: 'IsComplete "id"' }],
        },
      ],
      ResultsNotFound: [],
    }),
    GetPartitions: () => ({
      Partitions: [{ Values: ['2024-06-01'], DatabaseName: 'sales', TableName: 'orders' }],
    }),
    GetTableVersions: () => ({ TableVersions: [] }),
  },
  objects: { 'code/jobs/main.py': SCRIPT },
};
