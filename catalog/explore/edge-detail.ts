/** Everything behind one edge: jobs, runs, code, evidence, columns. */
import type { Catalog } from '../open.ts';
import type { Card } from '../browse/cards.ts';
import { dotted } from '../browse/dataset-detail.ts';
import { INCOMPLETE } from '../browse/job-list.ts';
import { columnGraph, datasetGraph } from './graphs.ts';
import { between, columnLinks } from './through.ts';

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
  fromId: number;
  toId: number;
}

/** `ephemeral`: ephemeral models are drawn, so only what goes directly from one to the other counts. */
export function edgeDetail(catalog: Catalog, fromId: number, toId: number, ephemeral = false) {
  const from = catalog.cards().get(fromId);
  const to = catalog.cards().get(toId);
  if (!from || !to) return null;
  const db = catalog.store.reader;
  const members = { from: JSON.stringify(from.members), to: JSON.stringify(to.members) };
  const datasets = datasetGraph(catalog);
  const [start, end] = [datasets.indexOf.get(from.id)!, datasets.indexOf.get(to.id)!];
  const { edgeIds, through } = ephemeral
    ? { edgeIds: [...datasets.graph.edgesBetween(start, end)], through: [] }
    : between(datasets, start, end);
  const rows = db
    .prepare<[string], JobRow>(
      `SELECT COALESCE(j.id, e.job_id) AS jobId, COALESCE(j.namespace, '') AS namespace, COALESCE(j.name, '') AS name, j.kind, e.basis,
              SUM(e.run_count) AS runs, MIN(e.first_seen) AS firstSeen, MAX(e.last_seen) AS lastSeen, MAX(e.confidence) AS confidence,
              f.canonical_id AS fromId, t.canonical_id AS toId
       FROM json_each(?) x JOIN edge e ON e.id = x.value JOIN dataset f ON f.id = e.from_id JOIN dataset t ON t.id = e.to_id
         LEFT JOIN job s ON s.id = e.job_id LEFT JOIN job j ON j.id = COALESCE(s.canonical_id, s.id)
       GROUP BY COALESCE(j.id, e.job_id), e.basis, f.canonical_id, t.canonical_id
       ORDER BY j.namespace, j.name, e.basis, fromId, toId`,
    )
    .all(JSON.stringify(edgeIds));
  const evidence = (row: JobRow): string[] => {
    const ends = [catalog.cards().get(row.fromId), catalog.cards().get(row.toId)] as const;
    return ends[0] && ends[1] ? evidenceLines(catalog, row, ends[0], ends[1]) : [];
  };
  const byJob = [...Map.groupBy(rows, (row) => `${row.jobId} ${row.basis}`).values()];
  const columns = db
    .prepare<[object], ColumnRow>(
      `SELECT f.path AS fromPath, t.path AS toPath, MAX(e.flags) AS flags, e.transformations, e.confidence
       FROM column_edge e JOIN "column" f ON f.id = e.from_id JOIN "column" t ON t.id = e.to_id
       WHERE f.dataset_id IN (SELECT value FROM json_each(@from)) AND t.dataset_id IN (SELECT value FROM json_each(@to)) AND e.until_revision IS NULL
       GROUP BY lower(f.path), lower(t.path) ORDER BY t.path, f.path`,
    )
    .all(members);
  const known = new Set(columns.map((row) => `${dotted(row.fromPath)}>${dotted(row.toPath)}`.toLowerCase()));
  const passedThrough = new Set(through.map((node) => datasets.cards[node]!.id));
  const passed = columnsThrough(catalog, from, to, passedThrough, known);
  return {
    from,
    to,
    through: through.map((node) => datasets.cards[node]!),
    jobs: byJob
      .flatMap(([row, ...more]) => (row && row.jobId !== 0 ? [{ row, all: [row, ...more] }] : []))
      .map(({ row, all }) => ({
        job: { id: row.jobId, namespace: row.namespace, name: row.name, kind: row.kind },
        basis: row.basis,
        runs: Math.max(...all.map((one) => one.runs)),
        firstSeen: extreme(all, 'firstSeen', -1),
        lastSeen: extreme(all, 'lastSeen', 1),
        lastRun: row.basis === 'observed' ? lastRun(catalog, row.jobId, members.to) : null,
        confidence: row.confidence,
        incomplete: isIncomplete(catalog, row.jobId),
        ...codeOf(catalog, row.jobId),
        evidence: [...new Set(all.flatMap(evidence))],
      })),
    withoutJob: rows.some((row) => row.jobId === 0),
    evidence: [...new Set(rows.filter((row) => row.jobId === 0).flatMap(evidence))],
    columns: [...columns.slice(0, COLUMNS_SHOWN).map(columnRow), ...passed].slice(0, COLUMNS_SHOWN),
    columnsTotal: columns.length + passed.length,
  };
}

