import { useVirtualizer } from '@tanstack/react-virtual';
import { useRef, type KeyboardEvent } from 'react';
import { matches } from '../../../shared/keys.ts';
import { copyText } from '../toolbar/copy.ts';
import type { PictureRow, PictureTable } from './picture-rows.ts';
import classes from './table.module.css';
import { tsv } from './tsv.ts';

const ROW = 32;

interface Props {
  readonly table: PictureTable;
  readonly label: string;
  readonly onGo: (row: PictureRow) => void;
}

export function copyTable({ titles, rows }: PictureTable): Promise<void> {
  const text = tsv([titles, ...rows.map((row) => row.cells)]);
  return copyText(text, `${rows.length.toLocaleString()} rows copied`);
}

/** What the picture shows, in rows; only those in sight are mounted. Ctrl+C copies all of them. */
export function PictureGrid({ table, label, onGo }: Props) {
  const scroller = useRef<HTMLDivElement>(null);
  const { rows, titles } = table;
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW,
    overscan: 12,
  });
  const columns = { gridTemplateColumns: `repeat(${titles.length}, minmax(130px, 1fr))` };
  const onKeyDown = (event: KeyboardEvent) => {
    const marked = window.getSelection()?.toString() ?? '';
    if (!matches('mod+C', event) || marked !== '') return;
    event.preventDefault();
    void copyTable(table);
  };
  return (
    <div
      ref={scroller}
      className={classes.scroller}
      tabIndex={0}
      role="table"
      aria-label={label}
      aria-rowcount={rows.length + 1}
      onKeyDown={onKeyDown}
    >
      <div role="rowgroup" className={classes.head} style={{ minWidth: titles.length * 130 }}>
        <div role="row" aria-rowindex={1} className={classes.wide} style={columns}>
          {titles.map((title) => (
            <div key={title} role="columnheader" className={`${classes.cell} ${classes.title}`}>
              {title}
            </div>
          ))}
        </div>
      </div>
      <div
        role="rowgroup"
        style={{ height: virtual.getTotalSize(), position: 'relative', minWidth: titles.length * 130 }}
      >
        {virtual.getVirtualItems().map(({ index, start }) => {
          const row = rows[index];
          return row ? (
            <div
              key={row.key}
              role="row"
              aria-rowindex={index + 2}
              className={`${classes.wide} ${classes.placed}`}
              style={{ ...columns, height: ROW, transform: `translateY(${start}px)` }}
            >
              {row.cells.map((cell, position) => (
                <div key={titles[position]} role="cell" className={classes.cell}>
                  {position === 0 ? (
                    <button
                      type="button"
                      className={classes.go}
                      title={`${cell}\nShow in the picture`}
                      onClick={() => onGo(row)}
                    >
                      {cell}
                    </button>
                  ) : (
                    <span className={classes.text} title={cell}>
                      {cell}
                    </span>
                  )}
                </div>
              ))}
            </div>
          ) : null;
        })}
      </div>
    </div>
  );
}
