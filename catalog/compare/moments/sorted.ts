/** Sorting many numbers in steps: sorting a million at once would hold the thread. */

/** Numbers sorted at once. */
const RUN = 1 << 16;

/** Numbers that come one by one. */
export class Numbers {
  #values = new Float64Array(1024);
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
  get all(): Float64Array<ArrayBuffer> {
    return this.#values.subarray(0, this.#count);
  }

  /** Ascending; may be the same memory, sorted. In steps. */
  *sorted(): Generator<void, Float64Array<ArrayBuffer>> {
    let from = this.all;
    for (let at = 0; at < from.length; at += RUN) {
      from.subarray(at, at + RUN).sort();
      yield;
    }
    if (from.length <= RUN) return from;
    let into = new Float64Array(from.length);
    for (let width = RUN; width < from.length; width *= 2) {
      for (let start = 0; start < from.length; start += 2 * width) yield* merge(from, into, start, width);
      [from, into] = [into, from];
    }
    return from;
  }
}

/** Two neighbouring sorted stretches of `width` into one. */
function* merge(from: Float64Array, into: Float64Array, start: number, width: number): Generator<void, void> {
  const [middle, end] = [Math.min(start + width, from.length), Math.min(start + 2 * width, from.length)];
  let [i, j] = [start, middle];
  for (let at = start; at < end; at++) {
    into[at] = j >= end || (i < middle && from[i]! <= from[j]!) ? from[i++]! : from[j++]!;
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
