/**
 * How each database writes names and parameters. Statements are only ever written, never run: the app
 * connects to nothing.
 */
import { BROKER_SCHEMES, FILE_SCHEMES } from '../../../model/schemes.ts';
import type { PastDataset } from '../../../past/as-of.ts';

export interface Dialect {
  readonly key: string;
  /** As people call it: `PostgreSQL`. */
  readonly name: string;
  readonly quote: (name: string) => string;
  readonly parameter: (name: string) => string;
  /** How the parameters get their values, in one sentence. */
  readonly binding: string;
  /** Most parts that a table's name has; further dots belong to the last part. */
  readonly nameParts: number;
  /** Text type for comparing an identifier of another type; null where types convert by themselves. */
  readonly castTo: string | null;
  readonly trim: (expression: string) => string;
  readonly concat: (...parts: readonly string[]) => string;
  /** Stores simple names in upper case unless they are quoted. */
  readonly foldsUp: boolean;
}

const doubled = (mark: string, name: string): string => `${mark}${name.replaceAll(mark, mark + mark)}${mark}`;
const ansiQuote = (name: string): string => doubled('"', name);
const backtick = (name: string): string => doubled('`', name);
const brackets = (name: string): string => `[${name.replaceAll(']', ']]')}]`;
/** BigQuery takes backslash escapes inside backticks, as in its string literals. */
const bigQueryQuote = (name: string): string => `\`${name.replaceAll('\\', '\\\\').replaceAll('`', '\\`')}\``;

const colon = (name: string): string => `:${name}`;
const at = (name: string): string => `@${name}`;
const positional = (): string => '?';
const plainTrim = (expression: string): string => `trim(${expression})`;
const bars = (...parts: readonly string[]): string => parts.join(' || ');
const concatCall = (...parts: readonly string[]): string => `concat(${parts.join(', ')})`;

const NAMED =
  'Give the named parameters (:email …) their values in your SQL client; do not paste values into the text.';
const IN_ORDER = 'Give the values for the ? marks in the order that stands above each statement.';

const ANSI: Dialect = {
  key: 'ansi',
  name: 'standard SQL',
  quote: ansiQuote,
  parameter: colon,
  binding: NAMED,
  nameParts: 3,
  castTo: null,
  trim: plainTrim,
  concat: bars,
  foldsUp: false,
};
const DIALECTS = {
  ansi: ANSI,
  postgres: { ...ANSI, key: 'postgres', name: 'PostgreSQL' },
  redshift: { ...ANSI, key: 'redshift', name: 'Amazon Redshift' },
  snowflake: { ...ANSI, key: 'snowflake', name: 'Snowflake', foldsUp: true },
  oracle: { ...ANSI, key: 'oracle', name: 'Oracle Database', foldsUp: true },
  db2: { ...ANSI, key: 'db2', name: 'IBM Db2', foldsUp: true },
  teradata: { ...ANSI, key: 'teradata', name: 'Teradata', nameParts: 2 },
  duckdb: {
    ...ANSI,
    key: 'duckdb',
    name: 'DuckDB',
    parameter: (name: string) => `$${name}`,
    binding: NAMED.replace(':email', '$email'),
  },
  sqlite: { ...ANSI, key: 'sqlite', name: 'SQLite', nameParts: 2 },
  trino: {
    ...ANSI,
    key: 'trino',
    name: 'Trino',
    parameter: positional,
    binding: IN_ORDER,
    castTo: 'varchar',
  },
  athena: {
    ...ANSI,
    key: 'athena',
    name: 'Amazon Athena',
    parameter: positional,
    binding: IN_ORDER,
    castTo: 'varchar',
  },
  mysql: {
    ...ANSI,
    key: 'mysql',
    name: 'MySQL or MariaDB',
    quote: backtick,
    nameParts: 2,
    concat: concatCall,
  },
  clickhouse: {
    ...ANSI,
    key: 'clickhouse',
    name: 'ClickHouse',
    quote: (name: string) => bigQueryQuote(name),
    nameParts: 2,
    parameter: (name: string) => `{${name}:String}`,
    binding: 'Give the values as query parameters (param_email …).',
    castTo: 'String',
    concat: concatCall,
  },
  bigquery: {
    ...ANSI,
    key: 'bigquery',
    name: 'Google BigQuery',
    quote: bigQueryQuote,
    parameter: at,
    binding: 'Give the named query parameters (@email …) their values; do not paste values into the text.',
    castTo: 'STRING',
    concat: concatCall,
  },
  mssql: {
    ...ANSI,
    key: 'mssql',
    name: 'Microsoft SQL Server',
    quote: brackets,
    parameter: at,
    binding: 'Give the parameters (@email …) their values through sp_executesql or your client.',
    trim: (expression: string) => `ltrim(rtrim(${expression}))`,
    concat: concatCall,
  },
  spark: {
    ...ANSI,
    key: 'spark',
    name: 'Spark or Databricks SQL',
    quote: backtick,
    castTo: 'STRING',
    concat: concatCall,
  },
  hive: {
    ...ANSI,
    key: 'hive',
    name: 'Apache Hive',
    quote: backtick,
    nameParts: 2,
    parameter: positional,
    binding: IN_ORDER,
    castTo: 'STRING',
    concat: concatCall,
  },
} as const satisfies Record<string, Dialect>;

