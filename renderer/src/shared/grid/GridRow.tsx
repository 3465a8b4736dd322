import { Skeleton } from '@mantine/core';
import { memo, type CSSProperties } from 'react';
import classes from './RowGrid.module.css';
import type { GridColumn } from './grid-column.ts';

interface Props<Row> {
  id: string;
  index: number;
  /** Undefined while the row is on the way. */
  row: Row | undefined;
  columns: readonly GridColumn<Row>[];
  template: CSSProperties;
  start: number;
  size: number;
  active: boolean;
  linked: boolean;
  /** Undefined where rows cannot be selected. */
  selected: boolean | undefined;
}

function Row<Of>({ id, index, row, columns, template, start, size, active, linked, selected }: Props<Of>) {
  return (
    <div
      id={id}
      role="row"
      aria-rowindex={index + 2}
      aria-selected={selected}
      data-index={index}
      data-active={active || undefined}
      data-linked={linked || undefined}
      className={classes.row}
      style={{ ...template, height: size, transform: `translateY(${start}px)` }}
    >
      {columns.map(({ id: columnId, align, render }) => (
        <div key={columnId} role="gridcell" className={classes.cell} data-align={align}>
          {row === undefined ? <Skeleton height={8} width="60%" /> : render(row, index)}
        </div>
      ))}
    </div>
  );
}

/** One row of a grid; a row that stays in view while the list scrolls is not drawn again. */
export const GridRow = memo(Row) as typeof Row;

/** The place of the row in which an event happened; null outside of rows. */
export function rowIndexOf(target: EventTarget): number | null {
  const index =
    target instanceof Element ? target.closest<HTMLElement>('[data-index]')?.dataset['index'] : undefined;
  return index === undefined ? null : Number(index);
}
