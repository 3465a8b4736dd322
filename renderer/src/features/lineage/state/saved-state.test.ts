import { expect, it } from 'vitest';
import { fromSaved, readPlaces, toSaved } from './saved-state.ts';
import { INITIAL_STATE, pin, withGrouping, withRoots } from './view-state.ts';

it('brings a view back with its places, without what was selected', () => {
  const state = {
    ...pin(withGrouping(withRoots(INITIAL_STATE, [1, 2]), 'schema'), { '-7': { x: 3, y: 4 } }),
    jobs: true,
    selection: { on: 'node' as const, id: 2 },
  };
  const places = { '1': { x: 0, y: 0.5 }, '-7': { x: 3, y: 4 } };
  const stored: unknown = JSON.parse(JSON.stringify(toSaved(state, places)));
  const back = fromSaved(9, stored as Record<string, unknown>);
  expect(back).toEqual({ ...state, selection: null, saved: 9, placed: places });
});

it('reads places from anything', () => {
  expect(readPlaces(null)).toEqual({});
  expect(readPlaces({ a: { x: 1, y: 2 }, '4': { x: 'no', y: 2 }, '5': [1, 2], '6': { x: 1, y: 2 } })).toEqual(
    {
      '6': { x: 1, y: 2 },
    },
  );
  expect(fromSaved(1, { search: 'no', places: 7 })).toMatchObject({ roots: [], saved: 1 });
});
