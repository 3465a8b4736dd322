/**
 * Where lineage is known between datasets only, it is not known which column passes what: no tag is carried,
 * but a person has to look. An edge counts as known by columns where some column of the one feeds or
 * influences a column of the other, or where its job states columns of its target.
 */
import { columnEdgeHolds, boundTo } from '../../past/moment.ts';
import { datasetGraph, type ColumnGraph, type DatasetGraph } from '../../explore/graphs.ts';
import type { Catalog } from '../../catalog.ts';
import { LOWERED, NOTHING, flowOf, type Flow } from './flow.ts';
import type { PropagationResult } from './propagate.ts';
import { sayingsOf, type Sayings } from './sayings.ts';
import { CARRIED } from './spread.ts';
import type { TagStatements } from './statements.ts';
import { asPropagated, compareTags, tagKey, type PropagatedTag } from './tags.ts';
import { rankOf } from '../../model/sensitivity.ts';

export interface DatasetFlow {
  readonly datasets: DatasetGraph;
  /** Links that are known between datasets only; what passes there is never more than {@link LOWERED}. */
  readonly flow: Flow;
  /** The most that passes between columns of two datasets, by {@link pairOf}; absent: no column edge. */
  readonly pairs: ReadonlyMap<number, number>;
}

/** One number for two nodes of the dataset graph. */
export function pairOf({ cards }: DatasetGraph, from: number, to: number): number {
  return from * cards.length + to;
}

/** @param levelOf what passes along a link of the column graph. */
export function datasetFlow(
  catalog: Catalog,
  columns: ColumnGraph,
  levelOf: (link: number) => number,
): DatasetFlow {
  const datasets = datasetGraph(catalog);
  const pairs = new Map<number, number>();
  for (let node = 0; node < columns.graph.nodeCount; node++) {
    const from = datasets.indexOf.get(columns.columns[node]!.datasetId) ?? -1;
    if (from === -1) continue;
    columns.graph.eachLink(node, 'downstream', (end, link) => {
      const to = datasets.indexOf.get(columns.columns[end]!.datasetId) ?? -1;
      if (to === -1 || to === from) return;
      const pair = pairOf(datasets, from, to);
      const level = levelOf(link);
      if ((pairs.get(pair) ?? -1) < level) pairs.set(pair, level);
    });
  }
  return { datasets, flow: tableOnly(catalog, datasets, pairs), pairs };
}

function tableOnly(catalog: Catalog, datasets: DatasetGraph, pairs: ReadonlyMap<number, number>): Flow {
  const { graph } = datasets;
  /** Links between datasets of which no columns are connected; most estates have few. */
  const open = new Map<number, { readonly to: number; readonly edges: Int32Array }>();
  for (let from = 0; from < graph.nodeCount; from++)
    graph.eachLink(from, 'downstream', (to, link) => {
      if (!pairs.has(pairOf(datasets, from, to))) open.set(link, { to, edges: graph.edgeIds(link) });
    });
  const jobOf = jobsOf(catalog, [...open.values()]);
  const stated = statingJobs(catalog, datasets, new Set([...open.values()].map(({ to }) => to)));
  return flowOf(graph, (link) => {
    const at = open.get(link);
    return at?.edges.some((id) => !stated.has(`${at.to} ${jobOf.get(id) ?? 0}`)) ? LOWERED : NOTHING;
  });
}

function jobsOf(catalog: Catalog, links: readonly { readonly edges: Int32Array }[]): Map<number, number> {
  const rows = catalog.store.reader
    .prepare<[string], [number, number]>(
      `SELECT e.id, COALESCE(j.canonical_id, e.job_id) FROM json_each(?) x JOIN edge e ON e.id = x.value
       LEFT JOIN job j ON j.id = e.job_id`,
    )
    .raw();
  return new Map(rows.all(JSON.stringify(links.flatMap(({ edges }) => [...edges]))));
}

