/**
 * One measured piece of work in a process of its own, so that its peak memory is known: an import into a
 * new or existing catalog, or the floor for it. Started by import.ts; prints one {@link Measured} as JSON.
 *
 * import.ts bundles it as the programs are that are shipped.
 *
 *   import-work import <catalog> <source>
 *   import-work floor <imported catalog> <new catalog> <source>
 *   import-work floor-with-search <imported catalog> <new catalog> <source>
 *
 * From the environment: MIGRATIONS, the folder that holds them.
 */
import { createHash } from 'node:crypto';
import { createReadStream, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Database } from 'better-sqlite3';
import { importersOf } from '../catalog/importers/index.ts';
import { runImport } from '../catalog/imports/run-import.ts';
import { searchEntriesOf } from '../catalog/store/search-entries.ts';
import { allGroups, INTO_COLUMNS, INTO_DATASETS } from '../catalog/store/search-index.ts';
import { readMigrations } from '../catalog/store/migrate.ts';
import { Store } from '../catalog/store/store.ts';
import { keepHeapSmall } from '../server/heap.ts';

export interface Measured {
  readonly seconds: number;
  /** CPU seconds of all threads of the process, in user mode. */
  readonly cpu: number;
  readonly peakMegabytes: number;
  readonly rows: number;
  /** The catalog file, or 0 for the floor. */
  readonly catalogBytes: number;
  readonly issues: number;
}

// As the product's own processes do.
keepHeapSmall();

const migrations = readMigrations(process.env['MIGRATIONS']!);

async function importInto(catalog: string, source: string): Promise<Measured> {
  const store = await open(catalog);
  const watch = new Watch();
  const outcome = await watch.during(async () =>
    runImport(store, importersOf(), {
      paths: [source],
      kind: 'auto',
      columnLineage: false,
      dryRun: false,
      actor: 'bench',
      toolVersion: 'bench',
      signal: new AbortController().signal,
    }),
  );
  const peak = peakMegabytes();
  const rows = tablesOf(store.reader).reduce((sum, table) => sum + countOf(store.reader, table), 0);
  await store.close();
  const catalogBytes = statSync(catalog).size;
  return { ...watch.spent, peakMegabytes: peak, rows, catalogBytes, issues: outcome.issuesTotal };
}

/**
 * Read, SHA-256, JSON.parse, and plain prepared inserts of the rows that the import left behind. `search`: of the
 * entries of the search index too.
 */
async function floor(imported: string, fresh: string, source: string, search: boolean): Promise<Measured> {
  const from = await open(imported);
  const to = await open(fresh);
  const watch = new Watch();
  for (const file of filesOf(source)) await watch.during(async () => readAndParse(file));
  let count = 0;
  await to.write(async (db) => {
    db.pragma('defer_foreign_keys = ON');
    for (const table of tablesOf(from.reader)) {
      const select = from.reader.prepare(`SELECT * FROM "${table}"`);
      const columns = select.columns().map(({ name }) => `"${name}"`);
      const insert = db.prepare(
        `INSERT INTO "${table}" (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`,
      );
      const rows = select.raw().all() as unknown[][];
      count += rows.length;
      await watch.during(async () => {
        for (const row of rows) insert.run(...row);
      });
    }
    if (search) count += await writeSearch(from.writer, db, watch);
    watch.start();
  });
  watch.stop();
  await from.close();
  await to.close();
  return { ...watch.spent, peakMegabytes: peakMegabytes(), rows: count, catalogBytes: 0, issues: 0 };
}

async function writeSearch(from: Database, db: Database, watch: Watch): Promise<number> {
  let count = 0;
  const [intoDatasets, intoColumns] = [db.prepare(INTO_DATASETS), db.prepare(INTO_COLUMNS)];
  for (const { datasets, columns } of searchEntriesOf(from, allGroups(from), Number.POSITIVE_INFINITY)) {
    count += datasets.length + columns.length;
    await watch.during(async () => {
      for (const entry of datasets) intoDatasets.run(...entry);
      for (const entry of columns) intoColumns.run(...entry);
    });
  }
  return count;
}

async function readAndParse(file: string): Promise<void> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(file, { highWaterMark: 1 << 20 }))
    hash.update(chunk as Uint8Array);
  if (!file.endsWith('.ndjson')) {
    JSON.parse(readFileSync(file, 'utf8'));
    return;
  }
  for await (const line of createInterface({ input: createReadStream(file, { highWaterMark: 1 << 20 }) }))
    JSON.parse(line);
}

function filesOf(source: string): string[] {
  return statSync(source).isDirectory()
    ? readdirSync(source, { recursive: true, encoding: 'utf8' }).map((name) => join(source, name))
    : [source];
}

async function open(path: string): Promise<Store> {
  return Store.open(join(dirname(path), basename(path)), { create: true, migrations });
}

/** Tables to which others refer; they are filled first. */
const FIRST = ['import_batch', 'source_file', 'scope', 'dataset', 'column', 'job', 'run'];

/** Tables that an import fills, without the search index and the ledger. */
function tablesOf(db: Database): string[] {
  const rank = (name: string): number => (FIRST.includes(name) ? FIRST.indexOf(name) : FIRST.length);
  const names = db
    .prepare<[], { name: string }>(
      `SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' AND name NOT LIKE 'search%'
         AND name NOT LIKE '_prisma%' AND name NOT LIKE 'ledger%' ORDER BY name`,
    )
    .all()
    .map(({ name }) => name);
  return names.sort((a, b) => rank(a) - rank(b));
}

function countOf(db: Database, table: string): number {
  return db.prepare<[], { n: number }>(`SELECT COUNT(*) AS n FROM "${table}"`).get()!.n;
}

function peakMegabytes(): number {
  return process.resourceUsage().maxRSS / 1024;
}

/** Time between start and stop, added up. */
class Watch {
  #seconds = 0;
  #cpu = 0;
  #since = 0;
  #used = process.cpuUsage();

  start(): void {
    this.#since = performance.now();
    this.#used = process.cpuUsage();
  }

  stop(): void {
    this.#seconds += (performance.now() - this.#since) / 1000;
    this.#cpu += process.cpuUsage(this.#used).user / 1e6;
  }

  async during<Value>(work: () => Promise<Value>): Promise<Value> {
    this.start();
    const value = await work();
    this.stop();
    return value;
  }

  get spent(): Pick<Measured, 'seconds' | 'cpu'> {
    return { seconds: this.#seconds, cpu: this.#cpu };
  }
}

if (import.meta.main) {
  const [what, ...paths] = process.argv.slice(2);
  const [first, second, third] = paths.map(String);
  const measured =
    what === 'import'
      ? await importInto(first!, second!)
      : await floor(first!, second!, third!, what === 'floor-with-search');
  process.stdout.write(`${JSON.stringify(measured)}\n`);
}
