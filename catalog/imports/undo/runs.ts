/** Runs, what they read and wrote, results and figures: told again from the imports that stand. */
import { ALSO_SAID } from '../../store/also-said.ts';
import { foldRun, type RunSaid } from '../../store/writer/apply-run.ts';
import { setIo } from '../../store/writer/run-io-rows.ts';
import { ABSENT, beginAbsence, endAbsence } from '../../store/writer/absence.ts';
import { NOTHING_TOLD, tell, unpack } from '../../store/writer/run-parts.ts';
import { blankRun, RUN_COLUMNS, runValues } from '../../store/writer/runs.ts';
import type { WriterSession } from '../../store/writer/session.ts';
import type { Sql } from '../../store/writer/sql.ts';
import { touch, type MaybeGone } from './records.ts';
import type { StandingImports } from './standing-imports.ts';

export interface Retelling {
  readonly session: WriterSession;
  readonly standing: StandingImports;
  readonly importId: number;
  /** Revisions in which the import was applied. */
  readonly revisions: readonly number[];
  readonly gone: MaybeGone;
}

const FILES = '(SELECT id FROM source_file WHERE import_id = ?1)';

const DATASETS_OF_RUN = `SELECT dataset_id AS id FROM run_input WHERE run_id = ?1 AND until_revision IS NULL
  UNION SELECT dataset_id FROM run_output WHERE run_id = ?1 AND until_revision IS NULL`;

/** Step by step: between two steps the work may be cancelled. */
export function* retellRuns(work: Retelling): Iterable<void> {
  for (const part of ['input', 'output'] as const) yield* retellIo(work, part);
  yield* retellFlows(work);
  const { sql } = work.session;
  const runs = sql.all<{ id: number; jobId: number; parentId: number | null }>(
    `SELECT id, job_id AS jobId, parent_id AS parentId FROM run WHERE id IN (
       SELECT run_id FROM run_event WHERE import_id = ?1 UNION SELECT run_id FROM run_io_part WHERE import_id = ?1
       UNION SELECT run_id FROM run_input WHERE file_id IN ${FILES} UNION SELECT run_id FROM run_output WHERE file_id IN ${FILES}
       UNION SELECT id FROM run WHERE file_id IN ${FILES})`,
    work.importId,
  );
  const parents = new Set<number>();
  for (const [index, run] of runs.entries()) {
    if (run.parentId !== null) parents.add(run.parentId);
    retellRun(work, run.id, run.jobId);
    if (index % 1000 === 999) yield;
  }
  // A run without events stands while a child names it, and its children may have been told after it: told once
  // more, now that all say which parent is theirs.
  for (const id of [...runs.map((run) => run.id), ...parents]) {
    const run = sql.get<{ jobId: number; parentId: number | null }>(
      'SELECT job_id AS jobId, parent_id AS parentId FROM run WHERE id = ?',
      id,
    )!;
    retellRun(work, id, run.jobId);
    if (run.parentId !== null && !parents.has(run.parentId))
      retellRun(work, run.parentId, jobOf(sql, run.parentId));
  }
}

function jobOf(sql: Sql, runId: number): number {
  return sql.get<{ id: number }>('SELECT job_id AS id FROM run WHERE id = ?', runId)!.id;
}

/** Leaves a run as it is that already holds what is told. */
const RETELL_RUN = `UPDATE run SET ${RUN_COLUMNS.map((name, at) => `${name} = ?${at + 1}`).join(', ')}, until_revision = NULL
  WHERE id = ?${RUN_COLUMNS.length + 1} AND (until_revision IS NOT NULL
    OR json_array(${RUN_COLUMNS.join(', ')}) <> json_array(${RUN_COLUMNS.map((_, at) => `?${at + 1}`).join(', ')}))`;

