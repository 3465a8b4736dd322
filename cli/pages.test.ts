import { expect, it } from 'vitest';
import { pages } from './pages.ts';

const ask = async ({ offset, limit }: { offset: number; limit: number }) => {
  if (limit < 1 || limit > 500) throw new RangeError(`a page of ${limit}`);
  const all = Array.from({ length: 1234 }, (_, at) => at);
  return { total: all.length, items: all.slice(offset, offset + limit), beside: offset };
};

it.each([
  [0, 0],
  [1, 1],
  [500, 500],
  [501, 501],
  [5000, 1234],
  [Infinity, 1234],
])('a limit of %s lists %s and counts all', async (limit, listed) => {
  const { total, items, beside } = await pages(limit, ask);
  expect([total, items.length, items.at(-1), beside]).toEqual([1234, listed, items[listed - 1], 0]);
});

it('ends where a list became shorter meanwhile', async () => {
  const shrinking = async (page: { offset: number; limit: number }) =>
    page.offset === 0 ? ask(page) : { ...(await ask(page)), items: [] };
  expect((await pages(Infinity, shrinking)).items).toHaveLength(500);
});
