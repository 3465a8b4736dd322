import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Json } from '../../model/facts.ts';
import { type Block, type ReportDocument, squareTable } from './document.ts';
import { SAMPLE_REPORT } from './fixtures.ts';
import { toHtml } from './html.ts';
import { toJson } from './json.ts';
import { columnWidths } from './pdf/columns.ts';
import { embeddingLevels, visualOrder } from './pdf/bidi.ts';
import { srgbProfile } from './pdf/icc.ts';
import { displayLine, displayText } from './text.ts';

const withBlocks = (...blocks: Block[]): ReportDocument => ({ ...SAMPLE_REPORT, blocks });
const withData = (data: Json): ReportDocument => ({ ...SAMPLE_REPORT, data });
const embedded = (html: string): string =>
  /<script type="application\/json" id="report-data">([^]*?)<\/script>/.exec(html)?.[1] ?? '';

describe('JSON', () => {
  it('is canonical and ends with a line feed', () => {
    expect(toJson(withData({ b: 1, a: ['x', null, 1.5e3], '': true }))).toBe(
      '{"":true,"a":["x",null,1500],"b":1}\n',
    );
  });

  it('mends lone surrogates and keeps odd keys', () => {
    const data = JSON.parse('{"__proto__":"\\ud800","b":1}') as Json;
    expect(toJson(withData(data))).toBe('{"__proto__":"\ufffd","b":1}\n');
  });

  it('refuses what JSON cannot say', () => {
    expect(() => toJson(withData(Number.NaN))).toThrow(/no JSON form/);
    let deep: Json = 1;
    for (let i = 0; i < 10_000; i++) deep = [deep];
    expect(() => toJson(withData(deep))).toThrow(/nested deeper/);
  });
});

