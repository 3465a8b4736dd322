/** The nodes of a picture, before they have a place. */
import { passThroughGraph } from '../../lineage/view-graph.ts';
import type { ViewResult } from '../../lineage/view.ts';
import { UPSTREAM } from '../../lineage/walk.ts';
import type { Card } from '../../browse/cards.ts';
import type { Catalog } from '../../catalog.ts';
import type { DatasetGraph } from '../graphs.ts';
import { failedRuns, jobFacts, observations } from '../job-facts.ts';
import type { Trace } from '../trace.ts';
import { datasetVerification } from '../verification.ts';
import { rowsOf } from './columns.ts';
import { failing } from './filter.ts';
import type { Grouped } from './grouping.ts';
import type { Link } from './links.ts';
import { groupNodeId, jobNodeId } from './node-ids.ts';
import { titlesOf } from './titles.ts';
import {
  GEOMETRY,
  type PictureDataset,
  type PictureGroup,
  type PictureJob,
  type PictureNode,
  type PictureRequest,
} from './types.ts';
import { LEVELS, rankOf } from '../../model/sensitivity.ts';

type Unplaced<Node extends PictureNode> = Omit<Node, 'x' | 'y'>;
export type UnplacedNode = Unplaced<PictureDataset> | Unplaced<PictureJob> | Unplaced<PictureGroup>;

export interface Scene {
  readonly catalog: Catalog;
  readonly request: PictureRequest;
  readonly datasets: DatasetGraph;
  readonly view: ViewResult;
  readonly trace: Trace | null;
  /** 1 for each dataset that edges run through by nature; see `buildView`. */
  readonly passThrough: Uint8Array | undefined;
  readonly passes: (card: Card) => boolean;
}

/** Datasets in the order of the view, all with `group: null`. */
export function datasetNodes(scene: Scene): Unplaced<PictureDataset>[] {
  const { catalog, request, datasets, view, trace } = scene;
  const cards = view.nodes.map((node) => datasets.cards[node.node]!);
  const open = new Set(request.openColumns.map((id) => catalog.cards().canonical.get(id) ?? id));
  const titles = titlesOf(cards);
  const jobs = jobFacts(catalog);
  const seen = observations(catalog);
  const hasFailedRun = failedRuns(catalog);
  const verified = datasetVerification(catalog, cards);
  return view.nodes.map((node, i) => {
    const card = cards[i]!;
    const { columns, hidden } = rowsOf(catalog, card, request.allColumns || open.has(card.id), trace);
    const where = trace?.datasets.get(card.id);
    const side = where ? where.side : node.side;
    const opened = (direction: string): boolean =>
      request.expanded.some((item) => item.id === card.id && item.direction === direction);
    return {
      what: 'dataset',
      id: card.id,
      card,
      verification: verified[i]!,
      ...titles[i]!,
      width: GEOMETRY.width,
      height:
        GEOMETRY.header +
        columns.length * GEOMETRY.row +
        (columns.length > 0 && hidden > 0 ? GEOMETRY.footer : 0),
      depth: where ? where.depth : node.depth,
      side: side === 0 ? 'root' : (side & UPSTREAM) !== 0 ? 'upstream' : 'downstream',
      hiddenUpstream: node.hiddenUpstream,
      hiddenDownstream: node.hiddenDownstream,
      expandedUpstream: opened('upstream'),
      expandedDownstream: opened('downstream'),
      dimmed: !scene.passes(card),
      group: null,
      incomplete: [...(seen.get(card.id)?.producers ?? [])].some((job) => jobs.get(job)?.incomplete),
      failedRun: hasFailedRun(card.id),
      columns,
      columnsHidden: hidden,
    };
  });
}

/** Where a job or a group stands, from what it is next to or made of. */
function standing(
  nodes: readonly Pick<PictureNode, 'depth' | 'side'>[],
): Pick<PictureNode, 'depth' | 'side'> {
  const nearest = nodes.reduce((best, node) => (node.depth < best.depth ? node : best), nodes[0]!);
  return { depth: nearest.depth, side: nearest.side };
}

const NO_HANDLES = {
  hiddenUpstream: 0,
  hiddenDownstream: 0,
  expandedUpstream: false,
  expandedDownstream: false,
} as const;

