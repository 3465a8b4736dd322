/**
 * The trace of a column: where its value comes from and goes to, hop by hop.
 *
 * Runs on a {@link LineageGraph} whose nodes are columns, with one byte of flags for each edge.
 */
import type { LineageGraph } from './graph.ts';
import { DOWNSTREAM, UPSTREAM, type Direction } from './walk.ts';

/** The value comes from it (OpenLineage transformation type DIRECT). */
export const DIRECT = 1;
/** It decides about the value or the row: join, filter, grouping, sort, condition (INDIRECT). */
export const INDIRECT = 2;
/** The value is masked on the way (`masking: true`): hashed, redacted, tokenised. */
export const MASKED = 4;
/** Many values become one (subtype AGGREGATION). */
export const AGGREGATED = 8;

/**
 * How much of the start survives along the best way to a column, weakest first.
 *
 * - `INFLUENCED`: only by ways with an indirect hop; it says something about the value.
 * - `DERIVED`: direct all along, but masked or aggregated somewhere.
 * - `RAW`: direct all along, neither masked nor aggregated: the value itself may be there.
 */
export const INFLUENCED = 1;
export const DERIVED = 2;
export const RAW = 3;
export type Strength = typeof INFLUENCED | typeof DERIVED | typeof RAW;

export interface TraceInput {
  readonly graph: LineageGraph;
  /**
   * Flags of each edge by position in the graph's input. 0 means that the source does not say, so the
   * raw value may survive: it counts as direct.
   */
  readonly flags: Uint8Array;
  readonly start: number;
  readonly direction: Direction | 'both';
  /** Hops; `Infinity` where left out. */
  readonly maxDepth?: number;
  /** Follows values only, not what merely influences them. */
  readonly directOnly?: boolean;
  /** Columns in the answer at most, nearest first. Default 5,000. */
  readonly maxColumns?: number;
}

export interface TracedColumn {
  readonly column: number;
  /** Fewest hops. */
  readonly depth: number;
  /** {@link UPSTREAM} | {@link DOWNSTREAM}; 0 for the start. */
  readonly side: number;
  /** Over every way within the depth, not only the shortest. {@link RAW} for the start. */
  readonly strength: Strength;
}

export interface TracedHop {
  /** Columns, along the data's direction. */
  readonly from: number;
  readonly to: number;
  /**
   * Of all followed edges between the two: {@link DIRECT} and {@link INDIRECT} if any is;
   * {@link MASKED} and {@link AGGREGATED} only if every one that carries the value is.
   */
  readonly flags: number;
  /** The caller's ids of the followed edges. */
  readonly edgeIds: readonly number[];
}

export interface ColumnTrace {
  /** The start first, then breadth first. */
  readonly columns: readonly TracedColumn[];
  /** Every hop between columns of one side (or the start), by `from`, then `to`. */
  readonly hops: readonly TracedHop[];
  /** Columns within the depth; more than `columns.length` only if `maxColumns` cut. */
  readonly total: number;
  /** As in `WalkResult`: some column at this distance is left out, none nearer. */
  readonly truncatedAt?: number;
}

/** @throws RangeError when the start does not exist or there is not one byte of flags for each edge. */
export function traceColumn(input: TraceInput): ColumnTrace {
  const { graph, flags, start, direction, maxDepth = Infinity, maxColumns = 5_000 } = input;
  if (flags.length !== graph.edgeCount) {
    throw new RangeError(`${flags.length} flags for ${graph.edgeCount} edges`);
  }
  const links = new LinkFlags(input);
  const found = graph.walk(start, direction, maxDepth, {
    maxNodes: Math.max(1, maxColumns),
    follow: (link) => links.of(link) !== 0,
  });
  const strength = strengths(input, links);
  const columns = Array.from(found.nodes, (column, i) => ({
    column,
    depth: found.depth[i]!,
    side: found.side[i]!,
    strength: strength.get(column) ?? INFLUENCED,
  }));
  return {
    columns,
    hops: hopsAmong(graph, links, columns),
    total: found.total,
    ...(found.truncatedAt === undefined ? {} : { truncatedAt: found.truncatedAt }),
  };
}

/** The best strength with which each column is reached; those only influenced are left out. */
function strengths(
  { graph, start, direction, maxDepth = Infinity }: TraceInput,
  links: LinkFlags,
): Map<number, Strength> {
  const best = new Map<number, Strength>([[start, RAW]]);
  for (const level of [RAW, DERIVED] as const) {
    const follow = (link: number): boolean => links.strength(link) >= level;
    for (const column of graph.walk(start, direction, maxDepth, { follow }).nodes) {
      if (!best.has(column)) best.set(column, level);
    }
  }
  return best;
}

function hopsAmong(graph: LineageGraph, links: LinkFlags, columns: readonly TracedColumn[]): TracedHop[] {
  const sides = new Map(columns.map(({ column, side }) => [column, side || UPSTREAM | DOWNSTREAM]));
  const hops: TracedHop[] = [];
  for (const from of [...sides.keys()].sort((a, b) => a - b)) {
    graph.eachLink(from, 'downstream', (to, link) => {
      const flags = links.of(link);
      if (flags === 0 || (sides.get(from)! & (sides.get(to) ?? 0)) === 0) return;
      hops.push({ from, to, flags, edgeIds: links.followedIds(link) });
    });
  }
  return hops;
}

/** Flags of links, put together from their followed edges; 0 for a link that is not followed. */
class LinkFlags {
  readonly #input: TraceInput;

  constructor(input: TraceInput) {
    this.#input = input;
  }

  of(link: number): number {
    let [any, every, everyDirect] = [0, MASKED | AGGREGATED, MASKED | AGGREGATED];
    for (const position of this.#input.graph.edgePositions(link)) {
      const flags = this.#edge(position);
      if (flags === 0) continue;
      any |= flags;
      every &= flags;
      if ((flags & DIRECT) !== 0) everyDirect &= flags;
    }
    const kind = any & (DIRECT | INDIRECT);
    return kind === 0 ? 0 : kind | ((kind & DIRECT) !== 0 ? everyDirect : every);
  }

  strength(link: number): Strength {
    let best: Strength = INFLUENCED;
    for (const position of this.#input.graph.edgePositions(link)) {
      const flags = this.#edge(position);
      if ((flags & DIRECT) === 0) continue;
      if ((flags & (MASKED | AGGREGATED)) === 0) return RAW;
      best = DERIVED;
    }
    return best;
  }

  followedIds(link: number): number[] {
    const { graph } = this.#input;
    const ids = graph.edgeIds(link);
    return [...graph.edgePositions(link)].flatMap((position, i) =>
      this.#edge(position) === 0 ? [] : [ids[i]!],
    );
  }

  /** An edge's flags with its kind made explicit; 0 when it is not followed. */
  #edge(position: number): number {
    const given = this.#input.flags[position]!;
    const flags = (given & (DIRECT | INDIRECT)) === 0 ? given | DIRECT : given;
    return this.#input.directOnly === true && (flags & DIRECT) === 0 ? 0 : flags;
  }
}
