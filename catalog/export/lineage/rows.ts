/** Lineage as rows, read from one committed state of the catalog, now or at the past moment that it shows. */
import { dotted } from '../lines.ts';
import type { Database } from 'better-sqlite3';
import { holdsAt } from '../../browse/in-force.ts';
import { columnEdgesTold } from '../../explore/column-edges.ts';
import { edgesTold } from '../../explore/edge-jobs.ts';
import { ofThen } from '../../explore/job-facts.ts';
import { boundTo, columnEdgeHolds, edgeHolds, influenceHolds } from '../../past/moment.ts';
import { saidThen } from '../../past/said.ts';
import { edgeContents, type ContentCheck, type VerificationLevel } from '../../explore/verification.ts';
import type { Catalog } from '../../catalog.ts';
import { describedColumns } from '../../past/as-of-columns.ts';
import { PATH_SEPARATOR } from '../../store/writer/identities.ts';
import { portions } from '../../portions.ts';

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
  readonly confidence: number | null;
  readonly verification: VerificationLevel;
}

export interface EdgeRow extends FlowRow {
  readonly content: ContentCheck;
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
  readonly id: number;
  readonly fromId: number;
  readonly toId: number;
  readonly jobId: number;
  readonly basis: string;
  readonly sinceRevision: number;
  readonly confidence: number | null;
  readonly firstSeen: string | null;
  readonly lastSeen: string | null;
}

type StoredEdge = StoredFlow & { readonly runs: number };
type StoredColumnEdge = StoredFlow & {
  /** 1: an influence on a dataset as a whole. */
  readonly whole: number;
  readonly fromPath: string;
  readonly toPath: string | null;
  readonly transformations: string;
};

/** Rows looked up at a time for what the row of an edge does not hold. */
const PORTION = 500;

type Ends = Pick<FlowRow, 'from' | 'to' | 'job' | 'basis'>;

export class LineageRows {
  readonly #db: Database;
  readonly #scope: LineageScope;
  readonly #catalog: Catalog;
  /** Any dataset id → the canonical dataset. */
  readonly #datasets = new Map<number, ExportedDataset>();
  readonly #jobs = new Map<number, ExportedJob>();

