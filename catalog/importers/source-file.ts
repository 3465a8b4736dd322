/**
 * Source files on disk, plain or gzipped. (Zip members and uploads are made by `discover.ts`.)
 */
import { createReadStream } from 'node:fs';
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

/** A file on disk; a gzip header decides about decompression, not the name. */
export function diskFile(
  absolutePath: string,
  init: Omit<SourceFileInit, 'open'>,
  gzipped: boolean,
): SourceFile {
  const open = (): AsyncIterable<Uint8Array> => {
    const raw = createReadStream(absolutePath, { highWaterMark: 1 << 20 });
    if (!gzipped) return raw;
    const gunzip = createGunzip();
    raw.on('error', (error) => gunzip.destroy(error));
    return raw.pipe(gunzip);
  };
  return sourceFile({ ...init, open });
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
