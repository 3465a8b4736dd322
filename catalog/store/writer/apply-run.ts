/**
 * Facts about runs: state, inputs, outputs, flows.
 */
import type { FlowFact, RunEventType, RunFact, RunIoFact } from '../../model/facts.ts';
import type { WriterSession } from './session.ts';
import type { RunEntry } from './runs.ts';

const TERMINAL = new Set<string>(['COMPLETE', 'ABORT', 'FAIL']);
/** Among events that end nothing, RUNNING says more than START, and START more than OTHER. */
const WEIGHT: Readonly<Record<string, number>> = { OTHER: 0, START: 1, RUNNING: 2 };

export function applyRun(session: WriterSession, fact: RunFact): void {
  const run = session.run(fact.run, fact.evidence);
  if (!fact.referencedOnly && run.referencedOnly) {
    run.referencedOnly = false;
    run.dirty = true;
    session.changes.added('run', run.id);
  }
  if (fact.eventType) foldState(session, run, fact.eventType, fact.eventTime ?? null);
  if (fact.parent) {
    const parent = session.run(fact.parent, fact.evidence);
    if (parent.id !== run.id) setField(session, run, 'parentId', parent.id);
  }
  if (fact.nominalStart !== undefined) setField(session, run, 'nominalStart', fact.nominalStart);
  if (fact.nominalEnd !== undefined) setField(session, run, 'nominalEnd', fact.nominalEnd);
  if (fact.explicitFlows && !run.explicitFlows) {
    setField(session, run, 'explicitFlows', true);
    session.touched.explicitJobs.add(run.jobId);
  }
}

/**
 * OpenLineage run cycle: the last terminal event by (time, arrival) decides; a START or RUNNING that
 * arrives late never reopens a run. Times widen: earliest START begins, latest terminal event ends.
 */
function foldState(session: WriterSession, run: RunEntry, type: RunEventType, at: string | null): void {
  if (type === 'START' && at && (!run.startedAt || at < run.startedAt))
    setField(session, run, 'startedAt', at);
  if (TERMINAL.has(type)) {
    const newer = !TERMINAL.has(run.state) || !run.stateAt || !at || at >= run.stateAt;
    if (!newer) return;
    setField(session, run, 'state', type);
    setField(session, run, 'stateAt', at ?? run.stateAt);
    setField(session, run, 'endedAt', at ?? run.endedAt);
    return;
  }
  if (TERMINAL.has(run.state)) return;
  if ((WEIGHT[type] ?? 0) >= (WEIGHT[run.state] ?? 0)) {
    setField(session, run, 'state', type);
    if (at && (!run.stateAt || at > run.stateAt)) setField(session, run, 'stateAt', at);
  }
}

function setField<Key extends keyof RunEntry>(
  session: WriterSession,
  run: RunEntry,
  key: Key,
  value: RunEntry[Key],
): void {
  if (run[key] === value) return;
  run[key] = value;
  run.dirty = true;
  session.touched.runs.add(run.id);
  session.changes.changed('run', run.id);
}

export function applyRunIo(session: WriterSession, fact: RunIoFact): void {
  const run = session.run(fact.run, fact.evidence);
  const dataset = session.identities.dataset(fact.dataset);
  const table = fact.type === 'run-input' ? 'run_input' : 'run_output';
  const versionId = fact.version === undefined ? null : session.datasetVersion(dataset.id, fact.version);
  const rows = whole(fact.rowCount);
  const bytes = whole(fact.byteCount);
  const files = whole(fact.fileCount);
  const added = session.sql.run(
    `INSERT OR IGNORE INTO ${table} (run_id, dataset_id, version_id, row_count, byte_count, file_count, file_id, at, since_revision)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    run.id,
    dataset.id,
    versionId,
    rows,
    bytes,
    files,
    session.book.fileId(fact.evidence),
    fact.evidence.at,
    session.revision,
  );
  if (added === 1) {
    session.changes.addedOne('io');
    session.touched.runs.add(run.id);
    return;
  }
  if (versionId === null && rows === null && bytes === null && files === null) return;
  const changed = session.sql.run(
    `UPDATE ${table} SET version_id = COALESCE(?3, version_id), row_count = COALESCE(?4, row_count),
            byte_count = COALESCE(?5, byte_count), file_count = COALESCE(?6, file_count)
     WHERE run_id = ?1 AND dataset_id = ?2
       AND (version_id IS NOT COALESCE(?3, version_id) OR row_count IS NOT COALESCE(?4, row_count)
         OR byte_count IS NOT COALESCE(?5, byte_count) OR file_count IS NOT COALESCE(?6, file_count))`,
    run.id,
    dataset.id,
    versionId,
    rows,
    bytes,
    files,
  );
  if (changed === 1) session.changes.changed('run', run.id);
}

export function applyRunFlow(session: WriterSession, fact: FlowFact): void {
  const run = session.run(fact.run!, fact.evidence);
  const from = session.identities.dataset(fact.from);
  const to = session.identities.dataset(fact.to);
  const added = session.sql.run(
    'INSERT OR IGNORE INTO run_flow (run_id, from_id, to_id, since_revision) VALUES (?, ?, ?, ?)',
    run.id,
    from.id,
    to.id,
    session.revision,
  );
  if (added === 1) session.touched.runs.add(run.id);
}

/** Counts are integers; anything else a source writes is not a count. */
function whole(value: number | undefined): number | null {
  return value !== undefined && Number.isSafeInteger(value) && value >= 0 ? value : null;
}
