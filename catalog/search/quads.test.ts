import fc from 'fast-check';
import { expect, test } from 'vitest';
import { placesOf } from './levels.ts';
import { LEVEL } from './names/name-index.ts';
import { countOf, keepBoth, keepEither, lowerTo, noteHits, raiseTo, turnAround } from './quads.ts';

const level = fc.oneof(fc.nat(127), fc.constant(LEVEL.none), fc.constantFrom(0, 1, 7, 20));
const pairs = fc
  .array(fc.oneof({ weight: 2, arbitrary: fc.tuple(level, level) }, fc.constant([255, 255] as const)), {
    maxLength: 40,
  })
  .map((both) => [Uint8Array.from(both, ([a]) => a), Uint8Array.from(both, ([, b]) => b)] as const);

function same(
  change: (levels: Uint8Array, others: Uint8Array) => void,
  one: (a: number, b: number) => number,
): void {
  fc.assert(
    fc.property(pairs, ([levels, others]) => {
      const changed = levels.slice();
      change(changed, others);
      expect([...changed]).toEqual(Array.from(levels, (a, at) => one(a, others[at]!)));
    }),
    { numRuns: 500 },
  );
}

test('AND is the larger level, OR the smaller one, NOT the other way round', () => {
  same(keepBoth, Math.max);
  same(keepEither, Math.min);
  same(turnAround, (a) => (a === LEVEL.none ? LEVEL.exact : LEVEL.none));
});

test('levels are lowered where there are some, and raised to a least one', () => {
  same(lowerTo, (a, b) => (a === LEVEL.none ? a : Math.min(a, b)));
  same(
    (levels) => raiseTo(levels, LEVEL.near),
    (a) => Math.max(a, LEVEL.near),
  );
});

test('what has a level is counted, listed and noted', () => {
  fc.assert(
    fc.property(pairs, ([levels, notes]) => {
      const has = [...levels.keys()].filter((at) => levels[at] !== LEVEL.none);
      expect(countOf(levels)).toBe(has.length);
      expect([...placesOf(levels)]).toEqual(has);
      const noted = notes.slice();
      noteHits(levels, noted, 16);
      expect([...noted]).toEqual(Array.from(notes, (note, at) => (has.includes(at) ? note | 16 : note)));
    }),
    { numRuns: 500 },
  );
});
