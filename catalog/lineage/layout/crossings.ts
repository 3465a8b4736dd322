/** Counting crossings of segments between neighbouring columns. */
import type { Mesh } from './mesh.ts';

/** Vertices of each column from top to bottom, and the place of each vertex in its column. */
export interface Arrangement {
  readonly columns: readonly Int32Array[];
  readonly place: Int32Array;
}

/** Crossings in the whole drawing, each pair of segments counted once. O(s log s) for s segments. */
export function countCrossings(mesh: Mesh, { columns, place }: Arrangement): number {
  let total = 0;
  for (let rank = 0; rank + 1 < columns.length; rank++) {
    total += inversions(rightPlaces(mesh, columns[rank]!, place), columns[rank + 1]!.length);
  }
  return total;
}

/** Places of right ends, segments taken from top to bottom by left end, then by right end. */
function rightPlaces(mesh: Mesh, column: Int32Array, place: Int32Array): Int32Array {
  const { after, right } = mesh;
  let length = 0;
  for (const vertex of column) length += after.offsets[vertex + 1]! - after.offsets[vertex]!;
  const places = new Int32Array(length);
  let at = 0;
  for (const vertex of column) {
    const start = at;
    for (let i = after.offsets[vertex]!; i < after.offsets[vertex + 1]!; i++) {
      places[at++] = place[right[after.items[i]!]!]!;
    }
    if (at - start > 1) places.subarray(start, at).sort();
  }
  return places;
}

/** Pairs that stand in the wrong order; a Fenwick tree over values 0..valueCount-1. */
function inversions(values: Int32Array, valueCount: number): number {
  const tree = new Int32Array(valueCount + 1);
  let count = 0;
  for (let i = 0; i < values.length; i++) {
    let notGreater = 0;
    for (let at = values[i]! + 1; at > 0; at -= at & -at) notGreater += tree[at]!;
    count += i - notGreater;
    for (let at = values[i]! + 1; at <= valueCount; at += at & -at) tree[at]!++;
  }
  return count;
}
