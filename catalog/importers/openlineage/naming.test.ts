import { expect, it } from 'vitest';
import { withoutCredentials } from './naming.ts';

it.each([
  ['postgres://reader:secret@db:5432', 'postgres://db:5432'],
  ['postgres://reader@db:5432', 'postgres://db:5432'],
  ['jdbc:postgresql://reader@db/shop', 'jdbc:postgresql://db/shop'],
  ['snowflake://reader@org-account', 'snowflake://org-account'],
  ['mongodb+srv://reader@cluster', 'mongodb+srv://cluster'],
  ['abfss://container@account.dfs.core.windows.net', 'abfss://container@account.dfs.core.windows.net'],
  ['wasbs://container@account.blob.core.windows.net', 'wasbs://container@account.blob.core.windows.net'],
  ['s3://bucket', 's3://bucket'],
  ['kafka://a:9092,b:9092', 'kafka://a:9092,b:9092'],
])('%s is kept as %s', (name, kept) => {
  expect(withoutCredentials(name)).toBe(kept);
});
