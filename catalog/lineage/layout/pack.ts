/** Puts connected parts beside and below one another, so that none overlap. */
import type { Point } from './types.ts';

export interface Box {
  readonly width: number;
  readonly height: number;
}

/** Wanted width of the drawing in heights; screens and pages are wider than high. */
const ASPECT = 1.6;

/**
 * Top left corners for boxes, in shelves from left to right and top to bottom, in the given order.
 * Shelves are as wide as the widest box or wider, aiming at {@link ASPECT}.
 */
export function packShelves(boxes: readonly Box[], gapX: number, gapY: number): Point[] {
  const area = boxes.reduce((sum, box) => sum + (box.width + gapX) * (box.height + gapY), 0);
  const widest = boxes.reduce((most, box) => Math.max(most, box.width), 0);
  const limit = Math.max(widest, Math.sqrt(area * ASPECT));
  let x = 0;
  let y = 0;
  let shelf = 0;
  return boxes.map((box) => {
    if (x > 0 && x + box.width > limit) {
      y += shelf + gapY;
      x = 0;
      shelf = 0;
    }
    const corner = { x: Math.round(x), y: Math.round(y) };
    x += Math.ceil(box.width) + gapX;
    shelf = Math.max(shelf, Math.ceil(box.height));
    return corner;
  });
}
