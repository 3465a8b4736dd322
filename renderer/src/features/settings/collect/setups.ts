/** What to write into each client so that it sends its events here. */
import { say } from '../../../shared/language/say.ts';

export interface Setup {
  readonly id: string;
  readonly name: string;
  /** Where the lines go. */
  readonly where: string;
  readonly lines: string;
}

/** Stands for the key where it is not known any more. */
export const KEY_PLACEHOLDER = '<key>';

/** @param key null where none is needed */
export function setups(url: string, key: string | null): readonly Setup[] {
  return [
    spark(url, key),
    airflow(url, key),
    dbt(url, key),
    flink(url, key),
    other(url, key),
    curl(url, key),
  ];
}

function spark(url: string, key: string | null): Setup {
  const lines = [
    'spark.extraListeners               io.openlineage.spark.agent.OpenLineageSparkListener',
    'spark.openlineage.transport.type   http',
    `spark.openlineage.transport.url    ${url}`,
    ...(key === null
      ? []
      : [
          'spark.openlineage.transport.auth.type    api_key',
          `spark.openlineage.transport.auth.apiKey  ${key}`,
        ]),
  ];
  return {
    id: 'spark',
    name: 'Spark',
    where: say('spark-defaults.conf, or --conf of spark-submit; with the openlineage-spark package'),
    lines: lines.join('\n'),
  };
}

function airflow(url: string, key: string | null): Setup {
  const transport = {
    type: 'http',
    url,
    ...(key === null ? {} : { auth: { type: 'api_key', apiKey: key } }),
  };
  return {
    id: 'airflow',
    name: 'Airflow',
    where: say('Environment of scheduler and workers; with apache-airflow-providers-openlineage'),
    lines: `AIRFLOW__OPENLINEAGE__TRANSPORT='${JSON.stringify(transport)}'`,
  };
}

function dbt(url: string, key: string | null): Setup {
  const lines = [...variables(url, key), 'export OPENLINEAGE_NAMESPACE=dbt', 'dbt-ol run'];
  return {
    id: 'dbt',
    name: 'dbt',
    where: say('Shell; with the openlineage-dbt package'),
    lines: lines.join('\n'),
  };
}

function flink(url: string, key: string | null): Setup {
  const lines = [
    'execution.job-status-changed-listeners: io.openlineage.flink.listener.OpenLineageJobStatusChangedListenerFactory',
    'openlineage.transport.type: http',
    `openlineage.transport.url: ${url}`,
    ...(key === null
      ? []
      : ['openlineage.transport.auth.type: api_key', `openlineage.transport.auth.apiKey: ${key}`]),
  ];
  return {
    id: 'flink',
    name: 'Flink',
    where: say('Flink configuration (Flink 2); with the openlineage-flink package'),
    lines: lines.join('\n'),
  };
}

function other(url: string, key: string | null): Setup {
  return {
    id: 'other',
    name: say('Other clients'),
    where: say('Environment of anything built on the OpenLineage clients'),
    lines: variables(url, key).join('\n'),
  };
}

function curl(url: string, key: string | null): Setup {
  const lines = [
    `curl -X POST ${url}/api/v1/lineage \\`,
    `  -H 'Content-Type: application/json' \\`,
    ...(key === null ? [] : [`  -H 'Authorization: Bearer ${key}' \\`]),
    `  -d @event.json`,
  ];
  return { id: 'curl', name: 'curl', where: say('Shell, to try it out'), lines: lines.join('\n') };
}

function variables(url: string, key: string | null): string[] {
  return [`export OPENLINEAGE_URL=${url}`, ...(key === null ? [] : [`export OPENLINEAGE_API_KEY=${key}`])];
}
