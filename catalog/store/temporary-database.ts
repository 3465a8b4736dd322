/** Databases for what is too large for memory and lives no longer than the process. */
import BetterSqlite3, { type Database } from 'better-sqlite3';

/** A temporary file of SQLite's own, which nobody else sees and which is removed when it is closed. */
export function openTemporaryDatabase(): Database {
  const db = new BetterSqlite3('');
  db.pragma('journal_mode = OFF');
  db.pragma('synchronous = OFF');
  db.pragma('cache_size = -16384');
  return db;
}
