/**
 * Finds JSON values in bytes that come in pieces: the elements of one array, or values one after the
 * other, each over as many lines as it likes. Only brackets and strings are looked at; whether a value is
 * valid is for the parser to say.
 */

export interface ScannedValue {
  /** The bytes of the value; null where `problem` is set. */
  readonly bytes: Buffer | null;
  readonly problem?: 'too-large' | 'unclosed';
}

const QUOTE = 0x22;
const COMMA = 0x2c;
const OPEN_BRACKET = 0x5b;
const BACKSLASH = 0x5c;
const CLOSE_BRACKET = 0x5d;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;
const NEWLINE = 0x0a;

const isSpace = (byte: number): boolean =>
  byte === 0x20 || byte === NEWLINE || byte === 0x0d || byte === 0x09;

/** Index of the next byte that means something inside a string. */
function skipPlain(chunk: Buffer, from: number): number {
  let i = from;
  for (; i < chunk.length; i++) {
    const byte = chunk[i];
    if (byte === QUOTE || byte === BACKSLASH || byte === NEWLINE) break;
  }
  return i;
}

export class ValueScanner {
  readonly #maxBytes: number;
  /** `array`: inside the top-level array. `after`: behind it. `resync`: skipping to a line that begins a value. */
  #state: 'start' | 'values' | 'array' | 'after' = 'start';
  #resync = false;
  #atLineStart = true;
  /** Inside a value; `#depth` counts its open brackets. */
  #inValue = false;
  #depth = 0;
  #inString = false;
  #escaped = false;
  #parts: Buffer[] = [];
  #size = 0;

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  /** Feeds bytes; answers the values that end in them. */
  push(chunk: Buffer): ScannedValue[] {
    const found: ScannedValue[] = [];
    let start = this.#inValue ? 0 : -1;
    for (let i = 0; i < chunk.length; i++) {
      let byte = chunk[i] as number;
      if (!this.#inValue) {
        if (this.#begins(byte)) {
          this.#inValue = true;
          start = i;
        } else continue;
      }
      if (this.#inString && !this.#escaped) {
        i = skipPlain(chunk, i);
        if (i === chunk.length) break;
        byte = chunk[i] as number;
      }
      const end = this.#step(byte);
      if (end === 'goes-on') continue;
      if (end === 'broken') found.push(this.#fail('unclosed'));
      else {
        this.#keep(chunk.subarray(start, end === 'with' ? i + 1 : i));
        found.push(this.#close());
        if (end === 'before' && this.#state === 'array' && byte === CLOSE_BRACKET) this.#state = 'after';
      }
      start = -1;
    }
    if (this.#inValue && start >= 0) this.#keep(chunk.subarray(start));
    return found;
  }

  /** No more bytes: a value that is still open was torn. A bare scalar ends here. */
  end(): ScannedValue | null {
    if (!this.#inValue) return null;
    return this.#depth > 0 || this.#inString ? this.#fail('unclosed') : this.#close();
  }

  /** Whether a value begins with this byte, outside of any. */
  #begins(byte: number): boolean {
    if (this.#resync) {
      if (byte === NEWLINE) this.#atLineStart = true;
      else if (this.#atLineStart && byte === OPEN_BRACE) this.#resync = false;
      else if (!isSpace(byte)) this.#atLineStart = false;
      if (this.#resync) return false;
    }
    if (isSpace(byte) || byte === COMMA) return false;
    if (this.#state === 'start') {
      this.#state = byte === OPEN_BRACKET ? 'array' : 'values';
      return this.#state === 'values';
    }
    if (this.#state === 'array' && byte === CLOSE_BRACKET) {
      this.#state = 'after';
      return false;
    }
    return true;
  }

  /** `with`: the value ends with this byte; `before`: it ended before it. */
  #step(byte: number): 'goes-on' | 'with' | 'before' | 'broken' {
    if (this.#inString) {
      if (this.#escaped) this.#escaped = false;
      else if (byte === BACKSLASH) this.#escaped = true;
      else if (byte === QUOTE) this.#inString = false;
      else if (byte === NEWLINE) return 'broken';
      return 'goes-on';
    }
    if (byte === QUOTE) this.#inString = true;
    else if (byte === OPEN_BRACE || byte === OPEN_BRACKET) this.#depth++;
    else if (byte === CLOSE_BRACE || byte === CLOSE_BRACKET) {
      if (this.#depth === 0) return 'before';
      if (--this.#depth === 0) return 'with';
    } else if (this.#depth === 0 && (byte === COMMA || isSpace(byte))) return 'before';
    return 'goes-on';
  }

  #keep(part: Buffer): void {
    this.#size += part.length;
    if (this.#size <= this.#maxBytes) this.#parts.push(Buffer.from(part));
    else this.#parts.length = 0;
  }

  #close(): ScannedValue {
    const parts = this.#parts;
    const value: ScannedValue =
      this.#size > this.#maxBytes
        ? { bytes: null, problem: 'too-large' }
        : { bytes: parts.length === 1 ? (parts[0] as Buffer) : Buffer.concat(parts) };
    this.#reset();
    return value;
  }

  #fail(problem: 'unclosed'): ScannedValue {
    this.#reset();
    this.#resync = true;
    this.#atLineStart = true;
    return { bytes: null, problem };
  }

  #reset(): void {
    this.#inValue = false;
    this.#depth = 0;
    this.#inString = false;
    this.#escaped = false;
    this.#parts = [];
    this.#size = 0;
  }
}
