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
  Transaction,
} from '@prisma/driver-adapter-utils';
import type { Database } from 'better-sqlite3';
import { beginWriting, giveUp } from './begin.ts';
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

    const { queryRaw, executeRaw, executeScript, dispose } = bindAll(writing);
    const lock = this.#lock;
    const { client } = writing;
    /** A statement outside a transaction gets one of its own, so that it too waits for other processes. */
    const alone = <T>(statement: () => Promise<T>): Promise<T> =>
      lock.run(async () => {
        await beginWriting(client);
        try {
          const result = await statement();
          client.exec('COMMIT');
          return result;
        } catch (error) {
          giveUp(client);
          throw error;
        }
      });
    writing.queryRaw = (query) => (readsOnly(query) ? reading.queryRaw(query) : alone(() => queryRaw(query)));
    writing.executeRaw = (query) => alone(() => executeRaw(query));
    writing.executeScript = (script) => lock.run(() => executeScript(script));
    writing.startTransaction = async () => {
      const release = await lock.acquire();
      try {
        await beginWriting(client);
      } catch (error) {
        release();
        throw error;
      }
      return transaction({ queryRaw, executeRaw }, () => {
        giveUp(client);
        release();
      });
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

/**
 * The engine sends COMMIT and ROLLBACK itself and then says which it was; `end` lets the next writer in,
 * and rolls back where neither went through.
 */
function transaction(queries: Pick<Transaction, 'queryRaw' | 'executeRaw'>, end: () => void): Transaction {
  const execute = async (sql: string): Promise<void> => {
    await queries.executeRaw({ sql, args: [], argTypes: [] });
  };
  return {
    ...queries,
    provider: 'sqlite',
    adapterName: '@prisma/adapter-better-sqlite3',
    options: { usePhantomQuery: false },
    commit: async () => end(),
    rollback: async () => end(),
    createSavepoint: (name) => execute(`SAVEPOINT ${name}`),
    rollbackToSavepoint: (name) => execute(`ROLLBACK TO ${name}`),
    releaseSavepoint: (name) => execute(`RELEASE SAVEPOINT ${name}`),
  };
}

function bindAll(adapter: SqlDriverAdapter) {
  return {
    queryRaw: adapter.queryRaw.bind(adapter),
    executeRaw: adapter.executeRaw.bind(adapter),
    executeScript: adapter.executeScript.bind(adapter),
    dispose: adapter.dispose.bind(adapter),
  };
}
