import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pairKey } from '../../model/identity.ts';
import { factsOf, importFiles, type Imported } from './test-support.ts';

const ACCOUNT = { UserId: 'u', Account: '123456789012', Arn: 'arn:aws:sts::123456789012:assumed-role/r/u' };
const REGION = {
  ConnectionList: [
    {
      Name: 'here',
      ConnectionType: 'NETWORK',
      PhysicalConnectionRequirements: { AvailabilityZone: 'eu-west-1a' },
    },
  ],
};
const NS = 'arn:aws:glue:eu-west-1:123456789012';
const base = { 'sts.json': ACCOUNT, 'get-connections.json': REGION };

const table = (name: string, more: object = {}, storage: object = {}): object => ({
  Name: name,
  DatabaseName: 'db',
  TableType: 'EXTERNAL_TABLE',
  StorageDescriptor: { Columns: [{ Name: 'id', Type: 'int' }], Location: `s3://lake/${name}/`, ...storage },
  ...more,
});
const tables = (...list: object[]): object => ({ TableList: list });
const job = (name: string, more: object = {}): object => ({
  Name: name,
  Role: 'r',
  Command: { Name: 'glueetl' },
  ...more,
});

const scopes = (imported: Imported): Record<string, string> =>
  Object.fromEntries(
    factsOf(imported, 'scope').map((fact) => [fact.scope.replace(`glue:${NS}/`, ''), fact.mode]),
  );
const columnsOf = (imported: Imported): string[] =>
  factsOf(imported, 'column').map((fact) =>
    `${fact.ordinal} ${fact.path.join('.')} ${fact.dataType ?? ''}`.trim(),
  );

describe('scopes', () => {
  it('replace what was listed whole and add up what was not', async () => {
    const listed = await importFiles({ ...base, 'get-tables.db.json': tables(table('a'), table('b')) });
    expect(scopes(listed)).toEqual({
      'database/db': 'replace',
      'table/db/a': 'replace',
      'table/db/b': 'replace',
    });
    const alone = await importFiles({ ...base, 'get-table.db.a.json': { Table: table('a') } });
    expect(scopes(alone)).toEqual({ 'database/db': 'accumulate', 'table/db/a': 'replace' });
    const filtered = await importFiles({ ...base, 'x.json': [table('a')] });
    expect(scopes(filtered)['database/db']).toBe('accumulate');
    const searched = await importFiles({
      ...base,
      'x.json': tables(table('a'), table('b', { DatabaseName: 'other' })),
    });
    expect(scopes(searched)).toMatchObject({ 'database/db': 'accumulate', 'database/other': 'accumulate' });
  });

  it('take a listing for whole only with its last page, uncut', async () => {
    const page = (name: string, token?: string): object => ({
      ...tables(table(name)),
      ...(token ? { NextToken: token } : {}),
    });
    const modes = async (files: Record<string, object | string>): Promise<string | undefined> =>
      scopes(await importFiles({ ...base, ...files }))['database/db'];
    expect(await modes({ 'p1.json': page('a', 'x') })).toBe('accumulate');
    expect(await modes({ 'p1.json': page('a', 'x'), 'p2.json': page('b') })).toBe('replace');
    expect(await modes({ 'p1.json': JSON.stringify(tables(table('a'), table('b'))).slice(0, -20) })).toBe(
      'accumulate',
    );
  });

  it('let an empty listing say that nothing is left', async () => {
    expect(
      scopes(await importFiles({ ...base, 'get-tables.db.json': tables(), 'get-jobs.json': { Jobs: [] } })),
    ).toEqual({ 'database/db': 'replace', jobs: 'replace' });
  });

  it('leave jobs alone where only tables could be read, and lineage where no script is', async () => {
    expect(
      scopes(await importFiles({ ...base, 'get-tables.db.json': tables(table('a')) })),
    ).not.toHaveProperty('jobs');
    expect(scopes(await importFiles({ ...base, 'get-jobs.json': { Jobs: [job('j')] } }))).toEqual({
      jobs: 'replace',
      'job/j': 'replace',
    });
    expect(
      scopes(await importFiles({ ...base, 'batch.json': { Jobs: [job('j')], JobsNotFound: [] } })).jobs,
    ).toBe('accumulate');
  });

  it('hold content in the same scope whichever call it came from', async () => {
    const contents = async (files: Record<string, object>): Promise<unknown> =>
      (await importFiles({ ...base, ...files })).facts.flatMap((fact) =>
        fact.type !== 'scope' && fact.evidence.scope.includes('/table/')
          ? [{ ...fact, evidence: fact.evidence.scope }]
          : [],
      );
    expect(await contents({ 'l.json': tables(table('a')) })).toEqual(
      await contents({ 't.json': { Table: table('a') } }),
    );
  });

  it('order pictures of a table by its last change', async () => {
    const { facts } = await importFiles({
      ...base,
      't.json': tables(
        table('a', { UpdateTime: 1718345600.5 }),
        table('b', { UpdateTime: '2024-06-14T08:13:20.5+02:00' }),
      ),
    });
    expect(facts.flatMap((fact) => (fact.type === 'scope' && fact.asOf ? [fact.asOf] : []))).toEqual([
      '2024-06-14T06:13:20.500Z',
      '2024-06-14T06:13:20.500Z',
    ]);
  });
});

