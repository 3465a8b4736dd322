/** Where everything of a drawing stands: laid out, or as it was put; and the frames of open groups. */
import { enclosing } from '../layout/bounds.ts';
import { layout } from '../layout/layout.ts';
import type { Bounds, LayoutResult, PlacedEdge, Point } from '../layout/types.ts';
import { FRAME, layoutInput, nodeSize, portOffset, type DrawnEdge, type Drawing } from './drawing.ts';

export interface Places extends LayoutResult {
  /** By position in `Drawing.groups`; null for a group without nodes. */
  readonly frames: readonly (Bounds | null)[];
}

/** How far an edge that runs back leads away from its ends. */
const DETOUR = 24;

/** `given`: a layout made for the drawing. */
export function placesOf(drawing: Drawing, given?: LayoutResult): Places {
  const placed = given ?? (drawing.places ? asPut(drawing, drawing.places) : layout(layoutInput(drawing)));
  const frames = (drawing.groups ?? []).map((_, group) => frameOf(drawing, placed, group));
  const all = frames.filter((frame) => frame !== null);
  return { ...placed, frames, bounds: all.length > 0 ? enclosing([placed.bounds, ...all]) : placed.bounds };
}

function asPut(drawing: Drawing, places: readonly Point[]): LayoutResult {
  const nodes = drawing.nodes.map((_, i) => ({ ...(places[i] ?? { x: 0, y: 0 }), rank: 0 }));
  const edges = drawing.edges.map((edge) => between(drawing, nodes, edge));
  const boxes = drawing.nodes.map((node, i) => ({ ...nodes[i]!, ...nodeSize(node) }));
  const points = edges.flatMap((edge) => edge.points.map(({ x, y }) => ({ x, y, width: 0, height: 0 })));
  return { nodes, edges, bounds: enclosing([...boxes, ...points]) };
}

/** From the right side of one box to the left side of the other; below both where that lies behind. */
function between({ nodes }: Drawing, at: readonly Point[], edge: DrawnEdge): PlacedEdge {
  const [source, target] = [nodes[edge.from]!, nodes[edge.to]!];
  const [from, to] = [at[edge.from]!, at[edge.to]!];
  const size = nodeSize(source);
  const start = { x: from.x + size.width, y: from.y + portOffset(source, edge.fromColumn) };
  const end = { x: to.x, y: to.y + portOffset(target, edge.toColumn) };
  if (edge.from !== edge.to && end.x >= start.x) return { points: [start, end], course: 'forward' };
  const below = Math.max(from.y + size.height, to.y + nodeSize(target).height) + DETOUR;
  const points = [
    start,
    { x: start.x + DETOUR, y: start.y },
    { x: start.x + DETOUR, y: below },
    { x: end.x - DETOUR, y: below },
    { x: end.x - DETOUR, y: end.y },
    end,
  ];
  return { points, course: edge.from === edge.to ? 'loop' : 'feedback' };
}

function frameOf({ nodes }: Drawing, placed: LayoutResult, group: number): Bounds | null {
  const inside = nodes.flatMap((node, i) =>
    node.group === group ? [{ ...nodeSize(node), x: placed.nodes[i]!.x, y: placed.nodes[i]!.y }] : [],
  );
  if (inside.length === 0) return null;
  const box = enclosing(inside);
  return {
    x: box.x - FRAME.side,
    y: box.y - FRAME.top,
    width: box.width + 2 * FRAME.side,
    height: box.height + FRAME.top + FRAME.bottom,
  };
}

/** Corners for boxes of the drawing's sizes, from those of other boxes: none overlaps that did not. */
export function stretched(drawing: Drawing, boxes: readonly Bounds[]): Point[] {
  let [wide, high] = [1, 1];
  for (const [i, node] of drawing.nodes.entries()) {
    const size = nodeSize(node);
    wide = Math.max(wide, size.width / boxes[i]!.width);
    high = Math.max(high, size.height / boxes[i]!.height);
  }
  return boxes.map(({ x, y }) => ({ x: x * wide, y: y * high }));
}
