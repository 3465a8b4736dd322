/**
 * What each import told of one input, output or flow of a run, where several did: kept apart, so that one
 * of them can be taken back.
 */
import type { Evidence } from '../../model/facts.ts';
import type { WriterSession } from './session.ts';

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

/** The value of a row of `run_io_part`; {@link unpack} reads it. */
export function packIo(state: IoState): string {
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

/** To be called before the row of the flow changes. */
export function noteFlowPart(
  session: WriterSession,
  { runId, fromId, toId }: { readonly runId: number; readonly fromId: number; readonly toId: number },
  evidence: Evidence,
): void {
  const { sql } = session;
  if (sql.isFresh('run', runId)) return;
  const row = sql.get<{ since: number; until: number | null; importId: number | null }>(
    `SELECT x.since_revision AS since, x.until_revision AS until, b.id AS importId
     FROM run_flow x LEFT JOIN import_batch b ON b.revision = x.since_revision WHERE run_id = ? AND from_id = ? AND to_id = ?`,
    runId,
    fromId,
    toId,
  );
  if (!row || row.since === session.revision) return;
  const place = { fileId: session.book.fileId(evidence), at: evidence.at };
  const insert = (importId: number): number =>
    sql.run(
      `INSERT OR IGNORE INTO run_io_part (part, run_id, from_id, to_id, import_id, value, file_id, at)
       VALUES ('flow', ?, ?, ?, ?, ?, ?, ?)`,
      runId,
      fromId,
      toId,
      importId,
      NO_FIGURES,
      place.fileId,
      place.at,
    );
  // A flow has no file of its own, so that of an import that was taken back is not known: any will do.
  if (row.until !== null && row.importId !== null) insert(row.importId);
  insert(session.importId);
}

const NO_FIGURES = packIo(NOTHING_TOLD);
