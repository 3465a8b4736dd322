/** Texts as outlines of the bundled fonts' glyphs. */
import type { TextShape } from '../../../lineage/svg/shapes.ts';
import type { Faces } from '../pdf/faces.ts';
import type { OutlinedGlyph } from '../pdf/kit.ts';
import { placePieces } from '../pdf/lines.ts';
import { ContourBuilder, type Contour } from './contours.ts';
import { lineOf } from './text-line.ts';

export interface PlacedOutline {
  /** In font units, y upwards. */
  readonly contours: readonly Contour[];
  /** Origin of the glyph in pixels of the drawing. */
  readonly x: number;
  readonly y: number;
  /** Pixels for each font unit. */
  readonly scaleX: number;
  readonly scaleY: number;
}

export class Glyphs {
  readonly missing = new Set<number>();
  readonly #faces: Faces;
  readonly #known = new WeakMap<OutlinedGlyph, readonly Contour[]>();

  constructor(faces: Faces) {
    this.#faces = faces;
  }

  /** The glyphs of a text, relative to the group that holds it. */
  of(text: TextShape): PlacedOutline[] {
    const { line, left, squeeze } = lineOf(text, this.#faces, this.missing);
    return placePieces(line).flatMap(({ piece, x }) => {
      const { glyphs, unitsPerEm } = this.#faces.outlines(piece.text, piece.face, piece.level % 2 === 1);
      const scaleY = text.size / unitsPerEm;
      return glyphs.map((glyph) => ({
        contours: this.#contours(glyph.glyph),
        x: left + (x + glyph.x * scaleY) * squeeze,
        y: text.y - glyph.y * scaleY,
        scaleX: scaleY * squeeze,
        scaleY: -scaleY,
      }));
    });
  }

  #contours(glyph: OutlinedGlyph): readonly Contour[] {
    let contours = this.#known.get(glyph);
    if (!contours) {
      contours = contoursOf(glyph);
      this.#known.set(glyph, contours);
    }
    return contours;
  }
}

/** Flattened once, fine enough for letters some thirty pixels high. */
function contoursOf(glyph: OutlinedGlyph): readonly Contour[] {
  const out = new ContourBuilder(UNITS_PER_PIXEL);
  for (const { command, args } of glyph.path.commands) {
    const [a, b, c, d, e, f] = args as [number, number, number, number, number, number];
    if (command === 'moveTo') out.moveTo(a, b);
    else if (command === 'lineTo') out.lineTo(a, b);
    else if (command === 'quadraticCurveTo') out.quadraticTo(a, b, c, d);
    else if (command === 'bezierCurveTo') out.cubicTo(a, b, c, d, e, f);
    else out.close();
  }
  return out.done();
}

const UNITS_PER_PIXEL = 1000 / 32;
