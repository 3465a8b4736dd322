import {
  Badge,
  Button,
  Chip,
  Group,
  MultiSelect,
  Select,
  Skeleton,
  Stack,
  Text,
  TextInput,
} from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconFilterOff, IconSearch } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { DifferenceRow, ImportPart } from '../../../../contract/index.ts';
import { orpc } from '../../shared/api.ts';
import { ErrorState } from '../../shared/ErrorState.tsx';
import { count, plural } from '../../shared/format.ts';
import { RowGrid, type GridColumn } from '../../shared/grid/RowGrid.tsx';
import { usePagedRows } from '../../shared/grid/use-paged-rows.ts';
import { beforeAfter, changeKind, CHANGE_KINDS } from './change-kinds.ts';
import { addLeftOut, setLook, useLeftOut, useLook } from './difference-choice.ts';
import classes from './imports.module.css';
import { recordName } from './record-names.ts';

interface Props {
  previewId: string;
  /** Parts of it can be left out. */
  choosing: boolean;
}

const BETWEEN = '\u0000';

const columnsFor = (
  startsGroup: (row: DifferenceRow, index: number) => boolean,
): GridColumn<DifferenceRow>[] => [
  {
    id: 'dataset',
    header: 'Dataset',
    width: 'minmax(10rem, 2fr)',
    render: (row, index) => (
      <span className={classes.twoLines} title={`${row.namespace} ${row.dataset}`}>
        {startsGroup(row, index) ? row.dataset || row.namespace : ''}
      </span>
    ),
  },
  {
    id: 'change',
    header: 'Change',
    width: '9.5rem',
    render: (row) => {
      const { name, color } = changeKind(row.change);
      return (
        <Badge size="sm" tt="none" variant="light" color={row.leftOut ? 'gray' : color}>
          {row.leftOut ? 'Left out' : name}
        </Badge>
      );
    },
  },
  { id: 'type', header: 'Record', width: '9rem', render: (row) => recordName(row.type) },
  {
    id: 'name',
    header: 'What',
    width: 'minmax(9rem, 2fr)',
    render: (row) => (
      <span className={classes.twoLines} title={row.name}>
        {row.name}
      </span>
    ),
  },
  {
    id: 'values',
    header: 'Before → after',
    width: 'minmax(12rem, 3fr)',
    render: (row) => {
      const text = [beforeAfter(row), row.note ?? ''].filter((one) => one !== '').join(' · ');
      return (
        <span className={classes.twoLines} title={text}>
          {text}
        </span>
      );
    },
  },
];