describe('accounts', () => {
  it('are found in ARNs, in Glue’s own buckets, or given', async () => {
    const namespaceOf = async (
      files: Record<string, object>,
      namespace?: string,
    ): Promise<string | undefined> =>
      factsOf(await importFiles(files, namespace ? { namespace } : {}), 'job')[0]?.job.namespace;
    const script = (location: string): object => ({
      Jobs: [job('j', { Command: { Name: 'glueetl', ScriptLocation: location } })],
    });
    expect(
      await namespaceOf({ 'j.json': script('s3://aws-glue-assets-123456789012-us-gov-west-1/scripts/j.py') }),
    ).toBe('arn:aws:glue:us-gov-west-1:123456789012');
    expect(await namespaceOf({ 'j.json': script('s3://x/j.py') }, NS)).toBe(NS);
    expect(
      await namespaceOf(
        { 'j.json': script('s3://x/j.py'), 'sts.json': ACCOUNT },
        'arn:aws:glue:eu-west-1:000000000000',
      ),
    ).toBe(NS);
    expect(await namespaceOf({ 'j.json': script('s3://x/j.py') })).toBe('arn:aws:glue:unknown:unknown');
    const china = await namespaceOf({
      'j.json': { Jobs: [job('j', { Role: 'arn:aws-cn:glue:cn-north-1:123456789012:x' })] },
    });
    expect(china).toBe('arn:aws-cn:glue:cn-north-1:123456789012');
  });

  it('are reported once where they are missing', async () => {
    const { issues } = await importFiles({ 'x.json': tables(table('a'), table('b')) });
    expect(issues.map((issue) => issue.code)).toEqual(['unknown-account']);
  });
});

