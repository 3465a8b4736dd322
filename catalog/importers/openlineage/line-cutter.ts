/** Lines from bytes that come in pieces. */

export interface Line {
  /** From 1. */
  readonly number: number;
  /** Without the newline; empty where `tooLarge`. */
  readonly bytes: Buffer;
  readonly tooLarge: boolean;
}

/** Cuts bytes at newlines. A line longer than the limit is passed over without being held. */
export class LineCutter {
  readonly #maxBytes: number;
  #chunk: Buffer = Buffer.alloc(0);
  #from = 0;
  #carry: Buffer[] = [];
  #carried = 0;
  #number = 1;

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  /** Whether anything but blanks was seen, or a line ended. */
  get begun(): boolean {
    return this.#carry.some((part) => !isBlank(part));
  }

  push(chunk: Buffer): void {
    this.#chunk = chunk;
    this.#from = 0;
  }

  /** The next whole line, without its newline; null until more bytes come. */
  next(): Line | null {
    const end = this.#chunk.indexOf(0x0a, this.#from);
    const piece = this.#chunk.subarray(this.#from, end < 0 ? undefined : end);
    this.#from = end < 0 ? this.#chunk.length : end + 1;
    if (end >= 0 && this.#carried === 0) return this.#made(piece, piece.length);
    this.#carried += piece.length;
    // The chunk may be reused by whoever made it, and is larger than the piece.
    if (this.#carried <= this.#maxBytes) this.#carry.push(Buffer.from(piece));
    else this.#carry = [];
    return end < 0 ? null : this.#carriedLine();
  }

  /** What is left of the chunk, for a reader that goes on by other rules. */
  rest(): Buffer {
    const rest = this.#chunk.subarray(this.#from);
    this.#from = this.#chunk.length;
    return rest;
  }

  /** The last line, if it has no newline. */
  end(): Line | null {
    return this.#carried > 0 ? this.#carriedLine() : null;
  }

  #carriedLine(): Line {
    const length = this.#carried;
    const bytes = length <= this.#maxBytes ? Buffer.concat(this.#carry) : Buffer.alloc(0);
    this.#carry = [];
    this.#carried = 0;
    return this.#made(bytes, length);
  }

  #made(bytes: Buffer, length: number): Line {
    const tooLarge = length > this.#maxBytes;
    return { number: this.#number++, bytes: tooLarge ? Buffer.alloc(0) : bytes, tooLarge };
  }
}

/** Index of the first byte of a line that is no blank. */
export function firstInk(bytes: Buffer): number {
  let at = 0;
  while (at < bytes.length && (bytes[at] === 0x20 || bytes[at] === 0x09 || bytes[at] === 0x0d)) at++;
  return at;
}

/** Whether a line has nothing but blanks. */
export function isBlank(bytes: Buffer): boolean {
  return firstInk(bytes) === bytes.length;
}
