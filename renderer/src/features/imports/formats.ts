/** The sources that can be imported, in one line each. */
export const FORMATS = [
  { name: 'OpenLineage', line: 'Run events as JSON or NDJSON, from Airflow, Spark, Flink and others.' },
  {
    name: 'dbt',
    line: 'The target folder: manifest.json, with catalog.json and run_results.json where there are any.',
  },
  {
    name: 'AWS Glue',
    line: 'JSON of the Glue API or CLI (get-tables, get-jobs, crawlers), and job scripts.',
  },
] as const;
