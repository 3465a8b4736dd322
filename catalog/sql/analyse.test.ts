import { beforeAll, describe, expect, it } from 'vitest';
import { columnsOf, influencesOf, lineageOf, readyParser } from './testing.ts';

beforeAll(readyParser);

type Case = readonly [title: string, database: string, sql: string, columns: Record<string, string>];

const CASES: readonly Case[] = [
  [
    'columns, aliases, expressions',
    'postgres',
    'select id, email as mail, lower(country) as c, amount * 2 from db.raw.users, db.raw.orders o where o.user_id = users.id',
    {
      id: 'orders.id =??, users.id =??, !ambiguous-column',
      mail: 'users.email =',
      c: 'users.country T',
      '(4)': 'orders.amount T, !unnamed-column',
    },
  ],
  [
    'a chain of common table expressions',
    'snowflake',
    'with a as (select id, amount + 1 as x from db.raw.orders), b as (select id as k, x from a) select k, sum(x) as s from b group by 1',
    { K: 'orders.id =', S: 'orders.amount A' },
  ],
  [
    'a star through common table expressions',
    'postgres',
    'with a as (select * from db.raw.users), b as (select * from a) select * from b',
    {
      id: 'users.id =',
      email: 'users.email =',
      country: 'users.country =',
      created_at: 'users.created_at =',
    },
  ],
  [
    'a star over unknown columns, looked through by name',
    'snowflake',
    'with source as (select * from db.raw.secret), renamed as (select ssn as number, upper(name) as name from source) select * from renamed',
    { NUMBER: 'secret.SSN =?', NAME: 'secret.NAME T?' },
  ],
  [
    'an unknown column that one of two tables may have',
    'snowflake',
    'select x from db.raw.secret join db.raw.hidden on true',
    { X: 'hidden.X =??, secret.X =??, !ambiguous-column' },
  ],
  [
    'an unqualified column that only one table has',
    'postgres',
    'select email, amount from db.raw.users join db.raw.orders on users.id = orders.user_id',
    { email: 'users.email =', amount: 'orders.amount =' },
  ],
  [
    'star except, replace, rename',
    'bigquery',
    'select * except (created_at) replace (lower(email) as email) from db.raw.users',
    { id: 'users.id =', email: 'users.email T', country: 'users.country =' },
  ],
  [
    'star exclude and rename',
    'snowflake',
    'select * exclude (created_at, country) rename (email as mail) from db.raw.users',
    { id: 'users.id =', MAIL: 'users.email =' },
  ],
  [
    'star of one table of a join',
    'postgres',
    'select o.*, u.email from db.raw.orders o left join db.raw.users u on o.user_id = u.id',
    {
      id: 'orders.id =',
      user_id: 'orders.user_id =',
      amount: 'orders.amount =',
      status: 'orders.status =',
      items: 'orders.items =',
      email: 'users.email =',
    },
  ],
  [
    'using makes one column of two',
    'postgres',
    'select * from (select id, email from db.raw.users) u join (select id, tags from db.raw.events) e using (id)',
    { id: 'events.id =, users.id =', email: 'users.email =', tags: 'events.tags =' },
  ],
  [
    'a semi join brings no columns',
    'spark',
    'select * from db.raw.events left semi join db.raw.users on events.id = users.id',
    { id: 'events.id =', payload: 'events.payload =', geo: 'events.geo =', tags: 'events.tags =' },
  ],
  [
    'union all by position, names of the first branch',
    'postgres',
    "select id, email from db.raw.users union all select user_id, 'x' from db.raw.orders union all select id, status from db.raw.orders",
    { id: 'orders.id =, orders.user_id =, users.id =', email: 'orders.status =, users.email =' },
  ],
  [
    'union by name',
    'duckdb',
    'select id, email from db.raw.users union all by name select status as email, id from db.raw.orders',
    { id: 'orders.id =, users.id =', email: 'orders.status =, users.email =' },
  ],
  [
    'union with a branch whose columns are unknown',
    'snowflake',
    'with u as (select * from db.raw.secret union all select * from db.raw.hidden) select a from u',
    { A: 'hidden.A =?, secret.A =?' },
  ],
  [
    'except and intersect give the left side',
    'postgres',
    'select id from db.raw.users except select user_id from db.raw.orders',
    { id: 'users.id =' },
  ],
  [
    'windows are influence, values are not',
    'snowflake',
    'select sum(amount) over (partition by user_id order by id) as running, row_number() over (w) as n from db.raw.orders window w as (partition by status)',
    { RUNNING: 'orders.amount A, orders.id W, orders.user_id W', N: 'orders.status W' },
  ],
  [
    'case conditions are influence, results are not',
    'postgres',
    "select case when status = 'x' then amount else 0 end as paid, case country when 'de' then 1 end as german from db.raw.orders, db.raw.users",
    { paid: 'orders.amount T, orders.status C', german: 'users.country C' },
  ],
  [
    'if, iff, decode, nvl2',
    'snowflake',
    "select iff(status = 'x', amount, 0) as a, decode(status, 'x', amount, id) as b, nvl2(status, amount, id) as c from db.raw.orders",
    {
      A: 'orders.amount T, orders.status C',
      B: 'orders.amount T, orders.id T, orders.status C',
      C: 'orders.amount T, orders.id T, orders.status C',
    },
  ],
  [
    'aggregates, filters inside them, counts',
    'postgres',
    "select sum(amount) filter (where status = 'x') as a, count(distinct user_id) as b, count(*) as c, max(lower(status)) as d from db.raw.orders",
    { a: 'orders.amount A, orders.status C', b: 'orders.user_id mA', c: '', d: 'orders.status A' },
  ],
  [
    'a hash masks, whatever is done to it later',
    'snowflake',
    'with k as (select md5(email || id) as h from db.raw.users) select upper(h) as h, count(h) as n, max(h) as m from k',
    {
      H: 'users.email mT, users.id mT',
      N: 'users.email mA, users.id mA',
      M: 'users.email mA, users.id mA',
    },
  ],
  [
    'order within a group decides, except for percentiles',
    'snowflake',
    "select listagg(status, ',') within group (order by id) as l, percentile_cont(0.5) within group (order by amount) as p from db.raw.orders",
    { L: 'orders.id S, orders.status A', P: 'orders.amount A' },
  ],
  [
    'scalar, exists and in subqueries',
    'postgres',
    'select u.id, (select max(o.amount) from db.raw.orders o where o.user_id = u.id) as top, exists (select 1 from db.raw.events e where e.id = u.id) as seen, u.email in (select status from db.raw.orders) as odd from db.raw.users u',
    { id: 'users.id =', top: 'orders.amount A', seen: '', odd: 'orders.status C, users.email T' },
  ],
  [
    'a correlated name that only the outer query has',
    'postgres',
    'select (select email || status from db.raw.orders limit 1) as x from db.raw.users',
    { x: 'orders.status T, users.email T' },
  ],
  [
    'unnest of a column, a field of its records, its offset',
    'bigquery',
    'select o.id, item.sku, item, pos from db.raw.orders as o, unnest(o.items) as item with offset pos',
    { id: 'orders.id =', sku: 'orders.items T', item: 'orders.items T', pos: '' },
  ],
  [
    'a path in from',
    'bigquery',
    'select i.sku from db.raw.orders as o, o.items as i',
    { sku: 'orders.items T' },
  ],
  [
    'lateral flatten and variant paths',
    'snowflake',
    'select f.value:sku::string as sku, f.index as at, e.payload:a.b as ab from db.raw.events e, lateral flatten(input => e.tags) f',
    { SKU: 'events.tags T', AT: 'events.tags T', AB: 'events.payload T' },
  ],
  [
    'lateral view',
    'spark',
    'select id, k, v from db.raw.events lateral view explode(payload) t as k, v',
    { id: 'events.id =', k: 'events.payload T', v: 'events.payload T' },
  ],
  [
    'fields of a record',
    'bigquery',
    'select e.geo.city, geo.country as c from db.raw.events as e',
    { city: 'events.geo T', c: 'events.geo T' },
  ],
  [
    'schema-qualified columns',
    'postgres',
    'select raw.users.email, db.raw.users.id from db.raw.users',
    { email: 'users.email =', id: 'users.id =' },
  ],
  [
    'pivot',
    'snowflake',
    "select * from (select user_id, status, amount from db.raw.orders) pivot (sum(amount) for status in ('new', 'paid')) as p (who, fresh, paid)",
    {
      WHO: 'orders.user_id =',
      FRESH: 'orders.amount A, orders.status C',
      PAID: 'orders.amount A, orders.status C',
    },
  ],
  [
    'unpivot',
    'snowflake',
    'select * from db.raw.users unpivot (val for name in (email, country))',
    { id: 'users.id =', created_at: 'users.created_at =', NAME: '', VAL: 'users.country =, users.email =' },
  ],
  [
    'a recursive query',
    'postgres',
    'with recursive r (n, top) as (select id, email from db.raw.users union all select o.id, r.top from db.raw.orders o join r on o.user_id = r.n) select * from r',
    { n: 'orders.id =, users.id =', top: 'users.email =' },
  ],
  [
    'a recursive query that does not say so',
    'sqlserver',
    'with r as (select id, 1 as depth from db.raw.users union all select o.id, r.depth + o.amount from db.raw.orders o join r on o.user_id = r.id) select id, depth from r',
    { id: 'orders.id =, users.id =', depth: 'orders.amount T' },
  ],
  [
    'an alias used later in the list',
    'snowflake',
    'select amount * 2 as twice, twice + 1 as more, amount as id, id as own from db.raw.orders',
    { TWICE: 'orders.amount T', MORE: 'orders.amount T', ID: 'orders.amount =', OWN: 'orders.id =' },
  ],
  [
    'no such thing in postgres',
    'postgres',
    'select a as b, b as c from db.raw.secret',
    { b: 'secret.a =?', c: 'secret.b =?' },
  ],
  [
    'an alias that may be a column',
    'snowflake',
    'select a as b, b as c from db.raw.secret',
    { B: 'secret.A =?', C: 'secret.A =??, secret.B =??, !alias-or-column' },
  ],
  [
    'a common table expression with the name of a table',
    'postgres',
    'with users as (select id, upper(email) as email from db.raw.users) select email from users',
    { email: 'users.email T' },
  ],
  [
    'a common table expression named like the table it reads',
    'postgres',
    'with users as (select * from users where id > 1) select email from users',
    { email: 'users.email =' },
  ],
  [
    'an inner with hides an outer one',
    'postgres',
    'with a as (select id from db.raw.users) select * from (with a as (select status from db.raw.orders) select * from a) x',
    { status: 'orders.status =' },
  ],
  [
    'comments anywhere',
    'snowflake',
    'select -- the key\n id, /* the */ email /* mail */ as mail, -- last\n country from /* t */ db.raw.users -- end',
    { ID: 'users.id =', MAIL: 'users.email =', COUNTRY: 'users.country =' },
  ],
  [
    'quoted names keep their case',
    'snowflake',
    'select "weird name", email as "Mail", country as land from db.raw.secret, db.raw.users',
    { 'weird name': 'secret.weird name =?', Mail: 'users.email =', LAND: 'users.country =' },
  ],
  [
    'unquoted names are folded down in postgres',
    'postgres',
    'select Foo, "Foo" as Bar from db.raw.secret',
    { foo: 'secret.foo =?', bar: 'secret.foo =?' },
  ],
  [
    'brackets, top, assignment and cross apply',
    'sqlserver',
    'select top 5 total = o.amount + 1, x.[e mail] from [db].[raw].[orders] o cross apply (select u.email as [e mail] from db.raw.users u where u.id = o.user_id) x',
    { total: 'orders.amount T', 'e mail': 'users.email =' },
  ],
  [
    'lambdas and their parameters',
    'spark',
    'select transform(tags, x -> concat(x, geo)) as t from db.raw.events',
    { t: 'events.geo T, events.tags T' },
  ],
  [
    'units of time are no columns',
    'snowflake',
    'select datediff(day, created_at, current_date) as d, date_trunc(month, created_at) as m, dateadd(year, 1, created_at) as y from db.raw.users',
    { D: 'users.created_at T', M: 'users.created_at T', Y: 'users.created_at T' },
  ],
  [
    'values and constants',
    'postgres',
    "select v.a, 1 as one, 'x' as x, now() as n from (values (1, 2), (3, 4)) as v (a, b)",
    { a: '', one: '', x: '', n: '' },
  ],
  [
    'a row as a value',
    'postgres',
    'select to_json(e) as j from db.raw.events e',
    { j: 'events.geo T, events.id T, events.payload T, events.tags T' },
  ],
  [
    'a column that the catalog does not list',
    'snowflake',
    'with e as (select * from db.raw.events) select added_later, e.also_added from e',
    { ADDED_LATER: 'events.ADDED_LATER =?', ALSO_ADDED: 'events.ALSO_ADDED =?' },
  ],
  [
    'create table as select',
    'snowflake',
    'create or replace table x as (with a as (select id from db.raw.users) select * from a);',
    { ID: 'users.id =' },
  ],
  [
    'merge: what is updated and what is inserted',
    'snowflake',
    'merge into db.raw.users t using (select user_id, max(status) as s from db.raw.orders group by 1) x on t.id = x.user_id when matched and x.s is not null then update set t.email = x.s, country = upper(t.country) when not matched then insert (id, email) values (x.user_id, x.s)',
    { EMAIL: 'orders.status A', COUNTRY: 'users.country T', ID: 'orders.user_id =' },
  ],
  [
    'merge of whole rows',
    'databricks',
    'merge into db.raw.users t using (select id, lower(email) as email from db.raw.users) s on t.id = s.id when matched then update set * when not matched then insert *',
    { id: 'users.id =', email: 'users.email T' },
  ],
  [
    'merge of a row',
    'bigquery',
    'merge db.raw.users t using (select id, lower(email) as email from db.raw.users) s on false when not matched by source then delete when not matched then insert row',
    { id: 'users.id =', email: 'users.email T' },
  ],
  [
    'update of a join',
    'mysql',
    'update db.raw.users u join db.raw.orders o on o.user_id = u.id set u.email = o.status, country = o.items',
    { email: 'orders.status =', country: 'orders.items =' },
  ],
  [
    'update of an alias',
    'sqlserver',
    'update u set email = status from db.raw.users u join db.raw.orders o on o.user_id = u.id',
    { email: 'orders.status =' },
  ],
  [
    'update from another table',
    'postgres',
    'with o as (select user_id, status from db.raw.orders) update db.raw.users set email = o.status, country = 1 from o where o.user_id = users.id',
    { email: 'orders.status =', country: '' },
  ],
  [
    'insert into named columns',
    'spark',
    'insert into t (buyer, mail) select id, lower(email) from db.raw.users',
    { buyer: 'users.id =', mail: 'users.email T' },
  ],
  [
    'create view with named columns',
    'postgres',
    'create view v (buyer) as select id from db.raw.users',
    { buyer: 'users.id =' },
  ],
  [
    'aggregates that the grammar takes for plain calls',
    'clickhouse',
    "select uniqExact(id) as u, sumIf(user_id, status = 'x') as s from db.raw.orders",
    { u: 'orders.id A', s: 'orders.status C, orders.user_id A' },
  ],
  [
    'the root of a hierarchy',
    'oracle',
    'select connect_by_root email as r from db.raw.users start with id = 1 connect by prior id = country',
    { R: 'users.email T' },
  ],
  [
    'casts behind the value',
    'teradata',
    'select id, email (varchar(10)) as e from db.raw.users',
    { ID: 'users.id =', E: 'users.email T' },
  ],
  [
    'a generator beside a table',
    'snowflake',
    'select *, id + 1 as x from table(generator(rowcount => 3)), db.raw.orders',
    {
      id: 'orders.id =',
      user_id: 'orders.user_id =',
      amount: 'orders.amount =',
      status: 'orders.status =',
      items: 'orders.items =',
      X: 'orders.id T',
    },
  ],
  [
    'order by all',
    'duckdb',
    'select id, row_number() over (order by all) as n from db.raw.users order by all',
    { id: 'users.id =', n: '' },
  ],
  ['from first', 'duckdb', 'from db.raw.users select email', { email: 'users.email =' }],
  [
    'words that the grammar reserves and the database does not',
    'snowflake',
    "select first.email, 'first' as f from (select * from db.raw.users) first order by first.id nulls first",
    { EMAIL: 'users.email =', F: '' },
  ],
  [
    'names made up for calls',
    'postgres',
    'select count(*), max(amount), amount::int, coalesce(status, items) from db.raw.orders',
    {
      count: '',
      max: 'orders.amount A',
      amount: 'orders.amount T',
      coalesce: 'orders.items T, orders.status T',
    },
  ],
  [
    'fields of a record that the query makes, each from its own column',
    'bigquery',
    'with a as (select struct(id as i, struct(email as e, country as c) as n) as s from db.raw.users) select s.i, a.s.n.e, s.n, s.other from a',
    {
      i: 'users.id =',
      e: 'users.email =',
      n: 'users.country T, users.email T',
      other: 'users.country T, users.email T, users.id T',
    },
  ],
  [
    'all fields of a record',
    'bigquery',
    'select s.* from (select struct(id, email as mail) as s from db.raw.users)',
    { id: 'users.id =', mail: 'users.email =' },
  ],
  [
    'records that a union makes one are looked at as a whole',
    'spark',
    "with a as (select named_struct('k', id, 'm', email) s from db.raw.users union all select named_struct('k', user_id, 'm', status) from db.raw.orders) select s.k from a",
    { k: 'orders.status T, orders.user_id T, users.email T, users.id T' },
  ],
  [
    'a row and its columns',
    'postgres',
    'select (u).*, (u).email as m from db.raw.users u',
    {
      id: 'users.id =',
      email: 'users.email =',
      country: 'users.country =',
      created_at: 'users.created_at =',
      m: 'users.email =',
    },
  ],
  [
    'values with names before the query',
    'clickhouse',
    'with (select max(id) from db.raw.orders) as m, 5 as n, lower(email) as email select m, n, email, id from db.raw.users',
    { m: 'orders.id A', n: '', email: 'users.email T', id: 'users.id =' },
  ],
  [
    'several arrays side by side, and their position',
    'trino',
    'select a, b, n from db.raw.events cross join unnest(tags, geo) with ordinality as m (a, b, n)',
    { a: 'events.tags T', b: 'events.geo T', n: '' },
  ],
  [
    'a map makes two columns of one value',
    'trino',
    'select k, v from db.raw.events cross join unnest(payload) as m (k, v)',
    { k: 'events.payload T', v: 'events.payload T' },
  ],
  [
    'pivot as a statement',
    'duckdb',
    "pivot db.raw.orders on status in ('new', 'paid') using sum(amount) as s group by user_id",
    {
      user_id: 'orders.user_id =',
      new_s: 'orders.amount A, orders.status C',
      paid_s: 'orders.amount A, orders.status C',
    },
  ],
  [
    'unpivot as a statement',
    'duckdb',
    'unpivot (select id, email, country from db.raw.users) on email, country into name k value v',
    { id: 'users.id =', k: '', v: 'users.country =, users.email =' },
  ],
  [
    'unpivot of a value',
    'redshift',
    'select e.id, a as attr, v from db.raw.events e, unpivot e.payload as v at a',
    { id: 'events.id =', attr: 'events.payload T', v: 'events.payload T' },
  ],
  [
    'counting rows reads no column',
    'sqlserver',
    'select count_big(*) as n, count_big(distinct user_id) as u, @p as p from db.raw.orders',
    { n: '', u: 'orders.user_id mA', p: '' },
  ],
  [
    'the last of a group',
    'oracle',
    'select max(status) keep (dense_rank last order by id) as s from db.raw.orders',
    { S: 'orders.id S, orders.status A' },
  ],
  ['a table that was not named', 'postgres', 'select x.a from other.thing x', { a: 'other.thing.a =?' }],
  ['a table that is nowhere', 'postgres', 'select nope.a from db.raw.users', { a: '!unknown-table' }],
];

