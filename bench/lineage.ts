/**
 * Questions to the lineage graph: closures, paths, and loading it from a catalog file.
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
import { datasetGraph } from '../catalog/explore/graphs.ts';
import { LineageGraph } from '../catalog/lineage/graph.ts';
import { Catalog } from '../catalog/open.ts';
import { fillCatalog, syntheticEdges, type SyntheticEdges } from './synthetic-lineage.ts';

const SIZES = process.argv.slice(2).map(Number);
const STARTS = 12;
const ROUNDS = 11;
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
  await catalog.close();
}

/** The floor: compressed rows of one direction and a walk that counts. */
function plainGraph({ nodeCount, from, to }: SyntheticEdges, direction: 'upstream' | 'downstream') {
  const [tails, heads] = direction === 'downstream' ? [from, to] : [to, from];
  const offsets = new Int32Array(nodeCount + 1);
  for (const tail of tails) offsets[tail + 1]!++;
  for (let node = 0; node < nodeCount; node++) offsets[node + 1]! += offsets[node]!;
  const next = offsets.slice();
  const ends = new Int32Array(heads.length);
  for (let i = 0; i < heads.length; i++) ends[next[tails[i]!]!++] = heads[i]!;
  return (start: number): number => {
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
    return tail;
  };
}

/** Both by turns, so that others on the machine disturb both alike; of each the shortest round. */
function row(name: string, own: () => unknown, floor: () => unknown, note: string): void {
  let [ownBest, floorBest] = [Infinity, Infinity];
  for (let round = 0; round < ROUNDS; round++) {
    floorBest = Math.min(floorBest, timed(floor).ms);
    ownBest = Math.min(ownBest, timed(own).ms);
  }
  const each = (ms: number): string => `${(ms / STARTS).toFixed(2)} ms`;
  const ratio = (ownBest / floorBest).toFixed(2);
  say(`  ${name}: ${each(ownBest)}, floor ${each(floorBest)}, ratio ${ratio} (${note})`);
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
