/** The blocks of a report as WordprocessingML. */
import {
  type Block,
  type Inline,
  type ReportDocument,
  type TableBlock,
  type TextRun,
  runsOf,
  squareTable,
} from '../document.ts';
import { type ReportLabels, totalNote } from '../labels.ts';
import { xmlText } from '../office-zip.ts';
import { hasRtl } from '../pdf/bidi.ts';
import { displayLine, displayText } from '../text.ts';

/** Text area of the page, in twentieths of a point. */
const WIDTH = 9638;

interface Writer {
  readonly labels: ReportLabels;
  readonly rtl: boolean;
  /** Numbered lists so far. */
  lists: number;
  bookmarks: number;
}

/** `lists`: how many numberings the document needs. */
export function documentBody(
  doc: ReportDocument,
  labels: ReportLabels,
  rtl: boolean,
): { readonly xml: string; readonly lists: number } {
  const writer: Writer = { labels, rtl, lists: 0, bookmarks: 0 };
  const head = [
    paragraph([{ text: displayLine(doc.title) }], writer, { style: 'Title' }),
    ...(doc.subtitle === undefined
      ? []
      : [paragraph([{ text: displayLine(doc.subtitle) }], writer, { style: 'Subtitle' })]),
    ...(doc.author === undefined ? [] : [paragraph([{ text: displayLine(doc.author) }], writer)]),
    ...(doc.facts.length === 0 ? [] : [definitions(doc.facts, writer)]),
    ...contents(doc, writer),
  ];
  const blocks = doc.blocks.map((block) => blockXml(block, writer));
  return { xml: [...head, ...blocks].join(''), lists: writer.lists };
}

/** A field that the reader's program fills in; until then it shows the headings without page numbers. */
function contents(doc: ReportDocument, writer: Writer): string[] {
  const headings = doc.blocks.flatMap((block) =>
    block.kind === 'heading' && block.level <= 2
      ? [{ text: displayLine(block.text), level: block.level }]
      : [],
  );
  if (headings.length < 3) return [];
  const begin = `<w:r><w:fldChar w:fldCharType="begin" w:dirty="true"/></w:r><w:r><w:instrText xml:space="preserve"> TOC \\o "1-2" \\h \\z \\u </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>`;
  const end = `<w:r><w:fldChar w:fldCharType="end"/></w:r>`;
  const lines = headings.map(({ text, level }, at) =>
    rawParagraph(
      `${at === 0 ? begin : ''}${runs([{ text }])}${at === headings.length - 1 ? end : ''}`,
      properties({ style: `TOC${level}`, bidi: isRtl([{ text }], writer) }),
    ),
  );
  return [paragraph([{ text: writer.labels.contents }], writer, { style: 'ContentsHeading' }), ...lines];
}

function blockXml(block: Block, writer: Writer): string {
  switch (block.kind) {
    case 'heading':
      return headingXml(displayLine(block.text), block.level, writer);
    case 'paragraph':
      return paragraph(runsOf(block.text), writer);
    case 'list': {
      const number = block.ordered === true ? ++writer.lists + 1 : 1;
      return block.items
        .map((item) => paragraph(runsOf(item), writer, { style: 'ListItem', number }))
        .join('');
    }
    case 'definitions':
      return definitions(block.items, writer);
    case 'table':
      return tableXml(block, writer);
    case 'callout': {
      const title = displayLine(block.title ?? writer.labels.tones[block.tone]);
      const text: TextRun[] = [{ text: `${title}\n`, style: 'strong' }, ...runsOf(block.text)];
      return paragraph(text, writer, { style: `Callout-${block.tone}` });
    }
    case 'code':
      return rawParagraph(textXml(displayText(block.text), '<w:noProof/>'), properties({ style: 'Code' }));
    case 'page-break':
      return '<w:p><w:r><w:br w:type="page"/></w:r></w:p>';
  }
}

