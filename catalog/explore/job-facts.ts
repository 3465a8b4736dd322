/** How jobs stand: their latest run, how many there are, whether lineage of some is incomplete. */
import type { Catalog } from '../open.ts';
import { INCOMPLETE } from '../browse/job-state.ts';

export interface JobFacts {
  readonly id: number;
  readonly namespace: string;
  readonly name: string;
  readonly kind: string | null;
  /** The job that started it, under the name that is shown. */
  readonly parentId: number | null;
  readonly parent: string | null;
  readonly runs: number;
  /** Of the latest run by its last event: START, RUNNING, COMPLETE, ABORT, FAIL, OTHER. */
  readonly lastState: string | null;
  readonly lastAt: string | null;
  readonly incomplete: boolean;
}

type Row = Omit<JobFacts, 'incomplete'> & { incomplete: number };

/** Facts of every job that is shown, by its id; loaded once a revision. */
export function jobFacts(catalog: Catalog): ReadonlyMap<number, JobFacts> {
  return catalog.cached('job-facts', () => {
    const rows = catalog.store.reader
      .prepare<[], Row>(
        `WITH shown AS (SELECT id, COALESCE(canonical_id, id) AS job FROM job),
         runs AS (
           SELECT s.job, COUNT(*) AS n, MAX(COALESCE(r.state_at, '') || ' ' || printf('%015d', r.id)) AS last,
                  MAX(EXISTS (${INCOMPLETE})) AS incomplete
           FROM shown s JOIN run r ON r.job_id = s.id WHERE r.referenced_only = 0 AND r.until_revision IS NULL GROUP BY s.job),
         parents AS (SELECT s.job, MIN(j.parent_id) AS parent FROM shown s JOIN job j ON j.id = s.id WHERE j.parent_id IS NOT NULL GROUP BY s.job)
         SELECT j.id, j.namespace, j.name, j.kind, COALESCE(p.canonical_id, p.id) AS parentId, p.name AS parent,
                COALESCE(n.n, 0) AS runs, l.state AS lastState, COALESCE(l.state_at, l.ended_at, l.started_at) AS lastAt,
                COALESCE(n.incomplete, 0) AS incomplete
         FROM job j LEFT JOIN runs n ON n.job = j.id LEFT JOIN run l ON l.id = CAST(substr(n.last, -15) AS INTEGER)
           LEFT JOIN parents x ON x.job = j.id LEFT JOIN job p ON p.id = x.parent
         WHERE j.canonical_id IS NULL OR j.canonical_id = j.id`,
      )
      .all();
    return new Map(rows.map((row) => [row.id, { ...row, incomplete: row.incomplete === 1 }]));
  });
}

export const hasFailed = (facts: JobFacts | undefined): boolean =>
  facts?.lastState === 'FAIL' || facts?.lastState === 'ABORT';

/** What edges say of each dataset (canonical id). */
export interface Observation {
  /** When a run was last seen to read or write it; null where none was. */
  lastSeen: string | null;
  /** Jobs that write it. */
  readonly producers: Set<number>;
}

/** By canonical dataset id; loaded once a revision. */
export function observations(catalog: Catalog): ReadonlyMap<number, Observation> {
  return catalog.cached('observations', () => {
    const rows = catalog.store.reader
      .prepare<[], { fromId: number; toId: number; jobId: number | null; lastSeen: string | null }>(
        `SELECT f.canonical_id AS fromId, t.canonical_id AS toId, COALESCE(j.canonical_id, j.id) AS jobId, MAX(e.last_seen) AS lastSeen
         FROM edge e JOIN dataset f ON f.id = e.from_id JOIN dataset t ON t.id = e.to_id LEFT JOIN job j ON j.id = e.job_id
         WHERE e.until_revision IS NULL GROUP BY 1, 2, 3`,
      )
      .all();
    const found = new Map<number, Observation>();
    const at = (id: number): Observation => {
      let entry = found.get(id);
      if (!entry) found.set(id, (entry = { lastSeen: null, producers: new Set() }));
      return entry;
    };
    for (const { fromId, toId, jobId, lastSeen } of rows) {
      for (const entry of [at(fromId), at(toId)]) {
        if (lastSeen !== null && (entry.lastSeen === null || lastSeen > entry.lastSeen))
          entry.lastSeen = lastSeen;
      }
      if (jobId !== null) at(toId).producers.add(jobId);
    }
    return found;
  });
}
