/**
 * Takes an import back, or counts it again, as one change inside the caller's transaction.
 *
 * History stays: statements are closed and opened, never rewritten. What other imports say stays, what the
 * import had retired comes back, and people's work is not touched at all.
 */
import { ALSO_SAID } from '../../store/also-said.ts';
import { RECORD_TYPES, recordTypeOf } from '../../store/record-types.ts';
import { deriveEdges } from '../../store/writer/derive-edges.ts';
import { deriveJoins } from '../../store/writer/finish.ts';
import { noteLifecycle } from '../../store/writer/lifecycles.ts';
import { recountSeen } from '../../store/writer/observed-edges.ts';
import { firstHeard, lastHeard } from '../../store/writer/runs.ts';
import type { WriterSession } from '../../store/writer/session.ts';
import type { Sql } from '../../store/writer/sql.ts';
import {
  closeDependents,
  noteTouched,
  reopenDependents,
  reopenSaidOf,
  type Fell,
  type TouchedRecords,
} from './dependents.ts';
import { OWNERS, Pictures } from './pictures.ts';
import { makeUp, touch, type MaybeGone } from './records.ts';
import { retellProperties } from './properties.ts';
import { retellProjects } from './projects.ts';
import { retellFigures, retellResults, retellRuns, type Retelling } from './runs.ts';
import { retellSights } from './sights.ts';
import { revisionsOf, standingImports } from './standing-imports.ts';
import { settleThings } from './things.ts';

export interface Subject {
  readonly importId: number;
  /** Revision of the import itself. */
  readonly revision: number;
  readonly redo: boolean;
}

/** Step by step: between two steps the work may be cancelled. */
export function* applyUndo(session: WriterSession, subject: Subject): Iterable<void> {
  const { sql } = session;
  const { importId, redo } = subject;
  const standing = standingImports(sql, redo ? { with: importId } : { except: importId });
  const revisions = revisionsOf(sql, importId, subject.revision);
  const gone = namedBy(sql, subject);
  const reverted = redo ? revisions.undone : revisions.applied;
  const pictures = new Pictures(sql, standing);
  const touched: TouchedRecords = new Map();
  const added = recordsOf(session, subject);
  yield* touchPainted(session, pictures, added, importId, gone);
  // What others belong to goes first: the rest stands or falls with it.
  const fell: Fell = { sources: new Map(), jobs: new Map(), rose: [] };
  yield* settleScopes(session, subject, pictures, touched, { added, owners: true, fell });
  yield* makeUpAll(session, touched, gone, (type) => OWNERS.includes(type));
  settleThings(session, gone);
  closeDependents(session, pictures, touched, fell);
  yield* settleScopes(session, subject, pictures, touched, { added, owners: false, fell });
  reopenDependents(session, pictures, touched, reverted);
  reopenSaidOf(session, pictures, touched, fell.rose);
  yield* makeUpAll(session, touched, gone, (type) => !OWNERS.includes(type));
  const work: Retelling = { session, standing, importId, revisions: revisions.applied, gone };
  yield* retellRuns(work);
  retellResults(work);
  retellFigures(work);
  retellProperties(work);
  yield* retellSights(work, pictures, touched);
  retellProjects(session.sql, standing, importId);
  moveEvents(session, subject);
  restoreScopeTimes(session, subject, pictures);
  noteLifecycles(session, gone);
  yield* deriveEdges(session);
  settleThings(session, gone);
  yield* deriveJoins(session);
  narrowSeen(session);
}

/** What came into being with the import, or what it mentions, may be known by it alone. */
function namedBy(sql: Sql, { importId, revision }: Subject): MaybeGone {
  const ids = (query: string, value: number): Set<number> =>
    new Set(sql.all<{ id: number }>(query, value).map(({ id }) => id));
  const made = (table: string) => ids(`SELECT id FROM ${table} WHERE since_revision = ?`, revision);
  const mentioned = ids(
    `SELECT record_id AS id FROM also_said WHERE record_type = ${ALSO_SAID.mentioned} AND import_id = ?`,
    importId,
  );
  return {
    datasets: new Set([...made('dataset'), ...mentioned]),
    columns: made('"column"'),
    jobs: made('job'),
  };
}

/**
 * Records that a later import painted over do not change, but what they named may have been known
 * by them alone.
 */
function* touchPainted(
  session: WriterSession,
  pictures: Pictures,
  added: ReturnType<typeof recordsOf>,
  importId: number,
  gone: MaybeGone,
): Iterable<void> {
  for (const [scopeId, records] of added) {
    if (!pictures.isPaintedOver(scopeId, importId)) continue;
    for (const { type, recordId } of records) touch(session, recordTypeOf(type), recordId, gone);
    yield;
  }
}

interface ScopeRow {
  readonly id: number;
  readonly mode: string;
}

function* settleScopes(
  session: WriterSession,
  subject: Subject,
  pictures: Pictures,
  touched: TouchedRecords,
  which: { readonly added: ReturnType<typeof recordsOf>; readonly owners: boolean; readonly fell: Fell },
): Iterable<void> {
  const { sql, revision } = session;
  const scopes = sql.all<ScopeRow>(
    'SELECT scope_id AS id, mode FROM import_scope WHERE import_id = ? AND used = 1',
    subject.importId,
  );
  for (const scope of scopes) {
    // A later import drew the whole picture anew: this one no longer shows in it.
    if (pictures.isPaintedOver(scope.id, subject.importId)) continue;
    const differences =
      scope.mode === 'replace'
        ? pictures.ofScope(scope.id, which.owners)
        : pictures.ofRecords(
            scope.id,
            (which.added.get(scope.id) ?? []).filter(({ type }) => OWNERS.includes(type) === which.owners),
          );
    for (const difference of differences) {
      if (!pictures.settle(difference, revision)) continue;
      const row = (difference.now ?? difference.wanted)!;
      noteTouched(touched, row.type, row.recordId);
      if (difference.wanted && !difference.now) which.fell.rose.push(row);
      if (difference.wanted || difference.by === 0) continue;
      const at = pictures.revisionOf(difference.by);
      if (row.type === RECORD_TYPES.source) which.fell.sources.set(row.recordId, at);
      else if (row.type === RECORD_TYPES.job) which.fell.jobs.set(row.recordId, at);
    }
    yield;
  }
}