/** With a bookmark, so that contents can lead there. */
function headingXml(text: string, level: number, writer: Writer): string {
  const id = writer.bookmarks++;
  const inner = `<w:bookmarkStart w:id="${id}" w:name="part${id}"/>${runs([{ text }])}<w:bookmarkEnd w:id="${id}"/>`;
  return rawParagraph(inner, properties({ style: `Heading${level}`, bidi: isRtl([{ text }], writer) }));
}

interface ParagraphLook {
  readonly style?: string;
  readonly number?: number;
  readonly align?: 'center' | 'end';
}

function paragraph(text: readonly TextRun[], writer: Writer, look: ParagraphLook = {}): string {
  return rawParagraph(runs(text), properties({ ...look, bidi: isRtl(text, writer) }));
}

const rawParagraph = (inner: string, own: string): string => `<w:p>${own}${inner}</w:p>`;

/** In the order of CT_PPr. In right-to-left paragraphs `left` and `right` mean start and end, as in others. */
function properties({ style, number, bidi, align }: ParagraphLook & { readonly bidi?: boolean }): string {
  const inner = [
    style === undefined ? '' : `<w:pStyle w:val="${style}"/>`,
    number === undefined ? '' : `<w:numPr><w:ilvl w:val="0"/><w:numId w:val="${number}"/></w:numPr>`,
    bidi === true ? '<w:bidi/>' : '',
    align === undefined ? '' : `<w:jc w:val="${align === 'end' ? 'right' : 'center'}"/>`,
  ].join('');
  return inner === '' ? '' : `<w:pPr>${inner}</w:pPr>`;
}

/** By its first strong letter, else as the document runs. */
function isRtl(text: readonly TextRun[], { rtl }: Writer): boolean {
  const first = /\p{L}/u.exec(text.map((run) => run.text).join(''))?.[0];
  return first === undefined ? rtl : hasRtl(first);
}

const STYLES: Readonly<Record<NonNullable<TextRun['style']>, string>> = {
  strong: '<w:b/><w:bCs/>',
  emphasis: '<w:i/><w:iCs/>',
  code: '',
};

function runs(text: readonly TextRun[], strong = false): string {
  return text
    .flatMap((run) => byDirection(displayText(run.text)).map((piece) => ({ ...piece, style: run.style })))
    .map(({ text: piece, rtl, style }) =>
      textXml(
        piece,
        `${style === 'code' ? '<w:rStyle w:val="CodeText"/>' : ''}${strong && style !== 'strong' ? STYLES.strong : ''}${style === undefined ? '' : STYLES[style]}${rtl ? '<w:rtl/>' : ''}`,
      ),
    )
    .join('');
}

/** Word chooses face and language of a run by its mark: stretches of right-to-left letters are runs of their own. */
function byDirection(text: string): { readonly text: string; readonly rtl: boolean }[] {
  if (!hasRtl(text)) return [{ text, rtl: false }];
  return (
    text.match(
      /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]+(?:[\s\p{P}]+(?=[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff])[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]+)*|[^\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]+/gu,
    ) ?? []
  ).map((piece) => ({ text: piece, rtl: hasRtl(piece) }));
}

function textXml(text: string, own: string): string {
  const lines = text
    .split('\n')
    .map((line) => (line === '' ? '' : `<w:t xml:space="preserve">${xmlText(line)}</w:t>`));
  return `<w:r>${own === '' ? '' : `<w:rPr>${own}</w:rPr>`}${lines.join('<w:br/>')}</w:r>`;
}

interface CellLook {
  readonly width: number;
  readonly strong?: boolean;
  readonly align?: 'start' | 'center' | 'end' | undefined;
  readonly span?: number;
  readonly head?: boolean;
}

function cellXml(text: Inline, look: CellLook, writer: Writer): string {
  const own = [
    `<w:tcW w:w="${look.width}" w:type="dxa"/>`,
    look.span === undefined ? '' : `<w:gridSpan w:val="${look.span}"/>`,
    look.head === true ? '<w:shd w:val="clear" w:color="auto" w:fill="EEF2F6"/>' : '',
  ].join('');
  const { align } = look;
  const shape = properties({
    style: 'Cell',
    bidi: isRtl(runsOf(text), writer),
    ...(align === undefined || align === 'start' ? {} : { align }),
  });
  return `<w:tc><w:tcPr>${own}</w:tcPr>${rawParagraph(runs(runsOf(text), look.strong === true), shape)}</w:tc>`;
}

