/**
 * How often the engine process may be started anew: a crash now and then is mended in the background;
 * one crash after another is a state that a person must see.
 */
const WINDOW_MS = 60_000;
const MOST = 3;

export class RestartPolicy {
  #crashes: number[] = [];

  /** Notes a crash; whether to start again. */
  again(now: number): boolean {
    this.#crashes = [...this.#crashes.filter((at) => now - at < WINDOW_MS), now];
    return this.#crashes.length <= MOST;
  }
}
