/**
 * Inputs and outputs of runs that the table may hold already. Each is read once, what an import tells of it is put
 * together here, and beside the row it is kept what this import told and what others had told before, so that one of
 * them can be taken back.
 */
import type { RowBuffer } from './row-buffer.ts';
import { sameIo, setIo, type RunIo } from './run-io-rows.ts';
import { packIo, tell, unpack, type IoState } from './run-parts.ts';
import type { Sql } from './sql.ts';

interface Place {
  readonly fileId: number;
  readonly at: string;
}

/** What one import told. */
interface Told extends Place {
  readonly importId: number;
  state: IoState;
  /** The table has it, with something else. */
  readonly stored: boolean;
}

interface Known extends RunIo {
  /** The table has a row. */
  exists: boolean;
  /** What the row holds; null: there is none, or it does not stand. */
  state: IoState | null;
  /** The row was made by this import, so no other can have told of it. */
  own: boolean;
  /** What the row held before anything was told apart, while that is not noted. */
  readonly before: Told | null;
  said: Told | null;
  changed: boolean;
}

type Row = IoState & { since: number; until: number | null; importId: number; told: 0 | 1 } & Place & {
    ownPart: string | null;
  };

const PART_COLUMNS = ['part', 'run_id', 'from_id', 'to_id', 'import_id', 'value', 'file_id', 'at'];
const MAX_KNOWN = 50_000;

export class KnownIo {
  readonly #sql: Sql;
  readonly #revision: number;
  readonly #importId: number;
  readonly #maxKnown: number;
  readonly #known = new Map<string, Known>();
  readonly #newParts: RowBuffer;

  constructor(sql: Sql, revision: number, importId: number, maxKnown = MAX_KNOWN) {
    this.#sql = sql;
    this.#revision = revision;
    this.#importId = importId;
    this.#maxKnown = maxKnown;
    this.#newParts = sql.rows('run_io_part', PART_COLUMNS);
  }

  /** Takes what was said. `new`: the row was not there, or did not stand. */
  say(io: RunIo, said: IoState, place: Place): 'new' | 'changed' | 'same' {
    const known = this.#find(io);
    this.#note(known, said, place);
    if (known.state === null) {
      this.#insert(io, said, place);
      known.state = said;
      known.own ||= !known.exists;
      known.exists = true;
      return 'new';
    }
    const after = tell(known.state, said);
    if (sameIo(known.state, after)) return 'same';
    known.state = after;
    known.changed = true;
    return 'changed';
  }

  #find(io: RunIo): Known {
    const key = `${io.part}${io.runId} ${io.datasetId}`;
    let known = this.#known.get(key);
    if (!known) {
      if (this.#known.size >= this.#maxKnown) this.flush();
      this.#known.set(key, (known = this.#read(io)));
    }
    return known;
  }

  #read(io: RunIo): Known {
    const row = this.#row(io);
    if (!row)
      return { ...io, exists: false, state: null, own: false, before: null, said: null, changed: false };
    const { since, until, importId, told, ownPart, fileId, at, ...state } = row;
    const own = told === 0 && since === this.#revision;
    return {
      ...io,
      exists: true,
      state: until === null ? state : null,
      own,
      before: told === 0 && !own ? { importId, state, fileId, at, stored: false } : null,
      said:
        ownPart === null
          ? null
          : { importId: this.#importId, state: unpack(ownPart), fileId, at, stored: true },
      changed: false,
    };
  }

  #row({ part, runId, datasetId }: RunIo): Row | undefined {
    const parts = `FROM run_io_part p WHERE p.part = '${part}' AND p.run_id = ?1 AND p.from_id = ?2 AND p.to_id = 0`;
    const query = `SELECT x.since_revision AS since, x.until_revision AS until, f.import_id AS importId,
         EXISTS (SELECT 1 ${parts}) AS told, (SELECT p.value ${parts} AND p.import_id = ?3) AS ownPart,
         file_id AS fileId, at, version_id AS version, row_count AS rows, byte_count AS bytes, file_count AS files,
         figures_at AS figuresAt, version_at AS versionAt, seen, seen_at AS seenAt
       FROM run_${part} x JOIN source_file f ON f.id = x.file_id WHERE run_id = ?1 AND dataset_id = ?2`;
    // Only rows of new runs wait to be written, and no parts do.
    return this.#sql.isFresh('run', runId)
      ? this.#sql.get<Row>(query, runId, datasetId, this.#importId)
      : this.#sql.getWritten<Row>(query, runId, datasetId, this.#importId);
  }

  /** Notes what this import told, where others may have told of it too. */
  #note(known: Known, said: IoState, place: Place): void {
    if (known.own || !known.exists) return;
    if (known.said) known.said.state = tell(known.said.state, said);
    else known.said = { importId: this.#importId, state: said, ...place, stored: false };
  }

  #insert({ part, runId, datasetId }: RunIo, said: IoState, { fileId, at }: Place): void {
    this.#sql.run(
      `INSERT INTO run_${part} (run_id, dataset_id, version_id, row_count, byte_count, file_count, file_id, at,
         figures_at, version_at, since_revision, seen, seen_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)
       ON CONFLICT DO UPDATE SET version_id = ?3, row_count = ?4, byte_count = ?5, file_count = ?6, file_id = ?7, at = ?8,
         figures_at = ?9, version_at = ?10, since_revision = ?11, seen = ?12, seen_at = ?13, until_revision = NULL`,
      runId,
      datasetId,
      said.version,
      said.rows,
      said.bytes,
      said.files,
      fileId,
      at,
      said.figuresAt,
      said.versionAt,
      this.#revision,
      said.seen,
      said.seenAt,
    );
  }

  /** Writes what is known, and forgets. Due before anybody reads the tables. */
  flush(): void {
    for (const known of this.#known.values()) {
      if (known.changed && known.state) setIo(this.#sql, known.part, known, known.state);
      if (!known.said) continue;
      if (known.before) this.#write(known, known.before);
      this.#write(known, known.said);
    }
    this.#known.clear();
    this.#newParts.flush();
  }

  #write({ part, runId, datasetId }: RunIo, { importId, state, fileId, at, stored }: Told): void {
    const value = packIo(state);
    if (!stored) {
      this.#newParts.add(part, runId, datasetId, 0, importId, value, fileId, at);
      return;
    }
    this.#sql.run(
      'UPDATE run_io_part SET value = ? WHERE part = ? AND run_id = ? AND from_id = ? AND to_id = 0 AND import_id = ?',
      value,
      part,
      runId,
      datasetId,
      importId,
    );
  }
}
