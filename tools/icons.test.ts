import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root } from './run.ts';

const folder = join(root, 'resources', 'icons');
const read = (...path: string[]) => readFileSync(join(folder, ...path));

/** Width of a PNG; it must be as high. */
function sizeOf(png: Buffer): number {
  expect(png.subarray(0, 8)).toEqual(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]));
  expect(png.readUInt32BE(16)).toBe(png.readUInt32BE(20));
  return png.readUInt32BE(16);
}

describe('the icons', () => {
  it('are drawn from the drawing that is there', () => {
    const { svg } = JSON.parse(read('drawn-from.json').toString()) as { svg: string };
    expect(createHash('sha256').update(read('headwater.svg')).digest('hex'), 'run node tools/icons.ts').toBe(
      svg,
    );
  });

  it('of Linux have the sizes that their names say', () => {
    const sizes = readdirSync(join(folder, 'linux')).map((name) => [name, `${sizeOf(read('linux', name))}`]);
    expect(sizes.map(([, size]) => Number(size)).sort((a, b) => a - b)).toEqual([
      16, 24, 32, 48, 64, 96, 128, 256, 512, 1024,
    ]);
    for (const [name, size] of sizes) expect(name).toBe(`${size}x${size}.png`);
    expect(sizeOf(read('headwater.png'))).toBe(512);
  });

  it('of Windows are a directory of pictures from 16 to 256', () => {
    const ico = read('headwater.ico');
    expect([ico.readUInt16LE(0), ico.readUInt16LE(2)]).toEqual([0, 1]);
    const sizes = Array.from({ length: ico.readUInt16LE(4) }, (_, n) => {
      const at = 6 + 16 * n;
      const picture = ico.subarray(
        ico.readUInt32LE(at + 12),
        ico.readUInt32LE(at + 12) + ico.readUInt32LE(at + 8),
      );
      expect(sizeOf(picture) % 256).toBe(ico.readUInt8(at));
      return sizeOf(picture);
    });
    expect(sizes).toEqual([16, 20, 24, 32, 40, 48, 64, 128, 256]);
  });

  it('of macOS are a family up to 1024', () => {
    const icns = read('headwater.icns');
    expect(icns.toString('latin1', 0, 4)).toBe('icns');
    expect(icns.readUInt32BE(4)).toBe(icns.length);
    const found: Record<string, number> = {};
    for (let at = 8; at < icns.length; at += icns.readUInt32BE(at + 4))
      found[icns.toString('latin1', at, at + 4)] = sizeOf(icns.subarray(at + 8));
    expect(found).toEqual({
      icp4: 16,
      icp5: 32,
      ic11: 32,
      ic12: 64,
      ic07: 128,
      ic13: 256,
      ic08: 256,
      ic14: 512,
      ic09: 512,
      ic10: 1024,
    });
  });
});
