/** Names of the catalog's terms, as every screen writes them. */
import type { DatasetKind, Sensitivity, Tag } from '../../../contract/index.ts';

export const KIND_NAME: Record<DatasetKind, string> = {
  table: 'Table',
  view: 'View',
  ephemeral: 'Ephemeral model',
  file: 'File',
  topic: 'Topic',
  model: 'ML model',
  feature: 'Feature',
  dashboard: 'Dashboard',
  report: 'Report',
  api: 'API',
  metric: 'Metric',
  'semantic model': 'Semantic model',
  'saved query': 'Saved query',
  function: 'Function',
};

export const SENSITIVITY_NAME: Record<Sensitivity, string> = {
  public: 'Public',
  internal: 'Internal',
  confidential: 'Confidential',
  restricted: 'Restricted',
};

/** A level by its name; anything unknown stays as it is. */
export function sensitivityName(level: string): string {
  return Object.hasOwn(SENSITIVITY_NAME, level) ? SENSITIVITY_NAME[level as Sensitivity] : level;
}

/** What each level means for the person who sets it. */
export const SENSITIVITY_MEANING: Record<Sensitivity, string> = {
  public: 'May be published; no harm when anyone reads it.',
  internal: 'For people of the organisation; little harm outside of it.',
  confidential: 'For those who need it; harm to people or business when it leaks.',
  restricted: 'For named people only; serious harm when it leaks, or special protection by law.',
};

const SOURCE_NAMES: Readonly<Record<Tag['origin'], string>> = {
  openlineage: 'OpenLineage',
  dbt: 'dbt',
  glue: 'AWS Glue',
  steward: 'Steward',
  rule: 'Rule',
  propagated: 'Lineage',
};

/** Name of a source or of the steward; anything unknown stays as it is. */
export function sourceName(source: string): string {
  return Object.hasOwn(SOURCE_NAMES, source) ? SOURCE_NAMES[source as Tag['origin']] : source;
}

const SHORT_NAMES: Readonly<Record<string, string>> = { openlineage: 'OL', glue: 'Glue' };

/** A source in as few letters as still tell it apart. */
export function sourceShortName(source: string): string {
  return Object.hasOwn(SHORT_NAMES, source) ? (SHORT_NAMES[source] ?? source) : sourceName(source);
}

/** What a source calls a kind of job or a state, in small letters where it shouts: `airflow task`, `complete`. */
export function calmly(word: string): string {
  return word === word.toUpperCase() ? word.toLowerCase() : word;
}

export function kindName(kind: string): string {
  return Object.hasOwn(KIND_NAME, kind) ? KIND_NAME[kind as DatasetKind] : kind;
}
