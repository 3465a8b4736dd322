/**
 * Source files over bytes that can be read again, plain or gzipped.
 */
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { SourceError, type SourceFile } from './importer.ts';

/** Above this a file must be streamed; a whole read is refused. Bytes after decompression. */
export const WHOLE_READ_LIMIT = 256 * 1024 * 1024;

/** Deflate packs 1,032 to 1 at best; content far beyond what catalogs reach is meant to do harm. */
export const MAX_UNPACKED_RATIO = 500;
/** However small it was packed, so much is fine. Bytes. */
export const RATIO_FREE_BYTES = 64 * 1024 * 1024;
/** What one packed file may unpack to. Bytes. */
export const MAX_UNPACKED_BYTES = 16 * 1024 ** 3;

export interface SourceFileInit {
  readonly index: number;
  readonly path: string;
  readonly size: number;
  /** Opens the content, decompressed. */
  readonly open: () => AsyncIterable<Uint8Array>;
}

/** A source file over any re-openable byte stream. */
export function sourceFile(init: SourceFileInit): SourceFile {
  const open = (): AsyncIterable<Uint8Array> => guarded(init.open());
  const bytes = async (): Promise<Uint8Array> => {
    const parts: Uint8Array[] = [];
    let length = 0;
    for await (const chunk of open()) {
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
    chunks: open,
    bytes,
    text: async () => decodeText(await bytes()),
  };
}

/** What the disk or the decompression complains about is this file's trouble, not the import's. */
async function* guarded(content: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* content;
  } catch (cause) {
    if (cause instanceof SourceError) throw cause;
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new SourceError('unreadable', `it cannot be read to its end: ${reason}`, { cause });
  }
}

/** By its header: the name of a file does not decide about decompression. */
export function isGzip(head: Uint8Array): boolean {
  return head[0] === 0x1f && head[1] === 0x8b;
}

/**
 * A file on disk, of which the first `size` bytes count: a log may grow while it is read. `along`: sees its bytes as
 * they are stored, and passes them on.
 */
export function diskFile(
  absolutePath: string,
  init: Omit<SourceFileInit, 'open'>,
  gzipped: boolean,
  along: (stored: AsyncIterable<Uint8Array>) => AsyncIterable<Uint8Array> = (stored) => stored,
): SourceFile {
  const open = async function* (): AsyncGenerator<Uint8Array> {
    if (init.size === 0) return;
    const stored = createReadStream(absolutePath, { end: init.size - 1, highWaterMark: 1 << 20 });
    yield* unpacked(along(stored), gzipped);
  };
  return sourceFile({ ...init, open });
}

/**
 * The content, decompressed where it is gzipped. A reader that stops early closes the source.
 * Throws {@link SourceError} `too-large` where it unpacks to far more than it was.
 */
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
  let length = 0;
  for await (const chunk of gunzip as AsyncIterable<Uint8Array>) {
    length += chunk.length;
    if (length > MAX_UNPACKED_BYTES) {
      throw new SourceError('too-large', `it unpacks to more than ${MAX_UNPACKED_BYTES} bytes`);
    }
    if (length > RATIO_FREE_BYTES && length > gunzip.bytesWritten * MAX_UNPACKED_RATIO) {
      throw new SourceError('too-large', `it unpacks to more than ${MAX_UNPACKED_RATIO} times its size`);
    }
    yield chunk;
  }
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
