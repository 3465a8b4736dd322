/**
 * The open catalog file: the only door to SQL.
 *
 * One write connection for everything, guarded by one first-in-first-out lock; a read-only
 * connection beside it that always sees the last committed state; Prisma on top of both.
 */
import { existsSync, rmSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import BetterSqlite3, { type Database } from 'better-sqlite3';
import { CatalogAdapterFactory } from './adapter.ts';
import { applyKey, fileForm, type FileKey } from './cipher.ts';
import { ENSURE_SQL } from './ensure.sql.ts';
import { beginWriting, BUSY_TIMEOUT_MS, giveUp } from './begin.ts';
import { CatalogFileError, fileTrouble } from './errors.ts';
import { nextRevision } from '../ledger/append.ts';
import { syncFile, takePlace } from '../whole-file.ts';
import { PrismaClient } from './generated/client.ts';
import { driveOf, type Drive } from './drive.ts';
import { Lock } from './lock.ts';
import { MachineClaim, type ClaimOptions } from './machine-claim.ts';
import { APPLICATION_ID, isSqliteError } from './open-to-read.ts';
import { keepPages } from './pages.ts';
import { rebuildSearch, searchIsMissing } from './search-index.ts';
import { rewritingPath } from './rewriting.ts';
import { applyMigrations, pendingMigrations, type Migration } from './migrate.ts';

/** A reader waits only for moments in which another process opens or closes the file. */
const OPENING_TIMEOUT_MS = 10_000;

export const WRONG_PASSPHRASE = 'wrong passphrase, or the file is damaged or no Headwater catalog';

export interface StoreOptions {
  readonly migrations: readonly Migration[];
  /** Create the file when there is none; otherwise that is an error. */
  readonly create: boolean;
  /** Of an encrypted file; a file that is made with it is encrypted from its first byte. */
  readonly key?: FileKey;
  /** Who opens it, and where it lies; this machine, and what the system says. */
  readonly claim?: ClaimOptions;
}

export class Store {
  readonly path: string;
  /** Null where the file is not encrypted. */
  readonly key: FileKey | null;
  readonly drive: Drive;
  readonly prisma: PrismaClient;
  /** For prepared statements inside {@link write}. Returns numbers, not BigInt. */
  readonly writer: Database;
  /** For prepared reads; never sees an open transaction. */
  readonly reader: Database;
  readonly #lock: Lock;
  /** Null on a local disk. */
  readonly #claim: MachineClaim | null;
  #cover: ((db: Database) => void) | null = null;
  /** Fills in what a new connection hides, where the store shows only a part of the file. */
  onVeil: ((db: Database) => void) | null = null;
  /** Looks at a change before it is committed, and throws to prevent it; `revision`: that of the change. */
  beforeCommit: ((db: Database, revision: number) => void) | null = null;

  private constructor(
    path: string,
    key: FileKey | null,
    prisma: PrismaClient,
    connections: { writer: Database; reader: Database },
    shared: { readonly lock: Lock; readonly claim: MachineClaim | null; readonly drive: Drive },
  ) {
    this.path = path;
    this.key = key;
    this.prisma = prisma;
    this.writer = connections.writer;
    this.reader = connections.reader;
    this.#lock = shared.lock;
    this.#claim = shared.claim;
    this.drive = shared.drive;
  }

  /**
   * Opens, checks and if needed upgrades a catalog file; a copy is kept before an upgrade.
   * @throws CatalogFileError with the reason in words
   */
  static async open(path: string, options: StoreOptions): Promise<Store> {
    const drive = options.claim?.drive ?? driveOf(path);
    const claim = MachineClaim.take(path, { ...options.claim, drive });
    try {
      prepareFile(path, options);
      const lock = new Lock(() => claim?.mustHold());
      const key = options.key ?? null;
      const setUp = (db: Database, role: 'writer' | 'reader'): void => setUpConnection(db, role, key);
      const factory = new CatalogAdapterFactory(path, setUp, lock);
      const prisma = new PrismaClient({ adapter: factory });
      await prisma.$connect();
      return new Store(path, key, prisma, factory.connections, { lock, claim, drive });
    } catch (error) {
      claim?.release();
      throw error;
    }
  }

  /**
   * Runs work in one write transaction: committed when it returns, rolled back when it throws.
   * The work may await (to let other tasks of this process run); other writers wait for it.
   * @throws CatalogFileError when another process keeps writing, the disk is full and the like
   */
  async write<T>(work: (db: Database) => T | Promise<T>): Promise<T> {
    return this.#lock.run(async () => {
      await beginWriting(this.writer);
      try {
        const revision = this.beforeCommit ? nextRevision(this.writer) : 0;
        const result = await work(this.writer);
        this.beforeCommit?.(this.writer, revision);
        this.#claim?.mustHold();
        this.writer.exec('COMMIT');
        return result;
      } catch (error) {
        giveUp(this.writer);
        throw fileTrouble(error) ?? error;
      }
    });
  }

  /**
   * The same file, read through connections of its own that `cover` prepares; writes wait for each other as ever.
   */
  async veiled(cover: (db: Database) => void): Promise<Store> {
    const { path, key } = this;
    const covered = (db: Database): void => {
      db.pragma('query_only = OFF');
      cover(db);
      db.pragma('query_only = ON');
    };
    const setUp = (db: Database, role: 'writer' | 'reader'): void => {
      setUpConnection(db, role, key);
      if (role === 'reader') covered(db);
    };
    const factory = new CatalogAdapterFactory(path, setUp, this.#lock);
    const prisma = new PrismaClient({ adapter: factory });
    await prisma.$connect();
    // The claim is released with the store that took it.
    const shared = { lock: this.#lock, claim: null, drive: this.drive };
    const store = new Store(path, key, prisma, factory.connections, shared);
    store.#cover = covered;
    return store;
  }

  /** Brings the write-ahead log into the file and empties it: nothing that was overwritten stays in it. */
  async emptyLog(): Promise<void> {
    await this.#lock.run(async () => {
      this.writer.pragma('wal_checkpoint(TRUNCATE)');
    });
  }

  /** As {@link write}, always rolled back: for previews. */
  async rehearse<T>(work: (db: Database) => T | Promise<T>): Promise<T> {
    return this.#lock.run(async () => {
      await beginWriting(this.writer);
      try {
        return await work(this.writer);
      } catch (error) {
        throw fileTrouble(error) ?? error;
      } finally {
        giveUp(this.writer);
      }
    });
  }

  /** Long reading of one committed state, on a connection of its own that later commits do not reach. */
  async snapshot<T>(work: (db: Database) => Promise<T>): Promise<T> {
    const db = new BetterSqlite3(this.path);
    try {
      setUpConnection(db, 'reader', this.key);
      this.#cover?.(db);
      this.onVeil?.(db);
      db.exec('BEGIN');
      return await work(db);
    } finally {
      db.close();
    }
  }

  async close(): Promise<void> {
    try {
      await this.emptyLog();
    } finally {
      await this.prisma.$disconnect();
      this.#claim?.release();
    }
  }
}

