/**
 * Facts: the closed set of plain records that every importer turns its source into.
 *
 * An importer knows its source and nothing of the store; the writer knows the store and nothing of
 * any source. Facts are all that passes between them, each with the evidence for it, so that the
 * app can answer *why do we believe this?* for anything it shows.
 */
import type { ColumnKey, DatasetKey, DatasetKind, JobKey, RunKey } from './identity.ts';

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/**
 * Where a fact was read.
 *
 * `scope` names the body of statements that it belongs to (see {@link ScopeFact}); every scope must
 * be declared before its first fact. `file` is an index into the import's source files. `at` says
 * where in that file in the source's own terms: `line 12`, `model.shop.orders`, `TableList[3]`.
 * Share one object between the facts of one event or node: the writer compares by reference first.
 */
export interface Evidence {
  readonly scope: string;
  readonly file: number;
  readonly at: string;
}

/**
 * Opens a body of statements.
 *
 * - `accumulate`: what is said adds up; silence retires nothing (OpenLineage run events).
 * - `replace`: what follows is the whole picture; what this scope said before and does not say now
 *   is retired (a dbt project, a Glue database, a JobEvent, one facet of one dataset). Declaring a
 *   scope again within an import starts its picture anew.
 *
 * `asOf` (RFC 3339 instant, UTC, whatever follows it deciding between equal ones) orders pictures in
 * time: a picture older than the stored one is ignored, so files may be imported in any order.
 *
 * Keep keys stable across imports and prefixed by the importer: `dbt:project/shop`,
 * `glue:arn:aws:glue:eu-west-1:1234/raw_zone`, `openlineage`, `openlineage:schema/<ns>#<name>`.
 */
export interface ScopeFact {
  readonly type: 'scope';
  readonly scope: string;
  readonly mode: 'accumulate' | 'replace';
  readonly asOf?: string;
}

interface Stated {
  readonly evidence: Evidence;
}

/**
 * A source describes or uses this dataset. `sourceId` is its id in the source's own terms (dbt
 * unique_id, Glue table ARN, OpenLineage `namespace#name`). `referencedOnly` marks one that is only
 * mentioned (inside another's column lineage, say): it gets a node but is not counted as described.
 */
export interface DatasetFact extends Stated {
  readonly type: 'dataset';
  readonly dataset: DatasetKey;
  readonly kind?: DatasetKind;
  /** The kind follows from the name only; it yields to anything that a source states. */
  readonly kindIsGuess?: boolean;
  readonly sourceId?: string;
  readonly referencedOnly?: boolean;
}

/**
 * Another name of the same dataset. `certain` names join at once (symlinks, the same relation named
 * by two nodes); `likely` ones become suggestions for a steward.
 */
export interface AliasFact extends Stated {
  readonly type: 'alias';
  readonly dataset: DatasetKey;
  readonly alias: DatasetKey;
  readonly basis: 'symlink' | 'location' | 'relation' | 'rename' | 'link';
  readonly certainty: 'certain' | 'likely';
}

/** A column that a source describes. `ordinal` counts from 0 among its siblings. */
export interface ColumnFact extends Stated {
  readonly type: 'column';
  readonly dataset: DatasetKey;
  readonly path: readonly string[];
  readonly ordinal?: number;
  readonly dataType?: string;
}

/**
 * A job. `explicitFlows` says that its flows are given one by one ({@link FlowFact}); otherwise every
 * input is taken to feed every output. `kind` in the source's terms: `dbt model`, `glueetl`, `SPARK` …
 */
export interface JobFact extends Stated {
  readonly type: 'job';
  readonly job: JobKey;
  readonly kind?: string;
  readonly sourceId?: string;
  readonly parent?: JobKey;
  readonly explicitFlows?: boolean;
  readonly referencedOnly?: boolean;
}

export const RUN_EVENT_TYPES = ['START', 'RUNNING', 'COMPLETE', 'ABORT', 'FAIL', 'OTHER'] as const;
export type RunEventType = (typeof RUN_EVENT_TYPES)[number];

