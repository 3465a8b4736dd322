/** What opening a file must know of its being written anew (rewrite.ts). */
import { rmSync } from 'node:fs';
import { dirname } from 'node:path';
import BetterSqlite3, { type Database } from 'better-sqlite3';
import { syncFolder, takePlace } from '../whole-file.ts';
import { applyKey, fileForm, type FileKey } from './cipher.ts';

/** Where a file is written anew, before it takes the place of the old one. */
export function rewritingPath(path: string): string {
  return `${path}.rewriting`;
}

/**
 * Puts the new file in the place of the old one. That its log is gone must be on the disk before: a log is read into
 * whatever file bears its name.
 */
export function takeRewritten(path: string): void {
  for (const end of ['-wal', '-shm']) rmSync(`${path}${end}`, { force: true });
  syncFolder(dirname(path));
  takePlace(rewritingPath(path), path);
}

/** Whether a file opens with this key, or as plain SQLite without one. */
export function opensWith(path: string, key: FileKey | null): boolean {
  if (fileForm(path) !== (key ? 'encrypted' : 'plain')) return false;
  let db: Database | undefined;
  try {
    db = new BetterSqlite3(path, { fileMustExist: true });
    if (key) applyKey(db, key);
    db.prepare('SELECT COUNT(*) FROM sqlite_schema').get();
    return true;
  } catch {
    return false;
  } finally {
    db?.close();
  }
}