describe('tables', () => {
  it('keep partition keys last and nested fields below their column', async () => {
    const storage = {
      Columns: [
        { Name: 'a', Type: 'struct<x:int,y:array<struct<z:string>>>' },
        { Name: 'b', Type: 'not a type<' },
        { Name: 'a', Type: 'int' },
      ],
    };
    const imported = await importFiles({
      ...base,
      't.json': tables(table('t', { PartitionKeys: [{ Name: 'day', Type: 'date' }] }, storage)),
    });
    expect(columnsOf(imported)).toEqual([
      '0 a struct<x:int,y:array<struct<z:string>>>',
      '0 a.x int',
      '1 a.y array<struct<z:string>>',
      '0 a.y.z string',
      '1 b not a type<',
      '2 day date',
    ]);
  });

  it('keep and mark columns that Iceberg dropped and take real schemas for placeholders', async () => {
    const flag = (value: string): object => ({ Parameters: { 'iceberg.field.current': value } });
    const iceberg = {
      Columns: [
        { Name: 'a', Type: 'int', ...flag('true') },
        { Name: 'b', Type: 'int', ...flag('false') },
      ],
    };
    const marked = await importFiles({ ...base, 't.json': tables(table('t', {}, iceberg)) });
    expect(columnsOf(marked)).toEqual(['0 a int', '1 b int']);
    expect(
      marked.facts
        .filter((fact) => fact.type === 'tag')
        .map((fact) => [fact.target.on === 'column' && fact.target.path[0], fact.value]),
    ).toEqual([['b', 'dropped column']]);
    const schema = JSON.stringify({
      type: 'struct',
      fields: [
        { name: 'k', type: 'long' },
        {
          name: 'v',
          type: {
            type: 'map',
            keyType: 'string',
            valueType: { type: 'struct', fields: [{ name: 'n', type: 'integer' }] },
          },
        },
      ],
    });
    const placeholder = { Columns: [{ Name: 'col', Type: 'array<string>', Comment: 'from deserializer' }] };
    const delta = {
      Parameters: {
        'spark.sql.sources.schema.numParts': '2',
        'spark.sql.sources.schema.part.0': schema.slice(0, 40),
        'spark.sql.sources.schema.part.1': schema.slice(40),
      },
    };
    expect(
      columnsOf(await importFiles({ ...base, 't.json': tables(table('t', delta, placeholder)) })),
    ).toEqual(['0 k bigint', '1 v map<string,struct<n:int>>', '0 v.n int']);
    const { issues } = await importFiles({ ...base, 't.json': tables(table('t', {}, placeholder)) });
    expect(issues.map((issue) => issue.code)).toEqual(['placeholder-schema']);
  });

  it('join their location for certain only when it is theirs alone', async () => {
    const at = (Location: string): object => ({ Location });
    const imported = await importFiles({
      ...base,
      't.json': tables(
        table('a'),
        table('b', {}, at('s3://lake/shared')),
        table('c', {}, at('s3a://lake/shared/')),
        table('d', {}, at('s3://lake')),
      ),
    });
    expect(
      factsOf(imported, 'alias').map(
        (fact) => `${fact.dataset.name} ${fact.alias.namespace} ${fact.alias.name} ${fact.certainty}`,
      ),
    ).toEqual([
      'table/db/a s3://lake a certain',
      'table/db/b s3://lake shared likely',
      'table/db/c s3://lake shared likely',
      'table/db/d s3://lake / likely',
    ]);
  });

  it('name what they stand for outside of object storage', async () => {
    const connections = {
      ConnectionList: [
        {
          Name: 'pg',
          ConnectionType: 'JDBC',
          ConnectionProperties: { JDBC_CONNECTION_URL: 'jdbc:postgresql://host/erp', PASSWORD: 'hunter2' },
        },
      ],
    };
    const jdbc = table('t', { Parameters: { connectionName: 'pg' } }, { Location: 'erp.public.items' });
    const imported = await importFiles({ ...base, 'c.json': connections, 't.json': tables(jdbc) });
    expect(factsOf(imported, 'alias')).toMatchObject([
      { alias: { namespace: 'postgres://host:5432', name: 'erp.public.items' }, certainty: 'likely' },
    ]);
    expect(JSON.stringify(imported)).not.toContain('hunter2');
  });

  it('lead from a resource link to the owner', async () => {
    const link = {
      Name: 'l',
      DatabaseName: 'db',
      TargetTable: { CatalogId: '999999999999', DatabaseName: 'theirs', Name: 'x', Region: 'us-east-1' },
    };
    const imported = await importFiles({ ...base, 't.json': tables(link) });
    const owner = { namespace: 'arn:aws:glue:us-east-1:999999999999', name: 'table/theirs/x' };
    expect(factsOf(imported, 'flow')).toMatchObject([{ from: owner, to: { name: 'table/db/l' } }]);
    expect(factsOf(imported, 'alias')).toMatchObject([
      { dataset: owner, alias: { name: 'table/db/l' }, basis: 'link', certainty: 'likely' },
    ]);
    expect(
      factsOf(imported, 'dataset').find((fact) => pairKey(fact.dataset) === pairKey(owner))?.referencedOnly,
    ).toBe(true);
  });

  it('find their way through a linked database', async () => {
    const databases = {
      DatabaseList: [{ Name: 'ours', TargetDatabase: { CatalogId: '999999999999', DatabaseName: 'theirs' } }],
    };
    const script = 'spark.table("ours.x").write.parquet("s3://o/k")';
    const imported = await importFiles({ ...base, 'd.json': databases, 'scripts/j.py': script });
    expect(factsOf(imported, 'job-input')[0]?.dataset).toEqual({
      namespace: 'arn:aws:glue:eu-west-1:999999999999',
      name: 'table/theirs/x',
    });
  });

  it('tell of views whose query cannot be read', async () => {
    const view = (name: string, text: string): object => ({
      Name: name,
      DatabaseName: 'db',
      TableType: 'VIRTUAL_VIEW',
      ViewOriginalText: text,
      ViewExpandedText: '/* Presto View */',
    });
    const { issues, facts } = await importFiles({
      ...base,
      't.json': tables(view('v', '/* Presto View: !!! */'), view('w', '/* Presto View: AAAA */')),
    });
    expect(issues.map((issue) => issue.code)).toEqual(['view-without-upstream', 'view-without-upstream']);
    expect(facts.filter((fact) => fact.type === 'dataset').map((fact) => fact.kind)).toEqual([
      'view',
      'view',
    ]);
  });
});

