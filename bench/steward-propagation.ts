/** Propagation over many column edges: in memory against a plain walk, and from a file until tags are stored. */
import type { TagRow } from '../catalog/browse/in-force.ts';
import { LineageGraph } from '../catalog/lineage/graph.ts';
import { columnGraph, datasetGraph } from '../catalog/explore/graphs.ts';
import type { Catalog } from '../catalog/catalog.ts';
import { applyPropagation } from '../catalog/privacy/propagate/apply.ts';
import { groundOf, propagation } from '../catalog/privacy/propagate/compute.ts';
import { NOTHING, flowOf, levelsOfLinks, type Flow } from '../catalog/privacy/propagate/flow.ts';
import { propagationFindings, storedDifference } from '../catalog/privacy/propagate/list.ts';
import { propagate } from '../catalog/privacy/propagate/propagate.ts';
import { sayingsOf } from '../catalog/privacy/propagate/sayings.ts';
import { tagKey, type PropagatedTag } from '../catalog/privacy/propagate/tags.ts';
import { whatIf } from '../catalog/privacy/propagate/what-if.ts';
import { syntheticEdges, type SyntheticEdges } from './synthetic-lineage.ts';
import { ms, say, timed, timedAsync } from './timed.ts';

const ROUNDS = 7;
const PER_TABLE = 20;
/** 24 categories and the levels, each stated of some columns where data comes in. */
const TAGS: readonly PropagatedTag[] = [
  ...Array.from({ length: 24 }, (_, i) => ({ kind: 'category' as const, key: '', value: `user.kind_${i}` })),
  ...['internal', 'confidential', 'restricted'].map((value) => ({
    kind: 'sensitivity' as const,
    key: '',
    value,
  })),
];

/** Seven in ten pass the value, two only decide, one is masked or aggregated: about what SQL shows. */
function flagsOf(count: number): Uint8Array {
  const kinds = [1, 1, 1, 1, 1, 1, 1, 2, 2, 5];
  return Uint8Array.from({ length: count }, (_, i) => kinds[(i * 7919) % 10]!);
}

/** Columns with the tag: spread over the first tenth of the graph. */
function inFirstTenth(nodeCount: number): (tag: number, cause: number) => number {
  const first = Math.max(1, Math.floor(nodeCount / 10));
  return (tag, cause) => (tag * 7919 + cause * 104_729) % first;
}

/** Columns with the tag: where data comes into a domain. */
function intoDomains(nodeCount: number): (tag: number, cause: number) => number {
  return (tag, cause) =>
    (((tag * 31 + cause * 47) * DOMAIN) % nodeCount) + ((tag * 7919 + cause * 13) % STEP);
}

function statements(causeOf: (tag: number, cause: number) => number, causes: number): Map<number, TagRow[]> {
  const rows = new Map<number, TagRow[]>();
  let id = 0;
  TAGS.forEach((tag, at) => {
    for (const node of new Set(Array.from({ length: causes }, (_, cause) => causeOf(at, cause)))) {
      const row: TagRow = {
        id: ++id,
        targetId: node,
        ...tag,
        origin: 'glue',
        status: 'imported',
        actor: null,
        sinceRevision: 1,
      };
      rows.set(node, [...(rows.get(node) ?? []), row]);
    }
  });
  return rows;
}

export function propagateInMemory(count: number): void {
  const edges = syntheticEdges(count);
  const flags = flagsOf(count);
  const graph = new LineageGraph(edges);
  const made = timed(() => flowOf(graph, levelsOfLinks(graph, flags)));
  const flow = made.value;
  const sayings = sayingsOf(statements(inFirstTenth(edges.nodeCount), 4));
  say(
    `${count} column edges between ${edges.nodeCount} columns, ${flow.ends.length} links pass values; ${sayings.tags.length} tags`,
  );
  const own = () => propagate({ flow, sayings, carries: () => true });
  const floor = () =>
    sayings.tags.reduce((sum, tag) => sum + plainWalk(flow, sayings.having.get(tagKey(tag)) ?? []), 0);
  const reached = own().tags.reduce((sum, { spread, causes }) => sum + spread.arrived.length + causes, 0);
  if (reached !== floor()) throw new Error(`${reached} reached, the floor reached ${floor()}`);
  let [ownBest, floorBest] = [Infinity, Infinity];
  for (let round = 0; round < ROUNDS; round++) {
    floorBest = Math.min(floorBest, timed(floor).ms);
    ownBest = Math.min(ownBest, timed(own).ms);
  }
  say(
    `  propagate: ${ms(ownBest)}, floor ${ms(floorBest)}, ratio ${(ownBest / floorBest).toFixed(2)} (${reached} arrivals; values told from filters in ${ms(made.ms)})`,
  );
}

/** The floor: marks what one tag reaches, without strengths, ways or hops. */
function plainWalk({ nodeCount, offsets, ends, levels }: Flow, causes: readonly number[]): number {
  const seen = new Uint8Array(nodeCount);
  const queue = new Int32Array(nodeCount);
  let tail = 0;
  for (const node of causes) {
    seen[node] = 1;
    queue[tail++] = node;
  }
  for (let head = 0; head < tail; head++) {
    const node = queue[head]!;
    for (let at = offsets[node]!; at < offsets[node + 1]!; at++) {
      const end = ends[at]!;
      if (seen[end] === 1 || levels[at] === NOTHING) continue;
      seen[end] = 1;
      queue[tail++] = end;
    }
  }
  return tail;
}

/** Columns of one domain: ten steps of 200 columns each, from where data comes in to reports. */
const DOMAIN = 2000;
const STEP = 200;

