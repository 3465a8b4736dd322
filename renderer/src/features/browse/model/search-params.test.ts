import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { searchInput } from '../../../../../contract/index.ts';
import { isNarrowed, toggleValue, validateBrowseSearch, withoutFilters } from './search-params.ts';

describe('validateBrowseSearch', () => {
  it('keeps what it can read and drops the rest, value by value', () => {
    expect(
      validateBrowseSearch({
        text: 'orders',
        scope: 'columns',
        sort: 'sideways',
        kinds: ['table', 'spaceship', 7],
        sources: 'dbt',
        sensitivities: ['none', 'top secret'],
        namespaces: ['<b>x</b>', '__proto__'],
        offset: 9,
        nonsense: true,
      }),
    ).toEqual({
      text: 'orders',
      scope: 'columns',
      kinds: ['table'],
      sources: ['dbt'],
      sensitivities: ['none'],
      namespaces: ['<b>x</b>', '__proto__'],
    });
  });

  it('reads words that the router took for numbers', () => {
    expect(validateBrowseSearch({ text: 2026, labels: [1, 'a'] })).toEqual({
      text: '2026',
      labels: ['1', 'a'],
    });
  });

  it('leaves defaults out', () => {
    expect(validateBrowseSearch({ text: '', scope: 'datasets', sort: 'relevance', kinds: [] })).toEqual({});
  });

  it('answers with a search that the engine accepts and that reads back the same, whatever comes in', () => {
    const anything = fc.dictionary(
      fc.constantFrom(
        'text',
        'scope',
        'sort',
        'kinds',
        'sensitivities',
        'categories',
        'labels',
        'owners',
        'sources',
        'namespaces',
        'state',
      ),
      fc.oneof(
        fc.anything(),
        fc.array(fc.oneof(fc.string(), fc.constantFrom('table', 'none', 'dbt', 'gap'))),
      ),
    );
    fc.assert(
      fc.property(anything, (search) => {
        const read = validateBrowseSearch(search);
        expect(searchInput.safeParse(read).success).toBe(true);
        expect(validateBrowseSearch({ ...read })).toEqual(read);
      }),
    );
  });
});

describe('filters', () => {
  it('toggle on and off again', () => {
    const on = toggleValue({ text: 'x' }, 'owners', 'Ada');
    expect(on).toEqual({ text: 'x', owners: ['Ada'] });
    expect(toggleValue(on, 'owners', 'Ada')).toEqual({ text: 'x' });
  });

  it('clear without touching text, scope and sort', () => {
    const search = validateBrowseSearch({
      text: 'x',
      scope: 'columns',
      sort: 'name',
      kinds: ['view'],
      state: ['gap'],
    });
    expect(isNarrowed({ kinds: ['view'] })).toBe(true);
    expect(withoutFilters(search)).toEqual({ text: 'x', scope: 'columns', sort: 'name' });
    expect(isNarrowed({ sort: 'name' })).toBe(false);
  });
});
