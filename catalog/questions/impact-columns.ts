/**
 * Where a column's value goes: through columns as far as they are traced, into datasets that a column
 * decides about as a whole, and beyond the traced part dataset by dataset, said to be unknown.
 */
import type { Card } from '../browse/cards.ts';
import { columnCoverage } from '../browse/column-coverage.ts';
import { dotted } from '../browse/dataset-detail.ts';
import { columnGraph, datasetGraph, type ColumnGraph } from '../explore/graphs.ts';
import { boundTo, influenceHolds } from '../past/moment.ts';
import { DERIVED, RAW, traceColumn, type Strength } from '../lineage/columns.ts';
import type { Catalog } from '../catalog.ts';
import type { Arrival, ImpactRow } from './impact-row.ts';
import { compare } from './importance.ts';
import { countPaths, wayTo } from './path-counts.ts';

const ORDER: readonly Arrival[] = ['raw', 'derived', 'influence', 'unknown'];

const arrivalOf = (strength: Strength): Arrival =>
  strength === RAW ? 'raw' : strength === DERIVED ? 'derived' : 'influence';

interface Reached {
  depth: number;
  arrival: Arrival;
  paths: number | null;
  pathsExact: boolean;
  readonly columns: { id: number; name: string; arrival: Arrival }[];
  /** The dataset before it on a shortest way; null for the start. */
  before: number | null;
  /** Hops of the shortest way back to the start's own dataset. */
  back?: number;
}

export function columnReach(catalog: Catalog, id: number, start: { readonly card: Card }): ImpactRow[] {
  const columns = columnGraph(catalog);
  const reached = new Map<number, Reached>();
  const at = columns.indexOf.get(id);
  reached.set(start.card.id, emptyStart());
  if (at !== undefined) traced(columns, at, reached);
  influencedWhole(catalog, columns, { id, at, dataset: start.card.id }, reached);
  untraced(catalog, columns, reached);
  const cards = catalog.cards();
  return [...reached].flatMap(([dataset, found]) => {
    const card = cards.get(dataset);
    const isStart = dataset === start.card.id;
    // Other columns of the start's own dataset may be reached by a way back to it.
    if (!card || (isStart && found.columns.length === 0)) return [];
    return [
      {
        card,
        distance: found.back ?? found.depth,
        paths: found.paths,
        pathsExact: found.pathsExact,
        arrival: found.arrival,
        columns: found.columns.sort(
          (a, b) => ORDER.indexOf(a.arrival) - ORDER.indexOf(b.arrival) || compare(a.name, b.name),
        ),
        runs: [],
        way: () => wayBack(dataset, reached).flatMap((one) => cards.get(one) ?? []),
      },
    ];
  });
}

const emptyStart = (): Reached => ({
  depth: 0,
  arrival: 'raw',
  paths: null,
  pathsExact: true,
  columns: [],
  before: null,
});

/** Datasets with columns that the trace reaches. */
function traced(columns: ColumnGraph, at: number, reached: Map<number, Reached>): void {
  const { graph, flags } = columns;
  const trace = traceColumn({
    graph,
    flags,
    start: at,
    direction: 'downstream',
    maxColumns: Number.MAX_SAFE_INTEGER,
  });
  const { counts, exact } = countPaths(graph, [at], 'downstream');
  const depths = new Map(trace.columns.map(({ column, depth }): [number, number] => [column, depth]));
  const own = columns.columns[at]!.datasetId;
  for (const { column, depth, strength } of trace.columns) {
    if (column === at) continue;
    const node = columns.columns[column]!;
    const found = reachedAt(reached, node.datasetId, depth, () => {
      const way = wayTo(graph, column, depths, 'downstream').map((one) => columns.columns[one]!.datasetId);
      return way.findLast((dataset) => dataset !== node.datasetId) ?? own;
    });
    if (found.before === null) found.back ??= depth;
    const arrival = arrivalOf(strength);
    found.arrival = stronger(found.arrival, arrival);
    found.paths = (found.paths ?? 0) + counts[column]!;
    found.pathsExact &&= exact[column] === 1;
    found.columns.push({ id: node.id, name: dotted(node.path), arrival });
  }
}

/** The entry of a dataset; depth and way of the first visit, which is the nearest. */
function reachedAt(
  reached: Map<number, Reached>,
  dataset: number,
  depth: number,
  before: () => number,
): Reached {
  let found = reached.get(dataset);
  if (!found) {
    found = { depth, arrival: 'unknown', paths: null, pathsExact: true, columns: [], before: before() };
    reached.set(dataset, found);
  }
  return found;
}

const stronger = (a: Arrival, b: Arrival): Arrival => (ORDER.indexOf(a) <= ORDER.indexOf(b) ? a : b);

/**
 * A column that filters or joins decides which rows there are: the whole dataset is influenced, and so is
 * everything made of its columns. Breadth first over columns, each taken once.
 */
