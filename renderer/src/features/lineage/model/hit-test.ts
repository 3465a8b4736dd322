/** Which edges are in sight, and which one lies under the pointer. */
import { piecesOf, pointAt } from './curves.ts';
import type { Point, Rect } from './geometry.ts';
import type { Route } from './routes.ts';

/** Straight pieces per curve when measuring distance: at 100 % zoom the error stays below a pixel. */
const PIECES = 16;

/** True when any part of the route may lie inside the rectangle. */
export function isInSight(route: Route, sight: Rect): boolean {
  return (
    route.right >= sight.x &&
    route.left <= sight.x + sight.width &&
    route.bottom >= sight.y &&
    route.top <= sight.y + sight.height
  );
}

/** Part of the graph that a viewport shows, widened by `margin` graph units. */
export function sightOf(
  transform: readonly [number, number, number],
  width: number,
  height: number,
  margin = 0,
): Rect {
  const [x, y, zoom] = transform;
  return {
    x: -x / zoom - margin,
    y: -y / zoom - margin,
    width: width / zoom + 2 * margin,
    height: height / zoom + 2 * margin,
  };
}

function distanceToPiece(point: Point, ax: number, ay: number, bx: number, by: number): number {
  const [dx, dy] = [bx - ax, by - ay];
  const length = dx * dx + dy * dy;
  const along =
    length === 0 ? 0 : Math.min(1, Math.max(0, ((point.x - ax) * dx + (point.y - ay) * dy) / length));
  return Math.hypot(point.x - ax - along * dx, point.y - ay - along * dy);
}

/** Distance in graph units from a point to a route. */
export function distanceTo({ curve }: Pick<Route, 'curve'>, point: Point): number {
  let nearest = Infinity;
  for (const at of piecesOf(curve)) {
    let before = pointAt(curve, at, 0);
    for (let piece = 1; piece <= PIECES; piece += 1) {
      const next = pointAt(curve, at, piece / PIECES);
      nearest = Math.min(nearest, distanceToPiece(point, before.x, before.y, next.x, next.y));
      before = next;
    }
  }
  return nearest;
}

/** The middle of a route, where its marks are drawn. */
export function middleOf({ curve }: Pick<Route, 'curve'>): Point {
  const pieces = piecesOf(curve);
  return pointAt(curve, pieces[Math.floor((pieces.length - 1) / 2)] ?? 0, pieces.length % 2 ? 0.5 : 1);
}

/** The nearest route within `tolerance` graph units, or null. Among equals the one drawn last, on top. */
export function routeAt(routes: readonly Route[], point: Point, tolerance: number): Route | null {
  const sight = {
    x: point.x - tolerance,
    y: point.y - tolerance,
    width: 2 * tolerance,
    height: 2 * tolerance,
  };
  let hit: Route | null = null;
  let nearest = tolerance;
  for (const route of routes) {
    if (!isInSight(route, sight)) continue;
    const distance = distanceTo(route, point);
    if (distance > nearest) continue;
    nearest = distance;
    hit = route;
  }
  return hit;
}
