/**
 * Beginning to write while another process may be writing to the same file.
 *
 * SQLite's own busy timeout blocks the thread while it waits, and with it every window and socket of
 * this process; so the wait is done here, in between other tasks.
 */
import { setTimeout as pause } from 'node:timers/promises';
import type { Database } from 'better-sqlite3';
import { fileTrouble } from './errors.ts';

/** How long one attempt may block the thread. */
export const BUSY_TIMEOUT_MS = 20;
const PATIENCE_MS = 20_000;
const FIRST_PAUSE_MS = 10;
const LONGEST_PAUSE_MS = 200;

/**
 * Opens a write transaction as soon as no other process has one.
 * @throws CatalogFileError `busy` when that takes too long
 */
export async function beginWriting(db: Database, patience = PATIENCE_MS): Promise<void> {
  const start = performance.now();
  for (let wait = FIRST_PAUSE_MS; ; wait = Math.min(wait * 2, LONGEST_PAUSE_MS)) {
    try {
      db.exec('BEGIN IMMEDIATE');
      return;
    } catch (error) {
      const trouble = fileTrouble(error);
      if (trouble?.problem !== 'busy' || performance.now() - start > patience) throw trouble ?? error;
    }
    await pause(wait);
  }
}

/** Ends a transaction that failed; SQLite may have ended it already. */
export function giveUp(db: Database): void {
  if (db.inTransaction) db.exec('ROLLBACK');
}
