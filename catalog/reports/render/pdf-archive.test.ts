import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { RenderContext, ReportDocument } from './document.ts';
import { SAMPLE_REPORT } from './fixtures.ts';
import { inspect, missingTools, toolsNote } from './pdf-tools.ts';
import { toPdf } from './pdf.ts';

const context: RenderContext = {
  resourcesDir: fileURLToPath(new URL('../../../resources/', import.meta.url)),
};

const SCRIPTS: Readonly<Record<string, string>> = {
  Latin: 'Prüfbericht über größere Änderungen',
  Greek: 'Έκθεση ελέγχου δεδομένων',
  Cyrillic: 'Отчёт о проверке данных',
  Arabic: 'تقرير تدقيق البيانات',
  Hebrew: 'דוח ביקורת נתונים',
  Devanagari: 'डेटा लेखा परीक्षा',
  Thai: 'รายงานการตรวจสอบข้อมูล',
  Chinese: '数据审计报告，客户主表',
  Japanese: 'データ監査レポート',
  Korean: '데이터 감사 보고서',
  Georgian: 'მონაცემთა აუდიტი',
  Armenian: 'Տվյալների աուդիտ',
};

const doc: ReportDocument = {
  ...SAMPLE_REPORT,
  blocks: [
    ...SAMPLE_REPORT.blocks.filter((block) => block.kind !== 'paragraph'),
    { kind: 'heading', level: 1, text: 'Scripts' },
    {
      kind: 'table',
      columns: [{ header: 'Script' }, { header: 'Sample' }, { header: 'As code' }],
      rows: Object.entries(SCRIPTS).map(([name, text]) => [name, text, [{ text, style: 'code' }]]),
      rowHeaders: true,
    },
  ],
};
const { bytes, missing } = await toPdf(doc, context);

type Value = null | boolean | number | string | Value[] | { [key: string]: Value };
type Dict = Record<string, Value>;

interface Objects {
  readonly all: readonly Dict[];
  readonly trailer: Dict;
  follow(value: Value | undefined): Value;
  dict(value: Value | undefined): Dict;
}

/** Every object of a PDF, read by qpdf. */
function objectsOf(pdf: Uint8Array): Objects {
  const { qpdf } = JSON.parse(inspect(pdf, 'qpdf', ['--json', 'PDF'])) as {
    qpdf: [unknown, Record<string, { value?: Value; stream?: { dict: Dict } }>];
  };
  const entries = qpdf[1];
  const follow = (value: Value | undefined): Value => {
    const known = typeof value === 'string' ? entries[`obj:${value}`] : undefined;
    return known ? (known.stream?.dict ?? known.value ?? null) : (value ?? null);
  };
  const dict = (value: Value | undefined): Dict => {
    const found = follow(value);
    return found !== null && typeof found === 'object' && !Array.isArray(found) ? found : {};
  };
  const all = Object.values(entries).map(({ value, stream }) => stream?.dict ?? dict(value));
  return { all, trailer: dict(entries['trailer']?.value), follow, dict };
}

it('every script is drawn, none is spelt out', () => {
  expect(missing).toEqual([]);
});

