/** Seeded chance, so that every input can be made again from its number. */
export class Random {
  #state: number;

  constructor(seed: string) {
    // FNV-1a: seeds that differ little begin far apart.
    let hash = 0x811c9dc5;
    for (let at = 0; at < seed.length; at++) hash = Math.imul(hash ^ seed.charCodeAt(at), 0x01000193);
    this.#state = hash;
  }

  /** From 0 up to 1 (mulberry32). */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let t = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  }

  /** A whole number from 0 up to, but not, `end`. */
  below(end: number): number {
    return Math.floor(this.next() * end);
  }

  chance(probability: number): boolean {
    return this.next() < probability;
  }

  pick<Value>(values: readonly Value[]): Value {
    return values[this.below(values.length)]!;
  }

  /** Up to `count` of the values, in their order. */
  some<Value>(values: readonly Value[], count: number): Value[] {
    if (values.length <= count) return [...values];
    const chosen = new Set<number>();
    while (chosen.size < count) chosen.add(this.below(values.length));
    return values.filter((_, at) => chosen.has(at));
  }
}
