/** How far figures usually lie apart: the median and the median absolute deviation, which one outlier does not move. */

export interface Spread {
  readonly median: number;
  readonly mad: number;
  readonly count: number;
}

/** Null for nothing. */
export function spreadOf(values: readonly number[]): Spread | null {
  if (values.length === 0) return null;
  const median = medianOf(values);
  return { median, mad: medianOf(values.map((value) => Math.abs(value - median))), count: values.length };
}

function medianOf(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}