describe('runs, order, tags and quality', () => {
  it('map the states of runs', async () => {
    const states = [
      'STARTING',
      'RUNNING',
      'STOPPING',
      'STOPPED',
      'SUCCEEDED',
      'FAILED',
      'TIMEOUT',
      'ERROR',
      'WAITING',
      'EXPIRED',
      'NEW_STATE',
    ];
    const runs = states.map((JobRunState, index) => ({
      Id: `jr_${index}`,
      JobName: 'j',
      JobRunState,
      ErrorMessage: 'no: password=hunter2',
      CompletedOn: '2024-01-01T00:00:00Z',
    }));
    const imported = await importFiles({ ...base, 'r.json': { JobRuns: [...runs, { Id: 'nameless' }] } });
    expect(factsOf(imported, 'run').map((fact) => fact.eventType)).toEqual([
      'START',
      'RUNNING',
      'RUNNING',
      'ABORT',
      'COMPLETE',
      'FAIL',
      'FAIL',
      'FAIL',
      'OTHER',
      'ABORT',
      'OTHER',
    ]);
    expect(imported.issues.map((issue) => issue.code)).toEqual(['missing-run-id']);
    expect(JSON.stringify(imported)).not.toContain('hunter2');
  });

  it('draw no order from a trigger that is switched off', async () => {
    const trigger = (Name: string, State: string): object => ({
      Name,
      State,
      Type: 'CONDITIONAL',
      Actions: [{ JobName: 'b' }],
      Predicate: { Conditions: [{ JobName: 'a', State: 'SUCCEEDED' }] },
    });
    const edges = async (state: string): Promise<number> =>
      factsOf(await importFiles({ ...base, 't.json': { Triggers: [trigger('x', state)] } }), 'job-edge')
        .length;
    expect(await edges('ACTIVATED')).toBe(1);
    expect(await edges('DEACTIVATED')).toBe(0);
  });

  it('let the nearest tag win', async () => {
    const tag = (TagKey: string, value: string): object => ({ TagKey, TagValues: [value] });
    const lf = {
      LFTagOnDatabase: [tag('s', 'db'), tag('d', 'db')],
      LFTagsOnTable: [tag('s', 'table')],
      LFTagsOnColumns: [{ Name: 'id', LFTags: [tag('s', 'column')] }],
    };
    const imported = await importFiles({
      ...base,
      't.json': tables(table('a.b'), table('c')),
      'get-resource-lf-tags.db.a.b.json': lf,
      'get-resource-lf-tags.db.json': { LFTagOnDatabase: [tag('s', 'db')] },
    });
    expect(
      factsOf(imported, 'tag')
        .map(
          (fact) =>
            `${fact.target.on === 'job' || fact.target.on === 'run' ? '' : fact.target.dataset.name} ${fact.target.on} ${fact.key}=${fact.value}`,
        )
        .sort(),
    ).toEqual([
      'table/db/a.b column s=column',
      'table/db/a.b dataset d=db',
      'table/db/a.b dataset s=table',
      'table/db/c dataset s=db',
    ]);
  });

  it('state the sensitivity where a tag names a level', async () => {
    const tag = (TagKey: string, ...TagValues: string[]): object => ({ TagKey, TagValues });
    const marked = {
      ...table('a'),
      Parameters: { 'data-classification': 'Internal', classification: 'csv' },
    };
    const imported = await importFiles({
      ...base,
      't.json': tables(marked, table('b')),
      'get-resource-lf-tags.db.b.json': {
        LFTagsOnTable: [tag('sensitivity', 'public', 'confidential'), tag('team', 'restricted')],
        LFTagsOnColumns: [{ Name: 'id', LFTags: [tag('Sensitivity', 'restricted')] }],
      },
    });
    const levels = factsOf(imported, 'tag').filter(({ kind }) => kind === 'sensitivity');
    expect(
      levels.map(
        ({ target, value }) => `${'dataset' in target ? target.dataset.name : ''} ${target.on} ${value}`,
      ),
    ).toEqual([
      'table/db/a dataset internal',
      'table/db/b dataset confidential',
      'table/db/b column restricted',
    ]);
  });

  it('keep counts of statistics and never a value', async () => {
    const statistics = {
      ColumnStatisticsList: [
        {
          ColumnName: 'id',
          ColumnType: 'string',
          StatisticsData: {
            Type: 'LONG',
            LongColumnStatisticsData: { MinimumValue: 424242, NumberOfNulls: 3, NumberOfDistinctValues: 9 },
          },
        },
      ],
    };
    const result = {
      Results: [
        {
          ResultId: 'r',
          DataSource: { GlueTable: { DatabaseName: 'db', TableName: 'a' } },
          RulesetName: 's',
          RuleResults: [
            {
              Result: 'FAIL',
              EvaluatedRule: 'IsUnique "id"',
              EvaluationMessage: 'Value: jane@x.example does not meet "Jane"',
            },
          ],
        },
      ],
    };
    const imported = await importFiles({
      ...base,
      't.json': tables(table('a')),
      'get-column-statistics-for-table.db.a.json': statistics,
      'q.json': result,
    });
    expect(factsOf(imported, 'metric').map((fact) => `${fact.name} ${fact.value}`)).toEqual([
      'nullCount 3',
      'distinctCount 9',
    ]);
    expect(factsOf(imported, 'test-result')[0]?.message).toBe('Value: … does not meet …');
    expect(JSON.stringify(imported)).not.toMatch(/424242|jane/i);
  });
});

