import { createHash } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { inflateSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Block, RenderContext, ReportDocument } from './document.ts';
import { SAMPLE_REPORT, tableReport } from './fixtures.ts';
import { toPdf } from './pdf.ts';

const context: RenderContext = {
  resourcesDir: fileURLToPath(new URL('../../../resources/', import.meta.url)),
};
const sample = await toPdf(SAMPLE_REPORT, context);

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const latin1 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1');
const withBlocks = (...blocks: Block[]): ReportDocument => ({ ...SAMPLE_REPORT, facts: [], blocks });
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
    expect(file.match(/\/FontFile2/g)).toHaveLength(6);
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
  const UPRIGHT = '/MediaBox [0 0 595.28 841.89]';
  const TURNED = '/MediaBox [0 0 841.89 595.28]';
  const boxes = (bytes: Uint8Array): string[] => latin1(bytes).match(/\/MediaBox \[[^\]]+\]/g) ?? [];
  const wide = (rows: number): ReportDocument =>
    tableReport(9, rows, (r, c) => `dataset_${r}.column_name_${c}_value`);

  it('are turned for a wide table together with its heading, and back again', async () => {
    const { bytes } = await toPdf(wide(30), context);
    expect(new Set(boxes(bytes).slice(1, -1))).toEqual(new Set([TURNED]));
    expect([boxes(bytes)[0], boxes(bytes).at(-1)]).toEqual([UPRIGHT, UPRIGHT]);
  });

  it('stay turned for what fits below a wide table', async () => {
    const { bytes } = await toPdf(wide(3), context);
    expect(boxes(bytes)).toEqual([UPRIGHT, TURNED]);
  });

  it('are not turned for long names that break well', async () => {
    const { bytes } = await toPdf(
      tableReport(5, 4, (r, c) => `warehouse.analytics.marts.dataset_${r}_of_column_${c}`),
      context,
    );
    expect(boxes(bytes)).toEqual([UPRIGHT]);
  });

  it('give way to other tasks, and stop when asked to', async () => {
    let turns = 0;
    let running = true;
    const count = (): void => {
      turns++;
      if (running) setImmediate(count);
    };
    setImmediate(count);
    await toPdf(
      tableReport(3, 200, (r, c) => `cell ${r}.${c}`),
      context,
    );
    running = false;
    expect(turns).toBeGreaterThan(10);
    const stop = new AbortController();
    setImmediate(() => stop.abort(new Error('enough')));
    await expect(toPdf(SAMPLE_REPORT, context, stop.signal)).rejects.toThrow('enough');
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
  });

  it('refuse a bad date, language or font folder', async () => {
    await expect(toPdf({ ...SAMPLE_REPORT, madeAt: 'yesterday' }, context)).rejects.toThrow(/RFC 3339/);
    await expect(toPdf({ ...SAMPLE_REPORT, language: 'not a tag' }, context)).rejects.toThrow(/BCP 47/);
    await expect(toPdf(SAMPLE_REPORT, { resourcesDir: '/nowhere' })).rejects.toThrow(/NotoSans/);
  });
});
