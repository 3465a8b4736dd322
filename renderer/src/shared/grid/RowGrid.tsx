import { useVirtualizer } from '@tanstack/react-virtual';
import {
  useEffect,
  useEffectEvent,
  useId,
  useMemo,
  useRef,
  useState,
  type KeyboardEvent,
  type MouseEvent,
} from 'react';
import { GridRow, rowIndexOf } from './GridRow.tsx';
import { nextIndex } from './keys.ts';
import { useWidth } from './use-width.ts';
import classes from './RowGrid.module.css';
import type { GridColumn } from './grid-column.ts';

export interface GridSelection {
  readonly has: (index: number) => boolean;
  /** Space or the row's box. */
  readonly onToggle: (index: number) => void;
  /** Shift: everything between these two places, both included. */
  readonly onRange: (from: number, to: number) => void;
  readonly onAll: () => void;
  readonly onClear: () => void;
  readonly count: number;
}

interface Props<Row> {
  label: string;
  columns: readonly GridColumn<Row>[];
  rowCount: number;
  /** Undefined while the row is on the way. */
  rowAt: (index: number) => Row | undefined;
  rowHeight?: number;
  /** Enter, or a double click. */
  onOpen?: (row: Row) => void;
  /** Called with the place of the active row whenever it changes. */
  onActive?: (index: number) => void;
  /** Called with the places in view whenever they change. */
  onRangeChange?: (first: number, last: number) => void;
  selection?: GridSelection;
  /** Single letters with a meaning of their own here; they get the active row. */
  letters?: Readonly<Record<string, (row: Row | undefined) => void>>;
  /** Changes when the list is another one, or is to start elsewhere: the scroll position then starts over. */
  listKey?: string;
  dimmed?: boolean;
  /** The row that a link points at: the list starts there, and it stays marked. */
  startAt?: number;
  minWidth?: string;
}

/**
 * A list of any length as an ARIA grid: only rows in view exist, one row is active, and the keyboard
 * reaches everything (arrows or j/k, Home, End, pages, Space, Shift for ranges, Ctrl+A, Enter, Esc).
 */
export function RowGrid<Row>(props: Props<Row>) {
  const {
    label,
    columns: all,
    rowCount,
    rowAt,
    rowHeight = 32,
    selection,
    listKey,
    dimmed,
    minWidth,
    startAt,
  } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const room = useWidth(scroller);
  const columns = useMemo(() => all.filter(({ from = 0 }) => room >= from), [all, room]);
  const anchor = useRef(0);
  const [active, setActive] = useState(0);
  const id = useId();
  const virtualizer = useVirtualizer({
    count: rowCount,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 12,
    scrollPaddingStart: rowHeight,
  });
  const rows = virtualizer.getVirtualItems();
  const first = rows[0]?.index ?? 0;
  const last = rows.at(-1)?.index ?? 0;
  const current = Math.min(active, Math.max(0, rowCount - 1));
  const { onRangeChange, onActive } = props;

  useEffect(() => onRangeChange?.(first, last), [first, last, onRangeChange]);
  useEffect(() => onActive?.(current), [current, onActive]);
  // Only for another list: rows that come or go above the linked one move it, and the keyboard stays where it is.
  const begin = useEffectEvent(() => {
    setActive(startAt ?? 0);
    anchor.current = startAt ?? 0;
    if (startAt) virtualizer.scrollToIndex(startAt, { align: 'center' });
    else scroller.current?.scrollTo({ top: 0 });
  });
  useEffect(() => begin(), [listKey]);

  function move(to: number, extend: boolean) {
    setActive(to);
    virtualizer.scrollToIndex(to);
    if (extend) selection?.onRange(anchor.current, to);
    else anchor.current = to;
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.target !== scroller.current) return;
    const pageRows = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / rowHeight) - 2);
    const handled = handleKey(event, { ...props, current, move, pageRows });
    // The page has keys of its own (T, O, L), which leave alone what is handled here for the active row.
    if (handled) event.preventDefault();
  }

  function onClick(event: MouseEvent) {
    const index = rowIndexOf(event.target);
    if (index === null) return;
    if (event.shiftKey) selection?.onRange(anchor.current, index);
    else if (event.ctrlKey || event.metaKey) selection?.onToggle(index);
    setActive(index);
    if (!event.shiftKey) anchor.current = index;
  }

  function onDoubleClick(event: MouseEvent) {
    const index = rowIndexOf(event.target);
    const row = index === null ? undefined : rowAt(index);
    if (row !== undefined) props.onOpen?.(row);
  }

  const template = useMemo(
    () => ({ gridTemplateColumns: columns.map(({ width }) => width).join(' '), minWidth }),
    [columns, minWidth],
  );
  return (
    <div
      ref={scroller}
      role="grid"
      aria-label={label}
      aria-rowcount={rowCount + 1}
      aria-colcount={columns.length}
      aria-multiselectable={selection ? true : undefined}
      aria-activedescendant={
        rowCount > 0 && current >= first && current <= last ? `${id}-${current}` : undefined
      }
      tabIndex={0}
      className={classes.grid}
      onKeyDown={onKeyDown}
      onClickCapture={(event) => {
        if (rowIndexOf(event.target) !== null) scroller.current?.focus({ preventScroll: true });
      }}
      onClick={onClick}
      onDoubleClick={onDoubleClick}
    >
      <div role="rowgroup" className={classes.head} style={{ minWidth }}>
        <div role="row" aria-rowindex={1} className={classes.headRow} style={template}>
          {columns.map(({ id: columnId, header, align }) => (
            <div key={columnId} role="columnheader" className={classes.cell} data-align={align}>
              {header}
            </div>
          ))}
        </div>
      </div>
      <div
        role="rowgroup"
        className={dimmed ? classes.dimmed : classes.body}
        style={{ height: virtualizer.getTotalSize(), minWidth }}
      >
        {rows.map(({ index, start, size }) => (
          <GridRow
            key={index}
            id={`${id}-${index}`}
            index={index}
            row={rowAt(index)}
            columns={columns}
            template={template}
            start={start}
            size={size}
            active={index === current}
            linked={index === startAt}
            selected={selection?.has(index)}
          />
        ))}
      </div>
    </div>
  );
}

interface KeyContext<Row> extends Props<Row> {
  current: number;
  pageRows: number;
  move: (to: number, extend: boolean) => void;
}

/** Does what a key stands for; false when it stands for nothing here. */
function handleKey<Row>(event: KeyboardEvent, context: KeyContext<Row>): boolean {
  const { selection, rowCount, current, pageRows, rowAt } = context;
  const { key } = event;
  if ((event.ctrlKey || event.metaKey) && !event.altKey && key.toLowerCase() === 'a' && selection) {
    selection.onAll();
    return true;
  }
  if (event.ctrlKey || event.metaKey || event.altKey) return false;
  const to = nextIndex(key, current, rowCount, pageRows);
  if (to !== null) {
    context.move(to, event.shiftKey && selection !== undefined);
    return true;
  }
  const row = rowAt(current);
  if (key === 'Enter' && row !== undefined && context.onOpen) {
    context.onOpen(row);
    return true;
  }
  if (key === ' ' && selection && row !== undefined) {
    selection.onToggle(current);
    return true;
  }
  if (key === 'Escape' && selection && selection.count > 0) {
    selection.onClear();
    return true;
  }
  const letter = context.letters && Object.hasOwn(context.letters, key) ? context.letters[key] : undefined;
  letter?.(row);
  return letter !== undefined;
}
