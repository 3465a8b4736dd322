/** What was made lately from something, and need not be made again at once. */
export class Recent<Key, Value> {
  readonly #most: number;
  readonly #kept = new Map<Key, Value>();

  constructor(most: number) {
    this.#most = most;
  }

  /** The value of the key, made where it is not kept. The one that was made first goes first. */
  get(key: Key, make: () => Value): Value {
    const kept = this.#kept.get(key);
    if (kept !== undefined) return kept;
    const made = make();
    if (this.#kept.size >= this.#most) {
      for (const first of this.#kept.keys()) {
        this.#kept.delete(first);
        break;
      }
    }
    this.#kept.set(key, made);
    return made;
  }
}
