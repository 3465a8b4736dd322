import { Group, Switch, Text } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import type { Column } from '../../../../contract/index.ts';
import { orpc } from '../../shared/api.ts';
import { EmptyState } from '../../shared/EmptyState.tsx';
import { ErrorState } from '../../shared/ErrorState.tsx';
import { FilterField } from '../../shared/FilterField.tsx';
import { BulkBar } from '../stewardship/BulkBar.tsx';
import { RowGrid, type GridSelection } from '../../shared/grid/RowGrid.tsx';
import { addAll, isSelected, NOTHING, toggle, type Selection } from '../../shared/grid/selection.ts';
import { usePageCommands } from '../../shared/use-page-commands.ts';
import { StewardDialog, type StewardEdit } from '../stewardship/StewardDialog.tsx';
import { columnItem } from '../stewardship/model/edit-item.ts';
import type { NameOf } from '../stewardship/model/tag-plan.ts';
import { handleOf } from '../questions/model/search-params.ts';
import { columnColumns } from './column-columns.tsx';
import { DescriptionDialog, type Describing } from './DescriptionDialog.tsx';
import { matchingColumns } from './model/columns.ts';
import classes from './dataset.module.css';
import { lines, Loading } from '../../shared/Loading.tsx';
import { say } from '../../shared/language/say.ts';

interface Props {
  id: number;
  nameOf: NameOf;
  /** Column to start at. */
  columnId: number | null;
}

/** All columns of a dataset: nested, virtualised, with tags that can be edited in place or in bulk. */
export function ColumnsTab({ id, nameOf, columnId }: Props) {
  const [retired, setRetired] = useState(false);
  const [text, setText] = useState('');
  const filter = useRef<HTMLInputElement>(null);
  usePageCommands([
    { id: 'columns.filter', title: say('Filter columns'), keys: ['/'], run: () => filter.current?.focus() },
  ]);
  const query = useQuery({
    ...orpc.datasets.columns.queryOptions({ input: { id, retired } }),
    placeholderData: keepPreviousData,
  });
  if (query.isPending) return <LoadingColumns />;
  if (query.error) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  const { items } = query.data;
  const shown = matchingColumns(items, text);
  return (
    <div className={classes.fill}>
      <Group gap="sm">
        <FilterField
          ref={filter}
          label={say('Filter columns')}
          placeholder={say('Filter by name, type, description or tag  ( / )')}
          text={text}
          onText={setText}
        />
        <Switch
          size="xs"
          label={say('Show retired columns')}
          checked={retired}
          onChange={(event) => setRetired(event.currentTarget.checked)}
        />
        <Text size="sm" c="dimmed" role="status">
          {howMany(shown, items)}
        </Text>
      </Group>
      {shown.length === 0 ? (
        <EmptyState title={items.length === 0 ? say('No columns are known') : say('No columns match')}>
          {items.length === 0
            ? say(
                'No imported source gives a schema for this dataset. dbt catalogs, Glue tables and OpenLineage schema facets do.',
              )
            : say('Fewer words widen the filter.')}
        </EmptyState>
      ) : (
        <ColumnGrid
          key={id}
          datasetId={id}
          columns={shown}
          listKey={`${id} ${text} ${retired}`}
          nameOf={nameOf}
          columnId={columnId}
        />
      )}
    </div>
  );
}

interface GridProps {
  datasetId: number;
  columns: readonly Column[];

  listKey: string;
  nameOf: NameOf;
  columnId: number | null;
}

