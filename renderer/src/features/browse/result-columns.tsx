import { Checkbox, Text, VisuallyHidden } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { SearchHit, SearchResult } from '../../../../contract/index.ts';
import { KindIcon } from '../../shared/KindIcon.tsx';
import { SensitivityBadge } from '../../shared/SensitivityBadge.tsx';
import { SourceBadges } from '../../shared/SourceBadges.tsx';
import type { GridSelection } from '../../shared/grid/RowGrid.tsx';
import type { GridColumn } from '../../shared/grid/grid-column.ts';
import { MiddleText } from '../../shared/MiddleText.tsx';
import { fullNameOf, namesOf } from '../../shared/names.ts';
import { count } from '../../shared/format.ts';
import { CertificationSign } from '../stewardship/CertificationBadge.tsx';
import { columnHash } from '../dataset/model/search-params.ts';
import { UpDown } from '../../shared/UpDown.tsx';
import classes from './browse.module.css';
import { say } from '../../shared/language/say.ts';
import { told } from '../../shared/language/told.ts';
import { matchedName } from './model/filter-words.ts';

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

/** The last part of a name, and beside it where that is. */
function DatasetName({ hit }: { hit: SearchHit }) {
  const { leaf, qualifier } = namesOf(hit);
  return (
    <>
      <span className={hit.retired ? `${classes.nameText} ${classes.retired}` : classes.nameText}>
        <MiddleText>{leaf}</MiddleText>
      </span>
      <Text span size="xs" c="dimmed" className={classes.qualifier}>
        {qualifier || hit.namespace}
      </Text>
    </>
  );
}

function HitName({ hit }: { hit: SearchHit }) {
  const aliases = hit.column ? 0 : hit.aliases;
  return (
    <span className={classes.name} title={hit.column ? hit.column.path : fullNameOf(hit)}>
      <KindIcon kind={hit.kind} />
      <Link
        to="/dataset/$id"
        params={{ id: String(hit.id) }}
        search={hit.column ? { tab: 'columns' } : {}}
        hash={hit.column ? columnHash(hit.column.id) : undefined}
        tabIndex={-1}
        className={classes.name}
      >
        {hit.column ? <span className={classes.nameText}>{hit.column.path}</span> : <DatasetName hit={hit} />}
      </Link>
      {hit.certification && <CertificationSign mark={hit.certification} />}
      {hit.retired && (
        <Text span size="xs" c="dimmed">
          {say('retired')}
        </Text>
      )}
      {aliases > 0 && (
        <Text
          span
          size="xs"
          c="dimmed"
          title={say('Known under {names, plural, one {# other name} other {# other names}}', {
            names: aliases,
          })}
        >
          +{count(aliases)}
        </Text>
      )}
    </span>
  );
}

function selectColumn(selection: GridSelection): GridColumn<SearchHit> {
  return {
    id: 'select',
    header: <VisuallyHidden>{say('Selected')}</VisuallyHidden>,
    width: '2.25rem',
    render: (hit, index) => (
      <Checkbox
        size="xs"
        tabIndex={-1}
        aria-label={say('Select {name}', { name: hit.column?.path ?? hit.name })}
        checked={selection.has(index)}
        onClick={(event) => event.stopPropagation()}
        onChange={() => selection.onToggle(index)}
      />
    ),
  };
}

/** From this width on, in pixels, a column has room. What tells datasets apart needs it first. */
const WIDE = 1000;
const WIDER = 1180;

const LINEAGE: GridColumn<SearchHit> = {
  id: 'lineage',
  header: say('Lineage'),
  width: '5.25rem',
  align: 'end',
  render: ({ upstream, downstream }) => <UpDown upstream={upstream} downstream={downstream} />,
};

const COLUMN_COUNT: GridColumn<SearchHit> = {
  id: 'columns',
  header: say('Columns'),
  width: '5rem',
  align: 'end',
  from: 780,
  render: (hit) => count(hit.columns),
};

