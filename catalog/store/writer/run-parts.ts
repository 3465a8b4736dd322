/**
 * What each import told of one input, output or flow of a run, where several did: kept apart, so that one
 * of them can be taken back.
 */
import type { Evidence } from '../../model/facts.ts';
import type { WriterSession } from './session.ts';
import type { Sql } from './sql.ts';

/** Version, volumes and looks of an input or output, and the place in order of the events that told them. */
export interface IoState {
  readonly version: number | null;
  readonly rows: number | null;
  readonly bytes: number | null;
  readonly files: number | null;
  readonly figuresAt: string | null;
  readonly versionAt: string | null;
  /** Digest of how the dataset looked. */
  readonly seen: string | null;
  readonly seenAt: string | null;
}

export const NOTHING_TOLD: IoState = {
  version: null,
  rows: null,
  bytes: null,
  files: null,
  figuresAt: null,
  versionAt: null,
  seen: null,
  seenAt: null,
};

/**
 * What is known after something more was told. Volumes and version are facets: a later one replaces an
 * earlier one wholly. A source without times adds to what is known.
 */
export function tell(before: IoState, said: IoState): IoState {
  return {
    ...before,
    ...figuresAfter(before, said),
    ...versionAfter(before, said),
    ...seenAfter(before, said),
  };
}

function figuresAfter(before: IoState, said: IoState): Partial<IoState> {
  const { rows, bytes, files, figuresAt } = said;
  if (rows === null && bytes === null && files === null) return {};
  if (figuresAt !== null) {
    const later = before.figuresAt === null || before.figuresAt <= figuresAt;
    return later ? { rows, bytes, files, figuresAt } : {};
  }
  if (before.figuresAt !== null) return {};
  return { rows: rows ?? before.rows, bytes: bytes ?? before.bytes, files: files ?? before.files };
}

function versionAfter(before: IoState, { version, versionAt }: IoState): Partial<IoState> {
  if (version === null) return {};
  const later = before.versionAt === null || (versionAt !== null && before.versionAt <= versionAt);
  return later ? { version, versionAt: versionAt ?? before.versionAt } : {};
}

function seenAfter(before: IoState, { seen, seenAt }: IoState): Partial<IoState> {
  if (seen === null) return {};
  const later = before.seenAt === null || (seenAt !== null && before.seenAt <= seenAt);
  return later ? { seen, seenAt: seenAt ?? before.seenAt } : {};
}

type Packed = readonly [
  version: number | null,
  rows: number | null,
  bytes: number | null,
  files: number | null,
  figuresAt: string | null,
  versionAt: string | null,
  seen: string | null,
  seenAt: string | null,
];

function pack(state: IoState): string {
  const { version, rows, bytes, files, figuresAt, versionAt, seen, seenAt } = state;
  const packed: Packed = [version, rows, bytes, files, figuresAt, versionAt, seen, seenAt];
  return JSON.stringify(packed);
}

/** `text`: the value of a row of `run_io_part`. */
export function unpack(text: string): IoState {
  const told = JSON.parse(text) as Partial<Packed>;
  const [version = null, rows = null, bytes = null, files = null, figuresAt = null, versionAt = null] = told;
  const [seen = null, seenAt = null] = told.slice(6) as (string | null)[];
  return { version, rows, bytes, files, figuresAt, versionAt, seen, seenAt };
}

interface Part {
  readonly part: 'input' | 'output' | 'flow';
  readonly runId: number;
  readonly fromId: number;
  readonly toId: number;
}

/** To be called before the row of the input or output changes: what it holds is what was told before. */
export function noteIoPart(
  session: WriterSession,
  part: 'input' | 'output',
  { runId, datasetId }: { readonly runId: number; readonly datasetId: number },
  evidence: Evidence,
  said: IoState,
): void {
  const { sql } = session;
  // No other import can have told of it.
  if (sql.isFresh('run', runId)) return;
  const key: Part = { part, runId, fromId: datasetId, toId: 0 };
  const row = sql.get<IoState & { since: number; fileId: number; at: string; importId: number }>(
    `SELECT x.since_revision AS since, version_id AS version, row_count AS rows, byte_count AS bytes, file_count AS files,
            figures_at AS figuresAt, version_at AS versionAt, seen, seen_at AS seenAt, file_id AS fileId, at,
            f.import_id AS importId
     FROM run_${part} x JOIN source_file f ON f.id = x.file_id WHERE run_id = ? AND dataset_id = ?`,
    runId,
    datasetId,
  );
  if (!row || row.since === session.revision) return;
  const hasParts = sql.get(
    'SELECT 1 FROM run_io_part WHERE part = ? AND run_id = ? AND from_id = ? AND to_id = 0 LIMIT 1',
    part,
    runId,
    datasetId,
  );
  if (!hasParts) insertPart(sql, key, row.importId, row, row);
  insertPart(sql, key, session.importId, said, {
    fileId: session.book.fileId(evidence),
    at: evidence.at,
  });
}

/** A flow that was known before. */
export function noteFlowPart(
  session: WriterSession,
  { runId, fromId, toId }: { readonly runId: number; readonly fromId: number; readonly toId: number },
  evidence: Evidence,
): void {
  const { sql } = session;
  if (sql.isFresh('run', runId)) return;
  const row = sql.get<{ since: number }>(
    'SELECT since_revision AS since FROM run_flow WHERE run_id = ? AND from_id = ? AND to_id = ?',
    runId,
    fromId,
    toId,
  );
  if (!row || row.since === session.revision) return;
  insertPart(sql, { part: 'flow', runId, fromId, toId }, session.importId, NOTHING_TOLD, {
    fileId: session.book.fileId(evidence),
    at: evidence.at,
  });
}

function insertPart(
  sql: Sql,
  { part, runId, fromId, toId }: Part,
  importId: number,
  said: IoState,
  place: { readonly fileId: number; readonly at: string },
): void {
  const known = sql.get<{ value: string }>(
    'SELECT value FROM run_io_part WHERE part = ? AND run_id = ? AND from_id = ? AND to_id = ? AND import_id = ?',
    part,
    runId,
    fromId,
    toId,
    importId,
  );
  if (known) {
    const value = pack(tell(unpack(known.value), said));
    if (value === known.value) return;
    sql.run(
      'UPDATE run_io_part SET value = ? WHERE part = ? AND run_id = ? AND from_id = ? AND to_id = ? AND import_id = ?',
      value,
      part,
      runId,
      fromId,
      toId,
      importId,
    );
    return;
  }
  sql.run(
    'INSERT INTO run_io_part (part, run_id, from_id, to_id, import_id, value, file_id, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
    part,
    runId,
    fromId,
    toId,
    importId,
    pack(said),
    place.fileId,
    place.at,
  );
}
