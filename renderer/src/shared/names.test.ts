import fc from 'fast-check';
import { expect, it } from 'vitest';
import { contextOf, namesOf, splitName } from './names.ts';

it('splits a name where its last part begins', () => {
  expect(splitName('shop.public.orders')).toEqual({ leaf: 'orders', qualifier: 'shop.public' });
  expect(splitName('raw/2026/part-0.parquet')).toEqual({ leaf: 'part-0.parquet', qualifier: 'raw/2026' });
  expect(splitName('raw/events/')).toEqual({ leaf: 'events', qualifier: 'raw' });
  expect(splitName('orders')).toEqual({ leaf: 'orders', qualifier: '' });
  expect(splitName('trailing.')).toEqual({ leaf: 'trailing.', qualifier: '' });
  expect(splitName('/')).toEqual({ leaf: '/', qualifier: '' });
});

it('never leaves a name without a word to show', () => {
  fc.assert(
    fc.property(fc.string({ minLength: 1 }), (name) => {
      expect(splitName(name).leaf).not.toBe('');
    }),
  );
});

it('reads what Glue calls a table, and leaves other paths alone', () => {
  const glue = { namespace: 'arn:aws:glue:eu-west-1:1234', name: 'table/lake_curated/customers' };
  expect(namesOf(glue)).toEqual({ leaf: 'customers', qualifier: 'lake_curated' });
  expect(contextOf(glue)).toBe('lake_curated · arn:aws:glue:eu-west-1:1234');
  expect(namesOf({ ...glue, namespace: 's3://bucket' }).qualifier).toBe('table/lake_curated');
  expect(namesOf({ ...glue, name: 'table/a/b/c' }).qualifier).toBe('table/a/b');
  expect(namesOf({ namespace: 'file', name: 'orders.csv', kind: 'file' }).leaf).toBe('orders.csv');
  expect(contextOf({ namespace: 'kafka://broker', name: 'orders' })).toBe('kafka://broker');
});
