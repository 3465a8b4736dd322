/**
 * Edges in compressed sparse rows, both directions, with parallel edges merged into *links*.
 *
 * A link is a distinct (from, to) pair. Walks run over links; the edges behind a link stay
 * reachable, so that every step can still answer for its evidence.
 */

/** A directed graph as columns. Nodes are dense indices 0..nodeCount-1. */
export interface GraphInput {
  readonly nodeCount: number;
  readonly from: Int32Array;
  readonly to: Int32Array;
  /** Caller's id of each edge; the position in `from` where left out. */
  readonly edgeId?: Int32Array;
}

/** One direction of the graph: the links at each node. */
export interface Adjacency {
  /** Links at node `n` lie at `offsets[n] .. offsets[n + 1]`. */
  readonly offsets: Int32Array;
  /** Other end of each link; ascending within a node. */
  readonly ends: Int32Array;
  /** Number of each link, the same in both directions. */
  readonly links: Int32Array;
}

export interface LinkTable {
  readonly nodeCount: number;
  readonly downstream: Adjacency;
  readonly upstream: Adjacency;
  /** Edge positions of link `l` lie at `edgeOffsets[l] .. edgeOffsets[l + 1]` of `edgeOrder`. */
  readonly edgeOffsets: Int32Array;
  readonly edgeOrder: Int32Array;
}

/** @throws RangeError when an edge names a node that does not exist or the columns differ in length. */
export function linkTable(input: GraphInput): LinkTable {
  checkInput(input);
  const { nodeCount, from, to } = input;
  const edgeOrder = orderBy(from, nodeCount, orderBy(to, nodeCount));
  const linkFrom = new Int32Array(edgeOrder.length);
  const ends = new Int32Array(edgeOrder.length);
  const starts = new Int32Array(edgeOrder.length + 1);
  let count = 0;
  for (let i = 0; i < edgeOrder.length; i++) {
    const source = from[edgeOrder[i]!]!;
    const target = to[edgeOrder[i]!]!;
    if (count > 0 && linkFrom[count - 1] === source && ends[count - 1] === target) continue;
    linkFrom[count] = source;
    ends[count] = target;
    starts[count++] = i;
  }
  starts[count] = edgeOrder.length;
  const byFrom = linkFrom.slice(0, count);
  const byTo = ends.slice(0, count);
  const reverse = orderBy(byTo, nodeCount);
  return {
    nodeCount,
    downstream: { offsets: offsetsOf(byFrom, nodeCount), ends: byTo, links: byTo.map((_, link) => link) },
    upstream: {
      offsets: offsetsOf(byTo, nodeCount),
      ends: reverse.map((link) => byFrom[link]!),
      links: reverse,
    },
    edgeOffsets: starts.slice(0, count + 1),
    edgeOrder,
  };
}

function checkInput({ nodeCount, from, to, edgeId }: GraphInput): void {
  if (!Number.isInteger(nodeCount) || nodeCount < 0) throw new RangeError(`nodeCount is ${nodeCount}`);
  if (from.length !== to.length || (edgeId && edgeId.length !== from.length)) {
    throw new RangeError(
      `edge columns differ in length: ${from.length}, ${to.length}, ${edgeId?.length ?? '-'}`,
    );
  }
  for (let edge = 0; edge < from.length; edge++) {
    const source = from[edge]!;
    const target = to[edge]!;
    if (source < 0 || source >= nodeCount || target < 0 || target >= nodeCount) {
      throw new RangeError(`edge ${edge} goes from ${source} to ${target}; nodes are 0..${nodeCount - 1}`);
    }
  }
}

/** Where each key's run begins once sorted: a prefix sum of counts, one longer than `keyCount`. */
function offsetsOf(keys: Int32Array, keyCount: number): Int32Array {
  const offsets = new Int32Array(keyCount + 1);
  for (let i = 0; i < keys.length; i++) offsets[keys[i]! + 1]!++;
  for (let key = 0; key < keyCount; key++) offsets[key + 1]! += offsets[key]!;
  return offsets;
}

/** Positions ordered by key, stable with respect to `order` (counting sort: linear in both sizes). */
function orderBy(keys: Int32Array, keyCount: number, order?: Int32Array): Int32Array {
  const next = offsetsOf(keys, keyCount);
  const sorted = new Int32Array(keys.length);
  for (let i = 0; i < keys.length; i++) {
    const position = order ? order[i]! : i;
    sorted[next[keys[position]!]!++] = position;
  }
  return sorted;
}
