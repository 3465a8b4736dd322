/** Names of the catalog's terms, as every screen writes them. */
import type { DatasetKind, Sensitivity, Tag } from '../../../contract/index.ts';
import { say, sayIn } from './language/say.ts';

export const KIND_NAME: Record<DatasetKind, string> = {
  table: say('Table'),
  view: sayIn('kind of dataset', 'View'),
  ephemeral: say('Ephemeral model'),
  file: say('File'),
  topic: say('Topic'),
  model: say('ML model'),
  feature: say('Feature'),
  dashboard: say('Dashboard'),
  report: say('Report'),
  api: say('API'),
  metric: say('Metric'),
  'semantic model': say('Semantic model'),
  'saved query': say('Saved query'),
  function: say('Function'),
};

export const SENSITIVITY_NAME: Record<Sensitivity, string> = {
  public: say('Public'),
  internal: say('Internal'),
  confidential: say('Confidential'),
  restricted: say('Restricted'),
};

/** A level by its name; anything unknown stays as it is. */
export function sensitivityName(level: string): string {
  return Object.hasOwn(SENSITIVITY_NAME, level) ? SENSITIVITY_NAME[level as Sensitivity] : level;
}

/** What each level means for the person who sets it. */
export const SENSITIVITY_MEANING: Record<Sensitivity, string> = {
  public: say('May be published; no harm when anyone reads it.'),
  internal: say('For people of the organisation; little harm outside of it.'),
  confidential: say('For those who need it; harm to people or business when it leaks.'),
  restricted: say('For named people only; serious harm when it leaks, or special protection by law.'),
};

const SOURCE_NAMES: Readonly<Record<Tag['origin'], string>> = {
  openlineage: 'OpenLineage',
  dbt: 'dbt',
  glue: 'AWS Glue',
  steward: say('Steward'),
  rule: say('Rule'),
  propagated: say('Lineage'),
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

/** What a source calls a kind of job, in small letters where it shouts: `airflow task`. */
export function calmly(word: string): string {
  return word === word.toUpperCase() ? word.toLowerCase() : word;
}

/** States of a run, as OpenLineage names them, in the middle of a sentence. */
const STATE_NAMES: Readonly<Record<string, string>> = {
  START: sayIn('state of a run', 'start'),
  RUNNING: sayIn('state of a run', 'running'),
  COMPLETE: sayIn('state of a run', 'complete'),
  ABORT: sayIn('state of a run', 'abort'),
  FAIL: sayIn('state of a run', 'fail'),
  OTHER: sayIn('state of a run', 'other'),
};

/** A state of a run by its name; one that is not known as its source writes it. */
export function stateName(state: string): string {
  return Object.hasOwn(STATE_NAMES, state) ? (STATE_NAMES[state] ?? state) : calmly(state);
}

export function kindName(kind: string): string {
  return Object.hasOwn(KIND_NAME, kind) ? KIND_NAME[kind as DatasetKind] : kind;
}