/** Everything that a change would do: filtered, searched, page by page. */
export function DifferenceView({ previewId, choosing }: Props) {
  const look = useLook();
  const chosen = useLeftOut();
  const [text, setText] = useState('');
  const [soon] = useDebouncedValue(text.trim(), 250);
  const [dataset, setDataset] = useState<string | null>(null);
  const [namespace, name] = dataset?.split(BETWEEN) ?? [];
  const filter = {
    previewId,
    changes: [...look.changes],
    types: [...look.types],
    text: soon,
    ...(namespace === undefined || name === undefined ? {} : { dataset: { namespace, dataset: name } }),
  };
  const counts = useQuery({
    ...orpc.imports.differenceCounts.queryOptions({ input: filter }),
    placeholderData: keepPreviousData,
  });
  const rows = usePagedRows<DifferenceRow, { total: number; items: DifferenceRow[] }>((offset, limit) =>
    orpc.imports.difference.queryOptions({ input: { ...filter, offset, limit } }),
  );
  const columns = columnsFor((row, index) => {
    const before = index === 0 ? undefined : rows.rowAt(index - 1);
    return before?.dataset !== row.dataset || before.namespace !== row.namespace;
  });
  const error = rows.error ?? counts.error;
  if (error) return <ErrorState error={error} onRetry={rows.refetch} />;
  if (!counts.data) return <Skeleton height={320} aria-label="Loading the changes" />;
  const { all, datasets, datasetsTotal } = counts.data;
  const everything = all.reduce((sum, one) => sum + one.count, 0);
  if (everything === 0) return <Text size="sm">No record is added, changed or retired.</Text>;
  const filtered = look.changes.length > 0 || look.types.length > 0 || dataset !== null || text !== '';
  const part: ImportPart = {
    ...(look.changes.length > 0 ? { changes: [...look.changes] } : {}),
    ...(look.types.length > 0 ? { types: [...look.types] } : {}),
    ...(namespace === undefined || name === undefined ? {} : { namespace, dataset: name }),
  };
  return (
    <Stack gap="xs">
      <Chip.Group
        multiple
        value={[...look.changes]}
        onChange={(values) =>
          setLook({ changes: CHANGE_KINDS.map(({ kind }) => kind).filter((kind) => values.includes(kind)) })
        }
      >
        <Group gap={6} role="group" aria-label="Narrow by kind of change">
          {CHANGE_KINDS.map(({ kind, name: kindName }) => {
            const n = all.filter((one) => one.change === kind).reduce((sum, one) => sum + one.count, 0);
            return n === 0 && !look.changes.includes(kind) ? null : (
              <Chip key={kind} value={kind} size="xs" variant="outline">
                {kindName} ({count(n)})
              </Chip>
            );
          })}
        </Group>
      </Chip.Group>
      <Group gap="xs" align="flex-end">
        <TextInput
          label="Search"
          size="xs"
          leftSection={<IconSearch size={14} aria-hidden />}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          w={220}
        />
        <MultiSelect
          label="Records"
          size="xs"
          clearable
          placeholder={look.types.length === 0 ? 'All' : ''}
          data={[...new Set([...all.map(({ type }) => type), ...look.types])].map((type) => ({
            value: type,
            label: recordName(type),
          }))}
          value={[...look.types]}
          onChange={(types) => setLook({ types })}
          w={260}
        />
        <Select
          label={`Dataset${datasetsTotal > datasets.length ? ` (${count(datasets.length)} of ${count(datasetsTotal)} listed)` : ''}`}
          size="xs"
          clearable
          searchable
          placeholder="All"
          data={datasets.map((one) => ({
            value: `${one.namespace}${BETWEEN}${one.dataset}`,
            label: `${one.dataset || one.namespace} (${count(one.count)})`,
          }))}
          value={dataset}
          onChange={setDataset}
          w={300}
        />
        {filtered ? (
          <Button
            size="xs"
            variant="default"
            leftSection={<IconFilterOff size={14} aria-hidden />}
            onClick={() => {
              setLook({ changes: [], types: [] });
              setText('');
              setDataset(null);
            }}
          >
            Clear the filters
          </Button>
        ) : null}
      </Group>
      <Group justify="space-between" gap="xs">
        <Text size="xs" c="dimmed" role="status">
          {count(rows.total)} of {plural(everything, 'change')}
        </Text>
        {choosing && filtered ? (
          <Button
            size="compact-xs"
            variant="default"
            disabled={
              rows.total === 0 ||
              soon !== '' ||
              Object.keys(part).length === 0 ||
              chosen.some((one) => JSON.stringify(one.part) === JSON.stringify(part))
            }
            title={soon === '' ? undefined : 'A search cannot be left out. Use the filters.'}
            onClick={() => addLeftOut({ part, count: rows.total })}
          >
            Leave these {count(rows.total)} out
          </Button>
        ) : null}
      </Group>
      {rows.total === 0 && !rows.isPending ? <Text size="sm">No change matches the filters.</Text> : null}
      <div className={classes.gridBox} style={{ height: Math.max(120, Math.min(480, 40 + rows.total * 42)) }}>
        <RowGrid
          label="Changes"
          columns={columns}
          rowCount={rows.total}
          rowAt={rows.rowAt}
          rowHeight={42}
          onRangeChange={rows.onRangeChange}
          listKey={JSON.stringify(filter)}
          minWidth="52rem"
        />
      </div>
    </Stack>
  );
}
