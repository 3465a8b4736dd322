import { NativeSelect, SegmentedControl, Text } from '@mantine/core';
import { IconCopy } from '@tabler/icons-react';
import { useQueries } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { orpc } from '../../../shared/api.ts';
import { ErrorState } from '../../../shared/ErrorState.tsx';
import { namesOf } from '../../../shared/names.ts';
import { Loading } from '../../../shared/Loading.tsx';
import { useExplorer } from '../explorer/explorer.ts';
import type { Direction } from '../state/view-state.ts';
import { copyText } from '../toolbar/copy.ts';
import { rowsCopied } from './PictureGrid.tsx';
import { PictureTables } from './PictureTables.tsx';
import type { Part } from './picture-rows.ts';
import { RowsGrid } from './RowsGrid.tsx';
import { sortRows, toTsv, type Sorting } from './rows.ts';
import classes from './table.module.css';
import { useLineageRows } from './use-lineage-rows.ts';
import { ToolButton } from '../toolbar/ToolButton.tsx';
import { say, sayIn } from '../../../shared/language/say.ts';

/** Which root, where the picture has several. */
function RootSelect({
  roots,
  root,
  onChange,
}: {
  readonly roots: readonly number[];
  readonly root: number;
  readonly onChange: (root: number) => void;
}) {
  const details = useQueries({
    queries: roots.map((id) => orpc.datasets.get.queryOptions({ input: { id } })),
  });
  if (roots.length < 2) return null;
  return (
    <NativeSelect
      size="xs"
      aria-label={sayIn('of a picture', 'Root')}
      value={String(root)}
      data={roots.map((id, position) => ({
        value: String(id),
        label: ((data) => (data ? namesOf(data).leaf : say('Dataset {id}', { id })))(details[position]?.data),
      }))}
      onChange={(event) => onChange(Number(event.currentTarget.value))}
    />
  );
}

/** Everything up- or downstream of a root at any depth, nearest first, whatever the picture shows of it. */
function Everything({
  roots,
  direction,
}: {
  readonly roots: readonly number[];
  readonly direction: Direction;
}) {
  const [root, setRoot] = useState(roots[0] ?? 0);
  const [sorting, setSorting] = useState<Sorting>({ key: 'depth', descending: false });
  const { rows, total, loading, error, retry, more } = useLineageRows(
    root,
    direction,
    useExplorer().state.at,
  );
  const sorted = useMemo(() => sortRows(rows, sorting), [rows, sorting]);
  const counted =
    total === null
      ? ''
      : rows.length < total
        ? say('{loaded, number} of {total, number} loaded; sorting and copying use those', {
            loaded: rows.length,
            total,
          })
        : say('{datasets, plural, one {# dataset} other {# datasets}}', { datasets: total });
  return (
    <>
      <div className={classes.bar}>
        <RootSelect roots={roots} root={root} onChange={setRoot} />
        <Text size="sm" role="status">
          {counted}
        </Text>
        {more ? <ToolButton onClick={more}>{say('Load more')}</ToolButton> : null}
        <span className={classes.space} />
        <ToolButton
          disabled={rows.length === 0 || (loading && rows.length !== total)}
          leftSection={<IconCopy size={14} aria-hidden="true" />}
          onClick={() => void copyText(toTsv(sorted), rowsCopied(sorted))}
        >
          {say('Copy as TSV')}
        </ToolButton>
      </div>
      {error ? <ErrorState error={error} onRetry={retry} /> : null}
      {total === null && !error ? <Loading what={say('the table')} bars={[240]} /> : null}
      {total === 0 ? (
        <Text p="md" size="sm">
          {direction === 'upstream'
            ? say('Nothing is recorded upstream of this dataset.')
            : say('Nothing is recorded downstream of this dataset.')}
        </Text>
      ) : null}
      {sorted.length > 0 ? (
        <RowsGrid
          rows={sorted}
          label={direction === 'upstream' ? say('Everything upstream') : say('Everything downstream')}
          sorting={sorting}
          onSort={setSorting}
        />
      ) : null}
    </>
  );
}

type Shown = Part | Direction;

const SHOWN: readonly { readonly value: Shown; readonly label: string }[] = [
  { value: 'nodes', label: say('Nodes') },
  { value: 'edges', label: say('Edges') },
  { value: 'columns', label: say('Columns') },
  { value: 'upstream', label: say('Everything upstream') },
  { value: 'downstream', label: say('Everything downstream') },
];

/** The table twin: what the picture shows, and the whole lineage of its roots. */
export function LineageTable({ roots }: { readonly roots: readonly number[] }) {
  const [shown, show] = useState<Shown>('nodes');
  return (
    <section className={classes.table} aria-label={say('Lineage as a table')}>
      <div className={classes.bar}>
        <SegmentedControl
          size="xs"
          aria-label={say('Table of')}
          data={[...SHOWN]}
          value={shown}
          onChange={(value) => show(SHOWN.find((one) => one.value === value)?.value ?? 'nodes')}
        />
      </div>
      {shown === 'upstream' || shown === 'downstream' ? (
        <Everything key={shown} roots={roots} direction={shown} />
      ) : (
        <PictureTables part={shown} />
      )}
    </section>
  );
}
