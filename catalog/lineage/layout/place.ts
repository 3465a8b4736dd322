/**
 * Vertical positions: every vertex as near to the middle of its neighbours as its column allows.
 *
 * With the gaps subtracted, "no overlap and this order" is "non-decreasing", and the best such
 * positions are a pooling. So overlaps cannot occur, whatever the input.
 */
import type { Arrangement } from './crossings.ts';
import type { Mesh } from './mesh.ts';
import { pooled } from './pool.ts';
import type { Spacing } from './types.ts';

const ROUNDS = 6;
/** Stops hold out against nodes, which keeps long edges straight. */
const STOP_WEIGHT = 2;

/** The part of a mesh that is placed by itself: vertices with one number. */
export interface Part {
  readonly of: Int32Array;
  readonly number: number;
}

/**
 * The middle of each vertex; stops have no height. The topmost edge lies at 0, nodes at whole pixels. With
 * a part, `columns` hold its vertices only, and only neighbours in it pull.
 */
export function placeVertically(
  mesh: Mesh,
  { columns }: Pick<Arrangement, 'columns'>,
  height: Float64Array,
  spacing: Spacing,
  part?: Part,
): Float64Array {
  const stacks = columns.map((column) => stackOffsets(mesh, column, height, spacing));
  const y = new Float64Array(mesh.count);
  columns.forEach((column, rank) => column.forEach((vertex, at) => (y[vertex] = stacks[rank]![at]!)));
  for (let round = 0; round < ROUNDS; round++) {
    const wish = round === ROUNDS - 1 ? BOTH : round % 2 === 0 ? LEFT : RIGHT;
    for (let i = 0; i < columns.length; i++) {
      const rank = wish === RIGHT ? columns.length - 1 - i : i;
      const column = columns[rank]!;
      const stack = stacks[rank]!;
      const wanted = Float64Array.from(
        column,
        (vertex, at) => wantedMiddle(mesh, y, vertex, wish, part) - stack[at]!,
      );
      const fitted = pooled(wanted, (at) => (column[at]! < mesh.nodeCount ? 1 : STOP_WEIGHT));
      column.forEach((vertex, at) => (y[vertex] = fitted[at]! + stack[at]!));
    }
  }
  return normalised(columns, y, height);
}

const LEFT = 1;
const RIGHT = 2;
const BOTH = 3;

/** Distance of each middle from the first one, when the column is stacked as tightly as allowed. */
function stackOffsets(mesh: Mesh, column: Int32Array, height: Float64Array, spacing: Spacing): Float64Array {
  const offsets = new Float64Array(column.length);
  for (let at = 1; at < column.length; at++) {
    const [upper, lower] = [column[at - 1]!, column[at]!];
    const gap = upper >= mesh.nodeCount && lower >= mesh.nodeCount ? spacing.edgeGap : spacing.nodeGap;
    offsets[at] = offsets[at - 1]! + height[upper]! / 2 + gap + height[lower]! / 2;
  }
  return offsets;
}

function wantedMiddle(mesh: Mesh, y: Float64Array, vertex: number, wish: number, part?: Part): number {
  const { before, after, left, right, leftOffset, rightOffset, beside } = mesh;
  const counts = (other: number): boolean => !part || part.of[other] === part.number;
  let sum = 0;
  let count = 0;
  if ((wish & LEFT) !== 0) {
    for (let i = before.offsets[vertex]!; i < before.offsets[vertex + 1]!; i++) {
      const segment = before.items[i]!;
      if (!counts(left[segment]!)) continue;
      sum += y[left[segment]!]! + leftOffset[segment]! - rightOffset[segment]!;
      count++;
    }
  }
  if ((wish & RIGHT) !== 0) {
    for (let i = after.offsets[vertex]!; i < after.offsets[vertex + 1]!; i++) {
      const segment = after.items[i]!;
      if (!counts(right[segment]!)) continue;
      sum += y[right[segment]!]! + rightOffset[segment]! - leftOffset[segment]!;
      count++;
    }
  }
  if (beside[vertex] !== -1 && counts(beside[vertex]!)) {
    sum += y[beside[vertex]!]!;
    count++;
  }
  return count === 0 ? y[vertex]! : sum / count;
}

/** Whole pixels for the tops of nodes keep borders sharp; gaps are at least one pixel, so none overlap. */
function normalised(columns: readonly Int32Array[], y: Float64Array, height: Float64Array): Float64Array {
  let top = Infinity;
  for (const column of columns)
    for (const vertex of column) top = Math.min(top, y[vertex]! - height[vertex]! / 2);
  for (const column of columns) {
    for (const vertex of column) {
      const half = height[vertex]! / 2;
      y[vertex] = Math.round(y[vertex]! - half - top) + half;
    }
  }
  return y;
}
