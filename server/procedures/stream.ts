/**
 * From callbacks to an async iterable: long work reports progress while it runs, and ending the
 * iteration aborts it.
 */
import { told } from './trouble.ts';

export interface Work<Event> {
  readonly signal: AbortSignal;
  readonly emit: (event: Event) => void;
}

/** One event that says what two did of which nobody has taken either, or null where both have to be told. */
type Join<Event> = (waiting: Event, event: Event) => Event | null;

/** Of progress only the newest counts. */
export const newestProgress = <Event extends { readonly type: string }>(
  waiting: Event,
  event: Event,
): Event | null => (waiting.type === 'progress' && event.type === 'progress' ? event : null);

/** Runs `work`, yielding what it emits. What can be joined never builds up a queue for a slow reader. */
export async function* streamed<Event>(
  work: (handle: Work<Event>) => Promise<void>,
  options: { readonly signal?: AbortSignal | undefined; readonly join?: Join<Event> } = {},
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
    const joined = last === undefined ? null : (options.join?.(last, event) ?? null);
    if (joined === null) queue.push(event);
    else queue[queue.length - 1] = joined;
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
