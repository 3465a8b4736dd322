import { zipSync, strToU8 } from 'fflate';
import { describe, expect, it } from 'vitest';
import writeExcelFile from 'write-excel-file/node';
import { SourceError } from '../../../importers/importer.ts';
import { smallEstate } from '../../testing/small-estate.ts';
import { cellsOf, everything, exported, fileOf, imported } from '../testing.ts';
import { columnIndex, columnName, escaped, fitted, unescaped, wasCut } from './cells.ts';
import { readXlsx } from './read.ts';

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const WORKBOOK = `<workbook xmlns="${MAIN}" xmlns:r="r"><sheets><sheet name="A" sheetId="1" r:id="rId1"/><sheet name="B" sheetId="2" r:id="rId2"/></sheets></workbook>`;
const RELATIONS =
  '<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Target="/xl/worksheets/sheet2.xml"/></Relationships>';

function book(sheet: string, more: Readonly<Record<string, string>> = {}): Uint8Array {
  const parts: Record<string, string> = {
    'xl/workbook.xml': WORKBOOK,
    'xl/_rels/workbook.xml.rels': RELATIONS,
    'xl/worksheets/sheet1.xml': sheet,
    'xl/worksheets/sheet2.xml': '<worksheet/>',
    ...more,
  };
  return zipSync(Object.fromEntries(Object.entries(parts).map(([name, text]) => [name, strToU8(text)])));
}

const rows = (body: string) => `<worksheet xmlns="${MAIN}"><sheetData>${body}</sheetData></worksheet>`;
const signal = new AbortController().signal;

async function trouble(content: Uint8Array): Promise<string> {
  const error: unknown = await cellsOf(content).then(
    () => null,
    (caught: unknown) => caught,
  );
  expect(error).toBeInstanceOf(SourceError);
  return (error as Error).message;
}

