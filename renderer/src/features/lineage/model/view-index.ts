/** Look-ups over one answered picture: neighbours, closures and the order in which the keyboard walks. */
import type { LineageEdge, LineageNode, LineageView } from '../../../../../contract/index.ts';
import type { Direction } from '../state/view-state.ts';
import { columnsOf } from './nodes.ts';

export interface ViewIndex {
  readonly view: LineageView;
  readonly nodes: ReadonlyMap<number, LineageNode>;
  /** Edges by their `from`. */
  readonly outgoing: ReadonlyMap<number, readonly LineageEdge[]>;
  /** Edges by their `to`. */
  readonly incoming: ReadonlyMap<number, readonly LineageEdge[]>;
}

function groupBy(edges: readonly LineageEdge[], end: 'from' | 'to'): Map<number, LineageEdge[]> {
  const groups = new Map<number, LineageEdge[]>();
  for (const edge of edges) {
    const group = groups.get(edge[end]);
    if (group) group.push(edge);
    else groups.set(edge[end], [edge]);
  }
  return groups;
}

export function indexView(view: LineageView): ViewIndex {
  return {
    view,
    nodes: new Map(view.nodes.map((node) => [node.id, node])),
    outgoing: groupBy(view.edges, 'from'),
    incoming: groupBy(view.edges, 'to'),
  };
}

/** Edges on one side of a node. */
export function edgesOf(index: ViewIndex, id: number, direction: Direction): readonly LineageEdge[] {
  return (direction === 'upstream' ? index.incoming : index.outgoing).get(id) ?? [];
}

const farEnd = (edge: LineageEdge, direction: Direction) => (direction === 'upstream' ? edge.from : edge.to);

/** Direct neighbours in the picture, top to bottom. */
export function neighbours(index: ViewIndex, id: number, direction: Direction): LineageNode[] {
  const ids = new Set(edgesOf(index, id, direction).map((edge) => farEnd(edge, direction)));
  ids.delete(id);
  return [...ids]
    .map((other) => index.nodes.get(other))
    .filter((node) => node !== undefined)
    .sort(byHeight);
}

const byHeight = (a: LineageNode, b: LineageNode) => a.y - b.y || a.id - b.id;

export interface Highlight {
  readonly nodes: ReadonlySet<number>;
  /** Ids of table edges. */
  readonly edges: ReadonlySet<string>;
}

/** Everything in the picture that a node comes from and leads to. Siblings do not come along. */
export function lineOf(index: ViewIndex, id: number): Highlight {
  const nodes = new Set([id]);
  const edges = new Set<string>();
  for (const direction of ['upstream', 'downstream'] as const) {
    const seen = new Set([id]);
    const queue = [id];
    for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
      for (const edge of edgesOf(index, next, direction)) {
        edges.add(edge.id);
        const other = farEnd(edge, direction);
        if (seen.has(other)) continue;
        seen.add(other);
        nodes.add(other);
        queue.push(other);
      }
    }
  }
  return { nodes, edges };
}

/** The part of a path that is in the picture. */
export function alongPath(index: ViewIndex, path: readonly number[]): Highlight {
  const edges = new Set<string>();
  path.forEach((from, position) => {
    const to = path[position + 1];
    for (const edge of edgesOf(index, from, 'downstream')) if (edge.to === to) edges.add(edge.id);
  });
  return { nodes: new Set(path.filter((id) => index.nodes.has(id))), edges };
}

/** What a column trace lights: the nodes with lit columns and the edges that the engine marked. */
export function alongTrace(index: ViewIndex): Highlight {
  const nodes = index.view.nodes.filter((node) => columnsOf(node).some((column) => column.lit !== 'none'));
  const edges = index.view.edges.filter((edge) => edge.lit);
  return {
    nodes: new Set([...nodes.map((node) => node.id), ...edges.flatMap((edge) => [edge.from, edge.to])]),
    edges: new Set(edges.map((edge) => edge.id)),
  };
}

/** The nodes that stand in the same layer, top to bottom. */
export function layerOf(index: ViewIndex, node: LineageNode): LineageNode[] {
  const middle = node.x + node.width / 2;
  return index.view.nodes
    .filter((other) => other.x <= middle && middle <= other.x + other.width)
    .sort(byHeight);
}

export type Move = 'left' | 'right' | 'up' | 'down';

/**
 * Where an arrow key leads: left and right follow edges to the neighbour nearest in height, up and
 * down go through the layer. Null at the rim.
 */
export function step(index: ViewIndex, id: number, move: Move): number | null {
  const node = index.nodes.get(id);
  if (!node) return null;
  if (move === 'up' || move === 'down') {
    const layer = layerOf(index, node);
    const position = layer.findIndex((other) => other.id === id);
    return layer[position + (move === 'up' ? -1 : 1)]?.id ?? null;
  }
  const near = neighbours(index, id, move === 'left' ? 'upstream' : 'downstream');
  const nearest = near.sort((a, b) => Math.abs(a.y - node.y) - Math.abs(b.y - node.y) || byHeight(a, b))[0];
  return nearest?.id ?? null;
}
