/** Small pictures for tests. */
import type {
  LineageDataset,
  LineageEdge,
  LineageGroup,
  LineageJob,
  LineageNode,
  LineageView,
} from '../../../../../contract/index.ts';
import { HEADER_HEIGHT, NODE_WIDTH } from '../model/geometry.ts';

const DECLARED = {
  level: 'declared',
  runs: 0,
  lastSeen: null,
  confidence: null,
  content: null,
} as const;

export function makeNode(id: number, more: Partial<LineageDataset> = {}): LineageDataset {
  return {
    what: 'dataset',
    id,
    namespace: 'postgres://db.example:5432',
    name: `shop.public.t${id}`,
    kind: 'table',
    verification: DECLARED,
    title: `t${id}`,
    subtitle: 'shop.public',
    x: 0,
    y: 0,
    width: NODE_WIDTH,
    height: HEADER_HEIGHT,
    depth: 1,
    side: 'downstream',
    hiddenUpstream: 0,
    hiddenDownstream: 0,
    expandedUpstream: false,
    expandedDownstream: false,
    sensitivity: null,
    certification: null,
    categories: [],
    owners: [],
    failedRun: false,
    incomplete: false,
    dimmed: false,
    group: null,
    failedTests: 0,
    sources: [],
    gap: false,
    retired: false,
    gone: false,
    columnCount: 0,
    columns: [],
    columnsHidden: 0,
    ...more,
  };
}

export function makeColumn(id: number, name: string): LineageDataset['columns'][number] {
  return { id, name, dataType: null, sensitivity: null, category: null, lit: 'none' };
}

export function makeEdge(from: number, to: number, more: Partial<LineageEdge> = {}): LineageEdge {
  return {
    id: `${from}>${to}`,
    from,
    to,
    points: [],
    jobs: [],
    jobsTotal: 0,
    basis: 'declared',
    confidence: null,
    verification: DECLARED,
    lit: false,
    backwards: false,
    bridged: 0,
    flows: [{ from, to }],
    flowsTotal: 1,
    gone: false,
    ...more,
  };
}

export function makeView(
  nodes: LineageNode[],
  edges: LineageEdge[],
  columnEdges: LineageView['columnEdges'] = [],
): LineageView {
  const right = Math.max(0, ...nodes.map((node) => node.x + node.width));
  const bottom = Math.max(0, ...nodes.map((node) => node.y + node.height));
  const shown = nodes.filter((node) => node.what === 'dataset').length;
  return {
    nodes,
    edges,
    columnEdges,
    frames: [],
    groupings: [],
    facets: {
      systems: [],
      kinds: [],
      sensitivities: [],
      categories: [],
      tags: [],
      owners: [],
      verification: [],
      failing: 0,
      observed: 0,
    },
    totals: {
      shown,
      wanted: shown,
      upstream: 0,
      downstream: 0,
      hidden: 0,
      filtered: 0,
      matched: null,
      asked: shown,
      jobs: 0,
      jobsWanted: 0,
    },
    bounds: { x: 0, y: 0, width: right, height: bottom },
    rules: [],
  };
}

export function makeJob(job: number, more: Partial<LineageJob> = {}): LineageJob {
  return {
    what: 'job',
    id: -job,
    jobId: job,
    namespace: 'scheduler',
    name: `job${job}`,
    kind: null,
    title: `job${job}`,
    subtitle: 'scheduler',
    x: 0,
    y: 0,
    width: NODE_WIDTH,
    height: HEADER_HEIGHT,
    depth: 1,
    side: 'downstream',
    hiddenUpstream: 0,
    hiddenDownstream: 0,
    expandedUpstream: false,
    expandedDownstream: false,
    sensitivity: null,
    dimmed: false,
    group: null,
    runs: 0,
    lastState: null,
    lastAt: null,
    incomplete: false,
    ...more,
  };
}

export function makeGroup(id: number, members: number[], more: Partial<LineageGroup> = {}): LineageGroup {
  return {
    what: 'group',
    id,
    key: `group:${id}`,
    namespace: '',
    name: `group ${-id}`,
    title: `group ${-id}`,
    subtitle: '',
    x: 0,
    y: 0,
    width: NODE_WIDTH,
    height: 62,
    depth: 1,
    side: 'downstream',
    hiddenUpstream: 0,
    hiddenDownstream: 0,
    expandedUpstream: false,
    expandedDownstream: false,
    sensitivity: null,
    dimmed: false,
    group: null,
    datasets: members.filter((member) => member > 0).length,
    jobs: members.filter((member) => member < 0).length,
    members,
    inner: 0,
    failing: 0,
    ...more,
  };
}
