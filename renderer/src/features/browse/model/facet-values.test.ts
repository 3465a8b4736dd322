import { expect, it } from 'vitest';
import { listedValues } from './facet-values.ts';

const counted = [{ value: 'a', name: 'A', count: 3 }];
const nameOf = (value: string) => value.toUpperCase();

it('a chosen value that nothing has is listed with its name and none', () => {
  expect(listedValues(counted, ['a', 'b', 'b'], nameOf)).toEqual([
    { value: 'b', name: 'B', count: 0 },
    ...counted,
  ]);
});

it('of a list that is cut, it is not said that nothing has a value that is not in it', () => {
  expect(listedValues(counted, ['b'], nameOf, 40)[0]).toEqual({ value: 'b', name: 'B', count: null });
});
