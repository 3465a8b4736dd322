/** How jobs stand: their latest run, how many there are, whether lineage of some is incomplete. */
import type { Catalog } from '../catalog.ts';
import { boundTo, edgeHolds, saidOfRun } from '../past/moment.ts';
import { runsThen } from '../past/runs.ts';
import { jobSaid, saidThen } from '../past/said.ts';
import { lastSeenThen } from '../past/sights.ts';

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

/** Facts of every job that is shown, by its id, now or at the moment; loaded once a revision. */
export function jobFacts(catalog: Catalog): ReadonlyMap<number, JobFacts> {
  return catalog.cached('job-facts', () => readJobFacts(catalog), true);
}

function readJobFacts(catalog: Catalog): ReadonlyMap<number, JobFacts> {
  const shown = new Map<number, Facts>();
  const jobs = jobRows(catalog);
  const shownAs = new Map(jobs.map((job) => [job.id, job.shownAs]));
  for (const { id, namespace, name, kind, shownAs: own } of jobs) {
    if (id === own) shown.set(id, { id, namespace, name, kind, parentId: null, ...NO_RUNS });
  }
  for (const { shownAs: own, parentId } of jobs) {
    const facts = shown.get(own);
    if (facts && parentId !== null) facts.parentId ??= shownAs.get(parentId) ?? null;
  }
  addRuns(catalog, shown, shownAs);
  return shown;
}

/** A job with the kind that it had at the moment that the catalog shows. */
export function ofThen<Job extends { readonly id: number; readonly kind: string | null }>(
  catalog: Catalog,
  job: Job,
): Job {
  return catalog.moment ? { ...job, kind: jobFacts(catalog).get(job.id)?.kind ?? null } : job;
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

/** A job that nobody stands behind keeps what was said of it last, as now. */
function jobRows(catalog: Catalog): JobRow[] {
  const rows = catalog.store.reader
    .prepare<[], JobRow>(
      `SELECT id, COALESCE(canonical_id, id) AS shownAs, namespace, name, kind, parent_id AS parentId FROM job ORDER BY id`,
    )
    .all();
  if (!catalog.moment) return rows;
  const said = saidThen(catalog, 'job', null, catalog.moment.past.revision);
  return rows.map((row) => {
    const then = said.get(row.id);
    return then ? { ...row, ...jobSaid(then) } : row;
  });
}

const NO_RUNS = { runs: 0, lastState: null, lastAt: null, incomplete: false } as const;

/** Counts runs and keeps the latest by its last event; a run that was only mentioned says nothing. */
function addRuns(
  catalog: Catalog,
  shown: ReadonlyMap<number, Facts>,
  shownAs: ReadonlyMap<number, number>,
): void {
  const db = catalog.store.reader;
  const { table, bind } = runsThen(catalog);
  const incomplete = new Set(
    db
      .prepare<[object], number>(
        `SELECT p.target_id FROM property p WHERE p.target_type = 'run' AND p.key IN ('extractionError', 'extractionErrors')
           AND ${saidOfRun(catalog.moment, 'p')}`,
      )
      .pluck()
      .all(bind),
  );
  const runs = db.prepare<[object], { id: number; jobId: number; state: string; at: string | null }>(
    `SELECT r.id, r.job_id AS jobId, r.state, COALESCE(r.state_at, r.ended_at, r.started_at) AS at FROM ${table} r
     WHERE r.referenced_only = 0 ORDER BY r.id`,
  );
  for (const run of runs.iterate(bind)) {
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

interface Seen {
  readonly fromId: number;
  readonly toId: number;
  readonly jobId: number | null;
  readonly lastSeen: string | null;
}

/** By canonical dataset id, now or at the moment; loaded once a revision. */
export function observations(catalog: Catalog): ReadonlyMap<number, Observation> {
  return catalog.cached('observations', () => readObservations(catalog), true);
}

function readObservations(catalog: Catalog): ReadonlyMap<number, Observation> {
  const { moment } = catalog;
  const found = new Map<number, Observation>();
  const at = (id: number): Observation => {
    let entry = found.get(id);
    if (!entry) found.set(id, (entry = { lastSeen: null, producers: new Set() }));
    return entry;
  };
  const see = (id: number, lastSeen: string | null): void => {
    const entry = at(id);
    if (lastSeen !== null && (entry.lastSeen === null || lastSeen > entry.lastSeen))
      entry.lastSeen = lastSeen;
  };
  const rows = catalog.store.reader
    .prepare<[object], Seen>(
      `SELECT f.canonical_id AS fromId, t.canonical_id AS toId, COALESCE(j.canonical_id, j.id) AS jobId, MAX(e.last_seen) AS lastSeen
       FROM edge e JOIN dataset f ON f.id = e.from_id JOIN dataset t ON t.id = e.to_id LEFT JOIN job j ON j.id = e.job_id
       WHERE ${edgeHolds(moment)} GROUP BY 1, 2, 3`,
    )
    .all(boundTo(moment));
  for (const { fromId, toId, jobId, lastSeen } of rows) {
    for (const id of [fromId, toId]) see(id, moment ? null : lastSeen);
    if (jobId !== null) at(toId).producers.add(jobId);
  }
  if (moment) {
    const { canonical } = catalog.cards();
    for (const [id, lastSeen] of lastSeenThen(catalog)) see(canonical.get(id) ?? id, lastSeen);
  }
  return found;
}
