/**
 * What the analysis must know of each database: which grammar reads its SQL, what case an unquoted
 * name gets, and how it resolves and names columns.
 */

export interface Dialect {
  /** Grammar, in the parser's words. */
  readonly grammar: string;
  /** Case of unquoted names; `keep` where names are compared regardless of case. */
  readonly folding: 'upper' | 'lower' | 'keep';
  /** A select list may refer to aliases given earlier in it. */
  readonly lateralAliases: boolean;
  /** `with` may refer to itself without saying `recursive`. */
  readonly silentRecursion: boolean;
  /** An unnamed function call is a column named after the function; a cast after its argument. */
  readonly namesCalls: boolean;
  /** Fields of unnested records are columns of their own. */
  readonly unnestsRecords: boolean;
}

const PLAIN: Dialect = {
  grammar: 'generic',
  folding: 'keep',
  lateralAliases: false,
  silentRecursion: false,
  namesCalls: false,
  unnestsRecords: false,
};
const POSTGRES: Dialect = { ...PLAIN, grammar: 'postgresql', folding: 'lower', namesCalls: true };
const SPARK: Dialect = { ...PLAIN, grammar: 'spark', lateralAliases: true };
const TSQL: Dialect = { ...PLAIN, grammar: 'tsql', silentRecursion: true };
const TRINO: Dialect = { ...PLAIN, grammar: 'trino', folding: 'lower' };
const MYSQL: Dialect = { ...PLAIN, grammar: 'mysql' };

/** By dbt adapter. */
const DIALECTS: Readonly<Record<string, Dialect>> = {
  athena: { ...TRINO, grammar: 'athena' },
  bigquery: { ...PLAIN, grammar: 'bigquery', unnestsRecords: true },
  clickhouse: { ...PLAIN, grammar: 'clickhouse', lateralAliases: true },
  cockroachdb: { ...POSTGRES, grammar: 'cockroachdb' },
  databricks: { ...SPARK, grammar: 'databricks' },
  doris: { ...MYSQL, grammar: 'doris' },
  dremio: { ...PLAIN, grammar: 'dremio' },
  duckdb: { ...PLAIN, grammar: 'duckdb', lateralAliases: true },
  exasol: { ...PLAIN, grammar: 'exasol', folding: 'upper' },
  fabric: { ...TSQL, grammar: 'fabric' },
  fabricspark: SPARK,
  firebolt: POSTGRES,
  glue: SPARK,
  greenplum: POSTGRES,
  hive: { ...SPARK, grammar: 'hive', lateralAliases: false },
  impala: { ...SPARK, grammar: 'hive', lateralAliases: false },
  mariadb: MYSQL,
  materialize: { ...POSTGRES, grammar: 'materialize' },
  mysql: MYSQL,
  oracle: { ...PLAIN, grammar: 'oracle', folding: 'upper', silentRecursion: true },
  postgres: POSTGRES,
  redshift: { ...POSTGRES, grammar: 'redshift', lateralAliases: true },
  risingwave: { ...POSTGRES, grammar: 'risingwave' },
  singlestore: { ...MYSQL, grammar: 'singlestore' },
  snowflake: { ...PLAIN, grammar: 'snowflake', folding: 'upper', lateralAliases: true },
  spark: SPARK,
  sqlite: { ...PLAIN, grammar: 'sqlite' },
  sqlserver: TSQL,
  starrocks: { ...MYSQL, grammar: 'starrocks' },
  synapse: TSQL,
  teradata: { ...PLAIN, grammar: 'teradata', folding: 'upper', lateralAliases: true },
  tidb: { ...MYSQL, grammar: 'tidb' },
  trino: TRINO,
  vertica: POSTGRES,
};

/** The dialect of an adapter; plain SQL for one that is not known. */
export function dialectOf(adapter: string | null): Dialect {
  return adapter !== null && Object.hasOwn(DIALECTS, adapter) ? (DIALECTS[adapter] ?? PLAIN) : PLAIN;
}

/** A name as the database stores it. */
export function folded(
  { folding }: Dialect,
  name: { readonly text: string; readonly quoted: boolean },
): string {
  if (name.quoted || folding === 'keep') return name.text;
  return folding === 'upper' ? name.text.toUpperCase() : name.text.toLowerCase();
}
