import { createHash } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { inflateSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Block, RenderContext, ReportDocument } from './document.ts';
import { SAMPLE_REPORT, tableReport } from './fixtures.ts';
import { toJson } from './json.ts';
import { attachment, inspect, missingTools, toolsNote } from './pdf-tools.ts';
import { toPdf } from './pdf.ts';

const context: RenderContext = {
  resourcesDir: fileURLToPath(new URL('../../../resources/', import.meta.url)),
};
const sample = await toPdf(SAMPLE_REPORT, context);

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const latin1 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1');
const withBlocks = (...blocks: Block[]): ReportDocument => ({ ...SAMPLE_REPORT, facts: [], blocks });
const text = (bytes: Uint8Array): string => inspect(bytes, 'pdftotext', ['-layout', 'PDF', '-']);
const pages = (bytes: Uint8Array): number => latin1(bytes).match(/\/Type \/Page\b(?!s)/g)?.length ?? 0;

/** The operators of all pages, inflated. */
function operators(bytes: Uint8Array): string {
  const file = latin1(bytes);
  return [...file.matchAll(/\/Filter \/FlateDecode\n>>\nstream\n/g)]
    .map(({ index, 0: head }) => Buffer.from(bytes.subarray(index + head.length)))
    .map((stream) => {
      try {
        return inflateSync(stream).toString('latin1');
      } catch {
        return '';
      }
    })
    .join('\n');
}

describe('the bytes of a PDF report', () => {
  it('are the same for the same document, and others for others', async () => {
    expect(sha256((await toPdf(SAMPLE_REPORT, context)).bytes)).toBe(sha256(sample.bytes));
    const identifier = (bytes: Uint8Array): string => /\/ID \[<([0-9a-f]+)>/.exec(latin1(bytes))?.[1] ?? '';
    const other = await toPdf({ ...SAMPLE_REPORT, data: { case: 'DSR-2026-0008' } }, context);
    expect(identifier(sample.bytes)).toMatch(/^[0-9a-f]{32}$/);
    expect(identifier(other.bytes)).not.toBe(identifier(sample.bytes));
  });

  it('hold no date but the one given', () => {
    const dates = latin1(sample.bytes).match(/D:\d{14}Z|\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ/g) ?? [];
    expect(new Set(dates)).toEqual(new Set(['D:20261121083000Z', '2026-11-21T08:30:00Z']));
  });

  it('claim and carry what PDF/A-3a asks for', () => {
    const file = latin1(sample.bytes);
    for (const part of [
      '%PDF-1.7',
      '/Marked true',
      '/StructTreeRoot',
      '/GTS_PDFA1',
      '/Lang (en)',
      '/DisplayDocTitle true',
      '/AFRelationship /Data',
      '<pdfaid:part>3</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>',
      '/Outlines',
      '/Scope /Column',
      '/Scope /Row',
    ]) {
      expect(file).toContain(part);
    }
    expect(file.match(/\/FontFile2/g)).toHaveLength(5);
    expect(file).not.toContain('/BaseFont /Helvetica');
  });

  it('have metadata that are well-formed XML whatever the title', () => {
    expect(latin1(sample.bytes)).toContain('answer to your request &lt;DSR &amp; more&gt;</rdf:li>');
  });

  it('never nest an artifact or a span in marked content, and close what they open', () => {
    let depth = 0;
    for (const [operator] of operators(sample.bytes).matchAll(/\b(?:BDC|BMC|EMC)\b/g)) {
      depth += operator === 'EMC' ? -1 : 1;
      expect(depth === 0 || depth === 1).toBe(true);
    }
    expect(depth).toBe(0);
  });

  it('report each character without a glyph once, and draw its code point', () => {
    expect(sample.missing).toEqual(['[U+1F600]']);
  });
});

describe('pages', () => {
  it('are turned for a wide table together with its heading, and back again', async () => {
    const { bytes } = await toPdf(
      tableReport(9, 3, (r, c) => `dataset_${r}.column_name_${c}_value`),
      context,
    );
    const boxes = latin1(bytes).match(/\/MediaBox \[[^\]]+\]/g) ?? [];
    expect(boxes).toEqual([
      '/MediaBox [0 0 595.28 841.89]',
      '/MediaBox [0 0 841.89 595.28]',
      '/MediaBox [0 0 595.28 841.89]',
    ]);
  });

  it('follow the paper that is asked for', async () => {
    const { bytes } = await toPdf(withBlocks({ kind: 'paragraph', text: 'x' }), {
      ...context,
      paper: 'LETTER',
    });
    expect(latin1(bytes)).toContain('/MediaBox [0 0 612 792]');
  });

  it('take whatever they are given', async () => {
    const hostile = withBlocks(
      { kind: 'heading', level: 2, text: '' },
      { kind: 'paragraph', text: [] },
      { kind: 'list', items: [] },
      { kind: 'definitions', items: [{ term: 't'.repeat(3000), value: 'v'.repeat(3000) }] },
      { kind: 'table', columns: [], rows: [] },
      { kind: 'table', columns: [{ header: 'h'.repeat(5000) }], rows: [['a', 'b', 'c'], []] },
      {
        kind: 'table',
        columns: [
          { header: 'A', width: Number.NaN },
          { header: 'B', width: -1 },
        ],
        rows: [['x'.repeat(50_000), '']],
      },
      { kind: 'callout', tone: 'gap', text: 'long '.repeat(3000) },
      { kind: 'code', text: `${'\n'.repeat(120)}${' '.repeat(500)}x` },
      { kind: 'page-break' },
      { kind: 'page-break' },
    );
    const { bytes } = await toPdf({ ...hostile, title: 'T'.repeat(2000), subtitle: '' }, context);
    expect(pages(bytes)).toBeGreaterThan(5);
    expect(pages(bytes)).toBeLessThan(60);
  });

  it('survive any text', async () => {
    const block = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 60 }),
      fc.string({ unit: fc.constantFrom(...'aא1ما()\u200f\u200d\u00ad \n/-_.़'), maxLength: 40 }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(block, { maxLength: 8 }), async (texts) => {
        const { bytes } = await toPdf(
          withBlocks(...texts.map((own): Block => ({ kind: 'paragraph', text: own }))),
          context,
        );
        expect(latin1(bytes).trimEnd().endsWith('%%EOF')).toBe(true);
      }),
      { numRuns: 12 },
    );
  }, 30_000);

  it('refuse a bad date, language or font folder', async () => {
    await expect(toPdf({ ...SAMPLE_REPORT, madeAt: 'yesterday' }, context)).rejects.toThrow(/RFC 3339/);
    await expect(toPdf({ ...SAMPLE_REPORT, language: 'not a tag' }, context)).rejects.toThrow(/BCP 47/);
    await expect(toPdf(SAMPLE_REPORT, { resourcesDir: '/nowhere' })).rejects.toThrow(/NotoSans/);
  });
});

