import { say } from '../../shared/language/say.ts';

/** Record types as people call them, in the plural: by themselves, and within a sentence. */
const NAMES: Readonly<Record<string, readonly [name: string, words: string]>> = {
  dataset: [say('Datasets'), say('datasets')],
  column: [say('Columns'), say('columns')],
  job: [say('Jobs'), say('jobs')],
  run: [say('Runs'), say('runs')],
  io: [say('Inputs and outputs of runs'), say('inputs and outputs of runs')],
  edge: [say('Dataset edges'), say('dataset edges')],
  column_edge: [say('Column edges'), say('column edges')],
  influence: [say('Columns that filter or join a dataset'), say('columns that filter or join a dataset')],
  job_edge: [say('Job edges'), say('job edges')],
  join: [say('Datasets joined into one'), say('datasets joined into one')],
  tag: [say('Tags'), say('tags')],
  owner: [say('Owners'), say('owners')],
  test: [say('Tests'), say('tests')],
  test_result: [say('Test results'), say('test results')],
  metric: [say('Metrics'), say('metrics')],
  alias: [say('Other names of datasets'), say('other names of datasets')],
  description: [say('Descriptions'), say('descriptions')],
  property: [say('Properties'), say('properties')],
  source: [say('Mentions by sources'), say('mentions by sources')],
  flow: [say('Flow'), say('flow')],
};

const named = (type: string) => (Object.hasOwn(NAMES, type) ? NAMES[type] : undefined);

/** A type without a name of its own is written in words: `sql_text` becomes `Sql text`. */
export function recordName(type: string): string {
  const words = recordWords(type);
  return named(type)?.[0] ?? `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
}

/** As {@link recordName}, within a sentence. */
export function recordWords(type: string): string {
  return named(type)?.[1] ?? type.replaceAll('_', ' ');
}

const ORDER = Object.keys(NAMES);

/** Known types in the order people look for them, the others after them by name. */
export function byImportance(a: string, b: string): number {
  const place = (type: string) => (ORDER.includes(type) ? ORDER.indexOf(type) : ORDER.length);
  return place(a) - place(b) || a.localeCompare(b);
}
