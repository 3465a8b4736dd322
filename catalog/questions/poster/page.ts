/** The page of a poster: a heading, the drawing scaled to the room, the legend and the line of proof. */
import type { Faces, TextStyle } from '../../reports/render/pdf/faces.ts';
import type { Pdf, StructElement } from '../../reports/render/pdf/kit.ts';
import { breakLines, type Line } from '../../reports/render/pdf/lines.ts';
import { Painter } from '../../reports/render/pdf/paint.ts';
import { shape } from '../../reports/render/pdf/shape.ts';
import type { PlacedEdge } from '../../lineage/layout/types.ts';
import { edgePath } from '../../lineage/svg/path.ts';
import { displayLine } from '../../reports/render/text.ts';
import { LETTERS, type BoxShape, type PosterBox, type Room, type Sheet } from './sheet.ts';

const INK = {
  text: '#1c2430',
  muted: '#495667',
  line: '#7a8694',
  border: '#5d6978',
  ground: '#ffffff',
  header: '#eef2f6',
  start: '#1f4e79',
  startGround: '#e3eefa',
  critical: '#8a1c3a',
  gap: '#b54708',
} as const;

export const MARGIN = 30;
const HEAD = 52;
const FOOT = 50;

export interface PosterText {
  readonly title: string;
  readonly subtitle: string;
  /** What the drawing says, for those who cannot see it. */
  readonly alternative: string;
  readonly proof: readonly string[];
}

/** Points between margins, heading and footer. */
export function roomOf(page: Room): Room {
  return { width: page.width - 2 * MARGIN, height: page.height - 2 * MARGIN - HEAD - FOOT };
}

export class PosterPage {
  readonly #doc: Pdf;
  readonly #faces: Faces;
  readonly #painter: Painter;
  readonly #page: Room;
  readonly #missing = new Set<number>();

  constructor(doc: Pdf, faces: Faces, page: Room) {
    this.#doc = doc;
    this.#faces = faces;
    this.#painter = new Painter(doc, faces);
    this.#page = page;
  }

