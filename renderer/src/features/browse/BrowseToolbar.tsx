import { Group, SegmentedControl, Select, TextInput, Text } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import type { BrowseSearch } from './model/search-params.ts';
import { ButtonLink } from '../../shared/links.tsx';
import { usePageCommands } from '../../shared/use-page-commands.ts';

interface Props {
  search: BrowseSearch;
  total: number | null;
  /** `replace`: typing does not fill the history. */
  onSearch: (search: BrowseSearch, replace?: boolean) => void;
  /** Arrow down in the search box leads to the list. */
  onLeave: () => void;
}

const SORTS = [
  { value: 'relevance', label: 'Best match' },
  { value: 'name', label: 'Name' },
  { value: 'connections', label: 'Most connected' },
  { value: 'changed', label: 'Recently changed' },
] as const;

const TYPING_MS = 150;

/** The search box, what to list, and the order. */
export function BrowseToolbar({ search, total, onSearch, onLeave }: Props) {
  const box = useRef<HTMLInputElement>(null);
  const [text, setText] = useState(search.text ?? '');
  const sent = useRef(search.text ?? '');
  const send = useDebouncedCallback((next: string) => {
    sent.current = next;
    onSearch({ ...search, text: next }, true);
  }, TYPING_MS);
  usePageCommands([
    { id: 'browse.filter', title: 'Go to the search box', keys: ['/'], run: () => box.current?.focus() },
  ]);

  // The address may change from outside (back button, a link): the box follows, typing is left alone.
  useEffect(() => {
    const given = search.text ?? '';
    if (given !== sent.current) {
      sent.current = given;
      setText(given);
    }
  }, [search.text]);

  return (
    <Group gap="sm" role="search" aria-label="Catalog">
      <TextInput
        ref={box}
        flex="1 1 16rem"
        type="search"
        aria-label="Search names, columns, descriptions, tags and owners"
        placeholder="Search names, columns, tags, owners  ( / )"
        leftSection={<IconSearch size={16} aria-hidden />}
        value={text}
        maxLength={512}
        onChange={(event) => {
          setText(event.currentTarget.value);
          send(event.currentTarget.value);
        }}
        onKeyDown={(event) => {
          if (event.key !== 'ArrowDown' && event.key !== 'Enter') return;
          event.preventDefault();
          onLeave();
        }}
      />
      <SegmentedControl
        aria-label="What to list"
        size="xs"
        data={[
          { value: 'datasets', label: 'Datasets' },
          { value: 'columns', label: 'Columns' },
        ]}
        value={search.scope ?? 'datasets'}
        onChange={(scope) => onSearch({ ...search, scope: scope === 'columns' ? 'columns' : 'datasets' })}
      />
      <Select
        aria-label="Order"
        size="xs"
        w="11rem"
        data={[...SORTS]}
        allowDeselect={false}
        value={search.sort ?? 'relevance'}
        onChange={(sort) => onSearch({ ...search, sort: SORTS.find(({ value }) => value === sort)?.value })}
      />
      <Text size="sm" c="dimmed" role="status">
        {total !== null &&
          `${new Intl.NumberFormat().format(total)} ${search.scope === 'columns' ? 'columns' : 'datasets'}`}
      </Text>
      <ButtonLink to="/jobs" search={{}} size="compact-sm" variant="default">
        Jobs
      </ButtonLink>
    </Group>
  );
}
