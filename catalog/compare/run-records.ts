/** Runs as they are stored, with what they read and wrote: the questions that comparing asks of the catalog. */
import { dotted } from '../browse/dataset-detail.ts';
import type { Database, Statement } from 'better-sqlite3';
import type { Catalog } from '../catalog.ts';
import { firstHeard, lastHeard } from '../store/writer/runs.ts';
import { slotOf } from './slots.ts';

export interface RunRecord {
  readonly id: number;
  readonly runId: string;
  readonly state: string;
  /** The job under which the run's own is shown. */
  readonly jobId: number;
  readonly namespace: string;
  readonly job: string;
  readonly kind: string | null;
  /** When it was first and last heard of; null where no event tells a time. */
  readonly began: string | null;
  readonly ended: string | null;
  /** Digest of its code in `seen_content`. */
  readonly code: string | null;
}

export interface IoRecord {
  readonly datasetId: number;
  readonly canonicalId: number;
  readonly namespace: string;
  readonly name: string;
  readonly versionId: number | null;
  readonly version: string | null;
  readonly rows: number | null;
  readonly bytes: number | null;
  readonly files: number | null;
  /** Digest of how it looked, in `seen_content`. */
  readonly seen: string | null;
}

const RUN = `r.id, r.run_id AS runId, r.state, j.id AS jobId, j.namespace, j.name AS job, j.kind,
  ${firstHeard('r')} AS began, ${lastHeard('r')} AS ended, r.code`;
const RUN_AND_JOB = 'run r JOIN job o ON o.id = r.job_id JOIN job j ON j.id = COALESCE(o.canonical_id, o.id)';
const IO = `x.dataset_id AS datasetId, d.canonical_id AS canonicalId, d.namespace, d.name, x.version_id AS versionId,
  v.label AS version, x.row_count AS rows, x.byte_count AS bytes, x.file_count AS files, x.seen`;

/** Runs before a run that are looked at for what is usual. */
export const HISTORY = 30;

/** Asks once: histories of neighbouring runs overlap. */
export class RunRecords {
  readonly #db: Database;
  readonly #statements = new Map<string, Statement>();
  readonly #ios = new Map<string, IoRecord[]>();
  readonly #runs = new Map<number, RunRecord | undefined>();
  readonly #before = new Map<string, RunRecord[]>();
  readonly #idsBefore = new Map<number, readonly number[]>();
  readonly #slots = new Map<string, string>();
  readonly #rows = new Map<number, ReadonlyMap<string, number>>();

  constructor(catalog: Catalog) {
    this.#db = catalog.store.reader;
  }

