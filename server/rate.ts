/** A bound on requests: as many a minute as it holds, refilled steadily. */
export class Rate {
  readonly #perMinute: number;
  readonly #now: () => number;
  #left: number;
  #last: number;

  /** @param now milliseconds of any clock that does not go back */
  constructor(perMinute: number, now: () => number = () => performance.now()) {
    this.#perMinute = perMinute;
    this.#now = now;
    this.#left = perMinute;
    this.#last = now();
  }

  /** False when this request is one too many. */
  take(): boolean {
    const now = this.#now();
    this.#left = Math.min(this.#perMinute, this.#left + ((now - this.#last) * this.#perMinute) / 60_000);
    this.#last = now;
    if (this.#left < 1) return false;
    this.#left--;
    return true;
  }
}
