import { bytes, duration } from '../../shared/format.ts';
import type { Job, Progress } from './job.ts';
import { say } from '../../shared/language/say.ts';

type Busy = Extract<Job, { step: 'sending' | 'running' }>;

export const PHASE_NAME: Record<Progress['phase'], string> = {
  analysing: say('Analysing SQL'),
  reading: say('Reading'),
  resolving: say('Joining names into datasets'),
  comparing: say('Comparing with the catalog'),
  deriving: say('Deriving lineage'),
  indexing: say('Updating the search index'),
  committing: say('Committing'),
};

/** Share of the bytes in whole percent; null while nothing is known, or in a phase that does not count bytes. */
export function percentDone(job: Busy): number | null {
  const [done, total] = job.step === 'sending' ? [job.sent, job.total] : measured(job.progress);
  if (total <= 0) return null;
  return Math.max(0, Math.min(100, Math.floor((done / total) * 100)));
}

/** How far a phase is, of how much; nothing in a phase that does not count. */
function measured(progress: Progress | null): [done: number, total: number] {
  if (progress?.steps) return [progress.steps.done, progress.steps.total];
  return progress?.phase === 'reading' ? [progress.bytesDone, progress.bytesTotal] : [0, 0];
}

/** `12.4 MB of 80 MB · 31 MB/s · 48,210 records`. */
export function progressLine(job: Busy, now: number): string {
  const seconds = Math.max(0.001, (now - job.since) / 1000);
  if (job.step === 'sending') return amounts(job.sent, job.total, seconds).join(' · ');
  const { progress } = job;
  if (!progress) return say('Waiting for the engine');
  const parts = progress.phase === 'reading' ? amounts(progress.bytesDone, progress.bytesTotal, seconds) : [];
  if (progress.phase === 'analysing') parts.push(modelsAnalysed(progress));
  if (progress.records > 0)
    parts.push(say('{records, plural, one {# record} other {# records}}', { records: progress.records }));
  parts.push(say('{duration} so far', { duration: duration(now - job.since) }));
  return parts.join(' · ');
}

/** `312 of 1,930 models`; while the files are still looked through, how much of them. */
function modelsAnalysed({ steps, bytesDone, bytesTotal }: Progress): string {
  return steps
    ? say('{done, number} of {models, plural, one {# model} other {# models}}', {
        done: steps.done,
        models: steps.total,
      })
    : say('looking for compiled SQL in {done} of {total}', {
        done: bytes(bytesDone),
        total: bytes(bytesTotal),
      });
}

function amounts(done: number, total: number, seconds: number): string[] {
  const parts = [
    total > 0 ? say('{done} of {total}', { done: bytes(done), total: bytes(total) }) : bytes(done),
  ];
  if (done > 0 && seconds > 0.5) parts.push(`${bytes(Math.round(done / seconds))}/s`);
  return parts;
}
