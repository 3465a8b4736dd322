/** Jobs as a list: what each does and how its latest run went. */
import type { Catalog } from '../catalog.ts';
import { findJobs, type FoundJobs } from '../search/find-jobs.ts';
import { LAST_RUN, LISTED, MEMBERS, RETIRED, STATES, type JobState } from '../browse/job-state.ts';

export interface JobListQuery {
  /** A query; see docs/search.md. */
  readonly text: string;
  readonly state: JobState;
  readonly offset: number;
  readonly limit: number;
  /** Only jobs that were known at this revision; absent: all. */
  readonly knownAt?: number;
}

export interface JobListRow {
  readonly id: number;
  readonly namespace: string;
  readonly name: string;
  readonly kind: string | null;
  readonly parent: string | null;
  readonly runs: number;
  readonly lastState: string | null;
  readonly lastAt: string | null;
  readonly inputs: number;
  readonly outputs: number;
  readonly retired: boolean;
}

export interface JobList extends Omit<FoundJobs, 'ids'> {
  readonly total: number;
  readonly items: readonly JobListRow[];
}

/** Best match first where a text is given, by name otherwise. */
export function jobList(catalog: Catalog, query: JobListQuery): JobList {
  const db = catalog.store.reader;
  const found = query.text.trim() === '' ? null : findJobs(catalog, query.text);
  const ids = found ? JSON.stringify(found.ids) : null;
  const listed = ids === null ? 'job j' : 'json_each(@ids) f CROSS JOIN job j ON j.id = f.value';
  const from = `FROM ${listed} LEFT JOIN run l ON l.id = (${LAST_RUN}) WHERE ${LISTED} AND ${STATES[query.state]}${
    query.knownAt === undefined ? '' : ' AND j.since_revision <= @knownAt'
  }`;
  const bind = {
    ...(ids === null ? {} : { ids }),
    ...(query.knownAt === undefined ? {} : { knownAt: query.knownAt }),
  };
  const total = db.prepare<object, { n: number }>(`SELECT COUNT(*) AS n ${from}`).get(bind)!.n;
  const order = ids === null ? 'retired, j.referenced_only, j.name, j.namespace, j.id' : 'retired, f.key';
  const rows = db
    .prepare<object, Omit<JobListRow, 'retired'> & { retired: number }>(
      `SELECT j.id, j.namespace, j.name, COALESCE(j.kind, (SELECT k.kind FROM job k WHERE k.canonical_id = j.id AND k.kind IS NOT NULL ORDER BY k.id LIMIT 1)) AS kind,
              (SELECT p.name FROM job c JOIN job p ON p.id = c.parent_id WHERE c.id IN (${MEMBERS}) ORDER BY c.id <> j.id, c.id LIMIT 1) AS parent,
              (SELECT COUNT(*) FROM run r WHERE r.job_id IN (${MEMBERS}) AND r.referenced_only = 0 AND r.until_revision IS NULL) AS runs,
              l.state AS lastState, COALESCE(l.state_at, l.ended_at, l.started_at) AS lastAt,
              (SELECT COUNT(*) FROM (${datasetsOf('input')})) AS inputs,
              (SELECT COUNT(*) FROM (${datasetsOf('output')})) AS outputs,
              ${RETIRED} AS retired
       ${from} ORDER BY ${order} LIMIT @limit OFFSET @offset`,
    )
    .all({ limit: query.limit, offset: query.offset, ...bind });
  return {
    total,
    items: rows.map((row) => ({ ...row, retired: row.retired === 1 })),
    problems: found?.problems ?? [],
    near: found?.near ?? [],
  };
}

function datasetsOf(direction: 'input' | 'output'): string {
  return `SELECT d.canonical_id FROM job_${direction} x JOIN dataset d ON d.id = x.dataset_id
      WHERE x.job_id IN (${MEMBERS}) AND x.until_revision IS NULL
    UNION SELECT d.canonical_id FROM run r JOIN run_${direction} x ON x.run_id = r.id JOIN dataset d ON d.id = x.dataset_id
      WHERE r.job_id IN (${MEMBERS}) AND r.until_revision IS NULL AND x.until_revision IS NULL`;
}
