/**
 * What was said lately, so that the events of one run need not say it twice. Bounded: forgetting costs a
 * repeated fact and nothing else.
 */

interface Said {
  readonly text: string;
  readonly order: string;
}

/** What was said about one subject, by slot. */
export class Memo {
  /** Few, most of them; what was said in each stands at the same place in {@link #said}. */
  readonly #slots: string[] = [];
  readonly #said: Said[] = [];
  /** Place of each slot, once there are many. */
  #places: Map<string, number> | null = null;
  readonly #onGrowth: (characters: number) => void;

  constructor(onGrowth: (characters: number) => void) {
    this.#onGrowth = onGrowth;
  }

  /**
   * True if this was not said in this slot lately. Remembers it. With an `order`, what is older than what
   * was said is no news, and the same at a later place in order is: it decides against what was between.
   */
  isNews(slot: string, text = '', order = ''): boolean {
    const place = this.#placeOf(slot);
    const said = this.#said[place];
    if (said && (order < said.order || (said.text === text && order === said.order))) return false;
    this.#said[place] = text === '' && order === '' ? PLAINLY : { text, order };
    if (!said) {
      this.#slots.push(slot);
      this.#places?.set(slot, place);
    }
    this.#onGrowth(slot.length + text.length + 64);
    return true;
  }

  /** Where the slot is, or would be. */
  #placeOf(slot: string): number {
    if (this.#slots.length <= FEW) {
      const place = this.#slots.indexOf(slot);
      return place < 0 ? this.#slots.length : place;
    }
    this.#places ??= new Map(this.#slots.map((one, place) => [one, place]));
    return this.#places.get(slot) ?? this.#slots.length;
  }
}

const PLAINLY: Said = { text: '', order: '' };
const FEW = 16;

export class Recent {
  readonly #limit: number;
  #now = new Map<string, Memo>();
  #before = new Map<string, Memo>();
  #size = 0;

  /** @param limit characters to remember, at most twice over */
  constructor(limit = 8 * 1024 * 1024) {
    this.#limit = limit;
  }

  /** What was said lately about a subject. */
  about(subject: string): Memo {
    let memo = this.#now.get(subject);
    if (memo) return memo;
    if (this.#size > this.#limit) {
      this.#before = this.#now;
      this.#now = new Map();
      this.#size = 0;
    }
    memo = this.#before.get(subject) ?? new Memo((characters) => (this.#size += characters));
    this.#now.set(subject, memo);
    this.#size += subject.length + 128;
    return memo;
  }
}
