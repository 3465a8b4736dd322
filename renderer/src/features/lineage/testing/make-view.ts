/** Small pictures for tests. */
import type { LineageEdge, LineageNode, LineageView } from '../../../../../contract/index.ts';
import { HEADER_HEIGHT, NODE_WIDTH } from '../model/geometry.ts';

export function makeNode(id: number, more: Partial<LineageNode> = {}): LineageNode {
  return {
    id,
    namespace: 'postgres://db.example:5432',
    name: `shop.public.t${id}`,
    kind: 'table',
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
    categories: [],
    owners: 0,
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

export function makeColumn(id: number, name: string): LineageNode['columns'][number] {
  return { id, name, dataType: null, sensitivity: null, category: null, lit: 'none' };
}

export function makeEdge(from: number, to: number, more: Partial<LineageEdge> = {}): LineageEdge {
  return {
    id: `${from}-${to}`,
    from,
    to,
    points: [],
    jobs: [],
    jobsTotal: 0,
    basis: 'declared',
    confidence: null,
    lit: false,
    backwards: false,
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
  return {
    nodes,
    edges,
    columnEdges,
    totals: { shown: nodes.length, wanted: nodes.length, upstream: 0, downstream: 0 },
    bounds: { x: 0, y: 0, width: right, height: bottom },
  };
}
