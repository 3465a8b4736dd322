/** Tables: real ones in the structure tree, with header rows that come again on every page. */
import { type Inline, type TableBlock, type TableColumn, squareTable } from '../document.ts';
import { type ReportLabels, totalNote } from '../labels.ts';
import { displayLine } from '../text.ts';
import { type ColumnNeed, columnWidths } from './columns.ts';
import type { Flow, Orientation, StructOptions, TextBox } from './flow.ts';
import type { StructElement } from './kit.ts';
import { extent } from './lines.ts';
import { shape } from './shape.ts';
import { COLOURS, TYPE, type TypeStyle } from './theme.ts';

/** Rows that are measured for column widths; the rest follows them. */
const SAMPLE_ROWS = 200;
const PAD_X = 5;
const PAD_Y = 4;
const CAPTION_GAP = 4;
/** A word wider than this breaks rather than widen its column. */
const WIDEST_WORD = 130;
/** A column as narrow as this is still readable, since long names break between their parts. */
const NARROW_WORD = 82;
/** Rows drawn between two rests. */
const ROWS_AT_A_TIME = 16;
const WIDEST_LINE = 300;

/** How a table will be set: measured once, before its page is chosen. */
export interface TablePlan {
  readonly block: TableBlock;
  readonly columns: readonly TableColumn[];
  readonly rows: readonly (readonly Inline[])[];
  readonly needs: readonly ColumnNeed[];
  readonly type: TypeStyle;
  readonly orientation: Orientation;
}

/**
 * Measures a table and decides on paper and size: upright, else turned, else turned and small. Turning the
 * paper leaves part of a page empty, so it takes columns that would be too narrow to read.
 */
export function planTable(block: TableBlock, flow: Flow): TablePlan {
  const { columns, rows } = squareTable(block);
  const needsAt = (type: TypeStyle): ColumnNeed[] =>
    columns.map((column, i) => columnNeed(column, i, rows, type, flow));
  const needs = needsAt(TYPE.table);
  const wanted = needs.reduce((sum, { min }) => sum + Math.min(min, NARROW_WORD + PAD_X * 2), 0);
  if (wanted <= flow.widthIn('portrait'))
    return { block, columns, rows, needs, type: TYPE.table, orientation: 'portrait' };
  const small = needs.reduce((sum, { min }) => sum + min, 0) > flow.widthIn('landscape');
  const type = small ? TYPE.tableSmall : TYPE.table;
  return { block, columns, rows, needs: small ? needsAt(type) : needs, type, orientation: 'landscape' };
}

function columnNeed(
  column: TableColumn,
  index: number,
  rows: readonly (readonly Inline[])[],
  type: TypeStyle,
  flow: Flow,
): ColumnNeed {
  const { faces, direction } = flow;
  // What is missing is reported when it is drawn, not when it is measured.
  const missing = new Set<number>();
  let min = 0;
  let max = 0;
  const widen = (text: Inline, style: 'plain' | 'strong'): void => {
    const needed = extent(shape(text, { faces, direction, style, missing }), { faces, size: type.size });
    min = Math.max(min, Math.min(needed.min, WIDEST_WORD));
    max = Math.max(max, Math.min(needed.max, WIDEST_LINE));
  };
  widen(displayLine(column.header), 'strong');
  for (const row of rows.slice(0, SAMPLE_ROWS)) widen(row[index] ?? '', 'plain');
  const padding = PAD_X * 2 + 0.5;
  return {
    min: min + padding,
    max: max + padding,
    ...(column.width === undefined ? {} : { hint: column.width }),
  };
}

/** Height of caption, header and first row; with `all`, of all rows. */
export function tableHeight({ block, columns, rows, ...plan }: TablePlan, flow: Flow, all: boolean): number {
  const widths = columnWidths(plan.needs, flow.width);
  const heightOf = (cells: readonly Inline[], strong: (index: number) => boolean) =>
    Math.max(
      0,
      ...cells.map(
        (text, i) =>
          flow.lines(text, plan.type, (widths[i] ?? 0) - PAD_X * 2, strong(i) ? { style: 'strong' } : {})
            .length,
      ),
    ) *
      plan.type.leading +
    PAD_Y * 2;
  const counted = all ? rows : rows.slice(0, 1);
  const caption =
    block.caption === undefined
      ? 0
      : flow.lines(displayLine(block.caption), TYPE.h3, flow.width, { style: 'strong' }).length *
          TYPE.h3.leading +
        CAPTION_GAP;
  const header = heightOf(
    columns.map((column) => displayLine(column.header)),
    () => true,
  );
  const body = counted.map((row) => heightOf(row, (i) => i === 0 && block.rowHeaders === true));
  const empty =
    rows.length === 0 && block.empty !== undefined
      ? emptyLines(block.empty, plan, flow).length * plan.type.leading + PAD_Y * 2
      : 0;
  return caption + header + body.reduce((sum, height) => sum + height, 0) + empty;
}

/** Rows of a table that stays on one page if it is low enough. */
const SHORT_ROWS = 12;

/** What must fit for a table to begin on a page: all of a short one, else caption, header and a row. */
export function beginningHeight(plan: TablePlan, flow: Flow): number {
  if (plan.rows.length <= SHORT_ROWS) {
    const whole = tableHeight(plan, flow, true);
    if (whole <= flow.pageHeight * 0.3) return whole;
  }
  return Math.min(tableHeight(plan, flow, false), flow.pageHeight * 0.6);
}

