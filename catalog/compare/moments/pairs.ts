/** Pairs of datasets as numbers, and what becomes of each between two moments. */
import { Numbers } from './sorted.ts';

/** A pair of datasets as one number; it takes fewer than 47 million datasets. */
export class PairNumbers {
  readonly #size: number;

  /** `size`: more than any id. */
  constructor(size: number) {
    this.#size = size;
  }

  of(from: number, to: number): number {
    return from * this.#size + to;
  }

  ends(pair: number): readonly [from: number, to: number] {
    return [Math.floor(pair / this.#size), pair % this.#size];
  }
}

/** All ascending. */
export interface EdgePairs {
  readonly added: Float64Array;
  readonly removed: Float64Array;
  /** At both moments. */
  readonly both: Float64Array;
  /** Of these, the ones of which some row came or went. */
  readonly touched: Float64Array;
}

/** Takes edges by ascending pairs, and tells what becomes of each pair. */
export class PairRows {
  readonly #added = new Numbers();
  readonly #removed = new Numbers();
  readonly #both = new Numbers();
  readonly #touched = new Numbers();
  #pair = -1;
  #before = false;
  #after = false;
  #differs = false;

  add(pair: number, before: boolean, after: boolean): void {
    if (pair !== this.#pair) this.#end(pair);
    if (before) this.#before = true;
    if (after) this.#after = true;
    if (before !== after) this.#differs = true;
  }

  #end(next: number): void {
    if (this.#before && this.#after) {
      this.#both.add(this.#pair);
      if (this.#differs) this.#touched.add(this.#pair);
    } else if (this.#before) this.#removed.add(this.#pair);
    else if (this.#after) this.#added.add(this.#pair);
    this.#pair = next;
    this.#before = this.#after = this.#differs = false;
  }

  found(): EdgePairs {
    this.#end(-1);
    return {
      added: this.#added.all,
      removed: this.#removed.all,
      both: this.#both.all,
      touched: this.#touched.all,
    };
  }
}
