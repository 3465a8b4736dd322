import { Badge, Drawer, Group, Switch, Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconArrowsJoin } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { JoinedGroupRow } from '../../../../contract/index.ts';
import { orpc } from '../../shared/api.ts';
import { EmptyState } from '../../shared/EmptyState.tsx';
import { ErrorState } from '../../shared/ErrorState.tsx';
import { count } from '../../shared/format.ts';
import { RowGrid } from '../../shared/grid/RowGrid.tsx';
import type { GridColumn } from '../../shared/grid/grid-column.ts';
import { usePagedRows } from '../../shared/grid/use-paged-rows.ts';
import { contextOf, fullNameOf, namesOf } from '../../shared/names.ts';
import { useSteward } from '../stewardship/use-steward.ts';
import { GroupPanel } from './GroupPanel.tsx';
import layout from '../../shared/list-page.module.css';
import { NameFilter } from './NameFilter.tsx';
import { say } from '../../shared/language/say.ts';

const COLUMNS: readonly GridColumn<JoinedGroupRow>[] = [
  {
    id: 'name',
    header: say('Shown as'),
    width: 'minmax(16rem, 4fr)',
    render: (row) => {
      const named = { ...row, kind: row.kind ?? 'table' };
      return (
        <span title={fullNameOf(named)}>
          {row.space === 'dataset' ? namesOf(named).leaf : row.name}{' '}
          <Text span size="xs" c="dimmed">
            {row.space === 'dataset' ? contextOf(named) : row.namespace}
          </Text>
        </span>
      );
    },
  },
  {
    id: 'space',
    header: say('What'),
    width: '6rem',
    render: ({ space }) => (space === 'job' ? say('Job') : say('Dataset')),
  },
  {
    id: 'names',
    header: say('Names'),
    width: '6rem',
    align: 'end',
    render: ({ names, partitions }) => count(names - partitions),
  },
  {
    id: 'partitions',
    header: say('Partitions'),
    width: '6.5rem',
    align: 'end',
    render: ({ partitions }) => (partitions === 0 ? '' : count(partitions)),
  },
  {
    id: 'decided',
    header: '',
    width: '8rem',
    render: ({ decided }) =>
      decided ? (
        <Badge size="sm" tt="none" variant="outline" color="gray">
          {say('By a person')}
        </Badge>
      ) : null,
  },
];

/** What is joined now, largest groups first. */
export function JoinedTab() {
  const [text, setText] = useState('');
  const [asked] = useDebouncedValue(text, 150);
  const [open, setOpen] = useState<JoinedGroupRow | null>(null);
  const rows = usePagedRows<JoinedGroupRow, { total: number; items: JoinedGroupRow[] }>((offset, limit) =>
    orpc.joins.groups.queryOptions({ input: { text: asked, offset, limit } }),
  );
  return (
    <>
      <Group gap="md" align="flex-end">
        <NameFilter value={text} onChange={setText} />
        <PartitionSwitch />
        <Text size="sm" c="dimmed" role="status" ms="auto">
          {rows.isPending
            ? ''
            : say('{groups, plural, one {# group} other {# groups}}', { groups: rows.total })}
        </Text>
      </Group>
      {rows.error ? <ErrorState error={rows.error} onRetry={rows.refetch} /> : null}
      {!rows.isPending && rows.total === 0 && !rows.error ? (
        <EmptyState
          icon={IconArrowsJoin}
          title={asked === '' ? say('Nothing is joined yet') : say('No group fits')}
        >
          {say('Names that certainly mean one dataset are joined when they are imported.')}
        </EmptyState>
      ) : (
        <div className={layout.grid}>
          <RowGrid
            label={say('Joined names')}
            columns={COLUMNS}
            rowCount={rows.isPending ? 12 : rows.total}
            rowAt={rows.rowAt}
            onOpen={setOpen}
            onRangeChange={rows.onRangeChange}
            listKey={asked}
            minWidth="44rem"
          />
        </div>
      )}
      <Text size="xs" c="dimmed">
        {say('Enter or a double click shows the names of a group and why they belong together.')}
      </Text>
      <Drawer
        opened={open !== null}
        onClose={() => setOpen(null)}
        position="right"
        size="lg"
        title={open?.name ?? ''}
      >
        {open && <GroupPanel space={open.space} id={open.id} onSplit={() => setOpen(null)} />}
      </Drawer>
    </>
  );
}

function PartitionSwitch() {
  const { data } = useQuery(orpc.joins.partitionSetting.queryOptions());
  const { setPartitions } = useSteward();
  return (
    <Switch
      label={say('Show partitions of a path as one dataset')}
      checked={data?.collapse ?? true}
      disabled={!data || setPartitions.isPending}
      onChange={(event) => setPartitions.mutate({ collapse: event.currentTarget.checked })}
      mb={6}
    />
  );
}
