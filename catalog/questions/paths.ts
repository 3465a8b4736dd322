/** The ways that data take between two datasets or columns: counted, the shortest first, each step with its jobs. */
import type { Card } from '../browse/cards.ts';
import { dotted } from '../browse/dataset-detail.ts';
import { edgeDetail } from '../explore/edge-detail.ts';
import { edgeRows, type JobRef } from '../explore/edge-jobs.ts';
import { columnEdgesTold, type ColumnEdgeTold } from '../explore/column-edges.ts';
import { columnGraph, datasetGraph } from '../explore/graphs.ts';
import { asOfOf, presentInPast, titleMoment } from '../past/moment.ts';
import { AGGREGATED, INDIRECT, MASKED, DIRECT } from '../lineage/columns.ts';
import type { LineageGraph } from '../lineage/graph.ts';
import type { Catalog } from '../catalog.ts';
import type { Verification } from '../explore/verification.ts';
import { countPaths } from './path-counts.ts';
import { columnNamed } from './subject.ts';

export interface PathNode {
  readonly card: Card;
  /** Between columns; null between datasets. */
  readonly column: { readonly id: number; readonly name: string } | null;
}

export interface PathStep {
  /** Positions in {@link PathsFound.nodes}. */
  readonly from: number;
  readonly to: number;
  /** The first few; `jobsTotal` counts all. */
  readonly jobs: readonly JobRef[];
  readonly jobsTotal: number;
  readonly basis: 'declared' | 'observed' | 'both';
  /** Between columns, how many runs showed it is not counted. */
  readonly verification: Verification | (Omit<Verification, 'runs'> & { readonly runs: null });
  /** Between columns: `direct`, `indirect`, `masked`, `aggregated`. */
  readonly carries: readonly string[];
}

export interface PathsFound {
  readonly title: string;
  /** The past moment that it is about, in words; null: now. */
  readonly asOf: string | null;
  /** What of it is not as of that moment, in sentences. */
  readonly rules: readonly string[];
  readonly nodes: readonly PathNode[];
  /** Steps that the listed paths take, each once. */
  readonly steps: readonly PathStep[];
  /** The shortest first, each as positions in `nodes`. */
  readonly paths: readonly (readonly number[])[];
  readonly total: number;
  /** False: at least so many. */
  readonly totalExact: boolean;
  /** Only the other way round: the data flow from the second to the first. */
  readonly reversed: boolean;
}

export type PathEnd = { readonly on: 'dataset' | 'column'; readonly id: number };

/** Null when an end does not exist, or one is a column and the other is none. */
export function findPaths(catalog: Catalog, from: PathEnd, to: PathEnd, max: number): PathsFound | null {
  if (from.on !== to.on) return null;
  const found =
    from.on === 'dataset'
      ? betweenDatasets(catalog, from.id, to.id, max)
      : betweenColumns(catalog, from.id, to.id, max);
  const { moment } = catalog;
  return (
    found && {
      ...found,
      title: found.title + titleMoment(moment),
      asOf: asOfOf(moment),
      rules: presentInPast(moment),
    }
  );
}

type Found = Omit<PathsFound, 'asOf' | 'rules'>;

function betweenDatasets(catalog: Catalog, fromId: number, toId: number, max: number): Found | null {
  const { graph, cards, indexOf } = datasetGraph(catalog);
  const [start, end] = [fromId, toId].map((id) => catalog.cards().get(id));
  if (!start || !end) return null;
  const found = search(graph, indexOf.get(start.id)!, indexOf.get(end.id)!, max);
  const edges = edgeRows(
    catalog,
    found.hops.map(([from, to]) => [...graph.edgesBetween(found.nodes[from]!, found.nodes[to]!)]),
  );
  return {
    title: `Paths from ${start.name} to ${end.name}`,
    nodes: found.nodes.map((node) => ({ card: cards[node]!, column: null })),
    steps: found.hops.map(([from, to], i) => ({ from, to, ...edges[i]!, carries: [] })),
    ...found.answer,
  };
}

function betweenColumns(catalog: Catalog, fromId: number, toId: number, max: number): Found | null {
  const columns = columnGraph(catalog);
  const [start, end] = [fromId, toId].map((id) => columnNamed(catalog, id));
  if (!start || !end) return null;
  const title = `Paths from ${start.card.name}, column ${start.name}, to ${end.card.name}, column ${end.name}`;
  const [a, b] = [columns.indexOf.get(fromId), columns.indexOf.get(toId)];
  if (a === undefined || b === undefined)
    return { title, nodes: [], steps: [], paths: [], total: 0, totalExact: true, reversed: false };
  const { graph, flags } = columns;
  const found = search(graph, a, b, max);
  const links = found.hops.map(([from, to]) => linkBetween(graph, found.nodes[from]!, found.nodes[to]!));
  const edges = columnEdgeRows(
    catalog,
    links.map((link) => [...graph.edgeIds(link)]),
  );
  return {
    title,
    nodes: found.nodes.map((node) => {
      const { id, datasetId, path } = columns.columns[node]!;
      return { card: catalog.cards().get(datasetId)!, column: { id, name: dotted(path) } };
    }),
    steps: found.hops.map(([from, to], i) => ({
      from,
      to,
      ...edges[i]!,
      carries: carriesOf([...graph.edgePositions(links[i]!)].map((position) => flags[position]!)),
    })),
    ...found.answer,
  };
}

