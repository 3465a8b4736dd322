/** Everything that the picture shows, as tables: nodes, edges and columns. Pure. */
import type { LineageEdge, LineageNode, LineageView } from '../../../../../contract/index.ts';
import { percent } from '../../../shared/format.ts';
import { calmly, kindName, sensitivityName, stateName } from '../../../shared/words.ts';
import { columnsOf } from '../model/nodes.ts';
import { LEVEL_WORDS, verificationWords } from '../model/verification.ts';
import { neighbours, type ViewIndex } from '../model/view-index.ts';
import { BASIS_WORD, subtypeWord } from '../model/words.ts';
import { locale } from '../../../shared/language/language.ts';
import { say, sayIn } from '../../../shared/language/say.ts';

export type Part = 'nodes' | 'edges' | 'columns';

export interface PictureTable {
  readonly titles: readonly string[];
  /** Columns that hold names of datasets: they get more room, and keep their end, which tells them apart. */
  readonly names: readonly number[];
  readonly rows: readonly PictureRow[];
}

export interface PictureRow {
  readonly key: string;
  readonly cells: readonly string[];
  /** What a row leads to in the picture: a node, or the two ends of an edge. */
  readonly leadsTo: { readonly node: number } | { readonly from: number; readonly to: number };
}

const collator = new Intl.Collator(locale, { numeric: true, sensitivity: 'base' });

const confidences = new Intl.NumberFormat(locale, { minimumFractionDigits: 2, maximumFractionDigits: 2 });

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
  say('Name'),
  say('Namespace'),
  say('Kind'),
  say('Position'),
  say('Group'),
  say('Sensitivity'),
  say('Verification'),
  say('Owners'),
  say('State'),
  say('Upstream'),
  say('Downstream'),
];

function nodeTable(index: ViewIndex): PictureTable {
  const labels = new Map(index.view.frames.map(({ key, label }) => [key, label]));
  const order: Record<LineageNode['side'], number> = { root: 0, upstream: 1, downstream: 2 };
  const nodes = [...index.view.nodes].sort(
    (a, b) =>
      order[a.side] - order[b.side] || a.depth - b.depth || collator.compare(a.title, b.title) || a.id - b.id,
  );
  return {
    titles: NODE_TITLES,
    names: [0],
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
  if (node.what === 'job') return node.kind ? say('Job: {kind}', { kind: calmly(node.kind) }) : say('Job');
  const { datasets, jobs } = node;
  return say(
    'Closed group: {datasets, plural, one {# dataset} other {# datasets}}, {jobs, plural, one {# job} other {# jobs}}',
    { datasets, jobs },
  );
}

function positionOf(node: LineageNode): string {
  if (node.side === 'root') return sayIn('of a picture', 'Root');
  return node.side === 'upstream'
    ? say('{hops, number} upstream', { hops: node.depth })
    : say('{hops, number} downstream', { hops: node.depth });
}

/** Everything that the picture says of a node by its looks. */
function statesOf(node: LineageNode): string[] {
  const said = node.dimmed ? [say('does not match the filter')] : [];
  if (node.what === 'job') {
    said.push(say('{runs, plural, one {# run} other {# runs}}', { runs: node.runs }));
    if (node.lastState) said.push(say('last run {state}', { state: stateName(node.lastState) }));
    if (node.incomplete) said.push(say('lineage incomplete'));
  } else if (node.what === 'group') {
    said.push(say('{edges, plural, one {# edge} other {# edges}} inside', { edges: node.inner }));
    if (node.failing > 0) said.push(say('{datasets, number} failing', { datasets: node.failing }));
  } else {
    if (node.gap) said.push(say('lineage stops here'));
    if (node.gone) said.push(say('not there now'));
    else if (node.retired) said.push(say('retired'));
    if (node.failedTests > 0)
      said.push(
        say('{tests, plural, one {# failed test} other {# failed tests}}', { tests: node.failedTests }),
      );
    if (node.failedRun) said.push(say('last run failed'));
    if (node.incomplete) said.push(say('lineage incomplete'));
  }
  return said;
}

function sideOf(index: ViewIndex, node: LineageNode, direction: 'upstream' | 'downstream'): string {
  const shown = neighbours(index, node.id, direction).map((other) => other.title);
  const hidden = direction === 'upstream' ? node.hiddenUpstream : node.hiddenDownstream;
  return [
    ...shown,
    ...(hidden > 0 ? [say('{neighbours, number} more not shown', { neighbours: hidden })] : []),
  ].join(', ');
}

const EDGE_TITLES = [
  sayIn('of a flow', 'From'),
  sayIn('of a flow', 'To'),
  say('Basis'),
  say('Verification'),
  say('Jobs'),
  say('Confidence'),
  say('Flows'),
  say('Remarks'),
];

function edgeTable({ view, nodes }: ViewIndex): PictureTable {
  const name = (id: number) => nodes.get(id)?.name ?? '';
  const rows = view.edges.map((edge) => ({
    key: edge.id,
    leadsTo: { from: edge.from, to: edge.to },
    cells: [
      name(edge.from),
      name(edge.to),
      BASIS_WORD[edge.basis],
      verificationWords(edge.verification),
      jobsOf(edge),
      edge.confidence === null ? '' : confidences.format(edge.confidence),
      String(edge.flowsTotal),
      remarksOf(edge).join(', '),
    ],
  }));
  return { titles: EDGE_TITLES, names: [0, 1], rows: sorted(rows) };
}

function jobsOf({ jobs, jobsTotal }: LineageEdge): string {
  const names = jobs.map((job) => job.name);
  return [
    ...names,
    ...(jobsTotal > jobs.length ? [say('{jobs, number} more', { jobs: jobsTotal - jobs.length })] : []),
  ].join(', ');
}

function remarksOf(edge: LineageEdge): string[] {
  return [
    edge.bridged === null
      ? say('over hidden datasets')
      : edge.bridged > 0
        ? say('over {datasets, number} hidden', { datasets: edge.bridged })
        : null,
    edge.gone ? say('not there now') : null,
    edge.backwards ? say('part of a cycle') : null,
    edge.lit ? say('on the path') : null,
  ].filter((remark) => remark !== null);
}

const COLUMN_TITLES = [
  sayIn('of a flow', 'From'),
  say('From column'),
  sayIn('of a flow', 'To'),
  say('To column'),
  say('How'),
  say('Verification'),
  say('On the path'),
];

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
        ? say('inferred, confidence {share}', { share: percent(edge.confidence, 1) })
        : LEVEL_WORDS[edge.verification],
      edge.lit ? say('yes') : '',
    ],
  }));
  return { titles: COLUMN_TITLES, names: [0, 2], rows: sorted(rows) };
}

function howOf(edge: LineageView['columnEdges'][number]): string {
  const words = [
    edge.direct ? say('direct') : say('indirect'),
    edge.masked ? say('masked') : null,
    edge.aggregated ? say('aggregated') : null,
    ...edge.subtypes.map(subtypeWord),
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
