/**
 * The lineage picture: which nodes and edges are on screen, with what, and where.
 *
 * Everything that it leaves out is counted: hidden neighbours per node, columns per node, nodes beyond
 * the cap, what is hidden by hand or by a filter, and the whole lineage up- and downstream.
 */
import { buildView, type PathEnds, type ViewResult } from '../lineage/view.ts';
import type { Card } from '../browse/cards.ts';
import { atOnce } from '../breathe.ts';
import type { Catalog } from '../catalog.ts';
import { datasetGraph, type DatasetGraph } from './graphs.ts';
import { edgeRows } from './edge-jobs.ts';
import { presentInPast } from '../past/moment.ts';
import { columnEdges, litDatasetLinks } from './picture/columns.ts';
import { facetsOf, filterOf, isEmptyFilter } from './picture/filter.ts';
import { grouped } from './picture/grouping.ts';
import { groupingsOf } from './picture/groups.ts';
import { jobLinks, straightLinks, type Link } from './picture/links.ts';
import { datasetNodes, groupNodes, jobNodes, type Scene, type UnplacedNode } from './picture/nodes.ts';
import { place } from './picture/place.ts';
import type { Picture, PictureEdge, PictureNode, PictureRequest } from './picture/types.ts';
import { lookedThrough } from './through.ts';
import { traceOf } from './trace.ts';

export type { Picture, PictureNode, PictureRequest } from './picture/types.ts';

/** Jobs that are drawn at least where jobs are wanted, however few datasets are. */
const JOBS_DRAWN = 300;
/** Flows between datasets that a merged edge lists. */
const FLOWS_LISTED = 50;

/** Null when none of the roots exists. Unknown ids among the other choices have no effect. */
export function picture(catalog: Catalog, request: PictureRequest): Picture | null {
  const scene = sceneOf(catalog, request);
  return scene && draw(scene);
}

function sceneOf(catalog: Catalog, request: PictureRequest): Scene | null {
  const datasets = datasetGraph(catalog);
  const index = (id: number): number | undefined =>
    datasets.indexOf.get(catalog.cards().canonical.get(id) ?? -1);
  const roots = request.roots.flatMap((id) => index(id) ?? []);
  if (roots.length === 0) return null;
  const passes = isEmptyFilter(request.filter) ? () => true : filterOf(catalog, request.filter!, request.now);
  const passThrough = request.ephemeral ? undefined : lookedThrough(datasets);
  const trace = request.columnTrace
    ? traceOf(catalog, request.columnTrace.columnId, request.columnTrace.indirect)
    : null;
  if (trace) {
    const traced = [...trace.datasets.keys()].flatMap((id) => index(id) ?? []);
    const view = buildView({ graph: datasets.graph, roots: traced, up: 0, down: 0, cap: request.cap });
    const totals = totalsOf(datasets, roots, traced.length, request.cap);
    return { catalog, request, datasets, view: { ...view, totals }, trace, passThrough, passes };
  }
  const view = buildView({
    graph: datasets.graph,
    roots,
    ...choicesOf(request, index),
    cap: request.cap,
    ...(passThrough ? { passThrough } : {}),
    ...(request.hideOthers
      ? { keep: Uint8Array.from(datasets.cards, (card) => (passes(card) ? 1 : 0)) }
      : {}),
  });
  return { catalog, request, datasets, view, trace, passThrough, passes };
}

/** The user's choices by dense index; those about unknown datasets are left out. */
function choicesOf(request: PictureRequest, index: (id: number) => number | undefined) {
  const known = <Item extends { readonly id: number }>(items: readonly Item[]) =>
    items.flatMap((item) => {
      const node = index(item.id);
      return node === undefined ? [] : [{ ...item, node }];
    });
  const { only } = request;
  return {
    up: request.up,
    down: request.down,
    expanded: known(request.expanded).map(({ node, direction, all }) => ({
      node,
      direction,
      steps: all ? ('all' as const) : ('one' as const),
    })),
    collapsed: known(request.collapsed).map(({ node, direction }) => ({ node, direction })),
    hidden: request.hidden.flatMap((id) => index(id) ?? []),
    along: (request.along ?? []).flatMap((ends): PathEnds[] => {
      const [from, to] = [index(ends.from), index(ends.to)];
      return from === undefined || to === undefined ? [] : [{ from, to }];
    }),
    ...(only ? { only: only.flatMap((id) => index(id) ?? []) } : {}),
  };
}