function ColumnGrid({ datasetId, columns, listKey, nameOf, columnId }: GridProps) {
  const navigate = useNavigate();
  const [selection, setSelection] = useState<Selection>(NOTHING);
  const [edit, setEdit] = useState<StewardEdit | null>(null);
  const [describing, setDescribing] = useState<Describing | null>(null);
  const linked = columns.findIndex(({ id }) => id === columnId);
  const keyAt = (index: number) => String(columns[index]?.id);
  const chosen = columns.filter(({ id }) => isSelected(selection, String(id)));

  const grid: GridSelection = {
    count: chosen.length,
    has: (index) => isSelected(selection, keyAt(index)),
    onToggle: (index) => setSelection(toggle(selection, keyAt(index))),
    onRange: (from, to) => {
      const range = columns.slice(Math.min(from, to), Math.max(from, to) + 1);
      setSelection(
        addAll(
          selection,
          range.map(({ id }) => String(id)),
        ),
      );
    },
    onAll: () =>
      setSelection(
        addAll(
          NOTHING,
          columns.map(({ id }) => String(id)),
        ),
      ),
    onClear: () => setSelection(NOTHING),
  };

  function edits(what: StewardEdit['what'], row: Column | undefined) {
    const of = row && !(chosen.length > 0 && isSelected(selection, String(row.id))) ? [row] : chosen;
    const [only] = of;
    if (!only) return;
    const title =
      of.length === 1
        ? only.path.join('.')
        : say('{columns, plural, one {# column} other {# columns}}', { columns: of.length });
    setEdit({ what, subject: { title, count: of.length, items: of.map(columnItem) } });
  }

  const editTags = (row: Column | undefined) => edits('tags', row);

  function trace(row: Column | undefined) {
    if (row) void navigate({ to: '/lineage', search: { root: datasetId, trace: row.id } });
  }

  function ask(to: '/impact' | '/origin', row: Column | undefined) {
    if (row) void navigate({ to, search: { of: handleOf('column', row.id) } });
  }

  function describe(row: Column) {
    const { id, path, description, descriptionOrigin } = row;
    setDescribing({
      target: { on: 'column', id },
      name: path.join('.'),
      text: descriptionOrigin === 'steward' ? (description ?? '') : '',
      given: description,
    });
  }

  return (
    <>
      {chosen.length > 0 && (
        <BulkBar
          selected={chosen.length}
          total={columns.length}
          unit="column"
          all={chosen.length === columns.length}
          editBlocked={null}
          onTag={() => editTags(undefined)}
          onState={() => edits('statements', undefined)}
          onLineage={() => trace(chosen[0])}
          lineageBlocked={chosen.length > 1 ? say('The path of one column can be followed at a time.') : null}
          onSelectAll={grid.onAll}
          onClear={grid.onClear}
        />
      )}
      <RowGrid
        label={say('Columns')}
        columns={columnColumns({ selection: grid, nameOf, onTags: editTags, onDescribe: describe })}
        rowCount={columns.length}
        rowAt={(index) => columns[index]}
        selection={grid}
        listKey={`${listKey} ${linked < 0 ? '' : columnId}`}
        startAt={linked < 0 ? undefined : linked}
        onOpen={trace}
        letters={{
          t: editTags,
          s: (row) => edits('statements', row),
          l: trace,
          d: (row) => row && describe(row),
          i: (row) => ask('/impact', row),
          r: (row) => ask('/origin', row),
        }}
        minWidth="56rem"
      />
      <Text size="xs" c="dimmed">
        {say(
          'Enter follows a column’s lineage, I asks for its impact, R for its origin, Space selects, T edits tags, S what else is stated, D the description.',
        )}
      </Text>
      <StewardDialog edit={edit} onClose={() => setEdit(null)} />
      <DescriptionDialog editing={describing} onClose={() => setDescribing(null)} />
    </>
  );
}

function LoadingColumns() {
  return <Loading what={say('columns')} bars={lines(10)} gap="xs" />;
}

/** The tab's title counts what stands at the top level. */
function howMany(shown: readonly Column[], all: readonly Column[]): string {
  const nested = all.filter(({ depth }) => depth > 0).length;
  const columns = all.length;
  if (shown.length < columns)
    return say('{shown, number} of {columns, plural, one {# column} other {# columns}}', {
      shown: shown.length,
      columns,
    });
  return nested > 0
    ? say('{columns, plural, one {# column} other {# columns}}, {nested, number} of them nested', {
        columns,
        nested,
      })
    : say('{columns, plural, one {# column} other {# columns}}', { columns });
}
