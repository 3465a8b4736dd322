/** Lineage as rows, read from one committed state of the catalog. */
import type { Database } from 'better-sqlite3';
import { PATH_SEPARATOR } from '../../store/writer/identities.ts';

/** What of the lineage is exported. */
export interface LineageScope {
  /** Canonical dataset ids: what leads from one of them to another. Null: the whole catalog. */
  readonly datasets: ReadonlySet<number> | null;
  /** Ids of column edges, where only some are meant. Null: all between the datasets. */
  readonly columnEdges: ReadonlySet<number> | null;
}

export interface ExportedDataset {
  readonly id: number;
  readonly namespace: string;
  readonly name: string;
  readonly kind: string;
  readonly referencedOnly: boolean;
}

export interface ExportedJob {
  readonly id: number;
  readonly namespace: string;
  readonly name: string;
  readonly kind: string | null;
}

interface FlowRow {
  readonly from: ExportedDataset;
  readonly to: ExportedDataset;
  /** Null: a source states the flow itself. */
  readonly job: ExportedJob | null;
  readonly basis: string;
}

export interface EdgeRow extends FlowRow {
  readonly confidence: number | null;
  readonly runs: number;
  readonly firstSeen: string | null;
  readonly lastSeen: string | null;
  readonly sinceRevision: number;
}

export interface ColumnEdgeRow extends FlowRow {
  readonly fromColumn: string;
  /** Null: the column influences the dataset as a whole. */
  readonly toColumn: string | null;
  /** As in `Transformation` of the facts. */
  readonly transformations: readonly StoredTransformation[];
  readonly confidence: number | null;
  readonly firstSeen: string | null;
  readonly lastSeen: string | null;
  readonly sinceRevision: number;
}

export interface StoredTransformation {
  readonly type: 'DIRECT' | 'INDIRECT';
  readonly subtype?: string;
  readonly description?: string;
  readonly masking?: boolean;
}

interface StoredFlow {
  id: number;
  fromId: number;
  toId: number;
  jobId: number;
  basis: string;
  sinceRevision: number;
  confidence: number | null;
  firstSeen: string | null;
  lastSeen: string | null;
}

export class LineageRows {
  readonly #db: Database;
  readonly #scope: LineageScope;
  /** Any dataset id → the canonical dataset. */
  readonly #datasets = new Map<number, ExportedDataset>();
  readonly #jobs = new Map<number, ExportedJob>();

  constructor(db: Database, scope: LineageScope) {
    this.#db = db;
    this.#scope = scope;
    this.#loadDatasets();
    this.#loadJobs();
  }

