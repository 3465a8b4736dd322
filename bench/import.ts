/**
 * Import speed as a ratio to a floor measured in the same run.
 *
 *   npm run bench -- import [MB]
 *
 * Floor: read the file, SHA-256, JSON.parse of every line, and plain prepared inserts of exactly the
 * rows that the import left behind, in one transaction, into the same schema. That is the least any
 * importer into this file format has to do. The ratio matters; seconds depend on the machine.
 */
import { createHash } from 'node:crypto';
import { createReadStream, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { importersOf } from '../catalog/importers/index.ts';
import { runImport } from '../catalog/imports/run-import.ts';
import { readMigrations } from '../catalog/store/migrate.ts';
import { Store } from '../catalog/store/store.ts';
import { writeSyntheticEvents } from './synthetic-events.ts';

const migrations = readMigrations(fileURLToPath(new URL('../prisma/migrations', import.meta.url)));
const megabytes = Number(process.argv[2] ?? 100);
const folder = mkdtempSync(join(tmpdir(), 'headwater-bench-'));
try {
  const file = join(folder, 'events.ndjson');
  const events = writeSyntheticEvents(file, megabytes * 1e6);
  const bytes = statSync(file).size;
  process.stdout.write(`${events} events, ${(bytes / 1e6).toFixed(1)} MB\n`);
  const full = await timed(() => importOnce(file, 'full'));
  const again = await timed(() => importInto(full.value.store, file));
  const rows = rowsOf(full.value.store);
  const floor = await timed(() => floorOnce(file, rows.tables));
  const count = rows.total;
  report('floor', floor.seconds, bytes, count);
  report('import', full.seconds, bytes, count);
  process.stdout.write(
    `  ratio ${(full.seconds / floor.seconds).toFixed(2)} to the floor; index ${full.value.indexBytes} \n`,
  );
  report('same file again', again.seconds, bytes, count);
  process.stdout.write(
    `  ratio ${(again.seconds / floor.seconds).toFixed(2)}; peak memory ${(process.resourceUsage().maxRSS / 1024).toFixed(0)} MB\n`,
  );
  await full.value.store.close();
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function openStore(name: string): Promise<Store> {
  return Store.open(join(folder, `${name}.headwater`), { create: true, migrations });
}

async function importInto(store: Store, file: string): Promise<void> {
  await runImport(store, importersOf(), {
    paths: [file],
    kind: 'auto',
    dryRun: false,
    actor: 'bench',
    toolVersion: 'bench',
    signal: new AbortController().signal,
  });
}

async function importOnce(file: string, name: string): Promise<{ store: Store; indexBytes: string }> {
  const store = await openStore(name);
  await importInto(store, file);
  return { store, indexBytes: `${(statSync(store.path).size / 1e6).toFixed(0)} MB catalog` };
}

interface Rows {
  readonly table: string;
  readonly columns: readonly string[];
  readonly rows: readonly unknown[][];
}

/** Everything that the import wrote, except the search index. */
function rowsOf(store: Store): { tables: Rows[]; total: number } {
  const names = store.reader
    .prepare<[], { name: string }>(
      `SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' AND name NOT LIKE 'search%' AND name NOT LIKE '_prisma%' AND name NOT LIKE 'ledger%'`,
    )
    .all();
  const order = ['import_batch', 'source_file', 'scope', 'dataset', 'column', 'job', 'run'];
  names.sort((a, b) => rank(order, a.name) - rank(order, b.name));
  const tables = names.map(({ name }): Rows => {
    const statement = store.reader.prepare(`SELECT * FROM "${name}"`);
    return {
      table: name,
      columns: statement.columns().map((column) => column.name),
      rows: statement.raw().all() as unknown[][],
    };
  });
  return { tables, total: tables.reduce((sum, one) => sum + one.rows.length, 0) };
}

function rank(order: readonly string[], name: string): number {
  const at = order.indexOf(name);
  return at < 0 ? order.length : at;
}

async function floorOnce(file: string, tables: readonly Rows[]): Promise<void> {
  const store = await openStore('floor');
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(file, { highWaterMark: 1 << 20 }))
    hash.update(chunk as Uint8Array);
  let parsed = 0;
  for await (const line of createInterface({ input: createReadStream(file, { highWaterMark: 1 << 20 }) })) {
    if (JSON.parse(line) !== null) parsed++;
  }
  await store.write((db) => {
    for (const { table, columns, rows } of tables) {
      const insert = db.prepare(
        `INSERT INTO "${table}" (${columns.map((name) => `"${name}"`).join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`,
      );
      for (const row of rows) insert.run(...row);
    }
  });
  await store.close();
  if (parsed === 0) throw new Error('The floor parsed nothing');
}

async function timed<Value>(work: () => Promise<Value>): Promise<{ seconds: number; value: Value }> {
  const started = performance.now();
  const value = await work();
  return { seconds: (performance.now() - started) / 1000, value };
}

function report(name: string, seconds: number, bytes: number, rows: number): void {
  process.stdout.write(
    `${name}: ${seconds.toFixed(2)} s, ${(bytes / 1e6 / seconds).toFixed(1)} MB/s, ${Math.round(rows / seconds)} rows/s (${rows} rows)\n`,
  );
}
