/**
 * Facts about runs: state, inputs, outputs, flows.
 */
import type { Evidence, FlowFact, RunEventType, RunFact, RunIoFact } from '../../model/facts.ts';
import type { WriterSession } from './session.ts';
import type { RunEntry } from './runs.ts';
import type { Sql } from './sql.ts';

const TERMINAL = new Set<string>(['COMPLETE', 'ABORT', 'FAIL']);
/** Among events that end nothing, RUNNING says more than START, and START more than OTHER. */
const WEIGHT: Readonly<Record<string, number>> = { OTHER: 0, START: 1, RUNNING: 2 };

/** What of a run event is folded; kept, so that a run can be told again without some of its events. */
export interface RunSaid {
  readonly described?: boolean;
  readonly type?: RunEventType;
  readonly at?: string | null;
  readonly parentId?: number;
  readonly nominalStart?: string;
  readonly nominalEnd?: string;
  readonly explicitFlows?: boolean;
  /** A run as it stood before its events were kept. */
  readonly state?: Partial<RunEntry>;
}

export function applyRun(session: WriterSession, fact: RunFact): void {
  const run = session.run(fact.run, fact.evidence);
  const parentId = fact.parent ? session.run(fact.parent, fact.evidence).id : run.id;
  const said: RunSaid = {
    ...(fact.referencedOnly ? {} : { described: true }),
    ...(fact.eventType ? { type: fact.eventType, at: fact.eventTime ?? null } : {}),
    ...(parentId === run.id ? {} : { parentId }),
    ...(fact.nominalStart === undefined ? {} : { nominalStart: fact.nominalStart }),
    ...(fact.nominalEnd === undefined ? {} : { nominalEnd: fact.nominalEnd }),
    ...(fact.explicitFlows ? { explicitFlows: true } : {}),
  };
  session.sql.run(
    'INSERT INTO run_event (id, run_id, import_id, said) VALUES (?, ?, ?, ?)',
    session.sql.nextId('run_event'),
    run.id,
    session.importId,
    JSON.stringify(said),
  );
  const wasKnown = !run.referencedOnly;
  const wasExplicit = run.explicitFlows;
  if (!foldRun(run, said)) return;
  run.dirty = true;
  session.touched.runs.add(run.id);
  if (!wasKnown && !run.referencedOnly) session.changes.added('run', run.id);
  session.changes.changed('run', run.id);
  if (run.explicitFlows && !wasExplicit) session.touched.explicitJobs.add(run.jobId);
}

/**
 * Adds one event to a run. True when that changed it.
 *
 * OpenLineage run cycle: the last terminal event by (time, arrival) decides; a START or RUNNING that
 * arrives late never reopens a run. Times widen: earliest START begins, latest terminal event ends.
 */
export function foldRun(run: RunEntry, said: RunSaid): boolean {
  const before = JSON.stringify(run);
  if (said.state) Object.assign(run, plainState(said.state));
  if (said.described) run.referencedOnly = false;
  if (said.type) foldState(run, said.type, said.at ?? null);
  if (said.parentId !== undefined) run.parentId = said.parentId;
  if (said.nominalStart !== undefined) run.nominalStart = said.nominalStart;
  if (said.nominalEnd !== undefined) run.nominalEnd = said.nominalEnd;
  if (said.explicitFlows) run.explicitFlows = true;
  return JSON.stringify(run) !== before;
}

/** As it comes out of SQL's `json_object`: truth is 1. */
function plainState(state: Partial<RunEntry>): Partial<RunEntry> {
  return {
    ...state,
    explicitFlows: Boolean(state.explicitFlows),
    referencedOnly: Boolean(state.referencedOnly),
  };
}

function foldState(run: RunEntry, type: RunEventType, at: string | null): void {
  if (type === 'START' && at && (!run.startedAt || at < run.startedAt)) run.startedAt = at;
  if (TERMINAL.has(type)) {
    const newer = !TERMINAL.has(run.state) || !run.stateAt || !at || at >= run.stateAt;
    if (!newer) return;
    run.state = type;
    run.stateAt = at ?? run.stateAt;
    run.endedAt = at ?? run.endedAt;
    return;
  }
  if (TERMINAL.has(run.state)) return;
  if ((WEIGHT[type] ?? 0) >= (WEIGHT[run.state] ?? 0)) {
    run.state = type;
    if (at && (!run.stateAt || at > run.stateAt)) run.stateAt = at;
  }
}

