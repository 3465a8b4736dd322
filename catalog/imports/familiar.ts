/** Whether a source was imported before. */
import type { Database } from 'better-sqlite3';
import type { Sql } from '../store/writer/sql.ts';
import type { Candidate } from './recognise.ts';

/**
 * Whether an earlier import, or another file of this one, may hold the same bytes: whether it has as many. The digests
 * of such files must be known before they are read.
 */
export function mayBeKnown(db: Database, { file, digest }: Candidate, all: readonly Candidate[]): boolean {
  if (digest.known !== null) return true;
  if (all.some((other) => other.digest !== digest && other.file.size === file.size)) return true;
  return db.prepare('SELECT 1 FROM source_file WHERE bytes = ? LIMIT 1').get(file.size) !== undefined;
}

/**
 * True when every file that is read was imported before, byte for byte, and that import still counts. A file whose
 * digest was not taken yet is none of them ({@link mayBeKnown}).
 */
export function filesKnown(sql: Sql, candidates: readonly Candidate[]): boolean {
  return candidates.every(
    (one) =>
      !one.importer ||
      (one.digest.known !== null &&
        sql.get(
          'SELECT 1 FROM source_file f JOIN import_batch b ON b.id = f.import_id WHERE f.sha256 = ? AND b.undone_in IS NULL LIMIT 1',
          one.digest.known,
        ) !== undefined),
  );
}

/** Whether nothing but events of runs, jobs and datasets is read. */
export function onlyEvents(candidates: readonly Candidate[]): boolean {
  return candidates.every(({ importer }) => !importer || importer.kind === 'openlineage');
}