/** The latest run of the job that wrote the target; `to`: row ids as JSON. */
function lastRun(catalog: Catalog, jobId: number, to: string): { id: number; state: string } | null {
  return (
    catalog.store.reader
      .prepare<[object], { id: number; state: string }>(
        `SELECT r.id, r.state FROM run r WHERE r.job_id IN ${JOBS} AND r.until_revision IS NULL AND EXISTS (
           SELECT 1 FROM run_output o WHERE o.run_id = r.id AND o.until_revision IS NULL AND o.dataset_id IN (SELECT value FROM json_each(@to)))
         ORDER BY COALESCE(r.state_at, r.ended_at, r.started_at) DESC, r.id DESC LIMIT 1`,
      )
      .get({ job: jobId, to }) ?? null
  );
}

function isIncomplete(catalog: Catalog, jobId: number): boolean {
  return (
    catalog.store.reader
      .prepare<[object], object>(
        `SELECT 1 FROM run r WHERE r.job_id IN ${JOBS} AND r.until_revision IS NULL AND EXISTS (${INCOMPLETE}) LIMIT 1`,
      )
      .get({ job: jobId }) !== undefined
  );
}

function extreme(rows: readonly JobRow[], key: 'firstSeen' | 'lastSeen', sign: 1 | -1): string | null {
  const known = rows.flatMap((row) => row[key] ?? []).sort();
  return (sign === 1 ? known.at(-1) : known[0]) ?? null;
}

interface ColumnRow {
  fromPath: string;
  toPath: string;
  flags: number;
  transformations: string;
  confidence: number | null;
}

function columnRow(row: ColumnRow) {
  const all = JSON.parse(row.transformations) as { type: string; subtype?: string; description?: string }[];
  return {
    from: dotted(row.fromPath),
    to: dotted(row.toPath),
    direct: (row.flags & 1) !== 0,
    masked: (row.flags & 4) !== 0,
    subtypes: [...new Set(all.map((one) => one.subtype ?? one.type))],
    description: all.find((one) => one.description)?.description ?? null,
    confidence: row.confidence,
  };
}

/** Columns that feed columns of the other end through ephemeral models alone. */
function columnsThrough(
  catalog: Catalog,
  from: Card,
  to: Card,
  through: ReadonlySet<number>,
  known: ReadonlySet<string>,
) {
  if (through.size === 0) return [];
  const columns = columnGraph(catalog);
  return columns.columns.flatMap(({ datasetId, path }, at) => {
    if (datasetId !== from.id) return [];
    return columnLinks(columns, at, (id) => through.has(id)).flatMap((link) => {
      const end = columns.columns[link.to]!;
      const pair = { from: dotted(path), to: dotted(end.path) };
      if (end.datasetId !== to.id || known.has(`${pair.from}>${pair.to}`.toLowerCase())) return [];
      const so = { direct: (link.flags & 1) !== 0, masked: (link.flags & 4) !== 0 };
      const subtypes = (link.flags & 8) !== 0 ? ['AGGREGATION'] : [];
      return [{ ...pair, ...so, subtypes, description: null, confidence: null }];
    });
  });
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
        `SELECT f.path, o.at FROM run r JOIN run_output o ON o.run_id = r.id AND o.until_revision IS NULL JOIN source_file f ON f.id = o.file_id
         WHERE r.job_id IN ${JOBS} AND r.until_revision IS NULL AND o.dataset_id IN (SELECT value FROM json_each(@to)) ORDER BY COALESCE(r.ended_at, r.started_at) DESC, r.id DESC LIMIT 1`,
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
