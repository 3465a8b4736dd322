/**
 * Names in memory, found by words: every name as the numbers of its parts, and for every part the names that
 * have it. No strings are kept but the distinct parts, so a million column names take some 45 MB.
 *
 * A word is found in a name when one of the name's parts contains it (below three letters: begins with it),
 * or when the name, from the beginning of one of its parts on and without what stands between the parts,
 * begins with it. So `customer_id`, `customerId`, `customerid` and `custo` all find `customer_id`.
 */
import { Growing } from '../growing.ts';
import { Dictionary, WHOLE, WITHIN } from './dictionary.ts';
import { partsOf } from './fold.ts';
import { START, type Glob } from './glob.ts';

/** How well a name fits, best first. Smaller wins; see `docs/search.md`. */
export const LEVEL = {
  exact: 0,
  lastPart: 1,
  beginning: 2,
  wholeParts: 3,
  partBeginning: 4,
  within: 5,
  /** Found in a description, a tag, an owner, a column … */
  elsewhere: 6,
  /** One typing mistake, two. */
  near: 7,
  nearer: 8,
  /** Not the name itself but the dataset that a column belongs to. */
  context: 20,
  none: 255,
} as const;

/** Separators after which the last segment of a name begins: `db.shop.orders`; of a path, `raw/orders.csv`. */
const SEGMENT = /[.:#]/;
const SEGMENT_OF_PATH = /[/\\]/;

/** Letters from which on a piece of a pattern is in so few names that it is worth looking for them first. */
const SELECTIVE = 2;
/** Of a very long pattern, nothing is noted. */
const MOST_NOTED = 16_000_000;

/** Places for so many are made at first. */
const FIRST = 4096;
/** Of a longer name, the first so many are found. */
const MAX_PARTS = 256;

export class NameIndex {
  readonly dictionary = new Dictionary();
  /** Names, in the order in which they were added. */
  count = 0;
  readonly #offsets = new Growing();
  readonly #parts = new Growing();
  /** By place of a part: what stands before it; see {@link #separators}. */
  #before = new Uint8Array(FIRST);
  readonly #separators: string[] = [''];
  readonly #separatorIds = new Map<string, number>([['', 0]]);
  /** By name: place of its last segment's first part, from its own first on. */
  #lastSegment = new Uint8Array(FIRST);
  #postings: Postings | undefined;

  /** Adds a name; its number is {@link count} before. */
  add(name: string): void {
    const { parts, before } = partsOf(name);
    const separator = SEGMENT_OF_PATH.test(name.slice(0, -1)) ? SEGMENT_OF_PATH : SEGMENT;
    let segment = 0;
    this.#offsets.push(this.#parts.length);
    for (let at = 0; at < Math.min(parts.length, MAX_PARTS); at++) {
      const gap = before[at]!;
      if (at > 0 && gap !== '' && separator.test(gap)) segment = at;
      this.#note(this.dictionary.add(parts[at]!), gap);
    }
    if (this.count === this.#lastSegment.length) this.#lastSegment = doubled(this.#lastSegment);
    this.#lastSegment[this.count] = segment;
    this.count++;
    this.#postings = undefined;
  }

  /** Makes what looking up needs, done at the first look-up otherwise, and gives back what was taken for more names. */
  settle(): void {
    this.#offsets.fit();
    this.#parts.fit();
    this.#before = this.#before.slice(0, this.#parts.length);
    this.#lastSegment = this.#lastSegment.slice(0, this.count);
    this.#index();
  }

  /** Bytes of memory, dictionary estimated. */
  get bytes(): number {
    const { offsets, names, places } = this.#index();
    const strings = this.dictionary.parts.reduce((sum, part) => sum + part.length * 2 + 72, 0);
    const own = this.#offsets.values.byteLength + this.#parts.values.byteLength + this.#before.byteLength;
    return (
      own + this.#lastSegment.byteLength + offsets.byteLength + names.byteLength + places.byteLength + strings
    );
  }

  /** The name as it was folded: parts with what stands between them. */
  text(name: number): string {
    let text = '';
    const end = this.#end(name);
    for (let at = this.#offsets.values[name]!; at < end; at++)
      text += this.#separators[this.#before[at]!]! + this.dictionary.parts[this.#parts.values[at]!]!;
    return text.toLowerCase();
  }

  /** Lowers the level of every name in which the word (see `joined`) is found. `levels` has {@link count} places. */
  match(word: string, levels: Uint8Array): void {
    if (word === '') return;
    this.dictionary.find(word, (part, how) => {
      if (how === WITHIN) this.#markAll(part, levels, LEVEL.within);
      else this.#markBeginnings(part, levels, how === WHOLE);
    });
    // The word goes over several parts: it begins with a whole one.
    for (let length = 1; length < word.length; length++) {
      const part = this.dictionary.get(word.slice(0, length));
      if (part !== undefined) this.#markAlong(part, levels, word);
    }
  }

  /** As {@link match}, for words with a typing mistake. Answers the parts that stand for the word. */
  matchNear(word: string, levels: Uint8Array, limit: number): string[] {
    const near = this.dictionary.near(word, limit);
    for (const { id, edits } of near) this.#markAll(id, levels, edits === 1 ? LEVEL.near : LEVEL.nearer);
    return near.map(({ id }) => this.dictionary.parts[id]!);
  }

  /**
   * Names of which the whole, or the last segment, fits a pattern of folded letters; `pieces`: what stands between its
   * stars.
   */
  matchPattern(glob: Glob, pieces: readonly string[], levels: Uint8Array): void {
    const candidates = this.#candidates(pieces);
    const offsets = this.#offsets.values;
    const read = this.#reader(glob);
    for (let name = 0; name < this.count; name++) {
      const first = offsets[name]!;
      const end = this.#end(name);
      if (candidates !== undefined && candidates[name] === LEVEL.none && !this.#hasHump(first, end)) continue;
      const segment = this.#lastSegment[name]!;
      if (glob.fits(read(first, end, true))) levels[name] = Math.min(levels[name]!, LEVEL.beginning);
      else if (segment > 0 && glob.fits(read(first + segment, end, false)))
        levels[name] = Math.min(levels[name]!, LEVEL.wholeParts);
    }
  }

  /**
   * The state after the parts from one place to another; `gap`: with what stands before the first. What a part does to a
   * state is noted when it is first needed.
   */
  #reader(glob: Glob): (from: number, to: number, gap: boolean) => number {
    const { states } = glob;
    const texts = this.dictionary.parts;
    const gaps = this.#separators.map((gap) => gap.toLowerCase());
    const places = (texts.length + gaps.length) * states;
    // By part (the gaps behind the last) and state: the next state, and one more.
    const noted = new Uint16Array(places <= MOST_NOTED && states < 0xffff ? places : 0);
    const after = (state: number, token: number): number => {
      const place = token * states + state;
      const known = noted[place] ?? 0;
      if (known > 0) return known - 1;
      const next = glob.after(state, texts[token] ?? gaps[token - texts.length]!);
      noted[place] = next + 1;
      return next;
    };
    const parts = this.#parts.values;
    return (from, to, gap) => {
      let state = START;
      for (let at = from; at < to && state < glob.settled; at++) {
        const before = this.#before[at]!;
        if (before !== 0 && (gap || at > from)) state = after(state, texts.length + before);
        state = after(state, parts[at]!);
      }
      return state;
    };
  }

  /** Nothing stands between two parts (`customerId`), so that a piece may lie across them. */
  #hasHump(first: number, end: number): boolean {
    for (let at = first + 1; at < end; at++) if (this.#before[at] === 0) return true;
    return false;
  }

  /**
   * Names that have a part which the longest piece may come from: it may begin or end in the middle of a part.
   * Undefined where nearly every name may fit.
   */
  #candidates(pieces: readonly string[]): Uint8Array | undefined {
    const longest = pieces
      .flatMap((piece) => partsOf(piece).parts)
      .reduce((best, part) => (part.length > best.length ? part : best), '');
    if (longest.length < SELECTIVE) return undefined;
    const levels = new Uint8Array(this.count).fill(LEVEL.none);
    for (let id = 0; id < this.dictionary.parts.length; id++)
      if (this.dictionary.parts[id]!.includes(longest)) this.#markAll(id, levels, LEVEL.exact);
    return levels;
  }

  /** Place after the last part that the word reaches whole; -1 when it ends within a part, undefined when it does not fit. */
  #along(word: string, from: number, at: number, end: number): number | undefined {
    let done = from;
    for (let place = at; place < end; place++) {
      const part = this.dictionary.parts[this.#parts.values[place]!]!;
      const rest = word.length - done;
      if (part.length > rest) return part.startsWith(word.slice(done)) ? -1 : undefined;
      if (!word.startsWith(part, done)) return undefined;
      done += part.length;
      if (done === word.length) return place + 1;
    }
    return undefined;
  }

  /** `stop`: as {@link #along} answers it. */
  #levelAt(name: number, first: number, at: number, stop: number, end: number): number {
    const segment = first + this.#lastSegment[name]!;
    if (stop === end && at === first) return LEVEL.exact;
    if (stop === end && at === segment) return LEVEL.lastPart;
    if (at === first || at === segment) return LEVEL.beginning;
    return stop === -1 ? LEVEL.partBeginning : LEVEL.wholeParts;
  }

  #markAll(part: number, levels: Uint8Array, level: number): void {
    const { offsets, names } = this.#index();
    const last = offsets[part + 1]!;
    for (let i = offsets[part]!; i < last; i++) {
      const name = names[i]!;
      if (level < levels[name]!) levels[name] = level;
    }
  }

  /** The word is the part, or its beginning. */
  #markBeginnings(part: number, levels: Uint8Array, whole: boolean): void {
    const { offsets, names, places } = this.#index();
    const segments = this.#lastSegment;
    const last = offsets[part + 1]!;
    for (let i = offsets[part]!; i < last; i++) {
      const name = names[i]!;
      const place = places[i]!;
      if (whole) {
        const first = this.#offsets.values[name]!;
        const level = this.#levelAt(name, first, first + place, first + place + 1, this.#end(name));
        if (level < levels[name]!) levels[name] = level;
      } else {
        const level = place === 0 || place === segments[name]! ? LEVEL.beginning : LEVEL.partBeginning;
        if (level < levels[name]!) levels[name] = level;
      }
    }
  }

  /** The word begins with the whole part and may go on in the next ones. */
  #markAlong(part: number, levels: Uint8Array, word: string): void {
    const { offsets, names, places } = this.#index();
    const length = this.dictionary.parts[part]!.length;
    for (let i = offsets[part]!; i < offsets[part + 1]!; i++) {
      const name = names[i]!;
      const first = this.#offsets.values[name]!;
      const at = first + places[i]!;
      const end = this.#end(name);
      const stop = this.#along(word, length, at + 1, end);
      if (stop === undefined) continue;
      const level = this.#levelAt(name, first, at, stop, end);
      if (level < levels[name]!) levels[name] = level;
    }
  }

  #end(name: number): number {
    return name + 1 < this.count ? this.#offsets.values[name + 1]! : this.#parts.length;
  }

  #note(part: number, gap: string): void {
    if (this.#parts.length === this.#before.length) this.#before = doubled(this.#before);
    this.#before[this.#parts.length] = this.#separator(gap);
    this.#parts.push(part);
  }

  /** A handful in practice; where there are more, the rest count as a blank. */
  #separator(gap: string): number {
    const known = this.#separatorIds.get(gap);
    if (known !== undefined) return known;
    if (this.#separators.length > 254) return this.#separator(' ');
    const id = this.#separators.length;
    this.#separators.push(gap);
    this.#separatorIds.set(gap, id);
    return id;
  }

  #index(): Postings {
    return (this.#postings ??= this.#post());
  }

  /** Counting sort of the names by their parts. */
  #post(): Postings {
    const parts = this.#parts.values;
    const total = this.#parts.length;
    const offsets = new Int32Array(this.dictionary.parts.length + 1);
    for (let at = 0; at < total; at++) offsets[parts[at]! + 1]!++;
    for (let part = 1; part < offsets.length; part++) offsets[part]! += offsets[part - 1]!;
    const next = offsets.slice();
    const names = new Int32Array(total);
    const places = new Uint8Array(total);
    for (let name = 0; name < this.count; name++) {
      const first = this.#offsets.values[name]!;
      const end = this.#end(name);
      for (let at = first; at < end; at++) {
        const to = next[parts[at]!]!++;
        names[to] = name;
        places[to] = at - first;
      }
    }
    return { offsets, names, places };
  }
}

/** For each part: the names that have it, and at which place from their first part on. */
interface Postings {
  readonly offsets: Int32Array;
  readonly names: Int32Array;
  readonly places: Uint8Array;
}

function doubled(bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const longer = new Uint8Array(Math.max(FIRST, bytes.length * 2));
  longer.set(bytes);
  return longer;
}