export function jobNodes(
  { catalog }: Scene,
  jobs: readonly number[],
  links: readonly Link[],
  datasets: ReadonlyMap<number, Unplaced<PictureDataset>>,
): Unplaced<PictureJob>[] {
  const facts = jobFacts(catalog);
  const flows = new Map<number, { inputs: Set<number>; outputs: Set<number> }>();
  for (const { from, to, flows: own } of links) {
    for (const id of [from, to]) {
      if (id > 0) continue;
      const entry = flows.get(id) ?? { inputs: new Set(), outputs: new Set() };
      flows.set(id, entry);
      for (const flow of own.values()) {
        entry.inputs.add(flow.from);
        entry.outputs.add(flow.to);
      }
    }
  }
  return jobs.flatMap((job): Unplaced<PictureJob>[] => {
    const known = facts.get(job);
    const beside = flows.get(jobNodeId(job));
    if (!known || !beside) return [];
    const at = (ids: ReadonlySet<number>) => [...ids].flatMap((id) => datasets.get(id) ?? []);
    const [inputs, outputs] = [at(beside.inputs), at(beside.outputs)];
    // What makes a root, or something upstream of it, is upstream; its inputs are as far away.
    const makes = outputs.filter(({ side }) => side !== 'downstream');
    const near = standing(makes.length > 0 ? makes : inputs.length > 0 ? inputs : outputs);
    return [
      {
        what: 'job',
        id: jobNodeId(job),
        jobId: job,
        title: shortName(known.name),
        subtitle: known.namespace,
        namespace: known.namespace,
        name: known.name,
        kind: known.kind,
        runs: known.runs,
        lastState: known.lastState,
        lastAt: known.lastAt,
        incomplete: known.incomplete,
        width: GEOMETRY.width,
        height: GEOMETRY.job,
        depth: near.depth + 1,
        side: makes.length > 0 ? 'upstream' : 'downstream',
        ...NO_HANDLES,
        dimmed: [...inputs, ...outputs].every(({ dimmed }) => dimmed),
        group: null,
      },
    ];
  });
}

/** Producers put the way to a task before its name: `folder/task`, `model.project.name`. */
function shortName(name: string): string {
  const last = name.split('/').findLast((part) => part.trim() !== '') ?? name;
  const parts = last.split('.');
  return (parts.length > 2 && parts.at(-1)?.trim()) || last;
}

export function groupNodes(
  scene: Scene,
  { closed, inner }: Grouped,
  nodes: ReadonlyMap<number, Unplaced<PictureDataset> | Unplaced<PictureJob>>,
): Unplaced<PictureGroup>[] {
  const { catalog, datasets, view, request } = scene;
  const roots = view.nodes.filter(({ side }) => side === 0).map(({ node }) => node);
  const graph = passThroughGraph(datasets.graph, roots, scene.passThrough);
  const known = new Set([...view.nodes.map(({ node }) => node), ...view.leftOut]);
  const fails = failing(catalog);
  return [...closed].map(([key, { group, members }]) => {
    const inside = members.flatMap((id) => nodes.get(id) ?? []);
    const tables = inside.flatMap((node) => (node.what === 'dataset' ? [node] : []));
    const hidden = (direction: 'upstream' | 'downstream'): number => {
      const beyond = new Set<number>();
      for (const { id } of tables)
        for (const other of graph.neighbours(datasets.indexOf.get(id)!, direction))
          if (!known.has(other)) beyond.add(other);
      return beyond.size;
    };
    const opened = (direction: string): boolean =>
      tables.some(({ id }) => request.expanded.some((one) => one.id === id && one.direction === direction));
    const highest = Math.max(...tables.map(({ card }) => rankOf(card.sensitivity)));
    return {
      what: 'group',
      id: groupNodeId(key),
      key,
      title: group.label,
      subtitle: group.detail,
      width: GEOMETRY.width,
      height: GEOMETRY.group,
      ...standing(tables.length > 0 ? tables : inside),
      hiddenUpstream: hidden('upstream'),
      hiddenDownstream: hidden('downstream'),
      expandedUpstream: opened('upstream'),
      expandedDownstream: opened('downstream'),
      dimmed: inside.every(({ dimmed }) => dimmed),
      group: null,
      datasets: tables.length,
      jobs: inside.length - tables.length,
      members,
      inner: inner.get(key) ?? 0,
      sensitivity: LEVELS[highest] ?? null,
      failing: tables.filter(({ card }) => fails(card)).length,
    };
  });
}