/** `<dataset node> <job>` of the jobs that state what feeds columns of some datasets. */
function statingJobs(catalog: Catalog, { cards }: DatasetGraph, targets: ReadonlySet<number>): Set<string> {
  const { moment } = catalog;
  // CROSS JOIN keeps the order: from the few datasets to their columns to the edges into those.
  const statement = catalog.store.reader
    .prepare<[object], [number]>(
      `SELECT DISTINCT COALESCE(j.canonical_id, e.job_id) FROM json_each(@members) m
         CROSS JOIN "column" t ON t.dataset_id = m.value CROSS JOIN column_edge e ON e.to_id = t.id
         LEFT JOIN job j ON j.id = e.job_id WHERE ${columnEdgeHolds(moment)}`,
    )
    .raw();
  const stated = new Set<string>();
  for (const node of targets)
    for (const [job] of statement.all({ ...boundTo(moment), members: JSON.stringify(cards[node]!.members) }))
      stated.add(`${node} ${job}`);
  return stated;
}

/** What datasets hold: what is said of themselves, and of any of their columns, derived tags included. */
export interface Holdings {
  readonly sayings: Sayings;
  /** Of what is said of datasets themselves only. */
  readonly own: Sayings;
  /** Rank + 1 of the highest level that the dataset or a column of it has, by node. */
  readonly level: Uint8Array;
}

export function holdingsOf(
  { datasets }: DatasetFlow,
  columns: ColumnGraph,
  said: { readonly statements: TagStatements; readonly sayings: Sayings; readonly result: PropagationResult },
): Holdings {
  const own = sayingsOf(byNode(said.statements.datasets, datasets));
  const level = new Uint8Array(datasets.cards.length);
  const having = new Map<string, Uint8Array>();
  const tags = new Map<string, PropagatedTag>();
  const note = (tag: PropagatedTag | null, node: number | undefined): void => {
    if (!tag || node === undefined) return;
    const key = tagKey(tag);
    let nodes = having.get(key);
    if (!nodes) {
      having.set(key, (nodes = new Uint8Array(datasets.cards.length)));
      tags.set(key, tag);
    }
    nodes[node] = 1;
    if (tag.kind === 'sensitivity') level[node] = Math.max(level[node]!, rankOf(tag.value) + 1);
  };
  const nodeOfColumn = (column: number) => datasets.indexOf.get(columns.columns[column]!.datasetId);
  for (const [node, rows] of own.inForce) for (const row of rows) note(asPropagated(row), node);
  for (const [column, rows] of said.sayings.inForce)
    for (const row of rows) note(asPropagated(row), nodeOfColumn(column));
  for (const [dataset, all] of said.statements.elsewhere) {
    const single = sayingsOf(new Map(all.map((rows, i) => [i, rows])));
    for (const rows of single.inForce.values())
      for (const row of rows) note(asPropagated(row), datasets.indexOf.get(dataset));
  }
  for (const { tag, spread, derived } of said.result.tags)
    for (const entry of derived)
      if (spread.strength[entry] === CARRIED) note(tag, nodeOfColumn(spread.node[entry]!));
  return { own, level, sayings: together(own, tags, having, level) };
}

/** Of several levels of a dataset, the highest is passed on. What a dataset holds, it cannot keep out. */
function together(
  own: Sayings,
  tags: ReadonlyMap<string, PropagatedTag>,
  having: ReadonlyMap<string, Uint8Array>,
  level: Uint8Array,
): Sayings {
  const nodes = new Map<string, number[]>();
  for (const [key, held] of having) {
    const tag = tags.get(key)!;
    const rank = rankOf(tag.value) + 1;
    const list: number[] = [];
    held.forEach((has, node) => {
      if (has === 1 && (tag.kind !== 'sensitivity' || level[node] === rank)) list.push(node);
    });
    nodes.set(key, list);
  }
  const levels = new Map<number, number>();
  level.forEach((rank, node) => {
    if (rank > 0) levels.set(node, rank);
  });
  return {
    ...own,
    tags: [...tags.values()].sort(compareTags),
    having: nodes,
    level: levels,
    stopsOf: (tag) => {
      const stops = new Map(own.stopsOf(tag));
      for (const node of nodes.get(tagKey(tag)) ?? []) stops.delete(node);
      return stops;
    },
  };
}

function byNode<Row>(rows: ReadonlyMap<number, Row>, { indexOf }: DatasetGraph): Map<number, Row> {
  return new Map(
    [...rows].flatMap(([dataset, said]): [number, Row][] => {
      const node = indexOf.get(dataset);
      return node === undefined ? [] : [[node, said]];
    }),
  );
}
