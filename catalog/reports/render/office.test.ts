import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readZip } from '../../evidence/zip.ts';
import { readCsvRecords } from '../../tables/csv-records.ts';
import { xmlEvents, type XmlEvent } from '../../stewardship/sheet/xlsx/xml.ts';
import { table } from '../tables.ts';
import { toCsvZip } from './csv.ts';
import type { ReportDocument } from './document.ts';
import { toDocx } from './docx.ts';
import { SAMPLE_REPORT } from './fixtures.ts';
import { toXlsx } from './xlsx.ts';

const parts = (bytes: Uint8Array) =>
  new Map([...readZip(bytes)].map(([name, content]) => [name, Buffer.from(content).toString('utf8')]));

async function eventsOf(xml: string): Promise<XmlEvent[]> {
  const out: XmlEvent[] = [];
  async function* chunks() {
    yield Buffer.from(xml);
  }
  for await (const some of xmlEvents(chunks())) out.push(...some);
  return out;
}

/** Opening and closing elements in pairs, one root: what every XML reader asks for. */
async function wellFormed(xml: string): Promise<boolean> {
  const open: string[] = [];
  let roots = 0;
  for (const event of await eventsOf(xml)) {
    if (event.is === 'open') {
      if (open.length === 0) roots++;
      open.push(event.name);
    } else if (event.is === 'close' && open.pop() !== event.name) return false;
  }
  return roots === 1 && open.length === 0;
}

const rows = Array.from({ length: 620 }, (_, at) => [`t${at}`, '=1+1', String(at)]);
const LONG: ReportDocument = {
  ...SAMPLE_REPORT,
  blocks: [
    { kind: 'heading', level: 1, text: 'Inventory: all [of it]' },
    table('Datasets: names / notes', ['Name', 'Note', { header: 'Rows', align: 'end' }], rows),
    { ...table('datasets: names / notes', ['Name'], [['a']]), total: { shown: 1, of: 9 } },
  ],
};

const WRITERS = { docx: toDocx, xlsx: toXlsx, csv: toCsvZip } as const;

describe('office files', () => {
  it.each(Object.entries(WRITERS))(
    '%s: the same document gives the same bytes, whenever and wherever',
    async (name, write) => {
      const first = await write(SAMPLE_REPORT);
      expect(Buffer.from(await write(SAMPLE_REPORT)).equals(first)).toBe(true);
      const changed = await write({ ...SAMPLE_REPORT, facts: [{ term: 'Case', value: 'another' }] });
      expect(Buffer.from(changed).equals(first)).toBe(false);
      const script = `
      const { SAMPLE_REPORT } = await import(${JSON.stringify(new URL('fixtures.ts', import.meta.url).href)});
      const module = await import(${JSON.stringify(new URL(`${name}.ts`, import.meta.url).href)});
      const write = module.toDocx ?? module.toXlsx ?? module.toCsvZip;
      process.stdout.write(Buffer.from(await write(SAMPLE_REPORT)).toString('base64'));`;
      const elsewhere = execFileSync(process.execPath, ['--input-type=module', '-e', script], {
        encoding: 'utf8',
        env: { ...process.env, TZ: 'Pacific/Chatham', NODE_NO_WARNINGS: '1' },
        maxBuffer: 2 ** 26,
      });
      expect(elsewhere).toBe(Buffer.from(first).toString('base64'));
    },
  );

  it('have well-formed parts that their lists of contents name, whatever the texts are', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), async (text, other) => {
        const doc: ReportDocument = {
          ...SAMPLE_REPORT,
          title: `T ${text}`,
          author: other,
          facts: [{ term: text, value: [{ text: other, style: 'code' }] }],
          blocks: [
            { kind: 'heading', level: 1, text },
            { kind: 'heading', level: 2, text: other },
            { kind: 'heading', level: 1, text: other },
            { kind: 'list', ordered: true, items: [text, other] },
            { kind: 'callout', tone: 'gap', text },
            { kind: 'code', text: other, language: text },
            { ...table(text, [other, text], [[text, other, text]]) },
          ],
        };
        for (const write of [toDocx, toXlsx]) {
          const files = parts(await write(doc));
          for (const [name, xml] of files) expect([name, await wellFormed(xml)]).toEqual([name, true]);
          const types = files.get('[Content_Types].xml')!;
          for (const name of files.keys())
            if (!/rels$|Types/.test(name)) expect(types).toContain(`PartName="/${name}"`);
          expect(files.get('docProps/core.xml')).toContain('2026-11-21T08:30:00Z');
        }
      }),
      { numRuns: 40 },
    );
  });
});

