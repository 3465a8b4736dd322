interface Reader<Message> {
  readonly resolve: (message: Message) => void;
  readonly reject: (error: unknown) => void;
}

/** Messages that wait to be read, and readers that wait for messages, each in order. */
export class Mailbox<Message> {
  readonly #messages: Message[] = [];
  readonly #readers: Reader<Message>[] = [];
  #failure: { readonly error: unknown } | null = null;

  put(message: Message): void {
    const reader = this.#readers.shift();
    if (reader) reader.resolve(message);
    else this.#messages.push(message);
  }

  /** Nothing more will come; what waits is not read any more. The first failure counts. */
  fail(error: unknown): void {
    this.#failure ??= { error };
    for (const reader of this.#readers.splice(0)) reader.reject(this.#failure.error);
  }

  /**
   * The next message, once there is one.
   *
   * @throws what {@link fail} was told
   */
  next(): Promise<Message> {
    return new Promise((resolve, reject) => {
      if (this.#failure) reject(this.#failure.error);
      else if (this.#messages.length > 0) resolve(this.#messages.shift()!);
      else this.#readers.push({ resolve, reject });
    });
  }
}
