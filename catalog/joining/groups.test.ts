import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { groupsOf, type Link } from './groups.ts';

const nameOf = (id: number): string => `n${String(id).padStart(3, '0')}`;
const text = (groups: readonly (readonly number[])[]) => groups.map((one) => one.join(',')).sort();
const ids = fc.integer({ min: 1, max: 12 });
const link: fc.Arbitrary<Link> = fc.record({ a: ids, b: ids, rank: fc.integer({ min: 0, max: 3 }) });
const pair = fc.tuple(ids, ids).filter(([a, b]) => a !== b);

describe('groups', () => {
  it('are the same in whatever order links and refusals come', () => {
    fc.assert(
      fc.property(fc.array(link), fc.array(pair), fc.infiniteStream(fc.nat()), (links, apart, numbers) => {
        const shuffled = <Item>(items: readonly Item[]): Item[] =>
          items
            .map((item) => [numbers.next().value as number, item] as const)
            .sort((x, y) => x[0] - y[0])
            .map(([, item]) => item);
        const turned = shuffled(links).map(({ a, b, rank }) => ({ a: b, b: a, rank }));
        expect(text(groupsOf(turned, shuffled(apart), nameOf).groups)).toEqual(
          text(groupsOf(links, apart, nameOf).groups),
        );
      }),
    );
  });

  it('never hold two that are kept apart, and leave no link unused without a refusal', () => {
    fc.assert(
      fc.property(fc.array(link), fc.array(pair), (links, apart) => {
        const { groups, refused } = groupsOf(links, apart, nameOf);
        const of = new Map(groups.flatMap((group, at) => group.map((id) => [id, at])));
        const together = (a: number, b: number) => a === b || (of.has(a) && of.get(a) === of.get(b));
        for (const [a, b] of apart) expect(together(a, b)).toBe(false);
        for (const one of links) expect(together(one.a, one.b) || refused.includes(one)).toBe(true);
      }),
    );
  });

  it('take the stronger link where a refusal forces a choice', () => {
    const links = [
      { a: 1, b: 2, rank: 3 },
      { a: 2, b: 3, rank: 1 },
    ];
    expect(groupsOf(links, [[1, 3]], nameOf).groups).toEqual([[2, 3]]);
  });
});
