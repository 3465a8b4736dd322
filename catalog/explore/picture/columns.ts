/** Columns in the picture: the rows of each dataset and the edges between them. */
import { AGGREGATED, DIRECT, MASKED } from '../../lineage/columns.ts';
import type { Card } from '../../browse/cards.ts';
import type { Catalog } from '../../catalog.ts';
import { columnGraph } from '../graphs.ts';
import { columnEdgesTold, subtypesOf } from '../column-edges.ts';
import { nodeColumns } from '../node-columns.ts';
import { columnLinks } from '../through.ts';
import type { Trace } from '../trace.ts';
import type { PictureColumnEdge, PictureDataset, PictureNode } from './types.ts';

/** Rows in a node at most, unless a trace lights more. */
const ROWS_SHOWN = 40;

export type ColumnRows = Pick<PictureDataset, 'columns'> & { readonly hidden: number };

export function rowsOf(catalog: Catalog, card: Card, open: boolean, trace: Trace | null): ColumnRows {
  const lit = trace?.lit.get(card.id);
  if (!open && !lit) return { columns: [], hidden: card.columns };
  const all = nodeColumns(catalog, card, new Set(lit?.keys())).map((column) => ({
    ...column,
    lit:
      lit?.get(column.name.toLowerCase().replaceAll('.', '\u001f')) ??
      lit?.get(column.name.toLowerCase()) ??
      ('none' as const),
  }));
  const shown =
    lit && !open
      ? all.filter((column) => column.lit !== 'none')
      : all.filter((column, i) => i < ROWS_SHOWN || column.lit !== 'none');
  return { columns: shown, hidden: Math.max(0, all.length - shown.length) };
}

/** Pairs of datasets between which the trace hops. */
export function litDatasetLinks(trace: Trace): Set<string> {
  const datasetOf = (column: number) => trace.columns.columns[column]!.datasetId;
  return new Set(trace.trace.hops.map((hop) => `${datasetOf(hop.from)}-${datasetOf(hop.to)}`));
}

/** `lookedThrough`: datasets that are not drawn and that edges run through. */
export function columnEdges(
  catalog: Catalog,
  nodes: readonly PictureNode[],
  trace: Trace | null,
  lookedThrough: (id: number) => boolean,
): PictureColumnEdge[] {
  const drawn = nodes.flatMap((node) => (node.what === 'dataset' && node.columns.length > 0 ? [node] : []));
  if (drawn.length < 2) return [];
  const columns = columnGraph(catalog);
  const { indexOf } = columns;
  const drawnIds = new Set(nodes.map((node) => node.id));
  const through = (id: number): boolean => !drawnIds.has(id) && lookedThrough(id);
  const shown = new Map<number, { node: PictureDataset; column: number }>();
  for (const node of drawn) {
    for (const column of node.columns) {
      const at = indexOf.get(column.id);
      if (at !== undefined) shown.set(at, { node, column: column.id });
    }
  }
  const lit = trace ? new Set(trace.trace.hops.map((hop) => `${hop.from}>${hop.to}`)) : null;
  const found: (Omit<PictureColumnEdge, 'subtypes' | 'verification' | 'confidence'> & { edgeId: number })[] =
    [];
  for (const [from, source] of shown) {
    for (const { to, flags, edgeId } of columnLinks(columns, from, through)) {
      const target = shown.get(to);
      if (!target) continue;
      found.push({
        fromNode: source.node.id,
        fromColumn: source.column,
        toNode: target.node.id,
        toColumn: target.column,
        direct: (flags & DIRECT) !== 0,
        masked: (flags & MASKED) !== 0,
        aggregated: (flags & AGGREGATED) !== 0,
        lit: lit?.has(`${from}>${to}`) ?? false,
        edgeId,
      });
    }
  }
  const told = new Map(
    columnEdgesTold(
      catalog,
      found.map((edge) => edge.edgeId),
    ).map((row) => [row.id, row]),
  );
  return found.map(({ edgeId, ...edge }) => {
    const row = told.get(edgeId);
    return {
      ...edge,
      subtypes: row ? subtypesOf(row) : [],
      verification:
        row?.basis === 'observed' ? 'observed' : row?.confidence == null ? 'declared' : 'inferred',
      confidence: row?.confidence ?? null,
    };
  });
}
