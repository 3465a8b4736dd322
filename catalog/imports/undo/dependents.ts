/**
 * What belongs to a dataset or a job falls with it and comes back with it, when an import is taken back or counted again.
 */
import { RECORD_TYPES } from '../../store/record-types.ts';
import { dependentsOfDataset, dependentsOfJob, type Dependent } from '../../store/writer/dependents.ts';
import type { WriterSession } from '../../store/writer/session.ts';
import type { Pictures, StatementRow } from './pictures.ts';

/** By record type: the records of which statements were closed or opened. */
export type TouchedRecords = Map<number, Set<number>>;

/** Sources of datasets, and jobs, that a picture is silent about; with the revision of that picture. */
export interface Fell {
  readonly sources: Map<number, number>;
  readonly jobs: Map<number, number>;
  /** Those that are described again. */
  readonly rose: StatementRow[];
}

/** The record is made up again. */
export function noteTouched(touched: TouchedRecords, type: number, id: number): void {
  const ids = touched.get(type);
  if (ids) ids.add(id);
  else touched.set(type, new Set([id]));
}

/** What was said of a dataset or job before the picture that is silent about it falls with it. */
export function closeDependents(
  session: WriterSession,
  pictures: Pictures,
  touched: TouchedRecords,
  fell: Fell,
): void {
  const { sql } = session;
  for (const [sourceId, at] of fell.sources) {
    const dataset = sql.get<{ id: number }>(
      `SELECT d.id FROM dataset_source s JOIN dataset d ON d.id = s.dataset_id
       WHERE s.id = ? AND d.until_revision IS NOT NULL AND d.referenced_only = 0`,
      sourceId,
    );
    if (dataset) closeSaidBefore(session, pictures, touched, dependentsOfDataset(sql, dataset.id), at);
  }
  for (const [jobId, at] of fell.jobs) {
    const job = sql.get(
      'SELECT 1 FROM job WHERE id = ? AND until_revision IS NOT NULL AND referenced_only = 0',
      jobId,
    );
    if (job) closeSaidBefore(session, pictures, touched, dependentsOfJob(sql, jobId), at);
  }
}

function closeSaidBefore(
  { sql, revision }: WriterSession,
  pictures: Pictures,
  touched: TouchedRecords,
  dependents: readonly Dependent[],
  at: number,
): void {
  for (const { type, id } of dependents) {
    const code = RECORD_TYPES[type];
    for (const { id: statementId, scopeId } of sql.all<{ id: number; scopeId: number }>(
      'SELECT id, scope_id AS scopeId FROM statement WHERE record_type = ? AND record_id = ? AND until_revision IS NULL',
      code,
      id,
    )) {
      const [difference] = pictures.ofRecords(scopeId, [{ type: code, recordId: id }]);
      if (difference && pictures.revisionOf(difference.by) >= at) continue;
      sql.run('UPDATE statement SET until_revision = ? WHERE id = ?', revision, statementId);
      noteTouched(touched, code, id);
    }
  }
}

/**
 * What fell with a dataset or job that was retired comes back with it, unless its own scope was drawn
 * anew since and is silent about it.
 */
export function reopenDependents(
  session: WriterSession,
  pictures: Pictures,
  touched: TouchedRecords,
  revisions: readonly number[],
): void {
  const { sql, revision } = session;
  const closed = sql.all<StatementRow>(
    `SELECT s.id, s.record_type AS type, s.record_id AS recordId, s.scope_id AS scopeId, s.value, s.file_id AS fileId, s.at,
            s.last_file_id AS lastFileId, s.last_at AS lastAt, s.since_revision AS since, s.until_revision AS until
     FROM statement s WHERE s.until_revision IN (SELECT value FROM json_each(?))`,
    JSON.stringify(revisions),
  );
  for (const row of closed) {
    if (touched.get(row.type)?.has(row.recordId)) continue;
    const stated = sql.get(
      'SELECT 1 FROM statement WHERE record_type = ? AND record_id = ? AND scope_id = ? AND until_revision IS NULL',
      row.type,
      row.recordId,
      row.scopeId,
    );
    if (stated) continue;
    const [difference] = pictures.ofRecords(row.scopeId, [row]);
    if (!difference?.wanted || difference.wanted.id !== row.id) continue;
    if (pictures.fellWithOwner(row, difference.by)) continue;
    pictures.reopen(row, difference.by, revision);
    noteTouched(touched, row.type, row.recordId);
  }
}

/** What fell with what is described again, in whatever revision it fell. */
export function reopenSaidOf(
  { sql, revision }: WriterSession,
  pictures: Pictures,
  touched: TouchedRecords,
  rose: readonly StatementRow[],
): void {
  for (const { type, recordId } of rose) {
    const dataset =
      type === RECORD_TYPES.source &&
      sql.get<{ id: number }>('SELECT dataset_id AS id FROM dataset_source WHERE id = ?', recordId);
    const dependents = dataset ? dependentsOfDataset(sql, dataset.id) : dependentsOfJob(sql, recordId);
    for (const one of dependents) {
      const code = RECORD_TYPES[one.type];
      const scopes = sql.all<{ id: number }>(
        'SELECT DISTINCT scope_id AS id FROM statement WHERE record_type = ? AND record_id = ?',
        code,
        one.id,
      );
      for (const { id } of scopes) {
        const [difference] = pictures.ofRecords(id, [{ type: code, recordId: one.id }]);
        if (!difference?.wanted || difference.now || pictures.fellWithOwner(difference.wanted, difference.by))
          continue;
        pictures.reopen(difference.wanted, difference.by, revision);
        noteTouched(touched, code, one.id);
      }
    }
  }
}
