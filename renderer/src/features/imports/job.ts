/** The one import, preview or sample that is under way; it goes on while other pages are shown. */
import type { ImportEvent, ImportOutcome } from '../../../../contract/index.ts';
import { client } from '../../shared/api.ts';
import { createStore, useStore } from '../../shared/store.ts';
import { CHOSEN_FILES, currentLeftOut, setLeftOut } from './difference-choice.ts';
import { sayImported } from './undo-import.ts';
import { clearDraft, currentDraft, forgetTokens, holdAll, onDraft } from './draft.ts';
import { say } from '../../shared/language/say.ts';

export type Purpose = 'preview' | 'import' | 'sample';
export type Progress = Extract<ImportEvent, { type: 'progress' }>;

export type Job =
  | { readonly step: 'idle' }
  | {
      readonly step: 'sending';
      readonly purpose: Purpose;
      readonly sent: number;
      readonly total: number;
      readonly since: number;
    }
  | {
      readonly step: 'running';
      readonly purpose: Purpose;
      readonly progress: Progress | null;
      readonly since: number;
    }
  | { readonly step: 'done'; readonly purpose: Purpose; readonly outcome: ImportOutcome }
  | { readonly step: 'cancelled'; readonly purpose: Purpose }
  | { readonly step: 'failed'; readonly purpose: Purpose; readonly error: unknown };

const job = createStore<Job>({ step: 'idle' });
let running: AbortController | null = null;

export function useImportJob(): Job {
  return useStore(job);
}

export function isBusy(now: Job): now is Extract<Job, { step: 'sending' | 'running' }> {
  return now.step === 'sending' || now.step === 'running';
}

/** Ends what is under way; the engine takes back everything of it. */
export function cancelJob(): void {
  running?.abort();
}

/** Puts a finished job away. */
export function dismissJob(): void {
  if (!isBusy(job.get())) job.set({ step: 'idle' });
}

function warnBeforeLeaving(event: BeforeUnloadEvent): void {
  event.preventDefault();
}

/** What a preview speaks of; where the host keeps it is no part of that. */
function choiceNow(): string {
  const { sources, kind, namespace, columnLineage } = currentDraft();
  return JSON.stringify([sources.map(({ key }) => key), kind, namespace, columnLineage]);
}

let choice = choiceNow();

// A preview speaks of one choice; with another one it would mislead.
onDraft(() => {
  if (choice === choiceNow()) return;
  choice = choiceNow();
  setLeftOut(CHOSEN_FILES, []);
  const now = job.get();
  if (now.step === 'done' && now.purpose === 'preview') job.set({ step: 'idle' });
});

type Events = AsyncIterable<ImportEvent>;

async function follow(purpose: Purpose, events: Events, signal: AbortSignal): Promise<ImportOutcome> {
  const since = Date.now();
  job.set({ step: 'running', purpose, progress: null, since });
  for await (const event of events) {
    if (signal.aborted) break;
    if (event.type === 'done') return event.outcome;
    job.set({ step: 'running', purpose, progress: event, since });
  }
  signal.throwIfAborted();
  throw new Error(say('The engine ended the import without a result'));
}

async function start(
  purpose: Purpose,
  open: (signal: AbortSignal) => Promise<Events>,
): Promise<ImportOutcome | null> {
  if (running) return null;
  const ending = new AbortController();
  running = ending;
  window.addEventListener('beforeunload', warnBeforeLeaving);
  try {
    const outcome = await follow(purpose, await open(ending.signal), ending.signal);
    job.set({ step: 'done', purpose, outcome });
    if (purpose === 'import') clearDraft();
    return outcome;
  } catch (error) {
    job.set(ending.signal.aborted ? { step: 'cancelled', purpose } : { step: 'failed', purpose, error });
    if (!ending.signal.aborted) forgetTokens();
    return null;
  } finally {
    running = null;
    window.removeEventListener('beforeunload', warnBeforeLeaving);
  }
}

/** Previews or imports what is chosen. Answers null when it was cancelled or failed; the job tells which. */
export async function startImport(
  purpose: 'preview' | 'import',
  accepted: { readonly previewId?: string } = {},
): Promise<ImportOutcome | null> {
  const leaveOut = currentLeftOut(CHOSEN_FILES).map(({ part }) => part);
  const outcome = await start(purpose, async (signal) => {
    const since = Date.now();
    const tokens = await holdAll(signal, (sent, total) =>
      job.set({ step: 'sending', purpose, sent, total, since }),
    );
    const { kind, namespace, columnLineage } = currentDraft();
    const input = {
      tokens,
      kind,
      columnLineage,
      ...(namespace.trim() === '' ? {} : { namespace: namespace.trim() }),
    };
    return purpose === 'preview'
      ? client.imports.preview(input, { signal })
      : client.imports.run({ ...input, ...accepted, leaveOut }, { signal });
  });
  if (outcome?.importId != null) {
    setLeftOut(CHOSEN_FILES, []);
    sayImported(outcome.importId, outcome.changes);
  }
  return outcome;
}

/** Imports the bundled sample workspace. */
export function startSample(): Promise<ImportOutcome | null> {
  return start('sample', (signal) => client.imports.sample(undefined, { signal }));
}
