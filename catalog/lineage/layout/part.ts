/** Lays out one connected part of the drawing, with its own origin at the top left of its nodes. */
import { feedbackLinks, type Links } from './acyclic.ts';
import { placeInBands } from './bands.ts';
import { buildMesh, type Mesh, type RankedLinks } from './mesh.ts';
import { arrange } from './order.ts';
import { placeVertically } from './place.ts';
import { ranks } from './ranks.ts';
import { route, type Scene } from './route.ts';
import type { LayoutEdge, LayoutInput, PlacedEdge, PlacedNode, Point, Spacing } from './types.ts';

/** Positions in the input of the nodes and edges of a part, ascending. */
export interface PartMembers {
  readonly nodes: readonly number[];
  readonly edges: readonly number[];
}

/** Nodes and edges in the order of the members; `width` and `height` hold the nodes. */
export interface PlacedPart {
  readonly nodes: readonly PlacedNode[];
  readonly edges: readonly PlacedEdge[];
  readonly width: number;
  readonly height: number;
}

/** `local` maps positions in the input to positions in `members.nodes`. */
export function layoutPart(
  input: LayoutInput,
  members: PartMembers,
  local: Int32Array,
  spacing: Spacing,
): PlacedPart {
  const width = Float64Array.from(members.nodes, (node) => input.nodes[node]!.width);
  const height = Float64Array.from(members.nodes, (node) => input.nodes[node]!.height);
  const edges = members.edges.map((edge) => localEdge(input.edges[edge]!, local, height));
  const { links, linkOf } = mergeEdges(members.nodes.length, edges, height);
  const rank = ranks({
    nodeCount: members.nodes.length,
    low: links.from.map((from, link) => (links.feedback[link] === 1 ? links.to[link]! : from)),
    high: links.to.map((to, link) => (links.feedback[link] === 1 ? links.from[link]! : to)),
  });
  const mesh = buildMesh(members.nodes.length, links, rank);
  const vertexHeight = new Float64Array(mesh.count);
  vertexHeight.set(height);
  const arrangement = arrange(mesh, previousMiddles(input, members, mesh));
  const { bands } = input;
  const middle = bands
    ? placeInBands(
        mesh,
        arrangement,
        vertexHeight,
        spacing,
        Int32Array.from(members.nodes, (node) => bands[node] ?? -1),
      )
    : placeVertically(mesh, arrangement, vertexHeight, spacing);
  const scene = buildScene(mesh, width, height, middle, spacing);
  return {
    nodes: members.nodes.map((_, node) => ({ x: scene.x[node]!, y: scene.top[node]!, rank: rank[node]! })),
    edges: edges.map(({ from, to, fromOffset, toOffset }, i) => {
      const link = linkOf[i]!;
      const ends = { from, to, fromY: scene.top[from]! + fromOffset, toY: scene.top[to]! + toOffset };
      return route(scene, ends, links.feedback[link] === 1, mesh.stops[link] ?? null);
    }),
    width: scene.columnX[mesh.rankCount - 1]! + scene.columnWidth[mesh.rankCount - 1]!,
    height: middle.reduce((most, value, vertex) => Math.max(most, value + vertexHeight[vertex]! / 2), 0),
  };
}

type LocalEdge = Required<LayoutEdge>;

function localEdge(edge: LayoutEdge, local: Int32Array, height: Float64Array): LocalEdge {
  const [from, to] = [local[edge.from]!, local[edge.to]!];
  return {
    from,
    to,
    fromOffset: edge.fromOffset ?? height[from]! / 2,
    toOffset: edge.toOffset ?? height[to]! / 2,
  };
}

/** Parallel edges become one link that ends where they end on average. Loops have no link (-1). */
function mergeEdges(
  nodeCount: number,
  edges: readonly LocalEdge[],
  height: Float64Array,
): { links: RankedLinks; linkOf: Int32Array } {
  const keyOf = ({ from, to }: LocalEdge): number => from * nodeCount + to;
  const keys = [...new Set(edges.filter(({ from, to }) => from !== to).map(keyOf))].sort((a, b) => a - b);
  const linkByKey = new Map(keys.map((key, link) => [key, link]));
  const linkOf = Int32Array.from(edges, (edge) => linkByKey.get(keyOf(edge)) ?? -1);
  const bundle = new Int32Array(keys.length);
  const fromOffset = new Float64Array(keys.length);
  const toOffset = new Float64Array(keys.length);
  edges.forEach((edge, i) => {
    const link = linkOf[i]!;
    if (link === -1) return;
    bundle[link]!++;
    fromOffset[link]! += edge.fromOffset - height[edge.from]! / 2;
    toOffset[link]! += edge.toOffset - height[edge.to]! / 2;
  });
  const links: Links = {
    count: keys.length,
    from: Int32Array.from(keys, (key) => Math.floor(key / nodeCount)),
    to: Int32Array.from(keys, (key) => key % nodeCount),
  };
  return {
    links: {
      ...links,
      feedback: feedbackLinks(nodeCount, links),
      fromOffset: fromOffset.map((sum, link) => sum / bundle[link]!),
      toOffset: toOffset.map((sum, link) => sum / bundle[link]!),
    },
    linkOf,
  };
}

function previousMiddles(input: LayoutInput, members: PartMembers, mesh: Mesh): Float64Array {
  const middles = new Float64Array(mesh.count).fill(Number.NaN);
  members.nodes.forEach((node, i) => {
    const before: Point | null | undefined = input.previous?.[node];
    if (before) middles[i] = before.y + input.nodes[node]!.height / 2;
  });
  return middles;
}

function buildScene(
  mesh: Mesh,
  width: Float64Array,
  height: Float64Array,
  middle: Float64Array,
  spacing: Spacing,
): Scene {
  const columnWidth = new Float64Array(mesh.rankCount);
  width.forEach(
    (value, node) => (columnWidth[mesh.rank[node]!] = Math.max(columnWidth[mesh.rank[node]!]!, value)),
  );
  const columnX = new Float64Array(mesh.rankCount);
  for (let rank = 1; rank < mesh.rankCount; rank++) {
    columnX[rank] = columnX[rank - 1]! + columnWidth[rank - 1]! + spacing.rankGap;
  }
  return {
    x: Float64Array.from(width, (_, node) => columnX[mesh.rank[node]!]!),
    rank: mesh.rank,
    width,
    top: Float64Array.from(height, (value, node) => Math.round(middle[node]! - value / 2)),
    height,
    columnX,
    columnWidth,
    stopY: (stop) => middle[stop]!,
    stopRank: (stop) => mesh.rank[stop]!,
    hook: spacing.rankGap / 5,
    rise: spacing.nodeGap / 2,
  };
}
