/** Breadth-first walks over links; safe on cycles, no recursion. */
import type { Adjacency, LinkTable } from './links.ts';

export type Direction = 'upstream' | 'downstream';

/** Bits of {@link WalkResult.side}. A start has neither; a node in a cycle with a start has both. */
export const UPSTREAM = 1;
export const DOWNSTREAM = 2;

export interface WalkResult {
  /** Nodes in breadth-first order, starts first; by depth, upstream before downstream. */
  readonly nodes: Int32Array;
  /** Hops from the nearest start, by position in `nodes`. */
  readonly depth: Int32Array;
  /** {@link UPSTREAM} | {@link DOWNSTREAM} bits, by position in `nodes`. */
  readonly side: Uint8Array;
  /** Nodes within the depth, starts included; more than `nodes.length` only if `maxNodes` cut. */
  readonly total: number;
  /**
   * Set when something was left out: every node nearer than this many hops is in `nodes`, some node
   * at this distance is not.
   */
  readonly truncatedAt?: number;
}

/** One direction's walk. */
export interface Wave {
  readonly nodes: Int32Array;
  readonly depth: Int32Array;
}

/** Decides by link number whether a walk may take it. */
export type Follow = (link: number) => boolean;

/** Everything within `maxDepth` hops of the starts in one direction, starts first. */
export function wave(
  adjacency: Adjacency,
  starts: readonly number[],
  maxDepth: number,
  follow?: Follow,
): Wave {
  const nodeCount = adjacency.offsets.length - 1;
  const seen = new Uint8Array(nodeCount);
  const queue = new Int32Array(nodeCount);
  let tail = 0;
  for (const start of starts) {
    if (seen[start] === 1) continue;
    seen[start] = 1;
    queue[tail++] = start;
  }
  // Where each distance begins in the queue: cheaper than a distance for each node on the way.
  const levels = [0];
  for (let head = 0; head < tail && levels.length <= maxDepth;) {
    const levelEnd = tail;
    tail = follow
      ? nextLevelAlong(adjacency, follow, seen, queue, head, levelEnd)
      : nextLevel(adjacency, seen, queue, head, levelEnd);
    head = levelEnd;
    if (tail > levelEnd) levels.push(levelEnd);
  }
  const depth = new Int32Array(tail);
  levels.forEach((from, hops) => depth.fill(hops, from, levels[hops + 1] ?? tail));
  return { nodes: queue.slice(0, tail), depth };
}

/** Appends what one more hop from `queue[head .. tail]` reaches; returns the queue's new end. */
function nextLevel(
  { offsets, ends }: Adjacency,
  seen: Uint8Array,
  queue: Int32Array,
  head: number,
  tail: number,
): number {
  let next = tail;
  for (let at = head; at < tail; at++) {
    const node = queue[at]!;
    const last = offsets[node + 1]!;
    for (let i = offsets[node]!; i < last; i++) {
      const end = ends[i]!;
      if (seen[end] === 1) continue;
      seen[end] = 1;
      queue[next++] = end;
    }
  }
  return next;
}

/** As {@link nextLevel}, over some links only. */
function nextLevelAlong(
  { offsets, ends, links }: Adjacency,
  follow: Follow,
  seen: Uint8Array,
  queue: Int32Array,
  head: number,
  tail: number,
): number {
  let next = tail;
  for (let at = head; at < tail; at++) {
    const node = queue[at]!;
    for (let i = offsets[node]!; i < offsets[node + 1]!; i++) {
      const end = ends[i]!;
      if (seen[end] === 1 || !follow(links[i]!)) continue;
      seen[end] = 1;
      queue[next++] = end;
    }
  }
  return next;
}

export interface WalkOptions {
  /** Hops; `Infinity` for the whole closure. */
  readonly maxDepth: number;
  /** Nodes to return at most, nearest first; the total stays exact. */
  readonly maxNodes?: number;
  readonly follow?: Follow;
}

