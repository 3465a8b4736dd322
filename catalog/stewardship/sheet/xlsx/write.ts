/** Writes a workbook with one sheet row by row, so that memory does not grow with it. ECMA-376, transitional. */
import { Zip, ZipDeflate } from 'fflate';
import { columnName, escaped, fitted } from './cells.ts';

export interface SheetColumn {
  readonly header: string;
  /** Letters. */
  readonly width: number;
  /** Offered in each of its cells. */
  readonly among?: readonly string[] | undefined;
}

export interface SheetPlan {
  /** At most 31 letters, none of `[]:*?/\`. */
  readonly name: string;
  readonly columns: readonly SheetColumn[];
  /** Columns at the left that stay in view. */
  readonly frozen: number;
}

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

/** Every cell is text (format 49, `@`), so that what is typed into it is not calculated. */
const STYLES = `${HEAD}<styleSheet xmlns="${MAIN}"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="3"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/><xf numFmtId="49" fontId="1" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1"/></cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`;

function fixedParts(name: string): Readonly<Record<string, string>> {
  return {
    '[Content_Types].xml': `${HEAD}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${TYPE}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${TYPE}.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="${TYPE}.styles+xml"/></Types>`,
    '_rels/.rels': `${HEAD}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><sheets><sheet name="${attribute(name)}" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `${HEAD}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${RELATIONS}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${RELATIONS}/styles" Target="styles.xml"/></Relationships>`,
    'xl/styles.xml': STYLES,
  };
}

const attribute = (text: string) => escaped(text).replaceAll('"', '&quot;');

/** The bytes of the workbook. `rows` without the line of headers. */
export async function* workbook(
  plan: SheetPlan,
  rows: AsyncIterable<readonly (readonly string[])[]>,
): AsyncGenerator<Uint8Array> {
  const ready: Uint8Array[] = [];
  let failed: Error | null = null;
  const zip = new Zip((error, bytes) => {
    if (error) failed = error;
    else ready.push(bytes);
  });
  const encoder = new TextEncoder();
  const add = (name: string) => {
    const file = new ZipDeflate(name, { level: 3 });
    // A fixed time: the same content makes the same file.
    file.mtime = Date.UTC(1980, 0, 1, 12);
    zip.add(file);
    return file;
  };
  for (const [name, text] of Object.entries(fixedParts(plan.name)))
    add(name).push(encoder.encode(text), true);
  const sheet = add('xl/worksheets/sheet1.xml');
  sheet.push(encoder.encode(opening(plan)));
  let count = 1;
  for await (const some of rows) {
    sheet.push(encoder.encode(some.map((cells) => rowXml(++count, cells, 1)).join('')));
    if (failed) throw failed;
    yield* ready.splice(0);
  }
  sheet.push(encoder.encode(closing(plan, count)), true);
  zip.end();
  if (failed) throw failed;
  yield* ready;
}

function opening({ columns, frozen }: SheetPlan): string {
  const corner = `${columnName(frozen)}2`;
  const pane = `<pane ${frozen > 0 ? `xSplit="${frozen}" ` : ''}ySplit="1" topLeftCell="${corner}" activePane="${frozen > 0 ? 'bottomRight' : 'bottomLeft'}" state="frozen"/>`;
  const widths = columns
    .map(
      ({ width }, at) => `<col min="${at + 1}" max="${at + 1}" width="${width}" style="1" customWidth="1"/>`,
    )
    .join('');
  const headers = columns.map(({ header }) => header);
  return `${HEAD}<worksheet xmlns="${MAIN}"><sheetViews><sheetView workbookViewId="0">${pane}</sheetView></sheetViews><cols>${widths}</cols><sheetData>${rowXml(1, headers, 2)}`;
}

function rowXml(row: number, cells: readonly string[], style: number): string {
  const written = cells.map((text, at) =>
    text === ''
      ? ''
      : `<c r="${columnName(at)}${row}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${escaped(fitted(text))}</t></is></c>`,
  );
  return `<row r="${row}">${written.join('')}</row>`;
}

function closing({ columns }: SheetPlan, rows: number): string {
  const lists = columns.flatMap(({ among }, at) => {
    if (!among || rows < 2) return [];
    const place = columnName(at);
    return [
      `<dataValidation type="list" allowBlank="1" showErrorMessage="1" sqref="${place}2:${place}${rows}"><formula1>"${attribute(among.join(','))}"</formula1></dataValidation>`,
    ];
  });
  const validations =
    lists.length > 0 ? `<dataValidations count="${lists.length}">${lists.join('')}</dataValidations>` : '';
  return `</sheetData><autoFilter ref="A1:${columnName(columns.length - 1)}${rows}"/>${validations}</worksheet>`;
}
