import { Button, CloseButton, Group, Text } from '@mantine/core';
import { FILTER_NAME, valueName } from './model/filter-words.ts';
import {
  LIST_FILTERS,
  toggleValue,
  valuesOf,
  withoutFilters,
  type BrowseSearch,
} from './model/search-params.ts';
import classes from './browse.module.css';

interface Props {
  search: BrowseSearch;
  categoryName: (key: string) => string;
  onSearch: (search: BrowseSearch) => void;
}

/** The filters in force, each with a button to take it off. */
export function FilterChips({ search, categoryName, onSearch }: Props) {
  const chips = LIST_FILTERS.flatMap((filter) =>
    valuesOf(search, filter).map((value) => ({ filter, value })),
  );
  if (chips.length === 0) return null;
  return (
    <Group gap={6} role="list" aria-label="Filters in force">
      {chips.map(({ filter, value }) => {
        const name = `${FILTER_NAME[filter]}: ${valueName(filter, value, categoryName)}`;
        return (
          <span key={`${filter} ${value}`} role="listitem" className={classes.chip}>
            <Text span size="xs" truncate title={name}>
              {name}
            </Text>
            <CloseButton
              size="xs"
              aria-label={`Remove filter ${name}`}
              onClick={() => onSearch(toggleValue(search, filter, value))}
            />
          </span>
        );
      })}
      <span role="listitem">
        <Button size="compact-xs" variant="subtle" onClick={() => onSearch(withoutFilters(search))}>
          Clear filters
        </Button>
      </span>
    </Group>
  );
}
