import { describe, expect, it } from 'vitest';
import { EVERYTHING, PAIRS_PER_STEP, Product, rangesOf, sizeOf, tooManyPairs, type End } from './products.ts';

const ends = (count: number, first: number, since = 1): End[] =>
  Array.from({ length: count }, (_, n) => ({ id: first + 2 * n, since }));

const pairsOf = (product: Product): string[] =>
  [...product.ranges()].flatMap((range) =>
    [...product.pairs(range, 1)].map(({ fromId, toId }) => `${fromId}>${toId}`),
  );

describe('what feeds what', () => {
  it('is everything that is read and everything that is written, ordered by input', () => {
    expect(pairsOf(new Product(ends(2, 1), ends(3, 10)))).toEqual([
      '1>10',
      '1>12',
      '1>14',
      '3>10',
      '3>12',
      '3>14',
    ]);
  });

  it('is made in ranges that hold few pairs each and leave out and repeat none', () => {
    const product = new Product(ends(901, 1), ends(500, 5000));
    const sizes = [...product.ranges()].map((range) => [...product.pairs(range, 1)].length);
    expect(sizes.length).toBeGreaterThan(4);
    expect(Math.max(...sizes)).toBeLessThanOrEqual(PAIRS_PER_STEP);
    expect(new Set(pairsOf(product)).size).toBe(901 * 500);
  });

  it('is, where there is too much, a part in which everything takes part', () => {
    const product = new Product(ends(10, 1), ends(20, 100), 45);
    const pairs = pairsOf(product);
    expect(pairs).toHaveLength(40);
    expect(new Set(pairs).size).toBe(40);
    expect(sizeOf(10, 20, 45)).toEqual({ pairs: 200, drawn: 40 });
    expect(new Set(pairs.map((pair) => pair.split('>')[0])).size).toBe(10);
    expect(new Set(pairs.map((pair) => pair.split('>')[1])).size).toBe(20);
  });

  it('is new where one of its ends is', () => {
    const product = new Product([...ends(1, 1, 7), ...ends(1, 3, 6)], [...ends(1, 10, 6), ...ends(1, 12, 7)]);
    expect([...product.pairs(EVERYTHING, 7)].map(({ isNew }) => isNew)).toEqual([true, true, false, true]);
  });
});

it('ranges cover all ids, also those that are no input', () => {
  const ranges = [...rangesOf([5, 8, 13], PAIRS_PER_STEP)];
  expect(ranges.map(({ start }) => start)).toEqual([0, 8, 13]);
  expect(ranges.map(({ end }) => end)).toEqual([8, 13, Number.MAX_SAFE_INTEGER]);
  expect([...rangesOf([], 0)]).toEqual([EVERYTHING]);
});

it('what is not drawn is said in numbers', () => {
  const doubt = tooManyPairs('a run of j', 4000, 5000, sizeOf(4000, 5000));
  expect(doubt.message).toContain('Of the 20000000 possible edges, 10000000 were drawn');
});
