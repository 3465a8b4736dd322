/** How the namespace of a connection is written, by dbt adapter (OpenLineage naming). */
const EXAMPLES: Readonly<Record<string, string>> = {
  athena: 'awsathena://athena.eu-west-1.amazonaws.com',
  bigquery: 'bigquery',
  clickhouse: 'clickhouse://db.example:8123',
  databricks: 'databricks://adb-123.azuredatabricks.net',
  duckdb: 'duckdb://warehouse.duckdb',
  fabric: 'mssql://host.fabric.example:1433',
  glue: 'arn:aws:glue:eu-west-1:123456789012',
  mysql: 'mysql://db.example:3306',
  oracle: 'oracle://db.example:1521',
  postgres: 'postgres://db.example:5432',
  redshift: 'redshift://cluster.eu-west-1:5439',
  snowflake: 'snowflake://organisation-account',
  spark: 'hive://metastore.example:10000',
  sqlserver: 'mssql://db.example:1433',
  synapse: 'sqlserver://workspace.sql.azuresynapse.net:1433',
  trino: 'trino://trino.example:8080',
};

export function namespaceExample(adapter: string | null): string {
  return (adapter !== null && EXAMPLES[adapter]) || 'postgres://db.example:5432';
}
