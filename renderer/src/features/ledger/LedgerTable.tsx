import { Badge, Group, Select, Stack, Text, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconLink, IconSearch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useMemo, useRef, useState } from 'react';
import type { LedgerEntry } from '../../../../contract/index.ts';
import { orpc } from '../../shared/api.ts';
import { useCommands } from '../../shared/commands.ts';
import { EmptyState } from '../../shared/EmptyState.tsx';
import { ErrorState } from '../../shared/ErrorState.tsx';
import { count, instant } from '../../shared/format.ts';
import { usePagedRows } from '../../shared/grid/use-paged-rows.ts';
import { RowGrid, type GridColumn } from '../../shared/grid/RowGrid.tsx';
import { actionName } from './action-names.ts';
import classes from './ledger.module.css';

const COLUMNS: readonly GridColumn<LedgerEntry>[] = [
  { id: 'seq', header: 'Entry', width: '5rem', align: 'end', render: ({ seq }) => count(seq) },
  {
    id: 'at',
    header: 'When',
    width: '12rem',
    render: ({ at }) => <span title={instant(at, true)}>{instant(at)}</span>,
  },
  {
    id: 'actor',
    header: 'By',
    width: 'minmax(7rem, 1fr)',
    render: ({ actor }) => <span title={actor}>{actor}</span>,
  },
  {
    id: 'action',
    header: 'Action',
    width: '10rem',
    render: ({ action }) => (
      <Badge color="gray" size="sm" tt="none" title={action}>
        {actionName(action)}
      </Badge>
    ),
  },
  {
    id: 'label',
    header: 'What',
    width: 'minmax(14rem, 4fr)',
    render: ({ label }) => <span title={label}>{label}</span>,
  },
  {
    id: 'hash',
    header: 'Entry hash',
    width: '8.5rem',
    render: ({ entryHash }) => (
      <Text span ff="monospace" size="xs" title={entryHash}>
        {entryHash.slice(0, 12)}
      </Text>
    ),
  },
];

interface Filters {
  readonly text: string;
  readonly action: string | null;
  readonly actor: string | null;
}

function useFilterKey() {
  const box = useRef<HTMLInputElement>(null);
  useCommands(
    useMemo(
      () => [
        {
          id: 'palette.slash',
          group: 'General',
          title: 'Filter the ledger',
          keys: ['/'],
          run: () => box.current?.focus(),
        },
      ],
      [],
    ),
  );
  return box;
}

/** The ledger as a list of any length, newest first as the engine orders it. */
export function LedgerTable({ onOpen }: { onOpen: (seq: number) => void }) {
  const [filters, setFilters] = useState<Filters>({ text: '', action: null, actor: null });
  const [asked] = useDebouncedValue(filters, 150);
  const box = useFilterKey();
  const narrowed = {
    ...(asked.text.trim() === '' ? {} : { text: asked.text.trim() }),
    ...(asked.action === null ? {} : { action: asked.action }),
    ...(asked.actor === null ? {} : { actor: asked.actor }),
  };
  const rows = usePagedRows<LedgerEntry, { total: number; items: LedgerEntry[] }>((offset, limit) =>
    orpc.ledger.list.queryOptions({ input: { ...narrowed, offset, limit } }),
  );
  const choices = useQuery(orpc.ledger.list.queryOptions({ input: { offset: 0, limit: 1 } })).data;
  const filtered = Object.keys(narrowed).length > 0;
  return (
    <Stack gap="xs" flex={1} mih={0}>
      <Group gap="xs" align="flex-end">
        <TextInput
          ref={box}
          label="Filter"
          placeholder="Words of the label or a hash"
          leftSection={<IconSearch size={14} aria-hidden />}
          value={filters.text}
          onChange={(event) => setFilters({ ...filters, text: event.currentTarget.value })}
          w={260}
        />
        <Select
          label="Action"
          placeholder="All"
          clearable
          clearButtonProps={{ 'aria-label': 'All actions' }}
          data={(choices?.actions ?? []).map((value) => ({ value, label: actionName(value) }))}
          value={filters.action}
          onChange={(action) => setFilters({ ...filters, action })}
          w={180}
        />
        <Select
          label="By"
          placeholder="Everyone"
          clearable
          searchable
          clearButtonProps={{ 'aria-label': 'Everyone' }}
          data={choices?.actors ?? []}
          value={filters.actor}
          onChange={(actor) => setFilters({ ...filters, actor })}
          w={180}
        />
        <Text size="sm" c="dimmed" role="status" ms="auto">
          {rows.isPending || (rows.total === 0 && !filtered)
            ? ''
            : `${count(rows.total)} of ${count(choices?.total ?? rows.total)} entries`}
        </Text>
      </Group>
      {rows.error ? <ErrorState error={rows.error} onRetry={rows.refetch} /> : null}
      {!rows.isPending && rows.total === 0 && !rows.error ? (
        <EmptyState icon={IconLink} title={filtered ? 'No entries match' : 'The ledger is empty'}>
          {filtered
            ? 'Clear a filter to see more.'
            : 'The first import or the first tag writes the first entry.'}
        </EmptyState>
      ) : (
        <div className={classes.grid}>
          <RowGrid
            label="Ledger entries"
            columns={COLUMNS}
            rowCount={rows.isPending ? 12 : rows.total}
            rowAt={rows.rowAt}
            onOpen={({ seq }) => onOpen(seq)}
            onRangeChange={rows.onRangeChange}
            listKey={JSON.stringify(narrowed)}
            minWidth="52rem"
          />
        </div>
      )}
      <Text size="xs" c="dimmed">
        Enter or a double click opens an entry.
      </Text>
    </Stack>
  );
}
