/** A register as a CSV file, out and in: export then import changes nothing. */
import type { Database } from 'better-sqlite3';
import { csvOf, type DataSheet } from '../../tables/table-files.ts';
import type { Catalog } from '../../catalog.ts';
import type { MutationResult } from '../change.ts';
import { readTable, type CsvTable, type FileProblem } from '../../tables/csv-table.ts';
import type { Wish } from './plan.ts';
import { entriesOf } from './read.ts';
import { REGISTERS, type EntryChange, type RegisterName } from './spec.ts';
import { putWishes, type PutOptions, type RegisterOutcome } from './write.ts';

/** Headers as they are written, with the field that each stands for. */
export function headersOf(register: RegisterName): [header: string, field: string][] {
  const fields = ['key', 'name', ...REGISTERS[register].fields.map(({ name }) => name)];
  return fields.map((field) => [field.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`), field]);
}

/** Lists in one cell are divided by semicolons. */
export function registerTable(db: Database, register: RegisterName, revision?: number): DataSheet {
  const headers = headersOf(register);
  const rows = entriesOf(db, register, revision).map((entry) =>
    headers.map(([, field]) => {
      const value = entry[field] ?? null;
      return typeof value === 'string' || value === null ? value : value.join('; ');
    }),
  );
  return { name: REGISTERS[register].plural, headers: headers.map(([header]) => header), rows };
}

export function registerCsv(db: Database, register: RegisterName, revision?: number): string {
  return csvOf(registerTable(db, register, revision));
}

export interface RegisterFileResult extends MutationResult {
  readonly outcome: Omit<RegisterOutcome, 'problems'> & {
    readonly lines: number;
    /** Lines that were not used. */
    readonly problems: readonly FileProblem[];
    /** Used all the same. */
    readonly notes: readonly FileProblem[];
  };
}

/** Adds and changes entries; those that the file does not name stay, and so does what it has no column for. */
export async function importRegister(
  catalog: Catalog,
  actor: string,
  register: RegisterName,
  text: string,
  options: PutOptions = {},
): Promise<RegisterFileResult> {
  const table = readTable(text, Object.fromEntries(headersOf(register)), ['name']);
  return importTable(catalog, actor, register, table, options);
}

/** As {@link importRegister}, of a table that was read already. */
export async function importTable(
  catalog: Catalog,
  actor: string,
  register: RegisterName,
  table: CsvTable,
  options: PutOptions,
): Promise<RegisterFileResult> {
  const wishes = table.rows.map(({ line, cells }): Wish => ({
    where: `line ${line}`,
    entry: entryOf(cells),
  }));
  const { outcome, ...result } = await putWishes(catalog, actor, register, wishes, {
    ...options,
    strict: false,
  });
  const problems = outcome.problems.map(({ where, message }) => ({ line: Number(where.slice(5)), message }));
  return {
    ...result,
    outcome: {
      ...outcome,
      lines: table.rows.length,
      problems: [...table.problems, ...problems].sort((a, b) => a.line - b.line),
      notes: table.notes,
    },
  };
}

/** An empty key is none: it follows from the name. */
function entryOf(cells: Readonly<Record<string, string>>): EntryChange {
  const { key, ...rest } = cells;
  return key === undefined || key.trim() === '' ? rest : { key, ...rest };
}
