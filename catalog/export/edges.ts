/** Records of lineage: between datasets, between columns, between jobs. */
import type { Database } from 'better-sqlite3';
import { distinct, dotted, type Line, type Name, type Names } from './lines.ts';

export function edges(db: Database, names: Names): Line[] {
  const rows = db
    .prepare<
      [],
      { fromId: number; toId: number; basis: string; namespace: string | null; name: string | null }
    >(
      `SELECT e.from_id AS fromId, e.to_id AS toId, e.basis, j.namespace, j.name FROM edge e LEFT JOIN job j ON j.id = e.job_id
       WHERE e.until_revision IS NULL`,
    )
    .all();
  const byEnds = new Map<string, { type: 'edge'; from: Name; to: Name; jobs: Name[]; basis: string }>();
  for (const row of rows) {
    const from = names.dataset(row.fromId);
    const to = names.dataset(row.toId);
    const key = JSON.stringify([from, to, row.basis]);
    let line = byEnds.get(key);
    if (!line) byEnds.set(key, (line = { type: 'edge', from, to, jobs: [], basis: row.basis }));
    if (row.name !== null) line.jobs.push({ namespace: row.namespace!, name: row.name });
  }
  return [...byEnds.values()].map((line) => ({ ...line, jobs: distinct(line.jobs) }));
}

export function columnEdges(db: Database, names: Names): Line[] {
  const rows = db
    .prepare<
      [],
      { fromDataset: number; fromPath: string; toDataset: number; toPath: string; transformations: string }
    >(
      `SELECT f.dataset_id AS fromDataset, f.path AS fromPath, t.dataset_id AS toDataset, t.path AS toPath, e.transformations
       FROM column_edge e JOIN "column" f ON f.id = e.from_id JOIN "column" t ON t.id = e.to_id WHERE e.until_revision IS NULL`,
    )
    .all();
  const byEnds = new Map<string, { from: Line; to: Line; transformations: Line[] }>();
  for (const row of rows) {
    const from = { ...names.dataset(row.fromDataset), column: dotted(row.fromPath) };
    const to = { ...names.dataset(row.toDataset), column: dotted(row.toPath) };
    const key = JSON.stringify([from, to]);
    let line = byEnds.get(key);
    if (!line) byEnds.set(key, (line = { from, to, transformations: [] }));
    line.transformations.push(...(JSON.parse(row.transformations) as Line[]));
  }
  return [...byEnds.values()].map(({ from, to, transformations }) => {
    const all = distinct(transformations);
    return {
      type: 'column_edge',
      from,
      to,
      transformation: all.find(carriesValue) ?? all.find(({ type }) => type === 'DIRECT') ?? all[0] ?? null,
      ...(all.length > 1 ? { transformations: all } : {}),
    };
  });
}

/** Of several ways, the one that passes the value itself says what the edge is. */
function carriesValue(way: Line): boolean {
  return way['type'] === 'DIRECT' && way['masking'] !== true;
}

export function influences(db: Database, names: Names): Line[] {
  return db
    .prepare<[], { fromDataset: number; fromPath: string; toId: number; transformations: string }>(
      `SELECT f.dataset_id AS fromDataset, f.path AS fromPath, e.to_id AS toId, e.transformations
       FROM influence e JOIN "column" f ON f.id = e.from_id WHERE e.until_revision IS NULL`,
    )
    .all()
    .map((row) => ({
      type: 'dataset_influence',
      from: { ...names.dataset(row.fromDataset), column: dotted(row.fromPath) },
      to: names.dataset(row.toId),
      transformations: JSON.parse(row.transformations) as unknown,
    }));
}

export function jobEdges(db: Database): Line[] {
  return db
    .prepare<[], { fns: string; fname: string; tns: string; tname: string; kind: string }>(
      `SELECT f.namespace AS fns, f.name AS fname, t.namespace AS tns, t.name AS tname, e.kind
       FROM job_edge e JOIN job f ON f.id = e.from_id JOIN job t ON t.id = e.to_id WHERE e.until_revision IS NULL`,
    )
    .all()
    .map((row) => ({
      type: 'job_edge',
      from: { namespace: row.fns, name: row.fname },
      to: { namespace: row.tns, name: row.tname },
      kind: row.kind,
    }));
}
