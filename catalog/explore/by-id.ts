/** A whole number, 0 or more, by the id of a row: four bytes for each id there is, where a map takes ten times that. */
export class ById {
  /** One more than the number; 0 for none. */
  readonly #values: Int32Array;

  /** @param newest the highest id */
  constructor(newest: number) {
    this.#values = new Int32Array(newest + 1);
  }

  set(id: number, value: number): void {
    this.#values[id] = value + 1;
  }

  get(id: number): number | undefined {
    const value = this.#values[id] ?? 0;
    return value === 0 ? undefined : value - 1;
  }

  has(id: number): boolean {
    return this.get(id) !== undefined;
  }
}
