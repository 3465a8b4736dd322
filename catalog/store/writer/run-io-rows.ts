/**
 * Inputs and outputs of runs that an import made: what its events tell of each is put together here, and
 * written many at a time.
 */
import { IdSet } from './id-set.ts';
import type { RowBuffer } from './row-buffer.ts';
import { NOTHING_TOLD, tell, type IoState } from './run-parts.ts';
import type { Sql } from './sql.ts';

/** A run that reads or writes a dataset. */
export interface RunIo {
  readonly part: 'input' | 'output';
  readonly runId: number;
  readonly datasetId: number;
}

interface Row extends RunIo {
  state: IoState;
  /** Where it was first read. */
  readonly fileId: number;
  readonly at: string;
}

const COLUMNS = [
  'run_id',
  'dataset_id',
  'version_id',
  'row_count',
  'byte_count',
  'file_count',
  'file_id',
  'at',
  'figures_at',
  'version_at',
  'since_revision',
  'seen',
  'seen_at',
];
const MAX_WAITING = 16_000;
/** Where they are too many, this share of them, those met first, is written: nobody waits for all of them. */
const SHARE = 1 / 16;

export class RunIoRows {
  readonly #sql: Sql;
  readonly #revision: number;
  readonly #maxWaiting: number;
  readonly #tables: Readonly<Record<RunIo['part'], RowBuffer>>;
  readonly #waiting = new Map<string, Row>();
  /** Runs of which rows were written. */
  readonly #written = new IdSet();

  constructor(sql: Sql, revision: number, maxWaiting = MAX_WAITING) {
    this.#sql = sql;
    this.#revision = revision;
    this.#maxWaiting = maxWaiting;
    this.#tables = {
      input: sql.rows('run_input', COLUMNS),
      output: sql.rows('run_output', COLUMNS),
    };
  }

  /**
   * Takes what was said. `written`: not taken, since only the table can tell what is known of it.
   */
  say(
    { part, runId, datasetId }: RunIo,
    said: IoState,
    place: { readonly fileId: number; readonly at: string },
  ): 'new' | 'changed' | 'same' | 'written' {
    if (!this.#sql.isFresh('run', runId)) return 'written';
    const key = `${part}${runId} ${datasetId}`;
    const row = this.#waiting.get(key);
    if (!row) {
      if (this.#written.has(runId)) return 'written';
      if (this.#waiting.size >= this.#maxWaiting) this.#write(Math.ceil(this.#maxWaiting * SHARE));
      // It may have been among them.
      if (this.#written.has(runId)) return 'written';
      this.#waiting.set(key, { part, runId, datasetId, state: said, ...place });
      return 'new';
    }
    const after = tell(row.state, said);
    if (sameIo(row.state, after)) return 'same';
    row.state = after;
    return 'changed';
  }

  /** Writes what waits. Due before anybody reads the tables. */
  flush(): void {
    this.#write(this.#waiting.size);
  }

  #write(count: number): void {
    let left = count;
    for (const [key, { part, runId, datasetId, state, fileId, at }] of this.#waiting) {
      if (left-- === 0) break;
      this.#waiting.delete(key);
      this.#tables[part].add(
        runId,
        datasetId,
        state.version,
        state.rows,
        state.bytes,
        state.files,
        fileId,
        at,
        state.figuresAt,
        state.versionAt,
        this.#revision,
        state.seen,
        state.seenAt,
      );
      this.#written.add(runId);
    }
  }
}

const FIELDS = Object.keys(NOTHING_TOLD) as (keyof IoState)[];

export function sameIo(one: IoState, other: IoState): boolean {
  return FIELDS.every((field) => one[field] === other[field]);
}

/** Writes what a row is to hold. */
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
