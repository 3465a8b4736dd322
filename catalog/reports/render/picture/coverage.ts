/** Filling polygons with smooth edges, a band of rows at a time. */
import type { Contour } from './contours.ts';

/** `[red, green, blue]`, 0 to 255. */
export type Colour = readonly [number, number, number];

/** `#rrggbb`. */
export function colourOf(hex: string): Colour {
  const value = Number.parseInt(hex.slice(1), 16);
  return [(value >> 16) & 255, (value >> 8) & 255, value & 255];
}

/**
 * Rows `top` to `top + rows` of a picture, three bytes a pixel.
 *
 * For each polygon the signed area right of its edges is added up by pixel; the running sum along a row
 * is then how much of each pixel the polygon covers. Exact, and the work is in proportion to the outline.
 */
export class Band {
  readonly pixels: Uint8Array;
  readonly #width: number;
  readonly #rows: number;
  readonly #area: Float32Array;
  /** Columns touched in each row by the polygon at hand. */
  readonly #from: Int32Array;
  readonly #to: Int32Array;
  #top = 0;

  constructor(width: number, rows: number) {
    this.#width = width;
    this.#rows = rows;
    this.pixels = new Uint8Array(width * rows * 3);
    this.#area = new Float32Array((width + 2) * rows);
    this.#from = new Int32Array(rows).fill(width);
    this.#to = new Int32Array(rows).fill(-1);
  }

  /** Moves to other rows and paints them with the ground. */
  begin(top: number, [red, green, blue]: Colour): void {
    this.#top = top;
    const { pixels } = this;
    pixels[0] = red;
    pixels[1] = green;
    pixels[2] = blue;
    for (let filled = 3; filled < pixels.length; filled *= 2) pixels.copyWithin(filled, 0, filled);
  }

  /** Fills contours, moved and scaled; open ones are closed. Where they overlap, by the non-zero rule for one orientation. */
  fill(contours: readonly Contour[], colour: Colour, at: Placement = HERE): void {
    for (const { points } of contours) {
      const last = points.length - 2;
      let x0 = at.x + points[last]! * at.scaleX;
      let y0 = at.y + points[last + 1]! * at.scaleY - this.#top;
      for (let i = 0; i <= last; i += 2) {
        const x1 = at.x + points[i]! * at.scaleX;
        const y1 = at.y + points[i + 1]! * at.scaleY - this.#top;
        this.#edge(x0, y0, x1, y1);
        x0 = x1;
        y0 = y1;
      }
    }
    this.#paint(colour);
  }

  #edge(x0: number, y0: number, x1: number, y1: number): void {
    if (y0 === y1) return;
    const sign = y0 < y1 ? 1 : -1;
    const [topX, topY, endX, endY] = y0 < y1 ? [x0, y0, x1, y1] : [x1, y1, x0, y0];
    const slope = (endX - topX) / (endY - topY);
    const from = Math.max(topY, 0);
    const to = Math.min(endY, this.#rows);
    for (let row = Math.floor(from); row < to; row++) {
      const [upper, lower] = [Math.max(from, row), Math.min(to, row + 1)];
      if (lower <= upper) continue;
      const a = topX + (upper - topY) * slope;
      const b = topX + (lower - topY) * slope;
      this.#span(row, Math.min(a, b), Math.max(a, b), (lower - upper) * sign);
    }
  }

  /** Adds the area right of an edge that crosses a row between two columns, `height` of the row high. */
  #span(row: number, left: number, right: number, height: number): void {
    const width = this.#width;
    const [a, b] = [Math.min(width, Math.max(0, left)), Math.min(width, Math.max(0, right))];
    const base = row * (width + 2);
    const first = Math.floor(a);
    const last = Math.floor(b);
    if (first < this.#from[row]!) this.#from[row] = first;
    if (last + 1 > this.#to[row]!) this.#to[row] = last + 1;
    const area = this.#area;
    if (first === last || b - a < 1e-9) {
      const inside = height * (1 - ((a + b) / 2 - first));
      area[base + first]! += inside;
      area[base + first + 1]! += height - inside;
      return;
    }
    const each = height / (b - a);
    // Of each column: how much of the edge crosses it, and how much of that lies right of the crossing.
    for (let column = first; column <= last; column++) {
      const [enter, leave] = [Math.max(a, column), Math.min(b, column + 1)];
      const part = (leave - enter) * each;
      const inside = part * (1 - ((enter + leave) / 2 - column));
      area[base + column]! += inside;
      area[base + column + 1]! += part - inside;
    }
  }

  #paint([red, green, blue]: Colour): void {
    const { pixels } = this;
    const width = this.#width;
    for (let row = 0; row < this.#rows; row++) {
      const to = this.#to[row]!;
      if (to < 0) continue;
      const base = row * (width + 2);
      let sum = 0;
      for (let column = this.#from[row]!; column <= to; column++) {
        sum += this.#area[base + column]!;
        this.#area[base + column] = 0;
        const cover = Math.min(1, Math.abs(sum));
        if (cover < 0.002 || column >= width) continue;
        const at = (row * width + column) * 3;
        pixels[at] = pixels[at]! + (red - pixels[at]!) * cover + 0.5;
        pixels[at + 1] = pixels[at + 1]! + (green - pixels[at + 1]!) * cover + 0.5;
        pixels[at + 2] = pixels[at + 2]! + (blue - pixels[at + 2]!) * cover + 0.5;
      }
      this.#from[row] = width;
      this.#to[row] = -1;
    }
  }
}

/** Where contours go: `x + point × scaleX`, likewise y. */
export interface Placement {
  readonly x: number;
  readonly y: number;
  readonly scaleX: number;
  readonly scaleY: number;
}

export const HERE: Placement = { x: 0, y: 0, scaleX: 1, scaleY: 1 };
