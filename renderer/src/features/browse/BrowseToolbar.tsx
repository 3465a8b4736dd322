import { Group, SegmentedControl, Select, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import type { BrowseSearch } from './model/search-params.ts';
import { ButtonLink } from '../../shared/links.tsx';
import { CatalogSearch } from '../search/CatalogSearch.tsx';
import { foundWords } from '../search/model/found.ts';
import { say } from '../../shared/language/say.ts';

interface Props {
  search: BrowseSearch;
  total: number | null;
  /** The total is the least that there are. */
  atLeast: boolean;
  /** Keeps the search under a name. */
  save: ReactNode;
  /** `replace`: typing does not fill the history. */
  onSearch: (search: BrowseSearch, replace?: boolean) => void;
  /** Arrow down in the search box leads to the list. */
  onLeave: () => void;
}

const SORTS = [
  { value: 'relevance', label: say('Best match') },
  { value: 'name', label: say('Name') },
  { value: 'connections', label: say('Most connected') },
  { value: 'changed', label: say('Recently changed') },
] as const;

/** The search box, what to list, and the order. */
export function BrowseToolbar({ search, total, atLeast, save, onSearch, onLeave }: Props) {
  return (
    <Group gap="xs" role="search" aria-label={say('Catalog')}>
      <CatalogSearch
        text={search.text ?? ''}
        scope={search.scope ?? 'datasets'}
        onText={(text) => onSearch({ ...search, text }, true)}
        onLeave={onLeave}
      />
      <SegmentedControl
        aria-label={say('What to list')}
        size="xs"
        data={[
          { value: 'datasets', label: say('Datasets') },
          { value: 'columns', label: say('Columns') },
        ]}
        value={search.scope ?? 'datasets'}
        onChange={(scope) => onSearch({ ...search, scope: scope === 'columns' ? 'columns' : 'datasets' })}
      />
      <Select
        aria-label={say('Order')}
        size="xs"
        w="9.5rem"
        data={[...SORTS]}
        allowDeselect={false}
        value={search.sort ?? 'relevance'}
        onChange={(sort) => onSearch({ ...search, sort: SORTS.find(({ value }) => value === sort)?.value })}
      />
      <Text size="sm" c="dimmed" role="status">
        {total !== null && foundWords(search.scope, { total, atLeast })}
      </Text>
      {save}
      <ButtonLink to="/jobs" search={{}} size="compact-sm" variant="default">
        {say('Jobs')}
      </ButtonLink>
    </Group>
  );
}
