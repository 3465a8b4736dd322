/**
 * Questions to the lineage graph: closures, paths, comparisons, and loading it from a catalog file.
 *
 *   npm run bench -- lineage [edges …]        100,000 and 1,000,000 edges where none are given
 *
 * The graph is synthetic and the same at every run: layers with hubs, a few edges back. Each question is timed against a
 * floor in the same run: a plain breadth-first walk over typed arrays that only marks what it finds, without distances,
 * sides or totals. Beside it stands SQLite's recursive query over the catalog's own table.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { compareMoments } from '../catalog/compare/compare-moments.ts';
import { datasetGraph } from '../catalog/explore/graphs.ts';
import { appendEntry } from '../catalog/ledger/append.ts';
import { LineageGraph } from '../catalog/lineage/graph.ts';
import { Catalog } from '../catalog/catalog.ts';
import { fillCatalog, syntheticEdges, type SyntheticEdges } from './synthetic-lineage.ts';

const SIZES = process.argv.slice(2).map(Number);
const STARTS = 12;
const ROUNDS = 11;
/** More than any id: two of them are one number. */
const PAIR = 2 ** 24;
const DEED = { actor: 'bench', action: 'import', objectType: 'catalog', objectId: 'bench' };
const folder = mkdtempSync(join(tmpdir(), 'headwater-bench-'));

const say = (text: string): void => void process.stdout.write(`${text}\n`);

