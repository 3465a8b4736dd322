import { edgeDetail } from '../../catalog/explore/edge-detail.ts';
import { picture, type Picture, type PictureNode } from '../../catalog/explore/picture.ts';
import { pathsBetween, reach } from '../../catalog/explore/reach.ts';
import type { LineageNode, LineageView } from '../../contract/index.ts';
import { os } from './context.ts';
import { level, ref } from './datasets.ts';
import { lineageExport } from './lineage-export.ts';

const NO_SUCH = { message: 'There is no such dataset' };

export const lineage = os.lineage.router({
  view: os.lineage.view.handler(({ context, input, errors }) => {
    const view = picture(context.catalog, input);
    if (!view) throw errors.NOT_FOUND(NO_SUCH);
    return viewOf(view);
  }),
  edge: os.lineage.edge.handler(({ context, input, errors }) => {
    const detail = edgeDetail(context.catalog, input.from, input.to, input.ephemeral);
    if (!detail) throw errors.NOT_FOUND(NO_SUCH);
    return { ...detail, from: ref(detail.from), to: ref(detail.to), through: detail.through.map(ref) };
  }),
  table: os.lineage.table.handler(({ context, input, errors }) => {
    const found = reach(context.catalog, input.id, input.direction, input.depth, input);
    if (!found) throw errors.NOT_FOUND(NO_SUCH);
    return {
      total: found.total,
      items: found.items.map((row) => ({
        ...ref(row.card),
        depth: row.depth,
        via: row.via && ref(row.via),
        jobs: [...row.jobs],
        sensitivity: level(row.card.sensitivity),
        owners: row.card.owners,
      })),
    };
  }),
  paths: os.lineage.paths.handler(({ context, input, errors }) => {
    const found = pathsBetween(context.catalog, input.from, input.to, input.max);
    if (!found) throw errors.NOT_FOUND(NO_SUCH);
    return {
      shortest: found.shortest.map(ref),
      paths: found.paths.map((path) => path.map(ref)),
      complete: found.complete,
    };
  }),
  export: lineageExport,
});

function viewOf(view: Picture): LineageView {
  return {
    nodes: view.nodes.map(nodeOf),
    edges: view.edges.map((edge) => ({
      ...edge,
      points: edge.points.map(({ x, y }) => ({ x, y })),
      jobs: [...edge.jobs],
    })),
    columnEdges: view.columnEdges.map((edge) => ({ ...edge, subtypes: [...edge.subtypes] })),
    totals: { ...view.totals },
    bounds: { ...view.bounds },
  };
}

function nodeOf({ card, columns, ...node }: PictureNode): LineageNode {
  return {
    ...ref(card),
    ...node,
    sensitivity: level(card.sensitivity),
    categories: [...card.categories].sort(),
    owners: card.owners.length,
    failedTests: card.failedTests,
    sources: [...card.sources].sort(),
    gap: card.referencedOnly,
    retired: card.retired,
    columnCount: card.columns,
    columns: columns.map((column) => ({ ...column, sensitivity: level(column.sensitivity) })),
  };
}
