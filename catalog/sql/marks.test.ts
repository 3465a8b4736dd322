import { afterAll, describe, expect, it } from 'vitest';
import { SqlAnalysis } from './index.ts';

const analysis = new SqlAnalysis();
afterAll(() => analysis.close());

/** `kind: text` of each mark. */
async function marked(
  sql: string,
  columns: { from?: string[]; to?: string[] } = {},
  database = 'postgres',
): Promise<string[]> {
  const answer = await analysis.marks({
    sql,
    database,
    source: [['db', 'shop', 'orders']],
    target: [['db', 'mart', 'sales']],
    from: columns.from ?? [],
    to: columns.to ?? [],
  });
  if (!('marks' in answer)) return [answer.reason];
  return answer.marks.map(({ start, end, kind }) => `${kind}: ${sql.slice(start, end)}`);
}

describe('marks in SQL', () => {
  it('show the tables by whatever part of their name is written', async () => {
    expect(await marked('insert into mart.sales select * from shop.orders o')).toEqual([
      'target: mart.sales',
      'source: shop.orders',
    ]);
    expect(await marked('select 1 from "orders" join other.orders x on true')).toEqual(['source: "orders"']);
    expect(await marked('select * from `db.shop`.orders', {}, 'bigquery')).toEqual([
      'source: `db.shop`.orders',
    ]);
  });

  it('show the expressions that make the columns, in common table expressions too', async () => {
    const sql = `with cleaned as (
  select o.id, upper(o.status) as state, now() as at from shop.orders o
)
select id, coalesce(state, 'none') as state, 1 as one from cleaned`;
    expect(await marked(sql, { from: ['status'], to: ['state'] })).toEqual([
      'column: upper(o.status) as state',
      'source: shop.orders',
      "column: coalesce(state, 'none') as state",
    ]);
  });

  it('take neither comments nor literals for code', async () => {
    const sql = "-- from shop.orders\nselect 'shop.orders, naïve 😀' as t, o.id as id from shop.orders o";
    expect(await marked(sql, { from: ['id'], to: ['id'] })).toEqual([
      'column: o.id as id',
      'source: shop.orders',
    ]);
  });

  it('say why there are none', async () => {
    expect(await marked('this is no sql at all (')).toEqual(['parse-error']);
    expect(await marked('select 1')).toEqual([]);
  });
});
