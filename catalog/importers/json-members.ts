/**
 * Reads a large JSON object member by member, in bounded memory.
 *
 * Tools write catalogs as one JSON object whose top-level values are big collections:
 * `{"metadata": {…}, "nodes": {id: {…}, …}, "results": […]}`. {@link jsonMembers} yields the entries of
 * those collections one at a time and never holds more than one of them, so a file may be larger
 * than memory or than the longest string. Collections that nobody asked for are stepped over.
 */
import type { Json } from '../model/facts.ts';
import { SourceError } from './importer.ts';

/** One entry of a top-level object or array, or a top-level scalar. */
export interface JsonMember {
  /** Key of the top-level value that this is an entry of. */
  readonly top: string;
  /** Key in a top-level object, position in a top-level array, null for a top-level scalar itself. */
  readonly key: string | number | null;
  /** The parsed value; null where `problem` is set. */
  readonly value: Json;
  /** The JSON of the value; only where {@link MemberOptions.texts} asks for it. */
  readonly text?: string;
  /** Why the value could not be used. The entry is skipped, reading goes on after it. */
  readonly problem?: 'malformed' | 'too-deep' | 'too-large';
}

export interface MemberOptions {
  /** Which top-level values to yield; others are stepped over (brackets and strings checked only). */
  want(top: string): boolean;
  /** Entries above this many bytes are not held ({@link JsonMember.problem}). */
  readonly maxMemberBytes?: number;
  /** Give each value's JSON with it. */
  readonly texts?: boolean;
}

/** Entries nested deeper than this are not used: whoever walks them may recurse. */
const MAX_DEPTH = 256;
const MAX_MEMBER_BYTES = 64 * 1024 * 1024;
/** Longest piece scanned at once; bounds how many parsed entries wait for the consumer. */
const PIECE = 1 << 20;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const COLON = 0x3a;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;

/** What the grammar allows next outside of a raw value. */
type Expect = 'root' | 'first-key' | 'key' | 'colon' | 'first-item' | 'value' | 'next' | 'nothing';

/** A run of bytes whose inside is not looked at: a key, a scalar, or a whole nested value. */
interface Raw {
  readonly shape: 'string' | 'container' | 'scalar';
  readonly purpose: 'key' | 'value' | 'skip';
  depth: number;
  deepest: number;
  inString: boolean;
  escaped: boolean;
  bytes: number;
  readonly parts: Uint8Array[];
}

const isSpace = (byte: number): boolean => byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;

/**
 * The push form of {@link jsonMembers}: feed bytes in order, then call {@link MemberScanner.end}.
 * Throws {@link SourceError} `malformed-json` or `truncated-json` naming the byte and the entry.
 */
export class MemberScanner {
  /** Top-level keys met so far, wanted or not, in order. */
  readonly tops: string[] = [];
  #options: MemberOptions;
  #expect: Expect = 'root';
  /** 0 outside, 1 in the root object, 2 in a wanted top-level collection. */
  #level = 0;
  #inArray = false;
  #top = '';
  #key: string | number | null = null;
  #raw: Raw | null = null;
  #offset = 0;
  #out: JsonMember[] = [];

  constructor(options: MemberOptions) {
    this.#options = options;
  }

