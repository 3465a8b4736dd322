/** Edges as columns of numbers, straight from the rows of a query: a million of them make no objects. */

/** `id`, `from_id`, `to_id` of an edge. */
export type EdgeRow = readonly [id: number, fromId: number, toId: number];

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
export class EdgeColumns {
  #from = new Int32Array(4096);
  #to = new Int32Array(4096);
  #edgeId = new Int32Array(4096);
  #count = 0;

  add(rows: Iterable<EdgeRow>, dense: Int32Array): void {
    for (const [id, fromId, toId] of rows) {
      const [source, target] = [dense[fromId] ?? -1, dense[toId] ?? -1];
      if (source < 0 || target < 0) continue;
      if (this.#count === this.#from.length)
        [this.#from, this.#to, this.#edgeId] = [grown(this.#from), grown(this.#to), grown(this.#edgeId)];
      this.#from[this.#count] = source;
      this.#to[this.#count] = target;
      this.#edgeId[this.#count++] = id;
    }
  }

  columns(): { readonly from: Int32Array; readonly to: Int32Array; readonly edgeId: Int32Array } {
    const whole = (column: Int32Array): Int32Array => column.slice(0, this.#count);
    return { from: whole(this.#from), to: whole(this.#to), edgeId: whole(this.#edgeId) };
  }
}

function grown(column: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(column.length * 2);
  larger.set(column);
  return larger;
}
