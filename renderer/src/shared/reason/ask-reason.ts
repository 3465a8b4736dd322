/**
 * The policy of a catalog may ask a reason for a change. Whatever makes the change, on whichever page: the answer that
 * one is needed becomes a question to the person, and the same request is made again with the reason.
 */
import { ORPCError, type ClientContext, type ClientLink, type ClientOptions } from '@orpc/client';
import { createStore } from '../store.ts';

export interface ReasonQuestion {
  /** What needs one: "Lowering the sensitivity of 3 datasets or columns needs a reason." */
  readonly message: string;
  /** Null: the change is not made. */
  readonly answer: (reason: string | null) => void;
}

/** The questions that are open, the oldest first. */
export const reasonQuestions = createStore<readonly ReasonQuestion[]>([]);

/** Answers null where the person gives none. */
function askReason(message: string): Promise<string | null> {
  return new Promise((resolve) => {
    const question: ReasonQuestion = {
      message,
      answer: (reason) => {
        reasonQuestions.set(reasonQuestions.get().filter((other) => other !== question));
        resolve(reason);
      },
    };
    reasonQuestions.set([...reasonQuestions.get(), question]);
  });
}

/** A link that asks for the reason that a call needs, and then calls again. Without one, the refusal stands. */
export class AskingLink implements ClientLink<ClientContext> {
  readonly #link: ClientLink<ClientContext>;
  readonly #ask: (message: string) => Promise<string | null>;

  constructor(link: ClientLink<ClientContext>, ask = askReason) {
    this.#link = link;
    this.#ask = ask;
  }

  async call(
    path: readonly string[],
    input: unknown,
    options: ClientOptions<ClientContext>,
  ): Promise<unknown> {
    try {
      return await this.#link.call(path, input, options);
    } catch (error) {
      if (!(error instanceof ORPCError) || error.code !== 'REASON_NEEDED') throw error;
      if (typeof input !== 'object' || input === null) throw error;
      const reason = await this.#ask(error.message);
      if (reason === null) throw error;
      return this.#link.call(path, { ...input, reason }, options);
    }
  }
}
