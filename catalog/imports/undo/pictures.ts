/**
 * What each scope says without (or again with) one import.
 *
 * The newest standing import that drew a scope whole says what is in it: its statements as of that
 * import's revision, since history is never rewritten. What later imports added comes on top. So the
 * answer needs no memory of its own beyond who drew or added to which scope, and when.
 */
import { ALSO_SAID } from '../../store/also-said.ts';
import { RECORD_TYPES } from '../../store/record-types.ts';
import type { Sql } from '../../store/writer/sql.ts';
import { BY_STANDING, type StandingImports } from './standing-imports.ts';

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
  /** By scope: the imports that drew it whole, newest picture first. */
  readonly #paintersOf = new Map<number, readonly number[]>();
  readonly #importOfFile = new Map<number, number>();
  readonly #retiredAt = new Map<string, number | null>();

  constructor(sql: Sql, standing: StandingImports) {
    this.#sql = sql;
    this.#standing = standing;
  }

  /** Whether they count or not. A picture without a time is older than one with. */
  #painters(scopeId: number): readonly number[] {
    let painters = this.#paintersOf.get(scopeId);
    if (!painters) {
      painters = this.#sql
        .all<{ id: number }>(
          `SELECT import_id AS id FROM import_scope WHERE scope_id = ? AND used = 1 AND mode = 'replace' ORDER BY as_of DESC, import_id DESC`,
          scopeId,
        )
        .map(({ id }) => id);
      this.#paintersOf.set(scopeId, painters);
    }
    return painters;
  }

  /** The standing import with the newest whole picture of the scope; 0: there is none. */
  lastPainter(scopeId: number): number {
    const painter = this.#painters(scopeId).find((id) => this.#standing.stands(id));
    return painter ?? this.#standing.unrecorded;
  }

  /** Whether a newer picture than what the import said of the scope stands, so that it does not show. */
  isPaintedOver(scopeId: number, importId: number): boolean {
    const painters = this.#painters(scopeId);
    const last = this.lastPainter(scopeId);
    return painters.includes(importId)
      ? painters.indexOf(last) >= 0 && painters.indexOf(last) < painters.indexOf(importId)
      : last > importId;
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
    const painters = this.#painters(group[0]!.scopeId);
    let by = painter;
    const drawnAt = this.#standing.revisionOf(painter) ?? -1;
    let wanted =
      group.find((row) => row.since <= drawnAt && (row.until === null || row.until > drawnAt)) ?? null;
    for (const row of group) {
      for (const supporter of this.#supporters(row)) {
        if (supporter <= by || painters.includes(supporter) || !this.#standing.stands(supporter)) continue;
        by = supporter;
        wanted = row;
      }
    }
    return { now, wanted, by };
  }

  #supporters(row: StatementRow): number[] {
    const also = this.#sql.all<{ id: number }>(
      `SELECT import_id AS id FROM also_said WHERE record_type = ${ALSO_SAID.statement} AND record_id = ?`,
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
    if (!now && wanted && this.fellWithOwner(wanted, by)) return false;
    if (now) sql.run('UPDATE statement SET until_revision = ? WHERE id = ?', revision, now.id);
    if (wanted) this.reopen(wanted, by, revision);
    return true;
  }

  /**
   * Whether the dataset or job that a record belongs to was retired after the import said this of it, and
   * is so now: what was said of it before fell with it.
   */
  fellWithOwner(row: StatementRow, by: number): boolean {
    const query = OWNER[row.type];
    const owner = query
      ? this.#sql.get<{ dataset: number | null; job: number | null }>(query, row.recordId)
      : undefined;
    if (!owner) return false;
    const at = owner.dataset
      ? this.#retired('dataset', owner.dataset)
      : owner.job
        ? this.#retired('job', owner.job)
        : null;
    return at !== null && at > this.revisionOf(by);
  }

  /** Revision of the newest picture that is silent about what others had described; null: it stands, or nobody had. */
  #retired(what: 'dataset' | 'job', id: number): number | null {
    const key = `${what}${id}`;
    const known = this.#retiredAt.get(key);
    if (known !== undefined) return known;
    let at: number | null = null;
    for (const { scopeId, type, recordId } of this.#sql.all<{
      scopeId: number;
      type: number;
      recordId: number;
    }>(RETIRED[what], id)) {
      const [difference] = this.ofRecords(scopeId, [{ type, recordId }]);
      if (difference && !difference.wanted) at = Math.max(at ?? 0, this.revisionOf(difference.by));
    }
    this.#retiredAt.set(key, at);
    return at;
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
      `INSERT OR IGNORE INTO also_said SELECT record_type, ?, import_id, value FROM also_said
       WHERE record_type = ${ALSO_SAID.statement} AND record_id = ?`,
      id,
      row.id,
    );
    for (const file of [row.fileId, row.lastFileId]) {
      const importId = this.importOf(file);
      if (importId !== 0)
        sql.run(`INSERT OR IGNORE INTO also_said VALUES (${ALSO_SAID.statement}, ?, ?, NULL)`, id, importId);
    }
  }

  /** Evidence must not lead to an import that was taken back while a standing one says the same. */
  #reword(row: StatementRow, by: number): void {
    const evidence = this.#evidence(row, by);
    if (evidence.fileId === row.fileId && evidence.lastFileId === row.lastFileId) return;
    for (const file of [row.fileId, row.lastFileId]) {
      const importId = this.importOf(file);
      if (importId !== 0)
        this.#sql.run(
          `INSERT OR IGNORE INTO also_said VALUES (${ALSO_SAID.statement}, ?, ?, NULL)`,
          row.id,
          importId,
        );
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

/** Where imports that count had described what no source describes now. */
const RETIRED = {
  dataset: `SELECT DISTINCT s.scope_id AS scopeId, s.record_type AS type, s.record_id AS recordId
    FROM dataset d CROSS JOIN dataset_source o ON o.dataset_id = d.id
    CROSS JOIN statement s ON s.record_type = ${RECORD_TYPES.source} AND s.record_id = o.id
    WHERE d.id = ?1 AND ${BY_STANDING} AND NOT EXISTS (SELECT 1 FROM dataset_source x WHERE x.dataset_id = ?1 AND x.until_revision IS NULL)`,
  job: `SELECT DISTINCT s.scope_id AS scopeId, s.record_type AS type, s.record_id AS recordId
    FROM statement s WHERE s.record_type = ${RECORD_TYPES.job} AND s.record_id = ?1 AND ${BY_STANDING}
      AND NOT EXISTS (SELECT 1 FROM statement x WHERE x.record_type = ${RECORD_TYPES.job} AND x.record_id = ?1 AND x.until_revision IS NULL)`,
} as const;

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
