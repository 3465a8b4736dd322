/** Writing the catalog file anew, kept outside of the pages: the catalog is closed meanwhile, and they with it. */
import type { FileChange, RewriteEvent } from '../../../../../contract/index.ts';
import { client } from '../../../shared/api.ts';
import { createStore } from '../../../shared/store.ts';

export interface Rewriting {
  readonly change: FileChange['change'];
  readonly progress: Extract<RewriteEvent, { type: 'progress' }> | null;
  /** Set when it ended without success. */
  readonly error: unknown;
}

export const rewriting = createStore<Rewriting | null>(null);

let running: AbortController | null = null;

export function cancelRewriting(): void {
  running?.abort();
}

/** Shows how far it is until it ended; what failed stays shown until it is dismissed. */
export async function rewriteFile(input: FileChange): Promise<boolean> {
  running = new AbortController();
  const { change } = input;
  rewriting.set({ change, progress: null, error: null });
  try {
    for await (const event of await client.security.rewrite(input, { signal: running.signal }))
      if (event.type === 'progress') rewriting.set({ change, progress: event, error: null });
    rewriting.set(null);
    return true;
  } catch (error) {
    const cancelled = running.signal.aborted;
    rewriting.set(cancelled ? null : { change, progress: null, error });
    return false;
  } finally {
    running = null;
  }
}
