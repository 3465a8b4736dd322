/** Which catalog and revision a row of a file is of: `42@9f3c2a1b`. */
import type { Database } from 'better-sqlite3';

/** The first digits of the hash of a catalog's first ledger entry: tells catalogs apart. */
export function catalogMark(db: Database): string {
  const first = db
    .prepare<[], { hash: Buffer }>('SELECT entry_hash AS hash FROM ledger_entry ORDER BY seq LIMIT 1')
    .get();
  return first ? first.hash.toString('hex').slice(0, 8) : 'empty';
}

export function writeStamp(revision: number, mark: string): string {
  return `${revision}@${mark}`;
}

/**
 * The revision that a row was exported at; null where it cannot be told: nothing is said, it is another catalog's, or a later
 * one than this catalog has.
 */
export function readStamp(text: string, mark: string, newest: number): number | null {
  const match = /^(\d{1,15})@([0-9a-z]+)$/.exec(text.trim());
  if (!match || match[2] !== mark) return null;
  const revision = Number(match[1]);
  return revision <= newest ? revision : null;
}
