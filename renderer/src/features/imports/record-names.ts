import { say } from '../../shared/language/say.ts';
/** Record types as people call them, in the plural. */
const NAMES: Readonly<Record<string, string>> = {
  dataset: 'Datasets',
  column: 'Columns',
  job: 'Jobs',
  run: 'Runs',
  io: 'Inputs and outputs of runs',
  edge: 'Dataset edges',
  column_edge: 'Column edges',
  influence: 'Columns that filter or join a dataset',
  job_edge: 'Job edges',
  join: 'Datasets joined into one',
  tag: 'Tags',
  owner: 'Owners',
  test: 'Tests',
  test_result: 'Test results',
  metric: 'Metrics',
  alias: 'Other names of datasets',
  description: say('Descriptions'),
  property: 'Properties',
  source: 'Mentions by sources',
};

/** A type without a name of its own is written in words: `sql_text` becomes `Sql text`. */
export function recordName(type: string): string {
  if (Object.hasOwn(NAMES, type)) return NAMES[type] ?? type;
  const words = type.replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

const ORDER = Object.keys(NAMES);

/** Known types in the order people look for them, the others after them by name. */
export function byImportance(a: string, b: string): number {
  const place = (type: string) => (ORDER.includes(type) ? ORDER.indexOf(type) : ORDER.length);
  return place(a) - place(b) || a.localeCompare(b);
}
