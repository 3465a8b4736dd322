/** Edges as drawable, hit-testable curves. Pure: the canvas, the hit test and the tests share it. */
import type { LineageEdge, LineageNode, LineageView } from '../../../../../contract/index.ts';
import { boundsOf, curveThrough, roundedThrough, type Curve, type CurveBounds } from './curves.ts';
import { columnsOf } from './nodes.ts';
import { columnAnchor, HEADER_ANCHOR, STUB_WIDTH, stubOf, type Point } from './geometry.ts';

type ColumnEdge = LineageView['columnEdges'][number];

export interface TableRoute extends CurveBounds {
  readonly kind: 'table';
  readonly edge: LineageEdge;
  readonly curve: Curve;
}

export interface ColumnRoute extends CurveBounds {
  readonly kind: 'column';
  readonly edge: ColumnEdge;
  readonly curve: Curve;
}

export type Route = TableRoute | ColumnRoute;

/** Where a node's top left corner is at present; differs from the answer while the picture moves. */
export type PositionOf = (node: LineageNode) => Point;

/** How far an edge that turns around reaches out, where the engine gave no way for it. */
const HOOK = 24;
/** Room between a stub and the turn of an edge beside it. */
const CLEAR = 8;

interface Ends {
  readonly start: Point;
  readonly end: Point;
  /** The target does not lie right of its source, so the curve has to turn around. */
  readonly turns: boolean;
}

/** Left to right: the engine's way between the two ends. */
function forward({ start, end }: Ends, way: readonly Point[]): Curve {
  const inside = way.filter((point) => point.x > start.x && point.x < end.x);
  return curveThrough([start, ...inside, end]);
}

/** Out to the right, around and back to the left side of the target; loops likewise, above the node. */
function around({ start, end }: Ends, way: readonly Point[]): Curve {
  if (way.length < 4) {
    const above = Math.min(start.y, end.y) - HEADER_ANCHOR - HOOK;
    return roundedThrough([
      start,
      { x: start.x + HOOK, y: start.y },
      { x: start.x + HOOK, y: above },
      { x: end.x - HOOK, y: above },
      { x: end.x - HOOK, y: end.y },
      end,
    ]);
  }
  // The engine's first and last two points stand at the heights where the table edge meets its nodes.
  const turnOut = { x: Math.max(way[1]?.x ?? 0, start.x + CLEAR), y: start.y };
  const turnIn = { x: Math.min(way.at(-2)?.x ?? 0, end.x - CLEAR), y: end.y };
  const inside = way.slice(2, -2).map((point, position, all) => {
    if (position === 0) return { x: turnOut.x, y: point.y };
    return position === all.length - 1 ? { x: turnIn.x, y: point.y } : point;
  });
  return roundedThrough([start, turnOut, ...inside, turnIn, end]);
}

function endsAt(
  from: LineageNode,
  to: LineageNode,
  positionOf: PositionOf,
  heights: [number, number],
  stubs: boolean,
): Ends {
  const [a, b] = [positionOf(from), positionOf(to)];
  const out = stubs && stubOf(from, 'downstream') ? STUB_WIDTH : 0;
  const into = stubs && stubOf(to, 'upstream') ? STUB_WIDTH : 0;
  return {
    start: { x: a.x + from.width + out, y: a.y + heights[0] },
    end: { x: b.x - into, y: b.y + heights[1] },
    turns: b.x <= a.x + from.width,
  };
}

function curveOf(edge: LineageEdge | undefined, ends: Ends): Curve {
  const way = edge?.points ?? [];
  return ends.turns ? around(ends, way) : forward(ends, way);
}

const pair = (from: number, to: number) => `${from}>${to}`;

/** All routes of a picture: table edges first, then column edges. Edges without both ends are left out. */
export function buildRoutes(
  view: LineageView,
  nodes: ReadonlyMap<number, LineageNode>,
  positionOf: PositionOf,
): Route[] {
  const routes: Route[] = [];
  const byPair = new Map<string, LineageEdge>();
  for (const edge of view.edges) {
    byPair.set(pair(edge.from, edge.to), edge);
    const [from, to] = [nodes.get(edge.from), nodes.get(edge.to)];
    if (!from || !to) continue;
    const curve = curveOf(edge, endsAt(from, to, positionOf, [HEADER_ANCHOR, HEADER_ANCHOR], true));
    routes.push({ kind: 'table', edge, curve, ...boundsOf(curve) });
  }
  for (const edge of view.columnEdges) {
    const [from, to] = [nodes.get(edge.fromNode), nodes.get(edge.toNode)];
    if (!from || !to || columnsOf(from).length + columnsOf(to).length === 0) continue;
    const heights: [number, number] = [columnAnchor(from, edge.fromColumn), columnAnchor(to, edge.toColumn)];
    // Column edges share the way of their table edge, so that they run as one bundle between layers.
    const curve = curveOf(byPair.get(pair(from.id, to.id)), endsAt(from, to, positionOf, heights, false));
    routes.push({ kind: 'column', edge, curve, ...boundsOf(curve) });
  }
  return routes;
}

/** The two datasets that a route joins. */
export function endsOf(route: Route): { from: number; to: number } {
  return route.kind === 'table'
    ? { from: route.edge.from, to: route.edge.to }
    : { from: route.edge.fromNode, to: route.edge.toNode };
}
