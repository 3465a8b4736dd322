import { describe, expect, it } from 'vitest';
import { glue } from './index.ts';
import { parseDocuments } from './documents.ts';
import { memoryFile } from './test-support.ts';

const roleOf = (content: string | object | Uint8Array, path = 'x.json'): Promise<string | null> =>
  glue.recognise(memoryFile(0, path, content));

describe('recognising files', () => {
  it.each<[string, object]>([
    ['get-databases', { DatabaseList: [] }],
    ['get-tables', { NextToken: 'x', TableList: [{ Name: 't' }] }],
    ['get-table', { Table: { Name: 't', DatabaseName: 'd' } }],
    ['get-table', { Name: 't', DatabaseName: 'd', StorageDescriptor: {}, IsRowFilteringEnabled: false }],
    ['get-table', [{ Name: 't', DatabaseName: 'd', TableType: 'EXTERNAL_TABLE' }]],
    ['get-jobs', { Jobs: [{ Name: 'j', Command: {} }] }],
    ['get-jobs', { Jobs: [] }],
    ['get-job', { Job: { Name: 'j', Command: {} } }],
    ['get-job', [{ Name: 'j', Command: {}, Role: 'r' }]],
    ['studio-job', { jobConfig: {}, dag: {} }],
    ['get-job-runs', { JobRuns: [] }],
    ['get-crawlers', { Crawlers: [{ Name: 'c', Targets: {} }] }],
    ['get-triggers', { Triggers: [{ Name: 't', Actions: [] }] }],
    ['get-connections', { ConnectionList: [] }],
    ['get-workflow', { Workflow: { Name: 'w', Graph: {} } }],
    ['list-workflows', { Workflows: ['a'] }],
    ['get-dataflow-graph', { DagNodes: [], DagEdges: [] }],
    ['get-data-quality-ruleset', { Name: 'r', Ruleset: 'Rules = []' }],
    ['batch-get-data-quality-result', { Results: [{ ResultId: 'r' }] }],
    ['get-column-statistics-for-table', { ColumnStatisticsList: [] }],
    ['get-resource-lf-tags', { LFTagsOnTable: [] }],
    ['get-caller-identity', { UserId: 'u', Account: '1', Arn: 'a' }],
  ])('%s', async (role, content) => expect(await roleOf(content)).toBe(role));

  it.each<[string, string | object]>([
    ['a dbt manifest', { metadata: { dbt_schema_version: 'v12' }, nodes: {}, sources: {} }],
    [
      'an OpenLineage event',
      {
        eventTime: '2024-01-01T00:00:00Z',
        run: { runId: 'r' },
        job: { namespace: 'n', name: 'j' },
        inputs: [],
        outputs: [],
      },
    ],
    ['a list of OpenLineage events', [{ eventType: 'START', run: {}, job: { name: 'j' } }]],
    ['other jobs', { jobs: [{ name: 'j' }] }],
    ['jobs of another kind', { Jobs: [{ Id: 1, Title: 'x' }] }],
    ['package.json', { name: 'x', version: '1', scripts: {} }],
    ['results of another kind', { Results: [{ value: 1 }] }],
    ['tags of something', { Tags: { a: 'b' } }],
    ['an empty object', {}],
    ['an empty list', []],
    ['text', 'hello'],
    ['nothing', ''],
    ['dbt YAML', 'version: 2\nmodels:\n  - name: x\n'],
    ['other YAML', 'Resources:\n  Bucket:\n    Type: AWS::S3::Bucket\n'],
    ['prose that looks like YAML', 'Jobs: see below\nsome text\n'],
    ['CSV', 'Name,DatabaseName\na,b\n'],
  ])('leaves %s to others', async (_, content) => expect(await roleOf(content)).toBeNull());

  it('reads UTF-16, YAML, error texts and scripts', async () => {
    const utf16 = Buffer.from(`\uFEFF${JSON.stringify([{ Name: 't', StorageDescriptor: {} }])}`, 'utf16le');
    expect(await roleOf(utf16)).toBe('get-table');
    expect(await roleOf('DatabaseList:\n- Name: a\n  CatalogId: "1"\n', 'x.yaml')).toBe('get-databases');
    expect(
      await roleOf('\nAn error occurred (AccessDeniedException) when calling the GetJobs operation: no\n'),
    ).toBe('aws-error');
    expect(await roleOf('import awsglue\n', 'a.py')).toBe('script');
    expect(await roleOf('print(1)\n', 'out/scripts/a.py')).toBe('script');
    expect(await roleOf('print(1)\n', 'tools/a.py')).toBeNull();
    expect(await roleOf('{"Tags": {"owner": "x"}}', 'get-tags.job.x.json')).toBe('get-tags');
  });

  it('looks at the beginning only', async () => {
    const long = `{"TableList": [{"Name": "t", "Description": "${'x'.repeat(600_000)}"}]}`;
    expect(await roleOf(long)).toBe('get-tables');
    expect(await roleOf('['.repeat(400_000))).toBeNull();
  });
});

describe('documents in a text', () => {
  it('reads several in a row, and notes what is none', () => {
    const { documents, problems } = parseDocuments('{"a": 1}\n\n{"b": "}{"}garbage\n[3]{"c": tru}');
    expect(documents.map((one) => one.value)).toEqual([{ a: 1 }, { b: '}{' }, [3]]);
    expect(problems).toMatchObject([{ code: 'not-json', at: 'document 4, line 4' }]);
  });

  it('keeps what is whole of a text that was cut off', () => {
    const whole = JSON.stringify({
      TableList: [{ Name: 'a', P: { x: '[{"' } }, { Name: 'b' }, { Name: 'c' }],
    });
    const { documents, problems } = parseDocuments(whole.slice(0, -6));
    expect(documents).toEqual([
      { value: { TableList: [{ Name: 'a', P: { x: '[{"' } }, { Name: 'b' }] }, number: 1, partial: true },
    ]);
    expect(problems).toMatchObject([{ code: 'truncated' }]);
  });

  it('never throws on a text cut anywhere', () => {
    const whole = JSON.stringify({ Jobs: [{ Name: 'a', Command: { Name: 'x', l: ['\\"'] } }] });
    for (let end = 0; end < whole.length; end++) {
      expect(parseDocuments(whole.slice(0, end)).problems).toHaveLength(1);
    }
  });

  it('reports a file of nothing and an error of the CLI, and keeps what follows it', () => {
    expect(parseDocuments(' \n').problems).toMatchObject([{ code: 'empty-file' }]);
    const mixed = parseDocuments(
      'An error occurred (ThrottlingException) when calling the GetTable operation: slow\n{"a": 1}',
    );
    expect(mixed).toMatchObject({ documents: [{ value: { a: 1 } }], problems: [{ code: 'aws-error' }] });
  });
});
