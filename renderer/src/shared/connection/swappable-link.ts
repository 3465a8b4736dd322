import type { ClientContext, ClientLink, ClientOptions } from '@orpc/client';
import { noteCutOff } from './cut-off.ts';
import { connection, ConnectionLostError, EngineFailedError, onConnection } from './state.ts';

type Link = ClientLink<ClientContext>;

/** How long a call waits for the connection before it is given up. */
const WAIT_MS = 15_000;

/**
 * One link that outlives its connections. Calls made while no connection stands wait for the next
 * one; calls cut off by a break fail with `ConnectionLostError`.
 */
export class SwappableLink implements Link {
  #link: Link | null = null;
  readonly #waiting = new Set<() => void>();

  /** Null when the connection broke. */
  use(link: Link | null): void {
    this.#link = link;
    if (link === null) return;
    for (const wake of [...this.#waiting]) wake();
  }

  async call(
    path: readonly string[],
    input: unknown,
    options: ClientOptions<ClientContext>,
  ): Promise<unknown> {
    const link = this.#link ?? (await this.#next(options.signal));
    try {
      return await link.call(path, input, options);
    } catch (error) {
      if (this.#link === link || options.signal?.aborted) throw error;
      noteCutOff(path);
      throw new ConnectionLostError();
    }
  }

  #next(signal: AbortSignal | undefined): Promise<Link> {
    return new Promise((resolve, reject) => {
      const settle = (finish: () => void) => {
        clearTimeout(timer);
        this.#waiting.delete(wake);
        stopWatching();
        signal?.removeEventListener('abort', abort);
        finish();
      };
      const wake = () => settle(() => this.#link && resolve(this.#link));
      const abort = () => settle(() => reject(signal?.reason));
      const timer = setTimeout(() => settle(() => reject(new ConnectionLostError())), WAIT_MS);
      const check = () => {
        const now = connection();
        if (now.state === 'failed') settle(() => reject(new EngineFailedError(now.failure)));
      };
      const stopWatching = onConnection(check);
      this.#waiting.add(wake);
      if (signal?.aborted) abort();
      else signal?.addEventListener('abort', abort, { once: true });
      check();
    });
  }
}
