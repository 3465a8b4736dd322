import { expect, it } from 'vitest';
import { appKey, dbtKeyOf, dbtNamesOf, sparkAppOf, taskNodeOf } from './jobs.ts';

it.each([
  ['db.public.shop.orders', 'shop', 'orders'],
  ['db.public.shop.orders.build.run', 'shop', 'orders'],
  ['db.public.shop.orders_snapshot.build.snapshot', 'shop', 'orders_snapshot'],
  ['schema.shop.orders', 'shop', 'orders'],
  ['model.shop.orders', 'shop', 'orders'],
])('%s is a node of dbt', (name, project, node) => {
  expect(dbtNamesOf(name)[0]).toMatchObject({ project, node });
});

it.each(['db.public.shop.orders.build.test', 'model.shop.orders.sql.1', 'dbt-run-shop', 'shop.orders'])(
  '%s is none',
  (name) => expect(dbtNamesOf(name)).toEqual([]),
);

it('keys of declared nodes meet the names of runs', () => {
  expect(dbtKeyOf('model.shop.orders')).toBe('shop\norders');
  expect(dbtKeyOf('test.shop.unique_orders')).toBeNull();
  expect(sparkAppOf('nightly_load.execute_insert.orders')).toBe(appKey('NightlyLoad'));
  expect(sparkAppOf('nightly_load')).toBe(appKey('nightly-load'));
  expect(taskNodeOf('dag.group.stg_orders.run')).toBe('stg_orders');
  expect(taskNodeOf('dag.stg_orders_run')).toBe('stg_orders');
  expect(taskNodeOf('dag')).toBeNull();
});