export function applyRunIo(session: WriterSession, fact: RunIoFact): void {
  const run = session.run(fact.run, fact.evidence);
  const dataset = session.identities.dataset(fact.dataset);
  const table = fact.type === 'run-input' ? 'run_input' : 'run_output';
  const versionId = fact.version === undefined ? null : session.datasetVersion(dataset.id, fact.version);
  const rows = whole(fact.rowCount);
  const bytes = whole(fact.byteCount);
  const files = whole(fact.fileCount);
  const part = fact.type === 'run-input' ? 'input' : 'output';
  const added = session.sql.run(
    `INSERT INTO ${table} (run_id, dataset_id, version_id, row_count, byte_count, file_count, file_id, at, since_revision)
     VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
     ON CONFLICT DO UPDATE SET version_id = ?3, row_count = ?4, byte_count = ?5, file_count = ?6, file_id = ?7, at = ?8,
       since_revision = ?9, until_revision = NULL WHERE until_revision IS NOT NULL`,
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
  notePart(session, { part, runId: run.id, fromId: dataset.id, toId: 0 }, fact.evidence, [
    versionId,
    rows,
    bytes,
    files,
  ]);
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
    `INSERT INTO run_flow (run_id, from_id, to_id, since_revision) VALUES (?1, ?2, ?3, ?4)
     ON CONFLICT DO UPDATE SET since_revision = ?4, until_revision = NULL WHERE until_revision IS NOT NULL`,
    run.id,
    from.id,
    to.id,
    session.revision,
  );
  if (added === 1) session.touched.runs.add(run.id);
  else notePart(session, { part: 'flow', runId: run.id, fromId: from.id, toId: to.id }, fact.evidence, []);
}

interface PartKey {
  readonly part: 'input' | 'output' | 'flow';
  readonly runId: number;
  readonly fromId: number;
  readonly toId: number;
}

/**
 * Another import told of this input, output or flow before: what each of them said is kept, so that one
 * can be taken back. Nothing to note where only this import speaks.
 */
function notePart(
  session: WriterSession,
  key: PartKey,
  evidence: Evidence,
  value: readonly (number | null)[],
): void {
  const { sql } = session;
  if (key.part === 'flow') {
    const since = sql.get<{ r: number }>(
      'SELECT since_revision AS r FROM run_flow WHERE run_id = ? AND from_id = ? AND to_id = ?',
      key.runId,
      key.fromId,
      key.toId,
    )!.r;
    if (since === session.revision) return;
  } else {
    const first = sql.get<{ since: number; value: string; fileId: number; at: string; importId: number }>(
      `SELECT x.since_revision AS since, json_array(version_id, row_count, byte_count, file_count) AS value,
              file_id AS fileId, at, f.import_id AS importId
       FROM run_${key.part} x JOIN source_file f ON f.id = x.file_id WHERE run_id = ? AND dataset_id = ?`,
      key.runId,
      key.fromId,
    );
    if (!first || first.since === session.revision) return;
    insertPart(sql, key, first.importId, first.value, first.fileId, first.at);
  }
  insertPart(sql, key, session.importId, JSON.stringify(value), session.book.fileId(evidence), evidence.at);
}

function insertPart(
  sql: Sql,
  key: PartKey,
  importId: number,
  value: string,
  fileId: number,
  at: string,
): void {
  sql.run(
    `INSERT INTO run_io_part (part, run_id, from_id, to_id, import_id, value, file_id, at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
     ON CONFLICT DO UPDATE SET value = (SELECT json_group_array(COALESCE(b.value, a.value))
       FROM json_each(run_io_part.value) a JOIN json_each(?6) b ON b.key = a.key) WHERE value <> ?6`,
    key.part,
    key.runId,
    key.fromId,
    key.toId,
    importId,
    value,
    fileId,
    at,
  );
}

/** Counts are integers; anything else a source writes is not a count. */
function whole(value: number | undefined): number | null {
  return value !== undefined && Number.isSafeInteger(value) && value >= 0 ? value : null;
}
