/**
 * Identities: how Headwater names datasets, jobs, runs and columns.
 *
 * The stored identity is always the source's own pair of strings, exact and case-sensitive
 * (OpenLineage naming spec). Matching between sources goes through `canonicalKey`, which is only ever
 * compared, never shown and never stored in place of the identity.
 */

/** A dataset as OpenLineage names it: data source (`namespace`) and name within it. */
export interface DatasetKey {
  readonly namespace: string;
  readonly name: string;
}

/** A job: scheduler or deployment (`namespace`) and name within it. A space apart from datasets. */
export interface JobKey {
  readonly namespace: string;
  readonly name: string;
}

/** A run. The same `runId` under two jobs (copy-paste producers do that) is two runs. */
export interface RunKey {
  readonly runId: string;
  readonly job: JobKey;
}

/** A column; `path` runs from the top-level field down into nested structs. */
export interface ColumnKey {
  readonly dataset: DatasetKey;
  readonly path: readonly string[];
}

/** What a dataset is. `table` is the default where a source does not say. */
export const DATASET_KINDS = [
  'table',
  'view',
  'ephemeral',
  'file',
  'topic',
  'model',
  'feature',
  'dashboard',
  'report',
  'api',
  'metric',
  'semantic model',
  'saved query',
  'function',
] as const;
export type DatasetKind = (typeof DATASET_KINDS)[number];

/** Kinds that hold no data: definitions that are computed on demand from what they read. */
export const DEFINITION_KINDS: ReadonlySet<string> = new Set<DatasetKind>([
  'metric',
  'semantic model',
  'saved query',
  'function',
]);

/** Schemes of namespaces that name one kind of system, by the spelling that is kept. */
export const SCHEME_SYNONYMS: Readonly<Record<string, string>> = {
  postgresql: 'postgres',
  s3a: 's3',
  s3n: 's3',
  gcs: 'gs',
  abfs: 'abfss',
  wasb: 'wasbs',
  sqlserver: 'mssql',
};

const DEFAULT_PORTS: Readonly<Record<string, string>> = {
  postgres: '5432',
  redshift: '5439',
  mysql: '3306',
  mssql: '1433',
  oracle: '1521',
  trino: '8080',
  hive: '10000',
  kafka: '9092',
  hdfs: '8020',
  clickhouse: '8123',
  db2: '50000',
  teradata: '1025',
  cassandra: '9042',
};

/** Object stores name keys, so slashes at either end carry no meaning and case does. */
const OBJECT_STORES = new Set(['s3', 'gs', 'abfss', 'wasbs', 'dbfs', 'hdfs', 'file']);

/** Of these, the ones whose authority is a host or an account; buckets and paths keep their case. */
const HOSTED_STORES = new Set(['abfss', 'wasbs', 'hdfs']);

/**
 * The form in which two names of one dataset meet. Lower-cases scheme and host, unites synonyms
 * (`postgresql`/`postgres`, `s3a`/`s3` …), drops default ports, the Snowflake host suffix and the
 * slashes around object keys. Names are folded to lower case except in object stores, where case
 * is significant. Two datasets with equal keys are *candidates* for one dataset.
 */
export function canonicalKey(key: DatasetKey): string {
  return comparable(key, true);
}

/**
 * Whether two keys name one dataset beyond doubt: they differ only where writing differs and meaning does
 * not (scheme synonym, case of scheme and host, default port, slashes around object keys).
 */
export function sameBeyondDoubt(a: DatasetKey, b: DatasetKey): boolean {
  return comparable(a, false) === comparable(b, false);
}

/**
 * The form in which two keys are equal exactly where {@link sameBeyondDoubt} says so: place and name, a line each.
 */
export function strictKey(key: DatasetKey): string {
  return comparable(key, false);
}

/** `fold`: also in those parts where case may carry meaning. */
function comparable(key: DatasetKey, fold: boolean): string {
  const folded = (text: string): string => (fold ? text.toLowerCase() : text);
  const match = /^([A-Za-z][A-Za-z0-9+.-]*):\/\/(.*)$/s.exec(key.namespace);
  if (!match) {
    const bare = key.namespace.toLowerCase();
    return OBJECT_STORES.has(bare)
      ? `${bare}\n${trimSlashes(key.name)}`
      : `${folded(key.namespace)}\n${folded(key.name)}`;
  }
  const given = (match[1] ?? '').toLowerCase();
  const scheme = SCHEME_SYNONYMS[given] ?? given;
  const store = OBJECT_STORES.has(scheme);
  const hosted = !store || HOSTED_STORES.has(scheme);
  let authority = folded(trimEnd(match[2] ?? ''));
  // RFC 8089: a file URI without a host, or with localhost, is a path here, as the bare namespace `file` says.
  if (scheme === 'file' && /^(?:localhost)?$/i.test(authority)) return `file\n${trimSlashes(key.name)}`;
  if (hosted) authority = authority.replace(/^[^/;?]*/, (host) => host.toLowerCase());
  const port = DEFAULT_PORTS[scheme];
  if (port && authority.endsWith(`:${port}`)) authority = authority.slice(0, -port.length - 1);
  if (scheme === 'snowflake') authority = authority.replace(/\.snowflakecomputing\.com$/, '');
  return `${scheme}://${authority}\n${store ? trimSlashes(key.name) : folded(key.name)}`;
}

function trimEnd(text: string): string {
  let end = text.length;
  while (end > 0 && text[end - 1] === '/') end--;
  return text.slice(0, end);
}

function trimSlashes(text: string): string {
  const rest = trimEnd(text);
  let start = 0;
  while (start < rest.length && rest[start] === '/') start++;
  return rest.slice(start);
}

/** A string that is equal exactly when both parts are; for use as a map key. */
export function pairKey(key: { readonly namespace: string; readonly name: string }): string {
  return `${key.namespace.length} ${key.namespace}${key.name}`;
}

/** Readable path of a column: `address.city`. For display and for matching names across sources. */
export function columnPath(path: readonly string[]): string {
  return path.join('.');
}
