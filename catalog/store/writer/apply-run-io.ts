/**
 * What a run read and wrote, how much, and in which version.
 *
 * Volumes and version are facets: each replaces what an earlier event of the run said, wholly, in
 * whatever order the events arrive.
 */
import type { Evidence, RunIoFact } from '../../model/facts.ts';
import { sameIo, type RunIo } from './run-io-rows.ts';
import { noteIoPart, tell, type IoState } from './run-parts.ts';
import type { WriterSession } from './session.ts';
import type { Sql } from './sql.ts';

export function applyRunIo(session: WriterSession, fact: RunIoFact): void {
  const run = session.run(fact.run, fact.evidence);
  const dataset = session.identities.dataset(fact.dataset);
  const part = fact.type === 'run-input' ? 'input' : 'output';
  const said = ioSaid(session, dataset.id, fact);
  const io = { part, runId: run.id, datasetId: dataset.id } as const;
  const place = { fileId: session.book.fileId(fact.evidence), at: fact.evidence.at };
  const told = session.runIo.say(io, said, place);
  if (told === 'written') sayToTable(session, io, said, fact.evidence);
  else if (told === 'new') noteNew(session, run.id);
  else if (told === 'changed') session.changes.changed('run', run.id);
}

function noteNew(session: WriterSession, runId: number): void {
  session.changes.addedOne('io');
  session.touched.runs.add(runId);
}

/** The run was known, or there are so many that this one was written. */
function sayToTable(session: WriterSession, io: RunIo, said: IoState, evidence: Evidence): void {
  const { part, runId, datasetId } = io;
  noteIoPart(session, part, io, evidence, said);
  const added = session.sql.run(
    `INSERT INTO run_${part} (run_id, dataset_id, version_id, row_count, byte_count, file_count, file_id, at,
       figures_at, version_at, since_revision, seen, seen_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)
     ON CONFLICT DO UPDATE SET version_id = ?3, row_count = ?4, byte_count = ?5, file_count = ?6, file_id = ?7, at = ?8,
       figures_at = ?9, version_at = ?10, since_revision = ?11, seen = ?12, seen_at = ?13, until_revision = NULL WHERE until_revision IS NOT NULL`,
    runId,
    datasetId,
    said.version,
    said.rows,
    said.bytes,
    said.files,
    session.book.fileId(evidence),
    evidence.at,
    said.figuresAt,
    said.versionAt,
    session.revision,
    said.seen,
    said.seenAt,
  );
  if (added === 1) return noteNew(session, runId);
  if (said.version === null && said.seen === null && !isMeasured(said)) return;
  if (tellRow(session, part, io, said)) session.changes.changed('run', runId);
}

function ioSaid(session: WriterSession, datasetId: number, fact: RunIoFact): IoState {
  const version = fact.version === undefined ? null : session.datasetVersion(datasetId, fact.version);
  const figures = { rows: whole(fact.rowCount), bytes: whole(fact.byteCount), files: whole(fact.fileCount) };
  const at = fact.statedAt ?? null;
  const seen = fact.seen === undefined ? null : session.seenContent.digestOf(fact.seen);
  return {
    version,
    ...figures,
    figuresAt: isMeasured(figures) ? at : null,
    versionAt: version === null ? null : at,
    seen,
    seenAt: seen === null ? null : at,
  };
}

function isMeasured({ rows, bytes, files }: Pick<IoState, 'rows' | 'bytes' | 'files'>): boolean {
  return rows !== null || bytes !== null || files !== null;
}

/** True when that changed what the row shows, or when it was told. */
function tellRow(
  { sql }: WriterSession,
  part: 'input' | 'output',
  { runId, datasetId }: { readonly runId: number; readonly datasetId: number },
  said: IoState,
): boolean {
  const before = sql.get<IoState>(
    `SELECT version_id AS version, row_count AS rows, byte_count AS bytes, file_count AS files,
            figures_at AS figuresAt, version_at AS versionAt, seen, seen_at AS seenAt FROM run_${part} WHERE run_id = ? AND dataset_id = ?`,
    runId,
    datasetId,
  );
  if (!before) return false;
  const after = tell(before, said);
  if (sameIo(before, after)) return false;
  setIo(sql, part, { runId, datasetId }, after);
  return true;
}

export function setIo(
  sql: Sql,
  part: 'input' | 'output',
  { runId, datasetId }: { readonly runId: number; readonly datasetId: number },
  { version, rows, bytes, files, figuresAt, versionAt, seen, seenAt }: IoState,
): void {
  sql.run(
    `UPDATE run_${part} SET version_id = ?, row_count = ?, byte_count = ?, file_count = ?, figures_at = ?, version_at = ?,
       seen = ?, seen_at = ? WHERE run_id = ? AND dataset_id = ?`,
    version,
    rows,
    bytes,
    files,
    figuresAt,
    versionAt,
    seen,
    seenAt,
    runId,
    datasetId,
  );
}

/** Counts are integers; anything else a source writes is not a count. */
function whole(value: number | undefined): number | null {
  return value !== undefined && Number.isSafeInteger(value) && value >= 0 ? value : null;
}
