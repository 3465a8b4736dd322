const FIRST = 4096;

/** Whole numbers one after the other, in memory that doubles when it is full. */
export class Growing {
  values = new Int32Array(FIRST);
  length = 0;

  push(value: number): void {
    if (this.length === this.values.length) {
      const longer = new Int32Array(Math.max(FIRST, this.values.length * 2));
      longer.set(this.values);
      this.values = longer;
    }
    this.values[this.length++] = value;
  }

  /** Gives back the memory that was taken for more, once nothing is to be added. */
  fit(): void {
    if (this.length < this.values.length) this.values = this.values.slice(0, this.length);
  }
}

/** Lists of numbers, one a row, in two arrays. */
export class Lists {
  /** By row: where its items begin; they end where the next row's begin. */
  readonly offsets = new Growing();
  readonly items = new Growing();

  constructor() {
    this.offsets.push(0);
  }

  get length(): number {
    return this.offsets.length - 1;
  }

  add(items: readonly number[]): void {
    for (const item of items) this.items.push(item);
    this.offsets.push(this.items.length);
  }

  /** See {@link Growing.fit}. */
  fit(): void {
    this.offsets.fit();
    this.items.fit();
  }

  /** The items of a row. */
  of(row: number): Int32Array {
    return this.items.values.subarray(this.offsets.values[row], this.offsets.values[row + 1]);
  }
}