/** An estate of domains: most edges lead one step on within a domain, one in two hundred into the next domain. */
function domainEdges(count: number): SyntheticEdges {
  const nodeCount = Math.ceil(count / 3 / DOMAIN) * DOMAIN;
  let state = 20_261_121;
  const random = (below: number): number => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
  const from = new Int32Array(count);
  const to = new Int32Array(count);
  for (let i = 0; i < count; i++) {
    const domain = random(nodeCount / DOMAIN) * DOMAIN;
    const step = random(DOMAIN / STEP - 1) * STEP;
    from[i] = domain + step + random(STEP);
    const over = random(200) === 0 ? DOMAIN : 0;
    to[i] = (domain + over + step + STEP + random(STEP)) % nodeCount;
  }
  return { nodeCount, from, to };
}

export async function propagateOnFile(catalog: Catalog, count: number): Promise<void> {
  const edges = domainEdges(count);
  await fill(catalog, edges);
  const cards = timed(() => catalog.cards());
  const graphs = timed(() => [columnGraph(catalog), datasetGraph(catalog)]);
  const ground = timed(() => groundOf(catalog));
  const computed = timed(() => propagation(catalog));
  const different = timed(() => storedDifference(catalog).added.length);
  const contradicting = timed(() => propagationFindings(catalog).length);
  const supposed = timed(
    () =>
      whatIf(catalog, {
        add: [{ target: { on: 'column', id: 1 }, tag: TAGS[0]! }],
        remove: [],
        block: [],
        unblock: [],
        rules: [],
      }).outcomes.length,
  );
  say(
    `  from the file: cards ${ms(cards.ms)}, graphs of columns and datasets ${ms(graphs.ms)} (as every trace needs them), what passes and what is said ${ms(ground.ms)}, propagation ${ms(computed.ms)}, what would be new ${ms(different.ms)} (${different.value}), contradictions ${ms(contradicting.ms)} (${contradicting.value}), what if ${ms(supposed.ms)} (${supposed.value})`,
  );
  const plain = await timedAsync(() => insertPlainly(catalog, different.value));
  const applied = await timedAsync(() => applyPropagation(catalog, 'bench', { only: [] }));
  say(
    `  apply: ${ms(applied.ms)} for ${applied.value.changed} tags, floor ${ms(plain.ms)} (plain inserts of as many rows), ratio ${(applied.ms / plain.ms).toFixed(1)}`,
  );
  const again = await timedAsync(() => applyPropagation(catalog, 'bench', { only: [] }));
  say(`  apply again, nothing new: ${ms(again.ms)} (${again.value.changed} changed)`);
}

/** As many rows in a table of the same shape and indexes, then away with them. */
async function insertPlainly(catalog: Catalog, count: number): Promise<void> {
  await catalog.store.write((db) => {
    db.exec('SAVEPOINT floor');
    const insert = db.prepare(
      `INSERT INTO tag (id, target_type, target_id, kind, key, value, origin, status, actor, reason, since_revision)
       VALUES (?, 'column', ?, 'category', '', ?, 'propagated', 'derived', 'bench', 'of another column', 1)`,
    );
    for (let i = 0; i < count; i++) insert.run(10_000_000 + i, (i % 100_000) + 1, `user.kind_${i % 24}`);
    db.exec('ROLLBACK TO floor; RELEASE floor');
  });
}

/** Columns as rows of tables, column edges, and the edges between the tables. */
async function fill(catalog: Catalog, { nodeCount, from, to }: SyntheticEdges): Promise<void> {
  const flags = flagsOf(from.length);
  const tableOf = (node: number): number => Math.floor(node / PER_TABLE) + 1;
  await catalog.store.write((db) => {
    const dataset = db.prepare(
      `INSERT INTO dataset (id, namespace, name, kind, kind_scope_id, canonical_id, canonical_key, referenced_only, since_revision)
       VALUES (?, 'postgres://db.example:5432', ?, 'table', 0, ?, ?, 0, 1)`,
    );
    for (let id = 1; id <= tableOf(nodeCount - 1); id++) {
      const name = `warehouse.schema_${id % 97}.table_${id}`;
      dataset.run(id, name, id, name);
    }
    const column = db.prepare(
      `INSERT INTO "column" (id, dataset_id, path, name, depth, ordinal, referenced_only, since_revision) VALUES (?, ?, ?, ?, 0, ?, 0, 1)`,
    );
    for (let node = 0; node < nodeCount; node++) {
      const name = `column_${node % PER_TABLE}`;
      column.run(node + 1, tableOf(node), name, name, node % PER_TABLE);
    }
    const columnEdge = db.prepare(
      `INSERT OR IGNORE INTO column_edge (id, from_id, to_id, job_id, basis, flags, transformations, since_revision)
       VALUES (?, ?, ?, 0, 'declared', ?, '[]', 1)`,
    );
    const edge = db.prepare(
      `INSERT OR IGNORE INTO edge (id, from_id, to_id, job_id, basis, run_count, since_revision) VALUES (?, ?, ?, 0, 'declared', 0, 1)`,
    );
    for (let i = 0; i < from.length; i++) {
      columnEdge.run(i + 1, from[i]! + 1, to[i]! + 1, flags[i]!);
      edge.run(i + 1, tableOf(from[i]!), tableOf(to[i]!));
    }
    const tag = db.prepare(
      `INSERT INTO tag (id, target_type, target_id, kind, key, value, origin, status, since_revision) VALUES (?, 'column', ?, ?, '', ?, 'glue', 'imported', 1)`,
    );
    for (const rows of statements(intoDomains(nodeCount), 20).values())
      for (const row of rows) tag.run(row.id, row.targetId + 1, row.kind, row.value);
  });
}
