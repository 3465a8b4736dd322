/**
 * The distinct parts of all names, numbered. Found by what they contain in a scan over texts in which a few
 * thousand of them stand one after the other: far faster than part by part.
 */
import { distance, MAX_WORD, tolerance } from './distance.ts';
import { isUnspaced } from './fold.ts';

const AT_A_TIME = 4096;
const BREAK = '\n';

/** How a part stands to a word that was looked for. */
export const WHOLE = 0;
export const BEGINNING = 1;
export const WITHIN = 2;

interface Chunk {
  readonly first: number;
  /** `\n` + part + `\n` + part … + `\n` */
  readonly text: string;
  /** Where each part begins in the text. */
  readonly starts: Int32Array;
}

export class Dictionary {
  readonly parts: string[] = [];
  readonly #ids = new Map<string, number>();
  #chunks: Chunk[] = [];
  #indexed = 0;
  #letters = new Int32Array(1024);

  /** The part's number; a new one where it was not known. */
  add(part: string): number {
    const known = this.#ids.get(part);
    if (known !== undefined) return known;
    const id = this.parts.length;
    this.#ids.set(part, id);
    this.parts.push(part);
    if (id >= this.#letters.length) {
      const longer = new Int32Array(this.#letters.length * 2);
      longer.set(this.#letters);
      this.#letters = longer;
    }
    this.#letters[id] = lettersOf(part);
    return id;
  }

  get(part: string): number | undefined {
    return this.#ids.get(part);
  }

  /** Parts that the word is, begins, or stands within; below three letters only the first two (see {@link short}). */
  find(word: string, found: (id: number, how: number) => void): void {
    if (word === '' || word.includes(BREAK)) return;
    this.#index();
    const needle = short(word) ? BREAK + word : word;
    const shift = needle.length - word.length;
    for (const { text, starts, first } of this.#chunks) {
      let place = 0;
      for (let at = text.indexOf(needle); at !== -1; at = text.indexOf(needle, at)) {
        const begin = at + shift;
        place = placeOf(starts, begin, place);
        const start = starts[place]!;
        const how = begin > start ? WITHIN : text[start + word.length] === BREAK ? WHOLE : BEGINNING;
        found(first + place, how);
        // On to the next part: one find each is enough.
        at = (starts[place + 1] ?? text.length) - 1;
      }
    }
  }

  /**
   * Parts that are the word but for a typing mistake (see {@link tolerance}), or begin so, nearest first.
   * At most `limit`. Digits are not mistyped: `c4711` is not `c4712`.
   */
  near(word: string, limit: number): { readonly id: number; readonly edits: number }[] {
    const digits = digitsOf(word);
    const allowed = tolerance(word.length - digits.length);
    if (allowed === 0 || word.length > MAX_WORD) return [];
    const letters = lettersOf(word);
    const count = this.parts.length;
    const found: { id: number; edits: number; whole: boolean }[] = [];
    for (let id = 0; id < count; id++) {
      // One edit takes away at most one letter of the word.
      const missing = letters & ~this.#letters[id]!;
      if (missing !== 0 && bits(missing) > allowed) continue;
      const part = this.parts[id]!;
      if (part.length < word.length - allowed || digitsOf(part) !== digits) continue;
      let edits = distance(word, part, allowed);
      const whole = edits <= allowed;
      // What is still being typed: `custme` on the way to `customer`. The first letter is hardly ever wrong.
      if (!whole && word.length >= 5 && part[0] === word[0]) edits = distance(word, part, allowed, true);
      if (edits > 0 && edits <= allowed) found.push({ id, edits, whole });
    }
    const byText = (a: string, b: string) => a.length - b.length || (a < b ? -1 : 1);
    found.sort(
      (a, b) =>
        a.edits - b.edits ||
        Number(b.whole) - Number(a.whole) ||
        byText(this.parts[a.id]!, this.parts[b.id]!),
    );
    return found.slice(0, limit);
  }

  #index(): void {
    while (this.#indexed < this.parts.length) {
      const last = this.#chunks.at(-1);
      // A chunk that is not full is made anew with what came since.
      const first = last && last.starts.length < AT_A_TIME ? last.first : this.#indexed;
      if (first !== this.#indexed) this.#chunks.pop();
      const some = this.parts.slice(first, first + AT_A_TIME);
      const starts = new Int32Array(some.length);
      let at = 1;
      for (const [place, part] of some.entries()) {
        starts[place] = at;
        at += part.length + 1;
      }
      this.#chunks.push({ first, starts, text: BREAK + some.join(BREAK) + BREAK });
      this.#indexed = first + some.length;
    }
  }
}

/** One or two letters stand within nearly every name, so they only count where a part begins; not so in Chinese. */
export function short(word: string): boolean {
  return word.length < 3 && !isUnspaced(word);
}

/** The last place whose start is not after `at`, searched from `from` on. */
function placeOf(starts: Int32Array, at: number, from: number): number {
  let low = from;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (starts[middle]! <= at) low = middle;
    else high = middle - 1;
  }
  return low;
}

function digitsOf(word: string): string {
  let digits = '';
  for (let at = 0; at < word.length; at++) {
    const code = word.charCodeAt(at);
    if (code >= 48 && code <= 57) digits += word[at]!;
  }
  return digits;
}

/** Which letters occur, a bit each; digits and other scripts share the rest. */
function lettersOf(part: string): number {
  let mask = 0;
  for (let at = 0; at < part.length; at++) {
    const code = part.charCodeAt(at);
    mask |= 1 << (code >= 97 && code <= 122 ? code - 97 : 26 + (code % 6));
  }
  return mask;
}

function bits(mask: number): number {
  let left = mask - ((mask >>> 1) & 0x55555555);
  left = (left & 0x33333333) + ((left >>> 2) & 0x33333333);
  return (((left + (left >>> 4)) & 0x0f0f0f0f) * 0x01010101) >>> 24;
}