describe('scripts and their jobs', () => {
  const at = (name: string, ScriptLocation: string): object =>
    job(name, { Command: { Name: 'glueetl', ScriptLocation } });
  const read = (key: string): string => `import awsglue\nspark.read.parquet("s3://in/${key}")\n`;
  const inputs = async (files: Record<string, object | string>): Promise<string[]> =>
    factsOf(await importFiles({ ...base, ...files }), 'job-input').map(
      (fact) => `${fact.job.name} ${fact.dataset.name}`,
    );

  it('meet by the job’s name, else by the end of the location', async () => {
    const jobs = {
      Jobs: [
        at('one', 's3://b/x/shared.py'),
        at('two', 's3://b/x/shared.py'),
        at('three', 's3://b/y/other.py'),
      ],
    };
    expect(
      await inputs({ 'j.json': jobs, 'scripts/shared.py': read('s'), 'scripts/three.py': read('t') }),
    ).toEqual(['job/one s', 'job/two s', 'job/three t']);
  });

  it('do not meet by a file name that several locations share', async () => {
    const jobs = { Jobs: [at('one', 's3://b/x/main.py'), at('two', 's3://b/y/main.py')] };
    expect(await inputs({ 'j.json': jobs, 'copies/x/main.py': read('x') })).toEqual(['job/one x']);
  });

  it('are left out, and reported, where jobs are known and none names them', async () => {
    const imported = await importFiles({
      ...base,
      'j.json': { Jobs: [] },
      'j2.json': { Job: job('other') },
      'lone.py': read('x'),
    });
    expect(factsOf(imported, 'job-input')).toEqual([]);
    expect(imported.issues.map((issue) => issue.code)).toContain('script-without-job');
  });
});

