/** Everything that the picture shows, as tables: nodes, edges and columns. Pure. */
import type { LineageEdge, LineageNode, LineageView } from '../../../../../contract/index.ts';
import { percent } from '../../../shared/format.ts';
import { calmly, kindName, sensitivityName } from '../../../shared/words.ts';
import { columnsOf } from '../model/nodes.ts';
import { verificationWords } from '../model/verification.ts';
import { neighbours, type ViewIndex } from '../model/view-index.ts';

export type Part = 'nodes' | 'edges' | 'columns';

export interface PictureTable {
  readonly titles: readonly string[];
  readonly rows: readonly PictureRow[];
}

export interface PictureRow {
  readonly key: string;
  readonly cells: readonly string[];
  /** What a row leads to in the picture: a node, or the two ends of an edge. */
  readonly leadsTo: { readonly node: number } | { readonly from: number; readonly to: number };
}

const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' });

export function pictureTable(index: ViewIndex, part: Part): PictureTable {
  switch (part) {
    case 'nodes':
      return nodeTable(index);
    case 'edges':
      return edgeTable(index);
    case 'columns':
      return columnTable(index);
  }
}

const NODE_TITLES = [
  'Name',
  'Namespace',
  'Kind',
  'Position',
  'Group',
  'Sensitivity',
  'Verification',
  'Owners',
  'State',
  'Upstream',
  'Downstream',
] as const;

function nodeTable(index: ViewIndex): PictureTable {
  const labels = new Map(index.view.frames.map(({ key, label }) => [key, label]));
  const order: Record<LineageNode['side'], number> = { root: 0, upstream: 1, downstream: 2 };
  const nodes = [...index.view.nodes].sort(
    (a, b) =>
      order[a.side] - order[b.side] || a.depth - b.depth || collator.compare(a.title, b.title) || a.id - b.id,
  );
  return {
    titles: NODE_TITLES,
    rows: nodes.map((node) => ({
      key: String(node.id),
      leadsTo: { node: node.id },
      cells: [
        node.name,
        node.namespace,
        kindOf(node),
        positionOf(node),
        node.what === 'group' ? '' : (labels.get(node.group ?? '') ?? ''),
        node.sensitivity ? sensitivityName(node.sensitivity) : '',
        node.what === 'dataset' ? verificationWords(node.verification) : '',
        node.what === 'dataset' ? node.owners.join(', ') : '',
        statesOf(node).join(', '),
        sideOf(index, node, 'upstream'),
        sideOf(index, node, 'downstream'),
      ],
    })),
  };
}

function kindOf(node: LineageNode): string {
  if (node.what === 'dataset') return kindName(node.kind);
  if (node.what === 'job') return node.kind ? `Job: ${calmly(node.kind)}` : 'Job';
  return `Closed group: ${node.datasets} datasets, ${node.jobs} jobs`;
}

function positionOf(node: LineageNode): string {
  return node.side === 'root' ? 'Root' : `${node.depth} ${node.side}`;
}

/** Everything that the picture says of a node by its looks. */
function statesOf(node: LineageNode): string[] {
  const said = node.dimmed ? ['does not match the filter'] : [];
  if (node.what === 'job') {
    said.push(`${node.runs} runs`);
    if (node.lastState) said.push(`last run ${calmly(node.lastState)}`);
    if (node.incomplete) said.push('lineage incomplete');
  } else if (node.what === 'group') {
    said.push(`${node.inner} edges inside`);
    if (node.failing > 0) said.push(`${node.failing} failing`);
  } else {
    if (node.gap) said.push('lineage stops here');
    if (node.retired) said.push('retired');
    if (node.failedTests > 0) said.push(`${node.failedTests} failed tests`);
    if (node.failedRun) said.push('last run failed');
    if (node.incomplete) said.push('lineage incomplete');
  }
  return said;
}

function sideOf(index: ViewIndex, node: LineageNode, direction: 'upstream' | 'downstream'): string {
  const shown = neighbours(index, node.id, direction).map((other) => other.title);
  const hidden = direction === 'upstream' ? node.hiddenUpstream : node.hiddenDownstream;
  return [...shown, ...(hidden > 0 ? [`${hidden} more not shown`] : [])].join(', ');
}

const EDGE_TITLES = [
  'From',
  'To',
  'Basis',
  'Verification',
  'Jobs',
  'Confidence',
  'Flows',
  'Remarks',
] as const;

function edgeTable({ view, nodes }: ViewIndex): PictureTable {
  const name = (id: number) => nodes.get(id)?.name ?? '';
  const rows = view.edges.map((edge) => ({
    key: edge.id,
    leadsTo: { from: edge.from, to: edge.to },
    cells: [
      name(edge.from),
      name(edge.to),
      edge.basis === 'both' ? 'declared and observed' : edge.basis,
      verificationWords(edge.verification),
      jobsOf(edge),
      edge.confidence === null ? '' : edge.confidence.toFixed(2),
      String(edge.flowsTotal),
      remarksOf(edge).join(', '),
    ],
  }));
  return { titles: EDGE_TITLES, rows: sorted(rows) };
}

function jobsOf({ jobs, jobsTotal }: LineageEdge): string {
  const names = jobs.map((job) => job.name);
  return [...names, ...(jobsTotal > jobs.length ? [`${jobsTotal - jobs.length} more`] : [])].join(', ');
}

function remarksOf(edge: LineageEdge): string[] {
  return [
    edge.bridged === null ? 'over hidden datasets' : edge.bridged > 0 ? `over ${edge.bridged} hidden` : null,
    edge.backwards ? 'part of a cycle' : null,
    edge.lit ? 'on the path' : null,
  ].filter((remark) => remark !== null);
}

const COLUMN_TITLES = [
  'From',
  'From column',
  'To',
  'To column',
  'How',
  'Verification',
  'On the path',
] as const;

function columnTable({ view, nodes }: ViewIndex): PictureTable {
  const nameOf = (node: number, column: number) =>
    columnsOf(nodes.get(node)).find((one) => one.id === column)?.name ?? '';
  const rows = view.columnEdges.map((edge, position) => ({
    key: String(position),
    leadsTo: { from: edge.fromNode, to: edge.toNode },
    cells: [
      nodes.get(edge.fromNode)?.name ?? '',
      nameOf(edge.fromNode, edge.fromColumn),
      nodes.get(edge.toNode)?.name ?? '',
      nameOf(edge.toNode, edge.toColumn),
      howOf(edge),
      edge.verification === 'inferred' && edge.confidence !== null
        ? `inferred, confidence ${percent(edge.confidence, 1)}`
        : edge.verification,
      edge.lit ? 'yes' : '',
    ],
  }));
  return { titles: COLUMN_TITLES, rows: sorted(rows) };
}

function howOf(edge: LineageView['columnEdges'][number]): string {
  const words = [
    edge.direct ? 'direct' : 'indirect',
    edge.masked ? 'masked' : null,
    edge.aggregated ? 'aggregated' : null,
    ...edge.subtypes.map((subtype) => subtype.toLowerCase()),
  ];
  return words.filter((word) => word !== null).join(', ');
}

/** By the cells, from the first on, so that the order is always the same. */
function sorted(rows: PictureRow[]): PictureRow[] {
  return rows.sort((a, b) => {
    for (const [position, cell] of a.cells.entries()) {
      const order = collator.compare(cell, b.cells[position] ?? '');
      if (order !== 0) return order;
    }
    return 0;
  });
}
