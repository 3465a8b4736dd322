import { fileURLToPath } from 'node:url';
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

const withBlocks = (...blocks: Block[]): ReportDocument => ({ ...SAMPLE_REPORT, facts: [], blocks });
const text = (bytes: Uint8Array): string => inspect(bytes, 'pdftotext', ['-layout', 'PDF', '-']);
const pages = (bytes: Uint8Array): number =>
  Buffer.from(bytes)
    .toString('latin1')
    .match(/\/Type \/Page\b(?!s)/g)?.length ?? 0;

describe.skipIf(missingTools.length > 0)(`a PDF as other programs read it${toolsNote}`, () => {
  it('is sound', () => {
    expect(inspect(sample.bytes, 'qpdf', ['--check', 'PDF'])).toContain(
      'No syntax or stream encoding errors',
    );
    const info = inspect(sample.bytes, 'pdfinfo', ['PDF']);
    expect(info).toMatch(/Tagged:\s+yes/);
    expect(info).toMatch(/Title:\s+Your personal data: answer to your request <DSR & more>/);
    const fonts = inspect(sample.bytes, 'pdffonts', ['PDF']).trim().split('\n').slice(2);
    expect(fonts).toHaveLength(6);
    for (const font of fonts) expect(font).toMatch(/\byes\s+yes\s+yes\b/);
  });

  it('never ends a page with a heading, whatever follows it', async () => {
    const followers: Block[] = [
      { kind: 'callout', tone: 'gap', text: 'after '.repeat(60) },
      {
        kind: 'table',
        caption: 'Caption',
        columns: [{ header: 'A' }, { header: 'B' }],
        rows: [['after', 'cell '.repeat(120)]],
      },
      {
        kind: 'table',
        caption: 'Caption',
        columns: [{ header: 'A' }, { header: 'B' }],
        rows: [],
        empty: 'after '.repeat(60),
      },
      { kind: 'list', items: ['after', 'after'] },
      { kind: 'definitions', items: [{ term: 'after', value: 'x '.repeat(300) }] },
      { kind: 'heading', level: 2, text: 'after' },
      { kind: 'code', text: 'after' },
    ];
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 20, max: 45 }),
        fc.constantFrom(...followers),
        async (lines, next) => {
          const { bytes } = await toPdf(
            {
              ...withBlocks(
                { kind: 'code', text: '.\n'.repeat(lines) },
                { kind: 'heading', level: 1, text: 'HEADING' },
                next,
                { kind: 'paragraph', text: 'after' },
              ),
              subtitle: '',
            },
            context,
          );
          const held =
            text(bytes)
              .split('\f')
              .find((page) => page.includes('HEADING')) ?? '';
          expect(held.slice(held.indexOf('HEADING'))).toMatch(/after|Caption[^]*after/);
        },
      ),
      { numRuns: 40 },
    );
  });

  it('draws arrows, and code in a monospaced face', async () => {
    const { bytes, missing } = await toPdf(
      withBlocks(
        { kind: 'paragraph', text: 'raw → curated ≤ 3' },
        { kind: 'paragraph', text: [{ text: 'select_1', style: 'code' }] },
      ),
      context,
    );
    expect(missing).toEqual([]);
    expect(text(bytes)).toContain('raw → curated ≤ 3');
    expect(inspect(bytes, 'pdffonts', ['PDF'])).toContain('NotoSansMono');
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
