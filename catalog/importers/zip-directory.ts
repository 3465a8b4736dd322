/** The central directory of a zip archive: what is in it, and where. */
import type { FileHandle } from 'node:fs/promises';
import { SourceError } from '../importers/importer.ts';

export interface ZipEntry {
  readonly name: string;
  readonly method: 'stored' | 'deflated' | 'other';
  readonly encrypted: boolean;
  readonly folder: boolean;
  /** A symbolic link; its content is the path that it leads to. */
  readonly link: boolean;
  readonly crc32: number;
  /** Bytes in the archive, and unpacked. */
  readonly packedSize: number;
  readonly size: number;
  /** Of the local header. */
  readonly offset: number;
}

interface Place {
  readonly offset: number;
  readonly size: number;
}

const END_BYTES = 22;
/** The end record has a comment of up to 64 KB behind it. */
const END_SEARCHED = END_BYTES + 0xffff;
const END64_LOCATOR_BYTES = 20;
const END64_BYTES = 56;
const ENTRY_BYTES = 46;
const MAX_DIRECTORY_BYTES = 64 * 1024 * 1024;
const MAX_ENTRIES = 100_000;
const METHODS = new Map<number, ZipEntry['method']>([
  [0, 'stored'],
  [8, 'deflated'],
]);

/** @throws SourceError `broken-archive` or `too-large` */
export async function readDirectory(handle: FileHandle): Promise<ZipEntry[]> {
  const fileSize = (await handle.stat()).size;
  const place = await locate(handle, fileSize);
  if (place.size > MAX_DIRECTORY_BYTES)
    throw new SourceError('too-large', 'the archive holds too many files');
  if (place.offset + place.size > fileSize) throw damaged();
  const bytes = await readAt(handle, place.offset, place.size);
  const entries: ZipEntry[] = [];
  for (let at = 0; at + ENTRY_BYTES <= bytes.length && bytes.readUInt32LE(at) === 0x02014b50;) {
    if (entries.length >= MAX_ENTRIES) {
      throw new SourceError('too-large', `the archive holds more than ${MAX_ENTRIES} files`);
    }
    const [nameLength, extraLength, commentLength] = [28, 30, 32].map((field) =>
      bytes.readUInt16LE(at + field),
    );
    const next = at + ENTRY_BYTES + nameLength! + extraLength! + commentLength!;
    if (next > bytes.length) throw damaged();
    entries.push(entryAt(bytes, at, nameLength!, extraLength!));
    at = next;
  }
  if (entries.length === 0 && place.size > 0) throw damaged();
  return entries;
}

async function locate(handle: FileHandle, fileSize: number): Promise<Place> {
  const searched = Math.min(fileSize, END_SEARCHED);
  const tail = await readAt(handle, fileSize - searched, searched);
  let at = tail.length - END_BYTES;
  while (at >= 0 && tail.readUInt32LE(at) !== 0x06054b50) at--;
  if (at < 0) throw damaged();
  const place = { size: tail.readUInt32LE(at + 12), offset: tail.readUInt32LE(at + 16) };
  if (place.offset !== 0xffffffff && place.size !== 0xffffffff) return place;
  const locator = at - END64_LOCATOR_BYTES;
  if (locator < 0 || tail.readUInt32LE(locator) !== 0x07064b50) throw damaged();
  const end64 = await readAt(handle, wide(tail, locator + 8), END64_BYTES);
  if (end64.length < END64_BYTES || end64.readUInt32LE(0) !== 0x06064b50) throw damaged();
  return { size: wide(end64, 40), offset: wide(end64, 48) };
}

function entryAt(bytes: Buffer, at: number, nameLength: number, extraLength: number): ZipEntry {
  const flags = bytes.readUInt16LE(at + 8);
  const rawName = bytes.subarray(at + ENTRY_BYTES, at + ENTRY_BYTES + nameLength);
  const name = rawName.toString((flags & 0x800) !== 0 || isPlain(rawName) ? 'utf8' : 'latin1');
  const extra = at + ENTRY_BYTES + nameLength;
  const [size, packedSize, offset] = widened(bytes.subarray(extra, extra + extraLength), [
    bytes.readUInt32LE(at + 24),
    bytes.readUInt32LE(at + 20),
    bytes.readUInt32LE(at + 42),
  ]);
  // Unix mode in the upper half; S_IFLNK.
  const link = ((bytes.readUInt32LE(at + 38) >>> 16) & 0xf000) === 0xa000;
  return {
    name,
    method: METHODS.get(bytes.readUInt16LE(at + 10)) ?? 'other',
    encrypted: (flags & 1) !== 0,
    folder: name.endsWith('/') || name.endsWith('\\'),
    link,
    crc32: bytes.readUInt32LE(at + 16),
    size,
    packedSize,
    offset,
  };
}

/** ZIP64: fields that are all ones stand in the extra field instead, in this order. */
function widened(extra: Buffer, fields: [number, number, number]): [number, number, number] {
  const missing = fields.some((field) => field === 0xffffffff);
  if (!missing) return fields;
  for (let at = 0; at + 4 <= extra.length;) {
    const length = extra.readUInt16LE(at + 2);
    if (extra.readUInt16LE(at) === 0x0001) {
      let from = at + 4;
      const end = Math.min(from + length, extra.length);
      return fields.map((field) => {
        if (field !== 0xffffffff) return field;
        if (from + 8 > end) throw damaged();
        from += 8;
        return wide(extra, from - 8);
      }) as [number, number, number];
    }
    at += 4 + length;
  }
  throw damaged();
}

function wide(bytes: Buffer, at: number): number {
  const value = bytes.readBigUInt64LE(at);
  if (value > BigInt(Number.MAX_SAFE_INTEGER)) throw damaged();
  return Number(value);
}

async function readAt(handle: FileHandle, offset: number, length: number): Promise<Buffer> {
  const bytes = Buffer.alloc(length);
  const { bytesRead } = await handle.read(bytes, 0, length, offset);
  return bytes.subarray(0, bytesRead);
}

function isPlain(bytes: Buffer): boolean {
  return !bytes.toString('utf8').includes('\ufffd');
}

function damaged(): SourceError {
  return new SourceError('broken-archive', 'the archive is damaged');
}
