/** How jobs stand, as SQL over `job j` with its latest run `l`. */
import type { Catalog } from '../catalog.ts';

export type JobState = 'any' | 'failed' | 'running' | 'incomplete' | 'never-ran' | 'retired';

/** The job `j` and those that are shown under it. */
export const MEMBERS = 'SELECT j.id AS id UNION ALL SELECT m.id FROM job m WHERE m.canonical_id = j.id';

/** The latest by its last event; a run that was only mentioned says nothing. */
export const LAST_RUN = `SELECT r.id FROM (${MEMBERS}) s JOIN run r ON r.id = (
    SELECT x.id FROM run x WHERE x.job_id = s.id AND x.referenced_only = 0 AND x.until_revision IS NULL
    ORDER BY x.state_at DESC, x.id DESC LIMIT 1)
  ORDER BY r.state_at DESC, r.id DESC LIMIT 1`;

/** A run of which the producer says that lineage could not be extracted in full. */
export const INCOMPLETE = `SELECT 1 FROM property p WHERE p.target_type = 'run' AND p.target_id = r.id
  AND p.key IN ('extractionError', 'extractionErrors') AND p.until_revision IS NULL`;

export const RETIRED = `NOT EXISTS (SELECT 1 FROM job m WHERE m.id IN (${MEMBERS}) AND m.until_revision IS NULL)`;

export const STATES: Readonly<Record<JobState, string>> = {
  any: '1',
  failed: `l.state IN ('FAIL', 'ABORT')`,
  running: `l.state IN ('START', 'RUNNING')`,
  incomplete: `EXISTS (SELECT 1 FROM run r WHERE r.job_id IN (${MEMBERS}) AND r.until_revision IS NULL AND EXISTS (${INCOMPLETE}))`,
  'never-ran': 'l.id IS NULL',
  retired: RETIRED,
};

/** One line for jobs that are shown as one; none for a job of which only imports told that were undone. */
export const LISTED =
  'j.canonical_id IS NULL AND NOT (j.referenced_only = 1 AND j.until_revision IS NOT NULL)';

/** Ids of the jobs that stand so; kept until the catalog changes. */
export function jobsInState(catalog: Catalog, state: JobState): ReadonlySet<number> {
  return catalog.cached(`jobs-${state}`, () => {
    const ids = catalog.store.reader
      .prepare<[], number>(
        `SELECT j.id FROM job j LEFT JOIN run l ON l.id = (${LAST_RUN}) WHERE ${LISTED} AND ${STATES[state]}`,
      )
      .pluck()
      .all();
    return new Set(ids);
  });
}
