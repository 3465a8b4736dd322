/**
 * Draws the app icons from resources/icons/headwater.svg: PNGs for Linux, ICO for Windows, ICNS for macOS.
 *
 *   node tools/icons.ts
 */
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type Browser } from '@playwright/test';
import { CHROMIUM_FLAGS, findChromium } from './chromium.ts';
import { root } from './run.ts';

const folder = join(root, 'resources', 'icons');

/** Both containers take PNGs of these sizes as they are. */
const ICO_SIZES = [16, 20, 24, 32, 40, 48, 64, 128, 256] as const;
const ICNS_TYPES = [
  ['icp4', 16],
  ['icp5', 32],
  ['ic11', 32],
  ['ic12', 64],
  ['ic07', 128],
  ['ic13', 256],
  ['ic08', 256],
  ['ic14', 512],
  ['ic09', 512],
  ['ic10', 1024],
] as const;
/** As the hicolor theme of freedesktop.org has them. */
const LINUX_SIZES = [16, 24, 32, 48, 64, 96, 128, 256, 512, 1024] as const;

async function draw(browser: Browser, svg: string, size: number): Promise<Buffer> {
  const page = await browser.newPage({ viewport: { width: size, height: size } });
  await page.setContent(
    `<style>html,body{margin:0}svg{display:block;width:100vw;height:100vh}</style>${svg}`,
  );
  const picture = await page.screenshot({ omitBackground: true });
  await page.close();
  return picture;
}

/** Icon directory of Windows: header, one entry of 16 bytes per picture, the pictures. */
function ico(pictures: readonly (readonly [size: number, png: Buffer])[]): Buffer {
  const head = Buffer.alloc(6 + 16 * pictures.length);
  head.writeUInt16LE(1, 2);
  head.writeUInt16LE(pictures.length, 4);
  let offset = head.length;
  for (const [index, [size, png]] of pictures.entries()) {
    const entry = 6 + 16 * index;
    // 0 stands for 256.
    head.writeUInt8(size % 256, entry);
    head.writeUInt8(size % 256, entry + 1);
    head.writeUInt16LE(1, entry + 4);
    head.writeUInt16LE(32, entry + 6);
    head.writeUInt32LE(png.length, entry + 8);
    head.writeUInt32LE(offset, entry + 12);
    offset += png.length;
  }
  return Buffer.concat([head, ...pictures.map(([, png]) => png)]);
}

/** Icon family of macOS: chunks of type, length and PNG. */
function icns(pictures: readonly (readonly [type: string, png: Buffer])[]): Buffer {
  const chunk = (type: string, content: Buffer) => {
    const head = Buffer.alloc(8);
    head.write(type, 'latin1');
    head.writeUInt32BE(content.length + 8, 4);
    return Buffer.concat([head, content]);
  };
  return chunk('icns', Buffer.concat(pictures.map(([type, png]) => chunk(type, png))));
}

const executablePath = await findChromium((text) => process.stderr.write(`${text}\n`));
if (executablePath === null) throw new Error('No Chromium to draw with');
const browser = await chromium.launch({ executablePath, args: [...CHROMIUM_FLAGS] });
try {
  const svg = readFileSync(join(folder, 'headwater.svg'), 'utf8');
  const small: [number, Buffer][] = [];
  for (const size of ICO_SIZES) small.push([size, await draw(browser, svg, size)]);
  const family: [string, Buffer][] = [];
  for (const [type, size] of ICNS_TYPES) family.push([type, await draw(browser, svg, size)]);
  mkdirSync(join(folder, 'linux'), { recursive: true });
  for (const size of LINUX_SIZES)
    writeFileSync(join(folder, 'linux', `${size}x${size}.png`), await draw(browser, svg, size));
  writeFileSync(join(folder, 'headwater.png'), await draw(browser, svg, 512));
  // A drawing that was changed without drawing the icons anew is found by this.
  const drawnFrom = { svg: createHash('sha256').update(svg).digest('hex') };
  writeFileSync(join(folder, 'drawn-from.json'), `${JSON.stringify(drawnFrom)}\n`);
  writeFileSync(join(folder, 'headwater.ico'), ico(small));
  writeFileSync(join(folder, 'headwater.icns'), icns(family));
} finally {
  await browser.close();
}
