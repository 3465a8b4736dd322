/** The evidence for an edge in sentences: which file says so and where, in how many runs it was seen. */
import type { Card } from '../browse/cards.ts';
import { holdsAt } from '../browse/in-force.ts';
import type { Catalog } from '../catalog.ts';
import { RECORD_TYPES } from '../store/record-types.ts';
import type { JobRow } from './edge-jobs.ts';
import { boundTo, runPartHolds } from '../past/moment.ts';
import { runsThen } from '../past/runs.ts';

const EVIDENCE_SHOWN = 20;

/** SQL: the file in which statement `s` was read last by the revision; in between, only the first one is known. */
const LAST_THEN = `CASE WHEN EXISTS (SELECT 1 FROM source_file l JOIN import_batch b ON b.id = l.import_id
  WHERE l.id = s.last_file_id AND b.revision <= @revision) THEN s.last_file_id ELSE s.file_id END`;

/** SQL: the job and those that are shown under it; 0: without a job. */
export const JOBS =
  '(SELECT id FROM job WHERE id = @job OR canonical_id = @job UNION SELECT 0 WHERE @job = 0)';

/** "declared in manifest.json, model.shop.orders"; "observed in 14 runs, last on …". */
export function evidenceLines(catalog: Catalog, row: JobRow, from: Card, to: Card): string[] {
  const { moment } = catalog;
  if (row.basis === 'observed') {
    const times = row.runs === 1 ? 'one run' : `${row.runs} runs`;
    const { table, bind } = runsThen(catalog);
    const file = catalog.store.reader
      .prepare<[object], { path: string; at: string }>(
        `SELECT f.path, o.at FROM ${table} r JOIN run_output o ON o.run_id = r.id AND ${runPartHolds(moment, 'o')} JOIN source_file f ON f.id = o.file_id
         WHERE r.job_id IN ${JOBS} AND o.dataset_id IN (SELECT value FROM json_each(@to)) ORDER BY COALESCE(r.ended_at, r.started_at) DESC, r.id DESC LIMIT 1`,
      )
      .get({ ...bind, job: row.jobId, to: JSON.stringify(to.members) });
    return [
      `Observed in ${times}${row.lastSeen ? `, last on ${row.lastSeen}` : ''}.`,
      ...(file ? [`Last read in ${file.path}, ${file.at}.`] : []),
    ];
  }
  const statements = catalog.store.reader
    .prepare<[object], { path: string; at: string; sha256: string; importer: string }>(
      `SELECT DISTINCT f.path, CASE f.id WHEN s.last_file_id THEN s.last_at ELSE s.at END AS at, f.sha256, c.importer
       FROM statement s JOIN scope c ON c.id = s.scope_id JOIN source_file f ON f.id = ${moment ? LAST_THEN : 's.last_file_id'}
       WHERE ${moment ? holdsAt('s') : 's.until_revision IS NULL'} AND (
         (s.record_type = ${RECORD_TYPES.jobInput} AND s.record_id IN (SELECT id FROM job_input WHERE job_id IN ${JOBS} AND dataset_id IN (SELECT value FROM json_each(@from))))
         OR (s.record_type = ${RECORD_TYPES.jobOutput} AND s.record_id IN (SELECT id FROM job_output WHERE job_id IN ${JOBS} AND dataset_id IN (SELECT value FROM json_each(@to))))
         OR (s.record_type = ${RECORD_TYPES.jobFlow} AND s.record_id IN (SELECT id FROM job_flow WHERE job_id IN ${JOBS} AND from_id IN (SELECT value FROM json_each(@from)) AND to_id IN (SELECT value FROM json_each(@to)))))
       ORDER BY f.path, 2 LIMIT ${EVIDENCE_SHOWN}`,
    )
    .all({
      ...boundTo(moment),
      job: row.jobId,
      from: JSON.stringify(from.members),
      to: JSON.stringify(to.members),
    });
  return statements.map(
    (one) => `Declared by ${one.importer} in ${one.path}, ${one.at} (SHA-256 ${one.sha256.slice(0, 12)}…).`,
  );
}