describe('a workbook', () => {
  it('is read as other programs write it: shared texts, rich texts, numbers, gaps', async () => {
    const shared = `<sst xmlns="${MAIN}"><si><t>namespace</t></si><si><r><t>ri</t></r><r><rPr><b/></rPr><t xml:space="preserve">ch </t></r><rPh><t>no</t></rPh></si><si><t>a_x000D_b_x005F_x0041_</t></si></sst>`;
    const sheet = rows(
      `<row r="1"><c r="A1" t="s"><v>0</v></c><c r="C1" t="s"><v>1</v></c></row><row r="3"><c t="n"><v>4711</v></c><c t="b"><v>1</v></c><c t="s"><v>2</v></c></row><row r="4"/><x:row xmlns:x="x" r="5"><x:c r="B5" t="inlineStr"><x:is><x:t>&lt;&#233;&#x1F600;&amp;</x:t></x:is></x:c></x:row>`,
    );
    const content = book(sheet, { 'xl/sharedStrings.xml': shared });
    expect(await cellsOf(content)).toEqual([
      ['namespace', '', 'rich '],
      ['4711', 'true', 'a\rb_x0041_'],
      ['', '<é😀&', ''],
    ]);
    const read = await readXlsx(fileOf(content), signal);
    expect(read).toMatchObject({ name: 'A', others: ['B'] });
  });

  it('is read as a library writes it', async () => {
    const content = await writeExcelFile([
      {
        sheet: 'x',
        data: [
          ['namespace', 'a & b'].map((value) => ({ value, type: String })),
          [{ value: '<1>', type: String }],
        ],
      },
    ]).toBuffer();
    expect(await cellsOf(content)).toEqual([
      ['namespace', 'a & b'],
      ['<1>', ''],
    ]);
  });

  it('does not calculate: a formula is told, and the cell stays', async () => {
    const catalog = await smallEstate();
    const text = (place: string, value: string) =>
      `<c r="${place}" t="inlineStr"><is><t>${value}</t></is></c>`;
    const content = book(
      rows(
        `<row r="1">${['namespace', 'name', 'criticality', 'labels'].map((name, at) => text(`${columnName(at)}1`, name)).join('')}</row><row r="2">${text('A2', 'n')}${text('B2', 'sales.leads')}${text('C2', 'high')}<c r="D2" t="str"><f>1+1</f><v>2</v></c></row>`,
      ),
    );
    const outcome = await imported(catalog, content);
    expect(outcome.changes.items).toMatchObject([{ header: 'criticality', after: 'high' }]);
    expect(outcome.problems.items).toMatchObject([
      {
        line: 2,
        header: 'labels',
        message: 'a formula stands here, which is not calculated; the cell stays as it is',
      },
    ]);
    expect(outcome.notes.items.map(({ message }) => message)).toContain(
      'the sheet "A" was read, and not "B"',
    );
  });

  it('is refused where it means harm', async () => {
    const entities = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>';
    expect(await trouble(book(entities + rows('')))).toContain('document type');
    const outside = '<!DOCTYPE x SYSTEM "file:///etc/passwd">';
    expect(await trouble(book(rows(''), { 'xl/workbook.xml': outside + WORKBOOK }))).toContain(
      'document type',
    );
    expect(await trouble(book(rows('<row r="99999999"/>')))).toContain('a row 99999999');
    expect(await trouble(book(rows('<row r="1"><c r="ZZZ1"><v>1</v></c></row>')))).toContain('a cell ZZZ1');
    expect(await trouble(book(rows('<row r="2"/><row r="1"/>')))).toContain('a row 1');
    expect(await trouble(book('<worksheet><sheetData><row r="1" '))).toContain('well-formed');
    expect(await trouble(book(rows('x'.repeat(5_000_000))))).toMatch(/longer than any cell|times its size/);
    const bomb = zipSync({ 'xl/worksheets/sheet1.xml': new Uint8Array(100_000_000) });
    expect(await trouble(bomb)).toContain('times its size');
    expect(await trouble(zipSync({ 'a.txt': strToU8('x') }))).toContain('no workbook');
    expect(await trouble(new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0, 0, 0, 0]))).toContain('.xls');
  });

  it('tells what did not fit into a cell, and does not take it for an edit', async () => {
    const long = 'ab'.repeat(20_000);
    expect(fitted(long)).toHaveLength(fitted(long).length);
    expect(fitted(long).length).toBeLessThanOrEqual(32_767);
    expect(wasCut(fitted(long))).toBe(true);
    expect(wasCut(long)).toBe(false);
    const catalog = await smallEstate();
    const csv = (text: string) => `namespace,name,description\nn,sales.leads,${text}`;
    await imported(catalog, csv(long));
    const content = await exported(catalog, everything('datasets'), 'xlsx');
    expect((await imported(catalog, content)).changes.total).toBe(0);
    const edited = await imported(catalog, csv(`x${long}`));
    expect(edited.changes.total).toBe(1);
    const late = await imported(catalog, content, { force: true });
    expect(late.changes.total).toBe(0);
  });
});

describe('a text in a cell', () => {
  it.each(['_x0041_', '_x005F_x0041_', '__x0041__', '\u0000\r\n\t', '\ufffe', '_x', 'a&b<c>'])(
    '%j comes back',
    (text) => {
      const xml = escaped(text);
      expect(xml).not.toMatch(/[\u0000-\u0008\u000b-\u001f\ufffe]/);
      const plain = xml.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
      expect(unescaped(plain)).toBe(text);
    },
  );

  it('has a place', () => {
    expect([0, 25, 26, 701, 702, 16_383].map(columnName)).toEqual(['A', 'Z', 'AA', 'ZZ', 'AAA', 'XFD']);
    expect(['A1', 'XFD9', 'XFE1', 'A', '1', 'aa3'].map(columnIndex)).toEqual([0, 16_383, null, 0, null, 26]);
  });
});

describe('a CSV file', () => {
  it('may be UTF-16 with a mark, and is refused in anything else than UTF', async () => {
    const text = 'namespace\tname\r\nn\té';
    const little = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')]);
    const big = Buffer.from(little).swap16();
    for (const content of [little, big, `\ufeff${text}`, text])
      expect(await cellsOf(content)).toEqual([
        ['namespace', 'name'],
        ['n', 'é'],
      ]);
    expect(await trouble(Buffer.from('namespace\n\xe9\xe8', 'latin1'))).toContain('CSV UTF-8');
  });

  it('tells of a quoted cell that never ends', async () => {
    const outcome = await imported(await smallEstate(), 'namespace,name\nn,sales.leads\nn,"x\n');
    expect(outcome.notes.items).toContainEqual({
      line: 3,
      message: 'a quoted cell begins here and never ends; what follows was not read',
    });
  });
});