describe('a Word document', () => {
  it('has real headings, lists, header rows, contents, page numbers and languages', async () => {
    const files = parts(await toDocx(SAMPLE_REPORT));
    const body = files.get('word/document.xml')!;
    for (const level of [1, 2, 3]) expect(body).toContain(`<w:pStyle w:val="Heading${level}"/>`);
    expect(body).toContain('TOC \\o "1-2"');
    expect(body.match(/<w:tblHeader\/>/g)).toHaveLength(2);
    expect(body).toContain('<w:numId w:val="1"/>');
    expect(body).toContain('<w:numId w:val="2"/>');
    expect(body).toMatch(/<w:pPr><w:bidi\/><\/w:pPr><w:r><w:rPr><w:rtl\/><\/w:rPr>/);
    expect(body).toContain('Showing 4 of 1226.');
    const footer = files.get('word/footer1.xml')!;
    expect(footer).toContain(' PAGE ');
    expect(footer).toContain(' NUMPAGES ');
    expect(files.get('word/styles.xml')).toContain('w:lang w:val="en"');
    const arabic = parts(await toDocx({ ...SAMPLE_REPORT, language: 'ar' }));
    expect(arabic.get('word/document.xml')).toContain('<w:bidiVisual/>');
    expect(arabic.get('word/styles.xml')).toContain('w:bidi="ar"');
  });

  it('orders the properties of paragraphs as the standard wants them', async () => {
    const order = [
      'pStyle',
      'keepNext',
      'keepLines',
      'numPr',
      'pBdr',
      'shd',
      'tabs',
      'bidi',
      'spacing',
      'ind',
      'jc',
      'outlineLvl',
    ];
    const files = parts(await toDocx({ ...SAMPLE_REPORT, language: 'he' }));
    let seen = 0;
    for (const name of ['word/document.xml', 'word/styles.xml', 'word/numbering.xml', 'word/footer1.xml'])
      for (const [, inner] of files.get(name)!.matchAll(/<w:pPr>(.*?)<\/w:pPr>/g)) {
        const flat = inner!.replace(/<w:(pBdr|numPr|tabs)>.*?<\/w:\1>/g, '<w:$1/>');
        const found = [...flat.matchAll(/<w:(\w+)/g)].map(([, element]) => order.indexOf(element!));
        expect([name, inner, found]).toEqual([name, inner, found.toSorted((a, b) => a - b)]);
        expect(found).not.toContain(-1);
        seen++;
      }
    expect(seen).toBeGreaterThan(30);
  });
});

describe('tables for spreadsheets', () => {
  it('hold every row, also those that the printed forms leave out', async () => {
    const files = parts(await toCsvZip(LONG));
    expect([...files.keys()]).toEqual([
      'index.csv',
      '1-datasets-names-notes.csv',
      '2-datasets-names-notes.csv',
    ]);
    const { records } = readCsvRecords(files.get('1-datasets-names-notes.csv')!);
    expect(records).toHaveLength(1 + rows.length);
    const index = files.get('index.csv')!;
    expect(index).toContain('1-datasets-names-notes.csv,Datasets: names / notes,Inventory: all [of it],620');
    expect(index).toContain('1 of 9');
  });

  it('never hand a formula to a spreadsheet, and give numbers as numbers', async () => {
    const csv = parts(await toCsvZip(LONG)).get('1-datasets-names-notes.csv')!;
    expect(csv.split('\r\n')[1]).toBe("t0,'=1+1,0");
    const files = parts(await toXlsx(LONG));
    const sheet = files.get('xl/worksheets/sheet2.xml')!;
    expect(sheet).not.toContain('<f>');
    expect(sheet).toMatch(/<c r="C3"[^>]*><v>1<\/v><\/c>/);
    const names = [...files.get('xl/workbook.xml')!.matchAll(/<sheet [^>]*name="([^"]*)"/g)].map(
      ([, name]) => name!,
    );
    expect(names).toEqual(['Report', '1 Datasets names notes', '2 datasets names notes']);
    for (const name of names) expect(name.length).toBeLessThanOrEqual(31);
  });
});
