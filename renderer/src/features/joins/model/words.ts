import { say } from '../../../shared/language/say.ts';

/** Reasons for joining, in words. */
const BASIS: Readonly<Record<string, string>> = {
  symlink: say('Named by a source'),
  location: say('Same storage location'),
  relation: say('Same relation'),
  rename: say('Renamed'),
  link: say('Refers to the other'),
  name: say('Letter case'),
  case: say('Letter case'),
  mapping: say('Mapped namespaces'),
  columns: say('Names and columns'),
  catalog: say('Glue Data Catalog'),
  path: say('Same path'),
  partition: say('Partitions'),
  'job dbt': say('dbt job'),
  'job glue': say('Glue job'),
  'job task': say('Task of a dbt node'),
  'job mapping': say('Mapped namespaces (jobs)'),
};

export function basisName(basis: string): string {
  return Object.hasOwn(BASIS, basis) ? (BASIS[basis] ?? basis) : basis;
}

/** `0.85` is `85 %`. */
export function percent(score: number): string {
  return `${Math.round(score * 100)} %`;
}
