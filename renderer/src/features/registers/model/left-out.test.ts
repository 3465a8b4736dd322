import { expect, it } from 'vitest';
import { leftOutOf, toggled } from './left-out.ts';

const owner = (key: string, open: number) => ({ key, open });

it('counts of those left out only who is in the list', () => {
  const both = toggled(toggled(new Map(), owner('ana', 2)), owner('bea', 0));
  expect([leftOutOf(both, false), leftOutOf(both, true)]).toEqual([2, 1]);
  const back = toggled(both, owner('ana', 2));
  expect([leftOutOf(back, false), leftOutOf(back, true)]).toEqual([1, 0]);
});
