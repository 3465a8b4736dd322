import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HOLE, LocationIndex, s3Dataset, s3Path, s3Url, type S3Path } from './locations.ts';

const url = (text: string): string | null => {
  const path = s3Path(text);
  return path && s3Url(path);
};

describe('paths in S3', () => {
  it.each([
    ['s3a://B/a//b/', 's3://B/a/b'],
    ['s3n://b', 's3://b'],
    ['S3://b/x/*/y', 's3://b/x'],
    ['s3://b/x/part-00000-ab.parquet', 's3://b/x'],
    ['s3://b/x/_delta_log/0.json', 's3://b/x'],
    ['s3://b/x/y={a,b}/z', 's3://b/x'],
    [`s3://b/x/d=${HOLE}/z`, 's3://b/x'],
    ['s3://b/a b/ü', 's3://b/a b/ü'],
  ])('%s is %s', (text, expected) => expect(url(text)).toBe(expected));

  it.each([
    '',
    's3://',
    '/tmp/x',
    'hdfs://h/x',
    `s3://${HOLE}/x`,
    `s3://b/${HOLE}/x`,
    's3://*/x',
    `s3://b/${'x/'.repeat(5000)}`,
  ])('%j is none', (text) => expect(url(text)).toBeNull());

  it('names datasets as OpenLineage does', () => {
    expect(s3Dataset({ bucket: 'b', key: 'x/y' })).toEqual({ namespace: 's3://b', name: 'x/y' });
    expect(s3Dataset({ bucket: 'b', key: '' })).toEqual({ namespace: 's3://b', name: '/' });
  });
});

const segment = fc.constantFrom('a', 'ab', 'abc', 'orders', 'orders2', 'o');
const path = fc.record({
  bucket: fc.constantFrom('b', 'bb'),
  key: fc.array(segment, { maxLength: 4 }).map((parts) => parts.join('/')),
});

describe('tables at locations', () => {
  it('never takes a longer name for a folder', () => {
    const index = new LocationIndex<string>();
    index.add({ bucket: 'b', key: 'ord' }, 't');
    expect(index.resolve({ bucket: 'b', key: 'orders' })).toBeNull();
    expect(index.resolve({ bucket: 'b', key: 'ord/x' })).toEqual({ table: 't', exact: false });
    expect(index.resolve({ bucket: 'b', key: '' })).toBeNull();
  });

  it('finds the nearest location above, and nothing where two tables share it', () => {
    const within = (inner: S3Path, outer: S3Path): boolean =>
      inner.bucket === outer.bucket &&
      (outer.key === '' || inner.key === outer.key || inner.key.startsWith(`${outer.key}/`));
    fc.assert(
      fc.property(fc.array(path, { maxLength: 12 }), path, (tables, wanted) => {
        const index = new LocationIndex<S3Path>();
        for (const one of tables) index.add(one, one);
        const holding = tables.filter((one) => within(wanted, one));
        const length = (one: S3Path): number => (one.key === '' ? 0 : one.key.split('/').length);
        const longest = Math.max(...holding.map(length));
        const nearest = holding.filter((one) => length(one) === longest);
        const found = index.resolve(wanted);
        if (nearest.length === 1)
          expect(found).toEqual({ table: nearest[0], exact: nearest[0]?.key === wanted.key });
        else expect(found).toBeNull();
      }),
    );
  });
});
