/**
 * Opening a catalog file to look at it as it lies there: for reading only, not upgraded, whatever state it is in.
 */
import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import BetterSqlite3, { type Database } from 'better-sqlite3';
import { applyKey, fileForm, type FileKey } from './cipher.ts';
import { CatalogFileError } from './errors.ts';
import { refuseElsewhere } from './machine-claim.ts';

/** It is not a catalog, or cannot be opened: nothing can be said about it. */
export class NotReadable extends Error {
  override readonly name = 'NotReadable';
}

/** `HWTR`, in the file's header: tells a catalog from any other SQLite database. */
export const APPLICATION_ID = 0x48575452;

export interface Opened {
  readonly db: Database;
  readonly close: () => void;
}

/** @param key of an encrypted file. @throws NotReadable */
export function openToRead(path: string, key: FileKey | null = null): Opened {
  let opened: Opened | null = null;
  try {
    refuseElsewhere(path);
    opened = openAt(path, key) ?? openCopy(path, key);
    if (opened.db.pragma('application_id', { simple: true }) !== APPLICATION_ID)
      throw new NotReadable('It is an SQLite database, but not a Headwater catalog');
    return opened;
  } catch (error) {
    opened?.close();
    if (error instanceof CatalogFileError)
      throw new NotReadable(`It cannot be opened: ${error.message}`, { cause: error });
    if (!isSqliteError(error)) throw error;
    if (error.code === 'SQLITE_NOTADB' && key)
      throw new NotReadable('Wrong passphrase, or the file is damaged or no Headwater catalog', {
        cause: error,
      });
    if (error.code === 'SQLITE_NOTADB' && fileForm(path) === 'encrypted')
      throw new NotReadable('A passphrase is needed: it is encrypted, or is no Headwater catalog', {
        cause: error,
      });
    throw new NotReadable(`It cannot be opened: ${error.message}`, { cause: error });
  }
}

/** Null where SQLite cannot read it in its place: a folder that may not be written to, for a file in WAL mode. */
function openAt(path: string, key: FileKey | null): Opened | null {
  const db = new BetterSqlite3(path, { readonly: true });
  try {
    if (key) applyKey(db, key);
    db.prepare('SELECT COUNT(*) FROM sqlite_master').get();
    return { db, close: () => db.close() };
  } catch (error) {
    db.close();
    if (
      isSqliteError(error) &&
      (error.code === 'SQLITE_CANTOPEN' || error.code.startsWith('SQLITE_READONLY'))
    )
      return null;
    throw error;
  }
}

function openCopy(path: string, key: FileKey | null): Opened {
  const folder = mkdtempSync(join(tmpdir(), 'headwater-verify-'));
  const copy = join(folder, 'copy');
  const remove = () => rmSync(folder, { recursive: true, force: true });
  try {
    for (const end of ['', '-wal'])
      if (existsSync(`${path}${end}`)) copyFileSync(`${path}${end}`, `${copy}${end}`);
    const db = new BetterSqlite3(copy);
    if (key) applyKey(db, key);
    return {
      db,
      close: () => {
        db.close();
        remove();
      },
    };
  } catch (error) {
    remove();
    throw error;
  }
}

/** Of SQLite itself: a damaged page, a table that is not there. */
export function isSqliteError(error: unknown): error is Error & { code: string } {
  return error instanceof BetterSqlite3.SqliteError;
}
