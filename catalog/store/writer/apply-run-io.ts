/**
 * What a run read and wrote, how much, and in which version.
 *
 * Volumes and version are facets: each replaces what an earlier event of the run said, wholly, in
 * whatever order the events arrive.
 */
import type { RunIoFact } from '../../model/facts.ts';
import type { WriterSession } from './session.ts';

interface Figures {
  readonly rows: number | null;
  readonly bytes: number | null;
  readonly files: number | null;
}

export function applyRunIo(session: WriterSession, fact: RunIoFact): void {
  const run = session.run(fact.run, fact.evidence);
  const dataset = session.identities.dataset(fact.dataset);
  const table = fact.type === 'run-input' ? 'run_input' : 'run_output';
  const versionId = fact.version === undefined ? null : session.datasetVersion(dataset.id, fact.version);
  const figures: Figures = {
    rows: whole(fact.rowCount),
    bytes: whole(fact.byteCount),
    files: whole(fact.fileCount),
  };
  const measured = figures.rows !== null || figures.bytes !== null || figures.files !== null;
  const at = fact.statedAt ?? null;
  const added = session.sql.run(
    `INSERT OR IGNORE INTO ${table} (run_id, dataset_id, version_id, row_count, byte_count, file_count, file_id, at,
       figures_at, version_at, since_revision) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    run.id,
    dataset.id,
    versionId,
    figures.rows,
    figures.bytes,
    figures.files,
    session.book.fileId(fact.evidence),
    fact.evidence.at,
    measured ? at : null,
    versionId === null ? null : at,
    session.revision,
  );
  if (added === 1) {
    session.changes.addedOne('io');
    session.touched.runs.add(run.id);
    return;
  }
  const place = { table, runId: run.id, datasetId: dataset.id, at };
  const told = measured && tellFigures(session, place, figures);
  const named = versionId !== null && tellVersion(session, place, versionId);
  if (told || named) session.changes.changed('run', run.id);
}

interface Place {
  readonly table: string;
  readonly runId: number;
  readonly datasetId: number;
  readonly at: string | null;
}

/** A source without times adds to what is known; one with times replaces what it told before. */
function tellFigures(
  { sql }: WriterSession,
  { table, runId, datasetId, at }: Place,
  figures: Figures,
): boolean {
  const changed = sql.run(
    `UPDATE ${table} SET row_count = ?3, byte_count = ?4, file_count = ?5, figures_at = ?6
     WHERE run_id = ?1 AND dataset_id = ?2 AND ?6 IS NOT NULL AND (figures_at IS NULL OR figures_at <= ?6)
       AND (row_count IS NOT ?3 OR byte_count IS NOT ?4 OR file_count IS NOT ?5 OR figures_at IS NOT ?6)`,
    runId,
    datasetId,
    figures.rows,
    figures.bytes,
    figures.files,
    at,
  );
  if (at !== null) return changed === 1;
  const added = sql.run(
    `UPDATE ${table} SET row_count = COALESCE(?3, row_count), byte_count = COALESCE(?4, byte_count),
            file_count = COALESCE(?5, file_count)
     WHERE run_id = ?1 AND dataset_id = ?2 AND figures_at IS NULL
       AND (row_count IS NOT COALESCE(?3, row_count) OR byte_count IS NOT COALESCE(?4, byte_count)
         OR file_count IS NOT COALESCE(?5, file_count))`,
    runId,
    datasetId,
    figures.rows,
    figures.bytes,
    figures.files,
  );
  return added === 1;
}

function tellVersion(
  { sql }: WriterSession,
  { table, runId, datasetId, at }: Place,
  version: number,
): boolean {
  const changed = sql.run(
    `UPDATE ${table} SET version_id = ?3, version_at = COALESCE(?4, version_at)
     WHERE run_id = ?1 AND dataset_id = ?2 AND (version_at IS NULL OR version_at <= ?4)
       AND (version_id IS NOT ?3 OR version_at IS NOT COALESCE(?4, version_at))`,
    runId,
    datasetId,
    version,
    at,
  );
  return changed === 1;
}

/** Counts are integers; anything else a source writes is not a count. */
function whole(value: number | undefined): number | null {
  return value !== undefined && Number.isSafeInteger(value) && value >= 0 ? value : null;
}
