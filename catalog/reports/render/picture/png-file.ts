/** Writing a PNG file (ISO/IEC 15948), rows as they come. */
import { once } from 'node:events';
import { crc32, createDeflate } from 'node:zlib';

export interface PngInit {
  readonly width: number;
  readonly height: number;
  readonly pixelsPerInch: number;
  /** Texts by keyword, as `iTXt`. */
  readonly texts: Readonly<Record<string, string>>;
}

export class PngFile {
  readonly #parts: Buffer[] = [];
  readonly #deflate = createDeflate({ level: 6 });
  readonly #stride: number;
  /** The row before, of which each row stores the difference. */
  #above: Uint8Array;

  constructor({ width, height, pixelsPerInch, texts }: PngInit) {
    this.#stride = width * 3;
    this.#above = new Uint8Array(this.#stride);
    this.#parts.push(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]));
    const header = Buffer.alloc(13);
    header.writeUInt32BE(width, 0);
    header.writeUInt32BE(height, 4);
    // Eight bits a channel, red green blue.
    header.set([8, 2, 0, 0, 0], 8);
    this.#chunk('IHDR', header);
    const density = Buffer.alloc(9, 1);
    density.writeUInt32BE(Math.round(pixelsPerInch / 0.0254), 0);
    density.writeUInt32BE(Math.round(pixelsPerInch / 0.0254), 4);
    this.#chunk('pHYs', density);
    for (const [keyword, text] of Object.entries(texts))
      this.#chunk('iTXt', Buffer.from(`${keyword}\0\0\0\0\0${text.replaceAll('\0', '')}`, 'utf8'));
    this.#deflate.on('data', (data: Buffer) => this.#chunk('IDAT', data));
  }

  /** Takes whole rows, three bytes a pixel. */
  async write(pixels: Uint8Array): Promise<void> {
    const stride = this.#stride;
    const rows = pixels.length / stride;
    const out = Buffer.allocUnsafe((stride + 1) * rows);
    for (let row = 0; row < rows; row++) {
      const line = pixels.subarray(row * stride, (row + 1) * stride);
      const at = row * (stride + 1);
      // Filter type 2: the difference to the row above.
      out[at] = 2;
      const above = row === 0 ? this.#above : pixels.subarray((row - 1) * stride, row * stride);
      for (let i = 0; i < stride; i++) out[at + 1 + i] = line[i]! - above[i]!;
    }
    this.#above = pixels.slice((rows - 1) * stride);
    if (!this.#deflate.write(out)) await once(this.#deflate, 'drain');
  }

  async end(): Promise<Uint8Array<ArrayBuffer>> {
    this.#deflate.end();
    await once(this.#deflate, 'end');
    this.#chunk('IEND', Buffer.alloc(0));
    return new Uint8Array(Buffer.concat(this.#parts));
  }

  #chunk(type: string, data: Buffer): void {
    const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
    const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
    length.writeUInt32BE(data.length);
    check.writeUInt32BE(crc32(body));
    this.#parts.push(length, body, check);
  }
}
