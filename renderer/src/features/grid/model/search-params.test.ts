import { expect, it } from 'vitest';
import { sheetSearch, validateGridSearch } from './search-params.ts';

it('reads an address, and leaves out what cannot be read', () => {
  const filters = [{ header: 'labels', is: 'has', text: 'x' }, { header: 'labels', is: 'like' }, 5];
  expect(validateGridSearch({ text: 'a', by: 'domain', descending: 'true', filters, colour: 1 })).toEqual({
    ...{ text: 'a', by: 'domain', descending: true, filters: [filters[0]] },
  });
  expect(validateGridSearch({ descending: true, filters: 'x', by: 7 })).toEqual({});
});

it('asks the engine for the same', () => {
  expect(sheetSearch({ text: 'a', by: 'domain' })).toEqual({
    ...{ text: 'a', filters: [], by: { header: 'domain', descending: false } },
  });
  expect(sheetSearch({})).toEqual({ filters: [] });
});