describe.skipIf(missingTools.length > 0)(`a PDF for the archive (ISO 19005-3, level A)${toolsNote}`, () => {
  const pdf = missingTools.length > 0 ? null! : objectsOf(bytes);

  it('gives the text of every script back', () => {
    const plain = (text: string) => text.normalize('NFKC').replace(/[\s\u200e\u200f\u202a-\u202e]/g, '');
    const text = plain(inspect(bytes, 'pdftotext', ['-raw', 'PDF', '-']));
    for (const [name, sample] of Object.entries(SCRIPTS))
      expect([name, text.includes(plain(sample))]).toEqual([name, true]);
  });

  it('has no encryption, scripts, actions, alternates or transparency (6.1.3, 6.5, 6.6, 6.2.10)', () => {
    expect(pdf.trailer['/Encrypt']).toBeUndefined();
    expect(pdf.trailer['/ID']).toBeDefined();
    for (const object of pdf.all) {
      for (const key of [
        '/JS',
        '/JavaScript',
        '/AA',
        '/OpenAction',
        '/SMask',
        '/BM',
        '/Alternates',
        '/OPI',
        '/Ref',
      ])
        expect(object).not.toHaveProperty([key]);
      for (const key of ['/CA', '/ca']) expect([1, undefined]).toContain(object[key]);
      expect(['/LZWDecode', '/Crypt']).not.toContain(object['/Filter']);
    }
  });

  it('embeds every font whole enough, with a way back to text (6.2.11)', () => {
    const fonts = pdf.all.filter((object) => object['/Type'] === '/Font');
    const drawn = fonts.filter((font) => font['/DescendantFonts'] !== undefined);
    expect(drawn.length).toBeGreaterThan(8);
    for (const font of drawn) {
      expect(font['/Encoding']).toBe('/Identity-H');
      expect(font['/ToUnicode']).toBeDefined();
    }
    for (const font of fonts.filter((one) => one['/FontDescriptor'] !== undefined)) {
      const descriptor = pdf.dict(font['/FontDescriptor']);
      expect(descriptor['/FontFile2'] ?? descriptor['/FontFile3']).toBeDefined();
      expect(font['/CIDToGIDMap']).toBe('/Identity');
    }
    expect(fonts.length).toBe(drawn.length * 2);
  });

  it('says its colours, title, language and conformance (6.2.3, 6.6.2, 6.7)', () => {
    const root = pdf.dict(pdf.trailer['/Root']);
    const [intent] = pdf.follow(root['/OutputIntents']) as Value[];
    const profile = pdf.dict(pdf.dict(intent)['/DestOutputProfile']);
    expect([pdf.dict(intent)['/S'], profile['/N']]).toEqual(['/GTS_PDFA1', 3]);
    expect(root['/Lang']).toBe('u:en');
    expect(pdf.dict(root['/MarkInfo'])['/Marked']).toBe(true);
    expect(pdf.dict(root['/Metadata'])['/Filter']).toBeUndefined();
    expect(pdf.dict(root['/ViewerPreferences'])['/DisplayDocTitle']).toBe(true);
  });

  it('ties the data to the document, with type, date and size (6.8)', () => {
    const root = pdf.dict(pdf.trailer['/Root']);
    const associated = pdf.follow(root['/AF']) as Value[];
    expect(associated).toHaveLength(1);
    const file = pdf.dict(associated[0]);
    expect([file['/Type'], file['/AFRelationship']]).toEqual(['/Filespec', '/Data']);
    expect(file['/UF']).toBe('u:report.json');
    const content = pdf.dict(pdf.dict(file['/EF'])['/F']);
    expect(content['/Subtype']).toBe('/application/json');
    expect(pdf.dict(content['/Params'])['/ModDate']).toMatch(/D:20261121083000Z/);
  });

  it('has every page in the structure tree, and standard types only (6.7.3)', () => {
    const root = pdf.dict(pdf.trailer['/Root']);
    expect(pdf.dict(root['/StructTreeRoot'])['/ParentTree']).toBeDefined();
    const pages = pdf.all.filter((object) => object['/Type'] === '/Page');
    expect(pages.length).toBeGreaterThan(1);
    expect(new Set(pages.map((page) => page['/StructParents'])).size).toBe(pages.length);
    for (const page of pages) expect(page['/Tabs']).toBe('/S');
    const types = new Set(
      pdf.all.filter((object) => '/P' in object && '/S' in object).map((one) => one['/S']),
    );
    const standard =
      'Document Div H1 H2 H3 H4 P L LI Lbl LBody Table Caption THead TBody TR TH TD Code Span'.split(' ');
    for (const type of types) expect(standard.map((one) => `/${one}`)).toContain(type);
  });

  it('leads to each part by a bookmark', () => {
    const titles = pdf.all.flatMap((object) =>
      '/Dest' in object && '/Title' in object ? [object['/Title']] : [],
    );
    expect(titles).toContain('u:Scripts');
    expect(titles).toContain('u:2. What we hold');
  });
});
