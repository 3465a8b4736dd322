/**
 * The edges that the runs of a job show, counted again in full: a run turned explicit after its events were
 * multiplied out, or events were taken back. Edges that no run shows any more are retired, those that are shown
 * again stand again.
 */
import { reopen, type EdgeRow } from './edge-rows.ts';
import { earlier, later, productOf, seePair, type Pair } from './observed-edges.ts';
import { EVERYTHING, rangesOf, sizeOf, type Product, type Range } from './products.ts';
import { firstHeard, lastHeard } from './runs.ts';
import type { WriterSession } from './session.ts';

/** Step by step: a job may show millions of edges. */
export function* recountObserved(session: WriterSession, jobId: number): Iterable<void> {
  const partial = partialRuns(session, jobId);
  for (const range of rangesOfJob(session, jobId)) {
    recountRange(session, jobId, range, partial);
    yield;
  }
}

/** A run that shows more pairs than are drawn. */
interface PartialRun {
  readonly id: number;
  readonly first: string | null;
  readonly last: string | null;
  readonly product: Product;
}

function partialRuns(session: WriterSession, jobId: number): PartialRun[] {
  return session.sql
    .all<{ id: number; inputs: number; outputs: number; first: string | null; last: string | null }>(
      `SELECT r.id, ${INPUTS} AS inputs, ${OUTPUTS} AS outputs, ${firstHeard('r')} AS first, ${lastHeard('r')} AS last
       FROM run r WHERE r.job_id = ? AND r.explicit_flows = 0 AND r.until_revision IS NULL`,
      jobId,
    )
    .filter(({ inputs, outputs }) => {
      const { pairs, drawn } = sizeOf(inputs, outputs);
      return drawn < pairs;
    })
    .map(({ id, first, last }) => ({ id, first, last, product: productOf(session, id) }));
}

function rangesOfJob({ sql }: WriterSession, jobId: number): Iterable<Range> {
  const inputs = sql.all<{ id: number }>(ENDS_OF_JOB('run_input', 'from_id'), jobId).map(({ id }) => id);
  return rangesOf(inputs, sql.all(ENDS_OF_JOB('run_output', 'to_id'), jobId).length);
}

function recountRange(
  session: WriterSession,
  jobId: number,
  range: Range,
  partial: readonly PartialRun[],
): void {
  const { sql, revision, changes } = session;
  const counted = countedIn(session, jobId, range, partial);
  const stored = sql.all<EdgeRow & { runs: number; first: string | null; last: string | null }>(
    // Of a part of the job's edges: the plus keeps the planner off the index that finds all of them.
    `SELECT id, from_id AS fromId, to_id AS toId, confidence, run_count AS runs, first_seen AS first, last_seen AS last,
            since_revision AS since, until_revision AS until
     FROM edge WHERE ${range === EVERYTHING ? '' : '+'}job_id = ? AND basis = 'observed' AND from_id >= ? AND from_id < ?`,
    jobId,
    range.start,
    range.end,
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

function countedIn(
  { sql, revision }: WriterSession,
  jobId: number,
  range: Range,
  partial: readonly PartialRun[],
): Map<string, Pair> {
  const whole = sql.all<Pair>(
    PAIRS_OF_JOB,
    jobId,
    JSON.stringify(partial.map(({ id }) => id)),
    range.start,
    range.end,
  );
  const counted = new Map(whole.map((pair) => [`${pair.fromId}>${pair.toId}`, { ...pair, jobId }]));
  for (const { first, last, product } of partial) {
    for (const { fromId, toId } of product.pairs(range, revision)) {
      const key = `${fromId}>${toId}`;
      const known = counted.get(key) ?? { fromId, toId, jobId, runs: 0, first: null, last: null };
      counted.set(key, {
        ...known,
        runs: known.runs + 1,
        first: earlier(known.first, first),
        last: later(known.last, last),
      });
    }
  }
  return counted;
}

const INPUTS = '(SELECT COUNT(*) FROM run_input x WHERE x.run_id = r.id AND x.until_revision IS NULL)';
const OUTPUTS = '(SELECT COUNT(*) FROM run_output y WHERE y.run_id = r.id AND y.until_revision IS NULL)';

/** Everything that runs of a job read, or wrote; ascending. */
const ENDS_OF_JOB = (table: 'run_input' | 'run_output', flowEnd: 'from_id' | 'to_id'): string =>
  `SELECT x.dataset_id AS id FROM run r JOIN ${table} x ON x.run_id = r.id AND x.until_revision IS NULL
   WHERE r.job_id = ?1 AND r.explicit_flows = 0 AND r.until_revision IS NULL
   UNION SELECT f.${flowEnd} FROM run r JOIN run_flow f ON f.run_id = r.id AND f.until_revision IS NULL
   WHERE r.job_id = ?1 AND r.explicit_flows = 1 AND r.until_revision IS NULL ORDER BY 1`;

/** Without the runs in the list `?2`; pairs whose input is from `?3` on and below `?4`. */
const PAIRS_OF_JOB = `SELECT fromId, toId, COUNT(*) AS runs, MIN(first) AS first, MAX(last) AS last FROM (
   SELECT i.dataset_id AS fromId, o.dataset_id AS toId,
          ${firstHeard('r')} AS first, ${lastHeard('r')} AS last
   FROM run r JOIN run_input i ON i.run_id = r.id AND i.until_revision IS NULL
     JOIN run_output o ON o.run_id = r.id AND o.until_revision IS NULL
   WHERE r.job_id = ?1 AND r.explicit_flows = 0 AND r.until_revision IS NULL
     AND r.id NOT IN (SELECT value FROM json_each(?2)) AND i.dataset_id >= ?3 AND i.dataset_id < ?4
   UNION ALL
   SELECT f.from_id, f.to_id, ${firstHeard('r')}, ${lastHeard('r')}
   FROM run r JOIN run_flow f ON f.run_id = r.id AND f.until_revision IS NULL
   WHERE r.job_id = ?1 AND r.explicit_flows = 1 AND r.until_revision IS NULL AND f.from_id >= ?3 AND f.from_id < ?4
 ) GROUP BY fromId, toId`;
