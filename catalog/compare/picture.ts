/** A comparison as a drawing: both sides in one graph, every part marked with what became of it. */
import { partsOf } from '../explore/picture/titles.ts';
import { layout } from '../lineage/layout/layout.ts';
import type { Bounds, Point } from '../lineage/layout/types.ts';
import type { Comparison } from './comparison.ts';
import type { Change, DatasetSubject, Judged } from './model.ts';
import { slotOf } from './slots.ts';

/** Pixels. */
const NODE = { width: 220, height: 44 } as const;
/** Parts of the comparison that are drawn, the most suspicious first. */
const MAX_DRAWN = 150;

export interface DrawnNode {
  readonly id: string;
  readonly on: 'dataset' | 'job';
  readonly title: string;
  readonly subtitle: string;
  readonly change: Change;
  /** The difference that it stands for; null for a mere end of others. */
  readonly item: string | null;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface DrawnEdge {
  readonly from: string;
  readonly to: string;
  readonly change: Change;
  readonly item: string | null;
  readonly points: readonly Point[];
}

export interface Drawing {
  readonly nodes: readonly DrawnNode[];
  readonly edges: readonly DrawnEdge[];
  readonly bounds: Bounds;
  /** Differences drawn, of all that there are. */
  readonly drawn: number;
  readonly total: number;
}

type Node = Omit<DrawnNode, 'x' | 'y' | 'width' | 'height'>;
type Edge = Omit<DrawnEdge, 'points'>;

/** `ofRuns`: a run's readings are drawn whole, since what is alike shows how the changed parts hang together. */
export function drawing(comparison: Comparison, ofRuns: boolean): Drawing {
  const { differences, totals } = comparison;
  const total = ofRuns ? differences + totals.unchanged : differences;
  const drawn = comparison.page(0, Math.min(total, MAX_DRAWN));
  const nodes = new Map<string, Node>();
  const edges: Edge[] = [];
  for (const item of drawn) add(nodes, edges, item, comparison);
  const list = [...nodes.values()];
  const index = new Map(list.map((node, at) => [node.id, at]));
  const placed = layout({
    nodes: list.map(() => NODE),
    edges: edges.map(({ from, to }) => ({ from: index.get(from)!, to: index.get(to)! })),
  });
  return {
    nodes: list.map((node, at) => ({ ...node, ...NODE, x: placed.nodes[at]!.x, y: placed.nodes[at]!.y })),
    edges: edges.map((edge, at) => ({ ...edge, points: placed.edges[at]!.points })),
    bounds: placed.bounds,
    drawn: drawn.length,
    total,
  };
}

function add(nodes: Map<string, Node>, edges: Edge[], item: Judged, comparison: Comparison): void {
  const { subject, change, key } = item;
  if (subject.on === 'dataset') {
    nodes.set(datasetId(subject), { ...datasetNode(subject), change, item: key });
  } else if (subject.on === 'job') {
    nodes.set(jobId(key), { ...ofJob(key, subject.name, subject.namespace), change, item: key });
  } else if (subject.on === 'edge') {
    const [from, to] = [datasetNode(subject.from), datasetNode(subject.to)];
    for (const [end, { id }] of [
      [from, subject.from],
      [to, subject.to],
    ] as const) {
      const own = comparison.changeOfDataset(id);
      if (!nodes.has(end.id)) nodes.set(end.id, own ? { ...end, change: own, item: end.id } : end);
    }
    edges.push({ from: from.id, to: to.id, change, item: key });
  } else {
    const jobKey = key.split(subject.on === 'reads' ? ' < ' : ' > ')[0]!;
    const id = jobId(jobKey);
    if (!nodes.has(id)) nodes.set(id, ofJob(jobKey, subject.job.name, subject.job.namespace));
    const dataset = slotNode(nodes, item, subject.dataset);
    edges.push(
      subject.on === 'reads'
        ? { from: dataset, to: id, change: told(item), item: key }
        : { from: id, to: dataset, change: told(item), item: key },
    );
  }
}

/** What differs every day without meaning anything is drawn as alike. */
const told = ({ change, reasons }: Judged): Change =>
  change === 'changed' && reasons.length === 0 ? 'unchanged' : change;

const jobId = (key: string): string => (key.startsWith('job ') ? key : `job ${key}`);
const datasetId = ({ id }: DatasetSubject): string => `dataset ${id}`;

const ofJob = (key: string, name: string, namespace: string): Node => ({
  id: jobId(key),
  on: 'job',
  title: name,
  subtitle: namespace,
  change: 'unchanged',
  item: null,
});

function datasetNode(subject: DatasetSubject): Node {
  const { title, before } = partsOf(subject);
  return {
    id: datasetId(subject),
    on: 'dataset',
    title,
    subtitle: [subject.namespace, before].filter(Boolean).join(' · '),
    change: 'unchanged',
    item: null,
  };
}

/** What one job writes and another reads is one node, whichever day's path it is. */
function slotNode(nodes: Map<string, Node>, item: Judged, subject: DatasetSubject): string {
  const id = `slot ${subject.namespace} ${slotOf(subject.name)}`;
  const known = nodes.get(id);
  const change = told(item);
  const there = change === 'added' || change === 'removed' ? change : 'unchanged';
  if (!known) nodes.set(id, { ...datasetNode(subject), id, change: there, item: item.key });
  // It is new or gone only if every dealing with it is.
  else if (known.change !== there) nodes.set(id, { ...known, change: 'unchanged' });
  return id;
}
