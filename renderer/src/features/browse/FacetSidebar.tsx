import { Skeleton, Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import type { QueryTerm, SearchResult } from '../../../../contract/index.ts';
import { withoutTerms, withoutValue } from '../search/model/query-text.ts';
import { FacetGroup } from './FacetGroup.tsx';
import type { FacetValue } from './model/facet-values.ts';
import { FILTER_NAME, STATE_NAME, valueName } from './model/filter-words.ts';
import {
  LIST_FILTERS,
  toggleValue,
  valuesOf,
  type BrowseSearch,
  type ListFilter,
} from './model/search-params.ts';
import classes from './browse.module.css';
import { say } from '../../shared/language/say.ts';

interface Props {
  search: BrowseSearch;
  facets: SearchResult['facets'] | null;
  /** Fields of the query; those that say the same as a filter are ticked here as well. */
  terms: readonly QueryTerm[];
  categoryName: (key: string) => string;
  onSearch: (search: BrowseSearch) => void;
  children?: ReactNode;
}

const STATES: readonly FacetValue[] = Object.entries(STATE_NAME).map(([value, name]) => ({
  value,
  name,
  count: null,
}));

/** All filters with their counts; ticking one narrows the list at once. */
export function FacetSidebar({ search, facets, terms, categoryName, onSearch, children }: Props) {
  function values(filter: ListFilter): readonly FacetValue[] {
    if (filter === 'state') return STATES;
    return (facets?.[filter] ?? []).map(({ value, count }) => ({
      value,
      count,
      name: valueName(filter, value, categoryName),
    }));
  }

  /** Values that stand in the text, with where. */
  const inText = (filter: ListFilter) =>
    terms.flatMap((term) =>
      term.values.flatMap((value, at) =>
        value.filter?.name === filter ? [{ term, at, value: value.filter.value }] : [],
      ),
    );

  function toggle(filter: ListFilter, value: string) {
    const written = inText(filter).find((one) => one.value === value);
    const text = search.text ?? '';
    onSearch(
      written
        ? { ...search, text: withoutValue(text, written.term, written.at) }
        : toggleValue(withTextAsFilter(filter), filter, value),
    );
  }

  /** What the text says of a filter goes over to the filter, so that one more choice widens the list. */
  function withTextAsFilter(filter: ListFilter): BrowseSearch {
    const written = filter === 'state' ? [] : inText(filter);
    if (written.length === 0) return search;
    const text = withoutTerms(search.text ?? '', [...new Set(written.map(({ term }) => term))]);
    return written.reduce<BrowseSearch>((next, { value }) => toggleValue(next, filter, value), {
      ...search,
      text,
    });
  }

  const totals: Partial<Record<ListFilter, number>> = {
    namespaces: facets?.namespacesTotal,
    owners: facets?.ownersTotal,
  };

  return (
    <aside aria-label={say('Filters')} className={classes.sidebar}>
      {children}
      {facets ? (
        LIST_FILTERS.map((filter) => (
          <FacetGroup
            key={filter}
            name={FILTER_NAME[filter]}
            values={values(filter)}
            chosen={[...valuesOf(search, filter), ...inText(filter).map(({ value }) => value)]}
            nameOf={(value) => valueName(filter, value, categoryName)}
            total={totals[filter]}
            onToggle={(value) => toggle(filter, value)}
          />
        ))
      ) : (
        <Stack gap="xs" aria-hidden>
          {Array.from({ length: 8 }, (_, index) => (
            <Skeleton key={index} height={12} width={`${60 + (index % 3) * 12}%`} />
          ))}
        </Stack>
      )}
    </aside>
  );
}
