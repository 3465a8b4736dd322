/** A lineage drawing as a PDF of one page: vectors, text that can be searched, fonts embedded. */
import type { LayoutResult } from '../../../lineage/layout/types.ts';
import { drawSheet, type Drawing, type Sheet } from '../../../lineage/svg.ts';
import type { RenderContext } from '../document.ts';
import { fontPath } from '../fonts.ts';
import { Faces } from '../pdf/faces.ts';
import { srgbProfile } from '../pdf/icc.ts';
import { createPdf, finish, setOutputIntent, type Pdf } from '../pdf/kit.ts';
import { codePointLabel, displayLine } from '../text.ts';
import { placeOn, type Paper } from './paper.ts';
import { SheetPainter } from './sheet-painter.ts';

export interface GraphPicture {
  readonly drawing: Drawing;
  /** Where things stand; laid out anew where left out. */
  readonly layout?: LayoutResult;
  readonly title: string;
  /** Lines under the title. */
  readonly caption?: readonly string[];
  /** Lines at the foot: which state of the catalog it shows. */
  readonly footer?: readonly string[];
}

export interface GraphPdfOptions extends Pick<RenderContext, 'resourcesDir' | 'fallbackFonts'> {
  /** Default `fit`. */
  readonly paper?: Paper;
  readonly theme?: 'light' | 'dark';
  /** RFC 3339 instant that the file bears; no clock is read. */
  readonly madeAt: string;
  /** BCP 47 tag. Default `en`. */
  readonly language?: string;
  readonly signal?: AbortSignal;
}

export interface GraphPdf {
  readonly bytes: Uint8Array;
  /** Characters that no font has; they stand in the PDF in this form, `[U+1F600]`. Sorted. */
  readonly missing: readonly string[];
  /** Sides of the page in points. */
  readonly width: number;
  readonly height: number;
  /** Size of the drawing against full size: 1 at most. Names are 13 pixels high at full size. */
  readonly scale: number;
}

/**
 * Draws a lineage picture on one page, scaled to fit. The same input gives the same bytes.
 * @throws ReportError when a font is missing; the signal's reason once it is aborted; RangeError when the
 *   layout was made for another drawing.
 */
export async function graphPdf(picture: GraphPicture, options: GraphPdfOptions): Promise<GraphPdf> {
  const { title, caption = [], footer = [] } = picture;
  const palette = options.theme ?? 'light';
  const sheet = drawSheet(picture.drawing, { title, caption, footer, palette }, picture.layout);
  const { nodes, edges } = picture.drawing;
  const alt = `${title}. ${sheet.description} ${nodes.length} nodes, ${edges.length} edges.`;
  return sheetPdf(sheet, displayLine(alt), options);
}

async function sheetPdf(sheet: Sheet, alt: string, options: GraphPdfOptions): Promise<GraphPdf> {
  const place = placeOn(options.paper ?? 'fit', sheet);
  const pdf = createPdf({
    title: displayLine(sheet.title),
    author: '',
    subject: displayLine(sheet.description),
    keywords: '',
    language: options.language ?? 'en',
    made: new Date(options.madeAt),
    fontFile: fontPath('regular', options.resourcesDir),
    paper: 'A4',
    margins: NO_MARGINS,
  });
  setOutputIntent(pdf, srgbProfile());
  pdf.addPage({ size: [place.width, place.height], margins: NO_MARGINS });
  const missing = await drawOn(pdf, sheet, alt, options, place);
  const bytes = await finish(pdf);
  return {
    bytes,
    missing: [...missing].sort((a, b) => a - b).map(codePointLabel),
    width: place.width,
    height: place.height,
    scale: place.scale / (72 / 96),
  };
}

const NO_MARGINS = { top: 0, bottom: 0, left: 0, right: 0 };

async function drawOn(
  pdf: Pdf,
  sheet: Sheet,
  alt: string,
  options: GraphPdfOptions,
  place: { readonly x: number; readonly y: number; readonly scale: number },
): Promise<ReadonlySet<number>> {
  const root = pdf.struct('Document');
  pdf.addStructure(root);
  const figure = pdf.struct('Figure', { alt });
  root.add(figure);
  pdf.markContent('Artifact', { type: 'Page' });
  pdf.rect(0, 0, pdf.page.width, pdf.page.height).fill(sheet.page);
  pdf.endMarkedContent();
  const { resourcesDir, fallbackFonts = [] } = options;
  const faces = new Faces(pdf, { resourcesDir, fallbackFonts });
  const painter = new SheetPainter(pdf, faces, figure, options.signal);
  await painter.draw(sheet, place);
  root.end();
  return painter.missing;
}
