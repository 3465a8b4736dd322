import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { Drawing } from '../../../lineage/svg.ts';
import { inspect, missingTools, toolsNote } from '../pdf-tools.ts';
import { graphPdf, type GraphPdfOptions } from './graph-pdf.ts';
import { placeOn } from './paper.ts';

const resourcesDir = fileURLToPath(new URL('../../../../resources', import.meta.url));
const drawing: Drawing = {
  nodes: [
    { name: 'raw.customers', kind: 'table', columns: [{ name: 'email' }], hiddenUpstream: 12 },
    { name: `long_${'name_'.repeat(12)}end`, kind: 'view', detail: 'мои.данные', root: true },
    { name: 'קבוצה', kind: 'dashboard', gap: true, retired: true },
  ],
  edges: [
    { from: 0, to: 1, style: 'declared', title: 'job' },
    { from: 1, to: 2, style: 'observed' },
    { from: 2, to: 2, style: 'direct' },
  ],
};
const picture = { drawing, title: 'Lineage of <x> & y', caption: ['3 of 5'], footer: ['revision 42'] };
const pdf = (options: Partial<GraphPdfOptions> = {}) =>
  graphPdf(picture, { resourcesDir, madeAt: '2026-11-21T00:00:00Z', ...options });

describe('a graph as PDF', () => {
  it('comes out the same byte for byte, and differs by theme', async () => {
    const [one, again, dark] = await Promise.all([pdf(), pdf(), pdf({ theme: 'dark' })]);
    expect(one.bytes).toEqual(again.bytes);
    expect(dark.bytes).not.toEqual(one.bytes);
    expect(one).toMatchObject({ missing: [], scale: 1 });
  });

  it.skipIf(missingTools.length > 0)(`is one sound page with all names as text${toolsNote}`, async () => {
    for (const paper of ['fit', 'A4', 'A0', { width: 500, height: 100 }] as const) {
      const { bytes, width, height } = await pdf({ paper });
      expect(inspect(bytes, 'qpdf', ['--check', 'PDF'])).toContain('No syntax or stream encoding errors');
      const info = inspect(bytes, 'pdfinfo', ['PDF']);
      expect(info).toMatch(/Pages:\s+1\n/);
      expect(info).toMatch(/Tagged:\s+yes/);
      const [, w, h] = /Page size:\s+([\d.]+) x ([\d.]+)/.exec(info)!;
      expect([Number(w), Number(h)]).toEqual([expect.closeTo(width, 1), expect.closeTo(height, 1)]);
      const text = inspect(bytes, 'pdftotext', ['PDF', '-']);
      for (const part of ['raw.customers', 'email', '+12', drawing.nodes[1]!.name, 'мои.данные', 'קבוצה'])
        expect(text).toContain(part);
      for (const part of ['Lineage of <x> & y', '3 of 5', 'revision 42', 'Lineage stops here'])
        expect(text).toContain(part);
    }
  });

  it('spells what no font has, and says so', async () => {
    const { missing } = await graphPdf(
      { ...picture, title: '顧客 ꀀ😀' },
      { resourcesDir, madeAt: '2026-11-21T00:00:00Z' },
    );
    expect(missing).toEqual(['[U+A000]', '[U+1F600]']);
  });

  it('draws an empty graph, and stops when told to', async () => {
    const empty = { drawing: { nodes: [], edges: [] }, title: '' };
    const options = { resourcesDir, madeAt: '2026-11-21T00:00:00Z' };
    expect((await graphPdf(empty, options)).bytes.length).toBeGreaterThan(1000);
    const many = Array.from({ length: 300 }, (_, i) => ({ name: `t${i}`, kind: 'table' }));
    const signal = AbortSignal.abort(new Error('enough'));
    const large = { drawing: { nodes: many, edges: [] }, title: 'many' };
    await expect(graphPdf(large, { ...options, signal })).rejects.toThrow('enough');
  });
});

describe('paper', () => {
  it('turns to the drawing and never cuts or enlarges it', () => {
    for (const [width, height] of [
      [100, 50],
      [5_000, 100],
      [100, 90_000],
      [80_000, 80_000],
    ] as const)
      for (const paper of ['A4', 'A0', 'Letter', 'fit', { width: 1, height: 100_000 }] as const) {
        const place = placeOn(paper, { width, height });
        expect(place.scale).toBeLessThanOrEqual(0.75);
        expect(place.x + width * place.scale).toBeLessThanOrEqual(place.width);
        expect(place.y + height * place.scale).toBeLessThanOrEqual(place.height);
        expect(Math.max(place.width, place.height)).toBeLessThanOrEqual(14_400);
      }
    expect(placeOn('A4', { width: 200, height: 100 }).width).toBeGreaterThan(800);
    expect(placeOn('A4', { width: 100, height: 200 }).width).toBeLessThan(600);
  });
});
