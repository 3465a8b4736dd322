/**
 * Source files over bytes that can be read again, plain or gzipped.
 */
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { SourceError, type SourceFile } from './importer.ts';

/** Above this a file must be streamed; a whole read is refused. Bytes after decompression. */
export const WHOLE_READ_LIMIT = 256 * 1024 * 1024;

export interface SourceFileInit {
  readonly index: number;
  readonly path: string;
  readonly size: number;
  /** Opens the content, decompressed. */
  readonly open: () => AsyncIterable<Uint8Array>;
}

/** A source file over any re-openable byte stream. */
export function sourceFile(init: SourceFileInit): SourceFile {
  const bytes = async (): Promise<Uint8Array> => {
    const parts: Uint8Array[] = [];
    let length = 0;
    for await (const chunk of init.open()) {
      length += chunk.length;
      if (length > WHOLE_READ_LIMIT) {
        throw new SourceError('too-large', `larger than ${WHOLE_READ_LIMIT} bytes when unpacked; not read`);
      }
      parts.push(chunk);
    }
    return Buffer.concat(parts, length);
  };
  return {
    index: init.index,
    path: init.path,
    size: init.size,
    chunks: init.open,
    bytes,
    text: async () => decodeText(await bytes()),
  };
}

/** By its header: the name of a file does not decide about decompression. */
export function isGzip(head: Uint8Array): boolean {
  return head[0] === 0x1f && head[1] === 0x8b;
}

/** A file on disk, of which the first `size` bytes count: a log may grow while it is read. */
export function diskFile(
  absolutePath: string,
  init: Omit<SourceFileInit, 'open'>,
  gzipped: boolean,
): SourceFile {
  const open = async function* (): AsyncGenerator<Uint8Array> {
    if (init.size === 0) return;
    yield* unpacked(createReadStream(absolutePath, { end: init.size - 1, highWaterMark: 1 << 20 }), gzipped);
  };
  return sourceFile({ ...init, open });
}

/** The content, decompressed where it is gzipped. A reader that stops early closes the source. */
export async function* unpacked(
  content: AsyncIterable<Uint8Array>,
  gzipped: boolean,
): AsyncGenerator<Uint8Array> {
  if (!gzipped) {
    yield* content;
    return;
  }
  const gunzip = createGunzip();
  // Passes errors on to `gunzip`, and closes the source when that is closed.
  pipeline(content, gunzip, () => {});
  yield* gunzip as AsyncIterable<Uint8Array>;
}

/** UTF-8 or UTF-16 text by byte-order mark (UTF-8 without one); the mark is removed. */
export function decodeText(bytes: Uint8Array): string {
  const encoding =
    bytes[0] === 0xff && bytes[1] === 0xfe
      ? 'utf-16le'
      : bytes[0] === 0xfe && bytes[1] === 0xff
        ? 'utf-16be'
        : 'utf-8';
  return new TextDecoder(encoding, { ignoreBOM: false }).decode(bytes);
}
