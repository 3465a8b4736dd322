/** A report as a tagged PDF/A-3a with its data attached: the form that is sent, printed and archived. */
import { createHash } from 'node:crypto';
import { type RenderContext, type ReportDocument, languageOf, madeAtDate, madeAtText } from './document.ts';
import { fontPath } from './fonts.ts';
import { toJson } from './json.ts';
import { type ReportLabels, labelsFor } from './labels.ts';
import { drawBlocks, drawTitle } from './pdf/blocks.ts';
import { Faces } from './pdf/faces.ts';
import { Flow } from './pdf/flow.ts';
import { srgbProfile } from './pdf/icc.ts';
import { type Pdf, createPdf, finish, setOutputIntent } from './pdf/kit.ts';
import { Outline } from './pdf/outline.ts';
import { MARGINS } from './pdf/theme.ts';
import { codePointLabel, displayLine } from './text.ts';

export interface PdfReport {
  readonly bytes: Uint8Array;
  /** Characters that no font has, as `[U+1F600]`; they stand in the PDF in this form. Sorted. */
  readonly missing: readonly string[];
}

/**
 * Renders a report. The same document gives the same bytes: every date comes from `madeAt`. Other tasks of
 * the process run in between.
 * @throws ReportError if the date, the language or the data are not valid, or a font is missing; the
 *   signal's reason once it is aborted.
 */
export async function toPdf(
  doc: ReportDocument,
  context: RenderContext,
  signal?: AbortSignal,
): Promise<PdfReport> {
  const { tag, direction } = languageOf(doc);
  const labels = labelsFor(tag);
  const data = Buffer.from(toJson(doc), 'utf8');
  const paper = context.paper ?? 'A4';
  const pdf = createPdf({
    title: displayLine(doc.title),
    author: displayLine(doc.author ?? ''),
    subject: displayLine(doc.subtitle ?? ''),
    // The file identifier is made from these entries, so the data must have their say in them.
    keywords: `sha256:${createHash('sha256').update(data).digest('hex')}`,
    language: tag,
    made: madeAtDate(doc),
    fontFile: fontPath('regular', context.resourcesDir),
    paper,
    margins: MARGINS,
  });
  setOutputIntent(pdf, srgbProfile());
  const init = { direction, paper, ...(signal ? { signal } : {}) };
  const flow = new Flow(pdf, new Faces(pdf, context), init);
  await flow.rest();
  drawTitle(doc, flow);
  await drawBlocks(doc.blocks, flow, new Outline(pdf), labels);
  flow.end();
  await drawFooters(doc, pdf, flow, labels);
  attach(doc, data, pdf, labels);
  const bytes = await finish(pdf);
  return { bytes, missing: [...flow.missing].sort((a, b) => a - b).map(codePointLabel) };
}

/** Footers drawn between two rests. */
const PAGES_AT_A_TIME = 16;

/** The data as an associated file, readable without this product. */
function attach(doc: ReportDocument, data: Buffer, pdf: Pdf, labels: ReportLabels): void {
  const made = madeAtDate(doc);
  const options = {
    name: displayLine(doc.dataName ?? 'report.json'),
    type: 'application/json',
    description: labels.data,
    relationship: 'Data',
    creationDate: made,
    modifiedDate: made,
  };
  pdf.file(data, options);
}

/** Title and date, and page n of m, when the number of pages is known. */
async function drawFooters(doc: ReportDocument, pdf: Pdf, flow: Flow, labels: ReportLabels): Promise<void> {
  const { start, count } = pdf.bufferedPageRange();
  const left = `${displayLine(doc.title)} · ${madeAtText(doc)}`;
  for (let page = 0; page < count; page++) {
    pdf.switchToPage(start + page);
    flow.footer(left, labels.page(page + 1, count));
    if (page % PAGES_AT_A_TIME === PAGES_AT_A_TIME - 1) await flow.rest();
  }
}
