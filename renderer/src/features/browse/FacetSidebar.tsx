import { Skeleton, Stack } from '@mantine/core';
import type { SearchResult } from '../../../../contract/index.ts';
import { FacetGroup, type FacetValue } from './FacetGroup.tsx';
import { FILTER_NAME, STATE_NAME, valueName } from './model/filter-words.ts';
import {
  LIST_FILTERS,
  toggleValue,
  valuesOf,
  type BrowseSearch,
  type ListFilter,
} from './model/search-params.ts';
import classes from './browse.module.css';

interface Props {
  search: BrowseSearch;
  facets: SearchResult['facets'] | null;
  categoryName: (key: string) => string;
  onSearch: (search: BrowseSearch) => void;
}

const STATES: readonly FacetValue[] = Object.entries(STATE_NAME).map(([value, name]) => ({
  value,
  name,
  count: null,
}));

/** All filters with their counts; ticking one narrows the list at once. */
export function FacetSidebar({ search, facets, categoryName, onSearch }: Props) {
  function values(filter: ListFilter): readonly FacetValue[] {
    if (filter === 'state') return STATES;
    return (facets?.[filter] ?? []).map(({ value, count }) => ({
      value,
      count,
      name: valueName(filter, value, categoryName),
    }));
  }

  const totals: Partial<Record<ListFilter, number>> = {
    namespaces: facets?.namespacesTotal,
    owners: facets?.ownersTotal,
  };

  return (
    <aside aria-label="Filters" className={classes.sidebar}>
      {facets ? (
        LIST_FILTERS.map((filter) => (
          <FacetGroup
            key={filter}
            name={FILTER_NAME[filter]}
            values={values(filter)}
            chosen={valuesOf(search, filter)}
            total={totals[filter]}
            onToggle={(value) => onSearch(toggleValue(search, filter, value))}
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