const BY_SCHEME: Readonly<Record<string, keyof typeof DIALECTS>> = {
  postgres: 'postgres',
  postgresql: 'postgres',
  cockroach: 'postgres',
  cockroachdb: 'postgres',
  crate: 'postgres',
  greenplum: 'postgres',
  yugabyte: 'postgres',
  redshift: 'redshift',
  snowflake: 'snowflake',
  oracle: 'oracle',
  db2: 'db2',
  teradata: 'teradata',
  duckdb: 'duckdb',
  sqlite: 'sqlite',
  trino: 'trino',
  presto: 'trino',
  awsathena: 'athena',
  athena: 'athena',
  mysql: 'mysql',
  mariadb: 'mysql',
  tidb: 'mysql',
  clickhouse: 'clickhouse',
  bigquery: 'bigquery',
  mssql: 'mssql',
  sqlserver: 'mssql',
  azuresql: 'mssql',
  synapse: 'mssql',
  'fabric-warehouse': 'mssql',
  spark: 'spark',
  databricks: 'spark',
  unitycatalog: 'spark',
  hive: 'hive',
  dbt: 'ansi',
  jdbc: 'ansi',
};

/** Where a system is none that takes SQL, what kind of store it is. */
export type Medium = 'sql' | 'files' | 'stream' | 'other';

const ARN = /^arn:[\w-]{1,20}:([\w-]{1,40}):/;

export interface SystemKind {
  readonly medium: Medium;
  readonly dialect: Dialect | null;
}

/** What kind of system a namespace names. */
export function systemKind(namespace: string): SystemKind {
  const service = ARN.exec(namespace)?.[1];
  if (service !== undefined) return ofService(service);
  const scheme = /^([A-Za-z][A-Za-z0-9+.-]*)(?:$|:)/.exec(namespace)?.[1]?.toLowerCase() ?? '';
  if (FILE_SCHEMES.has(scheme)) return { medium: 'files', dialect: null };
  if (BROKER_SCHEMES.has(scheme)) return { medium: 'stream', dialect: null };
  const key = Object.hasOwn(BY_SCHEME, scheme) ? BY_SCHEME[scheme] : undefined;
  return key === undefined ? { medium: 'other', dialect: null } : { medium: 'sql', dialect: DIALECTS[key] };
}

function ofService(service: string): SystemKind {
  if (service === 'glue' || service === 'athena' || service === 's3tables')
    return { medium: 'sql', dialect: DIALECTS.athena };
  if (service === 'redshift') return { medium: 'sql', dialect: DIALECTS.redshift };
  if (service === 's3') return { medium: 'files', dialect: null };
  if (service === 'kinesis' || service === 'sqs' || service === 'kafka')
    return { medium: 'stream', dialect: null };
  return { medium: 'other', dialect: null };
}

/** The parts of a table's name, from the catalog or database down. */
export function nameParts(dataset: Pick<PastDataset, 'namespace' | 'name'>, dialect: Dialect): string[] {
  const glue = /^table\/(.+)$/.exec(dataset.name)?.[1];
  if (glue !== undefined && dataset.namespace.startsWith('arn:')) return glue.split('/').slice(-2);
  const parts = dataset.name.split('.');
  if (parts.length <= dialect.nameParts) return parts.filter((part) => part !== '');
  const head = parts.slice(0, dialect.nameParts - 1);
  return [...head, parts.slice(dialect.nameParts - 1).join('.')].filter((part) => part !== '');
}

/** A quoted name of one part. Simple lower-case names take the case in which the database keeps them. */
export function identifier(name: string, dialect: Dialect): string {
  const folded = dialect.foldsUp && /^[a-z_][a-z0-9_$]*$/.test(name) ? name.toUpperCase() : name;
  return dialect.quote(folded.replaceAll('\u0000', ''));
}

export function tableName(dataset: Pick<PastDataset, 'namespace' | 'name'>, dialect: Dialect): string {
  return nameParts(dataset, dialect)
    .map((part) => identifier(part, dialect))
    .join('.');
}
