import { describe, expect, it } from 'vitest';
import { factsOf, importFiles, type Imported } from './test-support.ts';

const tables = (name: string): object => ({
  TableList: [
    { Name: name, DatabaseName: 'db', StorageDescriptor: { Columns: [], Location: `s3://lake/${name}` } },
  ],
});
const sts = (Account: string): object => ({ UserId: 'u', Account, Arn: `arn:aws:iam::${Account}:user/u` });

const datasets = (imported: Imported): string[] =>
  factsOf(imported, 'dataset')
    .filter((fact) => !fact.referencedOnly && fact.dataset.name.startsWith('table/'))
    .map((fact) => `${fact.dataset.namespace.replace('arn:aws:glue:', '')} ${fact.dataset.name}`)
    .sort();

describe('several accounts and regions in one import', () => {
  it('are told apart by folders that are named after them', async () => {
    const imported = await importFiles({
      'all/111111111111/sts.json': sts('111111111111'),
      'all/111111111111/eu-west-1/get-tables.db.json': tables('t'),
      'all/111111111111/us-east-1/get-tables.db.json': tables('t'),
      'all/222222222222-eu-west-1/get-tables.db.json': tables('t'),
    });
    expect(datasets(imported)).toEqual([
      'eu-west-1:111111111111 table/db/t',
      'eu-west-1:222222222222 table/db/t',
      'us-east-1:111111111111 table/db/t',
    ]);
    expect(imported.issues).toEqual([]);
  });

  it('are told apart by the callers that lie in them, and by what an export says of itself', async () => {
    const imported = await importFiles({
      'one/sts.json': sts('111111111111'),
      'one/get-tables.db.json': tables('a'),
      'one/export-errors.json': {
        Region: 'eu-west-1',
        Account: '111111111111',
        Complete: true,
        ExportErrors: [],
      },
      'two/sts.json': sts('222222222222'),
      'two/get-tables.db.json': tables('b'),
      'two/export-errors.json': {
        Region: 'us-east-1',
        Account: '222222222222',
        Complete: true,
        ExportErrors: [],
      },
    });
    expect(datasets(imported)).toEqual([
      'eu-west-1:111111111111 table/db/a',
      'us-east-1:222222222222 table/db/b',
    ]);
  });

  it('are one where they are the same, and where one does not say', async () => {
    const job = {
      Jobs: [{ Name: 'j', Role: 'r', Command: { Name: 'glueetl', ScriptLocation: 's3://b/j.py' } }],
    };
    const script = 'spark.table("db.t").write.parquet("s3://out/x")';
    const imported = await importFiles({
      'tables/eu-west-1/get-tables.db.json': tables('t'),
      'tables/eu-west-1/sts.json': sts('111111111111'),
      'get-jobs.json': job,
      'scripts/j.py': script,
    });
    expect(datasets(imported)).toEqual(['eu-west-1:111111111111 table/db/t']);
    expect(factsOf(imported, 'flow').map((flow) => [flow.from.name, flow.to.namespace])).toEqual([
      ['table/db/t', 's3://out'],
    ]);
    expect(imported.issues).toEqual([]);
  });
});

describe('what an export lacks', () => {
  it('is said: calls that were refused, an end that came too early', async () => {
    const { issues } = await importFiles({
      'export-errors.json': {
        Account: '111111111111',
        Region: 'eu-west-1',
        Complete: false,
        ExportErrors: [
          {
            Operation: 'get-jobs',
            Resource: '',
            Code: 'AccessDeniedException',
            Message: 'User: x is not authorized',
          },
          'nonsense',
        ],
      },
    });
    expect(issues.map(({ code, at }) => [code, at])).toEqual([
      ['export-incomplete', undefined],
      ['export-gap', 'ExportErrors[0]'],
      ['not-an-object', 'ExportErrors[1]'],
    ]);
    expect(issues[1]?.message).toContain('could not read get-jobs: User: x is not authorized');
  });

  it('is said of a listing that was cut, with what was listed', async () => {
    const { issues } = await importFiles({
      'sts.json': sts('111111111111'),
      'x/eu-west-1/get-tables.db.json': { ...tables('t'), NextToken: 'more' },
      'x/eu-west-1/get-jobs.json': { Jobs: [], NextToken: 'more' },
    });
    expect(issues.map(({ code, message }) => [code, message.slice(0, 56)])).toEqual([
      ['listing-cut', 'The listing of tables in db was cut: 1 and more; the las'],
      ['listing-cut', 'The listing of jobs was cut: 0 and more; the last page i'],
    ]);
  });
});
