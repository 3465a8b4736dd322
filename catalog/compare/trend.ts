/** The latest runs of a job as a series: rows written and how long it took. */
import { HISTORY } from './run-records.ts';
import { groupOfJob } from '../browse/job-detail.ts';
import type { Catalog } from '../catalog.ts';
import { firstHeard } from '../store/writer/runs.ts';
import { isUnusual } from './rules-figures.ts';

const MAX_POINTS = 100;

export interface TrendPoint {
  readonly id: number;
  readonly state: string;
  readonly at: string;
  readonly rowsWritten: number | null;
  readonly durationMs: number | null;
  /** Rows stand out against the runs before. */
  readonly unusual: boolean;
}

/** Oldest first; runs without a time are left out. */
export function trend(catalog: Catalog, jobId: number): TrendPoint[] {
  const members = groupOfJob(catalog, jobId)?.members ?? '[]';
  const rows = catalog.store.reader
    .prepare<
      [string],
      {
        id: number;
        state: string;
        at: string;
        rows: number | null;
        started: string | null;
        ended: string | null;
      }
    >(
      `SELECT r.id, r.state, ${firstHeard('r')} AS at, r.started_at AS started, r.ended_at AS ended,
              (SELECT SUM(o.row_count) FROM run_output o WHERE o.run_id = r.id AND o.until_revision IS NULL) AS rows
       FROM run r WHERE r.job_id IN (SELECT value FROM json_each(?)) AND r.until_revision IS NULL AND r.referenced_only = 0
         AND ${firstHeard('r')} IS NOT NULL ORDER BY at DESC, r.id DESC LIMIT ${MAX_POINTS}`,
    )
    .all(members)
    .reverse();
  const before: number[] = [];
  return rows.map(({ id, state, at, rows: rowsWritten, started, ended }) => {
    const unusual =
      rowsWritten !== null && before.length > 0 && isUnusual(rowsWritten, before.slice(-HISTORY));
    if (rowsWritten !== null) before.push(rowsWritten);
    const took = started !== null && ended !== null ? Date.parse(ended) - Date.parse(started) : Number.NaN;
    return { id, state, at, rowsWritten, durationMs: took >= 0 ? took : null, unusual };
  });
}
