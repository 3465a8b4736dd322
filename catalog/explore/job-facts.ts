/** How jobs stand: their latest run, how many there are, whether lineage of some is incomplete. */
import type { Database } from 'better-sqlite3';
import type { Catalog } from '../open.ts';

export interface JobFacts {
  readonly id: number;
  readonly namespace: string;
  readonly name: string;
  readonly kind: string | null;
  /** The job that started it, under the name that is shown. */
  readonly parentId: number | null;
  readonly runs: number;
  /** Of the latest run by its last event: START, RUNNING, COMPLETE, ABORT, FAIL, OTHER. */
  readonly lastState: string | null;
  readonly lastAt: string | null;
  readonly incomplete: boolean;
}

/** Facts of every job that is shown, by its id; loaded once a revision. */
export function jobFacts(catalog: Catalog): ReadonlyMap<number, JobFacts> {
  return catalog.cached('job-facts', () => {
    const db = catalog.store.reader;
    const shown = new Map<number, Facts>();
    const jobs = db
      .prepare<[], JobRow>(
        `SELECT id, COALESCE(canonical_id, id) AS shownAs, namespace, name, kind, parent_id AS parentId FROM job ORDER BY id`,
      )
      .all();
    const shownAs = new Map(jobs.map((job) => [job.id, job.shownAs]));
    for (const { id, namespace, name, kind, shownAs: own } of jobs) {
      if (id === own) shown.set(id, { id, namespace, name, kind, parentId: null, ...NO_RUNS });
    }
    for (const { shownAs: own, parentId } of jobs) {
      const facts = shown.get(own);
      if (facts && parentId !== null) facts.parentId ??= shownAs.get(parentId) ?? null;
    }
    addRuns(db, shown, shownAs);
    return shown;
  });
}

type Facts = { -readonly [Key in keyof JobFacts]: JobFacts[Key] };

interface JobRow {
  readonly id: number;
  readonly shownAs: number;
  readonly namespace: string;
  readonly name: string;
  readonly kind: string | null;
  readonly parentId: number | null;
}

const NO_RUNS = { runs: 0, lastState: null, lastAt: null, incomplete: false } as const;

/** Counts runs and keeps the latest by its last event; a run that was only mentioned says nothing. */
function addRuns(
  db: Database,
  shown: ReadonlyMap<number, Facts>,
  shownAs: ReadonlyMap<number, number>,
): void {
  const incomplete = new Set(
    db
      .prepare<[], number>(
        `SELECT target_id FROM property WHERE target_type = 'run' AND key IN ('extractionError', 'extractionErrors') AND until_revision IS NULL`,
      )
      .pluck()
      .all(),
  );
  const runs = db.prepare<[], { id: number; jobId: number; state: string; at: string | null }>(
    `SELECT id, job_id AS jobId, state, COALESCE(state_at, ended_at, started_at) AS at FROM run
     WHERE referenced_only = 0 AND until_revision IS NULL ORDER BY id`,
  );
  for (const run of runs.iterate()) {
    const facts = shown.get(shownAs.get(run.jobId) ?? -1);
    if (!facts) continue;
    facts.runs++;
    facts.incomplete ||= incomplete.has(run.id);
    if (facts.lastState !== null && (facts.lastAt ?? '') > (run.at ?? '')) continue;
    facts.lastState = run.state;
    facts.lastAt = run.at;
  }
}

export const hasFailed = (facts: JobFacts | undefined): boolean =>
  facts?.lastState === 'FAIL' || facts?.lastState === 'ABORT';

/** Tells of datasets (canonical ids) whether the last run of a job that writes it failed. */
export function failedRuns(catalog: Catalog): (datasetId: number) => boolean {
  const facts = jobFacts(catalog);
  const seen = observations(catalog);
  return (id) => [...(seen.get(id)?.producers ?? [])].some((job) => hasFailed(facts.get(job)));
}

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
