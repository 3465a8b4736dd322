/** How much of a catalog file a connection keeps in memory. */
import type { Database } from 'better-sqlite3';

const MB = 1024 * 1024;

/** Of the connection that writes, and of each that reads an enciphered file. */
const USUAL = 64 * MB;
/** Of one that reads a plain file: what is not at hand comes from the system's memory of the file. */
const OF_PLAIN_READER = 16 * MB;
/** While a small catalog is filled: a page that was changed is written once, when all is done. */
const WHILE_SMALL = 128 * MB;

export function keepPages(db: Database, role: 'writer' | 'reader', enciphered: boolean): void {
  keep(db, role === 'writer' || enciphered ? USUAL : OF_PLAIN_READER);
}

/**
 * Lets the connection that writes keep a whole catalog that is small and to which so many bytes of sources come. To
 * be taken back with {@link keepPages} once they are written.
 */
export function keepWholeIfSmall(db: Database, bytesToCome: number): void {
  const pragma = (name: string): number => db.pragma(name, { simple: true }) as number;
  if (pragma('page_count') * pragma('page_size') + bytesToCome <= WHILE_SMALL) keep(db, WHILE_SMALL);
}

function keep(db: Database, bytes: number): void {
  if (db.open) db.pragma(`cache_size = ${-bytes / 1024}`);
}
