/**
 * Patterns with stars (`stg_*`, `*_id`, `a*b*c`) as an automaton that reads a text piece by piece. Names consist of few
 * distinct parts, so that what each part does to each state is worked out once for all names that have it.
 */

export class Glob {
  /** How many states there are; they are numbered from {@link START} on. */
  readonly states: number;
  readonly #pieces: readonly string[];
  readonly #begins: boolean;
  readonly #ends: boolean;
  /** By piece: its first state. */
  readonly #first: readonly number[];
  /** By state: its piece. */
  readonly #pieceOf: readonly number[];
  /** By piece and length: of what was read, how much may be the beginning of the piece once more. */
  readonly #fallback: readonly (readonly number[])[];
  /** From this state on, nothing that follows changes whether it fits: this one does, the next one does not. */
  readonly settled: number;

  /** `pieces`: what stands between the stars, none empty; `begins`, `ends`: there is no star before or behind them. */
  constructor(pieces: readonly string[], begins: boolean, ends: boolean) {
    this.#pieces = pieces;
    this.#begins = begins;
    this.#ends = ends;
    const first: number[] = [];
    const pieceOf: number[] = [];
    for (const [at, piece] of pieces.entries()) {
      first.push(pieceOf.length);
      const whole = ends && at === pieces.length - 1 ? 1 : 0;
      for (let length = 0; length < piece.length + whole; length++) pieceOf.push(at);
    }
    this.#first = first;
    this.#pieceOf = pieceOf;
    this.#fallback = pieces.map(fallbackOf);
    this.settled = pieceOf.length;
    this.states = pieceOf.length + 2;
  }

  /** The state after reading more. */
  after(state: number, text: string): number {
    let now = state;
    for (let at = 0; at < text.length && now < this.settled; at++) now = this.#step(now, text[at]!);
    return now;
  }

  /** Whether what was read so far fits as a whole. */
  fits(state: number): boolean {
    if (state === this.settled) return true;
    const last = this.#pieces.length - 1;
    return this.#ends && state === this.#first[last]! + this.#pieces[last]!.length;
  }

  #step(state: number, sign: string): number {
    const at = this.#pieceOf[state]!;
    const piece = this.#pieces[at]!;
    let length = state - this.#first[at]!;
    if (at === 0 && this.#begins) {
      if (piece[length] !== sign) return this.settled + 1;
    } else {
      while (length > 0 && piece[length] !== sign) length = this.#fallback[at]![length - 1]!;
      if (piece[length] !== sign) return this.#first[at]!;
    }
    length++;
    const last = at === this.#pieces.length - 1;
    if (length < piece.length || (last && this.#ends)) return this.#first[at]! + length;
    // The piece is there, at its first place: what follows has the most room.
    return last ? this.settled : this.#first[at + 1]!;
  }
}

/** Before anything was read. */
export const START = 0;

/** Of each beginning of a piece: the longest shorter beginning that it ends with (Knuth, Morris and Pratt). */
function fallbackOf(piece: string): number[] {
  const fallback = [0];
  for (let at = 1, length = 0; at < piece.length; at++) {
    while (length > 0 && piece[at] !== piece[length]) length = fallback[length - 1]!;
    if (piece[at] === piece[length]) length++;
    fallback.push(length);
  }
  return fallback;
}