/** Draws a planned table over the width that the page has now. */
export async function drawTable(plan: TablePlan, flow: Flow, labels: ReportLabels): Promise<void> {
  const { block, columns, rows, type } = plan;
  const widths = columnWidths(plan.needs, flow.width);
  const headerLines = columns.map(({ header }, i) =>
    flow.lines(displayLine(header), type, (widths[i] ?? 0) - PAD_X * 2, { style: 'strong' }),
  );
  const headerHeight = Math.max(0, ...headerLines.map((lines) => lines.length)) * type.leading + PAD_Y * 2;
  const table = flow.element('Table');

  flow.require(beginningHeight(plan, flow));
  if (block.caption !== undefined) drawCaption(block.caption, table, flow);
  const header = (nodes: readonly StructElement[] | null): void => {
    const boxes = headerLines.map((lines, i) =>
      cell(lines, {
        widths,
        index: i,
        column: columns[i],
        type,
        place: nodes?.[i] === undefined ? null : { node: nodes[i], tag: 'TH' },
      }),
    );
    flow.row(boxes, {
      padTop: PAD_Y,
      padBottom: PAD_Y,
      ground: COLOURS.head,
      ruleBelow: { colour: COLOURS.muted, width: 0.8 },
    });
  };
  const head = flow.element('THead', table);
  const headRow = flow.element('TR', head);
  header(columns.map(() => flow.element('TH', headRow, { scope: 'Column' } satisfies StructOptions)));
  head.end();

  const body = flow.element('TBody', table);
  const drawRows = async (): Promise<void> => {
    for (const [index, row] of rows.entries()) {
      if (index % ROWS_AT_A_TIME === ROWS_AT_A_TIME - 1) await flow.rest();
      drawRow(row, plan, widths, body, flow);
    }
    if (rows.length === 0 && block.empty !== undefined) drawEmpty(block.empty, plan, body, flow);
  };
  if (headerHeight < flow.pageHeight / 3) await flow.repeating(() => header(null), headerHeight, drawRows);
  else await drawRows();
  table.end();
  drawNote(totalNote(block.total, labels), flow);
}

function drawRow(
  row: readonly Inline[],
  plan: TablePlan,
  widths: readonly number[],
  body: StructElement,
  flow: Flow,
): void {
  const tr = flow.element('TR', body);
  const boxes = row.map((text, i) => {
    const heading = i === 0 && plan.block.rowHeaders === true;
    const node = heading ? flow.element('TH', tr, { scope: 'Row' }) : flow.element('TD', tr);
    const lines = flow.lines(
      text,
      plan.type,
      (widths[i] ?? 0) - PAD_X * 2,
      heading ? { style: 'strong' } : {},
    );
    return cell(lines, {
      widths,
      index: i,
      column: plan.columns[i],
      type: plan.type,
      place: { node, tag: heading ? 'TH' : 'TD' },
    });
  });
  flow.row(boxes, {
    padTop: PAD_Y,
    padBottom: PAD_Y,
    ruleBelow: { colour: COLOURS.rule, width: 0.5 },
    keep: true,
  });
  tr.end();
}

interface CellPlace {
  readonly widths: readonly number[];
  readonly index: number;
  readonly column: TableColumn | undefined;
  readonly type: TypeStyle;
  readonly place: TextBox['place'];
}

function cell(lines: TextBox['lines'], { widths, index, column, type, place }: CellPlace): TextBox {
  const x = widths.slice(0, index).reduce((sum, width) => sum + width, 0);
  return {
    lines,
    type,
    align: column?.align ?? 'start',
    x: x + PAD_X,
    width: (widths[index] ?? 0) - PAD_X * 2,
    place,
  };
}

function drawCaption(caption: string, table: StructElement, flow: Flow): void {
  const node = flow.element('Caption', table);
  const lines = flow.lines(displayLine(caption), TYPE.h3, flow.width, { style: 'strong' });
  flow.row(
    [{ lines, type: TYPE.h3, align: 'start', x: 0, width: flow.width, place: { node, tag: 'Caption' } }],
    { padBottom: CAPTION_GAP },
  );
  node.end();
}

/** What stands in the place of rows, over the whole width. */
const emptyLines = (text: string, { type }: Pick<TablePlan, 'type'>, flow: Flow) =>
  flow.lines(displayLine(text), type, flow.width - PAD_X * 2, { style: 'emphasis' });

function drawEmpty(text: string, plan: TablePlan, body: StructElement, flow: Flow): void {
  const tr = flow.element('TR', body);
  const node = flow.element('TD', tr);
  const box: TextBox = {
    lines: emptyLines(text, plan, flow),
    type: plan.type,
    align: 'start',
    x: PAD_X,
    width: flow.width - PAD_X * 2,
    place: { node, tag: 'TD' },
  };
  flow.row([box], { padTop: PAD_Y, padBottom: PAD_Y, ruleBelow: { colour: COLOURS.rule, width: 0.5 } });
  tr.end();
}

function drawNote(text: string | null, flow: Flow): void {
  if (text === null) return;
  const node = flow.element('P');
  const lines = flow.lines(text, TYPE.note, flow.width);
  flow.row([{ lines, type: TYPE.note, align: 'start', x: 0, width: flow.width, place: { node, tag: 'P' } }], {
    padTop: 4,
  });
  node.end();
}
