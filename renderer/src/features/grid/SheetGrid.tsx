import { defaultRangeExtractor, useVirtualizer, type Range } from '@tanstack/react-virtual';
import { useCallback, useEffect, useId, useRef, useState, type KeyboardEvent } from 'react';
import type { CellFilter } from '../../../../contract/index.ts';
import { EmptyState } from '../../shared/EmptyState.tsx';
import { HeadCell } from './HeadCell.tsx';
import { SheetCells, type Editing } from './SheetCells.tsx';
import type { Vocabulary } from './model/complete.ts';
import type { SheetColumn } from './model/layout.ts';
import { at, blockOf, stepOf, type Place, type Selected } from './model/range.ts';
import { stepBack } from './model/pending.ts';
import { usePointer } from './use-pointer.ts';
import type { Cells } from './use-cells.ts';
import type { Sheet } from './use-sheet.ts';
import classes from './grid.module.css';
import { say } from '../../shared/language/say.ts';

interface Props {
  label: string;
  columns: readonly SheetColumn[];
  sheet: Sheet;
  cells: Cells;
  vocabulary: Vocabulary;
  order: { readonly by: string | undefined; readonly descending: boolean };
  filters: readonly CellFilter[];
  /** Another list is shown when it changes: the place starts over. */
  listKey: string;
  onSort: (header: string) => void;
  onFilter: (header: string, filter: CellFilter | null) => void;
  onResize: (header: string, width: number) => void;
  onMove: (header: string, before: string) => void;
}

const ROW = 28;
const HEAD = 36;

/**
 * A spreadsheet as an ARIA grid: only rows and columns in view exist; one cell is active, and arrows, Shift and the mouse select
 * blocks. Typing, F2, Enter or a double click write a cell.
 */
export function SheetGrid(props: Props) {
  const { label, columns, sheet, cells, listKey } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const [selected, setSelected] = useState<Selected>(at({ row: 0, column: 0 }));
  const [editing, setEditing] = useState<Editing | null>(null);
  const id = useId();
  const frozen = columns.filter((column) => column.frozen).length;
  const offsets = offsetsOf(columns);
  const frozenWidth = offsets[frozen] ?? 0;
  const rows = useVirtualizer({
    count: sheet.total,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW,
    overscan: 10,
    scrollPaddingStart: HEAD,
  });
  const across = useVirtualizer({
    horizontal: true,
    count: columns.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => columns[index]!.width,
    overscan: 3,
    scrollPaddingStart: frozenWidth,
    rangeExtractor: useCallback(
      (range: Range) => [
        ...new Set([...Array.from({ length: frozen }, (_, index) => index), ...defaultRangeExtractor(range)]),
      ],
      [frozen],
    ),
  });
  const widths = columns.map(({ width }) => width).join();
  useEffect(() => across.measure(), [across, widths]);
  useEffect(() => {
    setSelected(at({ row: 0, column: 0 }));
    setEditing(null);
    scroller.current?.scrollTo({ top: 0 });
  }, [listKey]);

  const items = rows.getVirtualItems();
  const [first, last] = [items[0]?.index ?? 0, items.at(-1)?.index ?? 0];
  const { onRangeChange } = sheet;
  useEffect(() => onRangeChange(first, last), [first, last, onRangeChange]);

  const size = {
    rows: sheet.total,
    columns: columns.length,
    page: Math.max(1, Math.floor(((scroller.current?.clientHeight ?? 0) - HEAD) / ROW) - 1),
  };
  const inside = (place: Place): Place => ({
    row: Math.min(place.row, Math.max(0, size.rows - 1)),
    column: Math.min(place.column, Math.max(0, size.columns - 1)),
  });
  const now: Selected = { anchor: inside(selected.anchor), active: inside(selected.active) };
  const block = blockOf(now);

  function go(place: Place, extend: boolean) {
    setSelected(extend ? { anchor: now.anchor, active: place } : at(place));
    rows.scrollToIndex(place.row);
    if (place.column >= frozen) across.scrollToIndex(place.column);
  }

  /** Begins to write the active cell; with `text` anew. */
  function edit(place: Place, text?: string) {
    const row = sheet.rowAt(place.row);
    const column = columns[place.column];
    if (!row || !column?.field) return;
    setSelected(at(place));
    setEditing({ ...place, text: text ?? cells.shown(row, column).text });
  }

  function onDone(text: string, by: { readonly rows: number; readonly columns: number }) {
    if (!editing) return;
    const { row, column } = editing;
    setEditing(null);
    cells.write([{ row, column, text }]);
    scroller.current?.focus({ preventScroll: true });
    const to = inside({ row: Math.max(0, row + by.rows), column: Math.max(0, column + by.columns) });
    if (by.rows !== 0 || by.columns !== 0) go(to, false);
  }

  const pointer = usePointer({ selected: now, setSelected, fillTo: (bottom) => cells.fillTo(block, bottom) });

  function onKeyDown(event: KeyboardEvent) {
    if (event.target !== scroller.current || event.nativeEvent.isComposing) return;
    if (handleKey(event, { now, size, go, edit, cells, setSelected })) event.preventDefault();
  }

  const columnItems = across.getVirtualItems();
  const width = offsets[columns.length] ?? 0;
  const activeShown =
    now.active.row >= first &&
    now.active.row <= last &&
    columnItems.some(({ index }) => index === now.active.column);
  return (
    <div
      ref={scroller}
      role="grid"
      aria-label={label}
      aria-rowcount={sheet.total + 1}
      aria-colcount={columns.length}
      aria-multiselectable
      aria-activedescendant={
        sheet.total > 0 && activeShown ? `${id}-${now.active.row}-${now.active.column}` : undefined
      }
      tabIndex={0}
      className={`${classes.sheet} ${sheet.stale ? classes.stale : ''}`}
      onKeyDown={onKeyDown}
      onPointerDown={(event) => {
        if (pointer.begin(event)) scroller.current?.focus({ preventScroll: true });
      }}
      onPointerOver={pointer.over}
      onDoubleClick={(event) => {
        const place = pointer.placeOf(event.target);
        if (place) edit(place);
      }}
      onCopy={(event) => {
        event.preventDefault();
        cells.copy(block, event.clipboardData);
      }}
      onCut={(event) => {
        event.preventDefault();
        cells.copy(block, event.clipboardData);
        cells.clear(block);
      }}
      onPaste={(event) => {
        event.preventDefault();
        const text = event.clipboardData.getData('text/plain');
        if (text !== '') cells.paste(text, block);
      }}
    >
      <div role="rowgroup" className={classes.head} style={{ width }}>
        <div role="row" aria-rowindex={1} className={classes.headRow}>
          {columnItems.map(({ index }, place) => {
            const column = columns[index]!;
            const { header } = column;
            return (
              <HeadCell
                key={header}
                column={column}
                index={index}
                style={styleOf(columns, offsets, index, columnItems[place - 1]?.index)}
                edge={index === frozen - 1}
                sorted={
                  props.order.by === header ? (props.order.descending ? 'descending' : 'ascending') : null
                }
                filter={props.filters.find((filter) => filter.header === header)}
                onSort={() => props.onSort(header)}
                onFilter={(filter) => props.onFilter(header, filter)}
                onResize={(next) => props.onResize(header, next)}
                onDropped={(moved) => props.onMove(moved, header)}
              />
            );
          })}
        </div>
      </div>
      {sheet.total === 0 && !sheet.loading ? (
        <div role="row" aria-rowindex={2}>
          <div role="gridcell">
            <EmptyState title={say('Nothing to show')}>
              {say('No row fits the search and the filters.')}
            </EmptyState>
          </div>
        </div>
      ) : (
        <div role="rowgroup" style={{ height: rows.getTotalSize(), width, position: 'relative' }}>
          {items.map(({ index, start }) => (
            <SheetCells
              key={index}
              id={id}
              index={index}
              top={start}
              row={sheet.rowAt(index)}
              columns={columns}
              shown={columnItems.map((item) => item.index)}
              style={(column, before) => styleOf(columns, offsets, column, before)}
              edge={frozen - 1}
              cells={cells}
              active={now.active}
              block={block}
              fillingTo={pointer.fillingTo}
              editing={editing?.row === index ? editing : null}
              vocabulary={props.vocabulary}
              onDone={onDone}
              onCancel={() => {
                setEditing(null);
                scroller.current?.focus({ preventScroll: true });
              }}
              onFill={pointer.beginFill}
            />
          ))}
        </div>
      )}
    </div>
  );
}

