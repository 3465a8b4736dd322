/**
 * Vertical positions where nodes stand in bands: each band is placed by itself, then the bands are set below
 * one another, each as high as the columns that it takes allow.
 *
 * The stops of a long link belong to the band of its source, so that it runs there until its last hop.
 */
import type { Arrangement } from './crossings.ts';
import type { Mesh } from './mesh.ts';
import { placeVertically } from './place.ts';
import type { Spacing } from './types.ts';

/** `bandOf` holds a band's number for each node, -1 for those in none. As `placeVertically` otherwise. */
export function placeInBands(
  mesh: Mesh,
  arrangement: Arrangement,
  height: Float64Array,
  spacing: Spacing,
  bandOf: Int32Array,
): Float64Array {
  const of = Int32Array.from(mesh.owner, (node) => bandOf[node]!);
  const y = new Float64Array(mesh.count);
  const bottom = new Float64Array(mesh.rankCount).fill(-spacing.bandGap);
  for (const number of bandOrder(mesh, arrangement, of)) {
    const columns = arrangement.columns.map((column) => column.filter((vertex) => of[vertex] === number));
    const taken = columns.flatMap((column, rank) => (column.length > 0 ? [rank] : []));
    const [first, last] = [taken[0]!, taken.at(-1)!];
    const local = placeVertically(mesh, { columns }, height, spacing, { of, number });
    const top = Math.round(bottom.slice(first, last + 1).reduce((a, b) => Math.max(a, b)) + spacing.bandGap);
    let lowest = 0;
    for (const column of columns) {
      for (const vertex of column) {
        y[vertex] = local[vertex]! + top;
        lowest = Math.max(lowest, local[vertex]! + height[vertex]! / 2);
      }
    }
    bottom.fill(top + Math.ceil(lowest), first, last + 1);
  }
  return y;
}

/** Bands from top to bottom: by where their nodes stand on average in their columns, then by number. */
function bandOrder(mesh: Mesh, { columns, place }: Arrangement, of: Int32Array): number[] {
  const sums = new Map<number, { sum: number; count: number }>();
  for (let node = 0; node < mesh.nodeCount; node++) {
    const entry = sums.get(of[node]!) ?? { sum: 0, count: 0 };
    entry.sum += (place[node]! + 0.5) / columns[mesh.rank[node]!]!.length;
    entry.count++;
    sums.set(of[node]!, entry);
  }
  const mean = (band: number): number => sums.get(band)!.sum / sums.get(band)!.count;
  return [...sums.keys()].sort((a, b) => mean(a) - mean(b) || a - b);
}
