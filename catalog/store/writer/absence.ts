/** Records that nobody knows of, since the imports that did were taken back: when that began, when it ended. */
import type { Sql } from './sql.ts';

/** Codes of `absence.record_type`. */
export const ABSENT = { dataset: 100, testResult: 101, run: 103 } as const;

/** Nobody knows the record any more: every import that did was taken back. */
export function beginAbsence(sql: Sql, type: number, id: number, revision: number): void {
  sql.run(
    'INSERT OR IGNORE INTO absence (record_type, record_id, since_revision) VALUES (?, ?, ?)',
    type,
    id,
    revision,
  );
}

/** The record is known again. */
export function endAbsence(sql: Sql, type: number, id: number, revision: number): void {
  sql.run(
    'UPDATE absence SET until_revision = ? WHERE record_type = ? AND record_id = ? AND until_revision IS NULL',
    revision,
    type,
    id,
  );
}

/** Takes a dataset that was absent back into the catalog, with the names that were found for it. */
export function reappear(sql: Sql, datasetId: number, revision: number): void {
  sql.run('UPDATE dataset SET until_revision = NULL WHERE id = ?', datasetId);
  endAbsence(sql, ABSENT.dataset, datasetId, revision);
  setFoundNames(sql, datasetId, null);
}

/**
 * Ends the names that were only found to be like those of a dataset; or begins again those that are not
 * found anew whenever identities are joined.
 */
export function setFoundNames(sql: Sql, datasetId: number, until: number | null): void {
  for (const condition of [
    'dataset_id = ?1',
    '(namespace, name) IN (SELECT namespace, name FROM dataset WHERE id = ?1)',
  ]) {
    sql.run(
      `UPDATE alias SET until_revision = ?2 WHERE ${condition} AND origin = 'headwater' AND (until_revision IS NULL) = (?2 IS NOT NULL)
         AND (?2 IS NOT NULL OR basis = 'rename')`,
      datasetId,
      until,
    );
  }
}
