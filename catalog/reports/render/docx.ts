/** A report as an editable Word document. ECMA-376 Part 1, WordprocessingML, transitional. */
import { breathe } from '../../breathe.ts';
import { type ReportDocument, languageOf, madeAtText } from './document.ts';
import { documentBody } from './docx/body.ts';
import { numberingXml, settingsXml, stylesXml } from './docx/styles.ts';
import { coreProperties, fixedZip, XML_HEAD, xmlText } from './office-zip.ts';
import { type ReportLabels, labelsFor } from './labels.ts';
import { displayLine } from './text.ts';

const WORD = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main';
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const TYPE = 'application/vnd.openxmlformats-officedocument.wordprocessingml';
const CORE_TYPE = 'application/vnd.openxmlformats-package.core-properties+xml';

const PARTS = ['document.main', 'styles', 'numbering', 'settings', 'footer'] as const;
const FILES: Readonly<Record<(typeof PARTS)[number], string>> = {
  'document.main': 'word/document.xml',
  styles: 'word/styles.xml',
  numbering: 'word/numbering.xml',
  settings: 'word/settings.xml',
  footer: 'word/footer1.xml',
};

/** Headings, lists, tables with repeated header rows, contents, page numbers. The same document gives the same bytes. */
export async function toDocx(doc: ReportDocument, signal?: AbortSignal): Promise<Uint8Array> {
  const { tag, direction } = languageOf(doc);
  const labels = labelsFor(tag);
  const rtl = direction === 'rtl';
  const { xml: body, lists } = documentBody(doc, labels, rtl);
  await breathe();
  signal?.throwIfAborted();
  return fixedZip(
    new Map<string, string>([
      ['[Content_Types].xml', contentTypes()],
      ['_rels/.rels', packageRelations()],
      ['docProps/core.xml', coreProperties(doc)],
      [FILES['document.main'], part('document', `<w:body>${body}${section(rtl)}</w:body>`)],
      ['word/_rels/document.xml.rels', documentRelations()],
      [FILES.styles, part('styles', stylesXml(tag, rtl))],
      [FILES.numbering, part('numbering', numberingXml(lists))],
      [FILES.settings, part('settings', settingsXml())],
      [FILES.footer, part('ftr', footer(doc, labels, rtl))],
    ]),
  );
}

function part(root: string, content: string): string {
  return `${XML_HEAD}<w:${root} xmlns:w="${WORD}" xmlns:r="${RELATIONS}">${content}</w:${root}>`;
}

function contentTypes(): string {
  const overrides = PARTS.map(
    (name) => `<Override PartName="/${FILES[name]}" ContentType="${TYPE}.${name}+xml"/>`,
  );
  return `${XML_HEAD}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${overrides.join('')}<Override PartName="/docProps/core.xml" ContentType="${CORE_TYPE}"/></Types>`;
}

function packageRelations(): string {
  return `${XML_HEAD}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${RELATIONS}/officeDocument" Target="word/document.xml"/><Relationship Id="rId2" Type="${PACKAGE}/relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>`;
}

function documentRelations(): string {
  const of = (['styles', 'numbering', 'settings', 'footer'] as const).map(
    (name) =>
      `<Relationship Id="${name}" Type="${RELATIONS}/${name}" Target="${FILES[name].slice('word/'.length)}"/>`,
  );
  return `${XML_HEAD}<Relationships xmlns="${PACKAGE}/relationships">${of.join('')}</Relationships>`;
}

/** A4, upright; measures in twentieths of a point. */
function section(rtl: boolean): string {
  return `<w:sectPr><w:footerReference w:type="default" r:id="footer"/><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1134" w:right="1134" w:bottom="1304" w:left="1134" w:header="567" w:footer="567" w:gutter="0"/>${rtl ? '<w:bidi/>' : ''}</w:sectPr>`;
}

/** Title and date, and the page's number of all pages, which the reader's program counts. */
function footer(doc: ReportDocument, labels: ReportLabels, rtl: boolean): string {
  const field = (code: string) =>
    `<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> ${code} </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>`;
  const text = (words: string) => `<w:r><w:t xml:space="preserve">${xmlText(words)}</w:t></w:r>`;
  const [before = '', between = '', after = ''] = labels.page(7001, 7002).split(/7001|7002/);
  const line = (style: string, own: string, inner: string) =>
    `<w:p><w:pPr><w:pStyle w:val="${style}"/>${rtl ? own : ''}</w:pPr>${inner}</w:p>`;
  // Two lines: in one, a right-to-left title and the left-to-right rest would change places.
  return [
    line('Footer', '<w:bidi/>', text(`${displayLine(doc.title)} · ${madeAtText(doc)}`)),
    // The words for pages are in a left-to-right language so far.
    line(
      'FooterPage',
      '<w:jc w:val="right"/>',
      `${text(before)}${field('PAGE')}${text(between)}${field('NUMPAGES')}${text(after)}`,
    ),
  ].join('');
}
