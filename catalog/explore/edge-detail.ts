/** Everything behind one edge: jobs, runs, code, evidence, columns. */
import type { Catalog } from '../open.ts';
import type { Card } from '../browse/cards.ts';
import { dotted } from '../browse/dataset-detail.ts';

const COLUMNS_SHOWN = 500;
const EVIDENCE_SHOWN = 20;

interface JobRow {
  jobId: number;
  namespace: string;
  name: string;
  kind: string | null;
  basis: 'declared' | 'observed';
  runs: number;
  firstSeen: string | null;
  lastSeen: string | null;
  confidence: number | null;
}

export function edgeDetail(catalog: Catalog, fromId: number, toId: number) {
  const from = catalog.cards().get(fromId);
  const to = catalog.cards().get(toId);
  if (!from || !to) return null;
  const db = catalog.store.reader;
  const members = { from: JSON.stringify(from.members), to: JSON.stringify(to.members) };
  const between = `from_id IN (SELECT value FROM json_each(@from)) AND to_id IN (SELECT value FROM json_each(@to)) AND until_revision IS NULL`;
  const rows = db
    .prepare<[object], JobRow>(
      `SELECT COALESCE(j.id, e.job_id) AS jobId, COALESCE(j.namespace, '') AS namespace, COALESCE(j.name, '') AS name, j.kind, e.basis,
              SUM(e.run_count) AS runs, MIN(e.first_seen) AS firstSeen, MAX(e.last_seen) AS lastSeen, MAX(e.confidence) AS confidence
       FROM edge e LEFT JOIN job s ON s.id = e.job_id LEFT JOIN job j ON j.id = COALESCE(s.canonical_id, s.id)
       WHERE ${between.replaceAll(/\b(from_id|to_id|until_revision)\b/g, 'e.$1')} GROUP BY COALESCE(j.id, e.job_id), e.basis ORDER BY j.namespace, j.name, e.basis`,
    )
    .all(members);
  const columns = db
    .prepare<
      [object],
      { fromPath: string; toPath: string; flags: number; transformations: string; confidence: number | null }
    >(
      `SELECT f.path AS fromPath, t.path AS toPath, MAX(e.flags) AS flags, e.transformations, e.confidence
       FROM column_edge e JOIN "column" f ON f.id = e.from_id JOIN "column" t ON t.id = e.to_id
       WHERE f.dataset_id IN (SELECT value FROM json_each(@from)) AND t.dataset_id IN (SELECT value FROM json_each(@to)) AND e.until_revision IS NULL
       GROUP BY lower(f.path), lower(t.path) ORDER BY t.path, f.path`,
    )
    .all(members);
  return {
    from,
    to,
    jobs: rows
      .filter((row) => row.jobId !== 0)
      .map((row) => ({
        job: { id: row.jobId, namespace: row.namespace, name: row.name, kind: row.kind },
        basis: row.basis,
        runs: row.runs,
        firstSeen: row.firstSeen,
        lastSeen: row.lastSeen,
        confidence: row.confidence,
        ...codeOf(catalog, row.jobId),
        evidence: evidenceLines(catalog, row, from, to),
      })),
    withoutJob: rows.some((row) => row.jobId === 0),
    evidence: rows.filter((row) => row.jobId === 0).flatMap((row) => evidenceLines(catalog, row, from, to)),
    columns: columns.slice(0, COLUMNS_SHOWN).map((row) => {
      const all = JSON.parse(row.transformations) as {
        type: string;
        subtype?: string;
        description?: string;
      }[];
      return {
        from: dotted(row.fromPath),
        to: dotted(row.toPath),
        direct: (row.flags & 1) !== 0,
        masked: (row.flags & 4) !== 0,
        subtypes: [...new Set(all.map((one) => one.subtype ?? one.type))],
        description: all.find((one) => one.description)?.description ?? null,
        confidence: row.confidence,
      };
    }),
    columnsTotal: columns.length,
  };
}

