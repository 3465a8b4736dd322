/**
 * The lineage graphs of the open catalog, loaded from the store into memory once per revision.
 *
 * Datasets are canonical ones: joined identities are one node. Columns likewise: a column of the same
 * name in two identities of one dataset is one node. Only columns that take part in lineage are nodes.
 */
import type { Catalog } from '../open.ts';
import { LineageGraph } from '../lineage/graph.ts';
import type { Card } from '../browse/cards.ts';
import { denseIndex, edgeColumns, type EdgeRow } from './edge-columns.ts';

export interface DatasetGraph {
  readonly graph: LineageGraph;
  /** Dense index → card. */
  readonly cards: readonly Card[];
  /** Canonical dataset id → dense index. */
  readonly indexOf: ReadonlyMap<number, number>;
}

export function datasetGraph(catalog: Catalog): DatasetGraph {
  return catalog.cached('dataset-graph', () => {
    const cards = [...catalog.cards().all()];
    const indexOf = new Map(cards.map((card, index) => [card.id, index]));
    const rows = catalog.store.reader
      .prepare<[], EdgeRow>('SELECT id, from_id, to_id FROM edge WHERE until_revision IS NULL')
      .raw()
      .iterate();
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

export function columnGraph(catalog: Catalog): ColumnGraph {
  return catalog.cached('column-graph', () => {
    const db = catalog.store.reader;
    const ends = db
      .prepare<[], { id: number; datasetId: number; path: string; referencedOnly: number }>(
        `SELECT c.id, d.canonical_id AS datasetId, c.path, c.referenced_only AS referencedOnly
         FROM "column" c JOIN dataset d ON d.id = c.dataset_id
         WHERE c.id IN (SELECT from_id FROM column_edge WHERE until_revision IS NULL UNION SELECT to_id FROM column_edge WHERE until_revision IS NULL)
         ORDER BY c.dataset_id <> d.canonical_id, c.referenced_only, c.id`,
      )
      .all();
    const byKey = new Map<string, number>();
    const indexOf = new Map<number, number>();
    const columns: ColumnNode[] = [];
    for (const row of ends) {
      const key = `${row.datasetId}\u0000${row.path.toLowerCase()}`;
      let index = byKey.get(key);
      if (index === undefined) {
        index = columns.length;
        byKey.set(key, index);
        columns.push({ id: row.id, datasetId: row.datasetId, path: row.path });
      }
      indexOf.set(row.id, index);
    }
    addTwins(catalog, byKey, indexOf);
    const edges = db
      .prepare<[], { id: number; fromId: number; toId: number; flags: number }>(
        'SELECT id, from_id AS fromId, to_id AS toId, flags FROM column_edge WHERE until_revision IS NULL',
      )
      .all();
    const graph = new LineageGraph({
      nodeCount: columns.length,
      from: Int32Array.from(edges, (edge) => indexOf.get(edge.fromId)!),
      to: Int32Array.from(edges, (edge) => indexOf.get(edge.toId)!),
      edgeId: Int32Array.from(edges, (edge) => edge.id),
    });
    return { graph, columns, indexOf, flags: Uint8Array.from(edges, (edge) => edge.flags) };
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
