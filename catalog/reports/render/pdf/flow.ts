/**
 * The flow of content down the pages: where the next line goes, what happens when a page is full, and which
 * structure element it belongs to.
 */
import { breathe } from '../../../breathe.ts';
import type { Inline } from '../document.ts';
import type { Faces, TextStyle } from './faces.ts';
import type { Pdf, StructElement } from './kit.ts';
import { type Line, breakLines } from './lines.ts';
import { Painter, type Place, type PlacedLine, type Rectangle, baselineOf } from './paint.ts';
import { shape } from './shape.ts';
import { COLOURS, MARGINS, TYPE, type TypeStyle } from './theme.ts';

export type Orientation = 'portrait' | 'landscape';
export type Paper = 'A4' | 'LETTER';

/** Short and long side in points. */
const PAPER: Readonly<Record<Paper, readonly [short: number, long: number]>> = {
  A4: [595.28, 841.89],
  LETTER: [612, 792],
};

/** Text broken into lines, to be drawn in a box. */
export interface TextBox {
  readonly lines: readonly Line[];
  readonly type: TypeStyle;
  readonly align: 'start' | 'center' | 'end';
  /** Distance from the start edge of the content area. */
  readonly x: number;
  readonly width: number;
  /** Null for repeated text, which is no content. */
  readonly place: Place | null;
}

export interface RowStyle {
  readonly padTop?: number;
  readonly padBottom?: number;
  readonly ground?: string;
  /** Colour of a bar at the start edge. */
  readonly bar?: string;
  readonly ruleBelow?: { readonly colour: string; readonly width: number };
  /** Move to the next page rather than split, if it is not too tall for that. */
  readonly keep?: boolean;
}

export interface TextOptions {
  readonly style?: TextStyle;
  readonly keepSpaces?: boolean;
}

export interface StructOptions {
  readonly title?: string;
  readonly scope?: 'Column' | 'Row';
}

/** The structure's type, and its parent if that is not the document. */
type Parent = StructElement | null;

export interface FlowInit {
  readonly direction: 'ltr' | 'rtl';
  readonly paper: Paper;
  readonly signal?: AbortSignal;
}

export class Flow {
  readonly doc: Pdf;
  readonly faces: Faces;
  readonly direction: 'ltr' | 'rtl';
  /** Code points that no face has, as far as they were drawn. */
  readonly missing = new Set<number>();
  readonly #painter: Painter;
  readonly #paper: Paper;
  readonly #root: StructElement;
  readonly #signal: AbortSignal | undefined;
  #orientation: Orientation = 'portrait';
  #y = 0;
  /** What each further page begins with, and its height. */
  #header: { readonly draw: () => void; readonly height: number } | null = null;

