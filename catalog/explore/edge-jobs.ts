/** What stands behind an edge of the picture: jobs, basis, confidence. */
import type { Catalog } from '../open.ts';

export interface JobRef {
  readonly id: number;
  readonly namespace: string;
  readonly name: string;
  readonly kind: string | null;
}

export interface EdgeJobs {
  /** The first few; `jobsTotal` counts all. */
  readonly jobs: readonly JobRef[];
  readonly jobsTotal: number;
  readonly basis: 'declared' | 'observed' | 'both';
  /** The best among the edges; null where a source states it as plain fact. */
  readonly confidence: number | null;
}

const JOBS_SHOWN = 5;

interface Row {
  edgeId: number;
  basis: string;
  confidence: number | null;
  jobId: number | null;
  namespace: string;
  name: string;
  kind: string | null;
}

/** For each list of edge row ids, what they add up to. */
export function edgeRows(catalog: Catalog, groups: readonly (readonly number[])[]): EdgeJobs[] {
  const rows = catalog.store.reader
    .prepare<[string], Row>(
      `SELECT e.id AS edgeId, e.basis, e.confidence, j.id AS jobId, j.namespace, j.name, j.kind
       FROM json_each(?) x JOIN edge e ON e.id = x.value LEFT JOIN job s ON s.id = e.job_id
       LEFT JOIN job j ON j.id = COALESCE(s.canonical_id, s.id)`,
    )
    .all(JSON.stringify([...new Set(groups.flat())]));
  const byId = new Map(rows.map((row) => [row.edgeId, row]));
  return groups.map((ids) => summarise(ids.flatMap((id) => byId.get(id) ?? [])));
}

function summarise(rows: readonly Row[]): EdgeJobs {
  const jobs = new Map<number, JobRef>();
  for (const row of rows) {
    if (row.jobId !== null)
      jobs.set(row.jobId, { id: row.jobId, namespace: row.namespace, name: row.name, kind: row.kind });
  }
  const declared = rows.some((row) => row.basis === 'declared');
  const observed = rows.some((row) => row.basis === 'observed');
  const confidences = rows.map((row) => row.confidence);
  return {
    jobs: [...jobs.values()].slice(0, JOBS_SHOWN),
    jobsTotal: jobs.size,
    basis: declared && observed ? 'both' : observed ? 'observed' : 'declared',
    confidence: confidences.includes(null) ? null : Math.max(...(confidences as number[])),
  };
}
