import { Button, CloseButton, Group, Text } from '@mantine/core';
import type { QueryTerm } from '../../../../contract/index.ts';
import { withoutTerm, withoutTerms } from '../search/model/query-text.ts';
import { FILTER_NAME, termName, valueName } from './model/filter-words.ts';
import {
  LIST_FILTERS,
  toggleValue,
  valuesOf,
  withoutFilters,
  type BrowseSearch,
} from './model/search-params.ts';
import classes from './browse.module.css';
import { say } from '../../shared/language/say.ts';

interface Props {
  search: BrowseSearch;
  /** Fields of the query that stand by themselves. */
  terms: readonly QueryTerm[];
  categoryName: (key: string) => string;
  onSearch: (search: BrowseSearch) => void;
}

/** The filters in force, each with a button to take it off. */
export function FilterChips({ search, terms, categoryName, onSearch }: Props) {
  const chips = LIST_FILTERS.flatMap((filter) =>
    valuesOf(search, filter).map((value) => ({ filter, value })),
  );
  if (chips.length + terms.length === 0) return null;
  const text = search.text ?? '';
  return (
    <Group gap={6} role="list" aria-label={say('Filters in force')}>
      {chips.map(({ filter, value }) => {
        const name = `${FILTER_NAME[filter]}: ${valueName(filter, value, categoryName)}`;
        return (
          <span key={`${filter} ${value}`} role="listitem" className={classes.chip}>
            <Text span size="xs" truncate title={name}>
              {name}
            </Text>
            <CloseButton
              size="xs"
              aria-label={say('Remove filter {name}', { name })}
              onClick={() => onSearch(toggleValue(search, filter, value))}
            />
          </span>
        );
      })}
      {terms.map((term) => {
        const name = termName(term, categoryName);
        return (
          <span key={`${term.from} ${name}`} role="listitem" className={classes.chip}>
            <Text span size="xs" truncate title={text.slice(term.from, term.to)}>
              {name}
            </Text>
            <CloseButton
              size="xs"
              aria-label={say('Remove filter {name}', { name })}
              onClick={() => onSearch({ ...search, text: withoutTerm(text, term) })}
            />
          </span>
        );
      })}
      <span role="listitem">
        <Button
          size="compact-xs"
          variant="subtle"
          onClick={() => onSearch(withoutFilters({ ...search, text: withoutTerms(text, terms) }))}
        >
          {say('Clear filters')}
        </Button>
      </span>
    </Group>
  );
}
