import { say } from '../../shared/language/say.ts';

/** The sources that can be imported, in one line each. */
export const FORMATS = [
  { name: 'OpenLineage', line: say('Run events as JSON or NDJSON, from Airflow, Spark, Flink and others.') },
  {
    name: 'dbt',
    line: say(
      'The target folder: manifest.json, with catalog.json and run_results.json where there are any.',
    ),
  },
  {
    name: 'AWS Glue',
    line: say('A folder of AWS CLI outputs with the job scripts, or collect from AWS here.'),
  },
] as const;
