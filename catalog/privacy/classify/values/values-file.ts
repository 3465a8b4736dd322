/** Samples from a file that a person pointed at: CSV with a heading, or one JSON object a line. */
import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import type { Classifier } from '../classify.ts';
import type { ColumnResult, TableResult } from '../input.ts';
import { readCsv } from './csv.ts';
import { ValueTally, type ValueReading } from './classify-values.ts';
import { combine } from './combine.ts';
import type { ValueKind } from './kinds.ts';

/** Rows read, and columns. */
const MOST_ROWS = 10_000;
const MOST_COLUMNS = 2000;
/** UTF-16 units of a record. */
const LONGEST_LINE = 4_000_000;
/** Levels of nested objects that are read. */
const DEEPEST = 4;

export interface FileColumn extends ColumnResult {
  readonly values: ValueReading;
}

export interface FileResult extends Omit<TableResult, 'columns'> {
  readonly table: string;
  readonly columns: readonly FileColumn[];
  readonly rows: number;
  /** Whether the file has more rows or columns than were read. */
  readonly more: boolean;
  /** Rows that could not be read, with their place; the first ones. */
  readonly problems: readonly string[];
}

/** A file without a heading or a row. */
export class ValuesFileError extends Error {
  override readonly name = 'ValuesFileError';
}

type Row = readonly (readonly [column: string, value: string | null])[];

/**
 * Reads the first rows of a file and judges its columns by name and by value.
 * @throws ValuesFileError, or the error of the file system
 */
export async function classifyFile(
  path: string,
  classifier: Classifier,
  kinds: readonly ValueKind[],
): Promise<FileResult> {
  const problems: string[] = [];
  const rows = /\.(ndjson|jsonl|json)$/i.test(path) ? jsonRows(path, problems) : csvRows(path, problems);
  const tallies = new Map<string, ValueTally>();
  let count = 0;
  let more = false;
  for await (const row of rows) {
    if (count === MOST_ROWS) {
      more = true;
      break;
    }
    count++;
    for (const [column, value] of row) {
      let tally = tallies.get(column);
      if (!tally && tallies.size < MOST_COLUMNS) tallies.set(column, (tally = new ValueTally(column, kinds)));
      if (tally) tally.add(value);
      else more = true;
    }
  }
  if (tallies.size === 0) {
    const why = problems[0] ? `: ${problems[0]}` : '';
    throw new ValuesFileError(
      `it has no columns; a heading and rows, or a JSON object a line, are expected${why}`,
    );
  }
  const table = basename(path);
  const readings = [...tallies.values()].map((tally) => tally.reading());
  const named = classifier.classifyTable({
    name: table,
    columns: readings.map(({ column }) => ({ path: column.split('.') })),
  });
  const columns = named.columns.map((column, at): FileColumn => {
    const values = readings[at]!;
    return { ...column, ...combine(column, values, classifier.taxonomy), values };
  });
  return { ...named, ...classifier.total(columns), table, columns, rows: count, more, problems };
}

async function* csvRows(path: string, problems: string[]): AsyncGenerator<Row> {
  let heading: string[] | null = null;
  let line = 0;
  for await (const record of readCsv(createReadStream(path, 'utf8'))) {
    line++;
    if (heading === null) {
      heading = record.slice(0, MOST_COLUMNS + 1).map((name, at) => name.trim() || `column ${at + 1}`);
      continue;
    }
    if (record.length > heading.length)
      note(problems, `record ${line}: ${record.length} fields, the heading has ${heading.length}`);
    yield heading.map((name, at): [string, string | null] => [name, record[at] ?? null]);
  }
}

async function* jsonRows(path: string, problems: string[]): AsyncGenerator<Row> {
  let line = 0;
  for await (const text of linesOf(createReadStream(path, 'utf8'))) {
    line++;
    const bare = text.replace(/^\uFEFF/, '').trim();
    if (bare === '') continue;
    try {
      const value: unknown = JSON.parse(bare);
      if (typeof value === 'object' && value !== null && !Array.isArray(value)) yield [...flat(value, '', 1)];
      else note(problems, `line ${line}: a JSON object is expected`);
    } catch {
      note(problems, `line ${line}: it is not JSON`);
    }
  }
}

/** Lines of a text that arrives in pieces; one longer than a record may be is cut, and will not parse. */
async function* linesOf(chunks: AsyncIterable<string>): AsyncGenerator<string> {
  let rest = '';
  for await (const chunk of chunks) {
    const lines = `${rest}${chunk}`.split('\n');
    rest = (lines.pop() ?? '').slice(0, LONGEST_LINE);
    yield* lines;
  }
  if (rest !== '') yield rest;
}

/** Scalar members, nested ones by their path. */
function* flat(value: object, prefix: string, depth: number): Generator<[string, string | null]> {
  for (const [key, member] of Object.entries(value)) {
    const name = prefix === '' ? key : `${prefix}.${key}`;
    if (member === null || member === undefined) yield [name, null];
    else if (typeof member !== 'object') yield [name, String(member)];
    else if (!Array.isArray(member) && depth < DEEPEST) yield* flat(member as object, name, depth + 1);
  }
}

const MOST_PROBLEMS = 20;

function note(problems: string[], text: string): void {
  if (problems.length < MOST_PROBLEMS) problems.push(text);
}
