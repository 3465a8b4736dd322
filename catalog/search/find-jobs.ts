/** Jobs that a query finds, best first. */
import type { Catalog } from '../catalog.ts';
import { jobData, type JobData } from './data/jobs.ts';
import { evaluate } from './evaluate/evaluate.ts';
import { JobUniverse } from './evaluate/jobs.ts';
import { parseQuery } from './language/parse.ts';
import type { Problem } from './language/syntax.ts';
import { LEVEL } from './names/name-index.ts';
import { beginsWithin } from './evaluate/values.ts';
import { unknownValues } from './unknown-values.ts';

export interface FoundJobs {
  /** Best first, by name among equals. */
  readonly ids: readonly number[];
  readonly problems: readonly Problem[];
  readonly near: readonly { readonly word: string; readonly instead: readonly string[] }[];
}

export function findJobs(catalog: Catalog, text: string): FoundJobs {
  const data = jobData(catalog);
  const reading = parseQuery(text);
  const problems = [...reading.problems, ...unknownValues(reading.query, knownWords(data), beginsWithin)];
  if (!reading.query) return { ids: data.jobs.map(({ id }) => id), problems, near: [] };
  const universe = new JobUniverse(catalog, data);
  const told: Problem[] = [];
  let levels = evaluate(reading.query, universe, { near: false, problems: told });
  if (levels.every((level) => level === LEVEL.none))
    levels = evaluate(reading.query, universe, { near: true, problems: [] });
  const numbers = [...levels.keys()].filter((i) => levels[i] !== LEVEL.none);
  numbers.sort((a, b) => levels[a]! - levels[b]! || a - b);
  return {
    ids: numbers.map((i) => data.jobs[i]!.id),
    problems: [...problems, ...told],
    near: [...universe.instead].map(([word, instead]) => ({ word, instead: instead.slice(0, 5) })),
  };
}

/** Of fields with few values: what the jobs of this catalog have. */
function knownWords({ jobs }: JobData): Parameters<typeof unknownValues>[1] {
  return {
    kind: [...new Set(jobs.flatMap(({ kind }) => kind ?? []))],
    source: [...new Set(jobs.map(({ importer }) => importer))],
  };
}
