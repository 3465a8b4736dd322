/** Sizes of exported pictures. */

/** Side and area that every current browser can hold in one canvas. */
const MAX_SIDE = 16_384;
const MAX_AREA = 120_000_000;
/** Pixels per graph unit where the size allows it: sharp in print. */
const WANTED_SCALE = 2;

/** The largest scale, up to the wanted one, at which the picture fits a canvas. */
export function scaleFor(width: number, height: number): number {
  return Math.min(
    WANTED_SCALE,
    MAX_SIDE / Math.max(width, height, 1),
    Math.sqrt(MAX_AREA / Math.max(1, width * height)),
  );
}
