/**
 * Prisma's SQLite driver adapter, made safe for one shared write connection.
 *
 * The stock adapter has one connection and no isolation: a query made outside a transaction while one
 * is open joins it, and is lost when it rolls back. Here, statements outside a transaction wait for
 * the lock that the transaction holds, and plain reads go to a second, read-only connection, where
 * they see the last committed state.
 */
import { PrismaBetterSqlite3 } from '@prisma/adapter-better-sqlite3';
import type {
  SqlDriverAdapter,
  SqlMigrationAwareDriverAdapterFactory,
  SqlQuery,
} from '@prisma/driver-adapter-utils';
import type { Database } from 'better-sqlite3';
import type { Lock } from './lock.ts';

export interface Connections {
  readonly writer: Database;
  readonly reader: Database;
}

/** The adapter keeps its connection in a field that its types do not show. */
type WithClient = SqlDriverAdapter & { client: Database };

/**
 * A statement that certainly only reads. Anything else (a CTE that writes, PRAGMA, RETURNING …) goes
 * to the writer, so that a mistake here costs waiting, never correctness.
 */
function readsOnly(query: SqlQuery): boolean {
  return /^\s*SELECT\b/i.test(query.sql) && !/\b(INSERT|UPDATE|DELETE|REPLACE)\b/i.test(query.sql);
}

export class CatalogAdapterFactory implements SqlMigrationAwareDriverAdapterFactory {
  readonly provider = 'sqlite';
  readonly adapterName = '@prisma/adapter-better-sqlite3';
  readonly #path: string;
  readonly #setup: (db: Database, role: 'writer' | 'reader') => void;
  readonly #lock: Lock;
  #connections: Connections | undefined;

  /** `setup` runs first on every new connection: key, pragmas. */
  constructor(path: string, setup: (db: Database, role: 'writer' | 'reader') => void, lock: Lock) {
    this.#path = path;
    this.#setup = setup;
    this.#lock = lock;
  }

  /** The raw connections under Prisma, for prepared statements. Open after the first `connect`. */
  get connections(): Connections {
    if (!this.#connections) throw new Error('The catalog file is not open');
    return this.#connections;
  }

  async connect(): Promise<SqlDriverAdapter> {
    const stock = new PrismaBetterSqlite3({ url: `file:${this.#path}` });
    const writing = (await stock.connect()) as WithClient;
    this.#setup(writing.client, 'writer');
    const reading = (await stock.connect()) as WithClient;
    this.#setup(reading.client, 'reader');
    this.#connections = { writer: writing.client, reader: reading.client };

    const { queryRaw, executeRaw, executeScript, startTransaction, dispose } = bindAll(writing);
    const lock = this.#lock;
    writing.queryRaw = (query) =>
      readsOnly(query) ? reading.queryRaw(query) : lock.run(() => queryRaw(query));
    writing.executeRaw = (query) => lock.run(() => executeRaw(query));
    writing.executeScript = (script) => lock.run(() => executeScript(script));
    writing.startTransaction = async (isolation) => {
      const release = await lock.acquire();
      try {
        const transaction = await startTransaction(isolation);
        const commit = transaction.commit.bind(transaction);
        const rollback = transaction.rollback.bind(transaction);
        transaction.commit = () => commit().finally(release);
        transaction.rollback = () => rollback().finally(release);
        return transaction;
      } catch (error) {
        release();
        throw error;
      }
    };
    writing.dispose = async () => {
      reading.client.close();
      await dispose();
    };
    return writing;
  }

  async connectToShadowDb(): Promise<SqlDriverAdapter> {
    return new PrismaBetterSqlite3({ url: 'file::memory:' }).connect();
  }
}

function bindAll(adapter: SqlDriverAdapter) {
  return {
    queryRaw: adapter.queryRaw.bind(adapter),
    executeRaw: adapter.executeRaw.bind(adapter),
    executeScript: adapter.executeScript.bind(adapter),
    startTransaction: adapter.startTransaction.bind(adapter),
    dispose: adapter.dispose.bind(adapter),
  };
}
