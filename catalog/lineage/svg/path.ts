/** Path data for edges. */
import type { PlacedEdge, Point } from '../layout/types.ts';
import { num } from './text.ts';

const CORNER = 8;
const ARROW = 6;

/** Curves with horizontal ends for edges that go forward; rounded corners for those that turn back. */
export function edgePath({ points, course }: PlacedEdge): string {
  const [first, ...rest] = points;
  if (!first) return '';
  const start = `M${num(first.x)} ${num(first.y)}`;
  return start + (course === 'forward' ? curves(first, rest) : roundedCorners(points));
}

/** The arrowhead; every edge arrives from the left. */
export function arrowPath({ points }: PlacedEdge): string {
  const tip = points[points.length - 1];
  if (!tip) return '';
  const [back, above, below] = [tip.x - ARROW, tip.y - ARROW / 2, tip.y + ARROW / 2].map(num);
  return `M${num(tip.x)} ${num(tip.y)}L${back} ${above}V${below}Z`;
}

function curves(first: Point, rest: readonly Point[]): string {
  let from = first;
  let path = '';
  for (const to of rest) {
    const middle = num((from.x + to.x) / 2);
    path +=
      from.y === to.y
        ? `H${num(to.x)}`
        : `C${middle} ${num(from.y)} ${middle} ${num(to.y)} ${num(to.x)} ${num(to.y)}`;
    from = to;
  }
  return path;
}

function roundedCorners(points: readonly Point[]): string {
  let path = '';
  for (let i = 1; i < points.length; i++) {
    const [from, corner, to] = [points[i - 1]!, points[i]!, points[i + 1]];
    if (!to) path += `L${num(corner.x)} ${num(corner.y)}`;
    else {
      const enter = towards(corner, from);
      const leave = towards(corner, to);
      path += `L${num(enter.x)} ${num(enter.y)}Q${num(corner.x)} ${num(corner.y)} ${num(leave.x)} ${num(leave.y)}`;
    }
  }
  return path;
}

/** The point at which rounding begins: near the corner, at most half way to the next. */
function towards(corner: Point, other: Point): Point {
  const length = Math.hypot(other.x - corner.x, other.y - corner.y);
  const part = length === 0 ? 0 : Math.min(0.5, CORNER / length);
  return { x: corner.x + (other.x - corner.x) * part, y: corner.y + (other.y - corner.y) * part };
}
