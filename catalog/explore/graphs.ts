/**
 * The lineage graphs of the open catalog, loaded from the store into memory once per revision, and once
 * for each past moment that is looked at (at.ts).
 *
 * Datasets are canonical ones: joined identities are one node. Columns likewise: a column of the same
 * name in two identities of one dataset is one node. Only columns that take part in lineage are nodes.
 */
import { atOnce } from '../breathe.ts';
import type { Catalog } from '../catalog.ts';
import { idRanges } from '../store/id-ranges.ts';
import { LineageGraph } from '../lineage/graph.ts';
import type { Card } from '../browse/cards.ts';
import { denseIndex, EdgeColumns, type EdgeRow } from './edge-columns.ts';
import { boundTo, columnEdgeHolds, edgeHolds } from '../past/moment.ts';
import { columnEdgeSaid, saidThen } from '../past/said.ts';

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
    const { graph, indexOf } = catalog.cached(LINKS, () => atOnce(datasetLinks(catalog)), true);
    return { graph, indexOf, cards: [...catalog.cards().all()] };
  });
}

/** Has the graph ready for whoever asks next. */
export async function prepareDatasetGraph(catalog: Catalog): Promise<void> {
  await catalog.prepare(LINKS, () => datasetLinks(catalog), true);
  datasetGraph(catalog);
}

const LINKS = 'dataset-links';
/** Edges read between two rests. */
const AT_ONCE = 20_000;