/** Where each column begins, and where the last one ends. */
function offsetsOf(columns: readonly SheetColumn[]): number[] {
  const offsets = [0];
  for (const { width } of columns) offsets.push(offsets.at(-1)! + width);
  return offsets;
}

/** Columns that are left out before this one leave their room. */
function styleOf(
  columns: readonly SheetColumn[],
  offsets: readonly number[],
  index: number,
  before: number | undefined,
) {
  const { width, frozen } = columns[index]!;
  const gap = offsets[index]! - (before === undefined ? 0 : offsets[before + 1]!);
  return {
    width,
    ...(frozen ? { left: offsets[index] } : {}),
    ...(gap > 0 ? { marginInlineStart: gap } : {}),
  };
}

interface KeyContext {
  readonly now: Selected;
  readonly size: { readonly rows: number; readonly columns: number; readonly page: number };
  readonly go: (place: Place, extend: boolean) => void;
  readonly edit: (place: Place, text?: string) => void;
  readonly cells: Cells;
  readonly setSelected: (selected: Selected) => void;
}

/** Does what a key stands for; false when it stands for nothing here. */
function handleKey(event: KeyboardEvent, { now, size, go, edit, cells, setSelected }: KeyContext): boolean {
  const { key, shiftKey } = event;
  const mod = event.ctrlKey || event.metaKey;
  if (event.altKey || size.rows === 0) return false;
  const block = blockOf(now);
  if (mod && key.toLowerCase() === 'a') {
    const end = { row: size.rows - 1, column: size.columns - 1 };
    setSelected({ anchor: end, active: { row: 0, column: 0 } });
    return true;
  }
  if (mod && key.toLowerCase() === 'd') {
    cells.fillDown(block);
    return true;
  }
  if (mod && key.toLowerCase() === 'z' && !shiftKey) return stepBack();
  const to = stepOf(key, now.active, size, mod);
  if (to) {
    go(to, shiftKey);
    return true;
  }
  if (mod) return false;
  if (key === 'Enter' || key === 'F2') edit(now.active);
  else if (key === 'Delete' || key === 'Backspace') cells.clear(block);
  else if (key === 'Escape') setSelected(at(now.active));
  // Typing begins the cell anew. A letter for the page, such as "/", is a text here.
  else if (key.length === 1) edit(now.active, key);
  else return false;
  return true;
}
