/**
 * Texts that are looked at a few times only, kept in a temporary file: a large export does not fit into memory.
 */
import type { Database, Statement } from 'better-sqlite3';
import { openTemporaryDatabase } from '../../store/temporary-database.ts';
import { Recent } from './recent.ts';

/** Bytes that are written and read at once: some tables, as jobs ask for single ones from all over an export. */
const BLOCK = 16 * 1024;
/** Blocks that were read lately. */
const KEPT = 64;

/** Where a text is. */
export interface Place {
  /** Counts from 1. */
  readonly block: number;
  readonly start: number;
  readonly end: number;
}

/** Call {@link ItemShelf.close} at the end. */
export class ItemShelf {
  #db: Database | null = null;
  #insert: Statement<[number, Uint8Array]> | null = null;
  #select: Statement<[number], { readonly bytes: Buffer }> | null = null;
  readonly #read = new Recent<number, Buffer>(KEPT);
  /** The block that is being filled. */
  #open = Buffer.allocUnsafeSlow(BLOCK);
  #number = 1;
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
    this.#db?.close();
    this.#db = null;
  }

  /** Writes the block, and begins one with room for so many bytes. */
  #store(room: number): void {
    if (this.#used > 0) {
      if (!this.#db) {
        this.#db = openTemporaryDatabase();
        // Blocks are kept here, and each is read in one go.
        this.#db.pragma('cache_size = -1024');
        this.#db.exec('CREATE TABLE block (number INTEGER PRIMARY KEY, bytes BLOB NOT NULL)');
        this.#insert = this.#db.prepare('INSERT INTO block VALUES (?, ?)');
        this.#select = this.#db.prepare('SELECT bytes FROM block WHERE number = ?');
      }
      this.#insert!.run(this.#number++, this.#open.subarray(0, this.#used));
      this.#used = 0;
    }
    const size = Math.max(BLOCK, room);
    if (this.#open.length !== size) this.#open = Buffer.allocUnsafeSlow(size);
  }

  #stored(block: number): Buffer {
    return this.#select!.get(block)!.bytes;
  }
}