  #prepare<Bound extends unknown[], Row>(sql: string): Statement<Bound, Row> {
    let statement = this.#statements.get(sql);
    if (!statement) this.#statements.set(sql, (statement = this.#db.prepare(sql)));
    return statement as Statement<Bound, Row>;
  }

  run(id: number): RunRecord | undefined {
    if (this.#runs.has(id)) return this.#runs.get(id);
    const found = this.#prepare<[number], RunRecord>(
      `SELECT ${RUN} FROM ${RUN_AND_JOB} WHERE r.id = ? AND r.until_revision IS NULL`,
    ).get(id);
    this.#runs.set(id, found);
    return found;
  }

  inputs(runId: number): IoRecord[] {
    return this.#io('run_input', runId);
  }

  outputs(runId: number): IoRecord[] {
    return this.#io('run_output', runId);
  }

  #io(table: 'run_input' | 'run_output', runId: number): IoRecord[] {
    const key = `${table} ${runId}`;
    const known = this.#ios.get(key);
    if (known) return known;
    const rows = this.#prepare<[number], IoRecord>(
      `SELECT ${IO} FROM ${table} x JOIN dataset d ON d.id = x.dataset_id LEFT JOIN dataset_version v ON v.id = x.version_id
         WHERE x.run_id = ? AND x.until_revision IS NULL ORDER BY d.namespace, d.name`,
    ).all(runId);
    this.#ios.set(key, rows);
    return rows;
  }

  /** Runs of the same job that ended well and began before this one, latest first; `anyState`: however they ended. */
  before(run: RunRecord, limit = HISTORY, anyState = false): readonly RunRecord[] {
    const key = `${run.id} ${limit} ${anyState}`;
    let found = this.#before.get(key);
    if (!found) this.#before.set(key, (found = this.#neighbours(run, limit, anyState, '<', 'DESC')));
    return found;
  }

  /** Rows that the runs {@link before} this one wrote to a slot, latest first; runs that tell none are left out. */
  rowsBefore(run: RunRecord, slot: string): number[] {
    const known = this.#idsBefore.get(run.id);
    const earlier = known ?? this.#neighbourIds(run, HISTORY, false, '<', 'DESC');
    if (!known) this.#idsBefore.set(run.id, earlier);
    this.#loadRows(earlier.filter((id) => !this.#rows.has(id)));
    return earlier.flatMap((id) => this.#rows.get(id)!.get(slot) ?? []);
  }

  #loadRows(ids: readonly number[]): void {
    if (ids.length === 0) return;
    const found = new Map(ids.map((id) => [id, new Map<string, number>()]));
    const rows = this.#prepare<[string], { runId: number; namespace: string; name: string; rows: number }>(
      `SELECT x.run_id AS runId, d.namespace, d.name, x.row_count AS rows FROM run_output x JOIN dataset d ON d.id = x.dataset_id
       WHERE x.run_id IN (SELECT value FROM json_each(?)) AND x.until_revision IS NULL AND x.row_count IS NOT NULL`,
    ).all(JSON.stringify(ids));
    for (const row of rows) {
      const sums = found.get(row.runId)!;
      const slot = this.slotKey(row);
      sums.set(slot, (sums.get(slot) ?? 0) + row.rows);
    }
    for (const [id, sums] of found) this.#rows.set(id, sums);
  }

  /** What a job reads or writes every day is one slot, whichever day's folder it is. */
  slotKey({ namespace, name }: Pick<IoRecord, 'namespace' | 'name'>): string {
    let slot = this.#slots.get(name);
    if (slot === undefined) this.#slots.set(name, (slot = slotOf(name)));
    return `${namespace} ${slot}`;
  }

  /** The next run of the same job. */
  after(run: RunRecord): RunRecord | undefined {
    return this.#neighbours(run, 1, true, '>', 'ASC')[0];
  }

  #neighbours(run: RunRecord, limit: number, anyState: boolean, than: '<' | '>', order: 'ASC' | 'DESC') {
    return this.#neighbourIds(run, limit, anyState, than, order).flatMap((id) => this.run(id) ?? []);
  }

  #neighbourIds(run: RunRecord, limit: number, anyState: boolean, than: '<' | '>', order: 'ASC' | 'DESC') {
    const state = anyState ? `r.referenced_only = 0` : `r.state = 'COMPLETE'`;
    return this.#prepare<[object], { id: number }>(
      `SELECT r.id FROM run r WHERE r.job_id IN (SELECT id FROM job WHERE id = @job OR canonical_id = @job)
           AND r.until_revision IS NULL AND ${state} AND r.id <> @id AND (${firstHeard('r')}, r.id) ${than} (@began, @id)
         ORDER BY ${firstHeard('r')} ${order}, r.id ${order} LIMIT @limit`,
    )
      .all({ job: run.jobId, id: run.id, began: run.began, limit })
      .map(({ id }) => id);
  }

  /** The latest run that had written this version by then; in whatever run it came about. */
  writerOfVersion(
    label: string,
    canonicalId: number,
    by: string | null,
    notOf: number,
  ): RunRecord | undefined {
    return this.#prepare<[object], RunRecord>(
      `SELECT ${RUN} FROM dataset d JOIN dataset_version v ON v.dataset_id = d.id AND v.label = @label
           JOIN run_output x ON x.dataset_id = d.id AND x.version_id = v.id AND x.until_revision IS NULL
           JOIN run r ON r.id = x.run_id JOIN job o ON o.id = r.job_id JOIN job j ON j.id = COALESCE(o.canonical_id, o.id)
         WHERE d.canonical_id = @canonicalId AND r.until_revision IS NULL AND r.id <> @notOf
           AND (@by IS NULL OR ${firstHeard('r')} <= @by) ORDER BY ${lastHeard('r')} DESC, r.id DESC LIMIT 1`,
    ).get({ label, canonicalId, by, notOf });
  }

  /**
   * The latest finished run that had written it by then. One of several partitions shown as one dataset counts
   * for itself; otherwise every name of the dataset does.
   */
  latestWriter(io: IoRecord, by: string | null, notOf: number): RunRecord | undefined {
    const statement = this.#prepare<[object], { id: number }>(
      `SELECT r.id FROM dataset d JOIN run_output x ON x.dataset_id = d.id AND x.until_revision IS NULL
         JOIN run r ON r.id = x.run_id
       WHERE (d.id = @datasetId OR (d.canonical_id = @canonicalId
           AND NOT EXISTS (SELECT 1 FROM partition_member m WHERE m.dataset_id = @datasetId)))
         AND r.until_revision IS NULL AND r.state NOT IN ('FAIL', 'ABORT') AND r.id <> @notOf
         AND (@by IS NULL OR ${lastHeard('r')} <= @by) ORDER BY ${lastHeard('r')} DESC, r.id DESC LIMIT 1`,
    );
    const found = statement.get({ datasetId: io.datasetId, canonicalId: io.canonicalId, by, notOf });
    return found && this.run(found.id);
  }

  /** When a version is first known to have been written or read; null where nobody tells. */
  versionSince(label: string, canonicalId: number): string | null {
    const times = (table: 'run_input' | 'run_output') =>
      `SELECT MIN(${firstHeard('r')}) AS at FROM dataset d JOIN dataset_version v ON v.dataset_id = d.id AND v.label = @label
         JOIN ${table} x ON x.dataset_id = d.id AND x.version_id = v.id AND x.until_revision IS NULL
         JOIN run r ON r.id = x.run_id WHERE d.canonical_id = @canonicalId AND r.until_revision IS NULL`;
    return this.#prepare<[object], { at: string | null }>(
      `SELECT MIN(at) AS at FROM (${times('run_output')} UNION ALL ${times('run_input')})`,
    ).get({ label, canonicalId })!.at;
  }

  /** What a run saw, by digest. */
  seen(digest: string | null): Readonly<Record<string, unknown>> | null {
    if (digest === null) return null;
    const row = this.#prepare<[string], { content: string }>(
      'SELECT content FROM seen_content WHERE digest = ?',
    ).get(digest);
    return row ? (JSON.parse(row.content) as Readonly<Record<string, unknown>>) : null;
  }

  /** Facets of the run that are kept as they are, and its tags. */
  properties(runId: number): Map<string, unknown> {
    const rows = this.#prepare<[number], { key: string; value: string }>(
      `SELECT key, value FROM property WHERE target_type = 'run' AND target_id = ? AND until_revision IS NULL`,
    ).all(runId);
    return new Map(rows.map((row) => [row.key, JSON.parse(row.value) as unknown]));
  }

  /** Figures and test results of a dataset that were told between two times, the latest of each. */
  quality(
    canonicalId: number,
    from: string | null,
    to: string | null,
  ): { figures: string[]; tests: string[] } {
    const bind = { canonicalId, from: from ?? '', to: to ?? '\uffff' };
    const figures = this.#prepare<[object], { name: string; path: string | null; value: number; at: string }>(
      `SELECT m.name, c.path, m.value, MAX(m.at) AS at FROM dataset d JOIN metric m ON m.dataset_id = d.id
           LEFT JOIN "column" c ON c.id = m.column_id
         WHERE d.canonical_id = @canonicalId AND m.until_revision IS NULL AND m.at BETWEEN @from AND @to
         GROUP BY m.column_id, m.name ORDER BY 2, 1`,
    ).all(bind);
    const tests = this.#prepare<[object], { name: string; status: string; at: string }>(
      `SELECT t.name, x.status, MAX(x.at) AS at FROM dataset d JOIN test t ON t.dataset_id = d.id
           JOIN test_result x ON x.test_id = t.id WHERE d.canonical_id = @canonicalId AND x.until_revision IS NULL
           AND x.at BETWEEN @from AND @to GROUP BY t.id ORDER BY t.name, t.id`,
    ).all(bind);
    return {
      figures: figures.map(
        ({ name, path, value }) => `${path === null ? '' : `${dotted(path)} `}${name} = ${value}`,
      ),
      tests: tests.map(({ name, status }) => `${name}: ${status}`),
    };
  }
}
