/** Which catalog and revision a row of a file is of. */
import type { Database } from 'better-sqlite3';

/** The first digits of the hash of a catalog's first ledger entry: tells catalogs apart. */
export function catalogMark(db: Database): string {
  const first = db
    .prepare<[], { hash: Buffer }>('SELECT entry_hash AS hash FROM ledger_entry ORDER BY seq LIMIT 1')
    .get();
  return first ? first.hash.toString('hex').slice(0, 8) : 'empty';
}

/** `42@9f3c2a1b.column`: what the row is about stands there, too, since a row of a column without its name would pass for its dataset's. */
export function writeStamp(revision: number, mark: string, on: 'dataset' | 'column'): string {
  return `${revision}@${mark}.${on}`;
}

export interface Stamp {
  readonly on: 'dataset' | 'column';
  /**
   * At which the row was exported; null where it cannot be told: it is of another catalog, or a later revision than this
   * catalog has.
   */
  readonly revision: number | null;
}

/** Null for what is no stamp. */
export function readStamp(text: string, mark: string, newest: number): Stamp | null {
  const match = /^(\d{1,15})@([0-9a-z]+)\.(dataset|column)$/.exec(text.trim());
  if (!match) return null;
  const revision = Number(match[1]);
  return {
    on: match[3] === 'column' ? 'column' : 'dataset',
    revision: match[2] === mark && revision <= newest ? revision : null,
  };
}
