/** Verifying a catalog file as it lies there: opened for reading only, not upgraded, whatever state it is in. */
import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import BetterSqlite3, { type Database } from 'better-sqlite3';
import { hasTable, type Finding } from './findings.ts';
import type { OutsideHead } from './outside.ts';
import { verifyCustody, type CustodyOptions, type CustodyVerification } from './verify-custody.ts';

export interface FileOptions extends Omit<CustodyOptions, 'outside'> {
  /** Heads to compare with, once the file is open. */
  readonly outside: (db: Database) => Promise<readonly OutsideHead[]>;
}

/** It is not a catalog, or cannot be opened: nothing can be said about it. */
export class NotVerifiable extends Error {
  override readonly name = 'NotVerifiable';
}

/** `HWTR`: see catalog/store/store.ts. */
const APPLICATION_ID = 0x48575452;

/** @throws NotVerifiable */
export async function verifyCatalogFile(path: string, options: FileOptions): Promise<CustodyVerification> {
  const { db, close } = open(path);
  try {
    if (!hasTable(db, 'ledger_entry') || !hasTable(db, 'ledger_payload'))
      return broken('the tables of the ledger are not there');
    const outside = await options.outside(db);
    return await verifyCustody(db, { ...options, outside });
  } catch (error) {
    if (!isSqlite(error)) throw error;
    return broken(`the file is damaged: ${error.message}`);
  } finally {
    close();
  }
}

interface Opened {
  readonly db: Database;
  readonly close: () => void;
}

function open(path: string): Opened {
  let opened: Opened | null = null;
  try {
    opened = openAt(path) ?? openCopy(path);
    if (opened.db.pragma('application_id', { simple: true }) !== APPLICATION_ID)
      throw new NotVerifiable('It is an SQLite database, but not a Headwater catalog');
    return opened;
  } catch (error) {
    opened?.close();
    if (!isSqlite(error)) throw error;
    throw new NotVerifiable(`It cannot be opened: ${error.message}`, { cause: error });
  }
}

/** Null where SQLite cannot read it in its place: a folder that may not be written to, for a file in WAL mode. */
function openAt(path: string): Opened | null {
  const db = new BetterSqlite3(path, { readonly: true });
  try {
    db.prepare('SELECT COUNT(*) FROM sqlite_master').get();
    return { db, close: () => db.close() };
  } catch (error) {
    db.close();
    if (isSqlite(error) && (error.code === 'SQLITE_CANTOPEN' || error.code.startsWith('SQLITE_READONLY')))
      return null;
    throw error;
  }
}

function openCopy(path: string): Opened {
  const folder = mkdtempSync(join(tmpdir(), 'headwater-verify-'));
  const copy = join(folder, 'copy');
  const remove = () => rmSync(folder, { recursive: true, force: true });
  try {
    for (const end of ['', '-wal'])
      if (existsSync(`${path}${end}`)) copyFileSync(`${path}${end}`, `${copy}${end}`);
    const db = new BetterSqlite3(copy);
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

function broken(reason: string): CustodyVerification {
  const finding: Finding = { seq: 0, kind: 'removed', reason };
  return {
    verdict: 'tampered',
    entries: 0,
    payloadsChecked: 0,
    payloadsErased: 0,
    head: null,
    root: null,
    origin: null,
    firstBad: finding,
    findings: [finding],
    checkpoints: { total: 0, newestSize: null, newestAt: null, keyId: null, trusted: false },
    compared: [],
    notes: [],
  };
}

function isSqlite(error: unknown): error is Error & { code: string } {
  return error instanceof BetterSqlite3.SqliteError;
}
