import { Text } from '@mantine/core';
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useRef } from 'react';
import type { LineageRow } from '../../../../../contract/index.ts';
import { KindIcon } from '../../../shared/KindIcon.tsx';
import { fullNameOf, namesOf } from '../../../shared/names.ts';
import { SensitivityBadge } from '../../../shared/SensitivityBadge.tsx';
import { COLUMNS, type Sorting, type TableColumn } from './rows.ts';
import classes from './table.module.css';

const ROW = 32;

interface Props {
  readonly rows: readonly LineageRow[];
  readonly label: string;
  readonly sorting: Sorting;
  readonly onSort: (sorting: Sorting) => void;
}

function HeadCell({
  column,
  sorting,
  onSort,
}: { readonly column: TableColumn } & Pick<Props, 'sorting' | 'onSort'>) {
  const active = sorting.key === column.key;
  const Icon = sorting.descending ? IconArrowDown : IconArrowUp;
  return (
    <div
      role="columnheader"
      className={classes.cell}
      data-column={column.key}
      aria-sort={active ? (sorting.descending ? 'descending' : 'ascending') : 'none'}
    >
      <button
        type="button"
        className={classes.sort}
        onClick={() => onSort({ key: column.key, descending: active && !sorting.descending })}
      >
        {column.title}
        {active ? <Icon size={12} aria-hidden="true" /> : null}
      </button>
    </div>
  );
}

function Cell({ column, row }: { readonly column: TableColumn; readonly row: LineageRow }) {
  const text = column.text(row);
  switch (column.key) {
    case 'name':
      return (
        <>
          <KindIcon kind={row.kind} size={14} />
          <Link
            to="/dataset/$id"
            params={{ id: String(row.id) }}
            className={classes.link}
            title={fullNameOf(row)}
          >
            {namesOf(row).leaf}
          </Link>
          <Text component="span" size="xs" c="dimmed" className={classes.text}>
            {namesOf(row).qualifier}
          </Text>
        </>
      );
    case 'via':
      return row.via ? (
        <Link
          to="/dataset/$id"
          params={{ id: String(row.via.id) }}
          className={classes.link}
          title={fullNameOf(row.via)}
        >
          {namesOf(row.via).leaf}
        </Link>
      ) : (
        <Text component="span" size="xs" c="dimmed">
          –
        </Text>
      );
    case 'sensitivity':
      return row.sensitivity ? <SensitivityBadge level={row.sensitivity} size="xs" /> : null;
    default:
      return (
        <span className={classes.text} title={text}>
          {text}
        </span>
      );
  }
}

/** The rows, of which only those in sight are mounted. */
export function RowsGrid({ rows, label, sorting, onSort }: Props) {
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW,
    overscan: 12,
  });
  return (
    <div
      ref={scroller}
      className={classes.scroller}
      tabIndex={0}
      role="table"
      aria-label={label}
      aria-rowcount={rows.length + 1}
    >
      <div role="rowgroup" className={classes.head}>
        <div role="row" aria-rowindex={1} className={classes.row}>
          {COLUMNS.map((column) => (
            <HeadCell key={column.key} column={column} sorting={sorting} onSort={onSort} />
          ))}
        </div>
      </div>
      <div role="rowgroup" style={{ height: virtual.getTotalSize(), position: 'relative' }}>
        {virtual.getVirtualItems().map(({ index, start }) => {
          const row = rows[index];
          return row ? (
            <div
              key={row.id}
              role="row"
              aria-rowindex={index + 2}
              className={`${classes.row} ${classes.placed}`}
              style={{ height: ROW, transform: `translateY(${start}px)` }}
            >
              {COLUMNS.map((column) => (
                <div key={column.key} role="cell" className={classes.cell} data-column={column.key}>
                  <Cell column={column} row={row} />
                </div>
              ))}
            </div>
          ) : null;
        })}
      </div>
    </div>
  );
}
