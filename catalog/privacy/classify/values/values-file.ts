/** Samples from a file that a person pointed at: CSV with a heading, or one JSON object a line. */
import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
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
/** Bytes of a file that is read as a whole. */
const LONGEST_ARRAY = 64_000_000;
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
  /** Rows that could not be read, with their place: the first ones of `problemsTotal`. */
  readonly problems: readonly string[];
  readonly problemsTotal: number;
}

/** A file without a heading or a row. */
export class ValuesFileError extends Error {
  override readonly name = 'ValuesFileError';
}

interface Problems {
  readonly first: string[];
  total: number;
}

type Row = readonly (readonly [column: string, value: string | null])[];

/** What the values of a file are, column by column, whatever the columns are called. */
export interface FileReading {
  /** Name of the file without its folder. */
  readonly table: string;
  readonly readings: readonly ValueReading[];
  readonly rows: number;
  readonly more: boolean;
  readonly problems: readonly string[];
  readonly problemsTotal: number;
}

/**
 * Reads the first rows of a file: CSV with a heading, one JSON object a line, or an array of them.
 * @throws ValuesFileError, or the error of the file system
 */
export async function readValues(path: string, kinds: readonly ValueKind[]): Promise<FileReading> {
  const problems: Problems = { first: [], total: 0 };
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
    const why = problems.first[0] ? `: ${problems.first[0]}` : '';
    throw new ValuesFileError(
      `it has no columns; a heading and rows, or a JSON object a line, are expected${why}`,
    );
  }
  const readings = [...tallies.values()].map((tally) => tally.reading());
  const { first, total } = problems;
  return {
    ...{ table: basename(path), readings, rows: count, more },
    ...{ problems: first, problemsTotal: total },
  };
}

/**
 * Reads the first rows of a file and judges its columns by name and by value.
 * @throws ValuesFileError, or the error of the file system
 */
export async function classifyFile(
  path: string,
  classifier: Classifier,
  kinds: readonly ValueKind[],
): Promise<FileResult> {
  const { readings, ...file } = await readValues(path, kinds);
  const named = classifier.classifyTable({
    name: file.table,
    columns: readings.map(({ column }) => ({ path: column.split('.') })),
  });
  const columns = named.columns.map((column, at): FileColumn => {
    const values = readings[at]!;
    return { ...column, ...combine(column, values, classifier.taxonomy), values };
  });
  return { ...named, ...classifier.total(columns), ...file, columns };
}

async function* csvRows(path: string, problems: Problems): AsyncGenerator<Row> {
  let heading: string[] | null = null;
  let line = 0;
  for await (const record of readCsv(await textOf(path))) {
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

/**
 * The text of a file in pieces: UTF-8, or UTF-16 as spreadsheets write it, told by its mark.
 * @throws ValuesFileError for a file that is no text
 */
async function textOf(path: string): Promise<AsyncIterable<string>> {
  const file = await open(path);
  try {
    const { bytesRead, buffer } = await file.read(Buffer.alloc(4096), 0, 4096, 0);
    const head = buffer.subarray(0, bytesRead);
    const magic = head.subarray(0, 4).toString('latin1');
    const what = BINARY.find(([begins]) => magic.startsWith(begins))?.[1];
    if (what !== undefined)
      throw new ValuesFileError(`it is ${what}; export it as CSV or as one JSON object a line`);
    const wide = magic.startsWith('\u00ff\u00fe');
    if (!wide && head.includes(0))
      throw new ValuesFileError('it is no text; CSV or one JSON object a line is expected');
    return createReadStream(path, wide ? 'utf16le' : 'utf8');
  } finally {
    await file.close();
  }
}

/** How files begin that people may take for tables of text. */
const BINARY: readonly (readonly [begins: string, what: string])[] = [
  ['PAR1', 'a Parquet file'],
  ['PK\u0003\u0004', 'a workbook or a ZIP archive'],
  ['\u001f\u008b', 'compressed with gzip'],
  ['Obj\u0001', 'an Avro file'],
  ['ORC', 'an ORC file'],
];

async function* jsonRows(path: string, problems: Problems): AsyncGenerator<Row> {
  let line = 0;
  let begun = false;
  for await (const text of linesOf(await textOf(path))) {
    line++;
    const bare = text.replace(/^\uFEFF/, '').trim();
    if (bare === '') continue;
    if (!begun && bare.startsWith('[')) {
      yield* arrayRows(path, problems);
      return;
    }
    begun = true;
    try {
      const value: unknown = JSON.parse(bare);
      if (typeof value === 'object' && value !== null && !Array.isArray(value)) yield [...flat(value, '', 1)];
      else note(problems, `line ${line}: a JSON object is expected`);
    } catch {
      note(problems, `line ${line}: it is not JSON`);
    }
  }
}

/** Items of a file that is one JSON array. */
async function* arrayRows(path: string, problems: Problems): AsyncGenerator<Row> {
  const { size } = await stat(path);
  if (size > LONGEST_ARRAY)
    throw new ValuesFileError(
      'it is one JSON array of more than 64 MB; one JSON object a line may be of any length',
    );
  let text = '';
  for await (const piece of await textOf(path)) text += piece;
  let items: unknown;
  try {
    items = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    throw new ValuesFileError('it begins as a JSON array and is none');
  }
  for (const [at, item] of (Array.isArray(items) ? items : []).entries())
    if (typeof item === 'object' && item !== null && !Array.isArray(item)) yield [...flat(item, '', 1)];
    else note(problems, `item ${at + 1}: a JSON object is expected`);
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

function note(problems: Problems, text: string): void {
  problems.total++;
  if (problems.first.length < MOST_PROBLEMS) problems.first.push(text);
}