/**
 * One event of a run's life. The writer folds them in any order: the last terminal event (COMPLETE,
 * ABORT, FAIL) by time, then arrival, decides the state; a late START never reopens a run.
 */
export interface RunFact extends Stated {
  readonly type: 'run';
  readonly run: RunKey;
  readonly eventType?: RunEventType;
  /** RFC 3339 instant, UTC, milliseconds. */
  readonly eventTime?: string;
  /** Orders the events of a run, those of the same time too: the time, and what decides. Default: the time. */
  readonly order?: string;
  readonly parent?: RunKey;
  readonly nominalStart?: string;
  readonly nominalEnd?: string;
  /** The job's code as this event has it: what differs between runs of a job. Later ones replace it. */
  readonly code?: Json;
  /** As `explicitFlows` of a job, for this run. */
  readonly explicitFlows?: boolean;
  readonly referencedOnly?: boolean;
}

/** A run read (`run-input`) or wrote (`run-output`) a dataset; volumes are of this run alone. */
export interface RunIoFact extends Stated {
  readonly type: 'run-input' | 'run-output';
  readonly run: RunKey;
  readonly dataset: DatasetKey;
  readonly version?: string;
  readonly rowCount?: number;
  readonly byteCount?: number;
  readonly fileCount?: number;
  /** How the dataset looked to the run: its columns, where it lay. */
  readonly seen?: Json;
  /** As `order` of {@link RunFact}: what was told later replaces these, in whatever order it arrives. */
  readonly statedAt?: string;
}

/**
 * A run says entry by entry what feeds this dataset, so what its column lineage facet says of the
 * dataset does not count (see `yields` of {@link ColumnEdgeFact}).
 */
export interface RunTargetFact extends Stated {
  readonly type: 'run-target';
  readonly run: RunKey;
  readonly dataset: DatasetKey;
}

/** A job is declared to read or write a dataset, without a run (dbt, Glue, JobEvent). */
export interface JobIoFact extends Stated {
  readonly type: 'job-input' | 'job-output';
  readonly job: JobKey;
  readonly dataset: DatasetKey;
}

/**
 * Data goes from one dataset to another. With `run`: observed. With `job` alone: declared through
 * that job. With neither: declared without a job (a view, an exposure).
 * `confidence` 0..1, left out where the source states it as plain fact.
 */
export interface FlowFact extends Stated {
  readonly type: 'flow';
  readonly from: DatasetKey;
  readonly to: DatasetKey;
  readonly job?: JobKey;
  readonly run?: RunKey;
  readonly confidence?: number;
}

/** OpenLineage ColumnLineageDatasetFacet 1-2-0 vocabulary. */
export interface Transformation {
  readonly type: 'DIRECT' | 'INDIRECT';
  /** IDENTITY, TRANSFORMATION, AGGREGATION | JOIN, GROUP_BY, FILTER, SORT, WINDOW, CONDITIONAL */
  readonly subtype?: string;
  readonly description?: string;
  readonly masking?: boolean;
}

/** A column's value comes from (DIRECT) or is influenced by (INDIRECT) another column. */
export interface ColumnEdgeFact extends Stated {
  readonly type: 'column-edge';
  readonly from: ColumnKey;
  readonly to: ColumnKey;
  readonly job?: JobKey;
  readonly run?: RunKey;
  /** Empty: the source does not say, so the raw value may survive. */
  readonly transformations: readonly Transformation[];
  readonly confidence?: number;
  /** Does not count where the run, in whatever event, is explicit about the target ({@link RunTargetFact}). */
  readonly yields?: boolean;
}

/** A column influences a dataset as a whole (filter, join key): `columnLineage.dataset[]`. */
export interface DatasetInfluenceFact extends Stated {
  readonly type: 'dataset-influence';
  readonly from: ColumnKey;
  readonly to: DatasetKey;
  readonly job?: JobKey;
  readonly run?: RunKey;
  readonly transformations: readonly Transformation[];
  /** As `yields` of {@link ColumnEdgeFact}. */
  readonly yields?: boolean;
}