describe('hostile and odd inputs', () => {
  it('keep names as they are', async () => {
    const names = ['__proto__', 'constructor', '<img src=x onerror=alert(1)>', 'a/b', '', 'ü'.repeat(500)];
    const imported = await importFiles({
      ...base,
      't.json': `{"TableList": ${JSON.stringify(names.map((name) => table(name)))}}`,
      'j.json': { Jobs: names.map((name) => job(name)) },
    });
    expect(factsOf(imported, 'dataset').filter((fact) => fact.kind === 'table')).toHaveLength(
      names.length - 1,
    );
    expect(factsOf(imported, 'job')).toHaveLength(names.length - 1);
    expect(imported.issues.map((issue) => issue.code)).toContain('table-without-name');
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  it('survive nesting without end', async () => {
    const deep = `${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}`;
    const files = {
      't.json': `{"TableList": [{"Name": "t", "DatabaseName": "db", "Parameters": ${deep}}]}`,
      'j.json': `{"Jobs": [{"Name": "j", "Command": {}, "DefaultArguments": ${deep}, "CodeGenConfigurationNodes": {"n": {"ApplyMapping": ${deep}}}}]}`,
    };
    const imported = await importFiles({ ...base, ...files });
    expect(factsOf(imported, 'dataset')).toHaveLength(1);
  });

  it('never throw, whatever stands where', async () => {
    const keys = [
      'Name',
      'DatabaseName',
      'StorageDescriptor',
      'Columns',
      'Type',
      'Location',
      'Parameters',
      'PartitionKeys',
      'TargetTable',
      'ViewOriginalText',
      'Command',
      'Role',
      'JobMode',
      'CodeGenConfigurationNodes',
      'ApplyMapping',
      'Mapping',
      'Inputs',
      'Path',
      'Paths',
      'S3DirectTarget',
      'S3CsvSource',
      'Actions',
      'Predicate',
      'Conditions',
      'JobName',
      'Targets',
      'S3Targets',
      'Id',
      'Graph',
      'Nodes',
      'Edges',
      'Data',
      'Connection',
      'ConnectionProperties',
      'DefaultArguments',
      '__proto__',
      'Args',
      'Value',
      'NodeType',
      'LFTags',
      'TagValues',
      'RuleResults',
      'Ruleset',
      'EvaluatedRule',
    ];
    const value = fc.letrec<{ any: unknown }>((tie) => ({
      any: fc.oneof(
        { maxDepth: 5 },
        fc.constantFrom(
          'x',
          's3://b/k',
          'DataSource',
          'select * from a',
          null,
          true,
          3,
          '[1',
          'struct<a:int>',
        ),
        fc.array(tie('any'), { maxLength: 3 }),
        fc.dictionary(fc.constantFrom(...keys), tie('any'), { maxKeys: 6 }),
      ),
    })).any;
    const tops = [
      'DatabaseList',
      'TableList',
      'Jobs',
      'JobRuns',
      'Crawlers',
      'Triggers',
      'ConnectionList',
      'DagNodes',
      'DagEdges',
      'Rulesets',
      'Results',
      'ColumnStatisticsList',
      'LFTagsOnTable',
      'LFTagOnDatabase',
      'Table',
      'Job',
      'Workflow',
      'dag',
      'jobConfig',
    ];
    await fc.assert(
      fc.asyncProperty(
        fc.dictionary(fc.constantFrom(...tops), fc.oneof(value, fc.array(value, { maxLength: 3 })), {
          minKeys: 1,
          maxKeys: 3,
        }),
        async (document) => {
          await importFiles({
            'get-resource-lf-tags.x.x.json': document,
            ...Object.fromEntries(
              Object.entries(document).map(([key, one]) => [`${key}.json`, { [key]: one }]),
            ),
          });
        },
      ),
      { numRuns: 300 },
    );
  });

  it('skip what is broken and keep the rest', async () => {
    const imported = await importFiles({
      ...base,
      'get-jobs.json': '{"Jobs": [',
      'get-tables.db.json': tables(table('a')),
      'get-crawlers.json':
        'An error occurred (AccessDeniedException) when calling the GetCrawlers operation: no',
    });
    expect(imported.issues.map((issue) => [issue.file, issue.severity, issue.code])).toEqual([
      [2, 'rejected', 'truncated'],
      [4, 'rejected', 'aws-error'],
    ]);
    expect(factsOf(imported, 'column')).toHaveLength(1);
  });

  it('hide secrets wherever settings are kept', async () => {
    const secret = 'hunter2-hunter2';
    const imported = await importFiles({
      ...base,
      't.json': tables(
        table('a', {
          Parameters: { password: secret, url: `jdbc:x://u:${secret}@h/d`, note: `token=${secret}` },
        }),
      ),
      'j.json': {
        Jobs: [
          job('j', {
            Command: { Name: 'glueetl', ScriptLocation: 's3://b/j.py' },
            DefaultArguments: { '--db-password': secret, '--conf': `spark.secret.key=${secret}` },
            SourceControlDetails: { Provider: 'GITHUB', AuthToken: secret },
          }),
        ],
      },
      'j.py': `import awsglue\npassword = "${secret}"\nspark.read.format("jdbc").option("password", "${secret}").option("url", "jdbc:mysql://u:${secret}@h/d").option("dbtable", "t").load()\n`,
      'r.json': {
        JobRuns: [{ Id: 'r', JobName: 'j', JobRunState: 'FAILED', Arguments: { '--api-token': secret } }],
      },
    });
    expect(factsOf(imported, 'job-input')).toHaveLength(1);
    expect(JSON.stringify(imported)).not.toContain(secret);
  });
});
