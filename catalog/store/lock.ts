/** First in, first out: one writer at a time, whoever asks. */
export class Lock {
  #tail: Promise<void> = Promise.resolve();
  readonly #mayEnter: () => void;

  /** @param mayEnter throws where nobody may write any more */
  constructor(mayEnter: () => void = () => {}) {
    this.#mayEnter = mayEnter;
  }

  /** Waits for its turn; call the result exactly once to let the next one in. */
  async acquire(): Promise<() => void> {
    let release: () => void = () => {};
    const mine = new Promise<void>((resolve) => (release = resolve));
    const previous = this.#tail;
    this.#tail = previous.then(() => mine);
    await previous;
    try {
      this.#mayEnter();
    } catch (error) {
      release();
      throw error;
    }
    return release;
  }

  async run<T>(work: () => Promise<T>): Promise<T> {
    const release = await this.acquire();
    try {
      return await work();
    } finally {
      release();
    }
  }
}
