/**
 * Facts about runs: state, times, flows. What each event says is kept, so that a run can be told again
 * without some of them.
 */
import type { FlowFact, RunEventType, RunFact, Evidence } from '../../model/facts.ts';
import { NOTHING_TOLD, packIo } from './run-parts.ts';
import type { WriterSession } from './session.ts';
import { blankRun, type RunEntry } from './runs.ts';

const TERMINAL = new Set<string>(['COMPLETE', 'ABORT', 'FAIL']);
/** Among events that end nothing, RUNNING says more than START, and START more than OTHER. */
const WEIGHT: Readonly<Record<string, number>> = { OTHER: 0, START: 1, RUNNING: 2 };

/** What of a run event is folded. */
export interface RunSaid {
  readonly described?: boolean;
  readonly type?: RunEventType;
  readonly at?: string | null;
  /** Place of the event among those of the run, where that is more than its time. */
  readonly order?: string;
  /** The run itself: it is told that it has no other parent. */
  readonly parentId?: number;
  readonly nominalStart?: string;
  readonly nominalEnd?: string;
  /** Digest of the job's code. */
  readonly code?: string;
  readonly explicitFlows?: boolean;
  /** A run as it stood before its events were kept. */
  readonly state?: Partial<RunEntry>;
}

export function applyRun(session: WriterSession, fact: RunFact): void {
  const run = session.run(fact.run, fact.evidence);
  const parentId = fact.parent ? session.run(fact.parent, fact.evidence).id : undefined;
  const said: RunSaid = {
    ...(fact.referencedOnly ? {} : { described: true }),
    ...(fact.eventType ? { type: fact.eventType } : {}),
    ...(fact.eventTime ? { at: fact.eventTime } : {}),
    ...(fact.order ? { order: fact.order } : {}),
    ...(parentId === undefined ? {} : { parentId }),
    ...(fact.nominalStart === undefined ? {} : { nominalStart: fact.nominalStart }),
    ...(fact.nominalEnd === undefined ? {} : { nominalEnd: fact.nominalEnd }),
    ...(fact.code === undefined ? {} : { code: session.seenContent.digestOf(fact.code) }),
    ...(fact.explicitFlows ? { explicitFlows: true } : {}),
  };
  const id = session.sql.nextId('run_event');
  session.newRunEvents.add(id, run.id, session.importId, JSON.stringify(said));
  const wasKnown = !run.referencedOnly;
  const wasExplicit = run.explicitFlows;
  if (!foldRun(run, said)) return;
  run.dirty = true;
  session.touched.runs.add(run.id);
  if (!wasKnown && !run.referencedOnly) session.changes.added('run', run.id);
  session.changes.changed('run', run.id);
  if (run.explicitFlows && !wasExplicit) session.touched.explicitJobs.add(run.jobId);
}

/** Adds one event to a run, in whatever order they come. True when that changed it. */
export function foldRun(run: RunEntry, said: RunSaid): boolean {
  const before = { ...run };
  if (said.state) Object.assign(run, plainState(said.state));
  if (said.described) run.referencedOnly = false;
  const at = said.at ?? null;
  const order = said.order ?? at;
  foldTimes(run, at);
  if (said.type) foldState(run, said.type, at, order);
  if (said.parentId !== undefined && !isBefore(order, run.parentAt)) {
    run.parentAt = order;
    if (said.parentId !== run.id) run.parentId = said.parentId;
  }
  const nominal = said.nominalStart !== undefined || said.nominalEnd !== undefined;
  if (nominal && !isBefore(order, run.nominalAt)) {
    run.nominalAt = order;
    run.nominalStart = said.nominalStart ?? null;
    run.nominalEnd = said.nominalEnd ?? null;
  }
  if (said.code !== undefined && !isBefore(order, run.codeAt)) {
    run.codeAt = order;
    run.code = said.code;
  }
  if (said.explicitFlows) run.explicitFlows = true;
  return FOLDED.some((key) => before[key] !== run[key]);
}

