/**
 * The container of an evidence pack: a zip file that is the same for the same content. Files lie in order of
 * their names, stored as they are, dated 1 January 1980, without extra fields.
 *
 * Reading refuses what a pack never holds and an attacker might: ways out of the folder, links, two files of one
 * name, overlapping or encrypted files, and more bytes than are announced.
 */
import { crc32, inflateRawSync } from 'node:zlib';
import { zipSync, type Zippable } from 'fflate';

/** The bytes of each file, by its name in the pack. */
export type PackFiles = ReadonlyMap<string, Uint8Array>;

/** The container cannot be taken; the message says why. */
export class ContainerError extends Error {
  override readonly name = 'ContainerError';
  /** It is not a zip file at all, rather than a damaged or a hostile one. */
  readonly foreign: boolean;
  constructor(message: string, foreign = false) {
    super(message);
    this.foreign = foreign;
  }
}

const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;
const END_BYTES = 22;
const MAX_COMMENT = 65_535;
const MAX_FILES = 20_000;
const MAX_TOTAL = 2 ** 31;
const STORED = 0;
const DEFLATED = 8;

/** The same bytes for the same files. */
export function writeZip(files: PackFiles): Uint8Array {
  const zippable: Zippable = {};
  for (const name of [...files.keys()].sort()) zippable[name] = files.get(name)!;
  return zipSync(zippable, { level: 0, mtime: new Date(1980, 0, 1) });
}

/** @throws ContainerError */
export function readZip(bytes: Uint8Array): Map<string, Uint8Array> {
  const data = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (data.length < END_BYTES || data.readUInt32LE(0) !== LOCAL)
    throw new ContainerError('It is not a zip file', true);
  const end = endOf(data);
  const headers = centralHeaders(data, end);
  refuseDoubles(headers);
  const files = new Map<string, Uint8Array>();
  let total = 0;
  let free = 0;
  for (const header of headers.toSorted((a, b) => a.at - b.at)) {
    total += header.size;
    if (total > MAX_TOTAL) throw new ContainerError('Its files are larger than 2 GB together');
    const { content, after } = contentOf(data, header, end.directory);
    if (header.at < free) throw new ContainerError(`${header.name} overlaps another file`);
    free = after;
    files.set(header.name, content);
  }
  return files;
}

interface End {
  readonly count: number;
  readonly directory: number;
  readonly bytes: number;
}

function endOf(data: Buffer): End {
  const first = Math.max(0, data.length - END_BYTES - MAX_COMMENT);
  for (let at = data.length - END_BYTES; at >= first; at--) {
    if (data.readUInt32LE(at) !== END || data.readUInt16LE(at + 20) !== data.length - at - END_BYTES)
      continue;
    const count = data.readUInt16LE(at + 10);
    const bytes = data.readUInt32LE(at + 12);
    const directory = data.readUInt32LE(at + 16);
    if (directory + bytes !== at || data.readUInt32LE(at + 4) !== 0 || data.readUInt16LE(at + 8) !== count)
      throw new ContainerError('Its list of files does not lie where it should');
    if (count > MAX_FILES) throw new ContainerError(`It holds more than ${MAX_FILES} files`);
    return { count, directory, bytes };
  }
  throw new ContainerError('Its end is missing');
}

interface Header {
  readonly name: string;
  readonly at: number;
  readonly method: number;
  readonly crc: number;
  readonly packed: number;
  readonly size: number;
}

function centralHeaders(data: Buffer, { count, directory, bytes }: End): Header[] {
  const headers: Header[] = [];
  let at = directory;
  for (let n = 0; n < count; n++) {
    if (at + 46 > directory + bytes || data.readUInt32LE(at) !== CENTRAL)
      throw new ContainerError('Its list of files cannot be read');
    const [nameBytes, extra, comment] = [28, 30, 32].map((offset) => data.readUInt16LE(at + offset));
    const name = nameOf(data.subarray(at + 46, at + 46 + nameBytes!));
    const kind = (data.readUInt32LE(at + 38) >>> 28) & 0xf;
    if (kind !== 0 && kind !== 8) throw new ContainerError(`${name} is a link or a device, not a file`);
    if ((data.readUInt16LE(at + 8) & 0x1) !== 0) throw new ContainerError(`${name} is encrypted`);
    headers.push({
      name,
      method: data.readUInt16LE(at + 10),
      crc: data.readUInt32LE(at + 16),
      packed: data.readUInt32LE(at + 20),
      size: data.readUInt32LE(at + 24),
      at: data.readUInt32LE(at + 42),
    });
    at += 46 + nameBytes! + extra! + comment!;
  }
  if (at !== directory + bytes) throw new ContainerError('Its list of files holds more than it says');
  return headers;
}

/** Plain relative names with `/` only: no way out of the folder that a pack is unpacked into. */
function nameOf(bytes: Buffer): string {
  let name: string;
  try {
    name = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new ContainerError('The name of a file is not UTF-8');
  }
  const parts = name.split('/');
  const bad =
    /[\u0000-\u001f\u007f\\:]/.test(name) ||
    parts.some((part) => part === '' || part === '.' || part === '..');
  if (bad) throw new ContainerError(`A file may not be named ${JSON.stringify(name.slice(0, 200))}`);
  return name;
}

/** Names that differ only in case are one file on some systems. */
function refuseDoubles(headers: readonly Header[]): void {
  const seen = new Set<string>();
  for (const { name } of headers) {
    const key = name.normalize('NFC').toLowerCase();
    if (seen.has(key)) throw new ContainerError(`There are two files named ${name}`);
    seen.add(key);
  }
}

function contentOf(data: Buffer, header: Header, limit: number): { content: Uint8Array; after: number } {
  const { name, at, method, crc, packed, size } = header;
  const broken = new ContainerError(`${name} is damaged`);
  if (at + 30 > limit || data.readUInt32LE(at) !== LOCAL) throw broken;
  const start = at + 30 + data.readUInt16LE(at + 26) + data.readUInt16LE(at + 28);
  const localName = data.subarray(at + 30, at + 30 + data.readUInt16LE(at + 26));
  const after = start + packed;
  if (after > limit || !localName.equals(Buffer.from(name, 'utf8'))) throw broken;
  const raw = data.subarray(start, after);
  const content = method === STORED ? raw : method === DEFLATED ? inflated(raw, size) : null;
  if (content === null) throw new ContainerError(`${name} cannot be unpacked`);
  if (content.length !== size || crc32(content) !== crc) throw broken;
  return { content, after };
}

function inflated(raw: Buffer, size: number): Buffer | null {
  try {
    return inflateRawSync(raw, { maxOutputLength: Math.max(1, size) });
  } catch {
    return null;
  }
}
