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
  const { offsets, ends, links } = adjacency;
  const seen = new Uint8Array(offsets.length - 1);
  const queue = new Int32Array(offsets.length - 1);
  const depth = new Int32Array(offsets.length - 1);
  let tail = 0;
  for (const start of starts) {
    if (seen[start] === 1) continue;
    seen[start] = 1;
    queue[tail++] = start;
  }
  for (let head = 0; head < tail; head++) {
    const node = queue[head]!;
    const hops = depth[head]! + 1;
    if (hops > maxDepth) break;
    for (let i = offsets[node]!; i < offsets[node + 1]!; i++) {
      const end = ends[i]!;
      if (seen[end] === 1 || (follow && !follow(links[i]!))) continue;
      seen[end] = 1;
      depth[tail] = hops;
      queue[tail++] = end;
    }
  }
  return { nodes: queue.slice(0, tail), depth: depth.slice(0, tail) };
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
  const side = new Uint8Array(table.nodeCount);
  waves.forEach((found, i) => {
    const bit = sides[i] === 'upstream' ? UPSTREAM : DOWNSTREAM;
    for (const node of found.nodes) side[node]! |= bit;
  });
  const beyond = waves.map((found, i) => nearestBeyond(table[sides[i]!], found, maxDepth, side, follow));
  for (const start of starts) side[start] = 0;
  const merged = mergeByDepth(waves, table.nodeCount);
  const total = merged.nodes.length;
  const kept = Math.min(total, Math.max(0, maxNodes));
  const nodes = merged.nodes.slice(0, kept);
  const cutAt = kept < total ? merged.depth[kept]! : Math.min(...beyond);
  return {
    nodes,
    depth: merged.depth.slice(0, kept),
    side: Uint8Array.from(nodes, (node) => side[node]!),
    total,
    ...(cutAt === Infinity ? {} : { truncatedAt: cutAt }),
  };
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
