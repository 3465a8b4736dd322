/** Which face draws a character, and how wide text is in it. */
import { type RenderContext, ReportError } from '../document.ts';
import { FONT_NAMES, type FontName, fontPath } from '../fonts.ts';
import { type FontView, type OutlinedGlyph, PRECOMPOSED, type Pdf, selectedFont } from './kit.ts';

/** The look of text in a PDF; inline code also has a tinted ground. */
export type TextStyle = 'plain' | 'strong' | 'emphasis' | 'code';

/** A face as pdfkit knows it: a bundled name, or `extra-n`. */
export type FaceName = string;

/** Faces of few scripts; the monospaced one has arrows and signs that others lack, the last one has most scripts. */
const OTHERS = ['thai', 'georgian', 'armenian', 'mono', 'cjk', 'korean'] as const;

const CHAINS: Readonly<Record<TextStyle, readonly FontName[]>> = {
  plain: ['regular', 'arabic', 'hebrew', ...OTHERS],
  code: ['mono', 'regular', 'arabic', 'hebrew', ...OTHERS],
  strong: ['bold', 'arabic-bold', 'hebrew-bold', 'thai-bold', 'regular', ...OTHERS],
  emphasis: ['italic', 'arabic', 'hebrew', 'regular', ...OTHERS],
};

/** Latin letters that every bundled face draws with one glyph each. */
const SIMPLE = /^[\u0020-\u017f]*$/;

/**
 * How a text is shaped, for measuring and drawing alike. Right-to-left text as a whole, which joined scripts
 * need. Text beyond plain Latin without decomposition: Noto would draw `ị` as `i` and a dot, and since glyphs
 * are shared, each `i` of the document could then be extracted as `ị`. Plain Latin in cached words.
 */
export function shapingOf(text: string, rtl: boolean): { readonly features?: [] } {
  if (rtl) return { features: [] };
  return SIMPLE.test(text) ? {} : { features: PRECOMPOSED };
}

const CACHE_LIMIT = 100_000;

/** The faces of one PDF. Opens a face when the first character needs it. */
export class Faces {
  readonly #doc: Pdf;
  readonly #files: ReadonlyMap<FaceName, string>;
  readonly #extras: readonly FaceName[];
  readonly #views = new Map<FaceName, FontView>();
  readonly #picks = new Map<string, FaceName | null>();
  readonly #widths = new Map<string, number>();

  constructor(doc: Pdf, context: RenderContext) {
    this.#doc = doc;
    const extras = (context.fallbackFonts ?? []).map((path, index) => [`extra-${index}`, path] as const);
    const bundled = FONT_NAMES.map((name) => [name, fontPath(name, context.resourcesDir)] as const);
    this.#files = new Map<FaceName, string>([...bundled, ...extras]);
    this.#extras = extras.map(([name]) => name);
  }

  /** Makes a face the one that `doc.text` draws with. */
  select(face: FaceName): void {
    // By path, not by a registered name: pdfkit would parse the default font again on each use of its alias.
    this.#doc.font(this.#files.get(face) ?? face);
  }

  /** The first face of the style's chain that has the character; null if none has. */
  pick(codePoint: number, style: TextStyle): FaceName | null {
    const key = `${style} ${codePoint}`;
    const known = this.#picks.get(key);
    if (known !== undefined) return known;
    const face =
      [...CHAINS[style], ...this.#extras].find((name) => this.#view(name).hasGlyphForCodePoint(codePoint)) ??
      null;
    this.#picks.set(key, face);
    return face;
  }

  has(face: FaceName, codePoint: number): boolean {
    return this.#view(face).hasGlyphForCodePoint(codePoint);
  }

  /** Advance of text in one face, in points at the given size. */
  width(text: string, face: FaceName, size: number, rtl: boolean): number {
    const key = `${face} ${rtl ? 'r' : 'l'} ${text}`;
    let unit = this.#widths.get(key);
    if (unit === undefined) {
      this.select(face);
      unit = this.#doc.fontSize(1000).widthOfString(text, shapingOf(text, rtl));
      if (this.#widths.size >= CACHE_LIMIT) this.#widths.clear();
      this.#widths.set(key, unit);
    }
    return (unit * size) / 1000;
  }

  /**
   * True if extraction from the drawn glyphs gives the text back, so that no `ActualText` is needed. Readers
   * turn right-to-left words round themselves, so there only the characters must all be present.
   */
  roundTrips(text: string, face: FaceName, rtl: boolean): boolean {
    if (!rtl && SIMPLE.test(text)) return true;
    const { glyphs } = this.#view(face).layout(text, shapingOf(text, rtl).features);
    const drawn = glyphs.flatMap(({ codePoints }) => codePoints);
    const meant = [...text].map((character) => character.codePointAt(0) ?? 0);
    if (rtl) [drawn, meant].forEach((codePoints) => codePoints.sort((a, b) => a - b));
    return drawn.length === meant.length && drawn.every((codePoint, index) => codePoint === meant[index]);
  }

  /** The glyphs of text in one face from left to right, each with its place in font units. */
  outlines(
    text: string,
    face: FaceName,
    rtl: boolean,
  ): {
    readonly glyphs: readonly { readonly glyph: OutlinedGlyph; readonly x: number; readonly y: number }[];
    readonly unitsPerEm: number;
  } {
    const view = this.#view(face);
    const { glyphs, positions } = view.layout(text, shapingOf(text, rtl).features);
    let at = 0;
    const placed = glyphs.map((glyph, i) => {
      const { xAdvance, xOffset, yOffset } = positions[i]!;
      const x = at + xOffset;
      at += xAdvance;
      return { glyph, x, y: yOffset };
    });
    return { glyphs: placed, unitsPerEm: view.unitsPerEm };
  }

  #view(face: FaceName): FontView {
    let view = this.#views.get(face);
    if (view === undefined) {
      try {
        this.select(face);
        view = selectedFont(this.#doc);
      } catch (cause) {
        throw new ReportError('missing-font', `the font ${face} cannot be read`, { cause });
      }
      this.#views.set(face, view);
    }
    return view;
  }
}