  constructor(doc: Pdf, faces: Faces, init: FlowInit) {
    this.doc = doc;
    this.faces = faces;
    this.direction = init.direction;
    this.#paper = init.paper;
    this.#signal = init.signal;
    this.#painter = new Painter(doc, faces);
    this.#root = doc.struct('Document');
    doc.addStructure(this.#root);
    this.newPage();
  }

  /** Lets other tasks of this process run. @throws the signal's reason once it is aborted */
  async rest(): Promise<void> {
    await breathe();
    this.#signal?.throwIfAborted();
  }

  /** Width of the content area. */
  get width(): number {
    return this.widthIn(this.#orientation);
  }

  widthIn(orientation: Orientation): number {
    const [short, long] = PAPER[this.#paper];
    return (orientation === 'portrait' ? short : long) - MARGINS.left - MARGINS.right;
  }

  /** Distance from the top edge of the paper. */
  get y(): number {
    return this.#y;
  }

  /** Height of the content area. */
  get pageHeight(): number {
    return this.doc.page.height - MARGINS.bottom - MARGINS.top;
  }

  /** Height that is left on the page. */
  get room(): number {
    return this.doc.page.height - MARGINS.bottom - this.#y;
  }

  get orientation(): Orientation {
    return this.#orientation;
  }

  /** Nothing stands on the page yet but a repeated header. */
  get fresh(): boolean {
    return this.#y <= MARGINS.top + (this.#header?.height ?? 0) + 0.01;
  }

  newPage(): void {
    this.doc.addPage({ size: this.#paper, layout: this.#orientation, margins: MARGINS });
    this.#y = MARGINS.top;
    this.#header?.draw();
  }

  /** Turns the paper, on a new page. */
  orient(orientation: Orientation): void {
    if (orientation === this.#orientation) return;
    this.#orientation = orientation;
    this.newPage();
  }

  /** Leaves free space, but none at the top of a page. */
  space(points: number): void {
    if (!this.fresh) this.#y += points;
  }

  /** Starts a new page unless this much fits. */
  require(points: number): void {
    if (this.room < points && !this.fresh) this.newPage();
  }

  /** Draws `header` again, `height` tall, at the top of each page that is begun while `body` runs. */
  async repeating(header: () => void, height: number, body: () => Promise<void>): Promise<void> {
    this.#header = { draw: header, height };
    try {
      await body();
    } finally {
      this.#header = null;
    }
  }

  /** A structure element below another, or below the document. The caller ends it, or its parent. */
  element(tag: string, parent: Parent = null, options: StructOptions = {}): StructElement {
    const node = this.doc.struct(tag, options);
    (parent ?? this.#root).add(node);
    return node;
  }

  /** Breaks a text into lines of the given width. */
  lines(text: Inline, type: TypeStyle, width: number, options: TextOptions = {}): Line[] {
    const { faces, direction, missing } = this;
    const shaped = shape(text, { faces, direction, missing, style: options.style ?? 'plain' });
    return breakLines(shaped, {
      faces,
      size: type.size,
      width: Math.max(width, type.size * 2),
      keepSpaces: options.keepSpaces === true,
    });
  }

  /** Draws boxes side by side and goes on below the tallest, over as many pages as it takes. */
  row(boxes: readonly TextBox[], style: RowStyle = {}): void {
    const padTop = style.padTop ?? 0;
    const padding = padTop + (style.padBottom ?? 0);
    let rest = boxes;
    for (let part = 0; ; part++) {
      const wanted = tallest(rest) + padding;
      const least = Math.min(wanted, padding + 2 * Math.max(0, ...rest.map(({ type }) => type.leading)));
      const keep = part === 0 && style.keep === true && wanted <= this.pageHeight * 0.6;
      this.require(keep ? wanted : least);
      const room = this.room - padding;
      const now = rest.map((box) => ({ ...box, lines: box.lines.slice(0, fitting(room, box.type)) }));
      const height = tallest(now);
      this.#decorate(height + padding, style);
      for (const box of now) this.#painter.lines(this.#placed(box, this.#y + padTop), box.type, box.place);
      this.#y += height + padding;
      rest = rest.map((box) => ({ ...box, lines: box.lines.slice(fitting(room, box.type)) }));
      if (tallest(rest) === 0) return;
      this.newPage();
    }
  }

  /** A rule across the content area. */
  rule(colour: string, height: number): void {
    this.#painter.rectangles([{ x: MARGINS.left, y: this.#y, width: this.width, height, colour }]);
    this.#y += height;
  }

  /** The foot of the current page: a text at the start, shortened to one line, and one at the end. */
  footer(start: string, end: string): void {
    const type = TYPE.footer;
    const { width: paper, height: paperHeight } = this.doc.page;
    const width = paper - MARGINS.left - MARGINS.right;
    const top = paperHeight - MARGINS.bottom + 22;
    const [right] = this.lines(end, type, width);
    const rest = width - (right?.width ?? 0) - 24;
    const lines = this.lines(start, type, rest);
    const [left] = lines.length > 1 ? this.lines(shortened(start, lines, rest), type, rest) : lines;
    const rtl = this.direction === 'rtl';
    const far = (line: Line): number => MARGINS.left + width - line.width;
    const place = (line: Line | undefined, atEnd: boolean): PlacedLine[] =>
      line === undefined
        ? []
        : [{ line, x: atEnd === rtl ? MARGINS.left : far(line), baseline: top + baselineOf(type) }];
    this.#painter.rectangles([{ x: MARGINS.left, y: top - 7, width, height: 0.5, colour: COLOURS.rule }]);
    this.#painter.lines([...place(left, false), ...place(right, true)], type, null);
  }

  /** Closes the structure. */
  end(): void {
    this.#root.end();
  }

  /** Page position of a box at `x` from the start edge; mirrored in right-to-left documents. */
  #left(x: number, width: number): number {
    return MARGINS.left + (this.direction === 'rtl' ? this.width - x - width : x);
  }

  #decorate(height: number, { ground, bar, ruleBelow }: RowStyle): void {
    const full = { x: MARGINS.left, y: this.#y, width: this.width, height };
    const all: Rectangle[] = [];
    if (ground !== undefined) all.push({ ...full, colour: ground });
    if (bar !== undefined) all.push({ ...full, x: this.#left(0, 3), width: 3, colour: bar });
    if (ruleBelow !== undefined) {
      const { colour, width } = ruleBelow;
      all.push({ ...full, y: this.#y + height - width, height: width, colour });
    }
    this.#painter.rectangles(all);
  }

  #placed(box: TextBox, top: number): PlacedLine[] {
    const left = this.#left(box.x, box.width);
    return box.lines.map((line, index) => {
      const free = box.width - line.width;
      const right = box.align === 'end' ? this.direction === 'ltr' : line.base === 1;
      const x = box.align === 'center' ? left + free / 2 : right ? left + free : left;
      return { line, x, baseline: top + index * box.type.leading + baselineOf(box.type) };
    });
  }
}

function tallest(boxes: readonly TextBox[]): number {
  return Math.max(0, ...boxes.map(({ lines, type }) => lines.length * type.leading));
}

/** How many lines fit; one always does, so that every page makes progress. */
function fitting(room: number, { leading }: TypeStyle): number {
  return Math.max(1, Math.floor((room + 0.01) / leading));
}

/** A title cut to about one line. */
function shortened(text: string, lines: readonly Line[], width: number): string {
  const total = lines.reduce((sum, line) => sum + line.width, 0);
  const kept = Math.max(1, Math.floor((text.length * (width - 12)) / Math.max(total, 1)) - 2);
  return `${text.slice(0, kept).toWellFormed().trimEnd()}…`;
}