function retellRun({ session, standing, gone }: Retelling, runId: number, jobId: number): void {
  const { sql, revision } = session;
  session.touched.runs.add(runId);
  session.touched.explicitJobs.add(jobId);
  gone.jobs.add(jobId);
  const events = sql
    .all<{ importId: number; said: string }>(
      'SELECT import_id AS importId, said FROM run_event WHERE run_id = ? ORDER BY id',
      runId,
    )
    .filter((event) => standing.stands(event.importId));
  const named =
    events.length > 0 ||
    sql.get(
      `SELECT 1 FROM run WHERE parent_id = ?1 AND until_revision IS NULL UNION ALL SELECT 1 FROM run_input WHERE run_id = ?1 AND until_revision IS NULL
       UNION ALL SELECT 1 FROM run_output WHERE run_id = ?1 AND until_revision IS NULL LIMIT 1`,
      runId,
    ) !== undefined;
  const before = sql.get<{ until: number | null; firstAt: string | null }>(
    'SELECT until_revision AS until, first_at AS firstAt FROM run WHERE id = ?',
    runId,
  )!;
  if (!named) {
    if (before.until !== null) return;
    sql.run('UPDATE run SET until_revision = ? WHERE id = ?', revision, runId);
    beginAbsence(sql, ABSENT.run, runId, revision);
    session.changes.retired('run', runId);
    return;
  }
  const run = blankRun(runId, jobId);
  for (const event of events) foldRun(run, JSON.parse(event.said) as RunSaid);
  // Whether what it touched was dropped before or after it.
  if (run.firstAt !== before.firstAt) {
    for (const { id } of sql.all<{ id: number }>(DATASETS_OF_RUN, runId)) gone.datasets.add(id);
  }
  const changed = sql.run(RETELL_RUN, ...runValues(run), runId);
  if (before.until !== null) {
    endAbsence(sql, ABSENT.run, runId, revision);
    session.changes.added('run', runId);
  } else if (changed > 0) session.changes.changed('run', runId);
}

function* retellIo(work: Retelling, part: 'input' | 'output'): Iterable<void> {
  const { session, standing, gone } = work;
  const { sql, revision } = session;
  const rows = sql.all<{ runId: number; datasetId: number; importId: number; until: number | null }>(
    `SELECT x.run_id AS runId, x.dataset_id AS datasetId, f.import_id AS importId, x.until_revision AS until
     FROM run_${part} x JOIN source_file f ON f.id = x.file_id
     WHERE f.import_id = ?1 OR (x.run_id, x.dataset_id) IN (SELECT run_id, from_id FROM run_io_part WHERE part = '${part}' AND import_id = ?1)`,
    work.importId,
  );
  for (const [index, row] of rows.entries()) {
    if (index % 1000 === 999) yield;
    gone.datasets.add(row.datasetId);
    const parts = sql
      .all<{ importId: number; value: string; fileId: number; at: string }>(
        `SELECT import_id AS importId, value, file_id AS fileId, at FROM run_io_part
         WHERE part = ? AND run_id = ? AND from_id = ? AND to_id = 0 ORDER BY import_id`,
        part,
        row.runId,
        row.datasetId,
      )
      .filter((one) => standing.stands(one.importId));
    const alone = parts.length === 0 && standing.stands(row.importId) && !hasParts(sql, part, row);
    if (alone || parts.length > 0) {
      if (parts.length > 0) retellRow(sql, part, row, parts);
      const back = sql.run(
        `UPDATE run_${part} SET until_revision = NULL WHERE run_id = ? AND dataset_id = ? AND until_revision IS NOT NULL`,
        row.runId,
        row.datasetId,
      );
      if (back > 0) session.changes.addedOne('io');
    } else if (row.until === null) {
      sql.run(
        `UPDATE run_${part} SET until_revision = ? WHERE run_id = ? AND dataset_id = ?`,
        revision,
        row.runId,
        row.datasetId,
      );
      session.changes.retiredOne('io');
    }
  }
}

function hasParts(sql: Sql, part: string, row: { runId: number; datasetId: number }): boolean {
  return (
    sql.get(
      'SELECT 1 FROM run_io_part WHERE part = ? AND run_id = ? AND from_id = ? LIMIT 1',
      part,
      row.runId,
      row.datasetId,
    ) !== undefined
  );
}

/** The row as the imports that stand tell it. */
function retellRow(
  sql: Sql,
  part: 'input' | 'output',
  row: { readonly runId: number; readonly datasetId: number },
  parts: readonly { readonly value: string; readonly fileId: number; readonly at: string }[],
): void {
  setIo(
    sql,
    part,
    row,
    parts.reduce((state, one) => tell(state, unpack(one.value)), NOTHING_TOLD),
  );
  sql.run(
    `UPDATE run_${part} SET file_id = ?, at = ? WHERE run_id = ? AND dataset_id = ?`,
    parts[0]!.fileId,
    parts[0]!.at,
    row.runId,
    row.datasetId,
  );
}

