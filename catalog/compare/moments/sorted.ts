/** Sorting many numbers in steps: sorting a million at once would hold the thread. */

/** Numbers sorted at once. */
const RUN = 1 << 15;

type Columns = Float64Array<ArrayBuffer>;

/** Numbers that come one by one. */
export class Numbers {
  #values: Columns = new Float64Array(1024);
  #count = 0;

  add(value: number): void {
    if (this.#count === this.#values.length) {
      const larger = new Float64Array(this.#count * 2);
      larger.set(this.#values);
      this.#values = larger;
    }
    this.#values[this.#count++] = value;
  }

  /** In the order in which they came. */
  get all(): Columns {
    return this.#values.subarray(0, this.#count);
  }

  /** Ascending; may be the same memory, sorted. In steps. */
  *sorted(): Generator<void, Columns> {
    let from = this.all;
    for (let at = 0; at < from.length; at += RUN) {
      from.subarray(at, at + RUN).sort();
      yield;
    }
    let into = new Float64Array(from.length);
    for (let width = RUN; width < from.length; width *= 2) {
      for (let start = 0; start < from.length; start += 2 * width)
        yield* merge(from.length, start, width, (at, i, j) => {
          const first = j < 0 || (i >= 0 && from[i]! <= from[j]!);
          into[at] = from[first ? i : j]!;
          return first;
        });
      [from, into] = [into, from];
    }
    return from;
  }

  /** The places of the numbers in their ascending order; of equal ones the earlier first. In steps. */
  *sortedPlaces(): Generator<void, Int32Array> {
    const { all } = this;
    let from = new Int32Array(all.length);
    for (let at = 0; at < from.length; at++) from[at] = at;
    yield;
    for (let at = 0; at < from.length; at += RUN) {
      from.subarray(at, at + RUN).sort((x, y) => all[x]! - all[y]! || x - y);
      yield;
    }
    let into = new Int32Array(from.length);
    for (let width = RUN; width < from.length; width *= 2) {
      for (let start = 0; start < from.length; start += 2 * width)
        yield* merge(from.length, start, width, (at, i, j) => {
          const first = j < 0 || (i >= 0 && all[from[i]!]! <= all[from[j]!]!);
          into[at] = from[first ? i : j]!;
          return first;
        });
      [from, into] = [into, from];
    }
    return from;
  }
}

/**
 * Two neighbouring sorted stretches of `width` into one. `take` puts the smaller of the values at `i` and `j` (-1: none left)
 * to `at`, and answers whether that was the one at `i`.
 */
function* merge(
  length: number,
  start: number,
  width: number,
  take: (at: number, i: number, j: number) => boolean,
): Generator<void, void> {
  const [middle, end] = [Math.min(start + width, length), Math.min(start + 2 * width, length)];
  let [i, j] = [start, middle];
  for (let at = start; at < end; at++) {
    if (take(at, i < middle ? i : -1, j < end ? j : -1)) i++;
    else j++;
    if (at % RUN === 0) yield;
  }
}

/** Where an ascending list holds the value; -1 where it does not. */
export function indexIn(list: Float64Array, value: number): number {
  let [low, high] = [0, list.length - 1];
  while (low <= high) {
    const middle = (low + high) >> 1;
    const found = list[middle]!;
    if (found === value) return middle;
    if (found < value) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}
