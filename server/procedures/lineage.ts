import { edgeDetail } from '../../catalog/explore/edge-detail.ts';
import { datasetGraph } from '../../catalog/explore/graphs.ts';
import { picture, type Picture, type PictureNode } from '../../catalog/explore/picture.ts';
import type { Facet } from '../../catalog/explore/picture/types.ts';
import { sqlMarks } from '../../catalog/explore/sql-marks.ts';
import { pathsBetween, reach } from '../../catalog/explore/reach.ts';
import { idsOf, namesOf } from '../../catalog/views/names.ts';
import { between } from '../../catalog/explore/through.ts';
import type { Catalog } from '../../catalog/catalog.ts';
import type { LineageNode, LineageView } from '../../contract/index.ts';
import { os } from './context.ts';
import { level, mark, ref } from './datasets.ts';
import { lineageExport } from './lineage-export.ts';
import { asked, viewedAt } from './moments.ts';

const NO_SUCH = { message: 'There is no such dataset' };
const NO_SUCH_THEN = { message: 'The dataset was not known at that moment' };

export const lineage = os.lineage.router({
  view: os.lineage.view.handler(async ({ context, input, errors }) => {
    const refuse = (reason: string) => errors.INVALID({ data: { reason } });
    const catalog = await viewedAt(context.catalog, input.at, refuse);
    const view = picture(catalog, input);
    if (view) return viewOf(view, goneSince(context.catalog, catalog));
    const known = input.roots.some((id) => context.catalog.cards().get(id));
    if (!catalog.moment || !known) throw errors.NOT_FOUND(NO_SUCH);
    return NOTHING_YET;
  }),
  edge: os.lineage.edge.handler(async ({ context, input, errors }) => {
    const refuse = (reason: string) => errors.INVALID({ data: { reason } });
    const catalog = await viewedAt(context.catalog, input.at, refuse);
    const detail = edgeDetail(catalog, input.from, input.to, input.ephemeral);
    if (!detail) throw errors.NOT_FOUND(catalog.moment ? NO_SUCH_THEN : NO_SUCH);
    return { ...detail, from: ref(detail.from), to: ref(detail.to), through: detail.through.map(ref) };
  }),
  sqlMarks: os.lineage.sqlMarks.handler(async ({ context, input, errors }) => {
    const { catalog } = await asked(context.catalog, input.at, errors);
    return { marks: [...(await sqlMarks(catalog, input))] };
  }),
  table: os.lineage.table.handler(async ({ context, input, errors }) => {
    const refuse = (reason: string) => errors.INVALID({ data: { reason } });
    const catalog = await viewedAt(context.catalog, input.at, refuse);
    const found = reach(catalog, input.id, input.direction, input.depth, input);
    if (!found) throw errors.NOT_FOUND(catalog.moment ? NO_SUCH_THEN : NO_SUCH);
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
  paths: os.lineage.paths.handler(async ({ context, input, errors }) => {
    const refuse = (reason: string) => errors.INVALID({ data: { reason } });
    const catalog = await viewedAt(context.catalog, input.at, refuse);
    const found = pathsBetween(catalog, input.from, input.to, input.max);
    if (!found) throw errors.NOT_FOUND(catalog.moment ? NO_SUCH_THEN : NO_SUCH);
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

/** A picture of a time before any of its roots was known. */
const NOTHING_YET: LineageView = {
  nodes: [],
  edges: [],
  columnEdges: [],
  frames: [],
  groupings: [],
  facets: {
    systems: [],
    kinds: [],
    sensitivities: [],
    categories: [],
    tags: [],
    owners: [],
    verification: [],
    failing: 0,
    observed: 0,
  },
  totals: {
    shown: 0,
    wanted: 0,
    upstream: 0,
    downstream: 0,
    hidden: 0,
    filtered: 0,
    matched: null,
    asked: 0,
    jobs: 0,
    jobsWanted: 0,
  },
  bounds: { x: 0, y: 0, width: 0, height: 0 },
  rules: [],
};

interface Gone {
  readonly node: (id: number) => boolean;
  readonly edge: (from: number, to: number) => boolean;
}

/** What of a past picture is there no more. */
function goneSince(now: Catalog, shown: Catalog): Gone {
  if (!shown.moment) return { node: () => false, edge: () => false };
  const datasets = datasetGraph(now);
  const index = (id: number) => datasets.indexOf.get(now.cards().canonical.get(id) ?? -1);
  return {
    node: (id) => now.cards().get(id)?.retired ?? true,
    edge: (from, to) => {
      const ends = [index(from), index(to)] as const;
      if (ends[0] === undefined || ends[1] === undefined) return true;
      return between(datasets, ends[0], ends[1]).edgeIds.length === 0;
    },
  };
}

function viewOf(view: Picture, gone: Gone): LineageView {
  const { facets } = view;
  const values = (list: readonly Facet[]) => list.map((facet) => ({ ...facet }));
  return {
    nodes: view.nodes.map((node) => nodeOf(node, gone)),
    edges: view.edges.map((edge) => ({
      ...edge,
      gone: edge.flows.every((flow) => gone.edge(flow.from, flow.to)),
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
      verification: values(facets.verification),
      failing: facets.failing,
      observed: facets.observed,
    },
    totals: { ...view.totals },
    bounds: { ...view.bounds },
    rules: [...view.rules],
  };
}

function nodeOf(node: PictureNode, gone: Gone): LineageNode {
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
    certification: mark(card.certification),
    categories: [...card.categories].sort(),
    owners: [...card.owners],
    failedTests: card.failedTests,
    sources: [...card.sources].sort(),
    gap: card.referencedOnly,
    retired: card.retired,
    gone: gone.node(card.id),
    columnCount: card.columns,
    columns: columns.map((column) => ({ ...column, sensitivity: level(column.sensitivity) })),
  };
}