/** See `LineageGraph.walk`. */
export function walk(
  table: LinkTable,
  starts: readonly number[],
  direction: Direction | 'both',
  options: WalkOptions,
): WalkResult {
  const { maxDepth, maxNodes = Infinity, follow } = options;
  const sides = direction === 'both' ? (['upstream', 'downstream'] as const) : [direction];
  const waves = sides.map((side) => wave(table[side], starts, maxDepth, follow));
  const marked = sides.length > 1 || Number.isFinite(maxDepth) ? marks(waves, sides, table.nodeCount) : null;
  const beyond = marked
    ? waves.map((found, i) => nearestBeyond(table[sides[i]!], found, maxDepth, marked, follow))
    : [Infinity];
  const merged = mergeByDepth(waves, table.nodeCount);
  const total = merged.nodes.length;
  const kept = Math.min(total, Math.max(0, maxNodes));
  const nodes = kept < total ? merged.nodes.slice(0, kept) : merged.nodes;
  const cutAt = kept < total ? merged.depth[kept]! : Math.min(...beyond);
  const depth = kept < total ? merged.depth.slice(0, kept) : merged.depth;
  return {
    nodes,
    depth,
    side: sidesOf(nodes, depth, marked, bitOf(sides[0])),
    total,
    ...(cutAt === Infinity ? {} : { truncatedAt: cutAt }),
  };
}

const bitOf = (side: Direction): number => (side === 'upstream' ? UPSTREAM : DOWNSTREAM);

/** By node, the sides on which it was found. */
function marks(waves: readonly Wave[], sides: readonly Direction[], nodeCount: number): Uint8Array {
  const marked = new Uint8Array(nodeCount);
  waves.forEach(({ nodes }, i) => {
    const bit = bitOf(sides[i]!);
    for (let at = 0; at < nodes.length; at++) marked[nodes[at]!]! |= bit;
  });
  return marked;
}

/** By position; starts, which come first, have none. Without marks all lie on one side. */
function sidesOf(nodes: Int32Array, depth: Int32Array, marked: Uint8Array | null, bit: number): Uint8Array {
  const side = new Uint8Array(nodes.length).fill(bit);
  if (marked) for (let i = 0; i < nodes.length; i++) side[i] = marked[nodes[i]!]!;
  for (let i = 0; i < nodes.length && depth[i] === 0; i++) side[i] = 0;
  return side;
}

/**
 * Hops to the nearest node past a wave that no wave has found, or Infinity. The way there may lead
 * through nodes that only the other direction's wave has found.
 */
function nearestBeyond(
  { offsets, ends, links }: Adjacency,
  { nodes, depth }: Wave,
  maxDepth: number,
  found: Uint8Array,
  follow?: Follow,
): number {
  let frontier: number[] = [];
  for (let at = nodes.length - 1; at >= 0 && depth[at] === Math.floor(maxDepth); at--)
    frontier.push(nodes[at]!);
  const own = new Set(frontier.length > 0 ? nodes : []);
  for (let hops = Math.floor(maxDepth) + 1; frontier.length > 0; hops++) {
    const next: number[] = [];
    for (const node of frontier) {
      for (let i = offsets[node]!; i < offsets[node + 1]!; i++) {
        const end = ends[i]!;
        if (own.has(end) || (follow && !follow(links[i]!))) continue;
        if (found[end] === 0) return hops;
        own.add(end);
        next.push(end);
      }
    }
    frontier = next;
  }
  return Infinity;
}

function mergeByDepth(waves: readonly Wave[], nodeCount: number): { nodes: Int32Array; depth: Int32Array } {
  const [first, second] = waves;
  if (!first) return { nodes: new Int32Array(0), depth: new Int32Array(0) };
  if (!second) return first;
  const length = first.nodes.length + second.nodes.length;
  const nodes = new Int32Array(length);
  const depth = new Int32Array(length);
  const seen = new Uint8Array(nodeCount);
  let count = 0;
  let i = 0;
  let j = 0;
  while (i < first.nodes.length || j < second.nodes.length) {
    const fromFirst: boolean =
      j >= second.nodes.length || (i < first.nodes.length && first.depth[i]! <= second.depth[j]!);
    const node: number = fromFirst ? first.nodes[i]! : second.nodes[j]!;
    const hops: number = fromFirst ? first.depth[i++]! : second.depth[j++]!;
    if (seen[node] === 1) continue;
    seen[node] = 1;
    nodes[count] = node;
    depth[count++] = hops;
  }
  return { nodes: nodes.slice(0, count), depth: depth.slice(0, count) };
}
