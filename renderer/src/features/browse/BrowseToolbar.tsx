import { Group, SegmentedControl, Select, Text } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import type { BrowseSearch } from './model/search-params.ts';
import { ButtonLink } from '../../shared/links.tsx';
import { usePageCommands } from '../../shared/use-page-commands.ts';
import { QueryBox } from '../search/QueryBox.tsx';
import { QueryHelp } from '../search/QueryHelp.tsx';

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
  { value: 'relevance', label: 'Best match' },
  { value: 'name', label: 'Name' },
  { value: 'connections', label: 'Most connected' },
  { value: 'changed', label: 'Recently changed' },
] as const;

/** Long enough for two keys pressed at once; the engine answers faster than the next key comes. */
const TYPING_MS = 30;

/** The search box, what to list, and the order. */
export function BrowseToolbar({ search, total, atLeast, save, onSearch, onLeave }: Props) {
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
    <Group gap="xs" role="search" aria-label="Catalog">
      <QueryBox
        ref={box}
        flex="1 1 14rem"
        aria-label="Search names, columns, descriptions, tags and owners"
        placeholder="Search names, columns, tags, owners  ( / )"
        text={text}
        scope={search.scope ?? 'datasets'}
        onText={(next) => {
          setText(next);
          send(next);
        }}
        onLeave={() => {
          send.flush();
          onLeave();
        }}
      />
      <QueryHelp
        onUse={(example) => {
          setText(example);
          send(example);
          box.current?.focus();
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
        w="9.5rem"
        data={[...SORTS]}
        allowDeselect={false}
        value={search.sort ?? 'relevance'}
        onChange={(sort) => onSearch({ ...search, sort: SORTS.find(({ value }) => value === sort)?.value })}
      />
      <Text size="sm" c="dimmed" role="status">
        {total !== null &&
          `${new Intl.NumberFormat().format(total)}${atLeast ? '+' : ''} ${search.scope === 'columns' ? 'columns' : 'datasets'}`}
      </Text>
      {save}
      <ButtonLink to="/jobs" search={{}} size="compact-sm" variant="default">
        Jobs
      </ButtonLink>
    </Group>
  );
}