/** A flow has no file of its own: the revision since which it stands names the import that told of it first. */
function* retellFlows(work: Retelling): Iterable<void> {
  const { session, standing, gone } = work;
  const { sql, revision } = session;
  const rows = sql.all<{
    runId: number;
    fromId: number;
    toId: number;
    first: number | null;
    until: number | null;
  }>(
    `SELECT x.run_id AS runId, x.from_id AS fromId, x.to_id AS toId, b.id AS first, x.until_revision AS until
     FROM run_flow x LEFT JOIN import_batch b ON b.revision = x.since_revision
     WHERE b.id = ?1 OR (x.run_id, x.from_id, x.to_id) IN (SELECT run_id, from_id, to_id FROM run_io_part WHERE part = 'flow' AND import_id = ?1)`,
    work.importId,
  );
  for (const row of rows) {
    const key = [row.runId, row.fromId, row.toId] as const;
    const others = sql
      .all<{ id: number }>(
        `SELECT import_id AS id FROM run_io_part WHERE part = 'flow' AND run_id = ? AND from_id = ? AND to_id = ?`,
        ...key,
      )
      .some((one) => standing.stands(one.id));
    const stands = others || (row.first !== null && standing.stands(row.first));
    if (stands === (row.until === null)) continue;
    gone.datasets.add(row.fromId).add(row.toId);
    sql.run(
      'UPDATE run_flow SET until_revision = ? WHERE run_id = ? AND from_id = ? AND to_id = ?',
      stands ? null : revision,
      ...key,
    );
  }
  yield;
}

/** Results of tests, and the latest one as the test shows it. */
export function retellResults({ session, standing, importId, gone }: Retelling): void {
  const { sql, revision } = session;
  const rows = sql.all<{ id: number; testId: number; first: number; until: number | null }>(
    `SELECT r.id, r.test_id AS testId, f.import_id AS first, r.until_revision AS until FROM test_result r JOIN source_file f ON f.id = r.file_id
     WHERE f.import_id = ?1 OR r.id IN (SELECT record_id FROM also_said WHERE record_type = ${ALSO_SAID.testResult} AND import_id = ?1)`,
    importId,
  );
  for (const row of rows) {
    const stands =
      standing.stands(row.first) || repeated(sql, standing, ALSO_SAID.testResult, row.id).length > 0;
    if (stands === (row.until === null)) continue;
    sql.run('UPDATE test_result SET until_revision = ? WHERE id = ?', stands ? null : revision, row.id);
    if (stands) {
      endAbsence(sql, ABSENT.testResult, row.id, revision);
      session.changes.addedOne('test_result');
    } else {
      beginAbsence(sql, ABSENT.testResult, row.id, revision);
      session.changes.retiredOne('test_result');
    }
  }
  for (const testId of new Set(rows.map((row) => row.testId))) {
    touch(session, 'test', testId, gone);
    sql.run(
      `UPDATE test SET (status, status_at, failures, message) = (SELECT status, at, failures, message FROM test_result
         WHERE test_id = ?1 AND until_revision IS NULL ORDER BY at DESC, id DESC LIMIT 1) WHERE id = ?1`,
      testId,
    );
  }
}

export function retellFigures({ session, standing, importId, gone }: Retelling): void {
  const { sql, revision } = session;
  const rows = sql.all<{
    id: number;
    datasetId: number;
    columnId: number;
    value: number;
    first: number;
    until: number | null;
  }>(
    `SELECT m.id, m.dataset_id AS datasetId, m.column_id AS columnId, m.value, f.import_id AS first, m.until_revision AS until FROM metric m JOIN source_file f ON f.id = m.file_id
     WHERE f.import_id = ?1 OR m.id IN (SELECT record_id FROM also_said WHERE record_type = ${ALSO_SAID.metric} AND import_id = ?1)`,
    importId,
  );
  for (const row of rows) {
    gone.datasets.add(row.datasetId);
    if (row.columnId !== 0) gone.columns.add(row.columnId);
    const others = repeated(sql, standing, ALSO_SAID.metric, row.id);
    const latest = others.at(-1);
    const stands = standing.stands(row.first) || latest !== undefined;
    const value = latest?.value ? (JSON.parse(latest.value) as number) : row.value;
    if (stands === (row.until === null) && (!stands || value === row.value)) continue;
    sql.run(
      'UPDATE metric SET value = ?, until_revision = ? WHERE id = ?',
      value,
      stands ? null : revision,
      row.id,
    );
    session.changes[stands ? 'addedOne' : 'retiredOne']('metric');
  }
}

/** Standing imports that said it beside the first, in their order. */
function repeated(sql: Sql, standing: StandingImports, type: number, id: number) {
  return sql
    .all<{ id: number; value: string | null }>(
      'SELECT import_id AS id, value FROM also_said WHERE record_type = ? AND record_id = ? ORDER BY import_id',
      type,
      id,
    )
    .filter((one) => standing.stands(one.id));
}
