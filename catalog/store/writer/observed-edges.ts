/** The part of the asset graph that runs have shown. Observed edges count runs; silence withdraws none. */
import { RECORD_TYPES } from '../record-types.ts';
import { reopen } from './edge-rows.ts';
import { PAIRS_PER_STEP, Product, sizeOf, tooManyPairs, type End } from './products.ts';
import { firstHeard, lastHeard } from './runs.ts';
import { seenBetween } from './sighted.ts';
import { COVERED } from './sights.ts';
import type { WriterSession } from './session.ts';
import { portions } from '../../portions.ts';

const RUNS_AT_A_TIME = 5_000;
const EDGES_AT_A_TIME = 2_000;

/**
 * Only runs of this import are looked at; a pair counts as new where one of its ends is. A step is some
 * runs, so that memory stays bounded and the import can be cancelled in between.
 */
export function* deriveObserved(session: WriterSession): Iterable<void> {
  const { sql } = session;
  sql.db.exec(
    'CREATE TEMP TABLE IF NOT EXISTS touched_run (id INTEGER PRIMARY KEY); DELETE FROM touched_run',
  );
  let waiting: number[] = [];
  let pairs = 0;
  for (const runIds of portions(session.touched.runs, RUNS_AT_A_TIME)) {
    for (const run of sizesOf(session, runIds)) {
      const more = run.flows ?? run.inputs * run.outputs;
      if (more === 0) continue;
      if (run.flows === null && more > PAIRS_PER_STEP) {
        yield* seeWide(session, run);
        continue;
      }
      waiting.push(run.id);
      pairs += more;
      if (pairs < PAIRS_PER_STEP) continue;
      seePairs(session, waiting);
      waiting = [];
      pairs = 0;
      yield;
    }
  }
  seePairs(session, waiting);
}

function seePairs(session: WriterSession, runIds: readonly number[]): void {
  const { sql } = session;
  sql.run('INSERT INTO touched_run SELECT value FROM json_each(?)', JSON.stringify(runIds));
  for (const pair of observedPairs(session)) seePair(session, pair);
  sql.run('DELETE FROM touched_run');
}

/** What a run reads and writes; `flows`: null unless it gives them one by one. */
interface RunSize {
  readonly id: number;
  readonly flows: number | null;
  readonly inputs: number;
  readonly outputs: number;
}

/** In the order of the ids. */
function sizesOf({ sql }: WriterSession, runIds: readonly number[]): RunSize[] {
  return sql.all<RunSize>(
    `SELECT r.id, CASE r.explicit_flows WHEN 1 THEN (SELECT COUNT(*) FROM run_flow WHERE run_id = r.id AND until_revision IS NULL) END AS flows,
            (SELECT COUNT(*) FROM run_input WHERE run_id = r.id AND until_revision IS NULL) AS inputs,
            (SELECT COUNT(*) FROM run_output WHERE run_id = r.id AND until_revision IS NULL) AS outputs
     FROM json_each(?) t CROSS JOIN run r ON r.id = t.value ORDER BY t.id`,
    JSON.stringify(runIds),
  );
}

/** A run whose pairs are too many to hold: some of its inputs at a time. */
function* seeWide(session: WriterSession, { id, inputs, outputs }: RunSize): Iterable<void> {
  const { sql, doubts, revision } = session;
  const { job, jobId, first, last } = sql.get<Pick<Pair, 'jobId' | 'first' | 'last'> & { job: string }>(
    `SELECT j.name AS job, r.job_id AS jobId, ${firstHeard('r')} AS first, ${lastHeard('r')} AS last
     FROM run r JOIN job j ON j.id = r.job_id WHERE r.id = ?`,
    id,
  )!;
  const size = sizeOf(inputs, outputs);
  if (size.drawn < size.pairs) doubts.push(tooManyPairs(`a run of ${job}`, inputs, outputs, size));
  const product = productOf(session, id);
  for (const range of product.ranges()) {
    for (const { fromId, toId, isNew } of product.pairs(range, revision))
      seePair(session, { fromId, toId, jobId, runs: isNew ? 1 : 0, first, last });
    yield;
  }
}

/** What a run shows that does not give its flows one by one. */
export function productOf({ sql }: WriterSession, runId: number): Product {
  const ends = (table: 'run_input' | 'run_output'): End[] =>
    sql.all<End>(
      `SELECT dataset_id AS id, since_revision AS since FROM ${table} WHERE run_id = ? AND until_revision IS NULL ORDER BY 1`,
      runId,
    );
  return new Product(ends('run_input'), ends('run_output'));
}

export interface Pair {
  readonly fromId: number;
  readonly toId: number;
  readonly jobId: number;
  /** Runs that were not counted for it before. */
  readonly runs: number;
  readonly first: string | null;
  readonly last: string | null;
}

function observedPairs({ sql, revision }: WriterSession): Pair[] {
  return sql.all<Pair>(
    `SELECT fromId, toId, jobId, SUM(isNew) AS runs, MIN(first) AS first, MAX(last) AS last FROM (
       SELECT i.dataset_id AS fromId, o.dataset_id AS toId, r.job_id AS jobId,
              (i.since_revision = ?1 OR o.since_revision = ?1) AS isNew,
              ${firstHeard('r')} AS first, ${lastHeard('r')} AS last
       FROM touched_run t CROSS JOIN run r ON r.id = t.id
       JOIN run_input i ON i.run_id = r.id JOIN run_output o ON o.run_id = r.id
       WHERE r.explicit_flows = 0 AND i.until_revision IS NULL AND o.until_revision IS NULL
       UNION ALL
       SELECT f.from_id, f.to_id, r.job_id, f.since_revision = ?1,
              ${firstHeard('r')}, ${lastHeard('r')}
       FROM touched_run t CROSS JOIN run r ON r.id = t.id JOIN run_flow f ON f.run_id = r.id
       WHERE r.explicit_flows = 1 AND f.until_revision IS NULL
     ) GROUP BY fromId, toId, jobId ORDER BY fromId, toId, jobId`,
    revision,
  );
}

