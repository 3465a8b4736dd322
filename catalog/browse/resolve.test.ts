import { expect, it } from 'vitest';
import { smallEstate } from '../stewardship/testing/small-estate.ts';
import { lookUpName } from './resolve.ts';

it('finds the last part of a name as it is written: its signs are no pattern', async () => {
  const catalog = await smallEstate(['a.dim_user', 'b.dimXuser', 'lake/rate%']);
  expect(lookUpName(catalog, 'DIM_USER').found?.name).toBe('a.dim_user');
  expect(lookUpName(catalog, 'rate%').found?.name).toBe('lake/rate%');
  expect(lookUpName(catalog, '%')).toEqual({ found: null, candidates: [] });
  await catalog.close();
});
