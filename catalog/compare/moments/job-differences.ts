/** The code of jobs at two moments. */
import { differenceOf } from '../diff.ts';
import type { Entity, Judged } from '../model.ts';
import { judge } from '../suspicion.ts';
import { canonicalJobs, codeOf, jobSubjects, jobsWithCode } from './job-entities.ts';
import type { Side, Sides } from './sides.ts';
import type { Touched } from './touched.ts';

/** Jobs compared between two rests: code may be long. */
const AT_ONCE = 50;

export interface JobDifferences {
  readonly judged: readonly Judged[];
  /** Jobs of whose code the same is known on both sides, ascending. */
  readonly alike: readonly number[];
  /** As one side shows them. */
  entities(side: Side, jobs: readonly number[]): Map<number, Entity>;
}

/** In steps. */
export function* jobDifferences({ before, after }: Sides, touched: Touched): Generator<void, JobDifferences> {
  const subject = jobSubjects(before.db);
  const entities = (side: Side, jobs: readonly number[]): Map<number, Entity> =>
    new Map(
      [...codeOf(side, jobs)].map(([id, aspects]): [number, Entity] => [
        id,
        { key: `job ${id}`, subject: subject(id), depth: 0, aspects },
      ]),
    );
  const judged: Judged[] = [];
  const differing = new Set<number>();
  const jobs = canonicalJobs(before.db, touched.jobs);
  yield;
  for (let at = 0; at < jobs.length; at += AT_ONCE) {
    const some = jobs.slice(at, at + AT_ONCE);
    const a = entities(before, some);
    yield;
    const b = entities(after, some);
    yield;
    for (const id of some) {
      if (!a.has(id) && !b.has(id)) continue;
      const found = judge(differenceOf(`job ${id}`, a.get(id) ?? null, b.get(id) ?? null));
      if (found.change === 'unchanged') continue;
      judged.push(found);
      differing.add(id);
    }
    yield;
  }
  const known = yield* jobsWithCode(after);
  return { judged, alike: known.filter((id) => !differing.has(id)), entities };
}
