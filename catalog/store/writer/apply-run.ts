/**
 * Facts about runs: state, times, flows.
 */
import type { FlowFact, RunEventType, RunFact } from '../../model/facts.ts';
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
  const at = fact.eventTime ?? null;
  const order = fact.order ?? at;
  foldTimes(session, run, at);
  if (fact.eventType) foldState(session, run, fact.eventType, at, order);
  if (fact.parent && !isBefore(order, run.parentAt)) {
    const parent = session.run(fact.parent, fact.evidence);
    setField(session, run, 'parentAt', order);
    if (parent.id !== run.id) setField(session, run, 'parentId', parent.id);
  }
  const nominal = fact.nominalStart !== undefined || fact.nominalEnd !== undefined;
  if (nominal && !isBefore(order, run.nominalAt)) {
    setField(session, run, 'nominalAt', order);
    setField(session, run, 'nominalStart', fact.nominalStart ?? null);
    setField(session, run, 'nominalEnd', fact.nominalEnd ?? null);
  }
  if (fact.explicitFlows && !run.explicitFlows) {
    setField(session, run, 'explicitFlows', true);
    session.touched.explicitJobs.add(run.jobId);
  }
}

/** Whether what was told at one place in order is older than at another; none is before every one. */
function isBefore(order: string | null, other: string | null): boolean {
  return other !== null && (order === null || order < other);
}

/** When the run was first and last heard of. */
function foldTimes(session: WriterSession, run: RunEntry, at: string | null): void {
  if (at === null) return;
  if (run.firstAt === null || at < run.firstAt) setField(session, run, 'firstAt', at);
  if (run.stateAt === null || at > run.stateAt) setField(session, run, 'stateAt', at);
}

/**
 * OpenLineage run cycle: the last terminal event decides; a START or RUNNING that
 * arrives late never reopens a run. The earliest START begins, the last terminal event ends it.
 */
function foldState(
  session: WriterSession,
  run: RunEntry,
  type: RunEventType,
  at: string | null,
  order: string | null,
): void {
  if (type === 'START' && at && (!run.startedAt || at < run.startedAt))
    setField(session, run, 'startedAt', at);
  if (TERMINAL.has(type)) {
    if (TERMINAL.has(run.state) && isBefore(order, run.endOrder)) return;
    setField(session, run, 'state', type);
    setField(session, run, 'endOrder', order);
    setField(session, run, 'endedAt', at);
  } else if (!TERMINAL.has(run.state) && (WEIGHT[type] ?? 0) >= (WEIGHT[run.state] ?? 0)) {
    setField(session, run, 'state', type);
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