/** The properties of a table in the order of CT_TblPr. `name`: read out by screen readers. */
function tableStart(widths: readonly number[], { rtl }: Writer, name: string, heads: boolean): string {
  const sum = widths.reduce((a, b) => a + b, 0);
  const grid = widths.map((width) => `<w:gridCol w:w="${width}"/>`).join('');
  return `<w:tbl><w:tblPr><w:tblStyle w:val="ReportTable"/>${rtl ? '<w:bidiVisual/>' : ''}<w:tblW w:w="${sum}" w:type="dxa"/><w:tblLayout w:type="fixed"/><w:tblLook w:val="${heads ? '0020' : '0000'}" w:firstRow="${heads ? 1 : 0}" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/><w:tblCaption w:val="${xmlText(name)}"/></w:tblPr><w:tblGrid>${grid}</w:tblGrid>`;
}

/** Two tables in a row would be taken for one. */
const AFTER_TABLE = '<w:p><w:pPr><w:spacing w:after="60"/></w:pPr></w:p>';

function definitions(
  items: readonly { readonly term: string; readonly value: Inline }[],
  writer: Writer,
): string {
  const widths = [Math.round(WIDTH * 0.28), WIDTH - Math.round(WIDTH * 0.28)];
  const rows = items.map(
    ({ term, value }) =>
      `<w:tr><w:trPr><w:cantSplit/></w:trPr>${cellXml(displayLine(term), { width: widths[0]!, strong: true }, writer)}${cellXml(value, { width: widths[1]! }, writer)}</w:tr>`,
  );
  return items.length === 0
    ? ''
    : `${tableStart(widths, writer, 'Terms', false)}${rows.join('')}</w:tbl>${AFTER_TABLE}`;
}

function tableXml(block: TableBlock, writer: Writer): string {
  const { columns, rows } = squareTable(block);
  if (columns.length === 0) return '';
  const widths = widthsOf(columns.map(({ width = 1 }) => (Number.isFinite(width) && width > 0 ? width : 1)));
  const name = displayLine(block.caption ?? columns.map(({ header }) => header).join(', '));
  const cell = (text: Inline, at: number, look: Partial<CellLook>) =>
    cellXml(text, { width: widths[at]!, align: columns[at]?.align, ...look }, writer);
  const head = columns.map(({ header }, at) => cell(displayLine(header), at, { strong: true, head: true }));
  const body = rows.map(
    (row) =>
      `<w:tr><w:trPr><w:cantSplit/></w:trPr>${row.map((text, at) => cell(text, at, { strong: at === 0 && block.rowHeaders === true })).join('')}</w:tr>`,
  );
  if (rows.length === 0 && block.empty !== undefined)
    body.push(
      `<w:tr>${cellXml([{ text: displayLine(block.empty), style: 'emphasis' }], { width: WIDTH, span: columns.length }, writer)}</w:tr>`,
    );
  const note = totalNote(block.total, writer.labels);
  return [
    ...(block.caption === undefined ? [] : [paragraph([{ text: name }], writer, { style: 'Caption' })]),
    tableStart(widths, writer, name, true),
    `<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>${head.join('')}</w:tr>`,
    ...body,
    '</w:tbl>',
    note === null ? AFTER_TABLE : paragraph([{ text: note }], writer, { style: 'Note' }),
  ].join('');
}

/** Whole numbers that add up to the width of the text. */
function widthsOf(shares: readonly number[]): number[] {
  const sum = shares.reduce((a, b) => a + b, 0);
  const widths = shares.map((share) => Math.floor((WIDTH * share) / sum));
  widths[widths.length - 1]! += WIDTH - widths.reduce((a, b) => a + b, 0);
  return widths;
}
