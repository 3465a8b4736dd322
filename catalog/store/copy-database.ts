/**
 * Copies a whole SQLite database into another file, table by table, as `VACUUM INTO` does; but in small steps, so that
 * others are answered meanwhile, and with another key.
 */
import type { Database } from 'better-sqlite3';
import { Pace } from '../breathe.ts';
import { keyLiteral, useCipher, type FileKey } from './cipher.ts';

export interface CopyProgress {
  readonly phase: 'copying' | 'indexing' | 'checking';
  /** Rows, then indexes; of the check there is no measure. */
  readonly done: number;
  readonly total: number;
}

export interface CopyOptions {
  readonly target: string;
  /** Null: without encryption. */
  readonly key: FileKey | null;
  readonly signal: AbortSignal;
  readonly progress: (progress: CopyProgress) => void;
}

interface Thing {
  readonly name: string;
  readonly sql: string;
}
interface Table extends Thing {
  readonly columns: readonly string[];
  readonly hasRowid: boolean;
  readonly rows: number;
}

const ROWS_AT_ONCE = 20_000;
const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/**
 * The source must not change meanwhile: its connection holds the only lock.
 * @returns how many rows each table has
 * @throws the signal's reason when it is cancelled; the target is then of no use
 */
export async function copyDatabase(db: Database, options: CopyOptions): Promise<Map<string, number>> {
  db.unsafeMode(true);
  db.pragma('foreign_keys = OFF');
  db.pragma('temp_store = MEMORY');
  useCipher(db);
  db.exec(`ATTACH '${options.target.replaceAll(`'`, `''`)}' AS out KEY ${keyLiteral(options.key)}`);
  db.pragma('out.page_size = 4096');
  db.pragma('out.journal_mode = OFF');
  db.pragma('out.synchronous = OFF');
  db.pragma('out.cache_size = -65536');
  // Lets tables be made that SQLite and its extensions keep for themselves, with what is in them.
  db.pragma('writable_schema = ON');
  for (const name of ['application_id', 'user_version'])
    db.pragma(`out.${name} = ${Number(db.pragma(`main.${name}`, { simple: true }))}`);
  db.exec('BEGIN');
  const tables = tablesOf(db);
  await copyRows(db, tables, options);
  await makeIndexes(db, options);
  db.exec(`INSERT INTO out.sqlite_schema SELECT type, name, tbl_name, 0, sql FROM main.sqlite_schema
    WHERE type IN ('view', 'trigger') OR (type = 'table' AND rootpage = 0)`);
  db.exec('COMMIT');
  db.exec('DETACH out');
  return new Map(tables.map(({ name, rows }) => [name, rows]));
}

/** Those that hold rows; virtual tables do not, but the tables behind them do. */
function tablesOf(db: Database): Table[] {
  const things = db
    .prepare<[], Thing>(
      `SELECT name, sql FROM main.sqlite_schema WHERE type = 'table' AND rootpage > 0 ORDER BY rowid`,
    )
    .all();
  const withoutRowid = new Set(
    (db.pragma('main.table_list') as { schema: string; name: string; wr: number }[])
      .filter((row) => row.schema === 'main' && row.wr === 1)
      .map((row) => row.name),
  );
  return things.map((thing) => {
    const columns = (
      db.pragma(`main.table_xinfo(${quoted(thing.name)})`) as { name: string; hidden: number }[]
    )
      .filter((column) => column.hidden === 0)
      .map((column) => column.name);
    const named = columns.some((column) => column.toLowerCase() === 'rowid');
    return {
      ...thing,
      columns,
      hasRowid: !withoutRowid.has(thing.name) && !named,
      rows: countRows(db, `main.${quoted(thing.name)}`),
    };
  });
}

export function countRows(db: Database, table: string): number {
  return db.prepare<[], { n: number }>(`SELECT COUNT(*) AS n FROM ${table}`).get()!.n;
}

async function copyRows(db: Database, tables: readonly Table[], options: CopyOptions): Promise<void> {
  const total = tables.reduce((sum, table) => sum + table.rows, 0);
  const pace = new Pace();
  let done = 0;
  const step = async (rows: number): Promise<void> => {
    done += rows;
    options.progress({ phase: 'copying', done, total });
    if (pace.restIsDue) await pace.rest();
    options.signal.throwIfAborted();
  };
  for (const table of tables) {
    // Made with the first AUTOINCREMENT table.
    if (table.name !== 'sqlite_sequence') db.exec(table.sql.replace(/^CREATE TABLE /i, 'CREATE TABLE out.'));
  }
  // Last, since copying rows counts there.
  const sequences = (table: Table): number => (table.name === 'sqlite_sequence' ? 1 : 0);
  for (const table of tables.toSorted((a, b) => sequences(a) - sequences(b))) {
    if (sequences(table)) db.exec('DELETE FROM out.sqlite_sequence');
    const [from, into] = [`main.${quoted(table.name)}`, `out.${quoted(table.name)}`];
    const columns = table.columns.map(quoted).join(', ');
    if (!table.hasRowid) {
      db.exec(`INSERT INTO ${into} (${columns}) SELECT ${columns} FROM ${from}`);
      await step(table.rows);
      continue;
    }
    const last = db.prepare<[bigint], { to: bigint | null; n: bigint }>(
      `SELECT MAX(id) AS "to", COUNT(*) AS n FROM
         (SELECT rowid AS id FROM ${from} WHERE rowid > ? ORDER BY rowid LIMIT ${ROWS_AT_ONCE})`,
    );
    last.safeIntegers();
    const copy = db.prepare(
      `INSERT INTO ${into} (rowid, ${columns}) SELECT rowid, ${columns} FROM ${from} WHERE rowid > ? AND rowid <= ?`,
    );
    // Rows below it: a rowid is a signed 64-bit number.
    let at = -(2n ** 63n);
    for (;;) {
      const { to, n } = last.get(at)!;
      if (to === null) break;
      copy.run(at, to);
      at = to;
      await step(Number(n));
    }
  }
}

async function makeIndexes(db: Database, options: CopyOptions): Promise<void> {
  const indexes = db
    .prepare<[], Thing>(`SELECT name, sql FROM main.sqlite_schema WHERE type = 'index' AND sql IS NOT NULL`)
    .all();
  const pace = new Pace();
  for (const [done, { sql }] of indexes.entries()) {
    options.progress({ phase: 'indexing', done, total: indexes.length });
    db.exec(sql.replace(/^CREATE (UNIQUE )?INDEX /i, (start) => `${start}out.`));
    await pace.rest();
    options.signal.throwIfAborted();
  }
}
