/** The container of office files and of bundled tables: the same content gives the same bytes. */
import { zipSync, type Zippable } from 'fflate';
import type { ReportDocument } from './document.ts';
import { languageOf, madeAtDate } from './document.ts';
import { displayLine } from './text.ts';

export const XML_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const PROPERTIES = 'http://schemas.openxmlformats.org/package/2006/metadata/core-properties';

/**
 * Members in the order given, dated 1 January 1980. Packed by a library of our own choice rather than by the host's,
 * whose bytes differ from one runtime to the next.
 */
export function fixedZip(members: ReadonlyMap<string, string | Uint8Array>): Uint8Array {
  const encoder = new TextEncoder();
  const zippable: Zippable = {};
  for (const [name, content] of members)
    zippable[name] = typeof content === 'string' ? encoder.encode(content.toWellFormed()) : content;
  return zipSync(zippable, { level: 3, mtime: new Date(1980, 0, 1) });
}

const NOT_XML = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;

/** Text for XML 1.0, also within a quoted attribute. What XML cannot hold becomes U+FFFD. */
export function xmlText(text: string): string {
  return text
    .toWellFormed()
    .replace(NOT_XML, '\ufffd')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

/** `docProps/core.xml`: title, subject, author and date are the document's, never the machine's. ECMA-376 Part 2, 11.1. */
export function coreProperties(doc: ReportDocument): string {
  const at = `${madeAtDate(doc).toISOString().slice(0, 19)}Z`;
  const author = xmlText(displayLine(doc.author ?? ''));
  const subject = xmlText(displayLine(doc.subtitle ?? ''));
  return `${XML_HEAD}<cp:coreProperties xmlns:cp="${PROPERTIES}" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>${xmlText(displayLine(doc.title))}</dc:title><dc:subject>${subject}</dc:subject><dc:creator>${author}</dc:creator><dc:language>${languageOf(doc).tag}</dc:language><cp:lastModifiedBy>${author}</cp:lastModifiedBy><dcterms:created xsi:type="dcterms:W3CDTF">${at}</dcterms:created><dcterms:modified xsi:type="dcterms:W3CDTF">${at}</dcterms:modified></cp:coreProperties>`;
}
