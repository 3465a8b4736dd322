/** Edges of the picture, from flows between datasets: straight, through jobs, and merged where groups are closed. */
import type { ViewEdge } from '../../lineage/view-graph.ts';
import type { ViewResult } from '../../lineage/view.ts';
import type { Catalog } from '../../catalog.ts';
import type { DatasetGraph } from '../graphs.ts';
import { jobNodeId } from './node-ids.ts';

export interface Flow {
  readonly from: number;
  readonly to: number;
}

/** An edge between two nodes of the picture. */
export interface Link {
  readonly from: number;
  readonly to: number;
  /** Rows of `edge` behind it. */
  readonly edgeIds: Set<number>;
  /** Flows between datasets that it stands for, by `from-to`. */
  readonly flows: Map<string, Flow>;
  /** Most hidden datasets that one of its flows is led over; null where they are too many to tell. */
  bridged: number | null;
}

export class Links {
  readonly #links = new Map<string, Link>();

  add(from: number, to: number, edgeIds: Iterable<number>, flow: Flow, bridged: number | null): void {
    const key = `${from}>${to}`;
    let link = this.#links.get(key);
    if (!link) this.#links.set(key, (link = { from, to, edgeIds: new Set(), flows: new Map(), bridged: 0 }));
    for (const id of edgeIds) link.edgeIds.add(id);
    link.flows.set(`${flow.from}-${flow.to}`, flow);
    link.bridged = bridged === null || link.bridged === null ? null : Math.max(link.bridged, bridged);
  }

  all(): Link[] {
    return [...this.#links.values()];
  }
}

interface EdgeRow {
  readonly id: number;
  readonly fromId: number;
  readonly toId: number;
  readonly jobId: number | null;
}

function rowsOf(catalog: Catalog, ids: readonly number[]): Map<number, EdgeRow> {
  const rows = catalog.store.reader
    .prepare<[string], EdgeRow>(
      `SELECT e.id, f.canonical_id AS fromId, t.canonical_id AS toId, COALESCE(j.canonical_id, j.id) AS jobId
       FROM json_each(?) x JOIN edge e ON e.id = x.value JOIN dataset f ON f.id = e.from_id
         JOIN dataset t ON t.id = e.to_id LEFT JOIN job j ON j.id = e.job_id`,
    )
    .all(JSON.stringify(ids));
  return new Map(rows.map((row) => [row.id, row]));
}

/** `hiddenAmong` counts those of the datasets looked through that the user left out. */
export function straightLinks(
  datasets: DatasetGraph,
  view: ViewResult,
  hiddenAmong: (through: ViewEdge['through']) => number | null,
): Links {
  const links = new Links();
  const idAt = (position: number): number => datasets.cards[view.nodes[position]!.node]!.id;
  for (const edge of view.edges) {
    const [from, to] = [idAt(edge.from), idAt(edge.to)];
    links.add(from, to, edge.edgeIds, { from, to }, hiddenAmong(edge.through));
  }
  return links;
}

export interface JobLinks {
  readonly links: Links;
  /** Jobs drawn, in the order in which they come into view. */
  readonly jobs: readonly number[];
  readonly jobsWanted: number;
}

/**
 * Dataset → job → dataset. Where a flow leads through datasets that are not drawn, its jobs follow one
 * another. What no job is named for stays straight, and so do flows of jobs beyond `maxJobs`.
 */
export function jobLinks(
  catalog: Catalog,
  datasets: DatasetGraph,
  view: ViewResult,
  hiddenAmong: (through: ViewEdge['through']) => number | null,
  maxJobs: number,
): JobLinks {
  const rows = rowsOf(catalog, [...new Set(view.edges.flatMap((edge) => edge.edgeIds))]);
  const wanted = new Set([...rows.values()].flatMap((row) => row.jobId ?? []));
  const inOrder = new Set(
    view.edges.flatMap((edge) => edge.edgeIds.flatMap((id) => rows.get(id)?.jobId ?? [])),
  );
  const drawn = new Set([...inOrder].slice(0, maxJobs));
  const links = new Links();
  const idAt = (position: number): number => datasets.cards[view.nodes[position]!.node]!.id;
  for (const edge of view.edges) {
    const flow = { from: idAt(edge.from), to: idAt(edge.to) };
    const own = edge.edgeIds.flatMap((id) => rows.get(id) ?? []);
    const bridged = hiddenAmong(edge.through);
    if (edge.through === null || own.length === 0) {
      links.add(flow.from, flow.to, edge.edgeIds, flow, bridged);
      continue;
    }
    const through = edge.through.map((node) => datasets.cards[node]!.id);
    for (const step of stepsOf(own, drawn, through))
      links.add(step.from, step.to, step.edgeIds, flow, bridged);
  }
  return { links, jobs: [...drawn], jobsWanted: wanted.size };
}

interface Step extends Flow {
  readonly edgeIds: readonly number[];
}

/** The steps of one flow between datasets and jobs, those looked through taken out. */
function stepsOf(rows: readonly EdgeRow[], drawn: ReadonlySet<number>, through: readonly number[]): Step[] {
  let steps = new Map<string, Step>();
  const add = (into: Map<string, Step>, from: number, to: number, edgeIds: readonly number[]): void => {
    const key = `${from}>${to}`;
    const known = into.get(key)?.edgeIds ?? [];
    into.set(key, { from, to, edgeIds: [...new Set([...known, ...edgeIds])] });
  };
  for (const { id, fromId, toId, jobId } of rows) {
    if (jobId === null || !drawn.has(jobId)) add(steps, fromId, toId, [id]);
    else {
      add(steps, fromId, jobNodeId(jobId), [id]);
      add(steps, jobNodeId(jobId), toId, [id]);
    }
  }
  for (const gone of through) {
    const next = new Map<string, Step>();
    const [into, out] = [[] as Step[], [] as Step[]];
    for (const step of steps.values()) {
      if (step.from === gone && step.to === gone) continue;
      if (step.to === gone) into.push(step);
      else if (step.from === gone) out.push(step);
      else add(next, step.from, step.to, step.edgeIds);
    }
    for (const a of into) {
      for (const b of out) if (a.from !== b.to) add(next, a.from, b.to, [...a.edgeIds, ...b.edgeIds]);
    }
    steps = next;
  }
  return [...steps.values()];
}
