/**
 * What a run read and wrote, how much, and in which version.
 *
 * Volumes and version are facets: each replaces what an earlier event of the run said, wholly, in
 * whatever order the events arrive.
 */
import type { RunIoFact } from '../../model/facts.ts';
import type { IoState } from './run-parts.ts';
import type { WriterSession } from './session.ts';

export function applyRunIo(session: WriterSession, fact: RunIoFact): void {
  const run = session.run(fact.run, fact.evidence);
  const dataset = session.identities.dataset(fact.dataset);
  const part = fact.type === 'run-input' ? 'input' : 'output';
  const said = ioSaid(session, dataset.id, fact);
  const io = { part, runId: run.id, datasetId: dataset.id } as const;
  const place = { fileId: session.book.fileId(fact.evidence), at: fact.evidence.at };
  let told = session.runIo.say(io, said, place);
  if (told === 'written') told = session.knownIo.say(io, said, place);
  if (told === 'new') {
    session.changes.addedOne('io');
    session.touched.runs.add(run.id);
  } else if (told === 'changed') session.changes.changed('run', run.id);
}

function ioSaid(session: WriterSession, datasetId: number, fact: RunIoFact): IoState {
  const version = fact.version === undefined ? null : session.datasetVersion(datasetId, fact.version);
  const figures = { rows: whole(fact.rowCount), bytes: whole(fact.byteCount), files: whole(fact.fileCount) };
  const at = fact.statedAt ?? null;
  const seen = fact.seen === undefined ? null : session.seenContent.digestOf(fact.seen);
  return {
    version,
    ...figures,
    figuresAt: isMeasured(figures) ? at : null,
    versionAt: version === null ? null : at,
    seen,
    seenAt: seen === null ? null : at,
  };
}

function isMeasured({ rows, bytes, files }: Pick<IoState, 'rows' | 'bytes' | 'files'>): boolean {
  return rows !== null || bytes !== null || files !== null;
}

/** Counts are integers; anything else a source writes is not a count. */
function whole(value: number | undefined): number | null {
  return value !== undefined && Number.isSafeInteger(value) && value >= 0 ? value : null;
}