try {
  for (const edges of SIZES.length > 0 ? SIZES : [100_000, 1_000_000]) await measure(edges);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function measure(count: number): Promise<void> {
  const edges = syntheticEdges(count);
  say(`\n${count} edges between ${edges.nodeCount} datasets`);
  const before = process.memoryUsage().arrayBuffers;
  const build = timed(() => new LineageGraph(edges));
  const megabytes = (process.memoryUsage().arrayBuffers - before) / 1e6;
  say(`  graph built in ${build.ms.toFixed(0)} ms, ${megabytes.toFixed(0)} MB`);
  closures(build.value, edges);
  paths(build.value, edges);
  compareClosures(edges);
  await onFile(edges, count);
}

/** Starts spread over the graph, so that closures of every size occur. */
function startsOf({ nodeCount }: SyntheticEdges): number[] {
  return Array.from({ length: STARTS }, (_, i) => Math.floor(((i + 0.5) * nodeCount) / STARTS));
}

function closures(graph: LineageGraph, edges: SyntheticEdges): void {
  const starts = startsOf(edges);
  for (const direction of ['upstream', 'downstream'] as const) {
    const plain = plainGraph(edges, direction);
    const sum = (count: (start: number) => number): number =>
      starts.reduce((all, one) => all + count(one), 0);
    const own = (start: number): number => graph.walk(start, direction, Infinity).total;
    const found = sum(own);
    if (found !== sum(plain)) throw new Error(`${found} found, the floor found ${sum(plain)}`);
    const note = `${Math.round(found / STARTS)} datasets each`;
    row(
      `closure ${direction}`,
      () => sum(own),
      () => sum(plain),
      note,
    );
  }
}

function paths(graph: LineageGraph, edges: SyntheticEdges): void {
  const pairs = startsOf(edges).map((start): [number, number] => {
    const { nodes } = graph.walk(start, 'downstream', Infinity);
    return [start, nodes[Math.floor(nodes.length * 0.7)]!];
  });
  const plain = plainGraph(edges, 'upstream');
  const floor = (): void => pairs.forEach(([, to]) => plain(to));
  const shortest = (): void => pairs.forEach(([from, to]) => graph.shortestPath(from, to));
  row('shortest path', shortest, floor, 'floor: the walk upstream of its end');
  const found = pairs.reduce((sum, [from, to]) => sum + graph.allPaths(from, to).paths.length, 0);
  const all = (): void => pairs.forEach(([from, to]) => graph.allPaths(from, to));
  row('100 shortest paths', all, floor, `${Math.round(found / STARTS)} paths each`);
}

/**
 * What lies upstream of a dataset now and did not then, and the other way round: a walk in each of two graphs of which one
 * has a hundredth of its edges less, and a merge of what both found. The floor does the same with plain walks.
 */
function compareClosures(edges: SyntheticEdges): void {
  const keep = (_: number, i: number): boolean => i % 100 !== 7;
  const before = { ...edges, from: edges.from.filter(keep), to: edges.to.filter(keep) };
  const [then, now] = [new LineageGraph(before), new LineageGraph(edges)];
  const [plainThen, plainNow] = [plainReach(before), plainReach(edges)];
  const starts = startsOf(edges);
  const own = (): number =>
    starts.reduce((sum, start) => {
      const [a, b] = [then, now].map((graph) => graph.walk(start, 'upstream', Infinity).nodes);
      return sum + apart(Int32Array.from(a!).sort(), Int32Array.from(b!).sort());
    }, 0);
  const floor = (): number =>
    starts.reduce((sum, start) => sum + apart(plainThen(start).sort(), plainNow(start).sort()), 0);
  const found = own();
  if (found !== floor()) throw new Error(`${found} differ, the floor found ${floor()}`);
  row('compare everything upstream', own, floor, `${Math.round(found / STARTS)} datasets differ each`);
}

/** How many ids are in one of two ascending lists only. */
function apart(a: Int32Array, b: Int32Array): number {
  let [i, j, count] = [0, 0, 0];
  while (i < a.length && j < b.length) {
    const difference = a[i]! - b[j]!;
    if (difference !== 0) count++;
    if (difference <= 0) i++;
    if (difference >= 0) j++;
  }
  return count + (a.length - i) + (b.length - j);
}

async function onFile(edges: SyntheticEdges, count: number): Promise<void> {
  const root = fileURLToPath(new URL('../', import.meta.url));
  const catalog = await Catalog.open({
    path: join(folder, `${count}.headwater`),
    create: true,
    migrationsDir: join(root, 'prisma/migrations'),
    resourcesDir: join(root, 'resources'),
    toolVersion: 'bench',
    defaultActor: 'bench',
  });
  await fillCatalog(catalog, edges);
  const cards = timed(() => catalog.cards());
  const rss = process.memoryUsage().rss;
  const load = timed(() => datasetGraph(catalog));
  say(
    `  from the file: cards ${cards.ms.toFixed(0)} ms, graph ${load.ms.toFixed(0)} ms, resident set +${((process.memoryUsage().rss - rss) / 1e6).toFixed(0)} MB`,
  );
  const query = catalog.store.reader.prepare<[number], { found: number }>(
    `WITH RECURSIVE reached(id) AS (VALUES(?) UNION SELECT e.to_id FROM reached r JOIN edge e ON e.from_id = r.id
      WHERE e.until_revision IS NULL) SELECT COUNT(*) AS found FROM reached`,
  );
  const starts = startsOf(edges).slice(0, 4);
  const recursive = timed(() => starts.forEach((start) => query.get(start + 1)));
  const own = best(() => starts.forEach((start) => load.value.graph.walk(start, 'downstream', Infinity)));
  say(
    `  closure downstream of ${starts.length} by SQLite's recursive query: ${recursive.ms.toFixed(0)} ms, ${(recursive.ms / own).toFixed(0)} times the graph's`,
  );
  await compareRevisions(catalog);
  await catalog.close();
}

/**
 * The whole catalog at two revisions, as people see it: totals, and the first page of the differences, judged and in order.
 * Two pairs of revisions: between one, a hundredth of the edges came, between the other everything. The floor is a plain merge
 * walk over the edges of both states, which lie sorted in typed arrays; beside it stands reading these from the file.
 */
async function compareRevisions(catalog: Catalog): Promise<void> {
  await catalog.store.write((db) => {
    db.prepare('UPDATE edge SET since_revision = 2 WHERE id % 100 = 7').run();
    for (const label of ['Most edges', 'The others']) appendEntry(db, { ...DEED, payload: { label } });
  });
  const at = catalog.store.reader
    .prepare<[number], number>(
      `SELECT CAST(from_id * ${PAIR} + to_id AS REAL) FROM edge WHERE since_revision <= ? AND from_id <> to_id`,
    )
    .pluck();
  const read = timed(() => [0, 1, 2].map((revision) => Float64Array.from(at.all(revision)).sort()));
  say(`  edges of three revisions read and sorted: ${read.ms.toFixed(0)} ms`);
  const first = steps(compareMoments(catalog, { revision: 1 }, { revision: 2 }));
  say(
    `  two revisions, the first comparison after a change: ${first.ms.toFixed(0)} ms, held at most ${first.longest.toFixed(0)} ms`,
  );
  for (const a of [1, 0] as const) {
    const floor = () => differing(read.value[a]!, read.value[2]!).length;
    let longest = 0;
    const own = () => {
      const { made, ...took } = steps(compareMoments(catalog, { revision: a }, { revision: 2 }));
      longest = Math.max(longest, took.longest);
      made.page(0, 100);
      return made;
    };
    const edges = own()
      .page(0, Infinity)
      .filter(({ subject, change }) => subject.on === 'edge' && change === 'added');
    if (edges.length !== floor()) throw new Error(`${edges.length} edges added, the floor found ${floor()}`);
    longest = 0;
    const [mine, plain] = bestOfBoth(own, floor);
    say(
      `  revisions ${a} and 2: ${mine.toFixed(1)} ms, floor ${plain.toFixed(1)} ms, ratio ${(mine / plain).toFixed(1)}, held at most ${longest.toFixed(0)} ms (${edges.length} edges added)`,
    );
  }
}

/** What is in one of two ascending lists only. */
function differing(a: Float64Array, b: Float64Array): Float64Array {
  const found = new Float64Array(a.length + b.length);
  let [i, j, count] = [0, 0, 0];
  while (i < a.length || j < b.length) {
    const difference = i === a.length ? 1 : j === b.length ? -1 : a[i]! - b[j]!;
    if (difference !== 0) found[count++] = difference < 0 ? a[i]! : b[j]!;
    if (difference <= 0) i++;
    if (difference >= 0) j++;
  }
  return found.subarray(0, count);
}

/** Takes all steps, and tells how long the longest was: so long would others have waited. */
function steps<Made>(all: Generator<void, Made>): {
  readonly ms: number;
  readonly longest: number;
  readonly made: Made;
} {
  const started = performance.now();
  let [longest, before] = [0, started];
  for (;;) {
    const step = all.next();
    const now = performance.now();
    longest = Math.max(longest, now - before);
    before = now;
    if (step.done) return { ms: now - started, longest, made: step.value };
  }
}

/** The floor: compressed rows of one direction and a walk that counts. */
function plainGraph(edges: SyntheticEdges, direction: 'upstream' | 'downstream'): (start: number) => number {
  const reach = plainReach(edges, direction);
  return (start) => reach(start).length;
}

/** The same walk, with what it met. */
function plainReach(
  { nodeCount, from, to }: SyntheticEdges,
  direction: 'upstream' | 'downstream' = 'upstream',
): (start: number) => Int32Array {
  const [tails, heads] = direction === 'downstream' ? [from, to] : [to, from];
  const offsets = new Int32Array(nodeCount + 1);
  for (const tail of tails) offsets[tail + 1]!++;
  for (let node = 0; node < nodeCount; node++) offsets[node + 1]! += offsets[node]!;
  const next = offsets.slice();
  const ends = new Int32Array(heads.length);
  for (let i = 0; i < heads.length; i++) ends[next[tails[i]!]!++] = heads[i]!;
  return (start) => {
    const seen = new Uint8Array(nodeCount);
    const queue = new Int32Array(nodeCount);
    queue[0] = start;
    seen[start] = 1;
    let tail = 1;
    for (let head = 0; head < tail; head++) {
      const node = queue[head]!;
      for (let i = offsets[node]!; i < offsets[node + 1]!; i++) {
        const end = ends[i]!;
        if (seen[end] === 1) continue;
        seen[end] = 1;
        queue[tail++] = end;
      }
    }
    return queue.subarray(0, tail);
  };
}

/** A question beside its floor. */
function row(name: string, own: () => unknown, floor: () => unknown, note: string): void {
  const [ownBest, floorBest] = bestOfBoth(own, floor);
  const each = (ms: number): string => `${(ms / STARTS).toFixed(2)} ms`;
  const ratio = (ownBest / floorBest).toFixed(2);
  say(`  ${name}: ${each(ownBest)}, floor ${each(floorBest)}, ratio ${ratio} (${note})`);
}

/** Both by turns, so that others on the machine disturb both alike; of each the shortest round. */
function bestOfBoth(own: () => unknown, floor: () => unknown): [own: number, floor: number] {
  let [ownBest, floorBest] = [Infinity, Infinity];
  for (let round = 0; round < ROUNDS; round++) {
    floorBest = Math.min(floorBest, timed(floor).ms);
    ownBest = Math.min(ownBest, timed(own).ms);
  }
  return [ownBest, floorBest];
}

/** The shortest of some rounds. */
function best(work: () => void): number {
  return Math.min(...Array.from({ length: ROUNDS }, () => timed(work).ms));
}

function timed<Value>(work: () => Value): { readonly ms: number; readonly value: Value } {
  const started = performance.now();
  const value = work();
  return { ms: performance.now() - started, value };
}
