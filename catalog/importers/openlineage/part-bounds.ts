/** Where objects begin and end in the bytes of a JSON text, and keys by which they are found again. */

/** What a byte means outside of strings. */
export const PLAIN = 0;
export const STRING = 1;
export const OPENING = 2;
export const CLOSING = 3;

const QUOTE = 0x22;
const COLON = 0x3a;
const BACKSLASH = 0x5c;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;
const SPACE = 0x20;

/** By byte: {@link PLAIN}, {@link STRING}, {@link OPENING} or {@link CLOSING}. */
export const MEANING = new Uint8Array(256);
MEANING[QUOTE] = STRING;
MEANING[OPEN_BRACE] = MEANING[OPEN_BRACKET] = OPENING;
MEANING[CLOSE_BRACE] = MEANING[CLOSE_BRACKET] = CLOSING;

export const isList = (byte: number | undefined): boolean => byte === OPEN_BRACKET;

export const opensObject = (bytes: Buffer, start: number): boolean => bytes[start] === OPEN_BRACE;

const JOB = Buffer.from('"job":');

/** Whether the member that `start` opens is called `job`. */
export const isJob = (bytes: Buffer, start: number): boolean =>
  start >= JOB.length && JOB.compare(bytes, start - JOB.length, start) === 0;

/** Whether the byte at `start` opens an object that is the value of a member. */
export function opensMember(bytes: Buffer, start: number): boolean {
  if (bytes[start] !== OPEN_BRACE) return false;
  const before = bytes[start - 1];
  return before === COLON || (before === SPACE && bytes[start - 2] === COLON);
}

/** Index of the quote that ends the string which began before `from`; the length where none does. */
export function endOfString(bytes: Buffer, from: number): number {
  let i = from;
  for (; i < bytes.length; i++) {
    const byte = bytes[i];
    if (byte === QUOTE) break;
    if (byte === BACKSLASH) i++;
  }
  return i;
}

/** Index behind the object or list that begins at `start`; -1 where it is not closed. */
export function endOfValue(bytes: Buffer, start: number): number {
  let depth = 0;
  for (let i = start; i < bytes.length; i++) {
    const meaning = MEANING[bytes[i]!];
    if (meaning === STRING) i = endOfString(bytes, i + 1);
    else if (meaning === OPENING) depth++;
    else if (meaning === CLOSING && --depth === 0) return i + 1;
  }
  return -1;
}

/** Bytes before a facet that tell which one it may be: its name is among them, and that of the dataset. */
const CONTEXT = 64;

/** Key of what stands before a facet: bytes, not before `from`, and what came before those. */
export function contextKey(bytes: Buffer, from: number, start: number, before: number): number {
  let key = before;
  for (let i = Math.max(from, start - CONTEXT); i < start; i++) key = Math.imul(key ^ bytes[i]!, 0x01000193);
  return key ^ (key >>> 15);
}

/** Bytes at the beginning of a dataset or job that tell which one it may be: its name is among them. */
const HEAD = 128;

/** Key of how an object begins. */
export function headKey(bytes: Buffer, start: number): number {
  const end = Math.min(bytes.length, start + HEAD);
  let key = 0;
  for (let i = start; i < end; i++) key = Math.imul(key ^ bytes[i]!, 0x01000193);
  return key ^ (key >>> 15);
}

/** Bytes of a longer part that are looked at. */
const SAMPLES = 256;

/** Key of the bytes from `start` up to `end`; equal bytes have equal keys, and most others have not. */
export function contentKey(bytes: Buffer, start: number, end: number): number {
  const step = Math.max(1, Math.floor((end - start) / SAMPLES));
  let key = end - start;
  for (let i = start; i < end; i += step) key = Math.imul(key ^ bytes[i]!, 0x01000193);
  return key;
}

/** Whether these bytes stand there. */
export function standsAt(content: Buffer, bytes: Buffer, start: number): boolean {
  const end = start + content.length;
  return end <= bytes.length && content.compare(bytes, start, end) === 0;
}
