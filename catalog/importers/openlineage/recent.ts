/**
 * What was said lately, so that the events of one run need not say it twice. Bounded: forgetting costs a
 * repeated fact and nothing else.
 */
import { isBefore } from './pictures.ts';

interface Said {
  readonly text: string;
  readonly time: string | null;
}

export class Recent {
  readonly #limit: number;
  #now = new Map<string, Said>();
  #before = new Map<string, Said>();
  #size = 0;

  /** @param limit characters to remember, at most twice over */
  constructor(limit = 8 * 1024 * 1024) {
    this.#limit = limit;
  }

  /** True if this was not said in this slot lately, and nothing newer was. Remembers it. */
  isNews(slot: string, text: string, time: string | null): boolean {
    const said = this.#now.get(slot) ?? this.#before.get(slot);
    if (said && (said.text === text || isBefore(time, said.time))) return false;
    if (this.#size > this.#limit) {
      this.#before = this.#now;
      this.#now = new Map();
      this.#size = 0;
    }
    this.#now.set(slot, { text, time });
    this.#size += slot.length + text.length + 64;
    return true;
  }
}
