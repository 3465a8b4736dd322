/** Everything behind one edge: jobs, runs, code, evidence, columns. */
import { memberOf } from '../browse/job-detail.ts';
import { AGGREGATED, DIRECT, MASKED } from '../lineage/columns.ts';
import type { Catalog } from '../catalog.ts';
import type { Card } from '../browse/cards.ts';
import { dotted } from '../browse/dataset-detail.ts';
import { columnGraph, datasetGraph } from './graphs.ts';
import { columnEdgesTold, subtypesOf } from './column-edges.ts';
import { edgeRows, jobRows, type JobRow } from './edge-jobs.ts';
import { boundTo, columnEdgeHolds, incompleteRun, runHolds, runPartHolds } from '../past/moment.ts';
import { evidenceLines, JOBS } from './edge-evidence.ts';
import { propertiesThen } from '../past/said.ts';
import { runsThen } from '../past/runs.ts';
import { between, columnLinks } from './through.ts';

const COLUMNS_SHOWN = 500;

/** `ephemeral`: ephemeral models are drawn, so only what goes directly from one to the other counts. */
export function edgeDetail(catalog: Catalog, fromId: number, toId: number, ephemeral = false) {
  const from = catalog.cards().get(fromId);
  const to = catalog.cards().get(toId);
  if (!from || !to) return null;
  const members = { from: JSON.stringify(from.members), to: JSON.stringify(to.members) };
  const datasets = datasetGraph(catalog);
  const [start, end] = [datasets.indexOf.get(from.id)!, datasets.indexOf.get(to.id)!];
  const { edgeIds, through } = ephemeral
    ? { edgeIds: [...datasets.graph.edgesBetween(start, end)], through: [] }
    : between(datasets, start, end);
  const rows = jobRows(catalog, edgeIds);
  const evidence = (row: JobRow): string[] => {
    const ends = [catalog.cards().get(row.fromId), catalog.cards().get(row.toId)] as const;
    return ends[0] && ends[1] ? evidenceLines(catalog, row, ends[0], ends[1]) : [];
  };
  const byJob = [...Map.groupBy(rows, (row) => `${row.jobId} ${row.basis}`).values()];
  const columns = columnRows(catalog, members);
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
    verification: edgeRows(catalog, [edgeIds])[0]!.verification,
  };
}

/** Pairs of columns between the two, of joined identities once, by the way that says most. */
function columnRows(catalog: Catalog, members: { readonly from: string; readonly to: string }): ColumnRow[] {
  const rows = catalog.store.reader
    .prepare<[object], { id: number; fromPath: string; toPath: string }>(
      `SELECT e.id, f.path AS fromPath, t.path AS toPath
       FROM column_edge e JOIN "column" f ON f.id = e.from_id JOIN "column" t ON t.id = e.to_id
       WHERE f.dataset_id IN (SELECT value FROM json_each(@from)) AND t.dataset_id IN (SELECT value FROM json_each(@to))
         AND ${columnEdgeHolds(catalog.moment)} ORDER BY t.path, f.path, e.id`,
    )
    .all({ ...boundTo(catalog.moment), ...members });
  const told = new Map(
    columnEdgesTold(
      catalog,
      rows.map(({ id }) => id),
    ).map((row) => [row.id, row]),
  );
  const found = new Map<string, ColumnRow>();
  for (const { id, ...paths } of rows) {
    const key = `${paths.fromPath}>${paths.toPath}`.toLowerCase();
    const said = told.get(id)!;
    const known = found.get(key);
    if (!known || said.flags > known.flags) found.set(key, { ...paths, ...said });
  }
  return [...found.values()];
}

/** The latest run of the job that wrote the target; `to`: row ids as JSON. */
function lastRun(catalog: Catalog, jobId: number, to: string): { id: number; state: string } | null {
  const { table, bind } = runsThen(catalog);
  return (
    catalog.store.reader
      .prepare<[object], { id: number; state: string }>(
        `SELECT r.id, r.state FROM ${table} r WHERE r.job_id IN ${JOBS} AND EXISTS (
           SELECT 1 FROM run_output o WHERE o.run_id = r.id AND ${runPartHolds(catalog.moment, 'o')} AND o.dataset_id IN (SELECT value FROM json_each(@to)))
         ORDER BY COALESCE(r.state_at, r.ended_at, r.started_at) DESC, r.id DESC LIMIT 1`,
      )
      .get({ ...bind, job: jobId, to }) ?? null
  );
}

function isIncomplete(catalog: Catalog, jobId: number): boolean {
  const { moment } = catalog;
  return (
    catalog.store.reader
      .prepare<[object], object>(
        `SELECT 1 FROM run r WHERE r.job_id IN ${JOBS} AND ${runHolds(moment, 'r')} AND EXISTS (${incompleteRun(moment)}) LIMIT 1`,
      )
      .get({ ...boundTo(moment), job: jobId }) !== undefined
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
  const all = JSON.parse(row.transformations) as { description?: string }[];
  return {
    from: dotted(row.fromPath),
    to: dotted(row.toPath),
    direct: (row.flags & DIRECT) !== 0,
    masked: (row.flags & MASKED) !== 0,
    subtypes: subtypesOf(row),
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
      const so = { direct: (link.flags & DIRECT) !== 0, masked: (link.flags & MASKED) !== 0 };
      const subtypes = (link.flags & AGGREGATED) !== 0 ? ['AGGREGATION'] : [];
      return [{ ...pair, ...so, subtypes, description: null, confidence: null }];
    });
  });
}

const CODE_KEYS = ['sql', 'sourceCodeLocation', 'path'] as const;

function codeOf(catalog: Catalog, jobId: number): { sql: string | null; codeLocation: string | null } {
  const { reader } = catalog.store;
  const ids = reader
    .prepare<[object], number>(`SELECT id FROM job WHERE id = @job OR canonical_id = @job ORDER BY id = @job`)
    .pluck()
    .all({ job: jobId });
  const rows = catalog.moment
    ? propertiesThen(catalog, 'job', CODE_KEYS, ids).sort(
        (a, b) => ids.indexOf(a.targetId) - ids.indexOf(b.targetId),
      )
    : reader
        .prepare<[object], { key: string; value: string }>(
          `SELECT p.key, p.value FROM job j JOIN property p ON p.target_type = 'job' AND p.target_id = j.id
           WHERE (j.id = @job OR j.canonical_id = @job) AND p.until_revision IS NULL ORDER BY j.id = @job`,
        )
        .all({ job: jobId });
  const byKey = new Map(rows.map((row) => [row.key, JSON.parse(row.value) as unknown]));
  return {
    sql: memberOf(byKey.get('sql'), ['query', 'text']),
    codeLocation:
      memberOf(byKey.get('sourceCodeLocation'), ['url', 'path']) ?? memberOf(byKey.get('path'), []),
  };
}
