/** Strongly connected components by Tarjan's algorithm, iterative. */

export interface StrongComponents {
  /** Component of each node. Numbers fall along the links: sources have high ones. */
  readonly of: Int32Array;
  readonly count: number;
}

/** `ends[offsets[n] .. offsets[n + 1]]` are the nodes that node `n` leads to. */
export function strongComponents(offsets: Int32Array, ends: Int32Array): StrongComponents {
  const nodeCount = offsets.length - 1;
  const of = new Int32Array(nodeCount).fill(-1);
  const index = new Int32Array(nodeCount);
  const low = new Int32Array(nodeCount);
  const next = offsets.slice(0, nodeCount);
  const open = new Int32Array(nodeCount);
  const path = new Int32Array(nodeCount);
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
      do of[open[--openSize]!] = count;
      while (open[openSize] !== node);
      count++;
    }
  }
  return { of, count };
}