/** `data`: one job hands data to another directly. `control`: one runs after the other. */
export interface JobEdgeFact extends Stated {
  readonly type: 'job-edge';
  readonly from: JobKey;
  readonly to: JobKey;
  readonly kind: 'data' | 'control';
}

/** What a tag, owner, description or property is said about. */
export type Target =
  | { readonly on: 'dataset'; readonly dataset: DatasetKey }
  | { readonly on: 'column'; readonly dataset: DatasetKey; readonly path: readonly string[] }
  | { readonly on: 'job'; readonly job: JobKey }
  | { readonly on: 'run'; readonly run: RunKey };

/**
 * A tag from the source. `sensitivity` values are the four levels, `category` values fideslang keys
 * (`user.contact.email`), `label` anything else (`key` then holds the source's tag key, may be '').
 */
export interface TagFact extends Stated {
  readonly type: 'tag';
  readonly target: Target;
  readonly kind: 'sensitivity' | 'category' | 'label';
  readonly key: string;
  readonly value: string;
  /** Import rule that made it of the source's words; left out where the source states the tag itself. */
  readonly rule?: string;
}

export interface OwnerFact extends Stated {
  readonly type: 'owner';
  readonly target: Target;
  /** As the source writes it: a name, an e-mail address, a URN such as `team:finance`. */
  readonly name: string;
  readonly email?: string;
  /** The source's ownership type (`MAINTAINER`, `data owner`, `group`); '' where it has none. */
  readonly role: string;
  /** As `rule` of a tag. */
  readonly rule?: string;
}

/** Text is stored as given and rendered as text; it is never trusted as HTML. */
export interface DescriptionFact extends Stated {
  readonly type: 'description';
  readonly target: Target;
  readonly text: string;
}

/**
 * Anything else worth keeping about a target, whole and raw: `sql`, `sourceCodeLocation`, `storage`,
 * `location`, a custom facet. A later value under the same key replaces the earlier one.
 * Values are stored and shown: redact secrets before yielding.
 */
export interface PropertyFact extends Stated {
  readonly type: 'property';
  readonly target: Target;
  readonly key: string;
  readonly value: Json;
  /** As `order` of {@link RunFact}: only a value told later replaces this one, whenever it arrives. */
  readonly statedAt?: string;
}

/** A data test attached to a dataset or a column. `testId` in the source's terms, stable. */
export interface TestFact extends Stated {
  readonly type: 'test';
  readonly testId: string;
  readonly name: string;
  readonly dataset: DatasetKey;
  readonly path?: readonly string[];
  readonly kind?: string;
  readonly severity?: string;
}

/** The outcome of a test; the latest by `at`, then arrival, is shown. */
export interface TestResultFact extends Stated {
  readonly type: 'test-result';
  readonly testId: string;
  readonly status: 'pass' | 'fail' | 'warn' | 'error' | 'skip';
  readonly at?: string;
  readonly failures?: number;
  /** Severity of the test as this result has it, where sources tell it with results; null: none. */
  readonly severity?: string | null;
  /** Redacted of sample values. */
  readonly message?: string;
}

/** A quality or profile figure: `rowCount`, `nullCount`, `distinctCount` … Never a sample value. */
export interface MetricFact extends Stated {
  readonly type: 'metric';
  readonly dataset: DatasetKey;
  readonly path?: readonly string[];
  readonly name: string;
  readonly value: number;
  readonly at?: string;
  readonly run?: RunKey;
}

export type Fact =
  | ScopeFact
  | DatasetFact
  | AliasFact
  | ColumnFact
  | JobFact
  | RunFact
  | RunIoFact
  | RunTargetFact
  | JobIoFact
  | FlowFact
  | ColumnEdgeFact
  | DatasetInfluenceFact
  | JobEdgeFact
  | TagFact
  | OwnerFact
  | DescriptionFact
  | PropertyFact
  | TestFact
  | TestResultFact
  | MetricFact;

export type FactType = Fact['type'];
