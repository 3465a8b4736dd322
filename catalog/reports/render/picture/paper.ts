/** The paper that a drawing is put on. */

/** Short and long side in millimetres (ISO 216, ANSI Y14.1). */
const SIZES = {
  A0: [841, 1189],
  A1: [594, 841],
  A2: [420, 594],
  A3: [297, 420],
  A4: [210, 297],
  Letter: [215.9, 279.4],
  Tabloid: [279.4, 431.8],
} as const satisfies Readonly<Record<string, readonly [short: number, long: number]>>;

export type PaperSize = keyof typeof SIZES;

export const PAPER_SIZES = Object.keys(SIZES) as readonly PaperSize[];

/**
 * A size, turned so that the drawing fits best; sides in millimetres as they are; or `fit`: as large as the
 * drawing at full size.
 */
export type Paper = PaperSize | 'fit' | { readonly width: number; readonly height: number };

/** Where a drawing lies on its page, in points (1/72 inch). */
export interface Placing {
  readonly width: number;
  readonly height: number;
  /** Left and top edge of the drawing. */
  readonly x: number;
  readonly y: number;
  /** Points for each pixel of the drawing. */
  readonly scale: number;
}

const POINTS_PER_MM = 72 / 25.4;
/** A pixel of a drawing is 1/96 inch, as in CSS. */
const FULL_SIZE = 72 / 96;
const MARGIN = 18;
/** No side of a PDF page may be longer (ISO 32000-1, annex C). */
const LONGEST = 14_400;

/** Places a drawing on paper: centred at the top, scaled down to fit, never enlarged beyond full size. */
export function placeOn(paper: Paper, drawing: { readonly width: number; readonly height: number }): Placing {
  const [width, height] = sidesOf(paper, drawing);
  const free = { width: Math.max(1, width - 2 * MARGIN), height: Math.max(1, height - 2 * MARGIN) };
  const scale = Math.min(FULL_SIZE, free.width / drawing.width, free.height / drawing.height);
  return { width, height, scale, x: (width - drawing.width * scale) / 2, y: MARGIN };
}

function sidesOf(
  paper: Paper,
  drawing: { readonly width: number; readonly height: number },
): readonly [number, number] {
  const within = (points: number): number => Math.min(LONGEST, Math.max(2 * MARGIN + 1, points));
  if (paper === 'fit') {
    const side = (pixels: number): number => within(pixels * FULL_SIZE + 2 * MARGIN);
    return [side(drawing.width), side(drawing.height)];
  }
  if (typeof paper === 'object')
    return [within(paper.width * POINTS_PER_MM), within(paper.height * POINTS_PER_MM)];
  const [short, long] = SIZES[paper].map((side) => side * POINTS_PER_MM) as [number, number];
  return drawing.width > drawing.height ? [long, short] : [short, long];
}