  /** Datasets of the scope that something still states, by id. */
  datasets(): readonly ExportedDataset[] {
    const known = new Map([...this.#datasets.values()].map((dataset) => [dataset.id, dataset]));
    return [...known.values()].filter(({ id }) => this.#holds(id)).sort((a, b) => a.id - b.id);
  }

  /** Flows between datasets of the scope, by job; those without a job first. */
  *edges(): Generator<EdgeRow> {
    const rows = this.#db
      .prepare<[], StoredFlow & { runs: number }>(
        `SELECT e.id, e.from_id AS fromId, e.to_id AS toId, e.job_id AS jobId, e.basis, e.confidence,
                e.run_count AS runs, e.first_seen AS firstSeen, e.last_seen AS lastSeen, e.since_revision AS sinceRevision
         FROM edge e LEFT JOIN job j ON j.id = e.job_id WHERE e.until_revision IS NULL
         ORDER BY COALESCE(j.canonical_id, e.job_id), e.id`,
      )
      .iterate();
    for (const row of rows) {
      const flow = this.#flow(row);
      if (!flow) continue;
      const { confidence, runs, firstSeen, lastSeen, sinceRevision } = row;
      yield { ...flow, confidence, runs, firstSeen, lastSeen, sinceRevision };
    }
  }

  /** Flows between columns of the scope, likewise; influences on whole datasets among them. */
  *columnEdges(): Generator<ColumnEdgeRow> {
    type Row = StoredFlow & { fromPath: string; toPath: string | null; transformations: string };
    const rows = this.#db
      .prepare<[], Row>(
        `SELECT COALESCE(j.canonical_id, e.job_id) AS jobKey, 0 AS kind, e.id, f.dataset_id AS fromId, f.path AS fromPath,
                t.dataset_id AS toId, t.path AS toPath, e.job_id AS jobId, e.basis, e.transformations, e.confidence,
                e.first_seen AS firstSeen, e.last_seen AS lastSeen, e.since_revision AS sinceRevision
         FROM column_edge e JOIN "column" f ON f.id = e.from_id JOIN "column" t ON t.id = e.to_id
         LEFT JOIN job j ON j.id = e.job_id WHERE e.until_revision IS NULL
         UNION ALL
         SELECT COALESCE(j.canonical_id, i.job_id), 1, i.id, f.dataset_id, f.path, i.to_id, NULL, i.job_id, i.basis,
                i.transformations, NULL, NULL, NULL, i.since_revision
         FROM influence i JOIN "column" f ON f.id = i.from_id LEFT JOIN job j ON j.id = i.job_id
         WHERE i.until_revision IS NULL
         ORDER BY 1, 2, 3`,
      )
      .iterate();
    const { columnEdges } = this.#scope;
    for (const row of rows) {
      if (columnEdges && (row.toPath === null || !columnEdges.has(row.id))) continue;
      const flow = this.#flow(row);
      if (!flow) continue;
      const { confidence, firstSeen, lastSeen, sinceRevision } = row;
      yield {
        ...flow,
        fromColumn: dotted(row.fromPath),
        toColumn: row.toPath === null ? null : dotted(row.toPath),
        transformations: JSON.parse(row.transformations) as StoredTransformation[],
        ...{ confidence, firstSeen, lastSeen, sinceRevision },
      };
    }
  }

  /** Columns that a source describes, by dataset, in order; parents before what is nested in them. */
  *columns(): Generator<{ readonly dataset: ExportedDataset; readonly columns: readonly ExportedColumn[] }> {
    const rows = this.#db
      .prepare<[], { canonicalId: number; path: string; dataType: string | null }>(
        `SELECT d.canonical_id AS canonicalId, c.path, c.data_type AS dataType
         FROM "column" c JOIN dataset d ON d.id = c.dataset_id
         WHERE c.until_revision IS NULL AND c.referenced_only = 0 AND d.until_revision IS NULL
         ORDER BY d.canonical_id, d.id <> d.canonical_id, c.depth, c.ordinal, c.path`,
      )
      .iterate();
    let at: ExportedDataset | null = null;
    let found = new Map<string, ExportedColumn>();
    for (const row of rows) {
      const dataset = this.#datasets.get(row.canonicalId);
      if (!dataset || !this.#holds(dataset.id)) continue;
      if (at && at.id !== dataset.id) yield { dataset: at, columns: [...found.values()] };
      if (at?.id !== dataset.id) found = new Map();
      at = dataset;
      // Joined identities may both list a column.
      const key = row.path.toLowerCase();
      if (!found.has(key)) found.set(key, { path: row.path.split(PATH_SEPARATOR), dataType: row.dataType });
    }
    if (at) yield { dataset: at, columns: [...found.values()] };
  }

  #flow(row: StoredFlow): FlowRow | null {
    const from = this.#datasets.get(row.fromId);
    const to = this.#datasets.get(row.toId);
    if (!from || !to || !this.#holds(from.id) || !this.#holds(to.id)) return null;
    return { from, to, job: this.#jobs.get(row.jobId) ?? null, basis: row.basis };
  }

  #holds(id: number): boolean {
    return this.#scope.datasets === null || this.#scope.datasets.has(id);
  }

  #loadDatasets(): void {
    type Row = Omit<ExportedDataset, 'referencedOnly'> & { canonicalId: number; referencedOnly: number };
    const rows = this.#db
      .prepare<[], Row>(
        `SELECT id, canonical_id AS canonicalId, namespace, name, kind, referenced_only AS referencedOnly
         FROM dataset ORDER BY canonical_id <> id`,
      )
      .iterate();
    for (const { canonicalId, referencedOnly, ...row } of rows) {
      const shown = canonicalId === row.id ? undefined : this.#datasets.get(canonicalId);
      this.#datasets.set(row.id, shown ?? { ...row, referencedOnly: referencedOnly === 1 });
    }
  }

  #loadJobs(): void {
    const rows = this.#db
      .prepare<[], ExportedJob & { canonicalId: number | null }>(
        `SELECT id, canonical_id AS canonicalId, namespace, name, kind FROM job
         ORDER BY COALESCE(canonical_id, id) <> id`,
      )
      .iterate();
    for (const { canonicalId, ...row } of rows) {
      const shown = canonicalId === null || canonicalId === row.id ? undefined : this.#jobs.get(canonicalId);
      this.#jobs.set(row.id, shown ?? row);
    }
  }
}

export interface ExportedColumn {
  /** From the top-level field down into nested structs. */
  readonly path: readonly string[];
  readonly dataType: string | null;
}

const dotted = (path: string): string => path.replaceAll(PATH_SEPARATOR, '.');
