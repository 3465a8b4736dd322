/**
 * Members of a zip archive as source files, each unpacked when it is read and only as far as it says it
 * goes, so that a small file cannot fill memory or disk. (PKWARE APPNOTE 6.3: the central directory
 * rules; ZIP64; stored and deflated members.)
 *
 * Why no library: yauzl, the most careful one, ends the list at the first member that it objects to,
 * where here the others are to be read; it believes the number of members, which writers without ZIP64 give
 * modulo 65,536; and it checks neither checksums nor overlaps. What it would save is zip-directory.ts.
 */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { pipeline } from 'node:stream';
import { crc32, createInflateRaw } from 'node:zlib';
import { SourceError, type SourceFile } from '../importers/importer.ts';
import {
  isGzip,
  MAX_UNPACKED_BYTES,
  MAX_UNPACKED_RATIO,
  RATIO_FREE_BYTES,
  sourceFile,
  unpacked,
} from '../importers/source-file.ts';
import type { Problem } from './problem.ts';
import { readDirectory, type ZipEntry } from './zip-directory.ts';

const LOCAL_HEADER_BYTES = 30;

export interface ZipMember {
  /** Without `..`, drive letters and empty parts; only ever shown. */
  readonly path: string;
  readonly sha256: string;
  readonly make: (index: number, path: string) => SourceFile;
}

/** A first member, or an archive without any. */
export function isZip(head: Uint8Array): boolean {
  return (
    head[0] === 0x50 && head[1] === 0x4b && (head[2] === 0x03 || head[2] === 0x05) && head[3] === head[2] + 1
  );
}

/** `shown`: the archive's name, for problems. Members come in the order of their names. */
export async function* zipMembers(
  path: string,
  shown: string,
  signal: AbortSignal,
): AsyncGenerator<ZipMember | { readonly problem: Problem }> {
  const handle = await open(path, 'r');
  try {
    const entries = (await readDirectory(handle)).filter((entry) => !entry.folder && !entry.link);
    refuseBomb(entries, (await handle.stat()).size);
    refuseOverlap(entries);
    entries.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
    for (const entry of entries) {
      signal.throwIfAborted();
      const name = tidy(entry.name);
      try {
        yield await member(path, handle, entry, name);
      } catch (error) {
        if (!(error instanceof SourceError)) throw error;
        const message = `It cannot be read: ${error.message}.`;
        yield { problem: { path: `${shown}/${name}`, code: error.code, message } };
      }
    }
  } finally {
    await handle.close();
  }
}

function refuseBomb(entries: readonly ZipEntry[], archiveBytes: number): void {
  const total = entries.reduce((sum, entry) => sum + entry.size, 0);
  if (total > MAX_UNPACKED_BYTES) {
    throw new SourceError('too-large', `the archive would unpack to more than ${MAX_UNPACKED_BYTES} bytes`);
  }
  if (total > RATIO_FREE_BYTES && total > archiveBytes * MAX_UNPACKED_RATIO) {
    throw new SourceError(
      'too-large',
      `the archive would unpack to more than ${MAX_UNPACKED_RATIO} times its size`,
    );
  }
}

/** Members that share their bytes: how a small archive is made to unpack to petabytes. */
function refuseOverlap(entries: readonly ZipEntry[]): void {
  const inPlace = [...entries].sort((a, b) => a.offset - b.offset);
  for (const [n, entry] of inPlace.entries()) {
    const next = inPlace[n + 1];
    if (next && entry.offset + LOCAL_HEADER_BYTES + entry.packedSize > next.offset) {
      throw new SourceError('broken-archive', 'files in the archive overlap');
    }
  }
}

async function member(path: string, handle: FileHandle, entry: ZipEntry, name: string): Promise<ZipMember> {
  if (entry.encrypted) throw new SourceError('encrypted', 'it is encrypted');
  if (entry.method !== 'stored' && entry.method !== 'deflated') {
    throw new SourceError('unsupported-compression', 'its kind of compression is not supported');
  }
  const start = await dataStart(handle, entry);
  const content = (): AsyncIterable<Uint8Array> => contentOf(path, entry, start);
  const hash = createHash('sha256');
  let head: Uint8Array = new Uint8Array();
  for await (const chunk of content()) {
    if (head.length < 4) head = Buffer.concat([head, chunk.subarray(0, 4)]);
    hash.update(chunk);
  }
  if (isZip(head)) {
    throw new SourceError('nested-archive', 'it is an archive within the archive; unpack it and import that');
  }
  const gzipped = isGzip(head);
  return {
    path: name,
    sha256: hash.digest('hex'),
    make: (index, as) =>
      sourceFile({ index, path: as, size: entry.size, open: () => unpacked(content(), gzipped) }),
  };
}

/** The local header's own name and extra field may be of other lengths than the directory's. */
async function dataStart(handle: FileHandle, entry: ZipEntry): Promise<number> {
  const header = Buffer.alloc(LOCAL_HEADER_BYTES);
  const { bytesRead } = await handle.read(header, 0, LOCAL_HEADER_BYTES, entry.offset);
  if (bytesRead < LOCAL_HEADER_BYTES || header.readUInt32LE(0) !== 0x04034b50) {
    throw new SourceError('broken-archive', 'the archive is damaged where it should begin');
  }
  return entry.offset + LOCAL_HEADER_BYTES + header.readUInt16LE(26) + header.readUInt16LE(28);
}

/** The member's bytes, checked against the length and the checksum that the archive gives. */
async function* contentOf(path: string, entry: ZipEntry, start: number): AsyncGenerator<Uint8Array> {
  let length = 0;
  let checksum = 0;
  for await (const chunk of packedContent(path, entry, start)) {
    length += chunk.length;
    if (length > entry.size) throw new SourceError('broken-archive', 'it is longer than the archive says');
    checksum = crc32(chunk, checksum);
    yield chunk;
  }
  if (length !== entry.size || checksum !== entry.crc32) {
    throw new SourceError('broken-archive', 'its content does not match its checksum');
  }
}

async function* packedContent(path: string, entry: ZipEntry, start: number): AsyncGenerator<Buffer> {
  if (entry.packedSize === 0) return;
  const end = start + entry.packedSize - 1;
  const raw = createReadStream(path, { start, end, highWaterMark: 1 << 20 });
  if (entry.method === 'stored') {
    yield* raw as AsyncIterable<Buffer>;
    return;
  }
  const inflate = createInflateRaw();
  pipeline(raw, inflate, () => {});
  try {
    yield* inflate as AsyncIterable<Buffer>;
  } catch (error) {
    throw new SourceError('broken-archive', 'its compressed content is damaged', { cause: error });
  }
}

function tidy(name: string): string {
  return (
    name
      .replace(/^[A-Za-z]:/, '')
      .replaceAll(/\p{Cc}/gu, '\ufffd')
      .split(/[\\/]+/)
      .filter((part) => part !== '' && part !== '.' && part !== '..')
      .join('/') || 'unnamed'
  );
}