  /** Takes the next bytes and returns the entries that they complete. */
  push(chunk: Uint8Array): JsonMember[] {
    this.#out = [];
    let at = 0;
    while (at < chunk.length) {
      const byte = chunk[at] ?? 0;
      if (this.#raw) at = this.#continueRaw(this.#raw, chunk, at);
      else if (isSpace(byte)) at++;
      else at = this.#structure(byte, at);
    }
    this.#offset += chunk.length;
    return this.#out;
  }

  /** Says that the input is over. Throws `truncated-json` when the root object is not closed. */
  end(): void {
    if (this.#expect === 'nothing') return;
    if (this.#expect === 'root' && this.#offset === 0)
      throw new SourceError('empty-file', 'the file is empty');
    const entry = this.#entry();
    throw new SourceError(
      'truncated-json',
      `the file ends after ${entry === null ? `${this.#offset} bytes` : `${this.#offset} bytes inside ${entry}`}; it is cut off and was not read`,
    );
  }

  /** What is being read; null outside of the entries. */
  #entry(): string | null {
    if (this.#level === 0 || this.#top === '') return null;
    return this.#level === 2 && this.#key !== null ? `${this.#top}.${this.#key}` : this.#top;
  }

  #fail(at: number, expected: string): never {
    const byte = this.#offset + at;
    const entry = this.#entry();
    throw new SourceError(
      'malformed-json',
      `not valid JSON at ${entry === null ? `byte ${byte}` : `byte ${byte} inside ${entry}`}: expected ${expected}`,
    );
  }

  /** Handles one byte that is neither space nor inside a raw value; returns where to go on. */
  #structure(byte: number, at: number): number {
    switch (this.#expect) {
      case 'root':
        if (byte !== OPEN_BRACE) this.#fail(at, 'a JSON object');
        this.#level = 1;
        this.#expect = 'first-key';
        return at + 1;
      case 'first-key':
      case 'key':
        if (byte === CLOSE_BRACE && this.#expect === 'first-key') return this.#close(at);
        if (byte !== QUOTE) this.#fail(at, 'a key in quotes');
        this.#startRaw(byte, 'key');
        return at;
      case 'colon':
        if (byte !== COLON) this.#fail(at, '":" after the key');
        this.#expect = 'value';
        return at + 1;
      case 'first-item':
        if (byte === CLOSE_BRACKET) return this.#close(at);
        return this.#startValue(byte, at);
      case 'value':
        return this.#startValue(byte, at);
      case 'next': {
        const array = this.#level === 2 && this.#inArray;
        if (byte === (array ? CLOSE_BRACKET : CLOSE_BRACE)) return this.#close(at);
        if (byte !== COMMA) this.#fail(at, array ? '"," or "]"' : '"," or "}"');
        if (array) this.#key = Number(this.#key) + 1;
        this.#expect = array ? 'value' : 'key';
        return at + 1;
      }
      case 'nothing':
        return this.#fail(at, 'nothing after the closing brace');
    }
  }

  #close(at: number): number {
    this.#level--;
    this.#expect = this.#level === 0 ? 'nothing' : 'next';
    return at + 1;
  }

  #startValue(byte: number, at: number): number {
    if (byte === COMMA || byte === COLON || byte === CLOSE_BRACE || byte === CLOSE_BRACKET) {
      this.#fail(at, 'a value');
    }
    const container = byte === OPEN_BRACE || byte === OPEN_BRACKET;
    if (this.#level === 1) {
      const wanted = this.#options.want(this.#top);
      if (wanted && container) {
        this.#level = 2;
        this.#inArray = byte === OPEN_BRACKET;
        this.#key = this.#inArray ? 0 : null;
        this.#expect = this.#inArray ? 'first-item' : 'first-key';
        return at + 1;
      }
      this.#key = null;
      this.#startRaw(byte, wanted ? 'value' : 'skip');
      return at;
    }
    this.#startRaw(byte, 'value');
    return at;
  }

  #startRaw(byte: number, purpose: Raw['purpose']): void {
    const container = byte === OPEN_BRACE || byte === OPEN_BRACKET;
    this.#raw = {
      shape: byte === QUOTE ? 'string' : container ? 'container' : 'scalar',
      purpose,
      depth: 0,
      deepest: 0,
      inString: false,
      escaped: false,
      bytes: 0,
      parts: [],
    };
  }

  /** Moves through a raw value; finishes it when its end is in this chunk. */
  #continueRaw(raw: Raw, chunk: Uint8Array, start: number): number {
    const end = raw.shape === 'scalar' ? scalarEnd(chunk, start) : nestedEnd(raw, chunk, start);
    const stop = end < 0 ? chunk.length : end;
    raw.bytes += stop - start;
    if (raw.purpose !== 'skip' && raw.bytes <= (this.#options.maxMemberBytes ?? MAX_MEMBER_BYTES)) {
      const part = chunk.subarray(start, stop);
      // A part that waits for the next chunk is copied: the producer may use its buffer again.
      raw.parts.push(end < 0 ? part.slice() : part);
    } else {
      raw.parts.length = 0;
    }
    if (end >= 0) this.#finishRaw(raw, start);
    return stop;
  }

  #finishRaw(raw: Raw, at: number): void {
    this.#raw = null;
    if (raw.purpose === 'key') {
      const key = raw.parts.length > 0 ? parse(raw.parts)?.value : undefined;
      if (typeof key !== 'string') this.#fail(at, 'a valid key');
      if (this.#level === 1) {
        this.#top = key;
        this.tops.push(key);
      } else {
        this.#key = key;
      }
      this.#expect = 'colon';
      return;
    }
    this.#expect = 'next';
    if (raw.purpose === 'skip') return;
    this.#out.push({ top: this.#top, key: this.#key, ...finished(raw, this.#options.texts === true) });
  }
}

function finished(raw: Raw, texts: boolean): Pick<JsonMember, 'value' | 'text' | 'problem'> {
  if (raw.parts.length === 0) return { value: null, problem: 'too-large' };
  if (raw.deepest > MAX_DEPTH) return { value: null, problem: 'too-deep' };
  const found = parse(raw.parts);
  if (found === undefined) return { value: null, problem: 'malformed' };
  return texts ? found : { value: found.value };
}

/** First byte after a number or literal, or -1 when the chunk ends before. */
function scalarEnd(chunk: Uint8Array, start: number): number {
  for (let at = start; at < chunk.length; at++) {
    const byte = chunk[at] ?? 0;
    if (byte === COMMA || byte === CLOSE_BRACE || byte === CLOSE_BRACKET || isSpace(byte)) return at;
  }
  return -1;
}

