/** The verification of the ledger; it goes on while other pages are shown. */
import type { Verification } from '../../../../contract/index.ts';
import { client } from '../../shared/api.ts';
import { say } from '../../shared/language/say.ts';
import { createStore, useStore } from '../../shared/store.ts';

type VerifyJob =
  | { readonly step: 'idle' }
  | { readonly step: 'running'; readonly done: number; readonly total: number }
  | { readonly step: 'done'; readonly result: Verification; readonly at: string }
  | { readonly step: 'failed'; readonly error: unknown };

const job = createStore<VerifyJob>({ step: 'idle' });
let running: AbortController | null = null;

export function useVerifyJob(): VerifyJob {
  return useStore(job);
}

export function cancelVerification(): void {
  running?.abort();
}

async function verify(signal: AbortSignal): Promise<Verification> {
  for await (const event of await client.ledger.verify(undefined, { signal })) {
    if (event.type === 'done') return event.result;
    job.set({ step: 'running', done: event.done, total: event.total });
  }
  throw new Error(say('The engine ended the verification without a result'));
}

/** Starts it unless it runs already. */
export function startVerification(): void {
  if (running) return;
  const ending = new AbortController();
  running = ending;
  job.set({ step: 'running', done: 0, total: 0 });
  verify(ending.signal)
    .then((result) => job.set({ step: 'done', result, at: new Date().toISOString() }))
    .catch((error: unknown) => job.set(ending.signal.aborted ? { step: 'idle' } : { step: 'failed', error }))
    .finally(() => (running = null));
}
