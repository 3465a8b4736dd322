import { beforeAll, describe, expect, it } from 'vitest';
import { SqlAnalysis } from './index.ts';
import { parse } from './parser.ts';
import { statementsOf } from './statements.ts';
import { readyParser } from './testing.ts';

beforeAll(readyParser);

/** `kind writes ← reads` of each statement; `~` for temporary. */
const told = (database: string, sql: string): string[] =>
  statementsOf(parse(sql, database), database).map(({ kind, reads, writes, temporary }) => {
    const names = (tables: readonly (readonly string[])[]) =>
      tables
        .map((parts) => parts.join('.'))
        .sort()
        .join(' ');
    return `${temporary ? '~' : ''}${kind} ${names(writes)} ← ${names(reads)}`.replaceAll('  ', ' ');
  });

const CASES: readonly (readonly [
  what: string,
  database: string,
  sql: string,
  expected: readonly string[],
])[] = [
  [
    'a query',
    'postgres',
    'select * from a.b join c on true where x in (select y from d)',
    ['query ← a.b c d'],
  ],
  [
    'common table expressions',
    'postgres',
    'with a as (select * from a), b as (select * from a join e on true) select * from b, shop.b',
    ['query ← a e shop.b'],
  ],
  [
    'recursion',
    'postgres',
    'with recursive r as (select 1 from s union all select 1 from r) select * from r',
    ['query ← s'],
  ],
  [
    'a nested name hides for its part only',
    'postgres',
    'select * from (with t as (select 1 from s) select * from t) x join t on true',
    ['query ← s t'],
  ],
  ['unions', 'spark', 'select 1 from a union all select 1 from b union select 1 from c', ['query ← a b c']],
  ['insert', 'spark', 'insert into db.t (a, b) select x, y from s', ['insert db.t ← s']],
  [
    'insert overwrite',
    'spark',
    "insert overwrite table db.t partition (dt = '1') select x from s",
    ['insert db.t ← s'],
  ],
  ['create table as', 'athena', 'create table t as select x from c.d.s', ['create-table t ← c.d.s']],
  ['create table', 'spark', 'create table t (a int)', ['create-table t ←']],
  ['clone', 'snowflake', 'create table t clone s', ['create-table t ← s']],
  [
    'temporary view',
    'spark',
    'create or replace temporary view v as select x from s; insert into t select * from v',
    ['~create-view v ← s', 'insert t ← v'],
  ],
  [
    'merge',
    'snowflake',
    'merge into t using (select * from s) q on t.id = q.id when matched then update set a = q.a',
    ['merge t ← s'],
  ],
  ['update', 'postgres', 'update t set a = s.b from s where s.id = t.id', ['update t ← s']],
  ['delete', 'postgres', 'delete from t using s where t.id = s.id', ['delete t ← s']],
  [
    'a deletion inside WITH is read as what it names',
    'postgres',
    'with d as (select * from a) insert into b select * from d',
    ['insert b ← a'],
  ],
  ['select into', 'sqlserver', 'select * into n from s', ['query n ← s']],
  ['copy from files', 'redshift', "copy t from 's3://x/y' iam_role 'r'", ['copy t ←']],
  ['copy to files', 'duckdb', "copy (select * from s) to 'x.parquet'", ['copy ← s']],
  ['drop', 'postgres', 'drop table a.t', ['drop a.t ←']],
  ['truncate', 'postgres', 'truncate table t', ['truncate t ←']],
  ['several targets', 'snowflake', 'insert all into t1 into t2 select * from s', ['insert t1 t2 ← s']],
  ['whole quoted paths', 'bigquery', 'insert into `p.d.t` select * from `p.d.s`', ['insert p.d.t ← p.d.s']],
  ['unnested columns are no tables', 'bigquery', 'select 1 from d.t, t.items', ['query ← d.t']],
  ['columns are no tables', 'postgres', 'select t.a from s as t order by t.b', ['query ← s']],
  ['nothing', 'postgres', 'select 1', ['query ←']],
];

describe('tables of a statement', () => {
  it.each(CASES)('%s (%s)', (_what, database, sql, expected) => {
    expect(told(database, sql).map((line) => line.trim())).toEqual(expected);
  });

  it('follows nesting without recursion', () => {
    const deep = Array.from({ length: 200_000 }).reduce<unknown>((inner) => ({ paren: { this: inner } }), {
      table: { name: { name: 'deep' } },
    });
    const [statement] = statementsOf([{ select: { where_clause: deep } }], 'postgres');
    expect(statement?.reads).toEqual([['deep']]);
  });

  it('is answered by a thread, with the reason where there is no answer', async () => {
    const sql = new SqlAnalysis();
    try {
      const [good, bad, lineage] = await Promise.all([
        sql.tables('insert into a select * from b', 'spark'),
        sql.tables('select ( from', 'spark'),
        sql.lineage({ sql: 'select x from b', database: 'spark', relations: [], output: [] }),
      ]);
      expect(good).toEqual({
        statements: [{ kind: 'insert', writes: [['a']], reads: [['b']], temporary: false }],
      });
      expect(bad).toMatchObject({ reason: 'parse-error', detail: expect.stringMatching(/line 1/) });
      expect(lineage).toMatchObject({ lineage: { outside: [['b']] } });
    } finally {
      await sql.close();
    }
  });
});
