/** When two jobs are one: names that integrations give by rule. Pure. */

/** What a run's job name says of the dbt node behind it. */
export interface DbtName {
  readonly project: string;
  readonly node: string;
  /** The whole `unique_id`, where the name is one. */
  readonly uniqueId: string | null;
}

/** Node types of dbt that are jobs. */
const NODE_TYPES = 'model|seed|snapshot';

/** Ends that the dbt integration of OpenLineage adds to the name, by command. */
const SUFFIXES = /\.(build\.(run|snapshot|seed)|run|snapshot|seed)$/;

/**
 * Names that the dbt integration of OpenLineage forms: the `unique_id` (structured logs), or
 * `{database}.{schema}.{project}.{node}` with an end by command (artifacts). Tests and SQL statements inside a node
 * are no nodes. A name may fit in several ways; the first is the likeliest.
 */
export function dbtNamesOf(name: string): DbtName[] {
  if (name.length > 2048) return [];
  const unique = new RegExp(`^(${NODE_TYPES})\\.([^.]+)\\.([^.]+(\\.v\\d+)?)$`).exec(name);
  if (unique) return [{ project: unique[2]!, node: unique[3]!, uniqueId: name }];
  if (/\.(build\.)?test$/.test(name) || /\.sql\.\d+$/.test(name)) return [];
  const found: DbtName[] = [];
  for (const text of new Set([name.replace(SUFFIXES, ''), name])) {
    const parts = text.split('.');
    if (parts.length >= 3) found.push({ project: parts.at(-2)!, node: parts.at(-1)!, uniqueId: null });
  }
  return found;
}

/** Key of a declared node: project and name, as {@link dbtNamesOf} reads them. */
export function dbtKeyOf(uniqueId: string): string | null {
  const match = new RegExp(`^(?:${NODE_TYPES})\\.([^.]+)\\.(.+)$`).exec(uniqueId);
  return match ? `${match[1]!}\n${match[2]!}` : null;
}

/**
 * The application in a Spark job's name: `{app}` or `{app}.{command}.{dataset}`, in the snake case that the Spark
 * integration writes.
 */
export function sparkAppOf(name: string): string {
  return appKey(/^[^.]*/.exec(name)![0]);
}

/** A Glue job's name as the Spark integration writes it. */
export function appKey(name: string): string {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '');
}

/** Last words of a task name of Airflow or Cosmos, without the command: `dag.group.stg_orders.run` is `stg_orders`. */
export function taskNodeOf(name: string): string | null {
  const parts = name.split('.');
  const last = parts.at(-1) ?? '';
  const node = /^(run|build|seed|snapshot)$/.test(last)
    ? parts.at(-2)
    : last.replace(/[_-](run|build|seed|snapshot)$/, '');
  return node && parts.length > 1 ? node.toLowerCase() : null;
}
