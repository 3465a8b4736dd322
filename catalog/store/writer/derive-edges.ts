/**
 * The asset graph, derived from what jobs declare and what runs did.
 *
 * A run feeds every output from every input (the union over all its events, in whatever order and
 * import they came) unless it gives its flows one by one; likewise a declared job. Observed edges
 * count runs and are never withdrawn by silence; declared ones stand while their job says so.
 */
import type { WriterSession } from './session.ts';

export function deriveEdges(session: WriterSession): void {
  for (const jobId of session.touched.jobs) deriveDeclared(session, jobId);
  deriveObserved(session);
  for (const jobId of session.touched.explicitJobs) recountObserved(session, jobId);
  markSeenColumnEdges(session);
}

interface EdgeRow {
  id: number;
  fromId: number;
  toId: number;
  confidence: number | null;
  since: number;
  until: number | null;
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
  const product = explicit
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

/** Only runs of this import are looked at; a pair counts as new where one of its ends is. */
function deriveObserved(session: WriterSession): void {
  const { sql, revision, changes } = session;
  if (session.touched.runs.size === 0) return;
  sql.db.exec(
    'CREATE TEMP TABLE IF NOT EXISTS touched_run (id INTEGER PRIMARY KEY); DELETE FROM touched_run',
  );
  for (const id of session.touched.runs) sql.run('INSERT INTO touched_run VALUES (?)', id);
  const pairs = sql.all<{
    fromId: number;
    toId: number;
    jobId: number;
    runs: number;
    first: string | null;
    last: string | null;
  }>(
    `SELECT fromId, toId, jobId, SUM(isNew) AS runs, MIN(first) AS first, MAX(last) AS last FROM (
       SELECT i.dataset_id AS fromId, o.dataset_id AS toId, r.job_id AS jobId,
              (i.since_revision = ?1 OR o.since_revision = ?1) AS isNew,
              COALESCE(r.started_at, r.ended_at, r.state_at) AS first, COALESCE(r.ended_at, r.started_at, r.state_at) AS last
       FROM touched_run t CROSS JOIN run r ON r.id = t.id
       JOIN run_input i ON i.run_id = r.id JOIN run_output o ON o.run_id = r.id
       WHERE r.explicit_flows = 0
       UNION ALL
       SELECT f.from_id, f.to_id, r.job_id, f.since_revision = ?1,
              COALESCE(r.started_at, r.ended_at, r.state_at), COALESCE(r.ended_at, r.started_at, r.state_at)
       FROM touched_run t CROSS JOIN run r ON r.id = t.id JOIN run_flow f ON f.run_id = r.id
       WHERE r.explicit_flows = 1
     ) GROUP BY fromId, toId, jobId ORDER BY fromId, toId, jobId`,
    revision,
  );
  for (const pair of pairs) {
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
      continue;
    }
    const first = earlier(edge.first, pair.first);
    const last = later(edge.last, pair.last);
    if (pair.runs === 0 && first === edge.first && last === edge.last && edge.until === null) continue;
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
}

/** An edge that stood before stands again; the time in between stays on record. */
function reopen(
  { sql, revision, changes }: WriterSession,
  edge: { readonly id: number; readonly since: number; readonly until: number },
): void {
  sql.run(
    'INSERT OR IGNORE INTO edge_period (edge_id, since_revision, until_revision) VALUES (?, ?, ?)',
    edge.id,
    edge.since,
    edge.until,
  );
  sql.run('UPDATE edge SET since_revision = ?, until_revision = NULL WHERE id = ?', revision, edge.id);
  changes.added('edge', edge.id);
}

/** A run that turned explicit after its events were multiplied out: its job is counted again in full. */
function recountObserved(session: WriterSession, jobId: number): void {
  const { sql, revision, changes } = session;
  const counted = new Map(
    sql
      .all<{ fromId: number; toId: number; runs: number }>(
        `SELECT fromId, toId, COUNT(*) AS runs FROM (
         SELECT i.dataset_id AS fromId, o.dataset_id AS toId FROM run r
           JOIN run_input i ON i.run_id = r.id JOIN run_output o ON o.run_id = r.id
           WHERE r.job_id = ?1 AND r.explicit_flows = 0
         UNION ALL
         SELECT f.from_id, f.to_id FROM run r JOIN run_flow f ON f.run_id = r.id WHERE r.job_id = ?1 AND r.explicit_flows = 1
       ) GROUP BY fromId, toId`,
        jobId,
      )
      .map((row) => [`${row.fromId}>${row.toId}`, row.runs]),
  );
  const stored = sql.all<EdgeRow & { runs: number }>(
    `SELECT id, from_id AS fromId, to_id AS toId, confidence, run_count AS runs, since_revision AS since, until_revision AS until
     FROM edge WHERE job_id = ? AND basis = 'observed' AND until_revision IS NULL`,
    jobId,
  );
  for (const edge of stored) {
    const runs = counted.get(`${edge.fromId}>${edge.toId}`) ?? 0;
    if (runs === edge.runs) continue;
    if (runs > 0) {
      sql.run('UPDATE edge SET run_count = ? WHERE id = ?', runs, edge.id);
      changes.changed('edge', edge.id);
    } else {
      sql.run('UPDATE edge SET run_count = 0, until_revision = ? WHERE id = ?', revision, edge.id);
      changes.retired('edge', edge.id);
    }
  }
}

function markSeenColumnEdges(session: WriterSession): void {
  for (const [edgeId, runIds] of session.touched.seenColumnEdges) {
    for (const runId of runIds) {
      session.sql.run(
        `UPDATE column_edge SET
           first_seen = MIN(COALESCE(first_seen, r.at), r.at), last_seen = MAX(COALESCE(last_seen, r.at), r.at)
         FROM (SELECT COALESCE(ended_at, started_at, state_at) AS at FROM run WHERE id = ?2) r
         WHERE column_edge.id = ?1 AND r.at IS NOT NULL`,
        edgeId,
        runId,
      );
    }
  }
}

function earlier(a: string | null, b: string | null): string | null {
  return a === null ? b : b === null || a <= b ? a : b;
}

function later(a: string | null, b: string | null): string | null {
  return a === null ? b : b === null || a >= b ? a : b;
}
