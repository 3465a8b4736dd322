import { expect, it } from 'vitest';
import { Alike, NONE } from './alike.ts';

it('keeps sets that grew in the same order once, and leaves the smaller ones as they are', () => {
  const alike = new Alike();
  const one = alike.plus(NONE, ['dbt']);
  const both = alike.plus(one, ['glue', 'dbt']);
  expect(alike.plus(NONE, ['dbt', 'glue'])).toBe(both);
  expect([...both]).toEqual(['dbt', 'glue']);
  expect([...one]).toEqual(['dbt']);
  expect(alike.plus(both, [])).toBe(both);
  expect(NONE.size).toBe(0);
});
