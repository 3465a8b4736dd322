import { expect, it } from 'vitest';
import { waysInWords } from './words.ts';

it.each([
  [{ traced: 3, all: 3, exact: true }, /^All 3 ways .* end at a real source\.$/],
  [{ traced: 1, all: 1, exact: true }, /^The way .* ends at a real source\.$/],
  [{ traced: 2, all: 3, exact: true }, /^2 of 3 ways .* source\. The other one ends at a gap/],
  [{ traced: 2, all: 9, exact: false }, /cycle as one step\)\. The others end at a gap/],
  [{ traced: 0, all: 4, exact: true }, /^0 of 4 ways .* They end at a gap/],
  [{ traced: 0, all: 1, exact: true }, /^0 of 1 way .* It ends at a gap/],
  [{ traced: 0, all: 0, exact: true }, /^No way towards an origin is known\.$/],
])('says of %j what the ways end at', (ways, words) => {
  const said = waysInWords(ways);
  expect(said).toMatch(words);
  expect(said.includes('gap')).toBe(ways.traced < ways.all);
});
