/**
 * Curves as flat chains of cubic pieces, `[x0, y0, c1x, c1y, c2x, c2y, x1, y1, …]`: one form for
 * drawing and for measuring distances.
 */
import type { Point } from './geometry.ts';

export type Curve = readonly number[];

/** Bounds of all control points, which contain the curve. */
export interface CurveBounds {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** Least length of a tangent, so that a short steep hop still reads as a curve. */
const MIN_TANGENT = 24;
const CORNER = 12;

/** Left to right through the points, with horizontal tangents at each. */
export function curveThrough(points: readonly Point[]): Curve {
  const curve: number[] = [];
  points.forEach((point, position) => {
    const before = points[position - 1];
    if (before) {
      const tangent =
        point.y === before.y ? (point.x - before.x) / 3 : Math.max(MIN_TANGENT, (point.x - before.x) / 2);
      curve.push(before.x + tangent, before.y, point.x - tangent, point.y);
    }
    curve.push(point.x, point.y);
  });
  return curve;
}

function towards(from: Point, to: Point, distance: number): Point {
  const length = Math.hypot(to.x - from.x, to.y - from.y);
  const part = length === 0 ? 0 : Math.min(distance, length / 2) / length;
  return { x: from.x + (to.x - from.x) * part, y: from.y + (to.y - from.y) * part };
}

function lineTo(curve: number[], to: Point): void {
  const [x, y] = [curve.at(-2) ?? to.x, curve.at(-1) ?? to.y];
  curve.push(
    x + (to.x - x) / 3,
    y + (to.y - y) / 3,
    to.x - (to.x - x) / 3,
    to.y - (to.y - y) / 3,
    to.x,
    to.y,
  );
}

/** Straight lines between the points with rounded corners: for edges that turn around. */
export function roundedThrough(points: readonly Point[]): Curve {
  const [first] = points;
  const last = points.at(-1);
  if (!first || !last) return [];
  const curve = [first.x, first.y];
  for (let at = 1; at < points.length - 1; at += 1) {
    const [before, corner, after] = [points[at - 1] ?? first, points[at] ?? first, points[at + 1] ?? last];
    const start = towards(corner, before, CORNER);
    const end = towards(corner, after, CORNER);
    lineTo(curve, start);
    curve.push(
      start.x + (corner.x - start.x) * 0.6,
      start.y + (corner.y - start.y) * 0.6,
      end.x + (corner.x - end.x) * 0.6,
      end.y + (corner.y - end.y) * 0.6,
      end.x,
      end.y,
    );
  }
  lineTo(curve, last);
  return curve;
}

export function boundsOf(curve: Curve): CurveBounds {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let at = 0; at + 1 < curve.length; at += 2) {
    const x = curve[at] ?? 0;
    const y = curve[at + 1] ?? 0;
    left = Math.min(left, x);
    right = Math.max(right, x);
    top = Math.min(top, y);
    bottom = Math.max(bottom, y);
  }
  return { left, top, right, bottom };
}

/** The point `t` (0…1) of the way along the piece that starts at `at`. */
export function pointAt(curve: Curve, at: number, t: number): Point {
  const u = 1 - t;
  const [a, b, c, d] = [u * u * u, 3 * u * u * t, 3 * u * t * t, t * t * t];
  const value = (offset: number) =>
    a * (curve[at + offset] ?? 0) +
    b * (curve[at + offset + 2] ?? 0) +
    c * (curve[at + offset + 4] ?? 0) +
    d * (curve[at + offset + 6] ?? 0);
  return { x: value(0), y: value(1) };
}

/** Where the curve's pieces begin. */
export function piecesOf(curve: Curve): number[] {
  return Array.from({ length: Math.max(0, Math.floor((curve.length - 2) / 6)) }, (_, piece) => piece * 6);
}
