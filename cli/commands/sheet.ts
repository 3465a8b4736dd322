/** export-csv, import-csv: what people state, as a spreadsheet and back. */
import { exportSheet, type SheetFormat } from '../../catalog/stewardship/sheet/export.ts';
import { NO_FILTERS } from '../../catalog/search/lift.ts';
import type { SheetFileOutcome } from '../../contract/index.ts';
import { UsageError, withCatalog, type ExitCode, type GlobalOptions } from '../face.ts';
import { handOut } from '../handing-out.ts';
import { print, printJson, printTable, remark, shownOf } from '../print.ts';
import { because } from './targets.ts';

export interface ExportOptions extends GlobalOptions {
  readonly columns?: boolean;
  readonly query?: string;
  readonly only?: string[];
  readonly format?: SheetFormat;
  readonly out?: string;
}

export async function exportCsvCommand(options: ExportOptions): Promise<ExitCode> {
  const { out, query = '', only } = options;
  const format = options.format ?? (out?.toLowerCase().endsWith('.xlsx') ? 'xlsx' : 'csv');
  if (out === undefined && format === 'xlsx') throw new UsageError('A workbook needs a file: --out.');
  return withCatalog(options, false, async ({ catalog, json }) => {
    const scope = options.columns ? 'columns' : 'datasets';
    const request = {
      ...NO_FILTERS,
      scope,
      text: query,
      sort: 'name',
      filters: [],
      format,
      headers: only,
    } as const;
    const to = (stream: NodeJS.WritableStream) =>
      exportSheet(
        catalog,
        request,
        (bytes) =>
          new Promise<void>((resolve, reject) => {
            stream.write(bytes, (error) => (error ? reject(error) : resolve()));
          }),
      );
    const { rows, revision } = await handOut({ catalog }, out, to, (written) => ({
      action: 'export.sheet',
      objectType: 'catalog',
      objectId: 'sheet',
      label: `List of the grid handed out: ${scope}.${format}`,
      detail: { format, ...(written && { rows: written.rows }) },
    }));
    if (json && out !== undefined) printJson({ file: out, format, rows, revision });
    else remark(`${rows} ${scope} written to ${out ?? 'standard output'}, revision ${revision}.`);
    return 0;
  });
}

export interface ImportOptions extends GlobalOptions {
  readonly dryRun?: boolean;
  readonly force?: boolean;
  readonly reason?: string;
  readonly limit: number;
}

/** 1 where something could not be used, or was changed by somebody else since. */
export async function importCsvCommand(path: string, options: ImportOptions): Promise<ExitCode> {
  return withCatalog(options, false, async ({ client, json }) => {
    const { dryRun = false, force = false, limit } = options;
    const outcome = await client.sheet.importFile({
      ...{ token: path, dryRun, force, ...because(options) },
      shown: json ? 100_000 : limit,
    });
    if (json) printJson(outcome);
    else tell(path, outcome, dryRun, force);
    const open = outcome.problems.total + (force ? 0 : outcome.conflicts.total);
    return open > 0 ? 1 : 0;
  });
}

function tell(path: string, outcome: SheetFileOutcome, dryRun: boolean, force: boolean): void {
  const { changes, conflicts, problems, notes, rows, revision, datasets, columns, reasonNeeded } = outcome;
  if (changes.items.length > 0) {
    printTable(
      ['row', 'what', 'column', 'before', 'after'],
      changes.items.map(({ row, header, before, after }) => [
        String(row.line),
        nameOf(row),
        header,
        short(before),
        short(after),
      ]),
    );
    print('', shownOf(changes.items.length, changes.total, 'change'));
  }
  const place = (line: number, header: string | null = null) =>
    `${path}${line === 0 ? '' : `, line ${line}`}${header === null ? '' : `, ${header}`}`;
  for (const { row, header, base, now, wished } of conflicts.items)
    print(
      `${force ? 'overwritten' : 'conflict'}: ${place(row.line, header)}: ${nameOf(row)} was "${short(base)}" when exported, is "${short(now)}" now, and the file says "${short(wished)}"`,
    );
  for (const { line, header, message } of problems.items)
    print(`not used: ${place(line, header)}: ${message}`);
  for (const { line, message } of notes.items) print(`note: ${place(line)}: ${message}`);
  for (const [told, what] of [
    [conflicts, 'conflict'],
    [problems, 'problem'],
    [notes, 'note'],
  ] as const)
    if (told.total > told.items.length) print(shownOf(told.items.length, told.total, what));
  const where = [some(datasets, 'dataset'), some(columns, 'column')].filter((part) => !part.startsWith('0 '));
  const what =
    changes.total === 0 ? 'nothing to change' : `${some(changes.total, 'cell')} of ${where.join(' and ')}`;
  const landed = dryRun ? ' Nothing was written.' : revision === null ? '' : ` Revision ${revision}.`;
  print(`${some(rows, 'row')}: ${what}.${landed}`);
  if (conflicts.total > 0 && !force)
    print(`${some(conflicts.total, 'cell')} changed since the export; --force overwrites.`);
  if (reasonNeeded) print(`${reasonNeeded.message} Give one with --reason.`);
}

const some = (count: number, noun: string) => `${count} ${noun}${count === 1 ? '' : 's'}`;

function nameOf(row: { readonly name: string; readonly column: string | null }): string {
  return row.column === null ? row.name : `${row.name}: ${row.column}`;
}

function short(text: string): string {
  const line = text.replace(/\s*\n\s*/g, ' ');
  return line.length > 60 ? `${line.slice(0, 59)}…` : line;
}
