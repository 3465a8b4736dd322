/** Strongly connected components by Tarjan's algorithm, iterative. */
import type { Adjacency } from './links.ts';

export interface Components {
  /** Component of each node. Numbers fall along the data's direction. */
  readonly of: Int32Array;
  readonly count: number;
  /** Components of two or more nodes: members ascending, listed by their smallest member. */
  readonly cycles: readonly Int32Array[];
  /** Nodes with a link to themselves, ascending. */
  readonly selfLoops: Int32Array;
}

/** Splits the graph into sets of nodes that can all reach one another. */
export function components(downstream: Adjacency): Components {
  const { offsets, ends } = downstream;
  const nodeCount = offsets.length - 1;
  const of = new Int32Array(nodeCount).fill(-1);
  const index = new Int32Array(nodeCount);
  const low = new Int32Array(nodeCount);
  const next = offsets.slice(0, nodeCount);
  const open = new Int32Array(nodeCount);
  const path = new Int32Array(nodeCount);
  const cycles: Int32Array[] = [];
  let counter = 0;
  let count = 0;
  let openSize = 0;
  let pathSize = 0;
  const enter = (node: number): void => {
    index[node] = low[node] = ++counter;
    open[openSize++] = node;
    path[pathSize++] = node;
  };
  for (let root = 0; root < nodeCount; root++) {
    if (index[root] !== 0) continue;
    enter(root);
    while (pathSize > 0) {
      const node = path[pathSize - 1]!;
      if (next[node]! < offsets[node + 1]!) {
        const end = ends[next[node]!++]!;
        if (index[end] === 0) enter(end);
        else if (of[end] === -1) low[node] = Math.min(low[node]!, index[end]!);
        continue;
      }
      pathSize--;
      if (pathSize > 0) low[path[pathSize - 1]!] = Math.min(low[path[pathSize - 1]!]!, low[node]!);
      if (low[node] !== index[node]) continue;
      const top = openSize;
      do of[open[--openSize]!] = count;
      while (open[openSize] !== node);
      if (top - openSize > 1) cycles.push(open.slice(openSize, top).sort());
      count++;
    }
  }
  cycles.sort((a, b) => a[0]! - b[0]!);
  return { of, count, cycles, selfLoops: selfLoops(downstream) };
}

function selfLoops({ offsets, ends }: Adjacency): Int32Array {
  const found: number[] = [];
  for (let node = 0; node + 1 < offsets.length; node++) {
    for (let i = offsets[node]!; i < offsets[node + 1]!; i++) if (ends[i] === node) found.push(node);
  }
  return Int32Array.from(found);
}