/** The graph in the order of the cards; what people say of datasets does not change it. */
function* datasetLinks(catalog: Catalog): Generator<void, Omit<DatasetGraph, 'cards'>> {
  const { moment } = catalog;
  const db = catalog.store.reader;
  const indexOf = new Map([...catalog.cards().byId.keys()].map((id, index) => [id, index]));
  const dense = denseIndex(catalog.cards().canonical, indexOf);
  yield;
  const rows = db
    .prepare<[object], EdgeRow>(
      `SELECT e.id, e.from_id, e.to_id FROM edge e WHERE e.id BETWEEN @first AND @last AND (${edgeHolds(moment)})`,
    )
    .raw();
  const edges = new EdgeColumns();
  for (const range of idRanges(db, 'edge', 'id', AT_ONCE)) {
    edges.add(rows.all({ ...boundTo(moment), ...range }), dense);
    yield;
  }
  return { graph: new LineageGraph({ nodeCount: indexOf.size, ...edges.columns() }), indexOf };
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

/** Of the catalog now, or at the moment that it shows. */
export function columnGraph(catalog: Catalog): ColumnGraph {
  return catalog.cached(COLUMNS, () => atOnce(readColumnGraph(catalog)), true);
}

/** Has the graph ready for whoever asks next. */
export function prepareColumnGraph(catalog: Catalog): Promise<void> {
  return catalog.prepare(COLUMNS, () => readColumnGraph(catalog), true);
}

const COLUMNS = 'column-graph';
/** Columns looked up between two rests. */
const COLUMNS_AT_ONCE = 5_000;
/** Datasets whose columns are looked up between two rests. */
const DATASETS_AT_ONCE = 300;

/** In steps. */
function* readColumnGraph(catalog: Catalog): Generator<void, ColumnGraph> {
  const { canonical } = catalog.cards();
  const all = yield* columnEdgeRows(catalog);
  const ends = yield* columnEnds(catalog, all);
  const byKey = new Map<string, number>();
  const indexOf = new Map<number, number>();
  const columns: ColumnNode[] = [];
  for (const [i, row] of ends.entries()) {
    if (i % COLUMNS_AT_ONCE === 0) yield;
    const datasetId = canonical.get(row.ownId);
    if (datasetId === undefined) continue;
    const key = columnKey(datasetId, row.path);
    let index = byKey.get(key);
    if (index === undefined) {
      index = columns.length;
      byKey.set(key, index);
      columns.push({ id: row.id, datasetId, path: row.path });
    }
    indexOf.set(row.id, index);
  }
  yield* addTwins(catalog, byKey, columns, indexOf);
  const edges = all.filter((edge) => indexOf.has(edge.fromId) && indexOf.has(edge.toId));
  yield;
  const graph = new LineageGraph({
    nodeCount: columns.length,
    from: Int32Array.from(edges, (edge) => indexOf.get(edge.fromId)!),
    to: Int32Array.from(edges, (edge) => indexOf.get(edge.toId)!),
    edgeId: Int32Array.from(edges, (edge) => edge.id),
  });
  return { graph, columns, indexOf, flags: Uint8Array.from(edges, (edge) => edge.flags) };
}

interface EndRow {
  readonly id: number;
  readonly ownId: number;
  readonly path: string;
  /** The one that stands for columns of the same name has the lowest. */
  readonly rank: number;
}

/** Columns at the ends of edges, those that stand for others of the same name before these. In steps. */
function* columnEnds(catalog: Catalog, edges: readonly ColumnEdgeRow[]): Generator<void, EndRow[]> {
  const ids = new Set<number>();
  for (const [i, { fromId, toId }] of edges.entries()) {
    ids.add(fromId).add(toId);
    if (i % AT_ONCE === 0) yield;
  }
  const statement = catalog.store.reader.prepare<[string], EndRow>(
    `SELECT c.id, c.dataset_id AS ownId, c.path, 2 * (c.dataset_id <> d.canonical_id) + (c.referenced_only <> 0) AS rank
     FROM json_each(?) j CROSS JOIN "column" c ON c.id = j.value JOIN dataset d ON d.id = c.dataset_id`,
  );
  const list = Int32Array.from(ids).sort();
  const rows: EndRow[] = [];
  yield;
  for (let at = 0; at < list.length; at += COLUMNS_AT_ONCE) {
    const some = statement.all(JSON.stringify([...list.subarray(at, at + COLUMNS_AT_ONCE)]));
    for (const row of some) rows.push(row);
    yield;
  }
  // Ids ascend within each.
  return [0, 1, 2, 3].flatMap((rank) => rows.filter((row) => row.rank === rank));
}

interface ColumnEdgeRow {
  readonly id: number;
  readonly fromId: number;
  readonly toId: number;
  readonly flags: number;
}

/** At a run time, what runs have shown is as it is known today. In steps. */
function* columnEdgeRows(catalog: Catalog): Generator<void, ColumnEdgeRow[]> {
  const { moment } = catalog;
  const db = catalog.store.reader;
  const statement = db.prepare<[object], ColumnEdgeRow & { basis: string }>(
    `SELECT id, from_id AS fromId, to_id AS toId, flags, basis FROM column_edge e
     WHERE id BETWEEN @first AND @last AND (${columnEdgeHolds(moment)})`,
  );
  const rows: (ColumnEdgeRow & { basis: string })[] = [];
  for (const range of idRanges(db, 'column_edge', 'id', AT_ONCE)) {
    for (const row of statement.all({ ...boundTo(moment), ...range })) rows.push(row);
    yield;
  }
  if (!moment) return rows;
  const said = saidThen(catalog, 'columnEdge', null);
  return rows.map((row) => {
    const then = moment.time !== null && row.basis === 'observed' ? null : columnEdgeSaid(said.get(row.id));
    return then ? { ...row, flags: then.flags } : row;
  });
}

/**
 * Columns of joined identities that no edge names themselves, but whose twin takes part. Only identities that take part at
 * all are looked at: a lake may have a million columns under two names each, of which few have lineage. In steps.
 */
function* addTwins(
  catalog: Catalog,
  byKey: ReadonlyMap<string, number>,
  columns: readonly ColumnNode[],
  indexOf: Map<number, number>,
): Generator<void> {
  const { canonical } = catalog.cards();
  const taking = new Set(columns.map(({ datasetId }) => datasetId));
  // One of the two may be the identity itself; its columns that have edges are known already.
  const joined = new Set(
    [...canonical].filter(([id, of]) => id !== of && taking.has(of)).map(([, of]) => of),
  );
  const members = [...canonical].filter(([, of]) => joined.has(of)).map(([id]) => id);
  yield;
  const statement = catalog.store.reader.prepare<[string], { id: number; ownId: number; path: string }>(
    `SELECT c.id, c.dataset_id AS ownId, c.path FROM json_each(?) j CROSS JOIN "column" c ON c.dataset_id = j.value`,
  );
  for (let at = 0; at < members.length; at += DATASETS_AT_ONCE) {
    for (const row of statement.all(JSON.stringify(members.slice(at, at + DATASETS_AT_ONCE)))) {
      const index = byKey.get(columnKey(canonical.get(row.ownId)!, row.path));
      if (index !== undefined && !indexOf.has(row.id)) indexOf.set(row.id, index);
    }
    yield;
  }
}

/** Columns of one identity with the same key are one. */
function columnKey(datasetId: number, path: string): string {
  return `${datasetId}\u0000${path.toLowerCase()}`;
}
