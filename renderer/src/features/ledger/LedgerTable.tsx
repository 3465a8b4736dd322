import { Badge, Stack, Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconLink } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { LedgerEntry } from '../../../../contract/index.ts';
import { orpc } from '../../shared/api.ts';
import { EmptyState } from '../../shared/EmptyState.tsx';
import { ErrorState } from '../../shared/ErrorState.tsx';
import { count, instant } from '../../shared/format.ts';
import { usePagedRows } from '../../shared/grid/use-paged-rows.ts';
import { RowGrid } from '../../shared/grid/RowGrid.tsx';
import type { GridColumn } from '../../shared/grid/grid-column.ts';
import { actionName } from './action-names.ts';
import { FilterBar } from './FilterBar.tsx';
import { filterOf, type Filters } from './filters.ts';
import classes from './ledger.module.css';
import { say } from '../../shared/language/say.ts';
import { told } from '../../shared/language/told.ts';

const COLUMNS: readonly GridColumn<LedgerEntry>[] = [
  { id: 'seq', header: say('Entry'), width: '5rem', align: 'end', render: ({ seq }) => count(seq) },
  {
    id: 'at',
    header: say('When'),
    width: '12rem',
    render: ({ at }) => <span title={instant(at, true)}>{instant(at)}</span>,
  },
  {
    id: 'actor',
    header: say('By'),
    width: 'minmax(7rem, 1fr)',
    render: ({ actor }) => <span title={actor}>{actor}</span>,
  },
  {
    id: 'action',
    header: say('Action'),
    width: '10rem',
    render: ({ action }) => (
      <Badge color="gray" size="sm" tt="none" title={action}>
        {actionName(action)}
      </Badge>
    ),
  },
  {
    id: 'label',
    header: say('What'),
    width: 'minmax(14rem, 4fr)',
    render: ({ label }) => <span title={told(label)}>{told(label)}</span>,
  },
  {
    id: 'hash',
    header: say('Entry hash'),
    width: '8.5rem',
    render: ({ entryHash }) => (
      <Text span ff="monospace" size="xs" title={entryHash}>
        {entryHash.slice(0, 12)}
      </Text>
    ),
  },
];

interface Props {
  filters: Filters;
  onFilter: (filters: Filters) => void;
  onOpen: (seq: number) => void;
}

/** The ledger as a list of any length, newest first as the engine orders it. */
export function LedgerTable({ filters, onFilter, onOpen }: Props) {
  const [asked] = useDebouncedValue(filters, 150);
  const narrowed = filterOf(asked);
  const rows = usePagedRows<LedgerEntry, { total: number; items: LedgerEntry[] }>((offset, limit) =>
    orpc.ledger.list.queryOptions({ input: { ...narrowed, offset, limit } }),
  );
  const choices = useQuery(orpc.ledger.list.queryOptions({ input: { offset: 0, limit: 1 } })).data;
  const filtered = Object.keys(narrowed).length > 0;
  return (
    <Stack gap="xs" flex={1} mih={0}>
      <FilterBar filters={filters} onChange={onFilter} choices={choices}>
        {rows.isPending || (rows.total === 0 && !filtered)
          ? ''
          : say('{matching, number} of {total, plural, one {# entry} other {# entries}}', {
              matching: rows.total,
              total: choices?.total ?? rows.total,
            })}
      </FilterBar>
      {rows.error ? <ErrorState error={rows.error} onRetry={rows.refetch} /> : null}
      {!rows.isPending && rows.total === 0 && !rows.error ? (
        <EmptyState icon={IconLink} title={filtered ? say('No entries match') : say('The ledger is empty')}>
          {filtered
            ? say('Clear a filter to see more.')
            : say('The first import or the first tag writes the first entry.')}
        </EmptyState>
      ) : (
        <div className={classes.grid}>
          <RowGrid
            label={say('Ledger entries')}
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
        {say('Enter or a double click opens an entry.')}
      </Text>
    </Stack>
  );
}
