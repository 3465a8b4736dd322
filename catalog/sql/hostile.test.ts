import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { analyse } from './analyse.ts';
import { withQuoted } from './keyword-aliases.ts';
import { statementsOf } from './statements.ts';
import { answer, columnsOf, lineageOf, readyParser } from './testing.ts';
import { cpuClock } from '../testing/cpu-clock.ts';

beforeAll(readyParser);

const many = (count: number, part: (at: number) => string, between: string): string =>
  Array.from({ length: count }, (_, at) => part(at)).join(between);

describe('SQL that nobody writes by hand', () => {
  it.each([
    ['nothing', ''],
    ['a comment', '-- nothing here'],
    ['a statement without a query', 'drop table db.raw.users'],
  ])('%s has no query', (_, sql) => {
    expect(answer('snowflake', sql)).toEqual({ reason: 'no-query' });
  });

  it.each([
    ['broken SQL', 'select from where ((('],
    ['a NUL', 'select \0 id from db.raw.users'],
    ['prose', 'the quick brown fox jumps over the lazy dog'],
    ['templates that were not compiled', "select * from {{ ref('orders') }}"],
  ])('%s cannot be parsed', (_, sql) => {
    expect(answer('snowflake', sql)).toEqual({ reason: 'parse-error' });
  });

  it.each([
    ['parentheses', `select ${'('.repeat(2000)}1${')'.repeat(2000)}`],
    ['subqueries', `${'select * from ('.repeat(600)}select 1 as a${') x'.repeat(600)}`],
    ['sums', `select ${many(20_000, () => 'id', ' + ')} as total from db.raw.users`],
  ])('deeply nested %s are too deep', (_, sql) => {
    expect(answer('snowflake', sql)).toEqual({ reason: 'too-deep' });
  });

  it('is too large beyond its limit', () => {
    expect(answer('snowflake', `select '${'x'.repeat(1024 * 1024)}'`)).toEqual({ reason: 'too-large' });
  });

  it('is too complex where columns multiply', () => {
    const layers = many(
      60,
      (at) => `c${at + 1} as (select ${many(200, (n) => `hash(*) as x${n}`, ', ')} from c${at})`,
      ', ',
    );
    const sql = `with c0 as (select ${many(200, (n) => `x${n}`, ', ')} from db.raw.secret), ${layers} select * from c60`;
    expect(answer('snowflake', sql)).toEqual({ reason: 'too-complex' });
  });

  it('looks into values with names once each', () => {
    const values = many(40, (at) => `v${at} + v${at} as v${at + 1}`, ', ');
    const lineage = lineageOf('clickhouse', `with id as v0, ${values} select v40 from db.raw.users`);
    expect(columnsOf(lineage)).toEqual({ v40: 'users.id T' });
  });

  it('is quick with hundreds of branches, tables and steps', () => {
    const spent = cpuClock();
    const union = many(300, (at) => `select id, email, '${at}' as n from db.raw.users`, ' union all ');
    const chain = many(200, (at) => `s${at + 1} as (select *, id + ${at} as x${at} from s${at})`, ', ');
    const lineage = lineageOf('snowflake', `with s0 as (${union}), ${chain} select * from s200`);
    expect(lineage.columns).toHaveLength(203);
    expect(columnsOf(lineage)['X199']).toBe('users.id T');
    expect(spent()).toBeLessThan(5_000);
  });

  it('may refer to itself in every way', () => {
    const sql =
      'with recursive a as (select * from a union all select x + 1 as x from a), b as (select * from b) select * from a, b';
    expect('lineage' in answer('postgres', sql)).toBe(true);
    expect(
      'lineage' in
        answer('sqlserver', 'with a as (select b.x from b), b as (select a.x from a) select * from b'),
    ).toBe(true);
    expect('lineage' in answer('postgres', 'select sum(a) over w from t window w as (v), v as (w)')).toBe(
      true,
    );
  });

  it('may use the names of object members', () => {
    const lineage = lineageOf(
      'postgres',
      'with __proto__ as (select id as constructor, email as "toString" from db.raw.users) select constructor as __proto__, "toString" as x, hasownproperty from __proto__',
    );
    expect(lineage.columns.map(({ name }) => name)).toEqual(['__proto__', 'x', 'hasownproperty']);
    expect(lineage.columns[0]?.origins).toMatchObject([{ column: 'id' }]);
    expect(lineage.columns[2]?.problems).toMatchObject([{ reason: 'column-not-found' }]);
  });

  it('takes any syntax tree without an error', () => {
    const key = fc.constantFrom(
      'select',
      'expressions',
      'from',
      'this',
      'table',
      'name',
      'column',
      'with',
      'ctes',
      'alias',
      'union',
      'left',
      'right',
      'pivot',
      'fields',
      'star',
      'dot',
      'case',
      'whens',
      'joins',
      'using',
      'function',
      'args',
      'subquery',
      'window_function',
      'over',
      'lambda',
      'unpivot',
      'columns',
    );
    const { tree } = fc.letrec((tie) => ({
      tree: fc.oneof(
        { maxDepth: 8, depthSize: 'large' },
        fc.constantFrom<unknown>(null, 1, 'x', true, '*'),
        fc.array(tie('tree'), { maxLength: 4 }),
        fc.dictionary(key, tie('tree'), { maxKeys: 5 }),
      ),
    }));
    fc.assert(
      fc.property(fc.array(tree, { maxLength: 3 }), (statements) => {
        const request = { sql: '', database: 'snowflake', relations: [], output: ['a'] };
        expect(analyse(request, [{ select: { expressions: statements } }, ...statements])).toBeTypeOf(
          'object',
        );
        expect(statementsOf([{ merge: { using: statements } }, ...statements], 'bigquery')).toBeInstanceOf(
          Array,
        );
      }),
      { numRuns: 2000 },
    );
  });
});

describe('quoting a word', () => {
  it('leaves strings, comments, quoted names and calls alone', () => {
    expect(
      withQuoted(
        'select First, \'first\', "first", first(x) -- first\n/* first */ nulls first',
        'first',
        'snowflake',
      ),
    ).toBe('select "First", \'first\', "first", first(x) -- first\n/* first */ nulls first');
    expect(withQuoted('select proc.a from proc', 'proc', 'bigquery')).toBe('select `proc`.a from `proc`');
    expect(withQuoted('select 1', 'proc', 'snowflake')).toBeNull();
  });

  it('takes time in proportion to the text', () => {
    const spent = cpuClock();
    withQuoted(`${"'".repeat(3)}${'/*'.repeat(100_000)}${'"'.repeat(99_999)}`, 'first', 'snowflake');
    expect(spent()).toBeLessThan(2_000);
  });
});
