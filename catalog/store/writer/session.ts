/**
 * One import being written, inside the caller's transaction: what it knows and what waits. Facts are applied to it by
 * `apply-facts.ts`.
 */
import type { Evidence } from '../../model/facts.ts';
import type { JobKey, RunKey } from '../../model/identity.ts';
import { WellFormedRecords } from '../../model/well-formed.ts';
import { Changes } from './changes.ts';
import { FreshRows } from './fresh-rows.ts';
import { Identities, type JobEntry } from './identities.ts';
import { KnownIo } from './known-io.ts';
import { RepeatedEdges } from './repeated-edges.ts';
import type { RowBuffer } from './row-buffer.ts';
import { RunIoRows } from './run-io-rows.ts';
import { Runs, type RunEntry } from './runs.ts';
import { Scopes } from './scopes.ts';
import { SeenContent } from './seen-content.ts';
import { Sights } from './sights.ts';
import type { Sql } from './sql.ts';
import { StatedAts } from './stated-ats.ts';
import { StatementBook, type FileRow } from './statements.ts';
import { Told } from './told.ts';

/** What needs deriving once all facts are in. */
export interface Touched {
  readonly runs: Set<number>;
  /** Jobs whose declared inputs, outputs or flows changed; 0 stands for flows without a job. */
  readonly jobs: Set<number>;
  /** Jobs of which a run turned out to give its flows one by one. */
  readonly explicitJobs: Set<number>;
  /** Column edges seen in runs, with the runs that showed them. */
  readonly seenColumnEdges: Map<number, Set<number>>;
  /** Jobs that went or came back otherwise than by what an import says of them. */
  readonly settledJobs: Set<number>;
  /** Column edges that fewer runs show than before, or other ones. */
  readonly recountedSights: Set<number>;
  /** Datasets of which a change of state was told, or which an event describes although they were dropped. */
  readonly lifecycles: Map<number, { readonly retiredIn: number | null }>;
  /** Datasets of which one source said another kind than before. */
  readonly retoldKinds: Set<number>;
  /** Alias rows that were stated or withdrawn. */
  readonly aliases: Set<number>;
}

/** Something that did not land, or not as one would expect; becomes an issue of the import. */
export interface Doubt {
  readonly severity: 'rejected' | 'warning';
  readonly code: string;
  /** Index of the file, if one is to blame. */
  readonly file?: number;
  /** Where it was said, or what it is about. */
  readonly at: string;
  readonly message: string;
}

const PROPERTY_COLUMNS = [
  'id',
  'target_type',
  'target_id',
  'key',
  'value',
  'origin',
  'stated_at',
  'since_revision',
];

const ALIAS_COLUMNS = [
  'id',
  'dataset_id',
  'namespace',
  'name',
  'basis',
  'status',
  'origin',
  'certainty',
  'since_revision',
];
const METRIC_COLUMNS = ['id', 'dataset_id', 'column_id', 'name', 'at', 'value', 'file_id', 'since_revision'];

export class WriterSession {
  readonly sql: Sql;
  readonly revision: number;
  readonly importId: number;
  readonly changes = new Changes();
  readonly scopes: Scopes;
  readonly book: StatementBook;
  readonly identities: Identities;
  readonly runs: Runs;
  readonly runIo: RunIoRows;
  readonly knownIo: KnownIo;
  readonly fresh: FreshRows;
  readonly sights: Sights;
  readonly told: Told;
  readonly seenContent: SeenContent;
  readonly repeatedEdges = new RepeatedEdges();
  readonly newProperties: RowBuffer;
  readonly newAliases: RowBuffer;
  readonly newMetrics: RowBuffer;
  /** Datasets that are named without more. */
  readonly mentions: RowBuffer;
  /** What the events of runs said. */
  readonly newRunEvents: RowBuffer;
  readonly statedAts = new StatedAts();
  readonly touched: Touched = {
    runs: new Set(),
    jobs: new Set(),
    explicitJobs: new Set(),
    seenColumnEdges: new Map(),
    settledJobs: new Set(),
    recountedSights: new Set(),
    lifecycles: new Map(),
    retoldKinds: new Set(),
    aliases: new Set(),
  };
  /** What the sources say and the catalog could not follow. */
  readonly doubts: Doubt[] = [];
  /** Facts as they can be stored. */
  readonly wellFormed = new WellFormedRecords('value');
  /** The importer whose facts are being applied. */
  importer = '';
  /** Facts applied so far, for progress. */
  applied = 0;