function setUpConnection(db: Database, role: 'writer' | 'reader', key: FileKey | null): void {
  if (key) applyKey(db, key);
  db.defaultSafeIntegers(false);
  db.pragma(`busy_timeout = ${role === 'writer' ? BUSY_TIMEOUT_MS : OPENING_TIMEOUT_MS}`);
  db.pragma('foreign_keys = ON');
  db.pragma('recursive_triggers = ON');
  db.pragma('temp_store = MEMORY');
  keepPages(db, role, key !== null);
  // What is mapped counts as memory of the process; of a second connection it would count twice.
  if (!key) db.pragma(`mmap_size = ${1 << 27}`);
  // A commit is on the disk when it returns: an entry in the ledger outlives a power cut, and so does
  // what the collection's inbox forgets because the catalog has it.
  if (role === 'writer') db.pragma('synchronous = FULL');
  if (role === 'reader') db.pragma('query_only = ON');
}

/** Everything that must hold before the file is opened for work: header, schema, integrity. */
function prepareFile(path: string, options: StoreOptions): void {
  const info = statSync(path, { throwIfNoEntry: false });
  if (info && !info.isFile()) throw new CatalogFileError('not-a-catalog', 'this is not a file');
  const exists = info !== undefined && info.size > 0;
  if (!exists && !options.create) throw new CatalogFileError('missing', 'there is no file at this path');
  if (exists) refuseForeignFile(path, options.key);
  let db: Database;
  try {
    db = new BetterSqlite3(path);
  } catch (cause) {
    throw fileTrouble(cause) ?? new CatalogFileError('locked', describe(cause), { cause });
  }
  try {
    if (options.key) applyKey(db, options.key);
    db.pragma(`busy_timeout = ${OPENING_TIMEOUT_MS}`);
    if (exists && options.key) refuseWrongKey(db);
    if (exists) checkCatalog(db);
    bringUpToDate(db, path, exists, options);
    // What a rewriting left that was cut short; none is under way, since it lets nobody else in.
    rmSync(rewritingPath(path), { force: true });
  } catch (cause) {
    throw fileTrouble(cause) ?? new CatalogFileError('damaged', describe(cause), { cause });
  } finally {
    db.close();
  }
}

