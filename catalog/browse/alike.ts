/** What many records say alike is kept once: a hundred thousand of them have few different texts and sets of texts. */

/** Nothing, for all who have nothing. */
export const NONE: ReadonlySet<string> = new Set();

export class Alike {
  readonly #texts = new Map<string, string>();
  /** By set and the text that was added to it: the set with it. */
  readonly #more = new Map<ReadonlySet<string>, Map<string, ReadonlySet<string>>>();

  text(text: string): string {
    const known = this.#texts.get(text);
    if (known === undefined) this.#texts.set(text, text);
    return known ?? text;
  }

  /** The set with these texts behind its own: the same one for all that grew in the same order. */
  plus(set: ReadonlySet<string>, texts: readonly string[]): ReadonlySet<string> {
    return texts.reduce((own, text) => (own.has(text) ? own : this.#with(own, text)), set);
  }

  #with(set: ReadonlySet<string>, text: string): ReadonlySet<string> {
    let more = this.#more.get(set);
    if (!more) this.#more.set(set, (more = new Map()));
    let grown = more.get(text);
    if (!grown) more.set(text, (grown = new Set([...set, this.text(text)])));
    return grown;
  }

  /** Nothing is to be added any more; what was handed out stays. */
  forget(): void {
    this.#texts.clear();
    this.#more.clear();
  }
}