function totalsOf(
  datasets: DatasetGraph,
  roots: readonly number[],
  wanted: number,
  cap: number,
): ViewResult['totals'] {
  const whole = buildView({ graph: datasets.graph, roots, up: 0, down: 0 }).totals;
  return { ...whole, shown: Math.min(wanted, cap), asked: wanted };
}

function draw(scene: Scene): Picture {
  const { catalog, request, datasets, view, trace } = scene;
  const leftOut = new Set(view.leftOut);
  const hiddenAmong = (through: readonly number[] | null): number | null =>
    through && through.filter((node) => leftOut.has(node)).length;
  const flows = request.jobs
    ? jobLinks(catalog, datasets, view, hiddenAmong, Math.max(request.cap, JOBS_DRAWN))
    : { links: straightLinks(datasets, view, hiddenAmong), jobs: [], jobsWanted: 0 };
  const all = flows.links.all();
  const tables = datasetNodes(scene);
  const jobs = jobNodes(scene, flows.jobs, all, new Map(tables.map((node) => [node.id, node])));
  const groups = grouped(catalog, request, tables, flows.jobs, all);
  const inside = new Set([...groups.closed.values()].flatMap(({ members }) => members));
  const single = [...tables, ...jobs]
    .filter(({ id }) => !inside.has(id))
    .map((node): UnplacedNode => ({ ...node, group: groups.groupOf.get(node.id)?.key ?? null }));
  const byId = new Map([...tables, ...jobs].map((node) => [node.id, node]));
  const unplaced = [...single, ...groupNodes(scene, groups, byId)];
  const placed = place(request, unplaced, groups.links, groups);
  const nodes = unplaced.map((node, i): PictureNode => ({ ...node, x: placed.at[i]!.x, y: placed.at[i]!.y }));
  const cards = [...view.nodes.map(({ node }) => node), ...view.leftOut].map((node) => datasets.cards[node]!);
  return {
    nodes,
    edges: edgesOf(scene, groups.links, placed.edges),
    columnEdges: columnEdges(
      catalog,
      nodes,
      trace,
      (id) => isThrough(scene, id) || leftOut.has(datasets.indexOf.get(id) ?? -1),
    ),
    frames: placed.frames,
    groupings: atOnce(groupingsOf(catalog, cards)),
    facets: facetsOf(catalog, cards),
    totals: {
      shown: view.totals.shown,
      wanted: view.totals.asked,
      upstream: view.totals.upstream,
      downstream: view.totals.downstream,
      hidden: view.totals.hidden,
      filtered: view.totals.filtered,
      matched: isEmptyFilter(request.filter) ? null : cards.filter((card) => scene.passes(card)).length,
      asked: cards.length,
      jobs: jobs.length,
      jobsWanted: flows.jobsWanted,
    },
    rules: presentInPast(catalog.moment),
    bounds: placed.bounds,
  };
}

function isThrough({ catalog, request }: Scene, id: number): boolean {
  const card: Card | undefined = catalog.cards().get(id);
  return !request.ephemeral && card?.kind === 'ephemeral';
}

function edgesOf(
  { catalog, trace }: Scene,
  links: readonly Link[],
  placed: ReturnType<typeof place>['edges'],
): PictureEdge[] {
  const jobs = edgeRows(
    catalog,
    links.map((link) => [...link.edgeIds]),
  );
  const lit = trace ? litDatasetLinks(trace) : null;
  return links.map((link, i) => ({
    id: `${link.from}>${link.to}`,
    from: link.from,
    to: link.to,
    points: placed[i]!.points,
    ...jobs[i]!,
    lit: lit !== null && [...link.flows.keys()].some((flow) => lit.has(flow)),
    backwards: placed[i]!.course === 'feedback',
    bridged: link.bridged,
    flows: [...link.flows.values()].slice(0, FLOWS_LISTED),
    flowsTotal: link.flows.size,
  }));
}