describe('HTML', () => {
  const html = toHtml(SAMPLE_REPORT);

  it('forbids everything, loads nothing and runs nothing', () => {
    expect(html).toContain(`content="default-src 'none'; style-src 'unsafe-inline'"`);
    expect(html).not.toMatch(/<(?:img|link|iframe|object|form)\b|\ssrc=|\son\w+=|url\(|@import|javascript:/i);
    expect(html.match(/<script/g)).toHaveLength(1);
  });

  it('has language, headings in order, captions and scopes', () => {
    expect(html).toContain('<html lang="en" dir="ltr">');
    const levels = [...html.replace(/<nav[^]*?<\/nav>/, '').matchAll(/<h([1-6])\b/g)].map(([, level]) =>
      Number(level),
    );
    expect(levels[0]).toBe(1);
    levels.forEach((level, index) => expect(level - (levels[index - 1] ?? 0)).toBeLessThanOrEqual(1));
    expect(html).toContain('<caption dir="auto">Categories, where they lie');
    expect(html).toContain('<th scope="col" dir="auto" class="end">Rows</th>');
    expect(html).toContain('<th scope="row" dir="auto"><span class="br">E-mail address</span></th>');
    expect(html).toContain('<p class="total">Showing 4 of 1226.</p>');
    expect(html).toContain('<td colspan="2" dir="auto">Nothing was withheld.</td>');
    const ids = [...html.matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('embeds the data so that they parse to the same', () => {
    expect(`${embedded(html)}\n`.replaceAll('\\u003c', '<')).toBe(toJson(SAMPLE_REPORT));
    expect(JSON.parse(embedded(html))).toEqual(SAMPLE_REPORT.data);
  });

  it('turns a right-to-left document round', () => {
    expect(toHtml({ ...SAMPLE_REPORT, language: 'ar-EG' })).toContain('<html lang="ar-EG" dir="rtl">');
    expect(toHtml({ ...SAMPLE_REPORT, language: 'de-at' })).toContain('<html lang="de-AT" dir="ltr">');
    expect(() => toHtml({ ...SAMPLE_REPORT, language: '"><script>' })).toThrow(/BCP 47/);
  });

  it('lists the contents from three parts on', () => {
    const part = (text: string): Block => ({ kind: 'heading', level: 1, text });
    expect(html).not.toContain('<nav');
    expect(toHtml(withBlocks(part('A'), part('B'), part('C <i>')))).toContain(
      '<li><a href="#part-2" dir="auto">C &lt;i&gt;</a></li>',
    );
  });

  it('lets long names in cells break between their parts, and nowhere else', () => {
    const page = toHtml({
      ...SAMPLE_REPORT,
      blocks: [
        {
          kind: 'table',
          columns: [{ header: 'A', width: 3 }, { header: 'B' }],
          rows: [['warehouse.marts.dim_<b>', 'short.name']],
        },
      ],
    });
    expect(page).toContain('warehouse.<wbr>marts.<wbr>dim_<wbr>&lt;b&gt;');
    expect(page).toContain('short.name');
    expect(page).toContain('<colgroup><col style="width:75.0%"><col style="width:25.0%"></colgroup>');
  });

  it('lets no text become markup, wherever it stands', () => {
    const plain = toHtml(mirror('x'));
    // Where a long name may break depends on the name.
    const tags = (page: string): string[] =>
      page
        .replace(/(<script[^>]*>)[^]*?(?=<\/script>)/, '$1')
        .replaceAll('<wbr>', '')
        .match(/<[^>]*>/g) ?? [];
    const shape = (page: string): string[] => tags(page).map((tag) => tag.replace(/aria-label="[^"]*"/, ''));
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(...`<>"'&;/-!\`=a0x\u2028`), minLength: 1, maxLength: 30 }),
        (own) => {
          const page = toHtml(mirror(`y${own}`));
          expect(shape(page)).toEqual(shape(plain));
          expect(JSON.parse(embedded(page))).toBe(`y${own}`);
        },
      ),
    );
  });
});

/** A document that shows one text in every place there is. */
function mirror(text: string): ReportDocument {
  const runs = [
    { text },
    { text, style: 'code' },
    { text, style: 'strong' },
    { text, style: 'emphasis' },
  ] as const;
  return {
    ...SAMPLE_REPORT,
    title: text,
    subtitle: text,
    author: text,
    data: text,
    facts: [{ term: text, value: runs }],
    blocks: [
      { kind: 'heading', level: 1, text },
      { kind: 'paragraph', text: runs },
      { kind: 'list', items: [text] },
      { kind: 'definitions', items: [{ term: text, value: text }] },
      { kind: 'table', caption: text, columns: [{ header: text }], rows: [[runs]], rowHeaders: true },
      { kind: 'table', columns: [{ header: text }], rows: [], empty: text },
      { kind: 'callout', tone: 'gap', title: text, text },
      { kind: 'code', text, language: text },
    ],
  };
}

describe('text for display', () => {
  it('spells out what hides or deceives', () => {
    expect(displayText('a\u202Eb\u0007\u2066c\u0085')).toBe('a[U+202E]b[U+0007][U+2066]c[U+0085]');
    expect(displayText('e\u0301\r\nx\ty\rz')).toBe('é\nx    y\nz');
    expect(displayLine(' a\n\n b ')).toBe('a b');
  });
});

describe('tables', () => {
  it('are made square without losing a cell', () => {
    const { columns, rows } = squareTable({
      kind: 'table',
      columns: [{ header: 'A' }],
      rows: [['1', '2'], []],
    });
    expect(columns.map(({ header }) => header)).toEqual(['A', '']);
    expect(rows).toEqual([
      ['1', '2'],
      ['', ''],
    ]);
  });

  it('have columns that fill the width and keep their minimum where there is room', () => {
    const need = fc.record({
      min: fc.integer({ min: 10, max: 140 }),
      more: fc.integer({ min: 0, max: 200 }),
      hint: fc.option(fc.integer({ min: 1, max: 9 }), { nil: undefined }),
    });
    fc.assert(
      fc.property(fc.array(need, { minLength: 1, maxLength: 12 }), fc.boolean(), (needs, hinted) => {
        const total = 483;
        const given = needs.map(({ min, more, hint }) => ({
          min,
          max: min + more,
          ...(hinted && hint !== undefined ? { hint } : {}),
        }));
        const widths = columnWidths(given, total);
        expect(widths.reduce((a, b) => a + b, 0)).toBeCloseTo(total, 6);
        expect(widths.every((width) => width > 0)).toBe(true);
        const fits = given.reduce((sum, { min }) => sum + Math.max(min, 36), 0) <= total;
        if (fits && !hinted)
          given.forEach(({ min }, i) => expect(widths[i]).toBeGreaterThanOrEqual(min - 1e-6));
      }),
    );
  });
});

describe('direction', () => {
  it('follows the first strong letter, and mirrors brackets', () => {
    expect(embeddingLevels('abc 1', 'ltr').base).toBe(0);
    expect(embeddingLevels('123', 'rtl').base).toBe(1);
    expect(embeddingLevels('abc', 'rtl').base).toBe(0);
    const hebrew = embeddingLevels('אב (12) cd', 'ltr');
    expect(hebrew.base).toBe(1);
    expect([...hebrew.levels]).toEqual([1, 1, 1, 1, 2, 2, 1, 1, 2, 2]);
    expect(hebrew.mirrored.get(3)).toBe(')');
  });

  it('orders runs as rule L2 says', () => {
    const runs = [1, 2, 1, 2, 3, 2, 0].map((level, index) => ({ level, index }));
    expect(visualOrder(runs).map(({ index }) => index)).toEqual([3, 4, 5, 2, 1, 0, 6]);
    fc.assert(
      fc.property(fc.array(fc.nat(4)), (levels) => {
        const items = levels.map((level, index) => ({ level, index }));
        expect(visualOrder(items).toSorted((a, b) => a.index - b.index)).toEqual(items);
      }),
    );
  });
});

describe('colour profile', () => {
  it('is an sRGB display profile of its stated size', () => {
    const bytes = Buffer.from(srgbProfile());
    expect(bytes.readUInt32BE(0)).toBe(bytes.length);
    expect(bytes.toString('latin1', 12, 24)).toBe('mntrRGB XYZ ');
    expect(bytes.toString('latin1', 36, 40)).toBe('acsp');
    const tags = Array.from({ length: bytes.readUInt32BE(128) }, (_, i) => ({
      name: bytes.toString('latin1', 132 + i * 12, 136 + i * 12),
      end: bytes.readUInt32BE(136 + i * 12) + bytes.readUInt32BE(140 + i * 12),
    }));
    expect(tags.map(({ name }) => name)).toEqual([
      'desc',
      'cprt',
      'wtpt',
      'rXYZ',
      'gXYZ',
      'bXYZ',
      'rTRC',
      'gTRC',
      'bTRC',
    ]);
    expect(tags.every(({ end }) => end <= bytes.length)).toBe(true);
    const at = (tag: number, index: number): number =>
      bytes.readInt32BE(bytes.readUInt32BE(136 + tag * 12) + 8 + index * 4) / 65536;
    for (const axis of [0, 1, 2]) expect(at(3, axis) + at(4, axis) + at(5, axis)).toBeCloseTo(at(2, axis), 3);
  });
});
