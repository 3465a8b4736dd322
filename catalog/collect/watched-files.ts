/** How far each file of the watched folder was read; kept in the inbox, in step with its events. */
import type { Database } from 'better-sqlite3';

export interface Progress {
  /** Device and inode: a file keeps them when it is renamed. */
  readonly identity: string;
  /** Relative to the folder, `/` as separator. */
  readonly path: string;
  /** Bytes read. */
  readonly readTo: number;
  /** Lines read. */
  readonly lines: number;
  /** Its first bytes, by which a file that was written anew is told. */
  readonly headBytes: number;
  readonly headSha256: string;
  /** 1: it was read into a line that is left out, up to whose end the rest belongs to it; otherwise 0. */
  readonly skipping: 0 | 1;
}

export function loadProgress(db: Database): Map<string, Progress> {
  const rows = db
    .prepare<[], Progress>(
      'SELECT identity, path, read_to AS readTo, lines, head_bytes AS headBytes, head_sha256 AS headSha256, skipping FROM watched_file',
    )
    .all();
  return new Map(rows.map((row) => [row.identity, row]));
}

export function storeProgress(db: Database, progress: Progress): void {
  db.prepare(
    `INSERT INTO watched_file (identity, path, read_to, lines, head_bytes, head_sha256, skipping)
     VALUES (@identity, @path, @readTo, @lines, @headBytes, @headSha256, @skipping)
     ON CONFLICT (identity) DO UPDATE SET path = excluded.path, read_to = excluded.read_to, lines = excluded.lines,
       head_bytes = excluded.head_bytes, head_sha256 = excluded.head_sha256, skipping = excluded.skipping`,
  ).run(progress);
}

export function forgetProgress(db: Database, identity: string): void {
  db.prepare('DELETE FROM watched_file WHERE identity = ?').run(identity);
}