/** By scope: the records that the import stated or repeated. */
function recordsOf(
  { sql }: WriterSession,
  subject: Subject,
): Map<number, { type: number; recordId: number }[]> {
  const rows = sql.all<{ scopeId: number; type: number; recordId: number }>(
    `SELECT DISTINCT scope_id AS scopeId, record_type AS type, record_id AS recordId FROM statement
     WHERE since_revision = ?2 OR until_revision = ?2 OR file_id IN (SELECT id FROM source_file WHERE import_id = ?1)
       OR last_file_id IN (SELECT id FROM source_file WHERE import_id = ?1)
       OR id IN (SELECT record_id FROM also_said WHERE record_type = ${ALSO_SAID.statement} AND import_id = ?1)`,
    subject.importId,
    subject.revision,
  );
  return Map.groupBy(rows, (row) => row.scopeId);
}

function* makeUpAll(
  session: WriterSession,
  touched: ReadonlyMap<number, ReadonlySet<number>>,
  gone: MaybeGone,
  wanted: (type: number) => boolean,
): Iterable<void> {
  for (const [type, ids] of touched) {
    if (!wanted(type)) continue;
    let count = 0;
    for (const id of ids) {
      makeUp(session, type, id, gone);
      if (++count % 1000 === 0) yield;
    }
  }
}

/**
 * Events of an import that was taken back are not known any more, so they can be imported again; those that
 * another one brought as well are known by that one.
 */
function moveEvents({ sql }: WriterSession, { importId, redo }: Subject): void {
  if (redo) {
    sql.run(
      'INSERT OR IGNORE INTO ingested_event (hash, import_id) SELECT hash, import_id FROM withdrawn_event WHERE import_id = ?',
      importId,
    );
    sql.run('DELETE FROM withdrawn_event WHERE import_id = ?', importId);
    return;
  }
  sql.run(
    'INSERT OR IGNORE INTO withdrawn_event (hash, import_id) SELECT hash, import_id FROM ingested_event WHERE import_id = ?',
    importId,
  );
  sql.run('DELETE FROM ingested_event WHERE import_id = ?', importId);
  sql.run(
    `INSERT OR IGNORE INTO ingested_event (hash, import_id)
     SELECT r.hash, MIN(r.import_id) FROM withdrawn_event w CROSS JOIN import_batch b CROSS JOIN repeated_event r
       ON r.import_id = b.id AND r.hash = w.hash WHERE w.import_id = ? AND b.undone_in IS NULL GROUP BY r.hash`,
    importId,
  );
}

/** A change of state that was told, or that was taken back, is looked at again. */
function noteLifecycles(session: WriterSession, gone: MaybeGone): void {
  for (const id of gone.datasets) {
    const told = session.sql.get(
      `SELECT 1 FROM property WHERE target_type = 'dataset' AND target_id = ? AND key = 'lifecycleStateChange'`,
      id,
    );
    if (told) noteLifecycle(session, id);
  }
}

/** The time of each picture goes back with it, so that one in between can be imported. */
function restoreScopeTimes({ sql }: WriterSession, subject: Subject, pictures: Pictures): void {
  for (const { id } of sql.all<ScopeRow>(
    'SELECT scope_id AS id, mode FROM import_scope WHERE import_id = ? AND used = 1',
    subject.importId,
  )) {
    const painter = pictures.lastPainter(id);
    sql.run(
      'UPDATE scope SET as_of = (SELECT as_of FROM import_scope WHERE scope_id = ?1 AND import_id = ?2 AND used = 1) WHERE id = ?1',
      id,
      painter,
    );
  }
}

/**
 * When column edges of the jobs whose runs changed were seen: by the runs that show them, and where not all of
 * these are known, not outside the runs that stand.
 */
function narrowSeen(session: WriterSession): void {
  const { sql, touched } = session;
  const jobs = JSON.stringify([...touched.explicitJobs]);
  const unknown = sql
    .all<{ id: number }>(
      `SELECT id FROM column_edge WHERE job_id IN (SELECT value FROM json_each(?)) AND basis = 'observed' AND until_revision IS NULL`,
      jobs,
    )
    .filter(({ id }) => !recountSeen(session, id));
  sql.run(
    `UPDATE column_edge SET first_seen = MAX(first_seen, r.first), last_seen = MIN(last_seen, r.last)
     FROM (SELECT job_id AS jobId, MIN(${firstHeard('run')}) AS first,
             MAX(${lastHeard('run')}) AS last
           FROM run WHERE job_id IN (SELECT value FROM json_each(?)) AND until_revision IS NULL GROUP BY job_id) r
     WHERE column_edge.job_id = r.jobId AND column_edge.id IN (SELECT value FROM json_each(?)) AND first_seen IS NOT NULL AND r.first IS NOT NULL`,
    jobs,
    JSON.stringify(unknown.map(({ id }) => id)),
  );
}
