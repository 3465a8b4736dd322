/** Paths between two nodes along the data's direction. */
import type { Adjacency, LinkTable } from './links.ts';
import { wave } from './walk.ts';

export interface PathLimits {
  /** Paths to return at most. Default 100. */
  readonly maxPaths?: number;
  /** Longest path wanted, in hops. Default 50. */
  readonly maxLength?: number;
}

export interface PathsResult {
  /** Nodes from start to end, no node twice; shortest first, equal lengths in node order. */
  readonly paths: readonly (readonly number[])[];
  /** True when there is certainly no other path. */
  readonly complete: boolean;
  /** The first limit that may have left paths out: the count, the length, or the search effort. */
  readonly stoppedBy?: 'paths' | 'length' | 'effort';
}

/** Links looked at before the search gives up: some tenths of a second. Only cyclic graphs can get there. */
const EFFORT = 5_000_000;

/** A shortest path (the first in node order among equals), or undefined when `to` is not downstream. */
export function shortestPath(table: LinkTable, from: number, to: number): readonly number[] | undefined {
  const hops = hopsTo(table, to);
  if (hops[from] === -1) return undefined;
  const { offsets, ends } = table.downstream;
  const path = [from];
  for (let node = from; node !== to;) {
    let i = offsets[node]!;
    while (hops[ends[i]!] !== hops[node]! - 1) i++;
    node = ends[i]!;
    path.push(node);
  }
  return path;
}

/**
 * Simple paths by iterative deepening: all of the shortest length first, then one longer, and so on.
 * A step is taken only where the end is still within the remaining length, so on an acyclic graph
 * every step belongs to a path of the answer.
 */
export function allPaths(table: LinkTable, from: number, to: number, limits: PathLimits): PathsResult {
  const { maxPaths = 100, maxLength = 50 } = limits;
  const hops = hopsTo(table, to);
  const shortest = hops[from]!;
  if (shortest === -1) return { paths: [], complete: true };
  const search = new PathSearch(table.downstream, hops, from, to, maxPaths);
  for (let length = shortest; length <= maxLength; length++) {
    const outcome = search.run(length);
    if (outcome === 'exhausted') return { paths: search.paths, complete: true };
    if (outcome !== 'longer') return { paths: search.paths, complete: false, stoppedBy: outcome };
  }
  return { paths: search.paths, complete: false, stoppedBy: 'length' };
}

/** Hops from each node to `to`, -1 where there is no way. */
function hopsTo(table: LinkTable, to: number): Int32Array {
  const hops = new Int32Array(table.nodeCount).fill(-1);
  const { nodes, depth } = wave(table.upstream, [to], Infinity);
  for (let i = 0; i < nodes.length; i++) hops[nodes[i]!] = depth[i]!;
  return hops;
}

class PathSearch {
  readonly paths: number[][] = [];
  readonly #downstream: Adjacency;
  readonly #hops: Int32Array;
  readonly #from: number;
  readonly #to: number;
  readonly #maxPaths: number;
  #effort = EFFORT;

  constructor(downstream: Adjacency, hops: Int32Array, from: number, to: number, maxPaths: number) {
    this.#downstream = downstream;
    this.#hops = hops;
    this.#from = from;
    this.#to = to;
    this.#maxPaths = maxPaths;
  }

  /** Adds the paths of exactly `length` hops; says whether longer ones may exist. */
  run(length: number): 'longer' | 'exhausted' | 'paths' | 'effort' {
    const { offsets, ends } = this.#downstream;
    const path = [this.#from];
    const onPath = new Set(path);
    const next = [offsets[this.#from]!];
    let longer = false;
    if (this.#from === this.#to) return this.#keep(path) ? 'exhausted' : 'paths';
    while (path.length > 0) {
      const node = path[path.length - 1]!;
      const i = next[path.length - 1]!++;
      if (i >= offsets[node + 1]!) {
        onPath.delete(node);
        path.pop();
        next.pop();
        continue;
      }
      if (--this.#effort < 0) return 'effort';
      const end = ends[i]!;
      const toGo = this.#hops[end]!;
      if (toGo === -1 || onPath.has(end)) continue;
      if (path.length + toGo > length) longer = true;
      else if (end !== this.#to) {
        path.push(end);
        onPath.add(end);
        next.push(offsets[end]!);
      } else if (path.length === length && !this.#keep([...path, end])) return 'paths';
    }
    return longer ? 'longer' : 'exhausted';
  }

  /** False when the path came on top of the limit. */
  #keep(path: number[]): boolean {
    if (this.paths.length >= this.#maxPaths) return false;
    this.paths.push(path);
    return true;
  }
}
