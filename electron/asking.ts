/** Questions of one process to another: each answer finds its question by a number. */
export class Asking<Answer> {
  readonly #waiting = new Map<number, (answer: Answer) => void>();
  #last = 0;

  /** `send` is given the number that the answer has to bear. */
  ask(send: (id: number) => void): Promise<Answer> {
    const id = ++this.#last;
    return new Promise((resolve) => {
      this.#waiting.set(id, resolve);
      send(id);
    });
  }

  /** Hands on an answer; one that nobody waits for is dropped. */
  receive(id: number, answer: Answer): void {
    this.#waiting.get(id)?.(answer);
    this.#waiting.delete(id);
  }
}
