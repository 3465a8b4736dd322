/**
 * What is compared: two snapshots, each a set of entities (a dataset, an edge, what a job's run read) with
 * aspects (path, version, columns, rows …). Whatever the two sides are, the rest is the same: the difference
 * is taken entity by entity, and each difference gets a suspicion from the rules.
 */

/** What one aspect of an entity is; a list is a set in a fixed order. */
export type Value = string | number | readonly string[];

export const ASPECTS = {
  state: 'State of the run',
  path: 'Path',
  version: 'Version',
  produced: 'Written by',
  written: 'Last written',
  location: 'Physical location',
  code: 'Code version',
  source: 'Code',
  engine: 'Engine',
  actor: 'Started by',
  environment: 'Environment',
  schema: 'Columns',
  rows: 'Rows',
  bytes: 'Size in bytes',
  files: 'Files',
  quality: 'Figures',
  tests: 'Tests',
  jobs: 'Jobs',
  basis: 'Basis',
  columns: 'Column lineage',
  tags: 'Tags',
  owners: 'Owners',
  description: 'Description',
  facets: 'Other facets',
} as const;
export type Aspect = keyof typeof ASPECTS;

export interface DatasetSubject {
  readonly on: 'dataset';
  readonly id: number;
  readonly namespace: string;
  readonly name: string;
  readonly kind: string;
}

export interface JobSubject {
  readonly on: 'job';
  readonly id: number;
  readonly namespace: string;
  readonly name: string;
  readonly kind: string | null;
}

/** `reads`, `writes`: a job's dealing with a dataset. `edge`: data goes from one dataset to another. */
export type Subject =
  | DatasetSubject
  | JobSubject
  | { readonly on: 'reads' | 'writes'; readonly job: JobSubject; readonly dataset: DatasetSubject }
  | { readonly on: 'edge'; readonly from: DatasetSubject; readonly to: DatasetSubject };

export interface Entity {
  /** The same on both sides for what is compared with one another. */
  readonly key: string;
  readonly subject: Subject;
  /** Steps upstream of what is compared; 0 where there is no such direction. */
  readonly depth: number;
  readonly aspects: ReadonlyMap<Aspect, Value>;
  /** What rules need to know beyond what is shown. */
  readonly facts?: Facts;
  /** Of a side's own: shown beside a difference, and no difference itself. */
  readonly run?: { readonly id: number; readonly runId: string; readonly at: string | null };
}

/** What rules ask about a reading. Times in milliseconds since 1970. */
export interface Facts {
  /** When the run began. */
  readonly readAt?: number | null;
  /** When what it read was last written before; null: no run is known to have written it. */
  readonly writtenAt?: number | null;
  /** The newest date in the paths that were read. */
  readonly pathDate?: number | null;
  /** When the version that was read is first known of. */
  readonly versionSince?: number | null;
  /** The same of the job's earlier runs, newest first. */
  readonly history?: readonly Omit<Facts, 'history' | 'rowHistory'>[];
  /** Of a dataset at a run time: that time, when it was last written anew, and the times between its writes. */
  readonly lookedAt?: number;
  readonly newestAt?: number;
  readonly gaps?: readonly number[];
  /** Rows in earlier runs, newest first. */
  readonly rowHistory?: readonly number[];
}

export interface Snapshot {
  readonly entities: ReadonlyMap<string, Entity>;
  /** What the snapshot leaves out, in words. */
  readonly notes: readonly string[];
}

export interface AspectChange {
  readonly aspect: Aspect;
  readonly before: Value | null;
  readonly after: Value | null;
  /** Of a list: what came and what went. */
  readonly added: readonly string[];
  readonly removed: readonly string[];
}

export type Change = 'added' | 'removed' | 'changed' | 'unchanged';

export interface Difference {
  readonly key: string;
  readonly change: Change;
  readonly subject: Subject;
  readonly depth: number;
  readonly aspects: readonly AspectChange[];
  readonly before: Entity | null;
  readonly after: Entity | null;
}

/** A difference as it is judged: see suspicion.ts. */
export interface Judged extends Difference {
  /** 0 to 100. */
  readonly suspicion: number;
  /** In words, the weightiest first. */
  readonly reasons: readonly { readonly rule: string; readonly text: string }[];
}
