import { Checkbox, Text, VisuallyHidden } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { SearchHit } from '../../../../contract/index.ts';
import { KindIcon } from '../../shared/KindIcon.tsx';
import { SensitivityBadge } from '../../shared/SensitivityBadge.tsx';
import { SourceBadges } from '../../shared/SourceBadges.tsx';
import type { GridColumn, GridSelection } from '../../shared/grid/RowGrid.tsx';
import { splitName } from '../../shared/names.ts';
import { columnHash } from '../dataset/model/search-params.ts';
import { UpDown } from '../../shared/UpDown.tsx';
import classes from './browse.module.css';

const number = new Intl.NumberFormat();

function List({
  values,
  nameOf = String,
}: {
  values: readonly string[];
  nameOf?: (value: string) => string;
}) {
  const names = values.map(nameOf).join(', ');
  return <span title={names}>{names}</span>;
}

function HitName({ hit }: { hit: SearchHit }) {
  const name = hit.column ? hit.column.path : hit.name;
  const { leaf, qualifier } = hit.column ? { leaf: name, qualifier: '' } : splitName(name);
  return (
    <span className={classes.name}>
      <KindIcon kind={hit.kind} />
      <Link
        to="/dataset/$id"
        params={{ id: String(hit.id) }}
        search={hit.column ? { tab: 'columns' } : {}}
        hash={hit.column ? columnHash(hit.column.id) : undefined}
        tabIndex={-1}
        title={name}
        className={hit.retired ? `${classes.nameText} ${classes.retired}` : classes.nameText}
      >
        {leaf}
      </Link>
      {qualifier && (
        <Text span size="xs" c="dimmed" className={classes.qualifier} title={name}>
          {qualifier}
        </Text>
      )}
      {hit.retired && (
        <Text span size="xs" c="dimmed">
          retired
        </Text>
      )}
      {!hit.column && hit.aliases > 0 && (
        <Text
          span
          size="xs"
          c="dimmed"
          title={`Known under ${hit.aliases} other ${hit.aliases === 1 ? 'name' : 'names'}`}
        >
          +{hit.aliases}
        </Text>
      )}
    </span>
  );
}

function selectColumn(selection: GridSelection): GridColumn<SearchHit> {
  return {
    id: 'select',
    header: <VisuallyHidden>Selected</VisuallyHidden>,
    width: '2.25rem',
    render: (hit, index) => (
      <Checkbox
        size="xs"
        tabIndex={-1}
        aria-label={`Select ${hit.column?.path ?? hit.name}`}
        checked={selection.has(index)}
        onClick={(event) => event.stopPropagation()}
        onChange={() => selection.onToggle(index)}
      />
    ),
  };
}

const LINEAGE: GridColumn<SearchHit> = {
  id: 'lineage',
  header: 'Lineage',
  width: '5.5rem',
  align: 'end',
  render: ({ upstream, downstream }) => <UpDown upstream={upstream} downstream={downstream} />,
};

/** The columns of the result list: for datasets, or for single columns. */
export function resultColumns(
  scope: 'datasets' | 'columns',
  selection: GridSelection,
  categoryName: (key: string) => string,
  searching: boolean,
): GridColumn<SearchHit>[] {
  const ofColumns = scope === 'columns';
  const matched: GridColumn<SearchHit> = {
    id: 'matched',
    header: 'Matched in',
    width: 'minmax(7rem, 1fr)',
    render: (hit) => <List values={hit.matched} />,
  };
  const middle: GridColumn<SearchHit>[] = ofColumns
    ? [
        {
          id: 'dataset',
          header: 'Dataset',
          width: 'minmax(10rem, 2fr)',
          render: (hit) => <List values={[hit.name]} />,
        },
        {
          id: 'type',
          header: 'Type',
          width: 'minmax(5rem, 1fr)',
          render: (hit) => <List values={[hit.column?.dataType ?? '']} />,
        },
      ]
    : [];
  const columnCount: GridColumn<SearchHit> = {
    id: 'columns',
    header: 'Columns',
    width: '4.75rem',
    align: 'end',
    render: (hit) => number.format(hit.columns),
  };
  return [
    selectColumn(selection),
    {
      id: 'name',
      header: ofColumns ? 'Column' : 'Name',
      width: 'minmax(15rem, 4fr)',
      render: (hit) => <HitName hit={hit} />,
    },
    ...middle,
    {
      id: 'namespace',
      header: 'Namespace',
      width: 'minmax(7rem, 2fr)',
      render: (hit) => <List values={[hit.namespace]} />,
    },
    {
      id: 'sensitivity',
      header: 'Sensitivity',
      width: '9rem',
      render: (hit) => hit.sensitivity && <SensitivityBadge level={hit.sensitivity} />,
    },
    {
      id: 'categories',
      header: 'Categories',
      width: 'minmax(7rem, 1.5fr)',
      render: (hit) => <List values={hit.categories} nameOf={categoryName} />,
    },
    {
      id: 'owners',
      header: 'Owners',
      width: 'minmax(5rem, 1fr)',
      render: (hit) => <List values={hit.owners} />,
    },
    {
      id: 'sources',
      header: 'Sources',
      width: 'minmax(6.5rem, 1fr)',
      render: (hit) => <SourceBadges sources={hit.sources} />,
    },
    ...(ofColumns ? [] : [columnCount, LINEAGE]),
    ...(searching ? [matched] : []),
  ];
}
