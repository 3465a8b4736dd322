/**
 * From a file to the JSON texts in it, each a candidate for an event: newline-delimited JSON, one JSON
 * array, or one or more JSON objects over many lines. Memory is bounded by the largest candidate.
 */
import { isUtf8 } from 'node:buffer';
import { TextDecoder } from 'node:util';
import { SourceError, type SourceFile } from '../importer.ts';
import { firstInk, isBlank, LineCutter, type Line } from './line-cutter.ts';
import { ValueScanner, type ScannedValue } from './value-scanner.ts';

/** A larger line or object is reported and left out. Bytes. */
export const MAX_CANDIDATE = 64 * 1024 * 1024;

export interface Candidate {
  /** `line 12` of newline-delimited JSON, `event 3` of several, `event` where there is one. */
  readonly at: string;
  /** Bytes of the text. */
  readonly bytes: number;
  /** The JSON text; null where `problem` is set. */
  readonly text: string | null;
  /** The bytes of the text, until the next batch is asked for. */
  readonly content: Buffer | null;
  readonly problem?: 'too-large' | 'unclosed';
  /** The bytes were not UTF-8; what could not be read became U+FFFD. */
  readonly damaged?: boolean;
}

/**
 * All candidates of a file in order, in batches. `onBytes` is told how much of the file was read. Throws
 * {@link SourceError} where the file cannot be read on; what came before was yielded, a candidate that
 * was cut off is not.
 */
export async function* candidatesOf(
  file: SourceFile,
  onBytes: (bytes: number) => void,
  maxBytes = MAX_CANDIDATE,
): AsyncGenerator<readonly Candidate[]> {
  const splitter = new Splitter(maxBytes);
  let bytes = 0;
  try {
    for await (const chunk of utf8Chunks(guarded(file.chunks()))) {
      bytes += chunk.length;
      onBytes(bytes);
      const found = splitter.push(chunk);
      if (found.length > 0) yield found;
    }
  } catch (error) {
    const whole = splitter.waiting();
    if (whole) yield [whole];
    throw error;
  }
  const rest = splitter.end();
  if (rest.length > 0) yield rest;
}

/** Tells trouble with the file from trouble with this program: it becomes a {@link SourceError}. */
async function* guarded(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* chunks;
  } catch (error) {
    if (error instanceof SourceError) throw error;
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown trouble';
    throw new SourceError('unreadable', code, { cause: error });
  }
}

/** The bytes as UTF-8 without byte-order mark; UTF-16 is recognised by its mark. */
export async function* utf8Chunks(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  let decoder: TextDecoder | null = null;
  let head: Buffer | null = Buffer.alloc(0);
  for await (const chunk of chunks) {
    let bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    if (head) {
      bytes = head.length > 0 ? Buffer.concat([head, bytes]) : bytes;
      if (bytes.length < 3) {
        head = bytes;
        continue;
      }
      head = null;
      decoder = utf16Decoder(bytes);
      if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) bytes = bytes.subarray(3);
    }
    yield decoder ? Buffer.from(decoder.decode(bytes, { stream: true })) : bytes;
  }
  if (head && head.length > 0) yield head;
}

function utf16Decoder(bytes: Buffer): TextDecoder | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le');
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be');
  return null;
}

