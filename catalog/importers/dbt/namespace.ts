/**
 * Which data source a project's tables belong to. Artifacts name the adapter but not the server, so
 * the namespace is given by the user, known from the adapter, recognised from what is already in the
 * catalog, or left as the project's own.
 */
import type { FoundProject, ImportContext } from '../importer.ts';
import { datasetName, isGlueNamespace, type Relation } from './relation.ts';

/** Schemes that OpenLineage producers use for an adapter's database; default: the adapter's name. */
const SCHEMES: Readonly<Record<string, readonly string[]>> = {
  athena: ['awsathena'],
  databricks: ['databricks', 'unitycatalog'],
  fabric: ['fabric-warehouse', 'mssql', 'sqlserver'],
  glue: [],
  mariadb: ['mysql', 'mariadb'],
  postgres: ['postgres', 'postgresql'],
  spark: ['spark', 'hive'],
  sqlserver: ['mssql', 'sqlserver'],
  synapse: ['sqlserver', 'mssql'],
};

/** Adapters whose tables live in the AWS Glue Data Catalog. */
const ON_GLUE = new Set(['athena', 'glue']);

/** So many relations are looked up when guessing; a project's tables share one connection. */
const LOOKUPS = 2000;
/** So many guesses are offered. */
const GUESSES = 8;

export interface NamespaceChoice extends Pick<FoundProject, 'namespace' | 'basis' | 'guesses'> {
  /** Where the project's tables stood before, apart from the project's own namespace. */
  readonly former: readonly string[];
}

/** Namespace for things that exist in dbt only: jobs, exposures, ephemeral models. */
export const projectNamespace = (project: string): string => `dbt://${project}`;

/** Chooses once for a whole project, so that all its relations stay together. */
export function chooseNamespace(
  project: string,
  adapter: string | null,
  relations: Iterable<Relation>,
  options: ImportContext['options'],
): NamespaceChoice {
  const given = options.namespace?.trim();
  const before = options.remembered?.(project);
  const former = [...(before?.former ?? []), ...(before?.namespace ? [before.namespace] : [])];
  const chosen = (namespace: string, basis: NamespaceChoice['basis']): NamespaceChoice => ({
    namespace,
    basis,
    former: former.filter((one) => one !== namespace),
    guesses: [],
  });
  if (given) return chosen(given, 'given');
  if (before?.namespace) return chosen(before.namespace, 'remembered');
  if (adapter === 'bigquery') return chosen('bigquery', 'adapter');
  const held = adapter === null ? [] : heldBy(adapter, relations, options);
  const [only] = held;
  if (only !== undefined && held.length === 1) return chosen(only, 'catalog');
  return { ...chosen(projectNamespace(project), 'project'), guesses: guessesOf(adapter, held, options) };
}

/** First those that hold tables of the project's names, then those that only fit the adapter. */
function guessesOf(
  adapter: string | null,
  held: readonly string[],
  options: ImportContext['options'],
): string[] {
  if (adapter === null) return [];
  const schemes = SCHEMES[adapter] ?? [adapter];
  const fitting = (options.namespaces?.() ?? []).filter(
    (namespace) =>
      schemes.includes(schemeOf(namespace)) || (ON_GLUE.has(adapter) && isGlueNamespace(namespace)),
  );
  return [...new Set([...held, ...fitting])].slice(0, GUESSES);
}

/** Namespaces in the catalog that fit the adapter and hold a dataset with one of the names; most first. */
function heldBy(adapter: string, relations: Iterable<Relation>, options: ImportContext['options']): string[] {
  const found = new Map<string, number>();
  const holding = options.namespacesHolding;
  if (!holding) return [];
  const schemes = SCHEMES[adapter] ?? [adapter];
  const looked = [...relations].slice(0, LOOKUPS);
  const count = (names: readonly string[], fits: (namespace: string) => boolean): void => {
    for (const namespace of holding(names).flat())
      if (fits(namespace)) found.set(namespace, (found.get(namespace) ?? 0) + 1);
  };
  count(
    looked.flatMap((relation) => [...spellings(datasetName(relation, adapter, ''))]),
    (namespace) => schemes.includes(schemeOf(namespace)),
  );
  if (ON_GLUE.has(adapter)) {
    const names = looked.map((relation) => datasetName(relation, adapter, 'arn:aws:glue:'));
    count(names, isGlueNamespace);
  }
  return [...found].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([namespace]) => namespace);
}

const spellings = (name: string): Set<string> => new Set([name, name.toLowerCase(), name.toUpperCase()]);

const schemeOf = (namespace: string): string => namespace.split('://', 1)[0]?.toLowerCase() ?? '';
