import { UnstyledButton } from '@mantine/core';
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import { useRef, useState, type CSSProperties, type PointerEvent } from 'react';
import type { CellFilter } from '../../../../contract/index.ts';
import { FilterMenu } from './FilterMenu.tsx';
import type { SheetColumn } from './model/layout.ts';
import classes from './grid.module.css';

interface Props {
  column: SheetColumn;
  index: number;
  style: CSSProperties;
  /** The last of those that stay at the left. */
  edge: boolean;
  sorted: 'ascending' | 'descending' | null;
  filter: CellFilter | undefined;
  onSort: () => void;
  onFilter: (filter: CellFilter | null) => void;
  onResize: (width: number) => void;
  /** A column was dropped on this one. */
  onDropped: (header: string) => void;
}

const DRAGGED = 'application/x-headwater-column';

/** The head of a column: sorts, filters, is dragged to another place, and widened at its edge. */
export function HeadCell(props: Props) {
  const { column, index, style, edge, sorted, filter, onSort, onFilter } = props;
  const [over, setOver] = useState(false);
  const carries = (types: readonly string[]) => types.includes(DRAGGED) && !column.frozen;
  return (
    <div
      role="columnheader"
      aria-colindex={index + 1}
      aria-sort={sorted ?? (column.field ? 'none' : undefined)}
      className={`${classes.headCell} ${column.frozen ? classes.frozen : ''} ${edge ? classes.edge : ''}`}
      style={style}
      data-over={over || undefined}
      draggable={!column.frozen}
      onDragStart={(event) => {
        event.dataTransfer.setData(DRAGGED, column.header);
        event.dataTransfer.effectAllowed = 'move';
      }}
      onDragOver={(event) => {
        if (!carries(event.dataTransfer.types)) return;
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        setOver(false);
        const header = event.dataTransfer.getData(DRAGGED);
        if (header === '' || column.frozen) return;
        event.preventDefault();
        props.onDropped(header);
      }}
    >
      {column.field ? (
        <>
          <UnstyledButton className={classes.sort} fz="inherit" onClick={onSort} title={column.label}>
            <span className={classes.sortText}>{column.label}</span>
            {sorted === 'ascending' && <IconArrowUp size={12} aria-hidden />}
            {sorted === 'descending' && <IconArrowDown size={12} aria-hidden />}
          </UnstyledButton>
          <FilterMenu column={column} filter={filter} onFilter={onFilter} />
        </>
      ) : (
        <span className={classes.sort}>
          <span className={classes.sortText}>{column.label}</span>
        </span>
      )}
      <Grip width={column.width} onResize={props.onResize} />
    </div>
  );
}

/** The edge that is dragged to make a column wider; keyboards have the menu of columns for it. */
function Grip({ width, onResize }: { readonly width: number; readonly onResize: (width: number) => void }) {
  const from = useRef<{ x: number; width: number } | null>(null);
  const [active, setActive] = useState(false);
  const begin = (event: PointerEvent<HTMLDivElement>) => {
    event.preventDefault();
    event.stopPropagation();
    event.currentTarget.setPointerCapture(event.pointerId);
    from.current = { x: event.clientX, width };
    setActive(true);
  };
  const end = () => {
    from.current = null;
    setActive(false);
  };
  return (
    <div
      aria-hidden
      className={classes.grip}
      data-active={active || undefined}
      // Otherwise the browser would begin to drag the column.
      onMouseDown={(event) => event.preventDefault()}
      onPointerDown={begin}
      onPointerMove={(event) => {
        if (from.current) onResize(from.current.width + event.clientX - from.current.x);
      }}
      onPointerUp={end}
      onPointerCancel={end}
    />
  );
}
