/**
 * From callbacks to an async iterable: long work reports progress while it runs, and ending the
 * iteration aborts it.
 */
import { told } from './trouble.ts';

export interface Work<Event> {
  readonly signal: AbortSignal;
  readonly emit: (event: Event) => void;
}

/**
 * Runs `work`, yielding what it emits. Progress that nobody has taken yet is replaced by the newest
 * (`coalesce`), so a slow reader never builds up a queue.
 */
export async function* streamed<Event>(
  work: (handle: Work<Event>) => Promise<void>,
  options: { readonly signal?: AbortSignal | undefined; readonly coalesce?: (event: Event) => boolean } = {},
): AsyncGenerator<Event, void, void> {
  const controller = new AbortController();
  const abort = () => controller.abort(new DOMException('Cancelled', 'AbortError'));
  options.signal?.addEventListener('abort', abort, { once: true });
  if (options.signal?.aborted) abort();
  const queue: Event[] = [];
  let wake: () => void = () => {};
  let finished = false;
  let failure: unknown;
  const emit = (event: Event) => {
    const last = queue.at(-1);
    if (last !== undefined && options.coalesce?.(last) && options.coalesce(event))
      queue[queue.length - 1] = event;
    else queue.push(event);
    wake();
  };
  const running = work({ signal: controller.signal, emit })
    .catch((error: unknown) => {
      failure = error ?? new Error('The work failed');
    })
    .finally(() => {
      finished = true;
      wake();
    });
  try {
    for (;;) {
      for (let event = queue.shift(); event !== undefined; event = queue.shift()) yield event;
      if (finished) break;
      await new Promise<void>((resolve) => (wake = resolve));
    }
    if (failure !== undefined) throw told(failure);
  } finally {
    options.signal?.removeEventListener('abort', abort);
    if (!finished) abort();
    await running;
  }
}
