/**
 * The graph with long links broken up: every segment joins two neighbouring columns.
 *
 * Where a link passes a column it gets a *stop* there, a slot of its own among the nodes, so that it
 * is drawn around them. Links of one source share their stops: they run as one line until they part.
 * A feedback link has stops in the columns of its own ends as well, since it turns around there.
 */
import type { Links } from './acyclic.ts';
import { groupBy, type Rows } from './rows.ts';

export interface Mesh {
  /** Vertices: the nodes (0..nodeCount-1), then the stops. */
  readonly count: number;
  readonly nodeCount: number;
  readonly rankCount: number;
  readonly rank: Int32Array;
  /** Segments go from a vertex in one column to a vertex in the next. */
  readonly left: Int32Array;
  readonly right: Int32Array;
  /** Where the segment ends at its vertices, as distance from their middle. */
  readonly leftOffset: Float64Array;
  readonly rightOffset: Float64Array;
  /** Segments by their right, and by their left vertex. */
  readonly before: Rows;
  readonly after: Rows;
  /** For a stop where a feedback link turns: the node that it turns at (same column); else -1. */
  readonly beside: Int32Array;
  /** For a stop the source of its links; for a node itself. */
  readonly owner: Int32Array;
  /** Stops of each link in order of travel; null for a link that was not broken up. */
  readonly stops: readonly (readonly number[] | null)[];
}

export interface RankedLinks extends Links {
  readonly feedback: Uint8Array;
  /** Where the link leaves and arrives, as distance from the middle of the node. */
  readonly fromOffset: Float64Array;
  readonly toOffset: Float64Array;
}

/** Stops in one drawing; links that would need more are drawn straight, the longest first. */
const STOP_LIMIT = 100_000;

export function buildMesh(nodeCount: number, links: RankedLinks, nodeRank: Int32Array): Mesh {
  const builder = new MeshBuilder(nodeRank);
  const span = (link: number): number => Math.abs(nodeRank[links.from[link]!]! - nodeRank[links.to[link]!]!);
  const shortestFirst = Int32Array.from({ length: links.count }, (_, link) => link).sort(
    (a, b) => span(a) - span(b) || a - b,
  );
  const stops: (readonly number[] | null)[] = Array.from({ length: links.count }, () => null);
  for (const link of shortestFirst) stops[link] = builder.addLink(links, link);
  const { rank, left, right, leftOffset, rightOffset, beside, owner } = builder;
  const rankCount = nodeRank.reduce((most, value) => Math.max(most, value), -1) + 1;
  return {
    count: rank.length,
    nodeCount,
    rankCount,
    rank: Int32Array.from(rank),
    left: Int32Array.from(left),
    right: Int32Array.from(right),
    leftOffset: Float64Array.from(leftOffset),
    rightOffset: Float64Array.from(rightOffset),
    before: groupBy(rank.length, right),
    after: groupBy(rank.length, left),
    beside: Int32Array.from(beside),
    owner: Int32Array.from(owner),
    stops,
  };
}

class MeshBuilder {
  readonly rank: number[];
  readonly beside: number[];
  readonly owner: number[];
  readonly left: number[] = [];
  readonly right: number[] = [];
  readonly leftOffset: number[] = [];
  readonly rightOffset: number[] = [];
  readonly #nodeCount: number;
  /** Stops already made for a source, one map for each direction, by source and column. */
  readonly #shared = [new Map<number, number>(), new Map<number, number>()] as const;
  readonly #rankCount: number;

  constructor(nodeRank: Int32Array) {
    this.rank = Array.from(nodeRank);
    this.beside = Array.from(nodeRank, () => -1);
    this.owner = Array.from(nodeRank, (_, node) => node);
    this.#nodeCount = nodeRank.length;
    this.#rankCount = nodeRank.reduce((most, value) => Math.max(most, value), 0) + 1;
  }

  addLink(links: RankedLinks, link: number): readonly number[] | null {
    const from = links.from[link]!;
    const to = links.to[link]!;
    const span = Math.abs(this.rank[from]! - this.rank[to]!);
    if (span > 1 && this.rank.length - this.#nodeCount + span > STOP_LIMIT) return null;
    const [fromOffset, toOffset] = [links.fromOffset[link]!, links.toOffset[link]!];
    return links.feedback[link] === 1 ? this.#back(from, to) : this.#forth(from, to, fromOffset, toOffset);
  }

  #forth(from: number, to: number, fromOffset: number, toOffset: number): readonly number[] {
    const stops: number[] = [];
    let last = from;
    let lastOffset = fromOffset;
    for (let rank = this.rank[from]! + 1; rank < this.rank[to]!; rank++) {
      const { stop, isNew } = this.#stop(0, from, rank);
      if (isNew) this.#segment(last, stop, lastOffset, 0);
      stops.push(stop);
      last = stop;
      lastOffset = 0;
    }
    this.#segment(last, to, lastOffset, toOffset);
    return stops;
  }

  #back(from: number, to: number): readonly number[] {
    const stops: number[] = [];
    for (let rank = this.rank[from]!; rank >= this.rank[to]!; rank--) {
      const { stop, isNew } = this.#stop(1, from, rank);
      const last = stops[stops.length - 1];
      if (isNew && last !== undefined) this.#segment(stop, last, 0, 0);
      if (isNew && last === undefined) this.beside[stop] = from;
      stops.push(stop);
      if (rank === this.rank[to] && last !== undefined) this.beside[stop] = to;
    }
    return stops;
  }

  #stop(way: 0 | 1, source: number, rank: number): { stop: number; isNew: boolean } {
    const key = source * this.#rankCount + rank;
    const known = this.#shared[way].get(key);
    if (known !== undefined) return { stop: known, isNew: false };
    const stop = this.rank.length;
    this.rank.push(rank);
    this.beside.push(-1);
    this.owner.push(source);
    this.#shared[way].set(key, stop);
    return { stop, isNew: true };
  }

  #segment(left: number, right: number, leftOffset: number, rightOffset: number): void {
    this.left.push(left);
    this.right.push(right);
    this.leftOffset.push(leftOffset);
    this.rightOffset.push(rightOffset);
  }
}