interface Search {
  readonly nodes: readonly number[];
  readonly hops: readonly (readonly [number, number])[];
  readonly answer: Pick<PathsFound, 'paths' | 'total' | 'totalExact' | 'reversed'>;
}

/** Forwards; where nothing leads forwards, backwards. */
function search(graph: LineageGraph, a: number, b: number, max: number): Search {
  const forwards = graph.shortestPath(a, b) !== undefined;
  const reversed = !forwards && graph.shortestPath(b, a) !== undefined;
  const [from, to] = reversed ? [b, a] : [a, b];
  const { counts, exact } = countPaths(graph, [from], 'downstream');
  const listed = graph.allPaths(from, to, { maxPaths: max, maxLength: graph.nodeCount });
  const counted = listed.complete ? listed.paths.length : Math.max(counts[to]!, listed.paths.length + 1);
  const position = new Map<number, number>();
  const paths = listed.paths.map((path) =>
    path.map((node) => {
      if (!position.has(node)) position.set(node, position.size);
      return position.get(node)!;
    }),
  );
  const hops = new Map<string, readonly [number, number]>();
  for (const path of paths)
    path.slice(1).forEach((node, i) => hops.set(`${path[i]!}>${node}`, [path[i]!, node]));
  return {
    nodes: [...position.keys()],
    hops: [...hops.values()],
    answer: { paths, total: counted, totalExact: listed.complete || exact[to] === 1, reversed },
  };
}

function linkBetween(graph: LineageGraph, from: number, to: number): number {
  let found = -1;
  graph.eachLink(from, 'downstream', (end, link) => {
    if (end === to) found = link;
  });
  return found;
}

function carriesOf(flags: readonly number[]): string[] {
  const any = flags.reduce((all, one) => all | one, 0);
  const every = flags.reduce((all, one) => all & one, MASKED | AGGREGATED);
  const kinds = (any & (DIRECT | INDIRECT)) === 0 ? DIRECT : any;
  return [
    ...((kinds & DIRECT) !== 0 ? ['direct'] : []),
    ...((kinds & INDIRECT) !== 0 ? ['indirect'] : []),
    ...((every & MASKED) !== 0 ? ['masked'] : []),
    ...((every & AGGREGATED) !== 0 ? ['aggregated'] : []),
  ];
}

const JOBS_SHOWN = 5;

function columnEdgeRows(
  catalog: Catalog,
  groups: readonly (readonly number[])[],
): Pick<PathStep, 'jobs' | 'jobsTotal' | 'basis' | 'verification'>[] {
  const rows = catalog.store.reader
    .prepare<[string], { edgeId: number; basis: string; id: number | null } & Omit<JobRef, 'id'>>(
      `SELECT e.id AS edgeId, e.basis, j.id, j.namespace, j.name, j.kind FROM json_each(?) x
       JOIN column_edge e ON e.id = x.value LEFT JOIN job s ON s.id = e.job_id
       LEFT JOIN job j ON j.id = COALESCE(s.canonical_id, s.id)`,
    )
    .all(JSON.stringify([...new Set(groups.flat())]));
  const byId = new Map(rows.map((row) => [row.edgeId, row]));
  const told = new Map(columnEdgesTold(catalog, [...byId.keys()]).map((row) => [row.id, row]));
  return groups.map((ids) => {
    const own = ids.flatMap((id) => byId.get(id) ?? []);
    const jobs = new Map(
      own.flatMap(({ id, namespace, name, kind }) =>
        id === null ? [] : [[id, { id, namespace, name, kind }] as const],
      ),
    );
    const bases = new Set(own.map(({ basis }) => basis));
    return {
      jobs: [...jobs.values()].slice(0, JOBS_SHOWN),
      jobsTotal: jobs.size,
      basis: bases.size > 1 ? 'both' : bases.has('observed') ? 'observed' : 'declared',
      verification: columnVerification(ids.flatMap((id) => told.get(id) ?? [])),
    };
  });
}

/** Why each step is believed, in words: what the edge's page says of it. */
export function evidenceOf(catalog: Catalog, { nodes, steps }: PathsFound): string[] {
  return steps.map(({ from, to }) => {
    const detail = edgeDetail(catalog, nodes[from]!.card.id, nodes[to]!.card.id, true);
    if (!detail) return '';
    return [...detail.jobs.flatMap(({ evidence }) => evidence), ...detail.evidence].join(' ');
  });
}

/** What runs showed counts before what is declared, and that before what is inferred. */
function columnVerification(edges: readonly ColumnEdgeTold[]): PathStep['verification'] {
  const observed = edges.some(({ basis }) => basis === 'observed');
  const plain = edges.length === 0 || edges.some(({ confidence }) => confidence === null);
  return {
    level: observed ? 'observed' : plain ? 'declared' : 'inferred',
    confidence: observed || plain ? null : Math.max(...edges.map(({ confidence }) => confidence ?? 0)),
    ...{ runs: null, lastSeen: null, content: null },
  };
}
