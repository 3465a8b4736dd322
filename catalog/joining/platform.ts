/** What a namespace says about the place that it names. Pure. */
import { SCHEME_SYNONYMS } from '../model/identity.ts';

export interface Platform {
  /** `postgres`, `snowflake`, `glue`, `s3`, `dbt` …; the scheme where it is none of these. */
  readonly id: string;
  /** In words, for people. */
  readonly name: string;
  readonly host: string | null;
  readonly port: string | null;
  readonly account: string | null;
  readonly region: string | null;
  /** How letter case counts in names of tables there. */
  readonly letters: Letters;
  /** Names are paths in a store of files. */
  readonly paths: boolean;
}

/**
 * `ignored`: two spellings in different case are one table. `unquoted`: so are the two uniform spellings (all lower,
 * all upper), as they are written without quotes; a mixed one may be a quoted name of its own. `unquoted parts`:
 * likewise for each part by itself (Snowflake, where tools mix the two; Oracle, where the service is no part of the quoting). `exact`: they are two tables. `unknown`: it
 * depends on a setting (the collation, the file system).
 */
export type Letters = 'ignored' | 'unquoted' | 'unquoted parts' | 'exact' | 'unknown';

const NAMES: Readonly<Record<string, readonly [name: string, letters: Letters, paths?: true]>> = {
  postgres: ['PostgreSQL', 'unquoted'],
  redshift: ['Amazon Redshift', 'ignored'],
  snowflake: ['Snowflake', 'unquoted parts'],
  bigquery: ['BigQuery', 'exact'],
  mysql: ['MySQL', 'unknown'],
  mssql: ['SQL Server', 'unknown'],
  oracle: ['Oracle', 'unquoted parts'],
  db2: ['Db2', 'unquoted'],
  teradata: ['Teradata', 'ignored'],
  trino: ['Trino', 'ignored'],
  hive: ['Hive', 'ignored'],
  spark: ['Spark', 'ignored'],
  databricks: ['Databricks', 'ignored'],
  unitycatalog: ['Unity Catalog', 'ignored'],
  awsathena: ['Amazon Athena', 'ignored'],
  glue: ['AWS Glue Data Catalog', 'ignored'],
  duckdb: ['DuckDB', 'ignored'],
  clickhouse: ['ClickHouse', 'exact'],
  kafka: ['Kafka', 'exact'],
  pubsub: ['Pub/Sub', 'exact'],
  dbt: ['dbt project without a known connection', 'unknown'],
  s3: ['Amazon S3', 'exact', true],
  gs: ['Google Cloud Storage', 'exact', true],
  abfss: ['Azure Data Lake Storage', 'exact', true],
  wasbs: ['Azure Blob Storage', 'exact', true],
  dbfs: ['Databricks file system', 'exact', true],
  hdfs: ['HDFS', 'exact', true],
  file: ['Files', 'exact', true],
};

const SYNONYMS: Readonly<Record<string, string>> = { ...SCHEME_SYNONYMS, athena: 'awsathena' };

/** What is likely behind a namespace, from its spelling alone. */
export function platformOf(namespace: string): Platform {
  const glue = /^arn:aws[a-z-]*:glue:([^:]*):([^:/]*)/i.exec(namespace);
  if (glue)
    return { ...named('glue'), host: null, port: null, region: told(glue[1]), account: told(glue[2]) };
  const match = /^([A-Za-z][A-Za-z0-9+.-]*):\/\/(.*)$/s.exec(namespace);
  const given = (match ? match[1]! : namespace).toLowerCase();
  const id = SYNONYMS[given] ?? given;
  const [host, port] = authority(match?.[2] ?? '');
  const region = regionOf(id, host);
  const account =
    id === 'snowflake' && host !== null ? host.replace(/\.snowflakecomputing\.com$/i, '') : null;
  return { ...named(match || Object.hasOwn(NAMES, id) ? id : ''), host, port, region, account };
}

/** The Glue importer writes `unknown` where an export does not tell region or account. */
function told(part: string | undefined): string | null {
  return part === undefined || part === '' || part === 'unknown' ? null : part;
}

function named(id: string): Pick<Platform, 'id' | 'name' | 'letters' | 'paths'> {
  const known = Object.hasOwn(NAMES, id) ? NAMES[id] : undefined;
  return {
    id,
    name: known?.[0] ?? (id === '' ? 'Unknown' : id),
    letters: known?.[1] ?? 'unknown',
    paths: known?.[2] ?? false,
  };
}

function authority(text: string): [string | null, string | null] {
  const host = /^[^/;?#]*/.exec(text)?.[0] ?? '';
  if (host === '') return [null, null];
  const port = /:(\d{1,5})$/.exec(host)?.[1] ?? null;
  return [port === null ? host : host.slice(0, -port.length - 1), port];
}

function regionOf(id: string, host: string | null): string | null {
  if (host === null) return null;
  if (id === 'awsathena') return /^athena\.([a-z0-9-]+)\./i.exec(host)?.[1] ?? null;
  if (id === 'redshift') return /\.([a-z]{2}(?:-[a-z]+)+-\d)/i.exec(host)?.[1] ?? null;
  return null;
}

const STAGES: Readonly<Record<string, string>> = {
  prod: 'production',
  production: 'production',
  prd: 'production',
  live: 'production',
  staging: 'staging',
  stage: 'staging',
  stg: 'staging',
  preprod: 'staging',
  uat: 'acceptance',
  qa: 'test',
  test: 'test',
  tst: 'test',
  dev: 'development',
  development: 'development',
  sandbox: 'sandbox',
};

/** `production`, `staging` … where a word of the namespace says so. */
export function stageOf(namespace: string): string | null {
  for (const word of namespace.toLowerCase().split(/[^a-z]+/)) {
    if (Object.hasOwn(STAGES, word)) return STAGES[word]!;
  }
  return null;
}

/** A table's name in parts, from the widest: database, schema, table. `table/db/t` of Glue is `db`, `t`. */
export function partsOf(platform: Platform, name: string): readonly string[] {
  if (platform.paths) return [name];
  if (platform.id === 'glue') {
    const match = /^table\/([^/]+)\/(.+)$/is.exec(name);
    return match ? [match[1]!, match[2]!] : [name];
  }
  return name.split('.').filter((part) => part !== '');
}