  /** `db`: a committed state of the catalog's file; what is past is the same in every one. */
  constructor(db: Database, scope: LineageScope, catalog: Catalog) {
    this.#db = db;
    this.#scope = scope;
    this.#catalog = catalog;
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
    const { moment } = this.#catalog;
    const since = moment
      ? `COALESCE((SELECT p.since_revision FROM edge_period p WHERE p.edge_id = e.id AND ${holdsAt('p')}), e.since_revision)`
      : 'e.since_revision';
    const rows = this.#db
      .prepare<[object], StoredEdge>(
        `SELECT e.id, e.from_id AS fromId, e.to_id AS toId, e.job_id AS jobId, e.basis, e.confidence,
                e.run_count AS runs, e.first_seen AS firstSeen, e.last_seen AS lastSeen, ${since} AS sinceRevision
         FROM edge e LEFT JOIN job j ON j.id = e.job_id WHERE ${edgeHolds(moment)}
         ORDER BY COALESCE(j.canonical_id, e.job_id), e.id`,
      )
      .iterate(boundTo(moment));
    for (const portion of portions(this.#inScope(rows), PORTION)) {
      const ids = portion.map(({ row }) => row.id);
      const then = moment ? edgesTold(this.#catalog, ids) : null;
      const contents = edgeContents(this.#catalog, ids);
      for (const { row, ends } of portion) {
        const { confidence, runs, firstSeen, lastSeen } = then?.get(row.id) ?? row;
        const content = contents.get(row.id) ?? null;
        const verification = levelOf(row.basis, confidence);
        const { sinceRevision } = row;
        yield { ...ends, confidence, runs, firstSeen, lastSeen, sinceRevision, verification, content };
      }
    }
  }

  /** Flows between columns of the scope, likewise; influences on whole datasets among them. */
  *columnEdges(): Generator<ColumnEdgeRow> {
    const { moment } = this.#catalog;
    const rows = this.#db
      .prepare<[object], StoredColumnEdge>(
        `SELECT COALESCE(j.canonical_id, e.job_id) AS jobKey, 0 AS whole, e.id, f.dataset_id AS fromId, f.path AS fromPath,
                t.dataset_id AS toId, t.path AS toPath, e.job_id AS jobId, e.basis, e.transformations, e.confidence,
                e.first_seen AS firstSeen, e.last_seen AS lastSeen, e.since_revision AS sinceRevision
         FROM column_edge e JOIN "column" f ON f.id = e.from_id JOIN "column" t ON t.id = e.to_id
         LEFT JOIN job j ON j.id = e.job_id WHERE ${columnEdgeHolds(moment)}
         UNION ALL
         SELECT COALESCE(j.canonical_id, i.job_id), 1, i.id, f.dataset_id, f.path, i.to_id, NULL, i.job_id, i.basis,
                i.transformations, NULL, NULL, NULL, i.since_revision
         FROM influence i JOIN "column" f ON f.id = i.from_id LEFT JOIN job j ON j.id = i.job_id
         WHERE ${influenceHolds(moment)}
         ORDER BY 1, 2, 3`,
      )
      .iterate(boundTo(moment));
    const { columnEdges } = this.#scope;
    const wanted = (row: StoredColumnEdge): boolean =>
      columnEdges === null || (row.whole === 0 && columnEdges.has(row.id));
    for (const portion of portions(this.#inScope(rows, wanted), PORTION)) {
      const then = moment ? this.#columnEdgesThen(portion.map(({ row }) => row)) : null;
      for (const { row, ends } of portion) {
        const { transformations, confidence } = then?.(row) ?? row;
        const { firstSeen, lastSeen, sinceRevision } = row;
        yield {
          ...ends,
          fromColumn: dotted(row.fromPath),
          toColumn: row.toPath === null ? null : dotted(row.toPath),
          transformations: JSON.parse(transformations) as StoredTransformation[],
          verification: levelOf(row.basis, confidence),
          ...{ confidence, firstSeen, lastSeen, sinceRevision },
        };
      }
    }
  }

  /** What was told of these rows at the moment. */
  #columnEdgesThen(rows: readonly StoredColumnEdge[]) {
    type Told = Pick<StoredColumnEdge, 'transformations' | 'confidence'>;
    const idsOf = (whole: number): number[] => rows.filter((row) => row.whole === whole).map(({ id }) => id);
    const edges = new Map<number, Told>(columnEdgesTold(this.#catalog, idsOf(0)).map((row) => [row.id, row]));
    const said = saidThen(this.#catalog, 'influence', idsOf(1));
    const influence = (row: StoredColumnEdge): Told => {
      const seen = this.#catalog.moment?.time != null && row.basis === 'observed';
      const value = seen ? undefined : said.get(row.id)?.at(-1);
      return value === undefined ? row : { transformations: influenceSaid(value), confidence: null };
    };
    return (row: StoredColumnEdge): Told => (row.whole === 1 ? influence(row) : edges.get(row.id)!);
  }

  /** Columns that a source describes, by dataset, in order; parents before what is nested in them. */
  *columns(): Generator<{ readonly dataset: ExportedDataset; readonly columns: readonly ExportedColumn[] }> {
    if (this.#catalog.moment) yield* this.#columnsThen();
    else yield* this.#columnsNow();
  }

  *#columnsThen(): ReturnType<LineageRows['columns']> {
    const { moment } = this.#catalog;
    for (const dataset of this.datasets()) {
      const { members, retired } = this.#catalog.cards().get(dataset.id)!;
      const columns = retired ? [] : describedColumns(this.#db, moment!.past.revision, dataset.id, members);
      if (columns.length > 0) yield { dataset, columns };
    }
  }

  *#columnsNow(): ReturnType<LineageRows['columns']> {
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

  *#inScope<Row extends StoredFlow>(
    rows: Iterable<Row>,
    wanted: (row: Row) => boolean = () => true,
  ): Generator<{ readonly row: Row; readonly ends: Ends }> {
    for (const row of rows) {
      const from = this.#datasets.get(row.fromId);
      const to = this.#datasets.get(row.toId);
      if (!from || !to || !this.#holds(from.id) || !this.#holds(to.id) || !wanted(row)) continue;
      yield { row, ends: { from, to, job: this.#jobs.get(row.jobId) ?? null, basis: row.basis } };
    }
  }

  #holds(id: number): boolean {
    return this.#scope.datasets === null || this.#scope.datasets.has(id);
  }

  #loadDatasets(): void {
    if (this.#catalog.moment) {
      for (const { id, namespace, name, kind, members, referencedOnly } of this.#catalog.cards().all())
        for (const member of members)
          this.#datasets.set(member, { id, namespace, name, kind, referencedOnly });
      return;
    }
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
      this.#jobs.set(row.id, shown ?? ofThen(this.#catalog, row));
    }
  }
}

export interface ExportedColumn {
  /** From the top-level field down into nested structs. */
  readonly path: readonly string[];
  readonly dataType: string | null;
}

function levelOf(basis: string, confidence: number | null): VerificationLevel {
  if (basis === 'observed') return 'observed';
  return confidence === null ? 'declared' : 'inferred';
}

/** The statement of an influence holds its flags and its transformations. */
function influenceSaid(value: string): string {
  const parts = JSON.parse(value) as unknown[];
  const text = parts.find((part) => typeof part === 'string');
  return typeof text === 'string' ? text : '[]';
}
