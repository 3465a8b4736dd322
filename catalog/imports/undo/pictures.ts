/**
 * What each scope says without (or again with) one import.
 *
 * The newest standing import that drew a scope whole says what is in it: its statements as of that
 * import's revision, since history is never rewritten. What later imports added comes on top. So the
 * answer needs no memory of its own beyond who drew or added to which scope, and when.
 */
import { RECORD_TYPES } from '../../store/record-types.ts';
import type { Sql } from '../../store/writer/sql.ts';
import type { StandingImports } from './standing-imports.ts';

export interface StatementRow {
  readonly id: number;
  readonly type: number;
  readonly recordId: number;
  readonly scopeId: number;
  readonly value: string | null;
  readonly fileId: number;
  readonly at: string;
  readonly lastFileId: number;
  readonly lastAt: string;
  readonly since: number;
  readonly until: number | null;
}

const COLUMNS = `s.id, s.record_type AS type, s.record_id AS recordId, s.scope_id AS scopeId, s.value, s.file_id AS fileId, s.at,
  s.last_file_id AS lastFileId, s.last_at AS lastAt, s.since_revision AS since, s.until_revision AS until`;

/** What a scope must say of one record, and what it says now. */
export interface Difference {
  readonly now: StatementRow | null;
  readonly wanted: StatementRow | null;
  /** The import that says what is wanted. */
  readonly by: number;
}

export class Pictures {
  readonly #sql: Sql;
  readonly #standing: StandingImports;
  readonly #painterOf = new Map<number, number>();
  readonly #importOfFile = new Map<number, number>();

  constructor(sql: Sql, standing: StandingImports) {
    this.#sql = sql;
    this.#standing = standing;
  }

  /** The newest standing import that drew the scope whole; 0: none did. */
  lastPainter(scopeId: number): number {
    const known = this.#painterOf.get(scopeId);
    if (known !== undefined) return known;
    const painters = this.#sql.all<{ id: number }>(
      `SELECT import_id AS id FROM import_scope WHERE scope_id = ? AND used = 1 AND mode = 'replace' ORDER BY import_id DESC`,
      scopeId,
    );
    const painter = painters.find((row) => this.#standing.stands(row.id))?.id ?? 0;
    const last = Math.max(painter, this.#standing.unrecorded);
    this.#painterOf.set(scopeId, last);
    return last;
  }

  /** Every record of a scope that was drawn whole: what others belong to, or the others. */
  *ofScope(scopeId: number, owners: boolean): Iterable<Difference> {
    const rows = this.#sql.all<StatementRow>(
      `SELECT ${COLUMNS} FROM statement s WHERE s.scope_id = ? AND s.record_type ${owners ? '' : 'NOT '}IN (${OWNERS.join(', ')}) ORDER BY s.record_type, s.record_id, s.id`,
      scopeId,
    );
    yield* this.#differences(rows, this.lastPainter(scopeId));
  }

