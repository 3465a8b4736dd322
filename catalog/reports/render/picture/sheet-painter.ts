/** Shapes on a PDF page: lines and boxes as ornament, texts as the content of a figure. */
import { breathe } from '../../../breathe.ts';
import type { Paint, Shape, Sheet, TextShape } from '../../../lineage/svg/shapes.ts';
import type { Faces } from '../pdf/faces.ts';
import type { Pdf, StructElement } from '../pdf/kit.ts';
import { Painter } from '../pdf/paint.ts';
import { lineOf } from './text-line.ts';

/** Shapes drawn between two rests. */
const AT_A_TIME = 500;

export class SheetPainter {
  readonly missing = new Set<number>();
  readonly #pdf: Pdf;
  readonly #faces: Faces;
  readonly #painter: Painter;
  readonly #figure: StructElement;
  readonly #signal: AbortSignal | undefined;
  #drawn = 0;

  constructor(pdf: Pdf, faces: Faces, figure: StructElement, signal?: AbortSignal) {
    this.#pdf = pdf;
    this.#faces = faces;
    this.#painter = new Painter(pdf, faces);
    this.#figure = figure;
    this.#signal = signal;
  }

  /** Draws a sheet with its left top corner at a point of the page. */
  async draw(
    sheet: Sheet,
    { x, y, scale }: { readonly x: number; readonly y: number; readonly scale: number },
  ): Promise<void> {
    this.#pdf.save().translate(x, y).scale(scale);
    await this.#all(sheet.shapes, 0, 0);
    this.#pdf.restore();
  }

  async #all(shapes: readonly Shape[], x: number, y: number): Promise<void> {
    for (const shape of shapes) {
      if (shape.kind === 'group') await this.#all(shape.shapes, x + shape.x, y + shape.y);
      else if (shape.kind === 'text') this.#text(shape, x, y);
      else this.#ornament(shape, x, y);
      if (++this.#drawn % AT_A_TIME !== 0) continue;
      await breathe();
      this.#signal?.throwIfAborted();
    }
  }

  #ornament(shape: Exclude<Shape, { kind: 'group' | 'text' }>, x: number, y: number): void {
    const pdf = this.#pdf;
    pdf.markContent('Artifact', { type: 'Layout' });
    pdf.save().translate(x, y);
    if (shape.kind === 'path') pdf.path(shape.d);
    else if (shape.radius) pdf.roundedRect(shape.x, shape.y, shape.width, shape.height, shape.radius);
    else pdf.rect(shape.x, shape.y, shape.width, shape.height);
    this.#paint(shape);
    pdf.restore();
    pdf.endMarkedContent();
  }

  #paint({ fill, stroke, strokeWidth = 1, dash }: Paint): void {
    const pdf = this.#pdf;
    if (stroke !== undefined) {
      pdf.lineWidth(strokeWidth);
      const [length, space] = dash ?? [];
      if (length !== undefined) pdf.dash(length, { space: space ?? length });
    }
    if (fill !== undefined && stroke !== undefined) pdf.fillAndStroke(fill, stroke);
    else if (fill !== undefined) pdf.fill(fill);
    else if (stroke !== undefined) pdf.stroke(stroke);
  }

  #text(shape: TextShape, x: number, y: number): void {
    const { line, squeeze, left } = lineOf(shape, this.#faces, this.missing);
    if (line.pieces.length === 0) return;
    const type = { size: shape.size, leading: shape.size * 1.2, colour: shape.fill };
    this.#pdf.save().translate(x + left, y + shape.y);
    if (squeeze < 1) this.#pdf.scale(squeeze, 1);
    this.#painter.lines([{ line, x: 0, baseline: 0 }], type, { node: this.#figure, tag: 'Figure' });
    this.#pdf.restore();
  }
}
