/**
 * The asset graph, derived from what jobs declare and what runs did.
 *
 * A run feeds every output from every input (the union over all its events, in whatever order and
 * import they came) unless it gives its flows one by one; likewise a declared job. Observed edges
 * count runs and are never withdrawn by silence; declared ones stand while their job says so.
 */
import { reopen, type EdgeRow } from './edge-rows.ts';
import { deriveObserved, markSeenColumnEdges } from './observed-edges.ts';
import { EVERYTHING, Product, sizeOf, tooManyPairs, type End, type Range } from './products.ts';
import { recountObserved } from './recount-observed.ts';
import type { WriterSession } from './session.ts';
import type { Sql } from './sql.ts';

export function* deriveEdges(session: WriterSession): Iterable<void> {
  for (const jobId of session.touched.jobs) {
    yield* deriveDeclared(session, jobId);
  }
  yield* deriveObserved(session);
  for (const jobId of session.touched.explicitJobs) yield* recountObserved(session, jobId);
  markSeenColumnEdges(session);
}

/** What decides how the edges of a job are made; the counts are of what stands. */
interface Job {
  readonly name: string;
  /** It gives its flows one by one. */
  readonly explicit: number;
  readonly inputs: number;
  readonly outputs: number;
}

interface Wanted {
  readonly fromId: number;
  readonly toId: number;
  readonly confidence: number | null;
}

const EDGE_COLUMNS = [
  'id',
  'from_id',
  'to_id',
  'job_id',
  'basis',
  'confidence',
  'run_count',
  'since_revision',
];

function* deriveDeclared(session: WriterSession, jobId: number): Iterable<void> {
  const product = productOf(session, jobId);
  for (const range of product?.ranges() ?? [EVERYTHING]) {
    deriveRange(session, jobId, product, range);
    yield;
  }
}

/** The edges that come from some datasets. */
function deriveRange(session: WriterSession, jobId: number, product: Product | null, range: Range): void {
  const { sql, revision, changes } = session;
  const wanted = wantedEdges(session, jobId, product, range);
  // Of a job that is as new as this import no edge is stored.
  const stored = sql.isFresh('job', jobId)
    ? []
    : sql.all<EdgeRow>(
        // Of a part of the job's edges: the plus keeps the planner off the index that finds all of them.
        `SELECT id, from_id AS fromId, to_id AS toId, confidence, since_revision AS since, until_revision AS until
         FROM edge WHERE ${range === EVERYTHING ? '' : '+'}job_id = ? AND basis = 'declared' AND from_id >= ? AND from_id < ?`,
        jobId,
        range.start,
        range.end,
      );
  for (const edge of stored) {
    const key = `${edge.fromId}>${edge.toId}`;
    const want = wanted.get(key);
    wanted.delete(key);
    if (want) keep(session, edge, want.confidence);
    else if (edge.until === null) {
      sql.run('UPDATE edge SET until_revision = ? WHERE id = ?', revision, edge.id);
      changes.retired('edge', edge.id);
    }
  }
  for (const { fromId, toId, confidence } of wanted.values()) {
    const id = sql.nextId('edge');
    sql.rows('edge', EDGE_COLUMNS).add(id, fromId, toId, jobId, 'declared', confidence, 0, revision);
    changes.added('edge', id);
  }
}

/** What follows from what a job reads and writes; null where it gives its flows, or there is no job. */
function productOf({ sql, doubts }: WriterSession, jobId: number): Product | null {
  const job = jobId === 0 ? undefined : jobOf(sql, jobId);
  if (!job || job.explicit === 1 || job.inputs === 0 || job.outputs === 0) return null;
  const size = sizeOf(job.inputs, job.outputs);
  if (size.drawn < size.pairs) doubts.push(tooManyPairs(job.name, job.inputs, job.outputs, size));
  const ends = (table: 'job_input' | 'job_output'): End[] =>
    sql.all<End>(
      `SELECT dataset_id AS id, since_revision AS since FROM ${table} WHERE job_id = ? AND until_revision IS NULL ORDER BY 1`,
      jobId,
    );
  return new Product(ends('job_input'), ends('job_output'));
}

/** Everything it writes from everything it reads, unless it gives its flows; those in any case. */
function wantedEdges(
  { sql, revision }: WriterSession,
  jobId: number,
  product: Product | null,
  range: Range,
): Map<string, Wanted> {
  const wanted = new Map<string, Wanted>();
  for (const { fromId, toId } of product?.pairs(range, revision) ?? [])
    wanted.set(`${fromId}>${toId}`, { fromId, toId, confidence: null });
  const flows = sql.all<Wanted>(
    `SELECT from_id AS fromId, to_id AS toId, confidence FROM job_flow
     WHERE job_id = ? AND until_revision IS NULL AND from_id >= ? AND from_id < ?`,
    jobId,
    range.start,
    range.end,
  );
  for (const edge of flows) wanted.set(`${edge.fromId}>${edge.toId}`, edge);
  return wanted;
}

function jobOf(sql: Sql, jobId: number): Job {
  return sql.get<Job>(
    `SELECT j.name, j.explicit_flows AS explicit,
            (SELECT COUNT(*) FROM job_input WHERE job_id = j.id AND until_revision IS NULL) AS inputs,
            (SELECT COUNT(*) FROM job_output WHERE job_id = j.id AND until_revision IS NULL) AS outputs
     FROM job j WHERE j.id = ?`,
    jobId,
  )!;
}

function keep(session: WriterSession, edge: EdgeRow, confidence: number | null): void {
  const { sql, changes } = session;
  if (edge.until !== null) {
    reopen(session, { id: edge.id, since: edge.since, until: edge.until });
    sql.run('UPDATE edge SET confidence = ? WHERE id = ?', confidence, edge.id);
  } else if (edge.confidence !== confidence) {
    sql.run('UPDATE edge SET confidence = ? WHERE id = ?', confidence, edge.id);
    changes.changed('edge', edge.id);
  }
}
