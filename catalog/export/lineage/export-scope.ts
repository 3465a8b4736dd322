/** Which part of the lineage an export of records covers. */
import type { LineageScope } from './rows.ts';
import { passThroughGraph } from '../../lineage/view-graph.ts';
import { DOWNSTREAM, UPSTREAM } from '../../lineage/walk.ts';
import type { Catalog } from '../../catalog.ts';
import { datasetGraph } from '../../explore/graphs.ts';
import { momentWords, presentInPast } from '../../past/moment.ts';
import { leftOut } from '../../explore/picture-svg.ts';
import type { Picture, PictureNode, PictureRequest } from '../../explore/picture.ts';
import { lookedThrough } from '../../explore/through.ts';
import { traceOf, type Trace } from '../../explore/trace.ts';

export interface CoveredScope extends LineageScope {
  /** What it covers and what it leaves out, in sentences. */
  readonly covers: readonly string[];
}

/** Everything. */
export const WHOLE_CATALOG: CoveredScope = {
  datasets: null,
  columnEdges: null,
  covers: ['Covers the whole catalog.'],
};

/** The same, said of which moment it is. */
export function ofMoment(catalog: Catalog, scope: CoveredScope): CoveredScope {
  const { moment } = catalog;
  if (!moment) return scope;
  const words = momentWords(moment);
  const sentence = `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;
  return { ...scope, covers: [...scope.covers, sentence, ...presentInPast(moment)] };
}

/** What a picture shows, and the ephemeral models that its edges run through. */
export function pictureScope(catalog: Catalog, request: PictureRequest, picture: Picture): CoveredScope {
  const shown = new Set(picture.nodes.flatMap(datasetsIn));
  const through = request.ephemeral ? new Set<number>() : betweenAll(catalog, shown);
  const { wanted, upstream, downstream } = picture.totals;
  const also = through.size > 0 ? ` and ${through.size} ephemeral models between them` : '';
  const trace = request.columnTrace
    ? traceOf(catalog, request.columnTrace.columnId, request.columnTrace.indirect)
    : null;
  return {
    datasets: new Set([...shown, ...through]),
    columnEdges: trace && edgesOf(trace),
    covers: [
      `Covers ${shown.size} of ${wanted} datasets${also}; ${upstream} upstream and ${downstream} downstream in all.`,
      ...leftOut(picture),
    ],
  };
}

/** Canonical ids behind a node; those of a group's members. Jobs have none: their ids are negative. */
function datasetsIn(node: PictureNode): readonly number[] {
  if (node.what === 'dataset') return [node.card.id];
  return node.what === 'group' ? node.members.filter((id) => id > 0) : [];
}

/** Canonical ids of the datasets that are looked through on ways between the given ones. */
function betweenAll(catalog: Catalog, ids: ReadonlySet<number>): Set<number> {
  const datasets = datasetGraph(catalog);
  const marks = lookedThrough(datasets);
  const nodes = [...ids].flatMap((id) => datasets.indexOf.get(id) ?? []);
  const position = new Map(nodes.map((node, i) => [node, i]));
  const edges = passThroughGraph(datasets.graph, nodes, marks).edgesAmong(nodes, position);
  const between = new Set(edges.flatMap(({ through }) => through ?? []));
  // Where they are too many to tell which lie on a way, all are taken.
  const all = edges.some(({ through }) => through === null);
  return new Set(
    datasets.cards.flatMap((card, node) =>
      between.has(node) || (all && marks[node] === 1) ? [card.id] : [],
    ),
  );
}

/** Everything within so many hops of a dataset, whatever a picture could hold. Null where there is no such dataset. */
export function reachScope(
  catalog: Catalog,
  id: number,
  direction: 'upstream' | 'downstream' | 'both',
  depth: number,
): CoveredScope | null {
  const { graph, cards, indexOf } = datasetGraph(catalog);
  const start = indexOf.get(catalog.cards().canonical.get(id) ?? -1);
  if (start === undefined) return null;
  const { nodes, truncatedAt } = graph.walk(start, direction, depth);
  const beyond = truncatedAt === undefined ? 'there are no others' : `others lie beyond ${depth} hops`;
  const side = direction === 'both' ? 'up- and downstream' : direction;
  return {
    datasets: new Set(Array.from(nodes, (node) => cards[node]!.id)),
    columnEdges: null,
    covers: [`Covers ${nodes.length} datasets, ${side} of ${cards[start]!.name}; ${beyond}.`],
  };
}

/** Everything that a column comes from and goes to. Null where it takes part in no lineage. */
export function columnScope(
  catalog: Catalog,
  columnId: number,
  direction: 'upstream' | 'downstream' | 'both',
  depth: number,
): CoveredScope | null {
  const trace = traceOf(catalog, columnId, true);
  if (!trace) return null;
  const side =
    direction === 'both' ? UPSTREAM | DOWNSTREAM : direction === 'upstream' ? UPSTREAM : DOWNSTREAM;
  const kept = trace.trace.columns.filter((one) => one.depth <= depth && (one.side === 0 || one.side & side));
  const columns = new Set(kept.map(({ column }) => column));
  const datasets = new Set(kept.map(({ column }) => trace.columns.columns[column]!.datasetId));
  const { total } = trace.trace;
  return {
    datasets,
    columnEdges: edgesOf(trace, columns),
    covers: [`Covers ${columns.size} of ${total} columns of the trace, in ${datasets.size} datasets.`],
  };
}

function edgesOf(trace: Trace, columns?: ReadonlySet<number>): Set<number> {
  const hops = trace.trace.hops.filter(({ from, to }) => !columns || (columns.has(from) && columns.has(to)));
  return new Set(hops.flatMap(({ edgeIds }) => edgeIds));
}
