/** What run facets and what a run saw say, as aspects. */
import type { Aspect, Value } from './model.ts';

type Told = Readonly<Record<string, unknown>>;

/** Columns that are compared; wider tables are compared in their first. */
const MAX_COLUMNS = 2000;

const asTold = (value: unknown): Told | null =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Told) : null;
const text = (value: unknown): string | null =>
  typeof value === 'string' && value !== '' ? value : typeof value === 'number' ? String(value) : null;

/** Repository, version and text of the code, as the run's events had it. */
export function codeAspects(seen: Told | null): [Aspect, Value][] {
  if (!seen) return [];
  const location = asTold(seen['location']);
  const place = location
    ? ['repoUrl', 'url', 'path', 'branch', 'tag', 'version'].flatMap((key) => {
        const value = text(location[key]);
        return value === null ? [] : [`${key} ${value}`];
      })
    : [];
  const code = text(seen['sql']) ?? text(seen['source']);
  return [
    ...(place.length > 0 ? ([['code', place]] as [Aspect, Value][]) : []),
    ...(code === null ? [] : ([['source', code]] as [Aspect, Value][])),
  ];
}

/** Columns and physical places of a dataset, as the run saw them. */
export function looksAspects(all: readonly (Told | null)[]): [Aspect, Value][] {
  const columns = new Set<string>();
  const places = new Set<string>();
  for (const seen of all) {
    for (const pair of listOf(seen?.['columns'])) {
      if (!Array.isArray(pair) || columns.size >= MAX_COLUMNS) continue;
      const [name, type] = pair as unknown[];
      columns.add([text(name), text(type)].filter(Boolean).join(' '));
    }
    for (const place of listOf(seen?.['places'])) if (typeof place === 'string') places.add(place);
    const source = text(seen?.['source']);
    if (source !== null) places.add(source);
  }
  return [
    ...(columns.size > 0 ? ([['schema', [...columns]]] as [Aspect, Value][]) : []),
    ...(places.size > 0 ? ([['location', [...places].sort()]] as [Aspect, Value][]) : []),
  ];
}

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? (value as unknown[]) : []);

/** Facets that differ from run to run by themselves, or that are shown elsewhere. */
const OF_THE_RUN_ALONE =
  /^(?:root|parent|nominalTime|processing_engine|environmentVariables|errorMessage|extractionErrors?|test|code|spark\.logicalPlan|spark_properties|airflow.*|externalQuery)$|^(?:input|output)\//;
const MAX_FACETS = 50;
const MAX_FACET = 2000;

/** Engine, who started the run, its environment and what other facets say. */
export function runAspects(properties: ReadonlyMap<string, unknown>): [Aspect, Value][] {
  const engine = asTold(properties.get('processing_engine'));
  const engineText = [engine?.['name'], engine?.['version']].flatMap((one) => text(one) ?? []).join(' ');
  const actor = actorOf(properties);
  const settings = environmentOf(properties);
  const facets = [...properties]
    .filter(([key]) => !OF_THE_RUN_ALONE.test(key))
    .map(([key, value]) => `${key} ${JSON.stringify(value)}`.slice(0, MAX_FACET))
    .sort()
    .slice(0, MAX_FACETS);
  return [
    ...(engineText === '' ? [] : ([['engine', engineText]] as [Aspect, Value][])),
    ...(actor === null ? [] : ([['actor', actor]] as [Aspect, Value][])),
    ...(settings.length > 0 ? ([['environment', settings]] as [Aspect, Value][]) : []),
    ...(facets.length > 0 ? ([['facets', facets]] as [Aspect, Value][]) : []),
  ];
}

/** Who started a run: no facet of the specification says, so the usual places are looked at. */
export function actorOf(properties: ReadonlyMap<string, unknown>): string | null {
  const spark = asTold(asTold(properties.get('spark_properties'))?.['properties']);
  const application = asTold(properties.get('spark_applicationDetails'));
  const airflow = asTold(properties.get('airflow'));
  const dag = asTold(airflow?.['dag']) ?? asTold(asTold(properties.get('airflowDagRun'))?.['dag']);
  const dagRun = asTold(airflow?.['dagRun']) ?? asTold(asTold(properties.get('airflowDagRun'))?.['dagRun']);
  return (
    text(application?.['userName']) ??
    text(spark?.['spark.sparkUser']) ??
    text(dagRun?.['triggering_user_name']) ??
    text(dag?.['owner']) ??
    text(asTold(properties.get('user'))?.['name']) ??
    text(properties.get('user'))
  );
}

/** Names of environment variables (values are never kept), execution parameters, Spark settings. */
function environmentOf(properties: ReadonlyMap<string, unknown>): string[] {
  const names = listOf(properties.get('environmentVariables')).flatMap(
    (one) => text(asTold(one)?.['name']) ?? [],
  );
  const parameters = asTold(properties.get('executionParameters'))?.['parameters'];
  const given = listOf(parameters).flatMap((one) => {
    const [key, value] = [text(asTold(one)?.['key']), asTold(one)?.['value']];
    return key === null
      ? []
      : [`${key} = ${typeof value === 'string' ? value : JSON.stringify(value ?? null)}`];
  });
  return [...names, ...given].sort();
}
