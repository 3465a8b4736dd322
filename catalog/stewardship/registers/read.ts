/** Entries of a register, now or as of a revision. */
import type { Database } from 'better-sqlite3';
import { holdsAt } from '../../browse/in-force.ts';
import { REGISTERS, type Entry, type RegisterName } from './spec.ts';

type Row = Record<string, string | null> & { readonly key: string; readonly name: string };

/** In order of their keys. Without a revision: now. */
export function entriesOf(db: Database, register: RegisterName, revision?: number): Entry[] {
  const { table, fields } = REGISTERS[register];
  const columns = ['key', 'name', ...fields.map(({ column }) => column)].join(', ');
  const at = revision === undefined ? 'x.until_revision IS NULL' : holdsAt('x');
  return db
    .prepare<[object], Row>(`SELECT ${columns} FROM ${table} x WHERE ${at} ORDER BY key`)
    .all(revision === undefined ? {} : { revision })
    .map((row) => entryOf(register, row));
}

export function entryOf(register: RegisterName, row: Row): Entry {
  const fields = REGISTERS[register].fields.map(({ name, column, holds }) => {
    const stored = row[column] ?? null;
    return [
      name,
      holds === 'names' || holds === 'rows'
        ? stored === null
          ? []
          : (JSON.parse(stored) as string[])
        : stored,
    ] as const;
  });
  return { key: row.key, name: row.name, ...Object.fromEntries(fields) };
}
