/**
 * What an importer is: bytes in, facts out. It never touches the store.
 */
import type { Fact } from '../model/facts.ts';
import type { LiteralRule } from './sql-literals.ts';
import type { DatasetKey, JobKey } from '../model/identity.ts';
import type { SourceKind } from '../model/sources.ts';
import type { Analyses } from '../sql/index.ts';
import type { ImportRule } from './import-rule.ts';

export type ImporterKind = SourceKind;

/** A file to import, wherever it lies: on disk, gzipped, or inside a zip. */
export interface SourceFile {
  /** Position in the import; facts refer to it (`Evidence.file`). */
  readonly index: number;
  /** Path relative to what the user chose, `/` as separator. Shown to people; never absolute. */
  readonly path: string;
  /** Size in bytes as stored (compressed size for .gz). */
  readonly size: number;
  /** Decompressed content in order, in chunks of any size. Can be read again. */
  chunks(): AsyncIterable<Uint8Array>;
  /** Decompressed content whole. Throws {@link SourceError} above the size limit for whole reads. */
  bytes(): Promise<Uint8Array>;
  /** Content as text: UTF-8 or UTF-16 by byte-order mark, the mark removed. Throws as `bytes`. */
  text(): Promise<string>;
}

/** A file that an importer recognised, with its role there (`manifest`, `events`, `TableList` …). */
export interface RecognisedFile {
  readonly file: SourceFile;
  readonly role: string;
}

export interface ImportOptions {
  /** Connection namespace for sources that do not name one (dbt), e.g. `postgres://db:5432`. */
  readonly namespace?: string;
  /** Derive column lineage from SQL where the source holds it (dbt). Default: true. */
  readonly columnLineage?: boolean;
  /** Which literals in SQL text are hidden. Default: those that look like personal data or secrets. */
  readonly sqlLiterals?: LiteralRule;
  /** Which words in a source's own tags and settings mean what (dbt); shipped rules where left out. */
  readonly rules?: readonly ImportRule[];
  /** For each of the names, the namespaces in which the catalog has a dataset of that name; for guessing. */
  readonly namespacesHolding?: (names: readonly string[]) => readonly (readonly string[])[];
  /** Every namespace in the catalog; for guessing. */
  readonly namespaces?: () => readonly string[];
  /** Where the tables of this project were placed before. */
  readonly remembered?: (project: string) => RememberedNamespace | undefined;
  /** What earlier imports of the same kind of source left in the catalog. */
  readonly known?: KnownDatasets;
}

/** Where a project's tables are placed, as an earlier import or a person left it. */
export interface RememberedNamespace {
  /** Null: none was given; the project's tables stand under the project's own name. */
  readonly namespace: string | null;
  /** Where they stood before, oldest first. */
  readonly former: readonly string[];
}

/** A node that its project disabled: known, listed, no lineage. */
export interface DisabledNode {
  readonly sourceId: string;
  readonly type: string;
  readonly reason: string;
  readonly path: string | null;
  readonly at: string;
}

/** A project of a source whose files do not name its database server (dbt), as an import found it. */
export interface FoundProject {
  readonly name: string;
  readonly adapter: string | null;
  readonly toolVersion: string | null;
  /** When its files were written; of two pictures the newer one counts. */
  readonly generatedAt: string | null;
  readonly namespace: string;
  /** Who says so: this import, an earlier one, the adapter, what the catalog holds; `project`: nobody. */
  readonly basis: 'given' | 'remembered' | 'adapter' | 'catalog' | 'project';
  /** Namespaces of the catalog that it may be, likeliest first. */
  readonly guesses: readonly string[];
  /** Packages and how many nodes each has. */
  readonly packages: Readonly<Record<string, number>>;
  readonly disabled: readonly DisabledNode[];
}

/** Something that the catalog knows under a source's own id, and which scope states it. */
export type KnownNode =
  | {
      readonly is: 'job';
      readonly scope: string;
      readonly job: JobKey;
      readonly inputs: readonly DatasetKey[];
      readonly outputs: readonly DatasetKey[];
    }
  | { readonly is: 'test'; readonly scope: string }
  | { readonly is: 'dataset'; readonly scope: string; readonly dataset: DatasetKey };

