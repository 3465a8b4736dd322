/** Jobs that read what is affected, and so are affected themselves. */
import { ofThen } from '../explore/job-facts.ts';
import { boundTo, edgeHolds } from '../past/moment.ts';
import type { Catalog } from '../catalog.ts';
import type { NamedJob } from './subject.ts';

export interface ReadingJob extends NamedJob {
  /** How many of the affected datasets it reads. */
  readonly reads: number;
}

/** By number of what they read, then by name. @param datasets shown ones */
export function jobsReading(catalog: Catalog, datasets: readonly number[]): ReadingJob[] {
  const { moment } = catalog;
  return catalog.store.reader
    .prepare<[object], ReadingJob>(
      `SELECT j.id, j.namespace, j.name, j.kind, COUNT(DISTINCT d.canonical_id) AS reads
       FROM json_each(@datasets) x JOIN dataset d ON d.canonical_id = x.value
       JOIN edge e ON e.from_id = d.id AND ${edgeHolds(moment)} AND e.job_id <> 0
       JOIN job s ON s.id = e.job_id JOIN job j ON j.id = COALESCE(s.canonical_id, s.id)
       GROUP BY j.id ORDER BY reads DESC, j.name, j.namespace`,
    )
    .all({ ...boundTo(moment), datasets: JSON.stringify(datasets) })
    .map((job) => ofThen(catalog, job));
}
