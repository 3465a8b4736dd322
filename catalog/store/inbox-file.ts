/**
 * The inbox beside a catalog: events that were received and not yet imported.
 *
 * A file of its own, because an import may hold the catalog's one writer for longer than a client
 * waits for its answer. Every commit is on the disk when it returns (write-ahead log, synchronous
 * FULL). One process at a time has it open: the lock goes with the process, however that ends.
 */
import { closeSync, existsSync, openSync, rmSync } from 'node:fs';
import BetterSqlite3, { type Database } from 'better-sqlite3';
import { applyKey, type FileKey } from './cipher.ts';
import { CatalogFileError } from './errors.ts';
import { opensWith, rewritingPath, takeRewritten } from './rewriting.ts';

/** `HWIN`, in the file's header. */
const APPLICATION_ID = 0x4857494e;
const VERSION = 2;

const SCHEMA = `
CREATE TABLE event (
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  received_at TEXT NOT NULL,
  -- '' for the receiver, otherwise the watched file, relative to the folder that is watched
  source      TEXT NOT NULL,
  -- where in the source: 'line 12'; '' where the event is all of it
  place       TEXT NOT NULL,
  -- what the sender calls itself; '' where it does not say
  client      TEXT NOT NULL,
  bytes       INTEGER NOT NULL,
  sha256      BLOB NOT NULL,
  -- waiting, imported, known (the catalog held it already), rejected
  state       TEXT NOT NULL,
  reason      TEXT,
  import_id   INTEGER,
  -- as received; dropped once the catalog holds what it says
  body        BLOB
);
CREATE INDEX event_waiting ON event(id) WHERE state = 'waiting';
CREATE INDEX event_rejected ON event(id) WHERE state = 'rejected';
-- How far the files of the watched folder were read.
CREATE TABLE watched_file (
  identity   TEXT PRIMARY KEY,
  path       TEXT NOT NULL,
  read_to    INTEGER NOT NULL,
  lines      INTEGER NOT NULL,
  head_bytes INTEGER NOT NULL,
  head_sha256 TEXT NOT NULL,
  -- 1 within a line that is left out: what is read up to its end belongs to it
  skipping   INTEGER NOT NULL DEFAULT 0
) WITHOUT ROWID;
CREATE TABLE tally (name TEXT PRIMARY KEY, n INTEGER NOT NULL) WITHOUT ROWID;
`;

export function inboxPath(catalogPath: string): string {
  return `${catalogPath}-inbox`;
}

/**
 * Opens or creates an inbox for this process alone.
 * @param key of an encrypted catalog: its inbox is encrypted with the same
 * @throws CatalogFileError `locked` when another process has it, `newer`, `not-a-catalog` or `damaged`
 */
export function openInboxFile(path: string, key: FileKey | null = null): Database {
  let db: Database | undefined;
  try {
    adoptRewritten(path, key);
    // Events as they came may hold what the catalog leaves out: for this user's eyes only.
    closeSync(openSync(path, 'a', 0o600));
    db = new BetterSqlite3(path, { timeout: 0 });
    if (key) applyKey(db, key);
    db.pragma('locking_mode = EXCLUSIVE');
    db.pragma('journal_mode = WAL');
    db.pragma('synchronous = FULL');
    // What is removed once it was imported leaves no bytes behind.
    db.pragma('secure_delete = ON');
    const version = db.pragma('user_version', { simple: true }) as number;
    const id = db.pragma('application_id', { simple: true });
    db.exec('BEGIN IMMEDIATE');
    if (id !== APPLICATION_ID && !isEmpty(db)) {
      throw new CatalogFileError('not-a-catalog', 'the file beside it is not an inbox');
    }
    if (version > VERSION) throw new CatalogFileError('newer', 'its inbox was written by a newer version');
    if (version === 0) {
      db.exec(SCHEMA);
      db.pragma(`application_id = ${APPLICATION_ID}`);
    }
    if (version === 1) db.exec('ALTER TABLE watched_file ADD COLUMN skipping INTEGER NOT NULL DEFAULT 0');
    if (version < VERSION) db.pragma(`user_version = ${VERSION}`);
    db.exec('COMMIT');
    return db;
  } catch (cause) {
    db?.close();
    if (cause instanceof CatalogFileError) throw cause;
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
    if (code.startsWith('SQLITE_BUSY')) {
      throw new CatalogFileError('locked', 'another Headwater process collects for this catalog', { cause });
    }
    const detail = cause instanceof Error ? cause.message : String(cause);
    throw new CatalogFileError('damaged', `its inbox cannot be opened (${detail})`, { cause });
  }
}

/**
 * A catalog was encrypted anew, and the process ended before its inbox took its place: the one that opens with the
 * catalog's key is it.
 */
function adoptRewritten(path: string, key: FileKey | null): void {
  const rewritten = rewritingPath(path);
  if (!existsSync(rewritten)) return;
  if (opensWith(rewritten, key) && !opensWith(path, key)) takeRewritten(path);
  else rmSync(rewritten, { force: true });
}

function isEmpty(db: Database): boolean {
  return db.prepare('SELECT 1 FROM sqlite_schema').get() === undefined;
}
