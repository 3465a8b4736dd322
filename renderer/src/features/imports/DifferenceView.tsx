import { Alert, Badge, Button, Group, Stack, Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { ORPCError } from '@orpc/client';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useMemo, useRef, useState } from 'react';
import type { DifferenceRow, ImportPart } from '../../../../contract/index.ts';
import { orpc } from '../../shared/api.ts';
import { ErrorState } from '../../shared/ErrorState.tsx';
import { RowGrid } from '../../shared/grid/RowGrid.tsx';
import type { GridColumn } from '../../shared/grid/grid-column.ts';
import { usePagedRows } from '../../shared/grid/use-paged-rows.ts';
import { Loading } from '../../shared/Loading.tsx';
import { ChangeDetail } from './ChangeDetail.tsx';
import { beforeAfter, changedName, changeKind } from './change-kinds.ts';
import { addLeftOut, isNamedBy, useLeftOut, type LeftOutPart } from './difference-choice.ts';
import { DifferenceFilters, isNarrowed, WHOLE, type Look } from './DifferenceFilters.tsx';
import classes from './imports.module.css';
import { recordName } from './record-names.ts';
import { say, sayIn } from '../../shared/language/say.ts';
import { told } from '../../shared/language/told.ts';

interface Props {
  previewId: string;
  /** What parts can be left out of (see difference-choice.ts); null where nothing can be. */
  subject: string | null;
}

const twoLines = (text: string) => (
  <span className={classes.twoLines} title={text}>
    {text}
  </span>
);

const columnsFor = (leftOut: readonly LeftOutPart[]): GridColumn<DifferenceRow>[] => [
  {
    id: 'dataset',
    header: say('Dataset'),
    width: 'minmax(10rem, 2fr)',
    render: (row) => twoLines(row.dataset || row.namespace),
  },
  {
    id: 'change',
    header: sayIn('noun', 'Change'),
    width: '9.5rem',
    render: (row) => {
      const { name, color } = changeKind(row.change);
      const out = row.leftOut || leftOut.some(({ part }) => isNamedBy(row, part));
      return (
        <Badge size="sm" tt="none" variant="light" color={out ? 'gray' : color}>
          {out ? say('Left out') : name}
        </Badge>
      );
    },
  },
  {
    id: 'type',
    header: sayIn('in the catalog', 'Record'),
    width: '9rem',
    render: (row) => recordName(row.type),
  },
  {
    id: 'name',
    header: say('What'),
    width: 'minmax(9rem, 2fr)',
    // A dataset is named in the first column; of a likely rename it counts how alike the two are.
    render: (row) =>
      twoLines(
        row.change === 'renamed' ? told(row.note ?? '') : row.name === row.dataset ? '' : changedName(row),
      ),
  },
  {
    id: 'values',
    header: say('Before → after'),
    width: 'minmax(12rem, 3fr)',
    render: (row) =>
      twoLines(
        [beforeAfter(row), row.change === 'renamed' ? '' : told(row.note ?? '')]
          .filter((one) => one !== '')
          .join(' · '),
      ),
  },
];

