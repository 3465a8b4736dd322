/**
 * Pool adjacent violators: the non-decreasing sequence nearest to the wanted one in least squares.
 *
 * Neighbours that want to be the wrong way round are pooled and all get their weighted mean. Linear.
 */
export function pooled(wanted: ArrayLike<number>, weight: (i: number) => number): Float64Array {
  const mean = new Float64Array(wanted.length);
  const mass = new Float64Array(wanted.length);
  const start = new Int32Array(wanted.length);
  let top = -1;
  for (let i = 0; i < wanted.length; i++) {
    top++;
    mean[top] = wanted[i]!;
    mass[top] = weight(i);
    start[top] = i;
    while (top > 0 && mean[top - 1]! > mean[top]!) {
      const both = mass[top - 1]! + mass[top]!;
      mean[top - 1] = (mean[top - 1]! * mass[top - 1]! + mean[top]! * mass[top]!) / both;
      mass[top - 1] = both;
      top--;
    }
  }
  const result = new Float64Array(wanted.length);
  for (let block = 0; block <= top; block++) {
    const end = block === top ? wanted.length : start[block + 1]!;
    result.fill(mean[block]!, start[block], end);
  }
  return result;
}
