/** The lineage picture as a file of any format. */
import { writeRows, type RowFormat } from './write-rows.ts';
import { drawSvg } from '../../lineage/svg.ts';
import { drawDot } from '../../lineage/text/dot.ts';
import { drawMermaid, MERMAID_CHARACTERS, MERMAID_EDGES } from '../../lineage/text/mermaid.ts';
import type { Catalog } from '../../catalog.ts';
import { graphPdf } from '../../reports/render/picture/graph-pdf.ts';
import { graphPng } from '../../reports/render/picture/graph-png.ts';
import type { Paper } from '../../reports/render/picture/paper.ts';
import { ofMoment, pictureScope } from './export-scope.ts';
import { drawPicture, type DrawnPicture } from '../../explore/picture-svg.ts';
import type { PictureRequest } from '../../explore/picture.ts';

export const PICTURE_FORMATS = ['svg', 'png', 'pdf', 'dot', 'mermaid'] as const;
export type PictureFormat = (typeof PICTURE_FORMATS)[number];

/** Ending and media type of each format's files. */
export const FILE_TYPES = {
  svg: ['svg', 'image/svg+xml'],
  png: ['png', 'image/png'],
  pdf: ['pdf', 'application/pdf'],
  dot: ['dot', 'text/vnd.graphviz'],
  mermaid: ['mmd', 'text/vnd.mermaid'],
  csv: ['csv', 'text/csv'],
  'csv-columns': ['columns.csv', 'text/csv'],
  openlineage: ['openlineage.ndjson', 'application/x-ndjson'],
} as const satisfies Readonly<
  Record<PictureFormat | RowFormat, readonly [ending: string, mediaType: string]>
>;

export interface ExportOptions {
  readonly theme?: 'light' | 'dark';
  /** Of a PDF. Default `fit`. */
  readonly paper?: Paper;
  /** Font files to look for glyphs in after the bundled ones. */
  readonly fallbackFonts?: readonly string[];
  readonly signal?: AbortSignal;
}

export interface ExportedFile {
  readonly bytes: Uint8Array;
  readonly title: string;
  /** What the file covers and what it leaves out, in sentences. */
  readonly covers: readonly string[];
  /** What the reader should know: a smaller scale, characters without a font, limits of other tools. */
  readonly remarks: readonly string[];
  /** Something that was asked for is not in it. */
  readonly incomplete: boolean;
}

/** Null when none of the roots exists. @throws the signal's reason once it is aborted */
export async function exportPicture(
  catalog: Catalog,
  request: PictureRequest,
  format: PictureFormat | RowFormat,
  options: ExportOptions = {},
): Promise<ExportedFile | null> {
  const drawn = drawPicture(catalog, request);
  if (!drawn) return null;
  const { shown, wanted } = drawn.picture.totals;
  const file = { title: drawn.title, covers: drawn.caption, remarks: [], incomplete: shown < wanted };
  if (format === 'csv' || format === 'csv-columns' || format === 'openlineage') {
    const scope = ofMoment(catalog, pictureScope(catalog, request, drawn.picture));
    const parts: string[] = [];
    const keep = (text: string): void => void parts.push(text);
    await writeRows(catalog, scope, format, keep, options.signal ? { signal: options.signal } : {});
    return { ...file, bytes: Buffer.from(parts.join(''), 'utf8'), covers: scope.covers };
  }
  return { ...file, ...(await pictureFile(catalog, drawn, format, options)) };
}

type Made = Pick<ExportedFile, 'bytes' | 'remarks'>;

async function pictureFile(
  catalog: Catalog,
  drawn: DrawnPicture,
  format: PictureFormat,
  { theme = 'light', paper = 'fit', ...options }: ExportOptions,
): Promise<Made> {
  const text = (written: string, remarks: readonly string[] = []): Made => ({
    bytes: Buffer.from(written, 'utf8'),
    remarks,
  });
  const { resourcesDir } = catalog.options;
  switch (format) {
    case 'svg':
      return text(drawSvg(drawn.drawing, { ...drawn, palette: theme }));
    case 'dot':
      return text(drawDot(drawn.drawing, drawn));
    case 'mermaid': {
      const written = drawMermaid(drawn.drawing, drawn);
      return text(written, mermaidRemarks(written, drawn.drawing.edges.length));
    }
    case 'png': {
      const { bytes, scale, missing } = await graphPng(drawn, { resourcesDir, theme, ...options });
      return { bytes, remarks: [...scaleRemarks(scale), ...missingRemarks(missing)] };
    }
    case 'pdf': {
      const made = { madeAt: madeAt(catalog), resourcesDir, theme, paper, ...options };
      const { bytes, scale, missing } = await graphPdf(drawn, made);
      return { bytes, remarks: [...scaleRemarks(scale), ...missingRemarks(missing)] };
    }
  }
}

/** Of the revision that the picture shows, so that the same state gives the same bytes. */
function madeAt(catalog: Catalog): string {
  const row = catalog.store.reader
    .prepare<[number], { at: string }>('SELECT at FROM ledger_entry WHERE seq = ?')
    .get(catalog.revision());
  return row?.at ?? '1970-01-01T00:00:00Z';
}

function scaleRemarks(scale: number): string[] {
  if (scale >= 1) return [];
  const percent = Math.max(1, Math.round(scale * 100));
  return [`Drawn at ${percent} % of full size, so that it fits; SVG has no such limit.`];
}

const SHOWN = 10;

function missingRemarks(missing: readonly string[]): string[] {
  if (missing.length === 0) return [];
  const shown = missing.slice(0, SHOWN).join(' ');
  const more = missing.length - SHOWN;
  return [
    more > 0
      ? `No font has these characters, so their codes stand in the file: ${shown} and ${more} more.`
      : `No font has these characters, so their codes stand in the file: ${shown}.`,
  ];
}

function mermaidRemarks(written: string, edges: number): string[] {
  return [
    ...(edges > MERMAID_EDGES
      ? [`${edges} edges; Mermaid draws ${MERMAID_EDGES} unless its maxEdges is raised.`]
      : []),
    ...(written.length > MERMAID_CHARACTERS
      ? [
          `${written.length} characters; Mermaid reads ${MERMAID_CHARACTERS} unless its maxTextSize is raised.`,
        ]
      : []),
  ];
}
