/**
 * The lineage graphs of the open catalog, loaded from the store into memory once per revision, and once
 * for each past moment that is looked at (at.ts).
 *
 * Datasets are canonical ones: joined identities are one node. Columns likewise: a column of the same
 * name in two identities of one dataset is one node. Only columns that take part in lineage are nodes.
 */
import type { Catalog } from '../open.ts';
import { LineageGraph } from '../lineage/graph.ts';
import type { Card } from '../browse/cards.ts';
import { namesStaySince } from '../browse/changes-since.ts';
import { denseIndex, edgeColumns, type EdgeRow } from './edge-columns.ts';
import { boundTo, columnEdgeHolds, edgeHolds } from './moment.ts';
import { columnEdgeSaid, saidThen } from './past/said.ts';

export interface DatasetGraph {
  readonly graph: LineageGraph;
  /** Dense index → card. */
  readonly cards: readonly Card[];
  /** Canonical dataset id → dense index. */
  readonly indexOf: ReadonlyMap<number, number>;
}

/** Of the catalog now, or at the moment that it shows. */
export function datasetGraph(catalog: Catalog): DatasetGraph {
  return catalog.cached('dataset-graph', () => {
    const { moment } = catalog;
    const cards = [...catalog.cards().all()];
    const indexOf = new Map(cards.map((card, index) => [card.id, index]));
    const rows = catalog.store.reader
      .prepare<[object], EdgeRow>(`SELECT e.id, e.from_id, e.to_id FROM edge e WHERE ${edgeHolds(moment)}`)
      .raw()
      .iterate(boundTo(moment));
    const dense = denseIndex(catalog.cards().canonical, indexOf);
    const graph = new LineageGraph({ nodeCount: cards.length, ...edgeColumns(rows, dense) });
    return { graph, cards, indexOf };
  });
}

export interface ColumnNode {
  /** The column row that stands for the group. */
  readonly id: number;
  /** Canonical dataset. */
  readonly datasetId: number;
  readonly path: string;
}

export interface ColumnGraph {
  readonly graph: LineageGraph;
  readonly flags: Uint8Array;
  readonly columns: readonly ColumnNode[];
  /** Any column row id of a group → dense index. */
  readonly indexOf: ReadonlyMap<number, number>;
}

/** The present one, kept over changes that leave datasets, columns and edges what they are. */
const kept = new WeakMap<Catalog, { readonly seq: number; readonly graph: ColumnGraph }>();

/** Of the catalog now, or at the moment that it shows. */
export function columnGraph(catalog: Catalog): ColumnGraph {
  return catalog.cached('column-graph', () => {
    const before = catalog.moment === null ? kept.get(catalog) : undefined;
    const seq = catalog.newestSeq();
    const graph = before && namesStaySince(catalog, before.seq) ? before.graph : makeColumnGraph(catalog);
    if (catalog.moment === null && catalog.newestSeq() === seq) kept.set(catalog, { seq, graph });
    return graph;
  });
}

function makeColumnGraph(catalog: Catalog): ColumnGraph {
  const db = catalog.store.reader;
  const { canonical } = catalog.cards();
  const all = columnEdgeRows(catalog);
  const ends = db
    .prepare<[string], { id: number; ownId: number; path: string }>(
      `SELECT c.id, c.dataset_id AS ownId, c.path FROM "column" c JOIN dataset d ON d.id = c.dataset_id
         WHERE c.id IN (SELECT value FROM json_each(?)) ORDER BY c.dataset_id <> d.canonical_id, c.referenced_only, c.id`,
    )
    .all(JSON.stringify([...new Set(all.flatMap((edge) => [edge.fromId, edge.toId]))]));
  const byKey = new Map<string, number>();
  const indexOf = new Map<number, number>();
  const columns: ColumnNode[] = [];
  for (const row of ends) {
    const datasetId = canonical.get(row.ownId);
    if (datasetId === undefined) continue;
    const key = `${datasetId}\u0000${row.path.toLowerCase()}`;
    let index = byKey.get(key);
    if (index === undefined) {
      index = columns.length;
      byKey.set(key, index);
      columns.push({ id: row.id, datasetId, path: row.path });
    }
    indexOf.set(row.id, index);
  }
  addTwins(catalog, byKey, indexOf);
  const edges = all.filter((edge) => indexOf.has(edge.fromId) && indexOf.has(edge.toId));
  const graph = new LineageGraph({
    nodeCount: columns.length,
    from: Int32Array.from(edges, (edge) => indexOf.get(edge.fromId)!),
    to: Int32Array.from(edges, (edge) => indexOf.get(edge.toId)!),
    edgeId: Int32Array.from(edges, (edge) => edge.id),
  });
  return { graph, columns, indexOf, flags: Uint8Array.from(edges, (edge) => edge.flags) };
}

interface ColumnEdgeRow {
  readonly id: number;
  readonly fromId: number;
  readonly toId: number;
  readonly flags: number;
}

/** At a run time, what runs have shown is as it is known today. */
function columnEdgeRows(catalog: Catalog): ColumnEdgeRow[] {
  const { moment } = catalog;
  const rows = catalog.store.reader
    .prepare<[object], ColumnEdgeRow & { basis: string }>(
      `SELECT id, from_id AS fromId, to_id AS toId, flags, basis FROM column_edge e WHERE ${columnEdgeHolds(moment)}`,
    )
    .all(boundTo(moment));
  if (!moment) return rows;
  const said = saidThen(catalog, 'columnEdge', null);
  return rows.map((row) => {
    const then = moment.time !== null && row.basis === 'observed' ? null : columnEdgeSaid(said.get(row.id));
    return then ? { ...row, flags: then.flags } : row;
  });
}

/** Columns of joined identities that no edge names themselves, but whose twin takes part. */
function addTwins(catalog: Catalog, byKey: ReadonlyMap<string, number>, indexOf: Map<number, number>): void {
  const rows = catalog.store.reader
    .prepare<[], { id: number; datasetId: number; path: string }>(
      `SELECT c.id, d.canonical_id AS datasetId, lower(c.path) AS path FROM "column" c JOIN dataset d ON d.id = c.dataset_id
       WHERE d.canonical_id IN (SELECT canonical_id FROM dataset GROUP BY canonical_id HAVING COUNT(*) > 1)`,
    )
    .all();
  for (const row of rows) {
    const index = byKey.get(`${row.datasetId}\u0000${row.path}`);
    if (index !== undefined && !indexOf.has(row.id)) indexOf.set(row.id, index);
  }
}
