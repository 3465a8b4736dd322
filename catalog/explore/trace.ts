/** Following one column through the catalog: which columns light up, and how strongly. */
import { DERIVED, traceColumn, type ColumnTrace } from '../lineage/columns.ts';
import type { Catalog } from '../catalog.ts';
import { columnGraph, type ColumnGraph } from './graphs.ts';

export type Lit = 'none' | 'direct' | 'indirect' | 'self';

export interface Trace {
  readonly columns: ColumnGraph;
  readonly trace: ColumnTrace;
  /** Canonical dataset id → lower-cased path → how it is lit. */
  readonly lit: ReadonlyMap<number, ReadonlyMap<string, Lit>>;
  /** Canonical dataset id → distance and side from the start. */
  readonly datasets: ReadonlyMap<number, { readonly depth: number; readonly side: number }>;
}

/** Null when the column takes part in no lineage. */
export function traceOf(catalog: Catalog, columnId: number, indirect: boolean): Trace | null {
  const columns = columnGraph(catalog);
  const start = columns.indexOf.get(columnId);
  if (start === undefined) return null;
  const trace = traceColumn({
    graph: columns.graph,
    flags: columns.flags,
    start,
    direction: 'both',
    directOnly: !indirect,
  });
  const lit = new Map<number, Map<string, Lit>>();
  const datasets = new Map<number, { depth: number; side: number }>();
  for (const traced of trace.columns) {
    const { datasetId, path } = columns.columns[traced.column]!;
    let ofDataset = lit.get(datasetId);
    if (!ofDataset) lit.set(datasetId, (ofDataset = new Map()));
    ofDataset.set(
      path.toLowerCase(),
      traced.column === start ? 'self' : traced.strength >= DERIVED ? 'direct' : 'indirect',
    );
    const known = datasets.get(datasetId);
    if (!known || traced.depth < known.depth)
      datasets.set(datasetId, { depth: traced.depth, side: traced.side });
  }
  return { columns, trace, lit, datasets };
}
