/** One process at a time for a file that is read, changed and written back as a whole. */
import BetterSqlite3 from 'better-sqlite3';

/** The work under it takes milliseconds; who waits longer has met a process that stands still. */
const PATIENCE_MS = 5_000;

/**
 * Does something to the file at `path` while no other process does. The lock is that of an empty SQLite database
 * beside it: SQLite has one for each system, and a process that is killed lets go of it. Where there is none to be had
 * (a folder that nobody may write to, a drive without locks), the work is done without one.
 */
export function locked<Result>(path: string, work: () => Result): Result {
  const lock = taken(`${path}.lock`);
  try {
    return work();
  } finally {
    lock?.close();
  }
}

function taken(path: string): BetterSqlite3.Database | null {
  let lock: BetterSqlite3.Database | null = null;
  try {
    lock = new BetterSqlite3(path, { timeout: PATIENCE_MS });
    lock.exec('BEGIN EXCLUSIVE');
    return lock;
  } catch (error) {
    lock?.close();
    if (error instanceof BetterSqlite3.SqliteError || error instanceof TypeError) return null;
    throw error;
  }
}
