/** Edges as columns of numbers, straight from the rows of a query: a million of them make no objects. */

/** `id`, `from_id`, `to_id` of an edge. */
export type EdgeRow = readonly [id: number, fromId: number, toId: number];

export interface EdgeColumns {
  readonly from: Int32Array;
  readonly to: Int32Array;
  readonly edgeId: Int32Array;
}

/** Any row id → dense index; -1 for what has none. Row ids are small, so an array holds them. */
export function denseIndex(
  canonical: ReadonlyMap<number, number>,
  indexOf: ReadonlyMap<number, number>,
): Int32Array {
  let last = 0;
  for (const id of canonical.keys()) if (id > last) last = id;
  const dense = new Int32Array(last + 1).fill(-1);
  for (const [id, shown] of canonical) dense[id] = indexOf.get(shown) ?? -1;
  return dense;
}

/** Edges between things that have an index; others are left out. */
export function edgeColumns(rows: Iterable<EdgeRow>, dense: Int32Array): EdgeColumns {
  let [from, to, edgeId] = [new Int32Array(4096), new Int32Array(4096), new Int32Array(4096)];
  let count = 0;
  for (const [id, fromId, toId] of rows) {
    const [source, target] = [dense[fromId] ?? -1, dense[toId] ?? -1];
    if (source < 0 || target < 0) continue;
    if (count === from.length) [from, to, edgeId] = [grown(from), grown(to), grown(edgeId)];
    from[count] = source;
    to[count] = target;
    edgeId[count++] = id;
  }
  return { from: from.slice(0, count), to: to.slice(0, count), edgeId: edgeId.slice(0, count) };
}

function grown(column: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(column.length * 2);
  larger.set(column);
  return larger;
}
