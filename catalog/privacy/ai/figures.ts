/**
 * Figures that sources replace in place: numbers, versions, test results. They are gathered when a document is made and
 * kept with it, so that it can be made again from the same ones.
 */
import type { Database } from 'better-sqlite3';
import { z } from 'zod';
import { holdsAt } from '../../browse/in-force.ts';
import { statedAt } from '../../past/as-of-parts.ts';
import type { PastCatalog } from '../../past/as-of.ts';
import { volumesOf } from '../breach/volumes.ts';

export const figuresSchema = z.object({
  /** [dataset, rows, counted, at] */
  volumes: z.array(z.tuple([z.number(), z.number(), z.boolean(), z.string()])),
  /** [dataset, column or '', name, value, at], the newest of each. */
  metrics: z.array(z.tuple([z.number(), z.string(), z.string(), z.number(), z.string()])),
  metricsTotal: z.number(),
  /** [dataset, column or '', test, kind, status or '', at] */
  tests: z.array(z.tuple([z.number(), z.string(), z.string(), z.string(), z.string(), z.string()])),
  testsTotal: z.number(),
  /** [dataset, version, when it was last written, read or written] of the newest run that names one. */
  versions: z.array(z.tuple([z.number(), z.string(), z.string()])),
  /** [dataset, when a run last wrote it] */
  written: z.array(z.tuple([z.number(), z.string()])),
});
export type Figures = z.infer<typeof figuresSchema>;

/** Metrics and tests that are kept at most; the totals say how many there are. */
const KEPT = 2000;

/** Of some datasets (positions), and versions as runs of the subject read them. */
export function figuresOf(past: PastCatalog, subject: number, nodes: readonly number[]): Figures {
  const ids = nodes.flatMap((node) => past.datasets[node]!.members);
  const bind = { revision: past.revision, members: JSON.stringify(ids) };
  const head = (id: number) => past.datasets[past.indexOf.get(id)!]!.id;
  const metrics = metricsOf(past.db, bind);
  const tests = testsOf(past.db, bind);
  return {
    volumes: [...volumesOf(past, nodes)].map(([node, one]) => [
      past.datasets[node]!.id,
      one.rows,
      one.basis === 'counted',
      one.at,
    ]),
    metrics: metrics
      .slice(0, KEPT)
      .map((row) => [head(row.id), dotted(row.path), row.name, row.value, row.at]),
    metricsTotal: metrics.length,
    tests: tests
      .slice(0, KEPT)
      .map((row) => [
        head(row.id),
        dotted(row.path),
        row.name,
        row.kind ?? '',
        row.status ?? '',
        row.at ?? '',
      ]),
    testsTotal: tests.length,
    versions: versionsOf(past, subject, bind),
    written: writtenOf(past, bind),
  };
}

interface Bind {
  readonly revision: number;
  readonly members: string;
}

const dotted = (path: string | null) => path?.replaceAll('\u001f', '.') ?? '';

interface MetricRow {
  readonly id: number;
  readonly path: string | null;
  readonly name: string;
  readonly value: number;
  readonly at: string;
}

function metricsOf(db: Database, bind: Bind): MetricRow[] {
  const rows = db
    .prepare<[object], MetricRow>(
      `SELECT m.dataset_id AS id, c.path, m.name, m.value, m.at FROM json_each(@members) d
       CROSS JOIN metric m ON m.dataset_id = d.value LEFT JOIN "column" c ON c.id = m.column_id
       WHERE ${holdsAt('m')} ORDER BY m.dataset_id, COALESCE(c.path, ''), m.name, m.at DESC, m.id DESC`,
    )
    .all(bind);
  const seen = new Set<string>();
  return rows.filter(({ id, path, name }) => {
    const key = JSON.stringify([id, path, name]);
    return !seen.has(key) && seen.add(key);
  });
}

interface TestRow {
  readonly id: number;
  readonly path: string | null;
  readonly name: string;
  readonly kind: string | null;
  readonly status: string | null;
  readonly at: string | null;
}

/** Each test with its newest result. */
function testsOf(db: Database, bind: Bind): TestRow[] {
  const newest = (what: string) =>
    `(SELECT r.${what} FROM test_result r WHERE r.test_id = t.id AND ${holdsAt('r')} ORDER BY r.at DESC, r.id DESC LIMIT 1)`;
  return db
    .prepare<[object], TestRow>(
      `SELECT t.dataset_id AS id, c.path, t.name, t.kind, ${newest('status')} AS status, ${newest('at')} AS at
       FROM json_each(@members) d CROSS JOIN test t ON t.dataset_id = d.value LEFT JOIN "column" c ON c.id = t.column_id
       WHERE ${statedAt('test', 't')} ORDER BY t.dataset_id, COALESCE(c.path, ''), t.name, t.id`,
    )
    .all(bind);
}

/** Of an input the version that the newest run writing the subject read; of the subject the one that it wrote. */
function versionsOf(past: PastCatalog, subject: number, bind: Bind): [number, string, string][] {
  const rows = past.db
    .prepare<[object], { id: number; label: string; at: string }>(
      `WITH wrote AS (SELECT o.run_id AS run FROM run_output o WHERE ${holdsAt('o')}
         AND o.dataset_id IN (SELECT value FROM json_each(@subject)))
       SELECT x.dataset_id AS id, v.label, COALESCE(r.ended_at, r.state_at, x.at) AS at FROM (
         SELECT i.run_id, i.dataset_id, i.version_id, i.at FROM wrote JOIN run_input i ON i.run_id = wrote.run WHERE ${holdsAt('i')}
         UNION ALL
         SELECT o.run_id, o.dataset_id, o.version_id, o.at FROM wrote JOIN run_output o ON o.run_id = wrote.run
         WHERE ${holdsAt('o')} AND o.dataset_id IN (SELECT value FROM json_each(@subject))) x
       JOIN dataset_version v ON v.id = x.version_id JOIN run r ON r.id = x.run_id
       WHERE x.dataset_id IN (SELECT value FROM json_each(@members)) ORDER BY at DESC, x.run_id DESC`,
    )
    .all({ ...bind, subject: JSON.stringify(past.datasets[subject]!.members) });
  const found = new Map<number, [number, string, string]>();
  for (const { id, label, at } of rows) {
    const { id: head } = past.datasets[past.indexOf.get(id)!]!;
    if (!found.has(head)) found.set(head, [head, label, at]);
  }
  return [...found.values()];
}

function writtenOf(past: PastCatalog, bind: Bind): [number, string][] {
  const rows = past.db
    .prepare<[object], { id: number; at: string | null }>(
      `SELECT d.value AS id, MAX(COALESCE(r.ended_at, r.state_at)) AS at FROM json_each(@members) d
       CROSS JOIN run_output o ON o.dataset_id = d.value JOIN run r ON r.id = o.run_id
       WHERE ${holdsAt('o')} AND r.state = 'COMPLETE' GROUP BY d.value ORDER BY d.value`,
    )
    .all(bind);
  const found = new Map<number, string>();
  for (const { id, at } of rows) {
    const { id: head } = past.datasets[past.indexOf.get(id)!]!;
    if (at !== null && at > (found.get(head) ?? '')) found.set(head, at);
  }
  return [...found];
}