  draw(sheet: Sheet, text: PosterText): void {
    const root = this.#doc.struct('Document');
    this.#doc.addStructure(root);
    this.#doc.addPage({ size: [this.#page.width, this.#page.height], margin: 0 });
    const width = this.#page.width - 2 * MARGIN;
    this.#heading(
      root,
      'H1',
      text.title,
      { y: MARGIN + 18, size: 20, colour: INK.text, style: 'strong' },
      width,
    );
    this.#heading(
      root,
      'P',
      text.subtitle,
      { y: MARGIN + 36, size: 10, colour: INK.muted, style: 'plain' },
      width,
    );
    const figure = this.#doc.struct('Figure', { alt: text.alternative });
    root.add(figure);
    this.#drawing(sheet, figure);
    figure.end();
    this.#legend(sheet, root);
    text.proof.forEach((line, i) =>
      this.#heading(
        root,
        'P',
        line,
        { y: this.#page.height - MARGIN - 12 + i * 11, size: 7.5, colour: INK.muted, style: 'plain' },
        width,
      ),
    );
    root.end();
  }

  #heading(
    root: StructElement,
    tag: string,
    text: string,
    at: { y: number; size: number; colour: string; style: TextStyle },
    width: number,
  ): void {
    const node = this.#doc.struct(tag);
    root.add(node);
    this.#text(text, { ...at, x: MARGIN }, width, node);
    node.end();
  }

  /** One line, shortened to the width. */
  #text(
    text: string,
    at: { x: number; y: number; size: number; colour: string; style: TextStyle },
    width: number,
    node: StructElement | null,
  ): number {
    const line = this.#fitted(displayLine(text), at.size, width, at.style);
    const type = { size: at.size, leading: at.size * 1.3, colour: at.colour };
    const place = node && { node, tag: 'Span' };
    this.#painter.lines([{ line, x: at.x, baseline: at.y }], type, place);
    return line.width;
  }

  #fitted(text: string, size: number, width: number, style: TextStyle): Line {
    const whole = this.#line(text, size, style);
    if (whole.width <= width) return whole;
    const letters = [...text];
    let [low, high] = [0, letters.length];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.#line(`${letters.slice(0, middle).join('')}…`, size, style).width <= width) low = middle;
      else high = middle - 1;
    }
    return this.#line(`${letters.slice(0, low).join('')}…`, size, style);
  }

  #line(text: string, size: number, style: TextStyle): Line {
    const shaped = shape(text, { faces: this.#faces, direction: 'ltr', style, missing: this.#missing });
    return breakLines(shaped, { faces: this.#faces, size, width: Number.POSITIVE_INFINITY })[0]!;
  }

  #artifact(draw: () => void): void {
    this.#doc.markContent('Artifact', { type: 'Layout' });
    draw();
    this.#doc.endMarkedContent();
  }

  #drawing(sheet: Sheet, figure: StructElement): void {
    const room = roomOf(this.#page);
    const { bounds, scale, boxes, edges, layout } = sheet;
    const left = MARGIN + (room.width - bounds.width * scale) / 2 - bounds.x * scale;
    const top = MARGIN + HEAD + (room.height - bounds.height * scale) / 2 - bounds.y * scale;
    this.#artifact(() => {
      this.#doc.save().translate(left, top).scale(scale);
      edges.forEach((edge, i) => this.#edge(layout.edges[i]!, edge.observed));
      boxes.forEach((box, i) => this.#box(box, layout.nodes[i]!, sheet.shape));
      this.#doc.restore();
    });
    boxes.forEach((box, i) => {
      const at = { x: left + layout.nodes[i]!.x * scale, y: top + layout.nodes[i]!.y * scale };
      this.#boxText(box, { ...at, scale }, sheet.shape, figure);
    });
  }

  #edge(edge: PlacedEdge, observed: boolean): void {
    const tip = edge.points.at(-1);
    this.#doc.lineWidth(1).undash();
    if (!observed) this.#doc.dash(4, { space: 3 });
    this.#doc.path(edgePath(edge)).stroke(INK.line);
    this.#doc.undash();
    if (tip) this.#doc.path(`M${tip.x} ${tip.y}l-6 -3v6z`).fill(INK.line);
  }

  #box(
    box: PosterBox,
    { x, y }: { readonly x: number; readonly y: number },
    { width, height }: BoxShape,
  ): void {
    const doc = this.#doc;
    if (box.count > 1)
      doc
        .lineWidth(0.8)
        .roundedRect(x + 3, y + 3, width, height, 4)
        .fillAndStroke(INK.ground, INK.border);
    doc.undash();
    if (box.gap) doc.dash(6, { space: 3 });
    doc
      .lineWidth(box.start || box.critical ? 2 : box.gap ? 1.6 : 0.8)
      .roundedRect(x, y, width, height, 4)
      .fillAndStroke(box.start ? INK.startGround : INK.header, strokeOf(box));
    doc.undash();
  }

  #boxText(
    box: PosterBox,
    { x: left, y: top, scale }: { x: number; y: number; scale: number },
    shape: BoxShape,
    figure: StructElement,
  ): void {
    const inner = (shape.width - 16) * scale;
    const x = left + 8 * scale;
    const marks = [box.kind, box.critical && 'critical', box.gap && 'lineage stops']
      .filter(Boolean)
      .join(' · ');
    const size = LETTERS.title * scale;
    const small = LETTERS.small * scale;
    const node = this.#doc.struct('Span');
    figure.add(node);
    const titles = this.#wrapped(displayLine(box.title), size, inner, shape.lines);
    this.#painter.lines(
      titles.map((line, i) => ({ line, x, baseline: top + (14 + i * LETTERS.leading) * scale })),
      { size, leading: size * 1.2, colour: INK.text },
      { node, tag: 'Span' },
    );
    const y = top + (shape.height - 7) * scale;
    const mark = this.#fitted(marks, small, inner * 0.62, 'emphasis');
    const room = inner - mark.width - 5 * scale;
    this.#text(box.subtitle, { x, y, size: small, colour: INK.muted, style: 'plain' }, room, node);
    const at = { x: x + inner - mark.width, y, size: small, colour: INK.muted, style: 'emphasis' } as const;
    this.#text(marks, at, mark.width + 0.1, node);
    node.end();
  }

  /** In so many lines at most; the last is shortened. */
  #wrapped(text: string, size: number, width: number, most: number): Line[] {
    if (most === 1) return [this.#fitted(text, size, width, 'strong')];
    const shaped = shape(text, {
      faces: this.#faces,
      direction: 'ltr',
      style: 'strong',
      missing: this.#missing,
    });
    const lines = breakLines(shaped, { faces: this.#faces, size, width });
    if (lines.length <= most) return lines;
    const rest = lines.slice(most - 1).flatMap(({ pieces }) => pieces.map((piece) => piece.text));
    return [...lines.slice(0, most - 1), this.#fitted(rest.join(''), size, width, 'strong')];
  }

  /** An entry for everything that occurs, and for nothing else. */
  #legend({ boxes, edges }: Sheet, root: StructElement): void {
    const node = this.#doc.struct('P');
    root.add(node);
    const y = this.#page.height - MARGIN - FOOT + 12;
    let x = MARGIN;
    const entry = (label: string, sample: (x: number) => void): void => {
      this.#artifact(() => sample(x));
      x += 30;
      x += this.#text(label, { x, y: y + 8, size: 8, colour: INK.muted, style: 'plain' }, 300, node) + 18;
    };
    const box =
      (stroke: string, width: number, ground: string, dashed = false) =>
      (at: number) => {
        if (dashed) this.#doc.dash(5, { space: 2 });
        this.#doc.lineWidth(width).roundedRect(at, y, 24, 10, 2).fillAndStroke(ground, stroke);
        this.#doc.undash();
      };
    const line = (dashed: boolean) => (at: number) => {
      this.#doc.lineWidth(1).undash();
      if (dashed) this.#doc.dash(4, { space: 3 });
      this.#doc.path(`M${at} ${y + 5}H${at + 24}`).stroke(INK.line);
      this.#doc.undash();
    };
    entry('What this map is about', box(INK.start, 2, INK.startGround));
    if (boxes.some(({ critical, start }) => critical && !start))
      entry('Critical', box(INK.critical, 2, INK.header));
    if (boxes.some(({ gap }) => gap)) entry('Lineage stops here', box(INK.gap, 1.6, INK.header, true));
    if (boxes.some(({ count }) => count > 1))
      entry('Several alike, with their number', (at) => {
        box(INK.border, 0.8, INK.ground)(at + 2);
        box(INK.border, 0.8, INK.header)(at);
      });
    if (edges.some(({ observed }) => observed)) entry('Observed in a run', line(false));
    if (edges.some(({ observed }) => !observed)) entry('Declared, no run seen', line(true));
    node.end();
  }
}

const strokeOf = (box: PosterBox): string =>
  box.start ? INK.start : box.critical ? INK.critical : box.gap ? INK.gap : INK.border;