/** How far the columns are traced, where the list is of datasets whose columns are not wholly. */
const COVERAGE: GridColumn<SearchHit> = {
  id: 'coverage',
  header: say('Columns traced'),
  width: 'minmax(12rem, 5fr)',
  render: ({ coverage }) =>
    coverage && (
      <span title={told(coverage.message)}>
        {coverage.columns === 0
          ? say('none')
          : say('{traced, number} of {columns, number}', {
              traced: coverage.traced,
              columns: coverage.columns,
            })}
        <Text span size="xs" c="dimmed">
          {' '}
          {told(coverage.message)}
        </Text>
      </span>
    ),
};

/** What a column's row says of its dataset and type. */
const OF_COLUMN: readonly GridColumn<SearchHit>[] = [
  {
    id: 'dataset',
    header: say('Dataset'),
    width: 'minmax(11rem, 3fr)',
    render: (hit) => (
      <span className={classes.name} title={fullNameOf(hit)}>
        <DatasetName hit={hit} />
      </span>
    ),
  },
  {
    id: 'type',
    header: say('Type'),
    width: 'minmax(5rem, 1fr)',
    render: (hit) => <List values={[hit.column?.dataType ?? '']} />,
  },
];

interface Options {
  scope: 'datasets' | 'columns';
  selection: GridSelection;
  categoryName: (key: string) => string;
  searching: boolean;
  /** The list is of datasets whose columns are not all traced. */
  untraced: boolean;
  /** Of all hits: what none of them has needs no column. */
  facets: SearchResult['facets'] | null;
}

/** The columns of the result list: for datasets, or for single columns. */
export function resultColumns(options: Options): GridColumn<SearchHit>[] {
  const { scope, selection, categoryName, searching, untraced, facets } = options;
  const ofColumns = scope === 'columns';
  const empty = new Set<string>();
  if (facets?.categories.every(({ value }) => value === 'none')) empty.add('categories');
  if (facets?.owners.every(({ value }) => value === 'none')) empty.add('owners');
  // The reason needs the room.
  if (untraced && !ofColumns) for (const id of ['categories', 'owners', 'columns']) empty.add(id);
  const crowded = ofColumns || searching;
  const matched: GridColumn<SearchHit> = {
    id: 'matched',
    header: say('Matched in'),
    width: 'minmax(7rem, 1.5fr)',
    render: (hit) => <List values={hit.matched} nameOf={matchedName} />,
  };
  const columns: GridColumn<SearchHit>[] = [
    selectColumn(selection),
    {
      id: 'name',
      header: ofColumns ? say('Column') : say('Name'),
      width: ofColumns ? 'minmax(9rem, 3fr)' : 'minmax(13rem, 5fr)',
      render: (hit) => <HitName hit={hit} />,
    },
    ...(ofColumns ? OF_COLUMN : []),
    ...(untraced && !ofColumns ? [COVERAGE] : []),
    {
      id: 'namespace',
      header: say('Namespace'),
      width: 'minmax(8rem, 2fr)',
      from: crowded ? WIDER : WIDE,
      render: (hit) => <List values={[hit.namespace]} />,
    },
    {
      id: 'sensitivity',
      header: say('Sensitivity'),
      width: '8.25rem',
      render: (hit) => hit.sensitivity && <SensitivityBadge level={hit.sensitivity} />,
    },
    {
      id: 'categories',
      header: say('Categories'),
      width: 'minmax(5.5rem, 2fr)',
      render: (hit) => <List values={hit.categories} nameOf={categoryName} />,
    },
    {
      id: 'owners',
      header: say('Owners'),
      width: 'minmax(5rem, 1.5fr)',
      ...(crowded ? { from: WIDE } : {}),
      render: (hit) => <List values={hit.owners} />,
    },
    {
      id: 'sources',
      header: say('Sources'),
      width: '6.5rem',
      from: crowded ? WIDER : 700,
      render: (hit) => <SourceBadges sources={hit.sources} size="xs" short />,
    },
    ...(ofColumns ? [] : [COLUMN_COUNT, LINEAGE]),
    ...(searching ? [matched] : []),
  ];
  return columns.filter(({ id }) => !empty.has(id));
}