  /** The records of a scope that an import added to or repeated something in. */
  *ofRecords(scopeId: number, records: readonly { type: number; recordId: number }[]): Iterable<Difference> {
    const painter = this.lastPainter(scopeId);
    for (const { type, recordId } of records) {
      const rows = this.#sql.all<StatementRow>(
        `SELECT ${COLUMNS} FROM statement s WHERE s.record_type = ? AND s.record_id = ? AND s.scope_id = ? ORDER BY s.id`,
        type,
        recordId,
        scopeId,
      );
      yield* this.#differences(rows, painter);
    }
  }

  /** `rows`: grouped by record. */
  *#differences(rows: readonly StatementRow[], painter: number): Iterable<Difference> {
    let start = 0;
    for (let at = 1; at <= rows.length; at++) {
      const [first, next] = [rows[start]!, rows[at]];
      if (next && next.type === first.type && next.recordId === first.recordId) continue;
      const group = rows.slice(start, at);
      start = at;
      yield this.#difference(group, painter);
    }
  }

  #difference(group: readonly StatementRow[], painter: number): Difference {
    const now = group.find((row) => row.until === null) ?? null;
    let by = painter;
    const drawnAt = this.#standing.revisionOf(painter) ?? -1;
    let wanted =
      group.find((row) => row.since <= drawnAt && (row.until === null || row.until > drawnAt)) ?? null;
    for (const row of group) {
      for (const supporter of this.#supporters(row)) {
        if (supporter <= by || !this.#standing.stands(supporter)) continue;
        by = supporter;
        wanted = row;
      }
    }
    return { now, wanted, by };
  }

  #supporters(row: StatementRow): number[] {
    const also = this.#sql.all<{ id: number }>(
      'SELECT import_id AS id FROM also_said WHERE record_type = 0 AND record_id = ?',
      row.id,
    );
    return [this.importOf(row.fileId), this.importOf(row.lastFileId), ...also.map(({ id }) => id)];
  }

  revisionOf(importId: number): number {
    return this.#standing.revisionOf(importId) ?? 0;
  }

  importOf(fileId: number): number {
    let id = this.#importOfFile.get(fileId);
    if (id === undefined) {
      id =
        this.#sql.get<{ id: number }>('SELECT import_id AS id FROM source_file WHERE id = ?', fileId)?.id ??
        0;
      this.#importOfFile.set(fileId, id);
    }
    return id;
  }

  /** Brings a scope's statement about one record to what is wanted. True when that changed something. */
  settle({ now, wanted, by }: Difference, revision: number): boolean {
    const sql = this.#sql;
    if (now && wanted && now.value === wanted.value) {
      this.#reword(now, by);
      return false;
    }
    if (!now && !wanted) return false;
    if (!now && wanted && fellWithOwner(sql, wanted, this.#standing.revisionOf(by) ?? 0)) return false;
    if (now) sql.run('UPDATE statement SET until_revision = ? WHERE id = ?', revision, now.id);
    if (wanted) this.reopen(wanted, by, revision);
    return true;
  }

  /** States again what a closed row said, as a new row: the time in between stays on record. */
  reopen(row: StatementRow, by: number, revision: number): void {
    const sql = this.#sql;
    const id = sql.nextId('statement');
    const evidence = this.#evidence(row, by);
    sql.run(
      `INSERT INTO statement (id, record_type, record_id, scope_id, value, file_id, at, last_file_id, last_at, since_revision)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      id,
      row.type,
      row.recordId,
      row.scopeId,
      row.value,
      evidence.fileId,
      evidence.at,
      evidence.lastFileId,
      evidence.lastAt,
      revision,
    );
    sql.run(
      'INSERT OR IGNORE INTO also_said SELECT 0, ?, import_id, value FROM also_said WHERE record_type = 0 AND record_id = ?',
      id,
      row.id,
    );
    for (const file of [row.fileId, row.lastFileId]) {
      const importId = this.importOf(file);
      if (importId !== 0) sql.run('INSERT OR IGNORE INTO also_said VALUES (0, ?, ?, NULL)', id, importId);
    }
  }

  /** Evidence must not lead to an import that was taken back while a standing one says the same. */
  #reword(row: StatementRow, by: number): void {
    const evidence = this.#evidence(row, by);
    if (evidence.fileId === row.fileId && evidence.lastFileId === row.lastFileId) return;
    for (const file of [row.fileId, row.lastFileId]) {
      const importId = this.importOf(file);
      if (importId !== 0)
        this.#sql.run('INSERT OR IGNORE INTO also_said VALUES (0, ?, ?, NULL)', row.id, importId);
    }
    this.#sql.run(
      'UPDATE statement SET file_id = ?, at = ?, last_file_id = ?, last_at = ? WHERE id = ?',
      evidence.fileId,
      evidence.at,
      evidence.lastFileId,
      evidence.lastAt,
      row.id,
    );
  }

  #evidence(row: StatementRow, by: number): Pick<StatementRow, 'fileId' | 'at' | 'lastFileId' | 'lastAt'> {
    const first = this.#standing.stands(this.importOf(row.fileId));
    const last = this.#standing.stands(this.importOf(row.lastFileId));
    const { fileId, at, lastFileId, lastAt } = row;
    if (first && last) return { fileId, at, lastFileId, lastAt };
    if (first) return { fileId, at, lastFileId: fileId, lastAt: at };
    if (last) return { fileId: lastFileId, at: lastAt, lastFileId, lastAt };
    const other = this.#fileOf(by, lastFileId) ?? lastFileId;
    return { fileId: other, at: lastAt, lastFileId: other, lastAt };
  }

  /** The file of an import in which it most likely says what this file says. */
  #fileOf(importId: number, like: number): number | undefined {
    return this.#sql.get<{ id: number }>(
      `SELECT f.id FROM source_file f, source_file o WHERE f.import_id = ? AND o.id = ?
       ORDER BY f.sha256 = o.sha256 DESC, f.path = o.path DESC, f.role IS o.role DESC, f.importer IS o.importer DESC, f.id LIMIT 1`,
      importId,
      like,
    )?.id;
  }
}

/** Records that others belong to: what describes a dataset, and jobs. */
export const OWNERS: readonly number[] = [RECORD_TYPES.source, RECORD_TYPES.job];

/**
 * Whether the dataset or job that a record belongs to was retired after `saidIn`, and is so now: what was
 * said of it before fell with it.
 */
export function fellWithOwner(sql: Sql, row: StatementRow, saidIn: number): boolean {
  const query = OWNER[row.type];
  const owner = query
    ? sql.get<{ dataset: number | null; job: number | null }>(query, row.recordId)
    : undefined;
  if (!owner) return false;
  const retired = owner.dataset
    ? sql.get<{ at: number | null }>(RETIRED_DATASET, owner.dataset)
    : owner.job
      ? sql.get<{ at: number | null }>(RETIRED_JOB, owner.job)
      : undefined;
  return typeof retired?.at === 'number' && retired.at > saidIn;
}

/** One that was dropped while a source stands keeps what is said of it. */
const RETIRED_DATASET = `SELECT MAX(s.until_revision) AS at FROM dataset d CROSS JOIN dataset_source o ON o.dataset_id = d.id
  CROSS JOIN statement s ON s.record_type = ${RECORD_TYPES.source} AND s.record_id = o.id
  WHERE d.id = ? AND d.until_revision IS NOT NULL AND d.referenced_only = 0
    AND NOT EXISTS (SELECT 1 FROM dataset_source x WHERE x.dataset_id = d.id AND x.until_revision IS NULL)`;
const RETIRED_JOB = `SELECT MAX(s.until_revision) AS at FROM job j CROSS JOIN statement s ON s.record_type = ${RECORD_TYPES.job} AND s.record_id = j.id
  WHERE j.id = ? AND j.until_revision IS NOT NULL AND j.referenced_only = 0`;

const OF_DATASET = (table: string) => `SELECT dataset_id AS dataset, NULL AS job FROM ${table} WHERE id = ?`;
const OF_JOB = (table: string) => `SELECT NULL AS dataset, job_id AS job FROM ${table} WHERE id = ?`;
const OF_TARGET = (table: string) =>
  `SELECT CASE x.target_type WHEN 'dataset' THEN x.target_id WHEN 'column' THEN (SELECT dataset_id FROM "column" WHERE id = x.target_id) END AS dataset,
     CASE x.target_type WHEN 'job' THEN x.target_id END AS job FROM ${table} x WHERE x.id = ?`;

const OWNER: Readonly<Record<number, string>> = {
  [RECORD_TYPES.alias]: OF_DATASET('alias'),
  [RECORD_TYPES.column]: OF_DATASET('"column"'),
  [RECORD_TYPES.test]: OF_DATASET('test'),
  [RECORD_TYPES.jobInput]: OF_JOB('job_input'),
  [RECORD_TYPES.jobOutput]: OF_JOB('job_output'),
  [RECORD_TYPES.jobFlow]:
    'SELECT CASE job_id WHEN 0 THEN to_id END AS dataset, CASE job_id WHEN 0 THEN NULL ELSE job_id END AS job FROM job_flow WHERE id = ?',
  [RECORD_TYPES.columnEdge]: `SELECT NULL AS dataset, job_id AS job FROM column_edge WHERE id = ? AND basis = 'declared'`,
  [RECORD_TYPES.influence]: `SELECT NULL AS dataset, job_id AS job FROM influence WHERE id = ? AND basis = 'declared'`,
  [RECORD_TYPES.tag]: OF_TARGET('tag'),
  [RECORD_TYPES.owner]: OF_TARGET('owner'),
  [RECORD_TYPES.description]: OF_TARGET('description'),
  [RECORD_TYPES.property]: OF_TARGET('property'),
};