export function seePair(session: WriterSession, pair: Pair): void {
  const { sql, revision, changes } = session;
  const edge = sql.get<{
    id: number;
    runs: number;
    first: string | null;
    last: string | null;
    until: number | null;
    since: number;
  }>(
    `SELECT id, run_count AS runs, first_seen AS first, last_seen AS last, until_revision AS until, since_revision AS since
     FROM edge WHERE from_id = ? AND to_id = ? AND job_id = ? AND basis = 'observed'`,
    pair.fromId,
    pair.toId,
    pair.jobId,
  );
  if (!edge) {
    const id = sql.nextId('edge');
    sql.run(
      `INSERT INTO edge (id, from_id, to_id, job_id, basis, run_count, first_seen, last_seen, since_revision)
       VALUES (?, ?, ?, ?, 'observed', ?, ?, ?, ?)`,
      id,
      pair.fromId,
      pair.toId,
      pair.jobId,
      pair.runs,
      pair.first,
      pair.last,
      revision,
    );
    changes.added('edge', id);
    return;
  }
  // Where no run showed it any more, what was seen before says nothing.
  const first = edge.until === null ? earlier(edge.first, pair.first) : pair.first;
  const last = edge.until === null ? later(edge.last, pair.last) : pair.last;
  if (pair.runs === 0 && first === edge.first && last === edge.last && edge.until === null) return;
  if (edge.until !== null) reopen(session, { id: edge.id, since: edge.since, until: edge.until });
  sql.run(
    'UPDATE edge SET run_count = run_count + ?, first_seen = ?, last_seen = ? WHERE id = ?',
    pair.runs,
    first,
    last,
    edge.id,
  );
  if (edge.until === null) changes.changed('edge', edge.id);
}

/** First and last sight of column edges: of those seen in this import, and of those seen in runs that it adds to. */
export function markSeenColumnEdges(session: WriterSession): void {
  const { sql, touched, sights } = session;
  for (const edges of portions(touched.seenColumnEdges, EDGES_AT_A_TIME)) markSeen(session, edges);
  for (const edgeId of touched.recountedSights) recountSeen(session, edgeId);
  const shown = sights.anyTargets ? `AND (explicit = 1 OR NOT ${COVERED.columnEdge})` : '';
  for (const runId of touched.runs) {
    // All that a new run showed is among those above, but for what is not shown.
    if (!sights.anyHidden && sql.isFresh('run', runId)) continue;
    const seen = sql.all<{ id: number }>(
      // Not by record type, of which there are two: the plus keeps that index out.
      `SELECT record_id AS id FROM run_sight s WHERE run_id = ? AND +record_type = ? ${shown}`,
      runId,
      RECORD_TYPES.columnEdge,
    );
    const rest = seen.filter(({ id }) => !touched.seenColumnEdges.get(id)?.has(runId));
    markSeen(
      session,
      rest.map(({ id }) => [id, new Set([runId])]),
    );
  }
}

/** `edges`: by id, with the runs that showed each. */
function markSeen({ sql }: WriterSession, edges: readonly (readonly [number, ReadonlySet<number>])[]): void {
  if (edges.length === 0) return;
  const runIds = new Set(edges.flatMap(([, ids]) => [...ids]));
  const heard = new Map(
    sql
      .all<{ id: number; first: string | null; last: string | null }>(
        `SELECT run.id, ${firstHeard('run')} AS first, ${lastHeard('run')} AS last
         FROM json_each(?) t CROSS JOIN run ON run.id = t.value`,
        JSON.stringify([...runIds]),
      )
      .map((run) => [run.id, run]),
  );
  for (const [id, ids] of edges) {
    let first: string | null = null;
    let last: string | null = null;
    for (const runId of ids) {
      const run = heard.get(runId);
      first = earlier(first, run?.first ?? null);
      last = later(last, run?.last ?? null);
    }
    if (first === null) continue;
    sql.run(SEEN, first, first, last, last, id, first, last);
  }
}

const SEEN = `UPDATE column_edge SET first_seen = MIN(COALESCE(first_seen, ?), ?), last_seen = MAX(COALESCE(last_seen, ?), ?)
   WHERE id = ? AND (first_seen IS NULL OR ? < first_seen OR last_seen IS NULL OR ? > last_seen)`;

/** First and last sight of a column edge anew, where all runs that show it are known. False where they are not. */
export function recountSeen({ sql, stands }: WriterSession, edgeId: number): boolean {
  const seen = seenBetween(sql, { type: 'columnEdge', id: edgeId }, stands);
  if (!seen) return false;
  sql.run(
    'UPDATE column_edge SET first_seen = ?1, last_seen = ?2 WHERE id = ?3 AND (first_seen IS NOT ?1 OR last_seen IS NOT ?2)',
    seen.first,
    seen.last,
    edgeId,
  );
  return true;
}

export function earlier(a: string | null, b: string | null): string | null {
  return a === null ? b : b === null || a <= b ? a : b;
}

export function later(a: string | null, b: string | null): string | null {
  return a === null ? b : b === null || a >= b ? a : b;
}
