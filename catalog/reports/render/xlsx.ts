/** The tables of a report as a workbook: a cover, then a sheet each. ECMA-376 Part 1, SpreadsheetML, transitional. */
import { breathe } from '../../breathe.ts';
import type { Cell, DataSheet } from '../../tables/table-files.ts';
import { columnName, escaped, fitted } from '../../stewardship/sheet/xlsx/cells.ts';
import { type ReportDocument, languageOf } from './document.ts';
import { coreProperties, fixedZip, XML_HEAD, xmlText } from './office-zip.ts';
import { coverSheet, tableSheets } from './table-sheets.ts';

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
const CORE_TYPE = 'application/vnd.openxmlformats-package.core-properties+xml';

/** Cell formats: 1 a header, 2 a text (format 49, `@`: what is typed over it is not calculated either). */
const STYLES = `<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FFEEF2F6"/></patternFill></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="3"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0" applyAlignment="1"><alignment vertical="top"/></xf><xf numFmtId="49" fontId="1" fillId="2" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1" applyFill="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf><xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf></cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>`;

/** Rows written between two rests. */
const ROWS_AT_A_TIME = 2000;
const NARROWEST = 9;
const WIDEST = 60;

/** Texts are stored as texts, so that nothing is calculated. The same document gives the same bytes. */
export async function toXlsx(doc: ReportDocument, signal?: AbortSignal): Promise<Uint8Array> {
  const rtl = languageOf(doc).direction === 'rtl';
  const tables = tableSheets(doc);
  const sheets = [coverSheet(doc, tables), ...tables.map(({ sheet }) => sheet)];
  const parts = new Map<string, string>([
    ['[Content_Types].xml', contentTypes(sheets.length)],
    [
      '_rels/.rels',
      relations([
        ['rId1', `${RELATIONS}/officeDocument`, 'xl/workbook.xml'],
        ['rId2', `${PACKAGE}/relationships/metadata/core-properties`, 'docProps/core.xml'],
      ]),
    ],
    ['docProps/core.xml', coreProperties(doc)],
    ['xl/workbook.xml', workbook(sheets)],
    [
      'xl/_rels/workbook.xml.rels',
      relations([
        ['styles', `${RELATIONS}/styles`, 'styles.xml'],
        ...sheets.map((_, at): Relation => [
          `sheet${at + 1}`,
          `${RELATIONS}/worksheet`,
          `worksheets/sheet${at + 1}.xml`,
        ]),
      ]),
    ],
    ['xl/styles.xml', part('styleSheet', STYLES)],
  ]);
  for (const [at, sheet] of sheets.entries())
    parts.set(`xl/worksheets/sheet${at + 1}.xml`, await sheetXml(sheet, rtl, signal));
  return fixedZip(parts);
}

function part(root: string, content: string): string {
  return `${XML_HEAD}<${root} xmlns="${MAIN}" xmlns:r="${RELATIONS}">${content}</${root}>`;
}

type Relation = readonly [id: string, type: string, target: string];

function relations(all: readonly Relation[]): string {
  const items = all.map(
    ([id, type, target]) => `<Relationship Id="${id}" Type="${type}" Target="${target}"/>`,
  );
  return `${XML_HEAD}<Relationships xmlns="${PACKAGE}/relationships">${items.join('')}</Relationships>`;
}

function contentTypes(sheets: number): string {
  const own = Array.from(
    { length: sheets },
    (_, at) => `<Override PartName="/xl/worksheets/sheet${at + 1}.xml" ContentType="${TYPE}.worksheet+xml"/>`,
  );
  return `${XML_HEAD}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${TYPE}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${TYPE}.styles+xml"/>${own.join('')}<Override PartName="/docProps/core.xml" ContentType="${CORE_TYPE}"/></Types>`;
}

function workbook(sheets: readonly DataSheet[]): string {
  const own = sheets.map(
    ({ name }, at) => `<sheet name="${xmlText(name)}" sheetId="${at + 1}" r:id="sheet${at + 1}"/>`,
  );
  return part('workbook', `<sheets>${own.join('')}</sheets>`);
}

/** The first row stays in view. */
async function sheetXml({ headers, rows }: DataSheet, rtl: boolean, signal?: AbortSignal): Promise<string> {
  const view = `<sheetViews><sheetView${rtl ? ' rightToLeft="1"' : ''} workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>`;
  const columns = headers.map((header, at) => {
    const width = widthOf(header, rows, at);
    return `<col min="${at + 1}" max="${at + 1}" width="${width}" customWidth="1"/>`;
  });
  const cols = columns.length === 0 ? '' : `<cols>${columns.join('')}</cols>`;
  const chunks = [rowXml(1, headers, 1)];
  for (let from = 0; from < rows.length; from += ROWS_AT_A_TIME) {
    await breathe();
    signal?.throwIfAborted();
    const some = rows.slice(from, from + ROWS_AT_A_TIME);
    chunks.push(some.map((row, at) => rowXml(from + at + 2, row, 2)).join(''));
  }
  return part('worksheet', `${view}${cols}<sheetData>${chunks.join('')}</sheetData>`);
}

function rowXml(row: number, cells: readonly Cell[], style: 1 | 2): string {
  const written = cells.map((cell, at) => {
    if (cell === null || cell === '') return '';
    const place = `${columnName(at)}${row}`;
    if (typeof cell === 'number') return `<c r="${place}"><v>${cell}</v></c>`;
    return `<c r="${place}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${escaped(fitted(cell))}</t></is></c>`;
  });
  return `<row r="${row}">${written.join('')}</row>`;
}

/** By the header and the first rows. */
function widthOf(header: string, rows: readonly (readonly Cell[])[], at: number): number {
  const lengths = rows.slice(0, 200).map((row) => {
    const longest = String(row[at] ?? '')
      .split('\n')
      .map((line) => line.length);
    return Math.max(...longest);
  });
  return Math.min(WIDEST, Math.max(NARROWEST, Math.min(header.length, WIDEST / 2), ...lengths) + 2);
}