describe.skipIf(missingTools.length > 0)(`as other programs read it${toolsNote}`, () => {
  it('is sound', () => {
    expect(inspect(sample.bytes, 'qpdf', ['--check', 'PDF'])).toContain(
      'No syntax or stream encoding errors',
    );
    const info = inspect(sample.bytes, 'pdfinfo', ['PDF']);
    expect(info).toMatch(/Tagged:\s+yes/);
    expect(info).toMatch(/Title:\s+Your personal data: answer to your request <DSR & more>/);
    const fonts = inspect(sample.bytes, 'pdffonts', ['PDF']).trim().split('\n').slice(2);
    expect(fonts).toHaveLength(5);
    for (const font of fonts) expect(font).toMatch(/\byes\s+yes\s+yes\b/);
  });

  it('gives the data back byte for byte', () => {
    expect(attachment(sample.bytes)).toBe(toJson(SAMPLE_REPORT));
  });

  it('gives the text back in several scripts', () => {
    const shown = text(sample.bytes);
    for (const part of [
      'Names: Παρασκευή Κόρακας, Ольга',
      'Nguyễn Thị Ánh',
      'Łukasz',
      '<script>alert("x")</script> & more',
      '[U+1F600]',
      'an override: [U+202E]gpj.exe',
      'יוסף',
      'محمد',
      'Page 1 of 2',
      'Showing 4 of 1226.',
      'Nothing was withheld.',
    ]) {
      expect(shown).toContain(part);
    }
  });

  it('keeps each i an i when a name with a dot below came first', async () => {
    const { bytes } = await toPdf(
      { ...withBlocks({ kind: 'paragraph', text: 'Thị ị\nillicit iris' }), title: 'T', subtitle: '' },
      context,
    );
    expect(text(bytes)).toMatch(/Thị ị[^]*illicit iris/);
  });

  it('has the structure of the report', () => {
    const tree = inspect(sample.bytes, 'pdfinfo', ['-struct-text', 'PDF']).replace(/\s+/g, ' ');
    expect(tree).toContain(
      'Document H1 (block) "Your personal data: answer to your request <DSR & more>" P (block)',
    );
    expect(tree).toContain('L (block) LI (block) Lbl (block) "Case" LBody (block) "DSR-2026-0007"');
    expect(tree).toContain(
      'H2 (block) "1. Short answer" P (block) "We hold personal data about you. Three systems',
    );
    expect(tree).toContain('Table (block) Caption "Categories, where they lie');
    expect(tree).toContain('one holds none. The table crm.customers is the main source');
    expect(tree).toContain('P (block) "Note This report');
    expect(tree).toContain('preferred_contact_email_address_normalised');
    expect(tree).toContain('THead TR TH: /Scope /Column "Category"');
    expect(tree).toContain('TBody TR TH: /Scope /Row "E-mail address" TD "crm.customers.email"');
  });

  it('repeats the header of a long table on each page, once in the structure', async () => {
    const { bytes } = await toPdf(
      tableReport(3, 80, (r, c) => `cell ${r}.${c}`),
      context,
    );
    const shown = text(bytes);
    expect(pages(bytes)).toBeGreaterThan(2);
    // The last page may hold only what follows the table.
    expect(shown.match(/Column 1\s+Column 2\s+Column 3/g)?.length).toBeGreaterThanOrEqual(pages(bytes) - 1);
    for (let row = 0; row < 80; row++) expect(shown).toContain(`cell ${row}.2`);
    const tree = inspect(bytes, 'pdfinfo', ['-struct', 'PDF']);
    expect(tree.match(/\bTH\b/g)).toHaveLength(3);
    expect(tree.match(/\bTR\b/g)).toHaveLength(81);
  });

  it('loses no character of a cell that is taller than a page', async () => {
    const words = Array.from({ length: 2500 }, (_, i) => `w${i}`);
    const { bytes } = await toPdf(
      withBlocks({
        kind: 'table',
        columns: [{ header: 'A' }, { header: 'B' }],
        rows: [[words.join(' '), 'short']],
      }),
      context,
    );
    const found = new Set(text(bytes).match(/\bw\d+\b/g));
    expect(words.filter((word) => !found.has(word))).toEqual([]);
  });

  it('says how much of an overlong text it left to the data', async () => {
    const { bytes } = await toPdf(withBlocks({ kind: 'paragraph', text: 'ab '.repeat(10_000) }), context);
    expect(text(bytes)).toContain('[…] (+10000)');
  });
});