  readonly #stands = new Map<number, boolean>();

  constructor(sql: Sql, revision: number, importId: number, files: readonly FileRow[]) {
    this.sql = sql;
    this.revision = revision;
    this.importId = importId;
    this.scopes = new Scopes(sql, importId);
    this.book = new StatementBook(sql, this.scopes, revision, files);
    this.identities = new Identities(sql, this.changes, revision);
    this.runs = new Runs(sql, revision);
    this.runIo = new RunIoRows(sql, revision);
    this.knownIo = new KnownIo(sql, revision, importId);
    this.fresh = new FreshRows(sql);
    this.sights = new Sights(sql);
    this.told = new Told(this);
    this.seenContent = new SeenContent(sql);
    this.newProperties = sql.rows('property', PROPERTY_COLUMNS);
    this.newAliases = sql.rows('alias', ALIAS_COLUMNS);
    this.newMetrics = sql.rows('metric', METRIC_COLUMNS);
    this.mentions = sql.rows('also_said', ['record_type', 'record_id', 'import_id'], {
      verb: 'INSERT OR IGNORE',
    });
    this.newRunEvents = sql.rows('run_event', ['id', 'run_id', 'import_id', 'said']);
  }

  /** Whether an import counts: this one, and those that were not taken back. */
  readonly stands = (importId: number): boolean => {
    let stands = this.#stands.get(importId);
    if (stands === undefined) {
      const query = 'SELECT 1 FROM import_batch WHERE id = ? AND undone_in IS NULL';
      this.#stands.set(importId, (stands = this.sql.get(query, importId) !== undefined));
    }
    return stands;
  };

  /** Writes what waits in memory. Due once all facts are in, before anybody reads what they said. */
  flush(): void {
    this.runs.flush();
    this.runIo.flush();
    this.knownIo.flush();
    this.told.flush();
    this.sql.flush();
  }

  job(key: JobKey): JobEntry {
    return this.identities.job(key, this.importer);
  }

  run(key: RunKey, evidence: Evidence): RunEntry {
    // The facts of one event share the key.
    return this.runs.latest(key) ?? this.#run(key, evidence);
  }

  #run(key: RunKey, evidence: Evidence): RunEntry {
    return this.runs.get(key, this.job(key.job).id, this.book.fileId(evidence), evidence.at, (id) => {
      this.touched.runs.add(id);
    });
  }

  /** The row of a dataset version, by the label that the source gives it. */
  datasetVersion(datasetId: number, label: string): number {
    const stored = this.sql.get<{ id: number }>(
      'SELECT id FROM dataset_version WHERE dataset_id = ? AND label = ?',
      datasetId,
      label,
    );
    if (stored) return stored.id;
    const id = this.sql.nextId('dataset_version');
    this.sql.run(
      'INSERT INTO dataset_version (id, dataset_id, label, since_revision) VALUES (?, ?, ?, ?)',
      id,
      datasetId,
      label,
      this.revision,
    );
    return id;
  }

  /** To which job, and how, a flow between columns is attributed. */
  attribution(fact: { readonly job?: JobKey; readonly run?: RunKey }): {
    jobId: number;
    basis: 'observed' | 'declared';
  } {
    if (fact.run) return { jobId: this.job(fact.run.job).id, basis: 'observed' };
    return { jobId: fact.job ? this.job(fact.job).id : 0, basis: 'declared' };
  }
}