const FOLDED = Object.keys(blankRun(0, 0)) as (keyof RunEntry)[];

/** As it comes out of SQL's `json_object`: truth is 1. */
function plainState(state: Partial<RunEntry>): Partial<RunEntry> {
  return {
    ...state,
    explicitFlows: Boolean(state.explicitFlows),
    referencedOnly: Boolean(state.referencedOnly),
  };
}

/** Whether what was told at one place in order is older than at another; none is before every one. */
function isBefore(order: string | null, other: string | null): boolean {
  return other !== null && (order === null || order < other);
}

/** When the run was first and last heard of. */
function foldTimes(run: RunEntry, at: string | null): void {
  if (at === null) return;
  if (run.firstAt === null || at < run.firstAt) run.firstAt = at;
  if (run.stateAt === null || at > run.stateAt) run.stateAt = at;
}

/**
 * OpenLineage run cycle: the last terminal event decides; a START or RUNNING that
 * arrives late never reopens a run. The earliest START begins, the last terminal event ends it.
 */
function foldState(run: RunEntry, type: RunEventType, at: string | null, order: string | null): void {
  if (type === 'START' && at && (!run.startedAt || at < run.startedAt)) run.startedAt = at;
  if (TERMINAL.has(type)) {
    if (TERMINAL.has(run.state) && isBefore(order, run.endOrder)) return;
    run.state = type;
    run.endOrder = order;
    run.endedAt = at;
  } else if (!TERMINAL.has(run.state) && (WEIGHT[type] ?? 0) >= (WEIGHT[run.state] ?? 0)) {
    run.state = type;
  }
}

export function applyRunFlow(session: WriterSession, fact: FlowFact): void {
  const run = session.run(fact.run!, fact.evidence);
  const from = session.identities.dataset(fact.from);
  const to = session.identities.dataset(fact.to);
  noteFlowPart(session, { runId: run.id, fromId: from.id, toId: to.id }, fact.evidence);
  const added = session.sql.run(
    `INSERT INTO run_flow (run_id, from_id, to_id, since_revision) VALUES (?1, ?2, ?3, ?4)
     ON CONFLICT DO UPDATE SET since_revision = ?4, until_revision = NULL WHERE until_revision IS NOT NULL`,
    run.id,
    from.id,
    to.id,
    session.revision,
  );
  if (added === 1) session.touched.runs.add(run.id);
}

/** To be called before the row of the flow changes. */
function noteFlowPart(
  session: WriterSession,
  { runId, fromId, toId }: { readonly runId: number; readonly fromId: number; readonly toId: number },
  evidence: Evidence,
): void {
  const { sql } = session;
  if (sql.isFresh('run', runId)) return;
  const row = sql.get<{ since: number; until: number | null; importId: number | null }>(
    `SELECT x.since_revision AS since, x.until_revision AS until, b.id AS importId
     FROM run_flow x LEFT JOIN import_batch b ON b.revision = x.since_revision WHERE run_id = ? AND from_id = ? AND to_id = ?`,
    runId,
    fromId,
    toId,
  );
  if (!row || row.since === session.revision) return;
  const place = { fileId: session.book.fileId(evidence), at: evidence.at };
  const insert = (importId: number): number =>
    sql.run(
      `INSERT OR IGNORE INTO run_io_part (part, run_id, from_id, to_id, import_id, value, file_id, at)
       VALUES ('flow', ?, ?, ?, ?, ?, ?, ?)`,
      runId,
      fromId,
      toId,
      importId,
      NO_FIGURES,
      place.fileId,
      place.at,
    );
  // A flow has no file of its own, so that of an import that was taken back is not known: any will do.
  if (row.until !== null && row.importId !== null) insert(row.importId);
  insert(session.importId);
}

const NO_FIGURES = packIo(NOTHING_TOLD);
