/** When properties of an import were stated: of as many as are remembered. */

const REMEMBERED = 100_000;

export class StatedAts {
  /** Only those with a time. */
  readonly #times = new Map<number, string>();
  /** Properties below this id may have been forgotten. */
  #floor = 0;
  #end = 0;

  /** Ids come in any order; `null`: without a time. */
  note(propertyId: number, statedAt: string | null): void {
    if (propertyId >= this.#end) this.#end = propertyId + 1;
    if (statedAt === null) {
      this.#times.delete(propertyId);
      return;
    }
    if (this.#times.size >= REMEMBERED) {
      this.#times.clear();
      this.#floor = this.#end;
    }
    this.#times.set(propertyId, statedAt);
  }

  /** Of a property that was noted: its time, or null; undefined where that was forgotten. */
  of(propertyId: number): string | null | undefined {
    return this.#times.get(propertyId) ?? (propertyId < this.#floor ? undefined : null);
  }
}
