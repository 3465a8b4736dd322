/** The collection from AWS that is under way, if one is; what it brings is added to what is chosen. */
import type { AwsEvent, AwsInput } from '../../../../contract/index.ts';
import { client } from '../../shared/api.ts';
import { createStore, useStore } from '../../shared/store.ts';
import { addHeld } from './draft.ts';
import { say } from '../../shared/language/say.ts';

type Progress = Extract<AwsEvent, { type: 'progress' }>;
export type Collected = Extract<AwsEvent, { type: 'done' }>;

type AwsJob =
  | { readonly step: 'idle' }
  | { readonly step: 'running'; readonly progress: Progress | null }
  | { readonly step: 'done'; readonly collected: Collected }
  | { readonly step: 'cancelled' }
  | { readonly step: 'failed'; readonly error: unknown };

const job = createStore<AwsJob>({ step: 'idle' });
let running: AbortController | null = null;

export const useAwsJob = (): AwsJob => useStore(job);

export function cancelAws(): void {
  running?.abort();
}

/** Forgets how the last collection ended. */
export function dismissAws(): void {
  if (!running) job.set({ step: 'idle' });
}

/** Connects to AWS: only ever called by the button that says so. */
export async function startAws(input: AwsInput): Promise<void> {
  if (running) return;
  const ending = new AbortController();
  running = ending;
  job.set({ step: 'running', progress: null });
  try {
    const collected = await follow(await client.aws.collect(input, { signal: ending.signal }), ending.signal);
    addHeld([{ token: collected.token, label: collected.label, bytes: collected.bytes }]);
    job.set({ step: 'done', collected });
  } catch (error) {
    job.set(ending.signal.aborted ? { step: 'cancelled' } : { step: 'failed', error });
  } finally {
    running = null;
  }
}

async function follow(events: AsyncIterable<AwsEvent>, signal: AbortSignal): Promise<Collected> {
  for await (const event of events) {
    if (signal.aborted) break;
    if (event.type === 'done') return event;
    job.set({ step: 'running', progress: event });
  }
  signal.throwIfAborted();
  throw new Error(say('The collection ended without a result'));
}
