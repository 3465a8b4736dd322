/** Whether a source was imported before. */
import type { Sql } from '../store/writer/sql.ts';
import type { Candidate } from './recognise.ts';

/** True when every file that is read was imported before, byte for byte, and that import still counts. */
export function filesKnown(sql: Sql, candidates: readonly Candidate[]): boolean {
  return candidates.every(
    (one) =>
      !one.importer ||
      sql.get(
        'SELECT 1 FROM source_file f JOIN import_batch b ON b.id = f.import_id WHERE f.sha256 = ? AND b.undone_in IS NULL LIMIT 1',
        one.sha256,
      ) !== undefined,
  );
}

/** Whether nothing but events of runs, jobs and datasets is read. */
export function onlyEvents(candidates: readonly Candidate[]): boolean {
  return candidates.every(({ importer }) => !importer || importer.kind === 'openlineage');
}