/** Decides on the layout by the first lines, then cuts accordingly. */
class Splitter {
  readonly #maxBytes: number;
  readonly #lines: LineCutter;
  #scanner: ValueScanner | null = null;
  #layout: 'unknown' | 'lines' | 'values' = 'unknown';
  /** The first non-blank line while it alone does not tell the layout. */
  #puzzle: Line | null = null;
  /** The first candidate waits: what it is called depends on whether a second one follows. */
  #first: Candidate | null = null;
  #count = 0;

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
    this.#lines = new LineCutter(maxBytes);
  }

  push(chunk: Buffer): Candidate[] {
    const out: Candidate[] = [];
    if (this.#layout === 'unknown' && !this.#puzzle && !this.#lines.begun) {
      const start = chunk.findIndex(
        (byte) => byte !== 0x20 && byte !== 0x09 && byte !== 0x0d && byte !== 0x0a,
      );
      if (start >= 0 && chunk[start] === 0x5b) this.#beginValues();
    }
    if (this.#scanner) this.#scan(chunk, out);
    else this.#cut(chunk, out);
    return out;
  }

  end(): Candidate[] {
    const out: Candidate[] = [];
    const last = this.#lines.end();
    if (last && !this.#scanner) this.#line(last, out);
    if (this.#puzzle) this.#offerLine(this.#puzzle, out);
    const open = this.#scanner?.end();
    if (open) this.#offerValue(open, out);
    if (this.#first) out.unshift(named(this.#first, 'event'));
    return out;
  }

  /** The first candidate, if it still waits for a second. */
  waiting(): Candidate | null {
    return this.#first;
  }

  #cut(chunk: Buffer, out: Candidate[]): void {
    this.#lines.push(chunk);
    for (let line = this.#lines.next(); line; line = this.#lines.next()) {
      this.#line(line, out);
      if (this.#scanner) {
        this.#scan(this.#lines.rest(), out);
        return;
      }
    }
  }

  #line(line: Line, out: Candidate[]): void {
    if (isBlank(line.bytes) && !line.tooLarge) return;
    if (this.#layout === 'lines') {
      // A brace alone on its line: from here on objects go over several lines.
      if (isBrace(line.bytes)) this.#goOnWithValues([line], out);
      else this.#offerLine(line, out);
      return;
    }
    const whole = line.tooLarge || isObject(line.bytes);
    if (whole || (this.#puzzle === null && line.bytes[firstInk(line.bytes)] !== 0x7b)) {
      // A torn first line before good ones is still newline-delimited JSON; so is text that is no JSON.
      this.#layout = 'lines';
      if (this.#puzzle) this.#offerLine(this.#puzzle, out);
      this.#puzzle = null;
      this.#offerLine(line, out);
    } else if (this.#puzzle === null) this.#puzzle = line;
    else {
      const head = this.#puzzle;
      this.#puzzle = null;
      this.#goOnWithValues([head, line], out);
    }
  }

  #goOnWithValues(lines: readonly Line[], out: Candidate[]): void {
    this.#beginValues();
    for (const { bytes } of lines) this.#scan(Buffer.concat([bytes, Buffer.from('\n')]), out);
  }

  #beginValues(): void {
    this.#layout = 'values';
    this.#scanner = new ValueScanner(this.#maxBytes);
  }

  #scan(chunk: Buffer, out: Candidate[]): void {
    for (const value of this.#scanner!.push(chunk)) this.#offerValue(value, out);
  }

  #offerValue(value: ScannedValue, out: Candidate[]): void {
    const at = `event ${this.#count + 1}`;
    if (value.bytes) this.#offer(new Readable(at, value.bytes), out);
    else this.#offer(unusable(at, value.problem ?? 'unclosed'), out);
  }

  #offerLine(line: Line, out: Candidate[]): void {
    const at = `line ${line.number}`;
    if (line.tooLarge) this.#offer(unusable(at, 'too-large'), out);
    else this.#offer(new Readable(at, line.bytes), out);
  }

  #offer(candidate: Candidate, out: Candidate[]): void {
    if (this.#count++ === 0) {
      // It outlasts the bytes that it was found in.
      this.#first = candidate.content
        ? new Readable(candidate.at, Buffer.from(candidate.content))
        : candidate;
      return;
    }
    if (this.#first) out.push(this.#first);
    this.#first = null;
    out.push(candidate);
  }
}

class Readable implements Candidate {
  readonly at: string;
  readonly content: Buffer;
  readonly damaged: boolean;

  constructor(at: string, content: Buffer) {
    this.at = at;
    this.content = content;
    this.damaged = !isUtf8(content);
  }

  get bytes(): number {
    return this.content.length;
  }

  get text(): string {
    return this.content.toString('utf8');
  }
}

function unusable(at: string, problem: 'too-large' | 'unclosed'): Candidate {
  return { at, bytes: 0, text: null, content: null, problem };
}

function named(candidate: Candidate, at: string): Candidate {
  return candidate.content ? new Readable(at, candidate.content) : { ...candidate, at };
}

function isBrace(bytes: Buffer): boolean {
  const at = firstInk(bytes);
  return bytes[at] === 0x7b && isBlank(bytes.subarray(at + 1));
}

function isObject(bytes: Buffer): boolean {
  if (bytes[firstInk(bytes)] !== 0x7b) return false;
  try {
    JSON.parse(bytes.toString('utf8'));
    return true;
  } catch {
    return false;
  }
}
