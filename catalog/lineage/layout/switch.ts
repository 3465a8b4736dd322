/** The last touch to an arrangement: neighbours in a column swap where that undoes crossings. */
import type { Arrangement } from './crossings.ts';
import type { Mesh } from './mesh.ts';
import type { Rows } from './rows.ts';

/** Beyond this the gain is invisible and the time is not. */
const LARGEST_MESH = 6_000;
const PASSES = 6;

/** Improves `arrangement` in place. Two vertices that are both `fixed` never swap. */
export function switchNeighbours(
  mesh: Mesh,
  arrangement: Arrangement,
  fixed: (vertex: number) => boolean,
): void {
  if (mesh.count > LARGEST_MESH) return;
  for (let pass = 0; pass < PASSES; pass++) {
    let improved = false;
    for (const column of arrangement.columns) {
      if (switchColumn(mesh, column, arrangement.place, fixed)) improved = true;
    }
    if (!improved) return;
  }
}

function switchColumn(
  mesh: Mesh,
  column: Int32Array,
  place: Int32Array,
  fixed: (vertex: number) => boolean,
): boolean {
  const left = Array.from(column, (vertex) => places(mesh.before, mesh.left, place, vertex));
  const right = Array.from(column, (vertex) => places(mesh.after, mesh.right, place, vertex));
  let improved = false;
  for (let at = 0; at + 1 < column.length; at++) {
    const [upper, lower] = [column[at]!, column[at + 1]!];
    if (fixed(upper) && fixed(lower)) continue;
    const now = crossed(left[at]!, left[at + 1]!) + crossed(right[at]!, right[at + 1]!);
    if (now === 0) continue;
    const swapped = crossed(left[at + 1]!, left[at]!) + crossed(right[at + 1]!, right[at]!);
    if (swapped >= now) continue;
    improved = true;
    column[at] = lower;
    column[at + 1] = upper;
    place[lower] = at;
    place[upper] = at + 1;
    [left[at], left[at + 1]] = [left[at + 1]!, left[at]!];
    [right[at], right[at + 1]] = [right[at + 1]!, right[at]!];
  }
  return improved;
}

/** Where a vertex's segments end in the next column, ascending. */
function places({ offsets, items }: Rows, ends: Int32Array, place: Int32Array, vertex: number): Int32Array {
  return items
    .slice(offsets[vertex], offsets[vertex + 1])
    .map((segment) => place[ends[segment]!]!)
    .sort();
}

/** Crossings between the segments of an upper and a lower vertex. */
function crossed(upper: Int32Array, lower: Int32Array): number {
  let count = 0;
  let above = 0;
  for (const end of upper) {
    while (above < lower.length && lower[above]! < end) above++;
    count += above;
  }
  return count;
}
