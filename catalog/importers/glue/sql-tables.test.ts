import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sqlTables } from './sql-tables.ts';
import { cpuClock } from '../../testing/cpu-clock.ts';

const brief = (sql: string, doubleQuoted: 'name' | 'string' = 'name'): string =>
  sqlTables(sql, { doubleQuoted })
    .map((one) => {
      const names = (lists: readonly (readonly string[])[], paths: readonly string[]): string =>
        [...lists.map((parts) => parts.join('.')), ...paths].join(' ');
      return `${names(one.reads, one.readPaths)} > ${names(one.writes, one.writePaths)}${one.view ? ` view ${one.view}` : ''}${one.use ? ` use ${one.use}` : ''}`.trim();
    })
    .join(' ; ');

describe('tables in SQL', () => {
  it.each([
    ['select * from a.b', 'a.b >'],
    ['SELECT * FROM a, b.c AS x, (SELECT 1 FROM d) y', 'a b.c d >'],
    ['select 1 from a left anti join b on a.x = b.x, c', 'a b c >'],
    ['with x as (select * from a), y as (select * from x) select * from y join b', 'a b >'],
    ['with orders as (select * from orders) select * from orders', 'orders >'],
    ['with recursive t as (select * from base union all select * from t) select * from t', 'base >'],
    ['with x(a, b) as not materialized (select * from c) select * from x', 'c >'],
    [
      'select extract(day from d), trim(both from e), substring(f from 2) from g where h is distinct from i',
      'g >',
    ],
    ['select * from a where x in (select y from b) union select * from c', 'a b c >'],
    ['select * from unnest(array[1]) cross join explode(x) join t', 't >'],
    ['select * from (a join b using (id)) where exists (select 1 from c)', 'a b c >'],
    ['select * from "A"."B c" -- from d\n /* from e */ where x = \'from f\'', 'A.B c >'],
    ['select * from `a.b`.`c-d`', 'a.b.c-d >'],
    ['select * from parquet.`s3://b/k`', 's3://b/k >'],
    ['select * from a version as of 3 t', 'a >'],
    ['insert into table a.b partition (d = 1) select * from c', 'c > a.b'],
    ['insert overwrite a select * from c', 'c > a'],
    ["insert overwrite directory 's3://x' select * from c", 'c > s3://x'],
    ['from a insert into b select * insert into c select *', 'a > b c'],
    [
      "create table if not exists a.b stored as parquet location 's3://x/' as select * from c",
      'c > a.b s3://x/',
    ],
    ["create table a.b (x int comment 'as') location 's3://x/'", '>'],
    [
      "create table a with (external_location = 's3://x') as with q as (select 1 from c) select * from q",
      'c > a',
    ],
    ['create or replace temporary view v as select * from a', 'a >  view v'],
    ['create or replace view v as select * from a', 'a > v'],
    ['cache lazy table v as select * from a', 'a >  view v'],
    [
      'merge into a.b t using (select * from c) s on t.i = s.i when matched then update set x = 1 when not matched then insert *',
      'c > a.b',
    ],
    ['merge into a using b on a.i = b.i when matched then delete', 'b > a'],
    ['update a set x = 1 from b', 'b > a'],
    ['delete from a where x in (select x from b)', 'b >'],
    [
      'use db; select * from t; drop table u; truncate table w; alter table z add columns (a int)',
      '>  use db ; t > ; > ; > ; >',
    ],
    ["copy a.b from 's3://x' iam_role 'r'", 's3://x > a.b'],
    ["unload ('select * from a where x = ''y''') to 's3://x'", 'a > s3://x'],
  ])('%s', (sql, expected) => expect(brief(sql)).toBe(expected));

  it('takes double quotes for strings where the dialect does', () => {
    expect(brief('select "from x" from a', 'string')).toBe('a >');
  });

  it('ends on any text in time', () => {
    const piece = fc.constantFrom(
      'select',
      'from',
      'with',
      'x',
      'as',
      '(',
      ')',
      ',',
      '.',
      'join',
      "'",
      '"',
      '`',
      '/*',
      '--',
      'merge',
      'using',
      'insert',
      'into',
      ';',
      'unload',
    );
    fc.assert(fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => void brief(pieces.join(' '))));
    for (const text of [
      'from ('.repeat(100_000),
      'with a as ('.repeat(50_000),
      '"\\'.repeat(100_000),
      "'\\".repeat(100_000),
      '/*'.repeat(100_000),
      'a.'.repeat(100_000),
      'from a,'.repeat(50_000),
    ]) {
      const spent = cpuClock();
      brief(text);
      expect(spent()).toBeLessThan(2000);
    }
  });
});
