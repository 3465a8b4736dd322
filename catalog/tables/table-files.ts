/** Lists as files for spreadsheets. Names come from other systems, so no cell is ever taken for a formula. */
import writeExcelFile from 'write-excel-file/node';
import { forCell } from './formula.ts';

export type Cell = string | number | null;

export interface DataSheet {
  /** At most 31 letters, none of `[]:*?/\`. */
  readonly name: string;
  readonly headers: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
}

/** A list about the past says in each row of which moment it is. */
export function asOf(sheet: DataSheet, moment: string | null): DataSheet {
  if (moment === null) return sheet;
  return {
    ...sheet,
    headers: [...sheet.headers, 'As of'],
    rows: sheet.rows.map((row) => [...row, moment.replace(/^as /, '')]),
  };
}

/** RFC 4180, lines ended by CRLF; texts that a spreadsheet would calculate begin with an apostrophe. */
export function csvOf({ headers, rows }: DataSheet): string {
  return [headers, ...rows].map(csvLine).join('');
}

/** A line of a file as RFC 4180 has it; what a spreadsheet would take for a formula is text there. */
export function csvLine(row: readonly Cell[]): string {
  return `${row.map(csvCell).join(',')}\r\n`;
}

function csvCell(cell: Cell): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return String(cell);
  const text = forCell(cell);
  return /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** What a cell of a workbook can hold. */
const CELL_LIMIT = 32_767;
/** Characters that XML 1.0 cannot hold. */
const NOT_XML = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;

/** A workbook with a sheet each; texts are stored as texts, and cut with a note where a cell cannot hold more. */
export async function xlsxOf(sheets: readonly DataSheet[]): Promise<Uint8Array> {
  const workbook = sheets.map(({ name, headers, rows }) => ({
    sheet: name,
    stickyRowsCount: 1,
    columns: headers.map((header, column) => ({ width: widthOf(header, rows, column) })),
    data: [
      headers.map((value) => ({ value, type: String, fontWeight: 'bold' as const })),
      ...rows.map((row) => row.map(xlsxCell)),
    ],
  }));
  return new Uint8Array(await writeExcelFile(workbook).toBuffer());
}

function xlsxCell(cell: Cell) {
  if (cell === null) return null;
  if (typeof cell === 'number') return { value: cell, type: Number };
  const text = cell.toWellFormed().replace(NOT_XML, '\ufffd');
  const left = text.length - (CELL_LIMIT - 40);
  return {
    value:
      text.length <= CELL_LIMIT
        ? text
        : `${text.slice(0, CELL_LIMIT - 40).toWellFormed()} … (+${left} characters)`,
    type: String,
  };
}

/** Letters of the longest of the first cells, within reason. */
function widthOf(header: string, rows: readonly (readonly Cell[])[], column: number): number {
  const lengths = rows.slice(0, 200).map((row) => String(row[column] ?? '').length);
  return Math.min(60, Math.max(header.length, ...lengths) + 2);
}