function bringUpToDate(db: Database, path: string, exists: boolean, options: StoreOptions): void {
  const pending = pendingMigrations(db, options.migrations);
  if (exists && pending.length > 0) keepCopy(db, path, pending[0]!.name);
  applyMigrations(db, pending);
  // Only where it is not so yet: setting it takes the write lock, which another process may hold.
  if (db.pragma('application_id', { simple: true }) !== APPLICATION_ID) {
    db.pragma(`application_id = ${APPLICATION_ID}`);
  }
  db.pragma('journal_mode = WAL');
  db.exec(ENSURE_SQL);
  indexIfMissing(db);
}

/** The index can be dropped and made again at any time; a copy made by other tools, or an earlier version, may lack it. */
function indexIfMissing(db: Database): void {
  if (searchIsMissing(db)) db.transaction(() => rebuildSearch(db))();
}

function refuseForeignFile(path: string, key: FileKey | undefined): void {
  const form = fileForm(path);
  if (form === 'plain' && key) {
    throw new CatalogFileError('passphrase', 'the file is not encrypted; open it without a passphrase');
  }
  if (form === 'plain' || (form === 'encrypted' && key)) return;
  if (form === 'encrypted') {
    throw new CatalogFileError(
      'encrypted',
      `a passphrase is needed: ${basename(path)} is encrypted, or is no Headwater catalog`,
    );
  }
  const cut = key ? ', or was cut short' : '';
  throw new CatalogFileError('not-a-catalog', `${basename(path)} is not a Headwater catalog${cut}`);
}

/** The first page holds its own proof (HMAC): where it fails, key or page are wrong, and nobody can tell which. */
function refuseWrongKey(db: Database): void {
  try {
    db.prepare('SELECT COUNT(*) FROM sqlite_schema').get();
  } catch (cause) {
    if (!isSqliteError(cause) || cause.code !== 'SQLITE_NOTADB') throw cause;
    throw new CatalogFileError('passphrase', WRONG_PASSPHRASE, { cause });
  }
}

function checkCatalog(db: Database): void {
  let id: unknown;
  let verdict: unknown;
  try {
    id = db.pragma('application_id', { simple: true });
    verdict = db.pragma('quick_check(1)', { simple: true });
  } catch (cause) {
    throw fileTrouble(cause) ?? new CatalogFileError('damaged', describe(cause), { cause });
  }
  if (id !== APPLICATION_ID) {
    throw new CatalogFileError('not-a-catalog', 'it is an SQLite database, but not a Headwater catalog');
  }
  if (verdict !== 'ok') throw new CatalogFileError('damaged', `the integrity check says: ${String(verdict)}`);
}

/** `VACUUM INTO` copies a consistent state and, unlike a file copy, works on an encrypted file too. */
function keepCopy(db: Database, path: string, migration: string): void {
  const stem = `${path}.before-${migration}`;
  let copy = stem;
  for (let n = 2; existsSync(copy); n++) copy = `${stem}.${n}`;
  // Under another name until it is whole: whatever bears the name of a copy is offered as one.
  const fresh = `${path}.copying`;
  rmSync(fresh, { force: true });
  try {
    db.prepare('VACUUM INTO ?').run(fresh);
    syncFile(fresh);
    takePlace(fresh, copy);
  } finally {
    rmSync(fresh, { force: true });
  }
}

function describe(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
