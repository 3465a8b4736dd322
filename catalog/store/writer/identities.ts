/**
 * From names to row ids, creating what is not there yet. One instance per import; it remembers every
 * name it resolved, so memory grows with distinct names, not with the size of the source.
 */
import type { DatasetKey, JobKey } from '../../model/identity.ts';
import { reappear } from './absence.ts';
import type { Changes } from './changes.ts';
import {
  addDataset,
  COLUMN_REFERENCED,
  COLUMN_ROW,
  DATASET_REFERENCED,
  DATASET_ROW,
  DATA_TYPE,
  JOB_EXPLICIT,
  JOB_KIND,
  JOB_PARENT,
  JOB_REFERENCED,
  JOB_ROW,
  JOB_SOURCE_ID,
  KIND,
  KIND_SCOPE,
  ORDINAL,
} from './identity-rows.ts';
import { IdSet } from './id-set.ts';
import type { RowBuffer } from './row-buffer.ts';
import type { Sql } from './sql.ts';

export interface DatasetEntry {
  readonly id: number;
  kind: string;
  kindScopeId: number;
  referencedOnly: boolean;
  retired: boolean;
  /** This import has named it without more. */
  mentioned?: boolean;
}

export interface ColumnEntry {
  readonly id: number;
  readonly datasetId: number;
  ordinal: number | null;
  dataType: string | null;
  referencedOnly: boolean;
  current: boolean;
  /** Its row holds the description with which it was created. */
  written?: boolean;
}

export interface ColumnDescription {
  readonly ordinal: number | null;
  readonly dataType: string | null;
}

export interface JobEntry {
  readonly id: number;
  kind: string | null;
  sourceId: string | null;
  parentId: number | null;
  explicitFlows: boolean;
  referencedOnly: boolean;
  current: boolean;
}

/** Separates path segments in `column.path`; where a name has this control character, it is replaced. */
export const PATH_SEPARATOR = '\u001f';

function joinPath(path: readonly string[]): string {
  const [first] = path;
  if (path.length === 1 && !first!.includes(PATH_SEPARATOR)) return first!;
  return path.map((part) => part.replaceAll(PATH_SEPARATOR, '\ufffd')).join(PATH_SEPARATOR);
}

/** Columns remembered at a time; beyond that they are forgotten, and looked for in the file again. */
const COLUMNS_REMEMBERED = 200_000;
/** Of a dataset with more, each column is looked for by itself. */
const COLUMNS_AT_ONCE = 200;

/** Characters of an identity; longer ones are no names, and every index would hold them again. */
const MAX_NAME = 8192;

export class NameTooLong extends Error {}

function limit(what: string, ...parts: readonly string[]): void {
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  if (length > MAX_NAME)
    throw new NameTooLong(`The name of a ${what} has ${length} characters; at most ${MAX_NAME} are kept.`);
}

/** What is known of the columns of one dataset. */
interface Columns {
  /** By path. */
  readonly entries: Map<string, ColumnEntry>;
  /** What is not among the entries, the file does not have. */
  readonly whole: boolean;
}

interface StoredColumn {
  readonly id: number;
  readonly path: string;
  readonly ordinal: number | null;
  readonly dataType: string | null;
  readonly referencedOnly: number;
  readonly until: number | null;
}

const STORED_COLUMN = `SELECT id, path, ordinal, data_type AS dataType, referenced_only AS referencedOnly, until_revision AS until
  FROM "column"`;

const columnEntry = (
  datasetId: number,
  { id, ordinal, dataType, referencedOnly, until }: StoredColumn,
): ColumnEntry => ({
  id,
  datasetId,
  ordinal,
  dataType,
  referencedOnly: referencedOnly === 1,
  current: until === null,
});

/** What is known of the names in one namespace. */
interface Names<Entry> {
  readonly entries: Map<string, Entry>;
  /** The file has rows of it that may not be among the entries. */
  readonly stored: boolean;
}