/** First byte after a string or a balanced container, or -1 when the chunk ends before. */
function nestedEnd(raw: Raw, chunk: Uint8Array, start: number): number {
  let at = start;
  if (raw.inString) {
    at = closingQuote(raw, chunk, start) + 1;
    if (at === 0) return -1;
    if (raw.depth === 0) return at;
  }
  let { depth, deepest } = raw;
  let end = -1;
  for (; at < chunk.length; at++) {
    const byte = chunk[at];
    if (byte === QUOTE) {
      const quote = closingQuote(raw, chunk, at + 1);
      if (quote < 0) break;
      at = quote;
      if (depth > 0) continue;
      end = at + 1;
      break;
    } else if (byte === OPEN_BRACE || byte === OPEN_BRACKET) {
      if (++depth > deepest) deepest = depth;
    } else if ((byte === CLOSE_BRACE || byte === CLOSE_BRACKET) && --depth === 0) {
      end = at + 1;
      break;
    }
  }
  raw.depth = depth;
  raw.deepest = deepest;
  return end;
}

/** Of a string so many bytes are looked at one by one; the end of a longer one is searched for, which is faster then. */
const SHORT = 32;

/** The quote that ends the string whose next byte is at `start`, or -1 when the chunk ends before. */
function closingQuote(raw: Raw, chunk: Uint8Array, start: number): number {
  const { length } = chunk;
  // The byte after a backslash is never looked at, and may be in the next chunk.
  let at = raw.escaped ? start + 1 : start;
  for (const short = Math.min(length, start + SHORT); at < short; at++) {
    const byte = chunk[at];
    if (byte === QUOTE) return stringEnds(raw, at);
    if (byte === BACKSLASH) at++;
  }
  while (at < length) {
    const found = chunk.indexOf(QUOTE, at);
    const stop = found < 0 ? length : found;
    let plain = stop;
    while (plain > at && chunk[plain - 1] === BACKSLASH) plain--;
    const escaped = (stop - plain) % 2 === 1;
    if (found >= 0 && !escaped) return stringEnds(raw, found);
    at = escaped ? stop + 1 : stop;
  }
  raw.inString = true;
  raw.escaped = at > length;
  return -1;
}

function stringEnds(raw: Raw, quote: number): number {
  raw.inString = false;
  raw.escaped = false;
  return quote;
}

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** Parses a value; undefined when it is not JSON. Python's NaN and Infinity are read as null. */
function parse(parts: readonly Uint8Array[]): { readonly value: Json; readonly text: string } | undefined {
  const [only] = parts;
  try {
    const text = decoder.decode(parts.length === 1 ? only : Buffer.concat(parts));
    try {
      return { value: JSON.parse(text) as Json, text };
    } catch {
      const mended = withoutNaN(text);
      return { value: JSON.parse(mended) as Json, text: mended };
    }
  } catch {
    return undefined;
  }
}

function withoutNaN(text: string): string {
  return text.replace(/"[^"\\]*(?:\\.[^"\\]*)*"|-?Infinity|NaN/gs, (token) =>
    token.startsWith('"') ? token : 'null',
  );
}

/**
 * Yields the entries of the wanted top-level collections in file order. UTF-8 (with or without
 * byte-order mark) and UTF-16 with one. Throws {@link SourceError} `empty-file`, `malformed-json` or
 * `truncated-json`; what was yielded before is good.
 */
export async function* jsonMembers(
  chunks: AsyncIterable<Uint8Array>,
  options: MemberOptions,
): AsyncGenerator<JsonMember, void> {
  const scanner = new MemberScanner(options);
  for await (const chunk of utf8(chunks)) {
    for (let at = 0; at < chunk.length; at += PIECE) yield* scanner.push(chunk.subarray(at, at + PIECE));
  }
  scanner.end();
}

/** The content as UTF-8 without byte-order mark, whatever the mark says that it is. */
export async function* utf8(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void> {
  let head: Uint8Array | null = new Uint8Array(0);
  let utf16: InstanceType<typeof TextDecoder> | null = null;
  for await (const chunk of chunks) {
    let rest = chunk;
    if (head) {
      rest = head.length > 0 ? Buffer.concat([head, chunk]) : chunk;
      if (rest.length < 3) {
        head = rest.slice();
        continue;
      }
      head = null;
      const mark = markOf(rest);
      rest = rest.subarray(mark.length);
      if (mark.encoding !== 'utf-8') utf16 = new TextDecoder(mark.encoding);
    }
    yield utf16 ? Buffer.from(utf16.decode(rest, { stream: true })) : rest;
  }
  if (head && head.length > 0) yield head;
  if (utf16) yield Buffer.from(utf16.decode());
}

function markOf(bytes: Uint8Array): { readonly encoding: string; readonly length: number } {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return { encoding: 'utf-8', length: 3 };
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return { encoding: 'utf-16le', length: 2 };
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return { encoding: 'utf-16be', length: 2 };
  return { encoding: 'utf-8', length: 0 };
}