function influencedWhole(
  catalog: Catalog,
  columns: ColumnGraph,
  start: { readonly id: number; readonly at: number | undefined; readonly dataset: number },
  reached: Map<number, Reached>,
): void {
  const { graph } = columns;
  const whole = influences(catalog, columns);
  const nodes = start.at === undefined ? [] : Array.from(graph.walk(start.at, 'downstream', Infinity).nodes);
  const seen = new Set(nodes);
  const influence = (dataset: number, from: number): Reached => {
    const depth = reached.get(from)!.depth + (dataset === from ? 0 : 1);
    const found = reachedAt(reached, dataset, depth, () => from);
    if (found.before !== null) found.arrival = stronger(found.arrival, 'influence');
    else found.back ??= depth + (dataset === from ? 1 : 0);
    return found;
  };
  const carry = (node: number, from: number): void => {
    if (seen.has(node)) return;
    seen.add(node);
    nodes.push(node);
    const { id, datasetId, path } = columns.columns[node]!;
    influence(datasetId, from).columns.push({ id, name: dotted(path), arrival: 'influence' });
  };
  const spread = (target: number, from: number): void => {
    influence(target, from);
    for (const column of whole.columnsOf.get(target) ?? []) carry(column, target);
  };
  for (const target of whole.ofColumn(start.id)) spread(target, start.dataset);
  for (let next = 0; next < nodes.length; next++) {
    const node = nodes[next]!;
    const { datasetId } = columns.columns[node]!;
    for (const target of whole.byNode.get(node) ?? []) spread(target, datasetId);
    graph.eachLink(node, 'downstream', (end) => carry(end, datasetId));
  }
}

interface Influences {
  /** Column as the graph numbers it → datasets that it decides about. */
  readonly byNode: ReadonlyMap<number, readonly number[]>;
  /** The same for a column by its row id, which need not be in the graph. */
  readonly ofColumn: (id: number) => readonly number[];
  /** Dataset → its columns as the graph numbers them. */
  readonly columnsOf: ReadonlyMap<number, readonly number[]>;
}

function influences(catalog: Catalog, { columns, indexOf }: ColumnGraph): Influences {
  return catalog.cached('influences', () => {
    const { moment } = catalog;
    const rows = catalog.store.reader
      .prepare<[object], { fromId: number; toId: number }>(
        `SELECT DISTINCT i.from_id AS fromId, d.canonical_id AS toId FROM influence i
         JOIN dataset d ON d.id = i.to_id WHERE ${influenceHolds(moment)}`,
      )
      .all(boundTo(moment));
    const byId = Map.groupBy(rows, (row) => row.fromId);
    const byNode = new Map<number, number[]>();
    for (const { fromId, toId } of rows) {
      const node = indexOf.get(fromId);
      if (node === undefined) continue;
      const targets = byNode.get(node);
      if (targets) targets.push(toId);
      else byNode.set(node, [toId]);
    }
    const columnsOf = Map.groupBy(columns.keys(), (node) => columns[node]!.datasetId);
    return { byNode, columnsOf, ofColumn: (id) => byId.get(id)?.map((row) => row.toId) ?? [] };
  });
}

/** Datasets that read a reached one without telling by columns what they use, and all beyond them. */
function untraced(catalog: Catalog, columns: ColumnGraph, reached: Map<number, Reached>): void {
  const { graph, cards, indexOf } = datasetGraph(catalog);
  const pairs = tracedPairs(catalog, columns);
  const queue: number[] = [...reached.keys()];
  // Only ways out of datasets that the value is known to reach need a look at the columns. Where the
  // analysis of a target's SQL left columns open, those may use it too.
  const known = new Set(queue);
  const coverage = columnCoverage(catalog);
  const isOpen = (target: number): boolean => (coverage.get(target)?.reason ?? 'not-stated') !== 'not-stated';
  const isTraced = (dataset: number, target: number): boolean =>
    known.has(dataset) && pairs.has(`${dataset}>${target}`) && !isOpen(target);
  for (let next = 0; next < queue.length; next++) {
    const dataset = queue[next]!;
    const node = indexOf.get(dataset);
    if (node === undefined) continue;
    for (const end of graph.neighbours(node, 'downstream')) {
      const target = cards[end]!.id;
      if (reached.has(target) || isTraced(dataset, target)) continue;
      reachedAt(reached, target, reached.get(dataset)!.depth + 1, () => dataset);
      queue.push(target);
    }
  }
}

/** Pairs of datasets between which some column edge runs. */
function tracedPairs(catalog: Catalog, { graph, columns }: ColumnGraph): ReadonlySet<string> {
  return catalog.cached('traced-pairs', () => {
    const pairs = new Set<string>();
    for (const [node, { datasetId }] of columns.entries())
      graph.eachLink(node, 'downstream', (end) => {
        pairs.add(`${datasetId}>${columns[end]!.datasetId}`);
      });
    return pairs;
  });
}

function wayBack(dataset: number, reached: ReadonlyMap<number, Reached>): number[] {
  const way: number[] = [];
  const seen = new Set<number>();
  for (let at: number | null = dataset; at !== null && !seen.has(at);) {
    seen.add(at);
    way.push(at);
    at = reached.get(at)?.before ?? null;
  }
  return way.reverse();
}
