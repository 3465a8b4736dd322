/** Databases for what is too large for memory and lives no longer than the process. */
import { randomBytes } from 'node:crypto';
import { closeSync, openSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import BetterSqlite3, { type Database } from 'better-sqlite3';
import { applyKey, throwawayKey } from './cipher.ts';

/**
 * A temporary file which nobody else sees and which is removed when it is closed. What of it reaches the disk is
 * encrypted with a key that is kept nowhere: a catalog may be encrypted, and this may hold what will be in it.
 */
export function openTemporaryDatabase(): Database {
  const path = join(tmpdir(), `headwater-shelf-${randomBytes(12).toString('hex')}`);
  closeSync(openSync(path, 'wx', 0o600));
  const db = new BetterSqlite3(path);
  applyKey(db, throwawayKey());
  db.pragma('locking_mode = EXCLUSIVE');
  db.pragma('journal_mode = OFF');
  db.pragma('synchronous = OFF');
  db.pragma('cache_size = -16384');
  removeWhenClosed(db, path);
  return db;
}

/** Those of databases that are open, and of ones that nobody closed. */
const paths = new Set<string>();
process.once('exit', () => {
  for (const path of paths) rmSync(path, { force: true });
});

function removeWhenClosed(db: Database, path: string): void {
  paths.add(path);
  const close = db.close.bind(db);
  db.close = () => {
    close();
    paths.delete(path);
    rmSync(path, { force: true });
    return db;
  };
}
