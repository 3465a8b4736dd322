/** Reasons for joining, in words. */
const BASIS: Readonly<Record<string, string>> = {
  symlink: 'Named by a source',
  location: 'Same storage location',
  relation: 'Same relation',
  rename: 'Renamed',
  link: 'Refers to the other',
  name: 'Letter case',
  case: 'Letter case',
  mapping: 'Mapped namespaces',
  columns: 'Names and columns',
  catalog: 'Glue Data Catalog',
  path: 'Same path',
  partition: 'Partitions',
  'job dbt': 'dbt job',
  'job glue': 'Glue job',
  'job task': 'Task of a dbt node',
  'job mapping': 'Mapped namespaces (jobs)',
};

export function basisName(basis: string): string {
  return Object.hasOwn(BASIS, basis) ? (BASIS[basis] ?? basis) : basis;
}

/** `0.85` is `85 %`. */
export function percent(score: number): string {
  return `${Math.round(score * 100)} %`;
}
