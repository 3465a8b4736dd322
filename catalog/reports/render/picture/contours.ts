/** Outlines as polygons: path data, rounded boxes, and lines with a width and dashes. */

/** Points as x, y, x, y …; the last is joined to the first where it is closed. */
export interface Contour {
  readonly points: Float64Array;
  readonly closed: boolean;
}

/** Collects points, flattening curves so that they stay within a tenth of a pixel. */
export class ContourBuilder {
  readonly contours: Contour[] = [];
  readonly #tolerance: number;
  #points: number[] = [];

  /** @param pixel length of a pixel in the units of the points */
  constructor(pixel = 1) {
    this.#tolerance = pixel / 10;
  }

  moveTo(x: number, y: number): void {
    this.#end(false);
    this.#points = [x, y];
  }

  lineTo(x: number, y: number): void {
    const last = this.#points.length;
    if (this.#points[last - 2] !== x || this.#points[last - 1] !== y) this.#points.push(x, y);
  }

  quadraticTo(x1: number, y1: number, x: number, y: number): void {
    const [x0, y0] = this.at;
    const steps = this.#steps(Math.hypot(x0 - 2 * x1 + x, y0 - 2 * y1 + y) / 4);
    for (let i = 1; i <= steps; i++) {
      const t = i / steps;
      const u = 1 - t;
      this.lineTo(u * u * x0 + 2 * u * t * x1 + t * t * x, u * u * y0 + 2 * u * t * y1 + t * t * y);
    }
  }

  cubicTo(x1: number, y1: number, x2: number, y2: number, x: number, y: number): void {
    const [x0, y0] = this.at;
    const bend = Math.max(
      Math.hypot(x0 - 2 * x1 + x2, y0 - 2 * y1 + y2),
      Math.hypot(x1 - 2 * x2 + x, y1 - 2 * y2 + y),
    );
    const steps = this.#steps((bend * 3) / 4);
    for (let i = 1; i <= steps; i++) {
      const t = i / steps;
      const u = 1 - t;
      const [a, b, c, d] = [u * u * u, 3 * u * u * t, 3 * u * t * t, t * t * t];
      this.lineTo(a * x0 + b * x1 + c * x2 + d * x, a * y0 + b * y1 + c * y2 + d * y);
    }
  }

  close(): void {
    this.#end(true);
  }

  /** The contours; what is not closed by then stays open. */
  done(): readonly Contour[] {
    this.#end(false);
    return this.contours;
  }

  get at(): readonly [number, number] {
    return [this.#points.at(-2) ?? 0, this.#points.at(-1) ?? 0];
  }

  /** Pieces of a curve that strays so far from its chord. */
  #steps(bend: number): number {
    return Math.max(1, Math.min(64, Math.ceil(Math.sqrt(bend / this.#tolerance))));
  }

  #end(closed: boolean): void {
    if (this.#points.length > 2) this.contours.push({ points: Float64Array.from(this.#points), closed });
    this.#points = [];
  }
}

const COMMAND = /([MLHVQCZ])([^MLHVQCZ]*)/g;

/**
 * Contours of absolute path data (see `PathShape`), scaled.
 * @throws RangeError when a command lacks numbers
 */
export function pathContours(d: string, scale: number): readonly Contour[] {
  const out = new ContourBuilder();
  for (const [, command, numbers] of d.matchAll(COMMAND)) {
    const given = (numbers!.match(/-?[\d.]+(?:e[+-]?\d+)?/gi) ?? []).map((text) => Number(text) * scale);
    const [a, b, c, e, f, g] = given as [number, number, number, number, number, number];
    const needed = NEEDED[command as keyof typeof NEEDED];
    if (given.length !== needed)
      throw new RangeError(`"${command}" has ${given.length} numbers, not ${needed}`);
    if (command === 'M') out.moveTo(a, b);
    else if (command === 'L') out.lineTo(a, b);
    else if (command === 'H') out.lineTo(a, out.at[1]);
    else if (command === 'V') out.lineTo(out.at[0], a);
    else if (command === 'Q') out.quadraticTo(a, b, c, e);
    else if (command === 'C') out.cubicTo(a, b, c, e, f, g);
    else out.close();
  }
  return out.done();
}

const NEEDED = { M: 2, L: 2, H: 1, V: 1, Q: 4, C: 6, Z: 0 } as const;

/** Distance of a quarter circle's control points from its ends, for a radius of 1. */
const ARC = 0.5523;

/** A box with round corners, clockwise. */
export function boxContours(
  x: number,
  y: number,
  width: number,
  height: number,
  radius: number,
): readonly Contour[] {
  const r = Math.min(radius, width / 2, height / 2);
  const [right, bottom, k] = [x + width, y + height, r * (1 - ARC)];
  const out = new ContourBuilder();
  out.moveTo(x + r, y);
  out.lineTo(right - r, y);
  if (r > 0) out.cubicTo(right - k, y, right, y + k, right, y + r);
  out.lineTo(right, bottom - r);
  if (r > 0) out.cubicTo(right, bottom - k, right - k, bottom, right - r, bottom);
  out.lineTo(x + r, bottom);
  if (r > 0) out.cubicTo(x + k, bottom, x, bottom - k, x, bottom - r);
  out.lineTo(x, y + r);
  if (r > 0) out.cubicTo(x, y + k, x + k, y, x + r, y);
  out.close();
  return out.done();
}

/** The area that a pen of a width covers along contours, as closed contours. */
export function strokeContours(
  contours: readonly Contour[],
  width: number,
  dash: readonly number[] = [],
): readonly Contour[] {
  const lines = dash.length > 0 ? contours.flatMap((contour) => dashes(contour, dash)) : contours;
  return lines.flatMap((line) => stroke(line, width / 2));
}

function stroke({ points, closed }: Contour, half: number): Contour[] {
  const first =
    closed && points[0] === points.at(-2) && points[1] === points.at(-1) ? points.slice(0, -2) : points;
  const count = first.length / 2;
  if (count < 2) return [];
  const left = new Float64Array(first.length);
  const right = new Float64Array(first.length);
  for (let i = 0; i < count; i++) {
    const [dx, dy] = offset(first, i, closed, half);
    left[2 * i] = first[2 * i]! + dx;
    left[2 * i + 1] = first[2 * i + 1]! + dy;
    // The right side runs back, so that both sides together go round the area.
    right[2 * (count - 1 - i)] = first[2 * i]! - dx;
    right[2 * (count - 1 - i) + 1] = first[2 * i + 1]! - dy;
  }
  if (closed) return [left, right].map((side) => ({ points: side, closed: true }));
  const around = new Float64Array(left.length + right.length);
  around.set(left);
  around.set(right, left.length);
  return [{ points: around, closed: true }];
}

/** How far a corner moves sideways: along the bisector, at most twice the half width. */
function offset(points: Float64Array, i: number, closed: boolean, half: number): readonly [number, number] {
  const count = points.length / 2;
  const normal = (from: number, to: number): readonly [number, number] | null => {
    const [dx, dy] = [points[2 * to]! - points[2 * from]!, points[2 * to + 1]! - points[2 * from + 1]!];
    const length = Math.hypot(dx, dy);
    return length === 0 ? null : [dy / length, -dx / length];
  };
  const before = i > 0 || closed ? normal((i + count - 1) % count, i) : null;
  const after = i < count - 1 || closed ? normal(i, (i + 1) % count) : null;
  const [ax, ay] = before ?? after ?? [0, 0];
  const [bx, by] = after ?? before ?? [0, 0];
  const [sx, sy] = [ax + bx, ay + by];
  const square = sx * sx + sy * sy;
  // The bisector as long as the mitre; where the line turns back, the end of the first piece.
  const factor = square < 0.5 ? half / Math.sqrt(square || 1) : (2 * half) / square;
  return square === 0 ? [ax * half, ay * half] : [sx * factor, sy * factor];
}

/** The stretches of a contour that dashes cover. */
function dashes({ points, closed }: Contour, pattern: readonly number[]): Contour[] {
  const out: Contour[] = [];
  const count = points.length / 2;
  let [phase, left] = [0, pattern[0]!];
  let piece: number[] = [points[0]!, points[1]!];
  const end = (): void => {
    if (phase % 2 === 0 && piece.length > 2) out.push({ points: Float64Array.from(piece), closed: false });
  };
  for (let i = 1; i < count + (closed ? 1 : 0); i++) {
    let [x, y] = [points[2 * (i - 1)]!, points[2 * (i - 1) + 1]!];
    const [toX, toY] = [points[2 * (i % count)]!, points[2 * (i % count) + 1]!];
    let length = Math.hypot(toX - x, toY - y);
    while (length > left) {
      x += ((toX - x) * left) / length;
      y += ((toY - y) * left) / length;
      length -= left;
      piece.push(x, y);
      end();
      phase++;
      left = Math.max(0.1, pattern[phase % pattern.length]!);
      piece = [x, y];
    }
    left -= length;
    piece.push(toX, toY);
  }
  end();
  return out;
}
