/** A sheet as areas to fill, in the order of drawing and in pixels of the picture. */
import type { Shape, Sheet, TextShape } from '../../../lineage/svg/shapes.ts';
import { boxContours, pathContours, strokeContours, type Contour } from './contours.ts';
import { colourOf, HERE, type Colour, type Placement } from './coverage.ts';
import type { Glyphs } from './glyphs.ts';

export interface Fill {
  readonly contours: readonly Contour[];
  readonly colour: Colour;
  readonly at: Placement;
  /** Rows that it touches. */
  readonly top: number;
  readonly bottom: number;
}

export function fillsOf(sheet: Sheet, scale: number, glyphs: Glyphs): Fill[] {
  const fills: Fill[] = [];
  const all = (shapes: readonly Shape[], x: number, y: number): void => {
    for (const shape of shapes) {
      if (shape.kind === 'group') all(shape.shapes, x + shape.x, y + shape.y);
      else if (shape.kind === 'text') fills.push(...textFills(shape, x, y, scale, glyphs));
      else fills.push(...outlineFills(shape, x, y, scale));
    }
  };
  all(sheet.shapes, 0, 0);
  return fills;
}

function outlineFills(
  shape: Exclude<Shape, { kind: 'group' | 'text' }>,
  x: number,
  y: number,
  scale: number,
): Fill[] {
  const contours =
    shape.kind === 'path'
      ? pathContours(shape.d, scale)
      : boxContours(
          shape.x * scale,
          shape.y * scale,
          shape.width * scale,
          shape.height * scale,
          (shape.radius ?? 0) * scale,
        );
  const at: Placement = { x: x * scale, y: y * scale, scaleX: 1, scaleY: 1 };
  const { fill, stroke, strokeWidth = 1, dash = [] } = shape;
  const dashes = dash.map((length) => length * scale);
  return [
    ...(fill === undefined ? [] : [placed(contours, fill, at)]),
    ...(stroke === undefined
      ? []
      : [placed(strokeContours(contours, strokeWidth * scale, dashes), stroke, at)]),
  ];
}

function textFills(text: TextShape, x: number, y: number, scale: number, glyphs: Glyphs): Fill[] {
  return glyphs.of(text).map((glyph) =>
    placed(glyph.contours, text.fill, {
      x: (x + glyph.x) * scale,
      y: (y + glyph.y) * scale,
      scaleX: glyph.scaleX * scale,
      scaleY: glyph.scaleY * scale,
    }),
  );
}

function placed(contours: readonly Contour[], colour: string, at: Placement = HERE): Fill {
  let [top, bottom] = [Infinity, -Infinity];
  for (const { points } of contours) {
    for (let i = 1; i < points.length; i += 2) {
      const y = at.y + points[i]! * at.scaleY;
      if (y < top) top = y;
      if (y > bottom) bottom = y;
    }
  }
  return { contours, colour: colourOf(colour), at, top, bottom };
}
