import { edgeDetail } from '../../catalog/explore/edge-detail.ts';
import { picture, type Picture, type PictureNode } from '../../catalog/explore/picture.ts';
import type { Facet } from '../../catalog/explore/picture/types.ts';
import { sqlMarks } from '../../catalog/explore/sql-marks.ts';
import { pathsBetween, reach } from '../../catalog/explore/reach.ts';
import { idsOf, namesOf } from '../../catalog/views/names.ts';
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
  sqlMarks: os.lineage.sqlMarks.handler(async ({ context, input }) => ({
    marks: [...(await sqlMarks(context.catalog, input))],
  })),
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
  names: os.lineage.names.handler(({ context, input }) => ({
    datasets: namesOf(context.catalog, input.ids),
  })),
  find: os.lineage.find.handler(({ context, input }) => ({ ids: idsOf(context.catalog, input.names) })),
  export: lineageExport,
});

function viewOf(view: Picture): LineageView {
  const { facets } = view;
  const values = (list: readonly Facet[]) => list.map((facet) => ({ ...facet }));
  return {
    nodes: view.nodes.map(nodeOf),
    edges: view.edges.map((edge) => ({
      ...edge,
      points: edge.points.map(({ x, y }) => ({ x, y })),
      jobs: [...edge.jobs],
      flows: [...edge.flows],
    })),
    columnEdges: view.columnEdges.map((edge) => ({ ...edge, subtypes: [...edge.subtypes] })),
    frames: [...view.frames],
    groupings: [...view.groupings],
    facets: {
      systems: values(facets.systems),
      kinds: values(facets.kinds),
      sensitivities: values(facets.sensitivities),
      categories: values(facets.categories),
      tags: values(facets.tags),
      owners: values(facets.owners),
      failing: facets.failing,
      observed: facets.observed,
    },
    totals: { ...view.totals },
    bounds: { ...view.bounds },
  };
}

function nodeOf(node: PictureNode): LineageNode {
  if (node.what === 'job') return { ...node, sensitivity: null };
  if (node.what === 'group') {
    const { members, sensitivity, title } = node;
    return { ...node, namespace: '', name: title, members: [...members], sensitivity: level(sensitivity) };
  }
  const { card, columns, ...rest } = node;
  return {
    ...ref(card),
    ...rest,
    sensitivity: level(card.sensitivity),
    categories: [...card.categories].sort(),
    owners: [...card.owners],
    failedTests: card.failedTests,
    sources: [...card.sources].sort(),
    gap: card.referencedOnly,
    retired: card.retired,
    columnCount: card.columns,
    columns: columns.map((column) => ({ ...column, sensitivity: level(column.sensitivity) })),
  };
}