/** Everything that a change would do: filtered, searched, page by page. */
export function DifferenceView({ previewId, subject }: Props) {
  const [look, setLook] = useState<Look>(WHOLE);
  const [soon] = useDebouncedValue(look.text.trim(), 250);
  const [active, setActive] = useState(0);
  const detail = useRef<HTMLElement>(null);
  const chosen = useLeftOut(subject ?? '');
  const filter = {
    previewId,
    changes: [...look.changes],
    types: [...look.types],
    text: soon,
    ...(look.dataset === null ? {} : { dataset: look.dataset }),
  };
  const counts = useQuery({
    ...orpc.imports.differenceCounts.queryOptions({ input: filter }),
    placeholderData: keepPreviousData,
  });
  const rows = usePagedRows<DifferenceRow, { total: number; items: DifferenceRow[] }>((offset, limit) =>
    orpc.imports.difference.queryOptions({ input: { ...filter, offset, limit } }),
  );
  const columns = useMemo(() => columnsFor(chosen), [chosen]);
  const error = rows.error ?? counts.error;
  if (error) return <Trouble error={error} onRetry={rows.refetch} />;
  if (!counts.data) return <Loading what={say('the changes')} bars={[320]} />;
  const everything = counts.data.all.reduce((sum, one) => sum + one.count, 0);
  if (everything === 0) return <Text size="sm">{say('No record is added, changed or retired.')}</Text>;
  const row = rows.total === 0 ? undefined : rows.rowAt(Math.min(active, rows.total - 1));
  return (
    <Stack gap="xs">
      <DifferenceFilters counts={counts.data} look={look} onLook={setLook} />
      <Group justify="space-between" gap="xs">
        <Text size="xs" c="dimmed" role="status">
          {rows.isPending
            ? say('Looking')
            : say('{shown, number} of {changes, plural, one {# change} other {# changes}}', {
                shown: rows.total,
                changes: everything,
              })}
        </Text>
        {subject !== null && isNarrowed(look) ? (
          <LeaveTheseOut
            subject={subject}
            look={look}
            searched={soon !== ''}
            leavable={counts.isPlaceholderData ? null : counts.data.leavable}
          />
        ) : null}
      </Group>
      {rows.total === 0 && !rows.isPending ? (
        <Text size="sm">{say('No change matches the filters.')}</Text>
      ) : (
        <>
          <div
            className={classes.gridBox}
            style={{ height: Math.max(120, Math.min(480, 40 + rows.total * 42)) }}
          >
            <RowGrid
              label={say('Changes')}
              columns={columns}
              rowCount={rows.total}
              rowAt={rows.rowAt}
              rowHeight={42}
              onOpen={() => detail.current?.focus()}
              onActive={setActive}
              onRangeChange={rows.onRangeChange}
              listKey={JSON.stringify(filter)}
              minWidth="52rem"
            />
          </div>
          {row ? <ChangeDetail ref={detail} row={row} previewId={previewId} subject={subject} /> : null}
        </>
      )}
    </Stack>
  );
}

/** Leaves out what the filters let through, as far as it can be left out. */
function LeaveTheseOut({
  subject,
  look,
  searched,
  leavable,
}: {
  subject: string;
  look: Look;
  searched: boolean;
  /** Null while it is counted. */
  leavable: number | null;
}) {
  const chosen = useLeftOut(subject);
  const part: ImportPart = {
    ...(look.changes.length > 0 ? { changes: [...look.changes] } : {}),
    ...(look.types.length > 0 ? { types: [...look.types] } : {}),
    ...look.dataset,
  };
  if (searched) {
    return (
      <Text size="xs" c="dimmed">
        {say('To leave a part out, narrow by kind, record or dataset instead of searching.')}
      </Text>
    );
  }
  if (leavable === 0) {
    return (
      <Text size="xs" c="dimmed">
        {say('None of these can be left out: they follow from other changes, or only note something.')}
      </Text>
    );
  }
  const already = chosen.some((one) => JSON.stringify(one.part) === JSON.stringify(part));
  return (
    <Button
      size="compact-xs"
      variant="default"
      disabled={leavable === null || already}
      onClick={() => addLeftOut(subject, { part, count: leavable ?? 0 })}
    >
      {already
        ? say('Left out')
        : leavable === null
          ? say('Counting')
          : say('Leave these {leavable, number} out', { leavable })}
    </Button>
  );
}

function Trouble({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  if (!(error instanceof ORPCError) || error.code !== 'NOT_FOUND')
    return <ErrorState error={error} onRetry={onRetry} />;
  return (
    <Alert variant="outline" color="gray" title={say('This preview is no longer kept')} role="alert">
      {say('A preview is kept for an hour, and a few at a time. Preview again to see the changes.')}
    </Alert>
  );
}
