/** Input that was made to hurt: it must end in time, land what is good, and show nothing raw. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { factsOf, importFiles } from './test-support.ts';

const job = (nodes?: object): object => ({
  Jobs: [
    {
      Name: 'j',
      Role: 'r',
      ...(nodes ? { JobMode: 'VISUAL', CodeGenConfigurationNodes: nodes } : {}),
      Command: { Name: 'glueetl', ScriptLocation: 's3://b/j.py' },
    },
  ],
});
const nested = (depth: number, open: string, close: string, inner = ''): string =>
  open.repeat(depth) + inner + close.repeat(depth);

describe('hostile input', () => {
  it.each<[string, Record<string, string | object>]>([
    ['deep JSON', { 'get-tables.db.json': `{"TableList":${nested(100_000, '[', ']')}}` }],
    [
      'deep JSON in a parameter',
      {
        'x.json': `{"TableList":[{"Name":"t","DatabaseName":"d","Parameters":${nested(50_000, '{"a":', '}', '1')}}]}`,
      },
    ],
    [
      'a script of 10 MB',
      { 'get-jobs.json': job(), 'scripts/j.py': `x = 1\n${'y = x + 1  # fill\n'.repeat(600_000)}` },
    ],
    [
      'a script of nested brackets',
      { 'get-jobs.json': job(), 'scripts/j.py': `x = ${nested(100_000, '(', ')', '1')}` },
    ],
    [
      'a script of nested calls',
      { 'get-jobs.json': job(), 'scripts/j.py': `x = ${nested(20_000, 'f(', ')')}` },
    ],
    [
      'a query of nested brackets',
      {
        'get-jobs.json': job(),
        'scripts/j.py': `spark.sql("select ${nested(50_000, '(', ')', '1')} from db.t")`,
      },
    ],
    [
      'annotations without end',
      { 'get-jobs.json': job(), 'scripts/j.py': '## @type: DataSource\n## @args: [[[[[[\n'.repeat(50_000) },
    ],
    [
      'a view of nested brackets',
      {
        'x.json': {
          TableList: [
            {
              Name: 'v',
              DatabaseName: 'd',
              TableType: 'VIRTUAL_VIEW',
              ViewOriginalText: `select ${nested(50_000, '(', ')', '1')} from t`,
            },
          ],
        },
      },
    ],
    [
      'a visual job of nodes in a circle',
      {
        'get-jobs.json': job(
          Object.fromEntries(
            Array.from({ length: 500 }, (_, n) => [
              `n${n}`,
              {
                SparkSQL: {
                  Inputs: [`n${(n + 1) % 500}`],
                  SqlQuery: 'select * from x',
                  SqlAliases: [{ From: `n${(n + 1) % 500}`, Alias: 'x' }],
                },
              },
            ]),
          ),
        ),
      },
    ],
    [
      'prototype keys',
      {
        'x.json':
          '{"TableList":[{"Name":"t","DatabaseName":"d","__proto__":{"x":1},"constructor":{"prototype":{"x":1}},"Parameters":{"__proto__":"x"}}]}',
      },
    ],
  ])('ends in time: %s', async (_what, files) => {
    const started = performance.now();
    const imported = await importFiles({
      ...files,
      'get-tables.good.json': {
        TableList: [{ Name: 'good', DatabaseName: 'good', StorageDescriptor: { Columns: [] } }],
      },
    });
    expect(performance.now() - started).toBeLessThan(20_000);
    expect(factsOf(imported, 'dataset').map((fact) => fact.dataset.name)).toContain('table/good/good');
    expect(({} as { x?: unknown }).x).toBeUndefined();
  });

  it('follows a long chain of SQL nodes to its end', async () => {
    const nodes: Record<string, object> = {
      n0: { CatalogSource: { Name: 's', Database: 'd', Table: 't' } },
      t: { S3DirectTarget: { Name: 't', Inputs: ['n6'], Path: 's3://out/x' } },
    };
    for (let n = 1; n <= 6; n++)
      nodes[`n${n}`] = {
        SparkSQL: {
          Name: 'x',
          Inputs: [`n${n - 1}`],
          SqlQuery: `select a${n - 1} as a${n} from b`,
          SqlAliases: [{ From: `n${n - 1}`, Alias: 'b' }],
        },
      };
    const imported = await importFiles({
      'get-jobs.json': job(nodes),
      'get-tables.d.json': {
        TableList: [
          { Name: 't', DatabaseName: 'd', StorageDescriptor: { Columns: [{ Name: 'a0', Type: 'int' }] } },
        ],
      },
    });
    expect(factsOf(imported, 'column-edge').map((edge) => [edge.from.path, edge.to.path])).toEqual([
      [['a0'], ['a6']],
    ]);
  });

  it('keeps names as they are, and files where they belong', async () => {
    const name = '<img src=x onerror=alert(1)>/../../etc/passwd';
    const imported = await importFiles({
      'get-tables.d.json': {
        TableList: [
          { Name: name, DatabaseName: 'd', StorageDescriptor: { Columns: [{ Name: '<b>', Type: 'int' }] } },
        ],
      },
    });
    expect(factsOf(imported, 'dataset')[0]?.dataset.name).toBe(`table/d/${name}`);
    expect(factsOf(imported, 'column')[0]?.path).toEqual(['<b>']);
  });

  it('reads any shape under the names of calls without a throw', async () => {
    const keys = [
      'TableVersions',
      'Partitions',
      'PartitionIndexDescriptorList',
      'UserDefinedFunctions',
      'Transforms',
      'PrincipalResourcePermissions',
      'DataCellsFilters',
      'Crawls',
      'Runs',
      'JobBookmarkEntry',
      'ExportErrors',
      'Sessions',
      'Workflow',
    ];
    const value = fc.letrec((tie) => ({
      any: fc.oneof(
        { depthSize: 'small' },
        fc.string(),
        fc.integer(),
        fc.constant(null),
        fc.array(tie('any'), { maxLength: 3 }),
        fc.dictionary(
          fc.constantFrom(
            'Name',
            'DatabaseName',
            'TableName',
            'Values',
            'Table',
            'Resource',
            'Graph',
            'Nodes',
            'Id',
            'Principal',
            'VersionId',
            'StorageDescriptor',
            'Columns',
            'CrawlId',
            'WorkflowRunId',
          ),
          tie('any'),
          { maxKeys: 5 },
        ),
      ),
    })).any;
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...keys),
        fc.array(value, { maxLength: 3 }),
        fc.boolean(),
        async (key, items, single) => {
          await importFiles({ 'get-x.d.t.json': { [key]: single ? (items[0] ?? null) : items } });
        },
      ),
      { numRuns: 1500 },
    );
  });
});
