/** The sheet as a file for spreadsheets; reading it back changes nothing. */
import type { Database } from 'better-sqlite3';
import { breathe } from '../../breathe.ts';
import { newestRevision } from '../../ledger/read.ts';
import type { Catalog } from '../../catalog.ts';
import { forCell } from '../../tables/formula.ts';
import { KIND_RULES } from '../statement-kinds.ts';
import { fieldsOf, IDENTITY, REVISION, type SheetField } from './fields.ts';
import { listed, onOf, rowsOf, type SheetRequest } from './rows.ts';
import { catalogMark, writeStamp } from './stamp.ts';
import { MAX_ROWS } from './xlsx/cells.ts';
import { workbook } from './xlsx/write.ts';
import { Refused } from '../refused.ts';

export type SheetFormat = 'csv' | 'xlsx';

export interface SheetExport extends SheetRequest {
  readonly format: SheetFormat;
  /** Headers of the columns to write beside those that name the row; all unless given. */
  readonly headers?: readonly string[] | undefined;
}

export interface ExportedSheet {
  readonly rows: number;
  /** The search could not count them all; see `atLeast` of a search. */
  readonly atLeast: boolean;
  readonly revision: number;
}

/** Rows read and written between two rests. */
const AT_A_TIME = 250;

/**
 * Hands the file over in parts.
 * @throws Refused for a query that cannot be understood, or more rows than a workbook has
 */
export async function exportSheet(
  catalog: Catalog,
  request: SheetExport,
  write: (bytes: Uint8Array) => void | Promise<void>,
  signal?: AbortSignal,
): Promise<ExportedSheet> {
  const { format, headers, ...search } = request;
  const { ids, atLeast, problems } = await listed(catalog, search);
  if (problems[0]) throw new Refused('INVALID', `The query cannot be used: ${problems[0].message}`);
  if (format === 'xlsx' && ids.length >= MAX_ROWS)
    throw new Refused(
      'INVALID',
      `A workbook has at most ${MAX_ROWS - 1} rows, and these are ${ids.length}; use CSV.`,
    );
  return catalog.store.snapshot(async (db) => {
    const on = onOf(search.scope);
    const fields = chosen(fieldsOf(db, on), headers);
    const revision = newestRevision(db);
    const stamp = writeStamp(revision, catalogMark(db), on);
    const rows = pages(db, on, { ids, fields, stamp, signal });
    const parts = format === 'csv' ? csv(on, fields, rows) : workbook(plan(on, fields), rows);
    for await (const bytes of parts) await write(bytes);
    return { rows: ids.length, atLeast, revision };
  });
}

function chosen(all: readonly SheetField[], headers: readonly string[] | undefined): readonly SheetField[] {
  if (!headers) return all;
  const unknown = headers.find((header) => !all.some((field) => field.header === header));
  if (unknown !== undefined)
    throw new Refused(
      'INVALID',
      `There is no column "${unknown}"; there are ${all.map((field) => field.header).join(', ')}.`,
    );
  return headers.map((header) => all.find((field) => field.header === header)!);
}

const identity = (on: 'dataset' | 'column') => (on === 'dataset' ? IDENTITY.slice(0, 2) : IDENTITY);

async function* pages(
  db: Database,
  on: 'dataset' | 'column',
  work: {
    readonly ids: readonly number[];
    readonly fields: readonly SheetField[];
    readonly stamp: string;
    readonly signal: AbortSignal | undefined;
  },
): AsyncGenerator<string[][]> {
  const { ids, fields, stamp, signal } = work;
  for (let at = 0; at < ids.length; at += AT_A_TIME) {
    signal?.throwIfAborted();
    yield rowsOf(db, on, ids.slice(at, at + AT_A_TIME), fields).map((row) => [
      ...[row.namespace, row.name, ...(on === 'column' ? [row.column ?? ''] : [])].map(forCell),
      ...fields.map(({ header }) => forCell(row.cells[header]!)),
      stamp,
    ]);
    await breathe();
  }
}

async function* csv(
  on: 'dataset' | 'column',
  fields: readonly SheetField[],
  rows: AsyncIterable<readonly (readonly string[])[]>,
): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  const line = (cells: readonly string[]) => `${cells.map(quoted).join(',')}\r\n`;
  const head = [...identity(on), ...fields.map(({ header }) => header), REVISION].map(forCell);
  // Without the mark, spreadsheets take UTF-8 for something else.
  yield encoder.encode(`\ufeff${line(head)}`);
  for await (const some of rows) yield encoder.encode(some.map(line).join(''));
}

/** RFC 4180. */
function quoted(text: string): string {
  return /[",;\t\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

const WIDTHS: Readonly<Record<string, number>> = { namespace: 24, name: 36, column: 28, description: 60 };

function plan(on: 'dataset' | 'column', fields: readonly SheetField[]) {
  const names = identity(on);
  return {
    name: on === 'dataset' ? 'Datasets' : 'Columns',
    frozen: names.length,
    columns: [
      ...names.map((header) => ({ header, width: WIDTHS[header]! })),
      ...fields.map((field) => ({
        header: forCell(field.header),
        width: WIDTHS[field.header] ?? (field.many ? 28 : 16),
        among: field.holds === 'statement' ? KIND_RULES[field.kind].among : undefined,
      })),
      { header: REVISION, width: 20 },
    ],
  };
}
