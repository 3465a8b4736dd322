/** The tables of a report as sheets: every row, also those that the printed forms leave out. */
import type { Cell, DataSheet } from '../../tables/table-files.ts';
import {
  type Inline,
  type ReportDocument,
  type TableBlock,
  madeAtText,
  plainText,
  squareTable,
} from './document.ts';
import { displayLine, displayText } from './text.ts';

export interface TableSheet {
  /** The nearest heading above it. */
  readonly part: string;
  readonly caption: string;
  readonly sheet: DataSheet;
  /** Of how many rows; more than there are where the report itself has no more. */
  readonly of: number;
}

/** Lines of a sheet at most, without its headers: what every spreadsheet program opens. */
const MAX_ROWS = 1_048_575;

/** In the order of the report. Names of sheets are short, different and fit for file names. */
export function tableSheets(doc: ReportDocument): TableSheet[] {
  let part = displayLine(doc.title);
  const out: TableSheet[] = [];
  for (const block of doc.blocks) {
    if (block.kind === 'heading') part = displayLine(block.text);
    if (block.kind !== 'table') continue;
    const caption = displayLine(block.caption ?? part);
    out.push({ part, caption, ...sheetOf(block, sheetName(caption, out.length + 1)) });
  }
  return out;
}

function sheetOf(block: TableBlock, name: string): { sheet: DataSheet; of: number } {
  const { columns, rows } = squareTable({ ...block, rows: block.allRows ?? block.rows });
  const kept = rows.slice(0, MAX_ROWS);
  return {
    of: Math.max(block.total?.of ?? 0, rows.length),
    sheet: {
      name,
      headers: columns.map(({ header }) => displayLine(header)),
      rows: kept.map((row) => row.map((cell, at) => cellOf(cell, columns[at]?.align === 'end'))),
    },
  };
}

/** A number where the report sets it as one; every other text stays text. */
function cellOf(cell: Inline, numeric: boolean): Cell {
  const text = displayText(plainText(cell));
  return numeric && /^-?(?:0|[1-9]\d{0,14})$/.test(text) && text !== '-0' ? Number(text) : text;
}

const LONGEST_NAME = 31;

/** At most 31 letters, none of `[]:*?/\`; the number in front makes it unlike the others. */
function sheetName(caption: string, number: number): string {
  const words = caption
    .replace(/[[\]:*?/\\'\p{Cc}]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  const prefix = `${number} `;
  const name = `${prefix}${[...words].slice(0, LONGEST_NAME - prefix.length).join('')}`.slice(
    0,
    LONGEST_NAME,
  );
  return name.toWellFormed().replaceAll('\ufffd', '').trim();
}

/** What the report says of itself, and which tables there are. */
export function coverSheet(doc: ReportDocument, sheets: readonly TableSheet[]): DataSheet {
  const text = (inline: Inline) => displayText(plainText(inline));
  const fact = (term: string, value: Inline): Cell[] => [displayLine(term), text(value), null, null];
  const madeAt = madeAtText(doc).replaceAll('\u200e', '');
  return {
    name: 'Report',
    headers: [displayLine(doc.title), '', '', ''],
    rows: [
      ...(doc.subtitle === undefined ? [] : [fact('Subtitle', doc.subtitle)]),
      ...(doc.author === undefined ? [] : [fact('Issued by', doc.author)]),
      fact('Made at', madeAt),
      ...doc.facts.map(({ term, value }) => fact(term, value)),
      [null, null, null, null],
      ['Sheet', 'Table', 'Part of the report', 'Rows'],
      ...sheets.map(({ sheet, caption, part, of }): Cell[] => [
        sheet.name,
        caption,
        part,
        sheet.rows.length < of ? `${sheet.rows.length} of ${of}` : of,
      ]),
    ],
  };
}