export class Identities {
  readonly #sql: Sql;
  readonly #changes: Changes;
  readonly #revision: number;
  /** By namespace, then by name. */
  readonly #datasets = new Map<string, Names<DatasetEntry>>();
  #byId: Map<number, DatasetEntry> | undefined;
  readonly #columns = new Map<number, Columns>();
  readonly #jobs = new Map<string, Names<JobEntry>>();
  readonly #newDatasets: RowBuffer;
  readonly #newColumns: RowBuffer;
  readonly #newJobs: RowBuffer;
  #columnsKept = 0;
  /** Datasets of which columns were forgotten. */
  readonly #columnsForgotten = new IdSet();
  /** Datasets whose row or columns changed: their search entries are made again. */
  readonly touchedDatasets = new Set<number>();

  constructor(sql: Sql, changes: Changes, revision: number) {
    this.#sql = sql;
    this.#changes = changes;
    this.#revision = revision;
    this.#newDatasets = sql.rows('dataset', DATASET_ROW);
    this.#newColumns = sql.rows('"column"', COLUMN_ROW);
    this.#newJobs = sql.rows('job', JOB_ROW);
  }

  dataset(key: DatasetKey): DatasetEntry {
    let names = this.#datasets.get(key.namespace);
    if (!names) this.#datasets.set(key.namespace, (names = this.#namesIn('dataset', key.namespace)));
    const cached = names.entries.get(key.name);
    if (cached) return cached;
    const entry = (names.stored ? this.#storedDataset(key) : undefined) ?? this.#insertDataset(key);
    names.entries.set(key.name, entry);
    this.#byId?.set(entry.id, entry);
    if (entry.retired && entry.referencedOnly) this.#reappear(entry);
    return entry;
  }

  /** Names that wait to be written are among the entries from the first. */
  #namesIn<Entry>(table: 'dataset' | 'job', namespace: string): Names<Entry> {
    const row = this.#sql.getWritten(`SELECT 1 FROM ${table} WHERE namespace = ? LIMIT 1`, namespace);
    return { entries: new Map(), stored: row !== undefined };
  }

