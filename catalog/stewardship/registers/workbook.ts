/** Registers as workbooks, and from files of either kind, CSV or XLSX: the same columns and rules for both. */
import type { Database } from 'better-sqlite3';
import type { Catalog } from '../../catalog.ts';
import { tableOf } from '../../tables/csv-table.ts';
import { forCell } from '../../tables/formula.ts';
import { openRows } from '../sheet/file-rows.ts';
import { workbook } from '../sheet/xlsx/write.ts';
import { headersOf, importTable, registerTable, type RegisterFileResult } from './files.ts';
import type { RegisterName } from './spec.ts';
import type { PutOptions } from './write.ts';

export async function registerXlsx(
  db: Database,
  register: RegisterName,
  revision?: number,
): Promise<Uint8Array> {
  const { name, headers, rows } = registerTable(db, register, revision);
  const cells = (async function* () {
    yield rows.map((row) => row.map((cell) => forCell(String(cell ?? ''))));
  })();
  const columns = headers.map((header) => ({ header, width: Math.min(40, header.length + 8) }));
  const parts: Uint8Array[] = [];
  for await (const part of workbook({ name, columns, frozen: 2 }, cells)) parts.push(part);
  return Buffer.concat(parts);
}

/**
 * Reads a file that was exported, or one like it; its kind is told from its content.
 * @throws SourceError for what can be read as neither
 */
export async function importRegisterFile(
  catalog: Catalog,
  actor: string,
  register: RegisterName,
  path: string,
  options: PutOptions,
  signal: AbortSignal = new AbortController().signal,
): Promise<RegisterFileResult> {
  const file = await openRows(path, signal);
  const records = [];
  const formulas: { line: number; message: string }[] = [];
  for await (const some of file.rows())
    for (const row of some) {
      records.push({ line: row.line, cells: row.cells });
      if ((row.formulas?.length ?? 0) > 0)
        formulas.push({ line: row.line, message: 'a formula stands in it, which is not calculated' });
    }
  const table = tableOf({ records, unclosed: null }, Object.fromEntries(headersOf(register)), ['name']);
  const notes = [...file.notes, ...formulas, ...table.notes];
  return importTable(catalog, actor, register, { ...table, notes }, options);
}
