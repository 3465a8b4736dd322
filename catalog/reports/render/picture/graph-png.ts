/** A lineage drawing as a PNG file, made without a screen: the same bytes on every machine. */
import { breathe } from '../../../breathe.ts';
import { drawSheet } from '../../../lineage/svg.ts';
import { fontPath } from '../fonts.ts';
import { Faces } from '../pdf/faces.ts';
import { createPdf } from '../pdf/kit.ts';
import { codePointLabel, displayLine } from '../text.ts';
import { Band, colourOf } from './coverage.ts';
import { fillsOf } from './fills.ts';
import { Glyphs } from './glyphs.ts';
import type { GraphPdfOptions, GraphPicture } from './graph-pdf.ts';
import { PngFile } from './png-file.ts';

export interface GraphPngOptions extends Omit<GraphPdfOptions, 'paper' | 'madeAt' | 'language'> {
  /** Pixels for each pixel of the drawing. Default 2: sharp in print. */
  readonly scale?: number;
}

export interface GraphPng {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly width: number;
  readonly height: number;
  /** What was used: less than asked for where the picture would be too large. */
  readonly scale: number;
  readonly missing: readonly string[];
}

/** What common viewers and editors open: no side longer, no more pixels in all. */
const LONGEST_SIDE = 32_000;
const MOST_PIXELS = 200_000_000;
/** Pixels worked on at a time. */
const BAND_PIXELS = 2_000_000;

/** The largest scale, up to the wanted one, that keeps within the limits of a PNG file. */
export function pngScale(sheet: { readonly width: number; readonly height: number }, wanted = 2): number {
  const { width, height } = sheet;
  return Math.min(
    wanted,
    LONGEST_SIDE / Math.max(width, height, 1),
    Math.sqrt(MOST_PIXELS / Math.max(1, width * height)),
  );
}

/**
 * Draws a lineage picture, in bands of rows, so that memory does not grow with its size.
 * @throws ReportError when a font is missing; the signal's reason once it is aborted; RangeError when the
 *   layout was made for another drawing.
 */
export async function graphPng(picture: GraphPicture, options: GraphPngOptions): Promise<GraphPng> {
  const { title, caption = [], footer = [] } = picture;
  const palette = options.theme ?? 'light';
  const sheet = drawSheet(picture.drawing, { title, caption, footer, palette }, picture.layout);
  const scale = pngScale(sheet, options.scale);
  const width = Math.max(1, Math.ceil(sheet.width * scale));
  const height = Math.max(1, Math.ceil(sheet.height * scale));
  const glyphs = new Glyphs(facesFor(options));
  const fills = fillsOf(sheet, scale, glyphs);
  const file = new PngFile({
    width,
    height,
    pixelsPerInch: 96 * scale,
    texts: { Title: displayLine(title), Description: displayLine(sheet.description) },
  });
  const rows = Math.max(1, Math.min(height, Math.floor(BAND_PIXELS / width)));
  const band = new Band(width, rows);
  const ground = colourOf(sheet.page);
  for (let top = 0; top < height; top += rows) {
    band.begin(top, ground);
    for (const fill of fills)
      if (fill.bottom >= top && fill.top <= top + rows) band.fill(fill.contours, fill.colour, fill.at);
    await file.write(band.pixels.subarray(0, Math.min(rows, height - top) * width * 3));
    await breathe();
    options.signal?.throwIfAborted();
  }
  const missing = [...glyphs.missing].sort((a, b) => a - b).map(codePointLabel);
  return { bytes: await file.end(), width, height, scale, missing };
}

/** Fonts are opened, chosen and shaped as for a PDF; that document is never written. */
function facesFor({ resourcesDir, fallbackFonts = [] }: GraphPngOptions): Faces {
  const empty = { title: '', author: '', subject: '', keywords: '', language: 'en' };
  const fontFile = fontPath('regular', resourcesDir);
  const margins = { top: 0, bottom: 0, left: 0, right: 0 };
  const pdf = createPdf({ ...empty, made: new Date(0), fontFile, paper: 'A4', margins });
  return new Faces(pdf, { resourcesDir, fallbackFonts });
}
