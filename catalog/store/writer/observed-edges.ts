/** The part of the asset graph that runs have shown. Observed edges count runs; silence withdraws none. */
import { RECORD_TYPES } from '../record-types.ts';
import { MAX_PRODUCT, reopen, tooManyPairs, type EdgeRow } from './edge-rows.ts';
import { firstHeard, lastHeard } from './runs.ts';
import { seenBetween } from './sighted.ts';
import { COVERED } from './sights.ts';
import type { WriterSession } from './session.ts';

const PAIRS_PER_STEP = 100_000;

/**
 * Only runs of this import are looked at; a pair counts as new where one of its ends is. A step is some
 * runs, so that memory stays bounded and the import can be cancelled in between.
 */
export function* deriveObserved(session: WriterSession): Iterable<void> {
  const { sql } = session;
  sql.db.exec(
    'CREATE TEMP TABLE IF NOT EXISTS touched_run (id INTEGER PRIMARY KEY); DELETE FROM touched_run',
  );
  let waiting = 0;
  for (const runId of session.touched.runs) {
    const pairs = pairsOfRun(session, runId);
    if (pairs === 0) continue;
    sql.run('INSERT INTO touched_run VALUES (?)', runId);
    waiting += pairs;
    if (waiting < PAIRS_PER_STEP) continue;
    for (const pair of observedPairs(session)) seePair(session, pair);
    sql.run('DELETE FROM touched_run');
    waiting = 0;
    yield;
  }
  for (const pair of observedPairs(session)) seePair(session, pair);
}

/** How many pairs a run makes; none where they are too many to mean anything, which is noted. */
function pairsOfRun({ sql, doubts }: WriterSession, runId: number): number {
  const run = sql.get<{ flows: number | null; inputs: number; outputs: number; job: string }>(
    `SELECT CASE r.explicit_flows WHEN 1 THEN (SELECT COUNT(*) FROM run_flow WHERE run_id = r.id AND until_revision IS NULL) END AS flows,
            (SELECT COUNT(*) FROM run_input WHERE run_id = r.id AND until_revision IS NULL) AS inputs,
            (SELECT COUNT(*) FROM run_output WHERE run_id = r.id AND until_revision IS NULL) AS outputs, j.name AS job
     FROM run r JOIN job j ON j.id = r.job_id WHERE r.id = ?`,
    runId,
  )!;
  const pairs = run.flows ?? run.inputs * run.outputs;
  if (run.flows !== null || pairs <= MAX_PRODUCT) return pairs;
  doubts.push(tooManyPairs(`a run of ${run.job}`, run.inputs, run.outputs));
  return 0;
}

interface Pair {
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

function seePair(session: WriterSession, pair: Pair): void {
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

/**
 * Counts a job again in full: a run turned explicit after its events were multiplied out, or events were
 * taken back. Edges that no run shows any more are retired, those that are shown again stand again.
 */
export function recountObserved(session: WriterSession, jobId: number): void {
  const { sql, revision, changes } = session;
  const counted = new Map(
    sql
      .all<Pair>(PAIRS_OF_JOB, jobId, MAX_PRODUCT)
      .map((pair) => [`${pair.fromId}>${pair.toId}`, { ...pair, jobId }]),
  );
  const stored = sql.all<EdgeRow & { runs: number; first: string | null; last: string | null }>(
    `SELECT id, from_id AS fromId, to_id AS toId, confidence, run_count AS runs, first_seen AS first, last_seen AS last,
            since_revision AS since, until_revision AS until
     FROM edge WHERE job_id = ? AND basis = 'observed'`,
    jobId,
  );
  for (const edge of stored) {
    const key = `${edge.fromId}>${edge.toId}`;
    const pair = counted.get(key);
    counted.delete(key);
    if (pair) {
      if (edge.until !== null) reopen(session, { id: edge.id, since: edge.since, until: edge.until });
      else if (pair.runs === edge.runs && pair.first === edge.first && pair.last === edge.last) continue;
      else changes.changed('edge', edge.id);
      sql.run(
        'UPDATE edge SET run_count = ?, first_seen = ?, last_seen = ? WHERE id = ?',
        pair.runs,
        pair.first,
        pair.last,
        edge.id,
      );
    } else if (edge.until === null) {
      sql.run('UPDATE edge SET run_count = 0, until_revision = ? WHERE id = ?', revision, edge.id);
      changes.retired('edge', edge.id);
    }
  }
  for (const pair of counted.values()) seePair(session, pair);
}

const PAIRS_OF_JOB = `SELECT fromId, toId, COUNT(*) AS runs, MIN(first) AS first, MAX(last) AS last FROM (
   SELECT i.dataset_id AS fromId, o.dataset_id AS toId,
          ${firstHeard('r')} AS first, ${lastHeard('r')} AS last
   FROM run r JOIN run_input i ON i.run_id = r.id AND i.until_revision IS NULL
     JOIN run_output o ON o.run_id = r.id AND o.until_revision IS NULL
   WHERE r.job_id = ?1 AND r.explicit_flows = 0 AND r.until_revision IS NULL
     AND (SELECT COUNT(*) FROM run_input x WHERE x.run_id = r.id AND x.until_revision IS NULL)
       * (SELECT COUNT(*) FROM run_output y WHERE y.run_id = r.id AND y.until_revision IS NULL) <= ?2
   UNION ALL
   SELECT f.from_id, f.to_id, ${firstHeard('r')}, ${lastHeard('r')}
   FROM run r JOIN run_flow f ON f.run_id = r.id AND f.until_revision IS NULL
   WHERE r.job_id = ?1 AND r.explicit_flows = 1 AND r.until_revision IS NULL
 ) GROUP BY fromId, toId`;

/** First and last sight of column edges: of those seen in this import, and of those seen in runs that it adds to. */
export function markSeenColumnEdges(session: WriterSession): void {
  const { sql, touched } = session;
  const mark = (edgeId: number, runIds: readonly number[]): void => {
    sql.run(
      `UPDATE column_edge SET first_seen = MIN(COALESCE(first_seen, r.first), r.first),
                              last_seen = MAX(COALESCE(last_seen, r.last), r.last)
       FROM (SELECT MIN(${firstHeard('run')}) AS first,
                    MAX(${lastHeard('run')}) AS last
             FROM run WHERE id IN (SELECT value FROM json_each(?2))) r
       WHERE column_edge.id = ?1 AND r.first IS NOT NULL
         AND (first_seen IS NULL OR r.first < first_seen OR last_seen IS NULL OR r.last > last_seen)`,
      edgeId,
      JSON.stringify(runIds),
    );
  };
  for (const [edgeId, runIds] of touched.seenColumnEdges) mark(edgeId, [...runIds]);
  for (const edgeId of touched.recountedSights) recountSeen(session, edgeId);
  const shown = session.sights.anyTargets ? `AND (explicit = 1 OR NOT ${COVERED.columnEdge})` : '';
  for (const runId of touched.runs) {
    const seen = sql.all<{ id: number }>(
      // Not by record type, of which there are two: the plus keeps that index out.
      `SELECT record_id AS id FROM run_sight s WHERE run_id = ? AND +record_type = ? ${shown}`,
      runId,
      RECORD_TYPES.columnEdge,
    );
    for (const { id } of seen) if (!touched.seenColumnEdges.get(id)?.has(runId)) mark(id, [runId]);
  }
}

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

function earlier(a: string | null, b: string | null): string | null {
  return a === null ? b : b === null || a <= b ? a : b;
}

function later(a: string | null, b: string | null): string | null {
  return a === null ? b : b === null || a >= b ? a : b;
}
