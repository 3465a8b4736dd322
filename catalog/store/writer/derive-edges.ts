/**
 * The asset graph, derived from what jobs declare and what runs did.
 *
 * A run feeds every output from every input (the union over all its events, in whatever order and
 * import they came) unless it gives its flows one by one; likewise a declared job. Observed edges
 * count runs and are never withdrawn by silence; declared ones stand while their job says so.
 */
import { MAX_PRODUCT, reopen, tooManyPairs, type EdgeRow } from './edge-rows.ts';
import { deriveObserved, markSeenColumnEdges, recountObserved } from './observed-edges.ts';
import type { WriterSession } from './session.ts';

export function* deriveEdges(session: WriterSession): Iterable<void> {
  for (const jobId of session.touched.jobs) {
    deriveDeclared(session, jobId);
    yield;
  }
  yield* deriveObserved(session);
  for (const jobId of session.touched.explicitJobs) recountObserved(session, jobId);
  yield;
  markSeenColumnEdges(session);
}

function deriveDeclared(session: WriterSession, jobId: number): void {
  const { sql, revision, changes } = session;
  const explicit =
    jobId === 0 || sql.get<{ e: number }>('SELECT explicit_flows AS e FROM job WHERE id = ?', jobId)?.e === 1;
  const wanted = new Map<string, { fromId: number; toId: number; confidence: number | null }>();
  const flows = sql.all<{ fromId: number; toId: number; confidence: number | null }>(
    'SELECT from_id AS fromId, to_id AS toId, confidence FROM job_flow WHERE job_id = ? AND until_revision IS NULL',
    jobId,
  );
  const product =
    explicit || tooManyDeclared(session, jobId)
      ? []
      : sql.all<{ fromId: number; toId: number; confidence: null }>(
          `SELECT i.dataset_id AS fromId, o.dataset_id AS toId, NULL AS confidence
         FROM job_input i JOIN job_output o ON o.job_id = i.job_id
         WHERE i.job_id = ? AND i.until_revision IS NULL AND o.until_revision IS NULL`,
          jobId,
        );
  for (const edge of [...product, ...flows]) wanted.set(`${edge.fromId}>${edge.toId}`, edge);
  const stored = sql.all<EdgeRow>(
    `SELECT id, from_id AS fromId, to_id AS toId, confidence, since_revision AS since, until_revision AS until
     FROM edge WHERE job_id = ? AND basis = 'declared'`,
    jobId,
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
  for (const want of wanted.values()) {
    const id = sql.nextId('edge');
    sql.run(
      `INSERT INTO edge (id, from_id, to_id, job_id, basis, confidence, run_count, since_revision) VALUES (?, ?, ?, ?, 'declared', ?, 0, ?)`,
      id,
      want.fromId,
      want.toId,
      jobId,
      want.confidence,
      revision,
    );
    changes.added('edge', id);
  }
}

function tooManyDeclared({ sql, doubts }: WriterSession, jobId: number): boolean {
  const job = sql.get<{ inputs: number; outputs: number; name: string }>(
    `SELECT (SELECT COUNT(*) FROM job_input WHERE job_id = j.id AND until_revision IS NULL) AS inputs,
            (SELECT COUNT(*) FROM job_output WHERE job_id = j.id AND until_revision IS NULL) AS outputs, j.name
     FROM job j WHERE j.id = ?`,
    jobId,
  )!;
  if (job.inputs * job.outputs <= MAX_PRODUCT) return false;
  doubts.push(tooManyPairs(job.name, job.inputs, job.outputs));
  return true;
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
