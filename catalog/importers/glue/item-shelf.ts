/**
 * Texts that are looked at a few times only, kept in a temporary file: a large export does not fit into memory.
 */
import { TemporaryFile } from '../temporary-file.ts';
import { Recent } from './recent.ts';

/** Bytes that are written and read at once: some tables, as jobs ask for single ones from all over an export. */
const BLOCK = 16 * 1024;
/** Blocks that were read lately. */
const KEPT = 64;

/** Where a text is. */
export interface Place {
  /** Counts from 0. */
  readonly block: number;
  readonly start: number;
  readonly end: number;
}

/** Call {@link ItemShelf.close} at the end. */
export class ItemShelf {
  #file: TemporaryFile | null = null;
  /** Where the blocks in the file begin, and behind them the one that is being filled. */
  readonly #starts: number[] = [0];
  readonly #read = new Recent<number, Buffer>(KEPT);
  /** The block that is being filled. */
  #open = Buffer.allocUnsafeSlow(BLOCK);
  #used = 0;

  put(text: string): Place {
    const length = Buffer.byteLength(text);
    if (this.#used + length > this.#open.length) this.#store(length);
    const start = this.#used;
    this.#used += this.#open.write(text, start);
    return { block: this.#number, start, end: this.#used };
  }

  text({ block, start, end }: Place): string {
    const bytes = block === this.#number ? this.#open : this.#read.get(block, () => this.#stored(block));
    return bytes.toString('utf8', start, end);
  }

  close(): void {
    this.#file?.close();
    this.#file = null;
  }

  get #number(): number {
    return this.#starts.length - 1;
  }

  /** Writes the block, and begins one with room for so many bytes. */
  #store(room: number): void {
    if (this.#used > 0) {
      const start = this.#starts.at(-1)!;
      (this.#file ??= new TemporaryFile()).write(this.#open.subarray(0, this.#used), start);
      this.#starts.push(start + this.#used);
      this.#used = 0;
    }
    const size = Math.max(BLOCK, room);
    if (this.#open.length !== size) this.#open = Buffer.allocUnsafeSlow(size);
  }

  #stored(block: number): Buffer {
    const start = this.#starts[block]!;
    return this.#file!.read(start, this.#starts[block + 1]! - start);
  }
}
