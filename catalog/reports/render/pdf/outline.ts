/** Bookmarks: the headings of the report as a tree in the reader's side bar. */
import type { Pdf } from './kit.ts';

type Item = PDFKit.PDFOutline;

export class Outline {
  readonly #doc: Pdf;
  /** The open item of each level above the next heading. */
  readonly #open: { readonly level: number; readonly item: Item }[] = [];

  constructor(doc: Pdf) {
    this.#doc = doc;
  }

  /** Adds a heading at a height of the current page. A level without a parent goes to the nearest one. */
  add(title: string, level: number, top: number): void {
    while ((this.#open.at(-1)?.level ?? 0) >= level) this.#open.pop();
    const parent = this.#open.at(-1)?.item ?? this.#doc.outline;
    // pdfkit measures `left` from the right edge; the page's width is its left edge.
    const options = { expanded: level === 1, top: Math.max(0, top - 6), left: this.#doc.page.width };
    this.#open.push({ level, item: parent.addItem(title, options) });
  }
}
