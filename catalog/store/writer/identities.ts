/**
 * From names to row ids, creating what is not there yet. One instance per import; it remembers every
 * name it resolved, so memory grows with distinct names, not with the size of the source.
 */
import { canonicalKey, type DatasetKey, type JobKey } from '../../model/identity.ts';
import { reappear } from './absence.ts';
import type { Changes } from './changes.ts';
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

/** Characters of an identity; longer ones are no names, and every index would hold them again. */
const MAX_NAME = 8192;

/** Code of `also_said.record_type` for datasets that an import names without more. */
export const MENTIONED = 100;

export class NameTooLong extends Error {}

function limit(what: string, ...parts: readonly string[]): void {
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  if (length > MAX_NAME)
    throw new NameTooLong(`The name of a ${what} has ${length} characters; at most ${MAX_NAME} are kept.`);
}

/** Makes the row of a dataset that nobody has described yet; answers its id. */
export function insertDataset(sql: Sql, key: DatasetKey, kind: string, revision: number): number {
  const id = sql.nextId('dataset');
  sql.run(
    `INSERT INTO dataset (id, namespace, name, kind, kind_scope_id, canonical_id, canonical_key, referenced_only, since_revision)
     VALUES (?, ?, ?, ?, 0, ?, ?, 1, ?)`,
    id,
    key.namespace,
    key.name,
    kind,
    id,
    canonicalKey(key),
    revision,
  );
  return id;
}

export class Identities {
  readonly #sql: Sql;
  readonly #changes: Changes;
  readonly #revision: number;
  /** By namespace, then by name. */
  readonly #datasets = new Map<string, Map<string, DatasetEntry>>();
  readonly #columns = new Map<number, Map<string, ColumnEntry>>();
  readonly #jobs = new Map<string, Map<string, JobEntry>>();
  #columnsKept = 0;
  /** All columns are remembered of datasets that are new and not below this id. */
  #columnsFloor = 0;
  /** Datasets whose row or columns changed: their search entries are made again. */
  readonly touchedDatasets = new Set<number>();

  constructor(sql: Sql, changes: Changes, revision: number) {
    this.#sql = sql;
    this.#changes = changes;
    this.#revision = revision;
  }

  dataset(key: DatasetKey): DatasetEntry {
    let ofNamespace = this.#datasets.get(key.namespace);
    if (!ofNamespace) this.#datasets.set(key.namespace, (ofNamespace = new Map()));
    const cached = ofNamespace.get(key.name);
    if (cached) return cached;
    const stored = this.#sql.get<{
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
    const entry: DatasetEntry = stored
      ? {
          id: stored.id,
          kind: stored.kind,
          kindScopeId: stored.kindScopeId,
          referencedOnly: stored.referencedOnly === 1,
          retired: stored.until !== null,
        }
      : this.#insertDataset(key);
    ofNamespace.set(key.name, entry);
    if (entry.retired && entry.referencedOnly) this.#reappear(entry);
    return entry;
  }

  /** A dataset that nobody knew of, since the import that did was taken back, is mentioned again. */
  #reappear(entry: DatasetEntry): void {
    entry.retired = false;
    reappear(this.#sql, entry.id, this.#revision);
    this.touchedDatasets.add(entry.id);
  }

  #insertDataset(key: DatasetKey): DatasetEntry {
    limit('dataset', key.namespace, key.name);
    const id = insertDataset(this.#sql, key, 'table', this.#revision);
    this.touchedDatasets.add(id);
    return { id, kind: 'table', kindScopeId: 0, referencedOnly: true, retired: false };
  }

  /**
   * The column. A new one is created as `described`, for a caller that states it at once; without that
   * as one that only lineage mentions.
   */
  column(datasetId: number, path: readonly string[], described?: ColumnDescription): ColumnEntry {
    if (this.#columnsKept >= COLUMNS_REMEMBERED) this.forgetColumns();
    let ofDataset = this.#columns.get(datasetId);
    if (!ofDataset) this.#columns.set(datasetId, (ofDataset = new Map()));
    const joined = joinPath(path);
    const cached = ofDataset.get(joined);
    if (cached) return cached;
    const entry =
      this.#storedColumn(datasetId, joined) ?? this.#insertColumn(datasetId, joined, path, described);
    ofDataset.set(joined, entry);
    this.#columnsKept++;
    if (!entry.current && entry.referencedOnly) {
      entry.current = true;
      this.#sql.run('UPDATE "column" SET until_revision = NULL WHERE id = ?', entry.id);
      this.touchedDatasets.add(datasetId);
    }
    return entry;
  }

  #storedColumn(datasetId: number, joined: string): ColumnEntry | undefined {
    if (datasetId >= this.#columnsFloor && this.#sql.isFresh('dataset', datasetId)) return undefined;
    const stored = this.#sql.get<{
      id: number;
      ordinal: number | null;
      dataType: string | null;
      referencedOnly: number;
      until: number | null;
    }>(
      `SELECT id, ordinal, data_type AS dataType, referenced_only AS referencedOnly, until_revision AS until
       FROM "column" WHERE dataset_id = ? AND path = ?`,
      datasetId,
      joined,
    );
    return (
      stored && {
        id: stored.id,
        datasetId,
        ordinal: stored.ordinal,
        dataType: stored.dataType,
        referencedOnly: stored.referencedOnly === 1,
        current: stored.until === null,
      }
    );
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
    this.#sql.run(
      `INSERT INTO "column" (id, dataset_id, path, name, depth, ordinal, data_type, referenced_only, since_revision)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
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
    let ofNamespace = this.#jobs.get(key.namespace);
    if (!ofNamespace) this.#jobs.set(key.namespace, (ofNamespace = new Map()));
    const cached = ofNamespace.get(key.name);
    if (cached) return cached;
    const stored = this.#sql.get<{
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
    const entry: JobEntry = stored
      ? {
          id: stored.id,
          kind: stored.kind,
          sourceId: stored.sourceId,
          parentId: stored.parentId,
          explicitFlows: stored.explicitFlows === 1,
          referencedOnly: stored.referencedOnly === 1,
          current: stored.until === null,
        }
      : this.#insertJob(key, importer);
    ofNamespace.set(key.name, entry);
    if (!entry.current && entry.referencedOnly) {
      entry.current = true;
      this.#sql.run('UPDATE job SET until_revision = NULL WHERE id = ?', entry.id);
    }
    return entry;
  }

  #insertJob(key: JobKey, importer: string): JobEntry {
    limit('job', key.namespace, key.name);
    const id = this.#sql.nextId('job');
    this.#sql.run(
      `INSERT INTO job (id, namespace, name, importer, explicit_flows, referenced_only, since_revision) VALUES (?, ?, ?, ?, 0, 1, ?)`,
      id,
      key.namespace,
      key.name,
      importer,
      this.#revision,
    );
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

  datasetRetired(id: number): void {
    for (const ofNamespace of this.#datasets.values())
      for (const entry of ofNamespace.values()) if (entry.id === id) entry.retired = true;
  }

  /** There are many, or column rows were changed behind this cache's back (retired). */
  forgetColumns(): void {
    this.#columns.clear();
    this.#columnsKept = 0;
    this.#columnsFloor = this.#sql.endOfIds('dataset');
  }
}