function codeOf(catalog: Catalog, jobId: number): { sql: string | null; codeLocation: string | null } {
  const rows = catalog.store.reader
    .prepare<[object], { key: string; value: string }>(
      `SELECT p.key, p.value FROM job j JOIN property p ON p.target_type = 'job' AND p.target_id = j.id
       WHERE (j.id = @job OR j.canonical_id = @job) AND p.until_revision IS NULL ORDER BY j.id = @job`,
    )
    .all({ job: jobId });
  const byKey = new Map(rows.map((row) => [row.key, JSON.parse(row.value) as unknown]));
  return {
    sql: textOf(byKey.get('sql'), ['query', 'text']),
    codeLocation: textOf(byKey.get('sourceCodeLocation'), ['url', 'path']) ?? textOf(byKey.get('path'), []),
  };
}

/** The job and those that are shown under it; 0: without a job. */
const JOBS = '(SELECT id FROM job WHERE id = @job OR canonical_id = @job UNION SELECT 0 WHERE @job = 0)';

/** A property that is a text, or an object (a facet) with one under a known key. */
function textOf(value: unknown, keys: readonly string[]): string | null {
  if (typeof value === 'string') return value;
  if (typeof value !== 'object' || value === null) return null;
  for (const key of keys) {
    const inner = (value as Record<string, unknown>)[key];
    if (typeof inner === 'string') return inner;
  }
  return null;
}

/** "declared in manifest.json, model.shop.orders"; "observed in 14 runs, last on …". */
function evidenceLines(catalog: Catalog, row: JobRow, from: Card, to: Card): string[] {
  if (row.basis === 'observed') {
    const times = row.runs === 1 ? 'one run' : `${row.runs} runs`;
    const file = catalog.store.reader
      .prepare<[object], { path: string; at: string }>(
        `SELECT f.path, o.at FROM run r JOIN run_output o ON o.run_id = r.id JOIN source_file f ON f.id = o.file_id
         WHERE r.job_id IN ${JOBS} AND o.dataset_id IN (SELECT value FROM json_each(@to)) ORDER BY COALESCE(r.ended_at, r.started_at) DESC, r.id DESC LIMIT 1`,
      )
      .get({ job: row.jobId, to: JSON.stringify(to.members) });
    return [
      `Observed in ${times}${row.lastSeen ? `, last on ${row.lastSeen}` : ''}.`,
      ...(file ? [`Last read in ${file.path}, ${file.at}.`] : []),
    ];
  }
  const statements = catalog.store.reader
    .prepare<[object], { path: string; at: string; sha256: string; importer: string }>(
      `SELECT DISTINCT f.path, s.last_at AS at, f.sha256, c.importer FROM statement s JOIN scope c ON c.id = s.scope_id JOIN source_file f ON f.id = s.last_file_id
       WHERE s.until_revision IS NULL AND (
         (s.record_type = 5 AND s.record_id IN (SELECT id FROM job_input WHERE job_id IN ${JOBS} AND dataset_id IN (SELECT value FROM json_each(@from))))
         OR (s.record_type = 6 AND s.record_id IN (SELECT id FROM job_output WHERE job_id IN ${JOBS} AND dataset_id IN (SELECT value FROM json_each(@to))))
         OR (s.record_type = 7 AND s.record_id IN (SELECT id FROM job_flow WHERE job_id IN ${JOBS} AND from_id IN (SELECT value FROM json_each(@from)) AND to_id IN (SELECT value FROM json_each(@to)))))
       ORDER BY f.path, s.last_at LIMIT ${EVIDENCE_SHOWN}`,
    )
    .all({ job: row.jobId, from: JSON.stringify(from.members), to: JSON.stringify(to.members) });
  return statements.map(
    (one) => `Declared by ${one.importer} in ${one.path}, ${one.at} (SHA-256 ${one.sha256.slice(0, 12)}…).`,
  );
}
