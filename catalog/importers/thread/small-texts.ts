/** Texts longer than this are seldom the same; of shorter ones so many are remembered. */
const SMALL = 512;
const REMEMBERED = 4096;

/** Parses JSON; of small texts that come again it answers the same object, which must not be changed. */
export class SmallTexts {
  readonly #known = new Map<string, object>();

  /** `text`: of an object or a list. */
  parsed(text: string): object {
    const known = this.#known.get(text);
    if (known) return known;
    const object = JSON.parse(text) as object;
    if (text.length > SMALL) return object;
    if (this.#known.size >= REMEMBERED) this.#known.clear();
    this.#known.set(text, object);
    return object;
  }
}
