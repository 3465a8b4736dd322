/** Whole numbers one after the other, in memory that doubles when it is full. */
export class Growing {
  values = new Int32Array(4096);
  length = 0;

  push(value: number): void {
    if (this.length === this.values.length) {
      const longer = new Int32Array(this.values.length * 2);
      longer.set(this.values);
      this.values = longer;
    }
    this.values[this.length++] = value;
  }
}

/** Lists of numbers, one a row, in two arrays. */
export class Lists {
  readonly #offsets = new Growing();
  readonly #items = new Growing();

  get length(): number {
    return this.#offsets.length;
  }

  add(items: Iterable<number>): void {
    this.#offsets.push(this.#items.length);
    for (const item of items) this.#items.push(item);
  }

  start(row: number): number {
    return this.#offsets.values[row]!;
  }

  end(row: number): number {
    return row + 1 < this.#offsets.length ? this.#offsets.values[row + 1]! : this.#items.length;
  }

  /** An item by its place: from {@link start} up to {@link end}. */
  at(place: number): number {
    return this.#items.values[place]!;
  }
}
