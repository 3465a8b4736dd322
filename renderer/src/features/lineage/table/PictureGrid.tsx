import { notifications } from '@mantine/notifications';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useRef, type ClipboardEvent } from 'react';
import { MiddleText } from '../../../shared/MiddleText.tsx';
import { copyText } from '../toolbar/copy.ts';
import type { PictureRow, PictureTable } from './picture-rows.ts';
import classes from './table.module.css';
import { tsv } from './tsv.ts';
import { say } from '../../../shared/language/say.ts';

const ROW = 32;

interface Props {
  readonly table: PictureTable;
  readonly label: string;
  readonly onGo: (row: PictureRow) => void;
}

const textOf = ({ titles, rows }: PictureTable): string => tsv([titles, ...rows.map((row) => row.cells)]);
export const rowsCopied = (rows: readonly unknown[]): string =>
  say('{rows, plural, one {# row} other {# rows}} copied', { rows: rows.length });

export const copyTable = (table: PictureTable): Promise<void> =>
  copyText(textOf(table), rowsCopied(table.rows));

/** What the picture shows, in rows; only those in sight are mounted. Ctrl+C copies all of them. */
export function PictureGrid({ table, label, onGo }: Props) {
  const scroller = useRef<HTMLDivElement>(null);
  const { rows, titles, names } = table;
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW,
    overscan: 12,
  });
  const width = titles.reduce((sum, _, position) => sum + (names.includes(position) ? 240 : 120), 0);
  const columns = {
    gridTemplateColumns: titles
      .map((_, position) => (names.includes(position) ? 'minmax(240px, 2fr)' : 'minmax(120px, 1fr)'))
      .join(' '),
  };
  const onCopy = (event: ClipboardEvent) => {
    // Whoever marked some text means that text.
    if ((window.getSelection()?.toString() ?? '') !== '') return;
    event.preventDefault();
    event.clipboardData.setData('text/plain', textOf(table));
    notifications.show({ message: rowsCopied(table.rows), autoClose: 2000 });
  };
  return (
    <div
      ref={scroller}
      className={classes.scroller}
      tabIndex={0}
      role="table"
      aria-label={label}
      aria-rowcount={rows.length + 1}
      onCopy={onCopy}
    >
      <div role="rowgroup" className={classes.head} style={{ minWidth: width }}>
        <div role="row" aria-rowindex={1} className={classes.wide} style={columns}>
          {titles.map((title) => (
            <div key={title} role="columnheader" className={`${classes.cell} ${classes.title}`}>
              {title}
            </div>
          ))}
        </div>
      </div>
      <div role="rowgroup" style={{ height: virtual.getTotalSize(), position: 'relative', minWidth: width }}>
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
                      title={say('{cell}\nShow in the picture', { cell })}
                      onClick={() => onGo(row)}
                    >
                      <MiddleText>{cell}</MiddleText>
                    </button>
                  ) : (
                    <span className={classes.text} title={cell}>
                      {names.includes(position) ? <MiddleText>{cell}</MiddleText> : cell}
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
