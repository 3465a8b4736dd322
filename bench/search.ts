/**
 * How long a keystroke waits for its results.
 *
 *   npm run bench -- search [columns]
 *
 * A catalog of a million columns (or so many as are asked for) in tables of 40, every tenth column described, every
 * twentieth tagged. Words are typed letter by letter; for each keystroke the whole search runs as Browse asks for it
 * (ranking, exact total, facets, a page of 100 with its rows), for datasets and for columns. The floor is what the
 * least conceivable search does: the same text sought in all names, one text in memory without an index
 * (`String.indexOf`, no ranks, no totals, no rows). Beside it: FTS5 trigrams over the same names, where the text has
 * three letters. Times are of this process alone; a renderer adds its own.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Database } from 'better-sqlite3';
import { search, type SearchRequest } from '../catalog/search/search.ts';
import { Catalog } from '../catalog/catalog.ts';
import { searchData } from '../catalog/search/data/search-data.ts';
import { tag } from '../catalog/stewardship/tag.ts';
import { rebuildSearch } from '../catalog/store/search-index.ts';
import { NO_FILTERS } from '../catalog/search/lift.ts';
import { fillNames } from './synthetic-names.ts';

const count = Number(process.argv[2] ?? 1_000_000);
/** What people type; each beginning of it is a keystroke. */
const TYPED = [
  'customer_email',
  'customer id',
  'orders',
  'orderitem',
  'created_at',
  'c4711',
  'invoice total gross',
  'custmer_adress',
  'owner:ana email',
  'sensitivity:restricted name:id',
  'amount -gross',
  '顧客',
  'stg_*',
  '*_id',
  'domain:sales type:text',
  'kind:view is:undescribed',
  'xylophone',
];

const folder = mkdtempSync(join(tmpdir(), 'headwater-bench-'));
try {
  await run();
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function run(): Promise<void> {
  const catalog = await Catalog.open({
    path: join(folder, 'search.headwater'),
    create: true,
    migrationsDir: fileURLToPath(new URL('../prisma/migrations', import.meta.url)),
    resourcesDir: fileURLToPath(new URL('../resources', import.meta.url)),
    toolVersion: 'bench',
    defaultActor: 'bench',
  });
  const names = await catalog.store.write((db) => fillNames(db, count));
  const fed = await timed(() => catalog.store.write((db) => rebuildSearch(db)));
  say(`${names.length} columns; the full-text index was fed in ${seconds(fed)}`);
  const trigrams = await catalog.store.write((db) => makeTrigrams(db));
  const cards = await timed(() => catalog.cards());
  say(`datasets were read in ${seconds(cards)}`);
  const before = memory();
  const { made, longest } = await watched(() => searchData(catalog));
  say(
    `names read into memory in ${seconds(made)}, ${memory() - before} MB; the engine stood still for ${longest.toFixed(0)} ms (CPU) at most`,
  );
  const text = names.join('\n');
  const floor: Time[] = [];
  const fts: Time[] = [];
  const times = { datasets: [] as Time[], columns: [] as Time[] };
  const slowest: { time: Time; what: string }[] = [];
  for (const typed of TYPED) {
    for (let end = 1; end <= typed.length; end++) {
      const sofar = typed.slice(0, end);
      floor.push(await timed(() => countIn(text, sofar.toLowerCase())));
      if (sofar.length >= 3) fts.push(await timed(() => trigrams(sofar)));
      for (const scope of ['datasets', 'columns'] as const) {
        const request: SearchRequest = {
          ...NO_FILTERS,
          text: sofar,
          scope,
          sort: 'relevance',
          offset: 0,
          limit: 100,
        };
        const time = await timed(() => search(catalog, request));
        times[scope].push(time);
        slowest.push({ time, what: `${scope}: ${sofar}` });
      }
    }
  }
  say('', 'milliseconds a keystroke           p50     p95     max    CPU p50  p95     max');
  report('datasets', times.datasets);
  report('columns', times.columns);
  report('floor: one scan of all names', floor);
  report('FTS5 trigrams, all matches', fts);
  await afterTagging(catalog);
  slowest.sort((a, b) => b.time.cpu - a.time.cpu);
  say('', 'most work, CPU milliseconds:');
  for (const { time, what } of slowest.slice(0, 8)) say(`  ${time.cpu.toFixed(1).padStart(6)}  ${what}`);
  await catalog.close();
}

/** What a person's change costs the next search: names stay, what is said is worked out anew. */
async function afterTagging(catalog: Catalog): Promise<void> {
  const add = [{ kind: 'label', key: '', value: 'fresh' }] as const;
  await tag(catalog, 'bench', { targets: [{ on: 'column', id: 7 }], add, remove: [] });
  const request: SearchRequest = {
    ...NO_FILTERS,
    text: 'tag:fresh',
    scope: 'columns',
    sort: 'relevance',
    offset: 0,
    limit: 100,
  };
  const { made, longest } = await watched(() => search(catalog, request));
  say(
    '',
    `first search after a tag: ${seconds(made)}; the engine stood still for ${longest.toFixed(0)} ms (CPU) at most`,
  );
}

function makeTrigrams(db: Database): (text: string) => number {
  db.exec(`CREATE VIRTUAL TABLE bench_names USING fts5(name, tokenize='trigram', detail=none, columnsize=0);
    INSERT INTO bench_names(rowid, name) SELECT id, path FROM "column"`);
  const select = db.prepare<[string], number>('SELECT rowid FROM bench_names WHERE name LIKE ?').pluck();
  return (text) => select.all(`%${text}%`).length;
}

function countIn(text: string, wanted: string): number {
  let found = 0;
  for (let at = text.indexOf(wanted); at !== -1; at = text.indexOf(wanted, at + 1)) found++;
  return found;
}

/** The longest that nothing else could run, in milliseconds of the processor: waiting for other programs does not count. */
async function watched(work: () => Promise<unknown>): Promise<{ made: Time; longest: number }> {
  let longest = 0;
  let last = threadTime();
  let ended = false;
  const look = (): void => {
    const now = threadTime();
    longest = Math.max(longest, now - last);
    last = now;
    if (!ended) setImmediate(look);
  };
  setImmediate(look);
  const made = await timed(work);
  ended = true;
  look();
  return { made, longest };
}

function threadTime(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}

interface Time {
  readonly wall: number;
  readonly cpu: number;
}

/** Milliseconds. On a machine that others use, the processor's time says more. */
async function timed(work: () => unknown): Promise<Time> {
  const started = performance.now();
  const used = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(used);
  return { wall: performance.now() - started, cpu: (user + system) / 1000 };
}

function report(name: string, times: readonly Time[]): void {
  const figures = (['wall', 'cpu'] as const).map((kind) => {
    const sorted = times.map((time) => time[kind]).sort((a, b) => a - b);
    const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
    return [at(0.5), at(0.95), sorted.at(-1) ?? 0].map((ms) => ms.toFixed(1).padStart(8)).join('');
  });
  say(`${name.padEnd(30)}${figures.join('   ')}`);
}

function memory(): number {
  globalThis.gc?.();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return Math.round((heapUsed + arrayBuffers) / 1e6);
}

function seconds({ wall, cpu }: Time): string {
  return `${(wall / 1000).toFixed(1)} s (CPU ${(cpu / 1000).toFixed(1)} s)`;
}

function say(...lines: string[]): void {
  process.stdout.write(`${lines.join('\n')}\n`);
}
