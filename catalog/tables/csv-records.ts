/**
 * Reads CSV that people edited in a spreadsheet: RFC 4180, separated by comma, semicolon or tab, told from the first
 * line. Every record knows its line. Pure.
 */
import { fromCell } from './formula.ts';

export interface CsvRecord {
  /** From 1; of its first line. */
  readonly line: number;
  readonly cells: readonly string[];
}

export interface CsvFile {
  readonly records: readonly CsvRecord[];
  /** Where a quoted cell begins that never ends; the records before it are whole. */
  readonly unclosed: number | null;
}

const SEPARATORS = [',', ';', '\t'] as const;

export function readCsvRecords(text: string): CsvFile {
  const records: CsvRecord[] = [];
  const steps = csvRecords(text);
  for (let step = steps.next(); ; step = steps.next()) {
    if (step.done) return { records, unclosed: step.value };
    records.push(step.value);
  }
}

/** The records one after the other. @returns where a quoted cell begins that never ends; null for none */
export function* csvRecords(text: string): Generator<CsvRecord, number | null> {
  const body = text.replace(/^\uFEFF/, '');
  const separator = separatorOf(body);
  let [at, line] = [0, 1];
  while (at < body.length) {
    const read = readRecord(body, at, separator);
    if (read === null) return line;
    if (read.cells.some((cell) => cell.trim() !== '')) yield { line, cells: read.cells.map(fromCell) };
    at = read.next;
    line += read.lines;
  }
  return null;
}

/** One record from a place; null when a quoted cell does not end. */
function readRecord(
  text: string,
  from: number,
  separator: string,
): { readonly cells: string[]; readonly next: number; readonly lines: number } | null {
  const cells: string[] = [];
  let [at, lines] = [from, 0];
  for (;;) {
    let cell = '';
    if (text[at] === '"') {
      for (at++; ; at++) {
        const close = text.indexOf('"', at);
        if (close < 0) return null;
        cell += text.slice(at, close);
        at = close + 1;
        if (text[at] !== '"') break;
        cell += '"';
      }
      lines += newlines(cell);
    }
    let end = at;
    while (end < text.length && text[end] !== separator && text[end] !== '\n' && text[end] !== '\r') end++;
    cells.push(cell + text.slice(at, end));
    at = end + 1;
    if (text[end] === separator) continue;
    if (text[end] === '\r' && text[at] === '\n') at++;
    return { cells, next: at, lines: lines + 1 };
  }
}

function newlines(text: string): number {
  return text.match(/\r\n|\n|\r/g)?.length ?? 0;
}

/** The separator that the first line has most of, outside quotes. */
function separatorOf(text: string): string {
  const first = (/^[^\r\n]*/.exec(text)?.[0] ?? '').replace(/"[^"]*(?:"|$)/g, '');
  const counts = SEPARATORS.map((separator) => first.split(separator).length);
  return SEPARATORS[counts.indexOf(Math.max(...counts))]!;
}