describe('columns whose names only the database knows', () => {
  it.each([
    ['a function', 'snowflake', 'select * from table(my_udf(1)) as t'],
    ['a file', 'duckdb', "select * from read_csv('x.csv')"],
    [
      'matched rows',
      'snowflake',
      'select * from db.raw.orders match_recognize (partition by user_id order by id measures first(amount) as f pattern (a+) define a as amount > 1)',
    ],
    ['a pattern', 'duckdb', "select columns('.*id') from db.raw.orders"],
  ])('%s leaves the output open', (_, database, sql) => {
    expect(lineageOf(database, sql)).toMatchObject({ columns: [], open: true });
  });
});

describe('column lineage of a query', () => {
  it.each(CASES)('%s', (_, database, sql, columns) => {
    expect(columnsOf(lineageOf(database, sql))).toEqual(columns);
  });

  it('names what a star hides by the known output', () => {
    const lineage = lineageOf('snowflake', 'select *, 1 as one from db.raw.secret', {
      output: ['SSN', 'NAME', 'ONE'],
    });
    expect([columnsOf(lineage), lineage.open]).toEqual([
      { ONE: '', SSN: 'secret.SSN =?', NAME: 'secret.NAME =?' },
      false,
    ]);
    expect(lineageOf('snowflake', 'select * from db.raw.secret').open).toBe(true);
  });

  it('names columns without an alias by their place', () => {
    const lineage = lineageOf('snowflake', 'select id, amount * 2, count(*) from db.raw.orders', {
      output: ['ID', 'AMOUNT * 2', 'COUNT(*)'],
    });
    expect(columnsOf(lineage)).toEqual({
      ID: 'orders.id =',
      'AMOUNT * 2': 'orders.amount T',
      'COUNT(*)': '',
    });
  });

  it('stops at a model that was put into the query', () => {
    const relations = [{ name: [], inlinedAs: ['__dbt__cte__stg'], columns: ['id', 'mail'], complete: true }];
    const lineage = lineageOf(
      'postgres',
      'with __dbt__cte__stg as (select id, email as mail from db.raw.users where country is not null) select mail from __dbt__cte__stg',
      { relations },
    );
    expect(lineage.columns[0]?.origins).toMatchObject([{ relation: 0, column: 'mail' }]);
    expect([lineage.influences, lineage.outside]).toEqual([[], []]);
  });

  it('matches tables by as much of the name as there is, in one quoted piece too', () => {
    const relations = [
      { name: ['p-1', 'one', 't'], columns: ['a'], complete: true },
      { name: ['p-1', 'two', 't'], columns: ['a'], complete: true },
    ];
    const origin = (sql: string): number | undefined =>
      lineageOf('bigquery', sql, { relations }).columns[0]?.origins[0]?.relation;
    expect([
      origin('select a from `p-1`.`two`.`t`'),
      origin('select a from `p-1.two.t`'),
      origin('select a from two.t'),
      origin('select a from `P-1`.`TWO`.`T`'),
    ]).toEqual([1, 1, 1, 1]);
    expect(lineageOf('bigquery', 'select a from three.t', { relations }).outside).toEqual([['three', 't']]);
  });
});

describe('influence on rows', () => {
  it('comes from joins, filters, groups and order, through common table expressions', () => {
    const lineage = lineageOf(
      'snowflake',
      `with o as (select user_id, sum(amount) as total from db.raw.orders where status <> 'x' group by 1 having sum(id) > 1)
       select u.email, o.total from db.raw.users u join o on o.user_id = u.id
       qualify row_number() over (partition by u.country order by u.created_at) = 1 order by 1`,
    );
    expect(influencesOf(lineage)).toEqual([
      'orders.id F',
      'orders.status F',
      'orders.user_id JG',
      'users.country F',
      'users.created_at F',
      'users.email S',
      'users.id J',
    ]);
  });

  it('leaves out what is written and not used', () => {
    const lineage = lineageOf(
      'snowflake',
      'with unused as (select * from db.raw.orders where status is null) select id from db.raw.users',
    );
    expect(influencesOf(lineage)).toEqual([]);
  });
});
