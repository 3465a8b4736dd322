import { describe, expect, it } from 'vitest';
import { changedLines, differences, differencesOfTexts } from './changes.ts';

describe('differences', () => {
  it('name every place that changed, came or went', () => {
    const before = { response: { count: 1, unit: 'month' }, regions: ['IE', 'DE'], pause: null };
    const after = { response: { count: 2, unit: 'month' }, regions: ['IE'], pause: null, safeDays: 28 };
    expect(differences(before, after)).toEqual([
      { place: 'regions.2', before: '"DE"', after: null },
      { place: 'response.count', before: '1', after: '2' },
      { place: 'safeDays', before: null, after: '28' },
    ]);
    expect(differences(before, structuredClone(before))).toEqual([]);
  });

  it('tell null, an empty list and nothing apart', () => {
    expect(differences({ a: null }, { a: [] })).toEqual([{ place: 'a', before: 'null', after: '[]' }]);
    expect(differences({ a: null }, {})).toHaveLength(2);
  });

  it('are not known of what is no JSON', () => {
    expect(differencesOfTexts('{}', '{')).toBeNull();
    expect(differencesOfTexts('{"a":1}', '{"a": 1}')).toEqual([]);
  });
});

it('changed lines stand between what both texts share', () => {
  expect(changedLines('a\nb\nc', 'a\nx\ny\nc')).toEqual({ old: ['b'], now: ['x', 'y'] });
  expect(changedLines('a\na', 'a\na\na')).toEqual({ old: [], now: ['a'] });
  expect(changedLines('same', 'same')).toEqual({ old: [], now: [] });
});
