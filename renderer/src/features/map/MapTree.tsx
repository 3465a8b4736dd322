import { IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useId, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import { nextIndex } from '../../shared/grid/keys.ts';
import { MiddleText } from '../../shared/MiddleText.tsx';
import grid from '../lineage/table/table.module.css';
import classes from './map.module.css';
import type { Spot } from './model/places.ts';
import { openRows, TREE_TITLES, type TreeRow } from './model/tree.ts';
import { say } from '../../shared/language/say.ts';

const ROW = 30;
const COLUMNS = {
  gridTemplateColumns: `minmax(320px, 4fr) repeat(${TREE_TITLES.length - 1}, minmax(100px, 1fr))`,
};
const WIDTH = 320 + 100 * (TREE_TITLES.length - 1);

export interface Closed {
  /** All groups are closed but those named, or the other way round. */
  readonly all: boolean;
  readonly except: ReadonlySet<string>;
}

interface Props {
  readonly rows: readonly TreeRow[];
  readonly closed: Closed;
  readonly onClosed: (closed: Closed) => void;
  readonly onGo: (spot: Spot) => void;
}

/**
 * The datasets of the map as a tree of rows, as many as are open; the keys are those of an ARIA treegrid: arrows
 * walk, open and close, Enter opens a group or goes to a dataset.
 */
export function MapTree({ rows, closed, onClosed, onGo }: Props) {
  const scroller = useRef<HTMLDivElement>(null);
  const id = useId();
  const [active, setActive] = useState(0);
  const isClosed = (row: TreeRow): boolean => row.children > 0 && closed.all !== closed.except.has(row.key);
  const shown = useMemo(
    () => openRows(rows, (row) => row.children > 0 && closed.all !== closed.except.has(row.key)),
    [rows, closed],
  );
  const virtual = useVirtualizer({
    count: shown.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW,
    overscan: 12,
    scrollPaddingStart: ROW,
  });
  const current = Math.min(active, Math.max(0, shown.length - 1));
  const move = (to: number): void => {
    setActive(to);
    virtual.scrollToIndex(to);
  };
  const toggle = (row: TreeRow): void => {
    const except = new Set(closed.except);
    if (!except.delete(row.key)) except.add(row.key);
    onClosed({ ...closed, except });
  };
  const open = (row: TreeRow): void => {
    if (row.children > 0) toggle(row);
    else if (row.spot) onGo(row.spot);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target !== scroller.current) return;
    const row = rows[shown[current] ?? -1];
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / ROW) - 2);
    const to = nextIndex(event.key, current, shown.length, page);
    if (to !== null) move(to);
    else if (row && event.key === 'Enter') open(row);
    else if (row && event.key === 'ArrowRight' && row.children > 0) {
      if (isClosed(row)) toggle(row);
      else move(current + 1);
    } else if (row && event.key === 'ArrowLeft') {
      if (row.children > 0 && !isClosed(row)) toggle(row);
      else if (row.parent >= 0) move(shown.indexOf(row.parent));
    } else return;
    event.preventDefault();
  };
  const items = virtual.getVirtualItems();
  const inSight = items.some(({ index }) => index === current);
  return (
    <div
      ref={scroller}
      className={`${grid.scroller} ${classes.tree}`}
      tabIndex={0}
      role="treegrid"
      aria-label={say('Datasets of the map')}
      aria-rowcount={shown.length + 1}
      aria-activedescendant={inSight ? `${id}-${current}` : undefined}
      onKeyDown={onKeyDown}
    >
      <div role="rowgroup" className={grid.head} style={{ minWidth: WIDTH }}>
        <div role="row" aria-rowindex={1} className={grid.wide} style={COLUMNS}>
          {TREE_TITLES.map((title) => (
            <div key={title} role="columnheader" className={`${grid.cell} ${grid.title}`}>
              {title}
            </div>
          ))}
        </div>
      </div>
      <div role="rowgroup" style={{ height: virtual.getTotalSize(), position: 'relative', minWidth: WIDTH }}>
        {items.map(({ index, start }) => {
          const row = rows[shown[index]!]!;
          return (
            <Row
              key={row.key}
              id={`${id}-${index}`}
              row={row}
              index={index}
              start={start}
              active={index === current}
              closed={isClosed(row)}
              onOpen={() => {
                setActive(index);
                open(row);
              }}
            />
          );
        })}
      </div>
    </div>
  );
}

interface RowProps {
  readonly id: string;
  readonly row: TreeRow;
  readonly index: number;
  readonly start: number;
  readonly active: boolean;
  readonly closed: boolean;
  readonly onOpen: () => void;
}

function Row({ id, row, index, start, active, closed, onOpen }: RowProps) {
  const [name = '', ...cells] = row.cells;
  const Chevron = closed ? IconChevronRight : IconChevronDown;
  return (
    <div
      id={id}
      role="row"
      aria-rowindex={index + 2}
      aria-level={row.level}
      aria-setsize={row.siblings}
      aria-posinset={row.place}
      aria-expanded={row.children > 0 ? !closed : undefined}
      data-active={active || undefined}
      data-group={row.children > 0 || undefined}
      className={`${grid.wide} ${grid.placed}`}
      style={{ ...COLUMNS, height: ROW, transform: `translateY(${start}px)` }}
    >
      <div role="gridcell" className={grid.cell} style={{ paddingInlineStart: row.level * 16 }}>
        <button
          type="button"
          tabIndex={-1}
          className={`${grid.go} ${classes.branch}`}
          title={row.children > 0 ? name : say('{name}\nShow in the picture', { name })}
          onClick={onOpen}
        >
          {row.children > 0 ? <Chevron size={13} aria-hidden="true" style={{ flex: 'none' }} /> : null}
          <MiddleText>{name}</MiddleText>
        </button>
      </div>
      {cells.map((cell, position) => (
        <div key={TREE_TITLES[position + 1]} role="gridcell" className={grid.cell}>
          <span className={grid.text} title={cell}>
            {cell}
          </span>
        </div>
      ))}
    </div>
  );
}
