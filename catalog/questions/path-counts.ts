/**
 * How many ways lead from some nodes to every other, without walking them one by one: a sum along the
 * graph, cycles taken as one node. Where a cycle lies on the way, the true number of paths without
 * repeated nodes cannot be had in reasonable time; the sum is then the least that it can be.
 */
import type { LineageGraph } from '../lineage/graph.ts';
import type { Direction, Follow } from '../lineage/walk.ts';

export interface PathCounts {
  /** Paths from the starts to each node, 0 where none leads; a start counts its own empty path. */
  readonly counts: Float64Array;
  /** 1: the count is exact; 0: it is the least. */
  readonly exact: Uint8Array;
}

/** Linear in the part of the graph that the starts reach. Counts beyond 2^53 are rounded, and not exact. */
export function countPaths(
  graph: LineageGraph,
  starts: readonly number[],
  direction: Direction,
  follow?: Follow,
): PathCounts {
  const { of } = graph.stronglyConnected();
  const { nodes } = graph.walk(starts, direction, Infinity, follow ? { follow } : {});
  const counts = new Float64Array(graph.nodeCount);
  const exact = new Uint8Array(graph.nodeCount);
  for (const node of nodes) exact[node] = 1;
  for (const start of starts) counts[start] = 1;
  // Component numbers fall along the data, so a sort by them puts every node after all that lead to it.
  const sign = direction === 'downstream' ? -1 : 1;
  const order = Int32Array.from(nodes).sort((a, b) => sign * (of[a]! - of[b]!));
  for (let from = 0; from < order.length;) {
    let to = from + 1;
    while (to < order.length && of[order[to]!] === of[order[from]!]) to++;
    passOn(graph, order.subarray(from, to), direction, { counts, exact }, follow);
    from = to;
  }
  return { counts, exact };
}

/** Members of one component share one count; each link that leaves it hands that on. */
function passOn(
  graph: LineageGraph,
  members: Int32Array,
  direction: Direction,
  { counts, exact }: PathCounts,
  follow: Follow | undefined,
): void {
  const { of } = graph.stronglyConnected();
  if (members.length > 1) {
    let sum = 0;
    for (const member of members) sum += counts[member]!;
    for (const member of members) {
      counts[member] = sum;
      exact[member] = 0;
    }
  }
  for (const member of members) {
    if (counts[member]! > Number.MAX_SAFE_INTEGER) exact[member] = 0;
    graph.eachLink(member, direction, (end, link) => {
      if (of[end] === of[member] || (follow && !follow(link))) return;
      counts[end]! += counts[member]!;
      exact[end]! &= exact[member]!;
    });
  }
}

/** A shortest way from a walk's starts to one of its nodes, starts first; the same for the same graph. */
export function wayTo(
  graph: LineageGraph,
  node: number,
  depths: ReadonlyMap<number, number>,
  direction: Direction,
  follow?: Follow,
): number[] {
  const back = direction === 'downstream' ? 'upstream' : 'downstream';
  const way = [node];
  for (let at = node, left = depths.get(node) ?? 0; left > 0; left--) {
    let before = -1;
    graph.eachLink(at, back, (end, link) => {
      if (before === -1 && depths.get(end) === left - 1 && (!follow || follow(link))) before = end;
    });
    if (before === -1) break;
    way.push((at = before));
  }
  return way.reverse();
}
