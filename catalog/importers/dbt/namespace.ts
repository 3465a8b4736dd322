/**
 * Which data source a project's tables belong to. Artifacts name the adapter but not the server, so
 * the namespace is given by the user, known from the adapter, recognised from what is already in the
 * catalog, or left as the project's own.
 */
import type { ImportContext } from '../importer.ts';
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

export interface NamespaceChoice {
  readonly namespace: string;
  readonly basis: 'given' | 'adapter' | 'catalog' | 'project';
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
  if (given) return { namespace: given, basis: 'given' };
  if (adapter === 'bigquery') return { namespace: 'bigquery', basis: 'adapter' };
  const held = adapter === null ? new Set<string>() : heldBy(adapter, relations, options);
  const [only] = held;
  if (only !== undefined && held.size === 1) return { namespace: only, basis: 'catalog' };
  return { namespace: projectNamespace(project), basis: 'project' };
}

/** Namespaces in the catalog that fit the adapter and hold a dataset with one of the names. */
function heldBy(
  adapter: string,
  relations: Iterable<Relation>,
  options: ImportContext['options'],
): Set<string> {
  const found = new Set<string>();
  const holding = options.namespacesHolding;
  if (!holding) return found;
  const schemes = SCHEMES[adapter] ?? [adapter];
  let looked = 0;
  for (const relation of relations) {
    if (looked++ >= LOOKUPS || found.size > 1) break;
    for (const name of spellings(datasetName(relation, adapter, ''))) {
      for (const namespace of holding(name)) if (schemes.includes(schemeOf(namespace))) found.add(namespace);
    }
    if (!ON_GLUE.has(adapter)) continue;
    for (const namespace of holding(datasetName(relation, adapter, 'arn:aws:glue:'))) {
      if (isGlueNamespace(namespace)) found.add(namespace);
    }
  }
  return found;
}

const spellings = (name: string): Set<string> => new Set([name, name.toLowerCase(), name.toUpperCase()]);

const schemeOf = (namespace: string): string => namespace.split('://', 1)[0]?.toLowerCase() ?? '';