  #storedDataset(key: DatasetKey): DatasetEntry | undefined {
    const stored = this.#sql.getWritten<{
      id: number;
      kind: string;
      kindScopeId: number;
      referencedOnly: number;
      until: number | null;
    }>(
      `SELECT id, kind, kind_scope_id AS kindScopeId, referenced_only AS referencedOnly, until_revision AS until
       FROM dataset WHERE namespace = ? AND name = ?`,
      key.namespace,
      key.name,
    );
    return (
      stored && {
        id: stored.id,
        kind: stored.kind,
        kindScopeId: stored.kindScopeId,
        referencedOnly: stored.referencedOnly === 1,
        retired: stored.until !== null,
      }
    );
  }

  /** A dataset that nobody knew of, since the import that did was taken back, is mentioned again. */
  #reappear(entry: DatasetEntry): void {
    entry.retired = false;
    reappear(this.#sql, entry.id, this.#revision);
    this.touchedDatasets.add(entry.id);
  }

  #insertDataset(key: DatasetKey): DatasetEntry {
    limit('dataset', key.namespace, key.name);
    const id = addDataset(this.#sql, key, 'table', this.#revision);
    this.touchedDatasets.add(id);
    return { id, kind: 'table', kindScopeId: 0, referencedOnly: true, retired: false };
  }

  /**
   * The column. A new one is created as `described`, for a caller that states it at once; without that
   * as one that only lineage mentions.
   */
  column(datasetId: number, path: readonly string[], described?: ColumnDescription): ColumnEntry {
    if (this.#columnsKept >= COLUMNS_REMEMBERED) this.forgetColumns();
    let columns = this.#columns.get(datasetId);
    if (!columns) this.#columns.set(datasetId, (columns = this.#columnsOf(datasetId)));
    const { entries, whole } = columns;
    const joined = joinPath(path);
    let entry = entries.get(joined) ?? (whole ? undefined : this.#storedColumn(datasetId, joined));
    if (!entry) {
      entry = this.#insertColumn(datasetId, joined, path, described);
      entries.set(joined, entry);
      this.#columnsKept++;
    } else if (!entry.current && entry.referencedOnly) {
      entry.current = true;
      this.#sql.run('UPDATE "column" SET until_revision = NULL WHERE id = ?', entry.id);
      this.touchedDatasets.add(datasetId);
    }
    return entry;
  }

  /** Those in the file are read together where there are not too many. */
  #columnsOf(datasetId: number): Columns {
    const isKnown = this.#sql.isFresh('dataset', datasetId) && !this.#columnsForgotten.has(datasetId);
    const rows = isKnown
      ? []
      : this.#sql.allWritten<StoredColumn>(
          `${STORED_COLUMN} WHERE dataset_id = ? LIMIT ?`,
          datasetId,
          COLUMNS_AT_ONCE + 1,
        );
    if (rows.length > COLUMNS_AT_ONCE) return { entries: new Map(), whole: false };
    this.#columnsKept += rows.length;
    return { entries: new Map(rows.map((row) => [row.path, columnEntry(datasetId, row)])), whole: true };
  }

  #storedColumn(datasetId: number, joined: string): ColumnEntry | undefined {
    const stored = this.#sql.getWritten<StoredColumn>(
      `${STORED_COLUMN} WHERE dataset_id = ? AND path = ?`,
      datasetId,
      joined,
    );
    if (!stored) return undefined;
    const entry = columnEntry(datasetId, stored);
    this.#columns.get(datasetId)!.entries.set(joined, entry);
    this.#columnsKept++;
    return entry;
  }

  #insertColumn(
    datasetId: number,
    joined: string,
    path: readonly string[],
    described: ColumnDescription | undefined,
  ): ColumnEntry {
    limit('column', joined);
    const id = this.#sql.nextId('"column"');
    const ordinal = described?.ordinal ?? null;
    const dataType = described?.dataType ?? null;
    this.#newColumns.add(
      id,
      datasetId,
      joined,
      path.at(-1) ?? '',
      path.length - 1,
      ordinal,
      dataType,
      described ? 0 : 1,
      this.#revision,
    );
    this.touchedDatasets.add(datasetId);
    // Described or not: nobody has stated it yet.
    return {
      id,
      datasetId,
      ordinal,
      dataType,
      referencedOnly: true,
      current: true,
      written: described !== undefined,
    };
  }

  job(key: JobKey, importer: string): JobEntry {
    let names = this.#jobs.get(key.namespace);
    if (!names) this.#jobs.set(key.namespace, (names = this.#namesIn('job', key.namespace)));
    const cached = names.entries.get(key.name);
    if (cached) return cached;
    const entry = (names.stored ? this.#storedJob(key) : undefined) ?? this.#insertJob(key, importer);
    names.entries.set(key.name, entry);
    if (!entry.current && entry.referencedOnly) {
      entry.current = true;
      this.#sql.run('UPDATE job SET until_revision = NULL WHERE id = ?', entry.id);
    }
    return entry;
  }

  #storedJob(key: JobKey): JobEntry | undefined {
    const stored = this.#sql.getWritten<{
      id: number;
      kind: string | null;
      sourceId: string | null;
      parentId: number | null;
      explicitFlows: number;
      referencedOnly: number;
      until: number | null;
    }>(
      `SELECT id, kind, source_id AS sourceId, parent_id AS parentId, explicit_flows AS explicitFlows,
              referenced_only AS referencedOnly, until_revision AS until
       FROM job WHERE namespace = ? AND name = ?`,
      key.namespace,
      key.name,
    );
    return (
      stored && {
        id: stored.id,
        kind: stored.kind,
        sourceId: stored.sourceId,
        parentId: stored.parentId,
        explicitFlows: stored.explicitFlows === 1,
        referencedOnly: stored.referencedOnly === 1,
        current: stored.until === null,
      }
    );
  }

  #insertJob(key: JobKey, importer: string): JobEntry {
    limit('job', key.namespace, key.name);
    const id = this.#sql.nextId('job');
    this.#newJobs.add(id, key.namespace, key.name, importer, null, null, null, 0, 1, this.#revision);
    return {
      id,
      kind: null,
      sourceId: null,
      parentId: null,
      explicitFlows: false,
      referencedOnly: true,
      current: true,
    };
  }

  /** Marks a dataset as described by a source, not only mentioned. */
  describeDataset(entry: DatasetEntry): void {
    if (entry.referencedOnly) {
      entry.referencedOnly = false;
      if (!this.#newDatasets.patch(entry.id, { [DATASET_REFERENCED]: 0 }))
        this.#sql.run('UPDATE dataset SET referenced_only = 0 WHERE id = ?', entry.id);
      this.#changes.added('dataset', entry.id);
      this.touchedDatasets.add(entry.id);
    }
    if (entry.retired) {
      entry.retired = false;
      this.#sql.run('UPDATE dataset SET until_revision = NULL WHERE id = ?', entry.id);
      this.#changes.added('dataset', entry.id);
      this.touchedDatasets.add(entry.id);
    }
  }

  /** Writes the kind of a dataset, and which scope says so, as its entry has them. */
  writeKind({ id, kind, kindScopeId }: DatasetEntry): void {
    if (this.#newDatasets.patch(id, { [KIND]: kind, [KIND_SCOPE]: kindScopeId })) return;
    this.#sql.run('UPDATE dataset SET kind = ?, kind_scope_id = ? WHERE id = ?', kind, kindScopeId, id);
  }

  /** Writes a column that is stated, as its entry has it. */
  writeColumn({ id, ordinal, dataType }: ColumnEntry): void {
    const row = { [ORDINAL]: ordinal, [DATA_TYPE]: dataType, [COLUMN_REFERENCED]: 0 };
    if (this.#newColumns.patch(id, row)) return;
    this.#sql.run(
      'UPDATE "column" SET ordinal = ?, data_type = ?, referenced_only = 0, until_revision = NULL WHERE id = ?',
      ordinal,
      dataType,
      id,
    );
  }

  /** Writes a job that is stated, as its entry has it. */
  writeJob({ id, kind, sourceId, parentId, explicitFlows }: JobEntry): void {
    const explicit = explicitFlows ? 1 : 0;
    const row = {
      [JOB_KIND]: kind,
      [JOB_SOURCE_ID]: sourceId,
      [JOB_PARENT]: parentId,
      [JOB_EXPLICIT]: explicit,
      [JOB_REFERENCED]: 0,
    };
    if (this.#newJobs.patch(id, row)) return;
    this.#sql.run(
      `UPDATE job SET kind = ?, source_id = ?, parent_id = ?, explicit_flows = ?, referenced_only = 0, until_revision = NULL WHERE id = ?`,
      kind,
      sourceId,
      parentId,
      explicit,
      id,
    );
  }

  datasetRetired(id: number): void {
    this.#byId ??= new Map(
      [...this.#datasets.values()].flatMap(({ entries }) =>
        [...entries.values()].map((entry): [number, DatasetEntry] => [entry.id, entry]),
      ),
    );
    const entry = this.#byId.get(id);
    if (entry) entry.retired = true;
  }

  /** There are many, or column rows were changed behind this cache's back (retired). */
  forgetColumns(): void {
    this.#newColumns.flush();
    for (const datasetId of this.#columns.keys()) this.#columnsForgotten.add(datasetId);
    this.#columns.clear();
    this.#columnsKept = 0;
  }
}
