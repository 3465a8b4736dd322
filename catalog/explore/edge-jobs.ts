/** What stands behind an edge of the picture: jobs, basis, confidence, and how well that is verified. */
import type { Catalog } from '../catalog.ts';
import { jobFacts } from './job-facts.ts';
import { saidThen } from '../past/said.ts';
import { sightsThen } from '../past/sights.ts';
import { edgeContents, type ContentCheck, type Verification } from './verification.ts';

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
  readonly verification: Verification;
}

const JOBS_SHOWN = 5;

/** A row of the graph with what is known of it, now or at the moment that the catalog shows. */
export interface EdgeTold {
  readonly edgeId: number;
  readonly basis: 'declared' | 'observed';
  readonly confidence: number | null;
  readonly runs: number;
  readonly firstSeen: string | null;
  readonly lastSeen: string | null;
  readonly content: ContentCheck;
  /** Null: without a job. */
  readonly jobId: number | null;
  readonly namespace: string;
  readonly name: string;
  readonly kind: string | null;
  /** The datasets under which its ends are shown. */
  readonly fromId: number;
  readonly toId: number;
}

/** By row id. */
export function edgesTold(catalog: Catalog, ids: readonly number[]): Map<number, EdgeTold> {
  const rows = catalog.store.reader
    .prepare<[string], Omit<EdgeTold, 'content'>>(
      `SELECT e.id AS edgeId, e.basis, e.confidence, e.run_count AS runs, e.first_seen AS firstSeen, e.last_seen AS lastSeen,
              j.id AS jobId, j.namespace, j.name, j.kind, f.canonical_id AS fromId, t.canonical_id AS toId
       FROM json_each(?) x JOIN edge e ON e.id = x.value JOIN dataset f ON f.id = e.from_id JOIN dataset t ON t.id = e.to_id
       LEFT JOIN job s ON s.id = e.job_id LEFT JOIN job j ON j.id = COALESCE(s.canonical_id, s.id)`,
    )
    .all(JSON.stringify(ids));
  const contents = edgeContents(catalog, ids);
  const sights = sightsThen(catalog, ids);
  const confidences = catalog.moment ? confidencesThen(catalog, ids) : null;
  const jobs = catalog.moment ? jobFacts(catalog) : null;
  return new Map(
    rows.map((row) => {
      const sight = sights.get(row.edgeId);
      const told = {
        ...row,
        kind: jobs ? (jobs.get(row.jobId ?? 0)?.kind ?? null) : row.kind,
        content: contents.get(row.edgeId) ?? null,
        ...(sight ? { runs: sight.runs, firstSeen: sight.first, lastSeen: sight.last } : {}),
        ...(confidences ? { confidence: confidences.get(row.edgeId) ?? null } : {}),
      };
      return [row.edgeId, told];
    }),
  );
}

/** For each list of edge row ids, what they add up to, now or at the moment that the catalog shows. */
export function edgeRows(catalog: Catalog, groups: readonly (readonly number[])[]): EdgeJobs[] {
  const byId = edgesTold(catalog, [...new Set(groups.flat())]);
  return groups.map((group) => summarise(group.flatMap((id) => byId.get(id) ?? [])));
}

/** Of declared edges by row id, as the flow behind them was stated at the moment. */
function confidencesThen(catalog: Catalog, ids: readonly number[]): Map<number, number | null> {
  const flows = catalog.store.reader
    .prepare<[string], { id: number; flowId: number }>(
      `SELECT e.id, f.id AS flowId FROM json_each(?) x JOIN edge e ON e.id = x.value
       JOIN job_flow f ON f.job_id = e.job_id AND f.from_id = e.from_id AND f.to_id = e.to_id WHERE e.basis = 'declared'`,
    )
    .all(JSON.stringify(ids));
  const said = saidThen(
    catalog,
    'jobFlow',
    flows.map(({ flowId }) => flowId),
  );
  return new Map(
    flows.map(({ id, flowId }) => {
      const [confidence] = JSON.parse(said.get(flowId)?.at(-1) ?? '[]') as [(number | null)?];
      return [id, confidence ?? null];
    }),
  );
}

function summarise(rows: readonly EdgeTold[]): EdgeJobs {
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
    verification: verificationOf(rows),
  };
}

const CONTENTS: readonly ContentCheck[] = ['checked', 'named', null];

/** What runs showed counts before what is declared, and that before what is inferred. */
function verificationOf(rows: readonly EdgeTold[]): Verification {
  const observed = rows.filter((row) => row.basis === 'observed');
  if (observed.length > 0) {
    // Identities that are joined may each have the edge: of one job, the runs are the same ones.
    const runs = new Map<number, number>();
    for (const row of observed) runs.set(row.jobId ?? 0, Math.max(row.runs, runs.get(row.jobId ?? 0) ?? 0));
    const seen = observed.flatMap(({ lastSeen }) => lastSeen ?? []).sort();
    return {
      level: 'observed',
      runs: [...runs.values()].reduce((sum, count) => sum + count, 0),
      lastSeen: seen.at(-1) ?? null,
      confidence: null,
      content: CONTENTS.find((one) => observed.some(({ content }) => content === one)) ?? null,
    };
  }
  const plain = rows.some((row) => row.confidence === null);
  return {
    level: plain || rows.length === 0 ? 'declared' : 'inferred',
    runs: 0,
    lastSeen: null,
    confidence: plain || rows.length === 0 ? null : Math.max(...rows.map((row) => row.confidence ?? 0)),
    content: null,
  };
}

/** What stands behind the edge by one job on one basis, for one pair of datasets. */
export interface JobRow {
  /** 0: without a job. */
  readonly jobId: number;
  readonly namespace: string;
  readonly name: string;
  readonly kind: string | null;
  readonly basis: 'declared' | 'observed';
  readonly runs: number;
  readonly firstSeen: string | null;
  readonly lastSeen: string | null;
  readonly confidence: number | null;
  readonly fromId: number;
  readonly toId: number;
}

/** By job and name; each with the oldest and the newest sight, and the best confidence. */
export function jobRows(catalog: Catalog, edgeIds: readonly number[]): JobRow[] {
  const groups = Map.groupBy(
    edgesTold(catalog, edgeIds).values(),
    (row) => `${row.jobId ?? 0} ${row.basis} ${row.fromId} ${row.toId}`,
  );
  const rows = [...groups.values()].map((group): JobRow => {
    const [first] = group;
    const known = group.flatMap(({ confidence }) => confidence ?? []);
    const times = (key: 'firstSeen' | 'lastSeen') => group.flatMap((row) => row[key] ?? []).sort();
    return {
      ...first!,
      jobId: first!.jobId ?? 0,
      namespace: first!.namespace ?? '',
      name: first!.name ?? '',
      runs: group.reduce((sum, { runs }) => sum + runs, 0),
      firstSeen: times('firstSeen')[0] ?? null,
      lastSeen: times('lastSeen').at(-1) ?? null,
      confidence: known.length > 0 ? Math.max(...known) : null,
    };
  });
  const key = (row: JobRow) => [row.namespace, row.name, row.basis] as const;
  return rows.sort((a, b) => {
    const at = key(a).findIndex((text, i) => text !== key(b)[i]);
    if (at >= 0) return key(a)[at]! < key(b)[at]! ? -1 : 1;
    return a.fromId - b.fromId || a.toId - b.toId;
  });
}
