/**
 * Writes a catalog file anew: encrypted, with another key, or without one. All or nothing: the new file is made beside
 * the old one, checked, and takes its place by renaming; whenever the process ends before that, the old file stands as
 * it was, and the next opening removes what was begun.
 */
import { closeSync, existsSync, openSync, rmSync } from 'node:fs';
import BetterSqlite3, { type Database } from 'better-sqlite3';
import { appendEntry, type Deed } from '../ledger/append.ts';
import { applyKey, type FileKey } from './cipher.ts';
import { copyDatabase, countRows, type CopyProgress } from './copy-database.ts';
import { CatalogFileError, fileTrouble } from './errors.ts';
import { syncFile } from '../whole-file.ts';
import { inboxPath } from './inbox-file.ts';
import { MachineClaim } from './machine-claim.ts';
import { rewritingPath, takeRewritten } from './rewriting.ts';

export interface RewriteOptions {
  /** Opens the file as it is; null where it is not encrypted. */
  readonly from: FileKey | null;
  /** Opens the new file; null: it is not encrypted. */
  readonly to: FileKey | null;
  /** What the ledger of the new file says of it. */
  readonly deed: Deed;
  readonly signal?: AbortSignal;
  readonly progress?: (progress: CopyProgress) => void;
}

/** How long others have to let go of the file. */
const PATIENCE_MS = 1_000;

/**
 * The file must be open nowhere, in this process or another.
 * @throws CatalogFileError `busy` where it is, `damaged` where a file cannot be copied whole, or as opening it;
 *   the signal's reason when it is cancelled. Nothing was changed then.
 */
export async function rewriteCatalog(path: string, options: RewriteOptions): Promise<void> {
  const claim = MachineClaim.take(path);
  try {
    await rewriteAlone(path, options);
  } finally {
    claim?.release();
  }
}

async function rewriteAlone(path: string, options: RewriteOptions): Promise<void> {
  const inbox = inboxPath(path);
  const held: Database[] = [];
  const files = existsSync(inbox) ? [path, inbox] : [path];
  try {
    for (const file of files) held.push(openAlone(file, options.from));
    for (const [n, file] of files.entries()) await writeBeside(file, held[n]!, options);
    options.signal?.throwIfAborted();
  } catch (error) {
    for (const db of held) db.close();
    for (const file of files) rmSync(rewritingPath(file), { force: true });
    throw fileTrouble(error) ?? error;
  }
  const letGo = (): void => held.splice(0).forEach((db) => db.close());
  try {
    // Windows renames no open file; elsewhere the locks hold until nobody can find the old file.
    if (process.platform === 'win32') letGo();
    // The inbox second: opening it prefers the one that opens with the catalog's key.
    for (const file of files) takeRewritten(file);
  } finally {
    letGo();
  }
}

/** The only connection to the file, for as long as it lives. */
function openAlone(path: string, key: FileKey | null): Database {
  const db = new BetterSqlite3(path, { timeout: PATIENCE_MS, fileMustExist: true });
  try {
    if (key) applyKey(db, key);
    db.pragma('locking_mode = EXCLUSIVE');
    // Brings the write-ahead log into the file and removes it, which nobody can while others have it open.
    db.pragma('journal_mode = DELETE');
    db.exec('BEGIN EXCLUSIVE; COMMIT');
    return db;
  } catch (error) {
    db.close();
    const trouble = fileTrouble(error);
    if (trouble?.problem !== 'busy') throw error;
    throw new CatalogFileError(
      'busy',
      'another Headwater has it open; nothing was changed, close it there first',
      { cause: error },
    );
  }
}

async function writeBeside(path: string, db: Database, options: RewriteOptions): Promise<void> {
  const target = rewritingPath(path);
  rmSync(target, { force: true });
  closeSync(openSync(target, 'wx', 0o600));
  const progress = options.progress ?? (() => {});
  const rows = await copyDatabase(db, {
    target,
    key: options.to,
    signal: options.signal ?? new AbortController().signal,
    progress,
  });
  progress({ phase: 'checking', done: 0, total: 1 });
  const copy = new BetterSqlite3(target);
  try {
    if (options.to) applyKey(copy, options.to);
    check(copy, rows);
    if (rows.has('ledger_entry')) copy.transaction(() => appendEntry(copy, options.deed))();
  } finally {
    copy.close();
  }
  syncFile(target);
}

/** Opened anew with its own key: every page is read, and every table has the rows that it had. */
function check(copy: Database, rows: ReadonlyMap<string, number>): void {
  const verdict = String(copy.pragma('quick_check(1)', { simple: true }));
  if (verdict !== 'ok') throw new CatalogFileError('damaged', `the new file is not whole: ${verdict}`);
  for (const [table, expected] of rows) {
    const found = countRows(copy, `"${table.replaceAll('"', '""')}"`);
    if (found !== expected)
      throw new CatalogFileError('damaged', `the new file has ${found} of ${expected} rows of ${table}`);
  }
}
