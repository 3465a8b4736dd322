/** Columns: longest path from the sources, then tightened so that links are short. */
import { groupBy, type Rows } from './rows.ts';

/** An acyclic graph: `low` is left of `high` for every link. */
export interface Dag {
  readonly nodeCount: number;
  readonly low: Int32Array;
  readonly high: Int32Array;
}

/** Times that nodes are pulled towards their neighbours; more changes little. */
const TIGHTENINGS = 3;

/** A column for each node, every link going at least one to the right; the leftmost is 0. */
export function ranks(dag: Dag): Int32Array {
  const { nodeCount, low, high } = dag;
  const outgoing = groupBy(nodeCount, low);
  const incoming = groupBy(nodeCount, high);
  const order = topological(dag, outgoing);
  const rank = new Int32Array(nodeCount);
  const before = (node: number): number => extreme(incoming, low, rank, node, Math.max, -1) + 1;
  for (const node of order) rank[node] = before(node);
  for (let pass = 0; pass < TIGHTENINGS; pass++) {
    for (let i = nodeCount - 1; i >= 0; i--) {
      const node = order[i]!;
      if (size(outgoing, node) <= size(incoming, node)) continue;
      rank[node] = extreme(outgoing, high, rank, node, Math.min, Infinity) - 1;
    }
    for (const node of order) {
      if (size(incoming, node) > size(outgoing, node)) rank[node] = before(node);
    }
  }
  const leftmost = rank.reduce((least, value) => Math.min(least, value), Infinity);
  return rank.map((value) => value - leftmost);
}

function topological({ nodeCount, high }: Dag, outgoing: Rows): Int32Array {
  const waiting = new Int32Array(nodeCount);
  for (const node of high) waiting[node]!++;
  const order = new Int32Array(nodeCount);
  let tail = 0;
  for (let node = 0; node < nodeCount; node++) if (waiting[node] === 0) order[tail++] = node;
  for (let head = 0; head < tail; head++) {
    const node = order[head]!;
    for (let i = outgoing.offsets[node]!; i < outgoing.offsets[node + 1]!; i++) {
      const target = high[outgoing.items[i]!]!;
      if (--waiting[target]! === 0) order[tail++] = target;
    }
  }
  return order;
}

const size = ({ offsets }: Rows, node: number): number => offsets[node + 1]! - offsets[node]!;

function extreme(
  { offsets, items }: Rows,
  ends: Int32Array,
  rank: Int32Array,
  node: number,
  pick: (a: number, b: number) => number,
  none: number,
): number {
  let found = none;
  for (let i = offsets[node]!; i < offsets[node + 1]!; i++) found = pick(found, rank[ends[items[i]!]!]!);
  return found;
}
