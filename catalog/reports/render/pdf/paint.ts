/**
 * Drawing itself: lines of text as marked content of a structure element, and ornament as artifacts, which
 * the structure tree leaves out. Ornament is drawn first, since an artifact may not stand inside content.
 */
import { type FaceName, type Faces, shapingOf } from './faces.ts';
import type { Pdf, StructElement } from './kit.ts';
import { type Line, placePieces } from './lines.ts';
import { COLOURS, type TypeStyle } from './theme.ts';

/** A line with its left end and its baseline on the page. */
export interface PlacedLine {
  readonly line: Line;
  readonly x: number;
  readonly baseline: number;
}

/** Where text belongs in the structure. */
export interface Place {
  readonly node: StructElement;
  readonly tag: string;
}

export interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly colour: string;
}

export class Painter {
  readonly #doc: Pdf;
  readonly #faces: Faces;

  constructor(doc: Pdf, faces: Faces) {
    this.#doc = doc;
    this.#faces = faces;
  }

  /** Filled rectangles, as ornament. */
  rectangles(all: readonly Rectangle[]): void {
    if (all.length === 0) return;
    this.#artifact('Layout', () => {
      for (const { x, y, width, height, colour } of all) this.#doc.rect(x, y, width, height).fill(colour);
    });
  }

  /** Lines of text; without a place they are pagination: footers and repeated headers. */
  lines(placed: readonly PlacedLine[], type: TypeStyle, place: Place | null): void {
    if (placed.every(({ line }) => line.pieces.length === 0)) return;
    this.rectangles(placed.flatMap((line) => codeGrounds(line, type)));
    const spans = placed.flatMap((line) => this.#spans(line, type));
    this.#doc.fontSize(type.size).fillColor(type.colour);
    if (place === null) this.#artifact('Pagination', () => spans.forEach((span) => this.#glyphs(span)));
    else this.#content(spans, place);
  }

  #artifact(type: 'Layout' | 'Pagination', draw: () => void): void {
    this.#doc.markContent('Artifact', { type });
    draw();
    this.#doc.endMarkedContent();
  }

  /**
   * One stretch of marked content, interrupted by each word whose glyphs do not tell its characters: that
   * one gets a stretch of its own with ActualText. Nested stretches would be simpler, but confuse readers.
   */
  #content(spans: readonly Span[], { node, tag }: Place): void {
    let open: ReturnType<Pdf['markStructureContent']> | null = null;
    const close = (): void => {
      if (open === null) return;
      this.#doc.endMarkedContent();
      node.add(open);
      open = null;
    };
    for (const span of spans) {
      if (span.exact) open ??= this.#doc.markStructureContent(tag);
      else {
        close();
        open = this.#doc.markStructureContent('Span', { actual: span.text });
      }
      this.#glyphs(span);
      if (!span.exact) close();
    }
    close();
  }

  #glyphs({ text, face, rtl, x, baseline }: Span): void {
    this.#faces.select(face);
    this.#doc.text(text, x, baseline, { lineBreak: false, baseline: 'alphabetic', ...shapingOf(text, rtl) });
  }

  /** Pieces in logical order, so that the content reads right; words that need ActualText by themselves. */
  #spans({ line, x: start, baseline }: PlacedLine, { size }: TypeStyle): Span[] {
    return placePieces(line).flatMap(({ piece: { text, face, level }, x: offset }) => {
      const rtl = level % 2 === 1;
      const exact = this.#faces.roundTrips(text, face, rtl);
      const span = { text, face, rtl, x: start + offset, baseline, exact };
      if (exact || rtl) return [span];
      let x = span.x;
      return text.split(/( +)/).map((word) => {
        const part = {
          ...span,
          text: word,
          actual: word,
          x,
          exact: this.#faces.roundTrips(word, face, false),
        };
        x += this.#faces.width(word, face, size, false);
        return part;
      });
    });
  }
}

/** Text of one face in its place on the page. */
interface Span {
  readonly text: string;
  readonly face: FaceName;
  readonly rtl: boolean;
  readonly x: number;
  readonly baseline: number;
  /** Extraction from the glyphs gives the text back. */
  readonly exact: boolean;
}

function codeGrounds({ line, x: start, baseline }: PlacedLine, { size }: TypeStyle): Rectangle[] {
  return placePieces(line)
    .filter(({ piece }) => piece.style === 'code')
    .map(({ piece, x }) => ({
      x: start + x - 1,
      y: baseline - size,
      width: piece.width + 2,
      height: size * 1.3,
      colour: COLOURS.code,
    }));
}

/** Distance of the baseline from the top of a line: Noto's ascent, centred in the leading. */
export function baselineOf({ size, leading }: TypeStyle): number {
  return (leading - size) / 2 + size * 0.84;
}
