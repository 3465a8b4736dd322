import { fileURLToPath } from 'node:url';
import { crc32, inflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { boxContours, pathContours, strokeContours, type Contour } from './contours.ts';
import { Band } from './coverage.ts';
import { graphPng, pngScale, type GraphPngOptions } from './graph-png.ts';

const resourcesDir = fileURLToPath(new URL('../../../../resources', import.meta.url));

/** Reads what this product writes: eight bits a channel, every row by the row above. */
function decode(bytes: Uint8Array): { width: number; height: number; pixels: Uint8Array; texts: string[] } {
  const file = Buffer.from(bytes);
  expect(file.subarray(0, 8).toString('latin1')).toBe('\x89PNG\r\n\x1a\n');
  const chunks: { type: string; data: Buffer }[] = [];
  for (let at = 8; at < file.length;) {
    const length = file.readUInt32BE(at);
    const body = file.subarray(at + 4, at + 8 + length);
    expect(file.readUInt32BE(at + 8 + length)).toBe(crc32(body));
    chunks.push({ type: body.toString('latin1', 0, 4), data: body.subarray(4) });
    at += length + 12;
  }
  expect(chunks.at(-1)!.type).toBe('IEND');
  const [width, height] = [chunks[0]!.data.readUInt32BE(0), chunks[0]!.data.readUInt32BE(4)];
  const raw = inflateSync(
    Buffer.concat(chunks.filter(({ type }) => type === 'IDAT').map(({ data }) => data)),
  );
  const stride = width * 3;
  expect(raw.length).toBe((stride + 1) * height);
  const pixels = new Uint8Array(stride * height);
  for (let y = 0; y < height; y++)
    for (let i = 0; i < stride; i++)
      pixels[y * stride + i] = raw[y * (stride + 1) + 1 + i]! + (y > 0 ? pixels[(y - 1) * stride + i]! : 0);
  const texts = chunks.filter(({ type }) => type === 'iTXt').map(({ data }) => data.toString('utf8'));
  return { width, height, pixels, texts };
}

const picture = {
  drawing: {
    nodes: [
      { name: 'orders', kind: 'table', root: true },
      { name: 'מספר', kind: 'view', badges: [{ text: 'restricted', tone: 'danger' as const }] },
    ],
    edges: [{ from: 0, to: 1, style: 'declared' as const }],
  },
  title: 'Lineage of orders',
  footer: ['revision 7'],
};
const png = (options: Partial<GraphPngOptions> = {}) => graphPng(picture, { resourcesDir, ...options });

describe('a graph as PNG', () => {
  it('comes out the same byte for byte, in full, in the colours of the theme', async () => {
    const [one, again, dark] = await Promise.all([png(), png(), png({ theme: 'dark' })]);
    expect(one.bytes).toEqual(again.bytes);
    const light = decode(one.bytes);
    expect([light.width, light.height]).toEqual([one.width, one.height]);
    expect([...light.pixels.subarray(0, 3)]).toEqual([255, 255, 255]);
    expect([...decode(dark.bytes).pixels.subarray(0, 3)]).toEqual([0x1a, 0x1b, 0x1e]);
    expect(light.texts.join()).toContain('Lineage of orders');
    const colours = new Set<number>();
    for (let i = 0; i < light.pixels.length; i += 3)
      colours.add((light.pixels[i]! << 16) | (light.pixels[i + 1]! << 8) | light.pixels[i + 2]!);
    // The frame of the start, the badge, names, lines: each reaches its full colour somewhere.
    for (const colour of [0x1864ab, 0xb02525, 0x212529, 0x6c757d]) expect(colours).toContain(colour);
  });

  it('looks the same whether drawn in one band or many', async () => {
    const small = decode((await png({ scale: 0.5 })).bytes);
    expect(small.width).toBeLessThan(decode((await png()).bytes).width);
    const ground = [0, 0, 0] as const;
    const contours = strokeContours(pathContours('M3 5C20 5 20 60 40 61', 1), 3);
    const whole = new Band(48, 64);
    whole.begin(0, ground);
    whole.fill(contours, [255, 255, 255]);
    const part = new Band(48, 5);
    for (let top = 0; top < 64; top += 5) {
      part.begin(top, ground);
      part.fill(contours, [255, 255, 255]);
      const rows = Math.min(5, 64 - top) * 48 * 3;
      expect(part.pixels.subarray(0, rows)).toEqual(whole.pixels.subarray(top * 48 * 3, top * 48 * 3 + rows));
    }
  });

  it('keeps within what viewers open', () => {
    expect(pngScale({ width: 100, height: 100 })).toBe(2);
    for (const [width, height] of [
      [90_000, 10],
      [30_000, 30_000],
      [1, 1e7],
    ] as const) {
      const scale = pngScale({ width, height });
      expect(width * scale).toBeLessThanOrEqual(32_000);
      expect(height * scale).toBeLessThanOrEqual(32_000);
      expect(width * scale * height * scale).toBeLessThanOrEqual(200_000_001);
    }
  });

  it('stops when told to', async () => {
    await expect(png({ signal: AbortSignal.abort(new Error('enough')) })).rejects.toThrow('enough');
  });
});

describe('areas', () => {
  /** Covered area in pixels. */
  function area(contours: readonly Contour[]): number {
    const band = new Band(100, 100);
    band.begin(0, [0, 0, 0]);
    band.fill(contours, [255, 0, 0]);
    let sum = 0;
    for (let i = 0; i < band.pixels.length; i += 3) sum += band.pixels[i]!;
    return sum / 255;
  }

  it('are exact', () => {
    expect(area(boxContours(10.25, 20.5, 30.5, 7.25, 0))).toBeCloseTo(30.5 * 7.25, 0);
    const round = 40 * 40 - (4 - Math.PI) * 100;
    expect(area(boxContours(10, 10, 40, 40, 10))).toBeGreaterThan(round - 8);
    expect(area(boxContours(10, 10, 40, 40, 10))).toBeLessThan(round + 3);
    expect(area(strokeContours(pathContours('M10 10L90 10', 1), 4))).toBeCloseTo(320, 0);
    expect(area(strokeContours(pathContours('M10 10L90 10', 1), 4, [6, 4]))).toBeCloseTo(192, 0);
    const frame = 4 * 50 * 2;
    expect(area(strokeContours(boxContours(20, 20, 50, 50, 0), 2))).toBeCloseTo(frame, -1);
    expect(area(pathContours('M-50 -50H150V150H-50Z', 1))).toBe(10_000);
    expect(area([])).toBe(0);
  });

  it('refuse path data with numbers missing', () => {
    expect(() => pathContours('M1', 1)).toThrow(RangeError);
  });
});
