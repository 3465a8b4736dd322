/** Sheets as files, for tests. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Catalog } from '../../catalog.ts';
import { NO_FILTERS } from '../../search/lift.ts';
import { temporaryFolder } from '../../testing/temp-catalog.ts';
import { exportSheet, type SheetFormat } from './export.ts';
import { importSheet, type ImportOptions } from './import.ts';
import { openRows } from './file-rows.ts';
import type { SheetRequest } from './rows.ts';

/** Everything there is of a kind. */
export function everything(scope: 'datasets' | 'columns', text = ''): SheetRequest {
  return { ...NO_FILTERS, scope, text, sort: 'name', filters: [] };
}

export async function exported(
  catalog: Catalog,
  request: SheetRequest,
  format: SheetFormat,
  headers?: readonly string[],
): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  await exportSheet(catalog, { ...request, format, headers }, (bytes) => void parts.push(bytes));
  return Buffer.concat(parts);
}

export function fileOf(content: string | Uint8Array, name = 'sheet'): string {
  const path = join(temporaryFolder(), name);
  writeFileSync(path, content);
  return path;
}

export async function imported(catalog: Catalog, content: string | Uint8Array, options: ImportOptions = {}) {
  return importSheet(catalog, 'ann', fileOf(content), options);
}

/** The rows of a file as they are read, headers first. */
export async function cellsOf(content: string | Uint8Array): Promise<string[][]> {
  const file = await openRows(fileOf(content), new AbortController().signal);
  const rows: string[][] = [];
  for await (const some of file.rows()) rows.push(...some.map(({ cells }) => [...cells]));
  const width = rows[0]?.length ?? 0;
  return rows.map((row) => [...row, ...Array.from({ length: Math.max(0, width - row.length) }, () => '')]);
}
