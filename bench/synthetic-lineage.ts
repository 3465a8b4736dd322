/** A lineage graph for benchmarks, the same at every run. */
import type { Catalog } from '../catalog/catalog.ts';

export interface SyntheticEdges {
  readonly nodeCount: number;
  readonly from: Int32Array;
  readonly to: Int32Array;
}

/** Layers of datasets; most edges lead to a near layer, some come from hubs, one in five hundred leads back. */
export function syntheticEdges(count: number): SyntheticEdges {
  const nodeCount = Math.max(2, Math.floor(count / 3));
  const layer = Math.max(1, Math.floor(nodeCount / 40));
  let state = 20_261_121;
  const random = (below: number): number => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
  const from = new Int32Array(count);
  const to = new Int32Array(count);
  for (let i = 0; i < count; i++) {
    const hub = random(10) === 0;
    const source = hub ? random(Math.max(1, nodeCount >> 8)) << 8 : random(nodeCount);
    const step = 1 + random(2 * layer);
    const back = random(500) === 0;
    from[i] = Math.min(nodeCount - 1, source);
    to[i] = back ? Math.max(0, from[i]! - step) : Math.min(nodeCount - 1, from[i]! + step);
  }
  return { nodeCount, from, to };
}

/** Writes the graph as datasets and edges; dataset ids are node numbers from 1 on. */
export async function fillCatalog(catalog: Catalog, edges: SyntheticEdges): Promise<void> {
  await catalog.store.write((db) => {
    const dataset = db.prepare(
      `INSERT INTO dataset (id, namespace, name, kind, kind_scope_id, canonical_id, canonical_key, referenced_only, since_revision)
       VALUES (?, 'postgres://db.example:5432', ?, 'table', 0, ?, ?, 0, 1)`,
    );
    for (let node = 1; node <= edges.nodeCount; node++) {
      const name = `warehouse.schema_${node % 97}.table_${node}`;
      dataset.run(node, name, node, name);
    }
    const edge = db.prepare(
      `INSERT OR IGNORE INTO edge (id, from_id, to_id, job_id, basis, run_count, since_revision)
       VALUES (?, ?, ?, 0, 'declared', 0, 1)`,
    );
    for (let i = 0; i < edges.from.length; i++) edge.run(i + 1, edges.from[i]! + 1, edges.to[i]! + 1);
  });
}
