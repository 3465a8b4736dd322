import { memo, type CSSProperties, type PointerEvent } from 'react';
import type { SheetRow } from '../../../../contract/index.ts';
import { MiddleText } from '../../shared/MiddleText.tsx';
import { CellEditor } from './CellEditor.tsx';
import type { Vocabulary } from './model/complete.ts';
import type { SheetColumn } from './model/layout.ts';
import { holds, type Block, type Place } from './model/range.ts';
import type { Cells } from './use-cells.ts';
import classes from './grid.module.css';
import { say } from '../../shared/language/say.ts';
import { told } from '../../shared/language/told.ts';

export interface Editing extends Place {
  readonly text: string;
}

interface Props {
  id: string;
  index: number;
  /** CSS pixels from the first row. */
  top: number;
  /** Undefined while it is on the way. */
  row: SheetRow | undefined;
  columns: readonly SheetColumn[];
  /** Places of the columns that are drawn. */
  shown: readonly number[];
  style: (column: number, before: number | undefined) => CSSProperties;
  /** Place of the last column that stays at the left. */
  edge: number;
  cells: Cells;
  active: Place;
  block: Block;
  /** Row to which the handle is dragged. */
  fillingTo: number | null;
  editing: Editing | null;
  vocabulary: Vocabulary;
  onDone: (text: string, by: { readonly rows: number; readonly columns: number }) => void;
  onCancel: () => void;
  onFill: (event: PointerEvent) => void;
}

/** One row of the sheet. */
export const SheetCells = memo(function SheetCells(props: Props) {
  const { index, row, columns, shown, top, editing } = props;
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      aria-busy={row === undefined || undefined}
      className={classes.row}
      style={{ transform: `translateY(${top}px)`, zIndex: editing ? 3 : undefined }}
    >
      {shown.map((column, place) => (
        <Cell key={columns[column]!.header} {...props} at={column} before={shown[place - 1]} />
      ))}
    </div>
  );
});

function Cell(props: Props & { readonly at: number; readonly before: number | undefined }) {
  const { id, index, row, columns, cells, active, block, fillingTo, editing, at, before } = props;
  const column = columns[at]!;
  const { text, pending } = row ? cells.shown(row, column) : { text: '', pending: undefined };
  const line = text.replace(/\s*\n\s*/g, ' ');
  const isActive = active.row === index && active.column === at;
  const isSelected = holds(block, index, at);
  const isCorner = block.bottom === index && block.right === at;
  const filling =
    fillingTo !== null && index > block.bottom && index <= fillingTo && at >= block.left && at <= block.right;
  const wrong =
    told(pending?.problem) ??
    (pending?.now === undefined ? undefined : say('Changed meanwhile to "{text}"', { text: pending.now }));
  const names = [column.frozen && classes.frozen, at === props.edge && classes.edge]
    .filter(Boolean)
    .join(' ');
  return (
    <div
      role={column.frozen ? 'rowheader' : 'gridcell'}
      id={`${id}-${index}-${at}`}
      aria-colindex={at + 1}
      aria-selected={isSelected}
      aria-readonly={column.field === null || undefined}
      aria-invalid={wrong === undefined ? undefined : true}
      className={`${classes.cell} ${names}`}
      style={props.style(at, before)}
      data-row={index}
      data-column={at}
      data-active={isActive || undefined}
      data-pending={pending ? true : undefined}
      data-refused={wrong === undefined ? undefined : true}
      data-filling={filling || undefined}
      title={titleOf(text, wrong, pending?.base)}
    >
      <span className={`${classes.text} ${column.field ? '' : column.frozen ? classes.name : classes.fixed}`}>
        {column.frozen ? <MiddleText>{line}</MiddleText> : line}
      </span>
      {editing?.column === at && column.field && row ? (
        <CellEditor
          field={column.field}
          label={say('{column} of {row}', { column: column.label, row: row.column ?? row.name })}
          text={editing.text}
          vocabulary={props.vocabulary}
          onDone={props.onDone}
          onCancel={props.onCancel}
        />
      ) : (
        isCorner &&
        column.field && <div aria-hidden className={classes.handle} onPointerDown={props.onFill} />
      )}
    </div>
  );
}

function titleOf(text: string, wrong: string | undefined, base: string | undefined): string | undefined {
  const lines = [
    ...(wrong === undefined ? [] : [wrong]),
    ...(text.length > 12 ? [text] : []),
    ...(base === undefined ? [] : [say('before: {text}', { text: base === '' ? say('(empty)') : base })]),
  ];
  return lines.length > 0 ? lines.join('\n') : undefined;
}