export interface KnownDatasets {
  /** What there is under this id: one entry for each scope that states it. */
  nodes(sourceId: string): readonly KnownNode[];
  /** Datasets that sources describe under this id of their own (a dbt `unique_id`), and which scopes state it. */
  described(sourceId: string): readonly { readonly scope: string; readonly dataset: DatasetKey }[];
  /** For each of the names, datasets of that name that sources refer to and none describes. */
  gaps(names: readonly string[]): readonly (readonly DatasetKey[])[];
  /** For each of the datasets, whether the catalog has it, or once had. */
  had(keys: readonly DatasetKey[]): readonly boolean[];
}

/** Something in the source that could not be used, or was used with a doubt. */
export interface ImportIssue {
  /** `rejected`: this part did not land. `warning`: it landed, with a doubt. */
  readonly severity: 'rejected' | 'warning';
  /** Index of the file, if one is to blame. */
  readonly file?: number;
  /** Where in the file, as in `Evidence.at`. */
  readonly at?: string;
  /** What is wrong, what was expected, what was kept. One or two neutral sentences. */
  readonly message: string;
  /** Stable kebab-case code for grouping, `missing-run-id`. */
  readonly code: string;
}

export interface ImportContext {
  readonly signal: AbortSignal;
  readonly options: ImportOptions;
  /** Reports what could not be used. Never throw for one bad part: report it and go on. */
  issue(issue: ImportIssue): void;
  /** Counts a candidate (event, node, table …) that was accepted. */
  accepted(count?: number): void;
  /** Bytes read so far across files, for the progress bar; call every few hundred records. */
  progress(bytesRead: number): void;
  /** Tells of a project that was read. */
  project?(found: FoundProject): void;
  /**
   * Of each content hash (hex SHA-256 of the canonical form), in order: true when this import brought it already;
   * otherwise it is remembered. For sources whose unit is an event that may be delivered twice.
   */
  seen(hashes: readonly string[]): readonly boolean[];
  /** Where SQL is analysed. Default: here. */
  readonly analyses?: () => Analyses;
  /** Has a file read by the importer's {@link ReadBeside} in another thread meanwhile. Not there: nobody could. */
  readonly beside?: (file: SourceFile) => Promise<unknown>;
}

/** Reads a file for another thread. What comes back must be plain data; trouble with the file is part of it. */
export type ReadBeside = (file: RecognisedFile, signal: AbortSignal) => Promise<unknown>;

/** What the work before an import's transaction is given. */
export interface PrepareContext {
  readonly signal: AbortSignal;
  readonly options: ImportOptions;
  /** Bytes read so far, before it is known how many steps there are. */
  reading(bytes: number): void;
  /** Steps done so far, of how many. */
  progress(done: number, total: number): void;
}

export interface Importer {
  readonly kind: ImporterKind;
  /** It guesses from what the catalog holds (`namespacesHolding`), so other sources are read before. */
  readonly readsLast?: boolean;
  /** Looks at a file's content (name only as a hint) and names its role, or null if it is not ours. */
  recognise(file: SourceFile): Promise<string | null>;
  /**
   * Does what takes long and needs no catalog (SQL analysis) before {@link read}, which finds the results
   * in memory. Nobody waits for it: the write transaction opens after. It reports no issues; `read` does.
   */
  prepare?(files: readonly RecognisedFile[], context: PrepareContext): Promise<void>;
  /**
   * Reads recognised files and yields facts in batches of some hundreds. Memory stays bounded by
   * distinct content, not by file size, wherever the format allows it.
   */
  read(files: readonly RecognisedFile[], context: ImportContext): AsyncIterable<readonly Fact[]>;
}

/** A source that cannot be read at all: not JSON, truncated, too large, wrong encoding. */
export class SourceError extends Error {
  readonly code: string;
  constructor(code: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'SourceError';
    this.code = code;
  }
}
