/** A file for what is too large for memory and lives no longer than the process. */
import { createCipheriv, randomBytes, randomUUID } from 'node:crypto';
import { closeSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Bytes that one number of the cipher's counter stands for. */
const BLOCK = 16;

/**
 * Only this user may read it. It has no name in its folder once it is open, so it is gone when it is closed, in
 * whatever way the process ends. What of it reaches the disk is encrypted (AES-256-CTR) with a key that is kept nowhere: a
 * catalog may be encrypted, and this holds what will be in it. So no place may be written twice.
 */
export class TemporaryFile {
  readonly #path = join(tmpdir(), `headwater-${randomUUID()}`);
  readonly #file: number;
  readonly #key = randomBytes(32);

  constructor() {
    this.#file = openSync(this.#path, 'wx+', 0o600);
    this.#remove();
  }

  /** Writes all of the bytes, where nothing was written before. */
  write(bytes: Uint8Array, position: number): void {
    const sealed = this.#turn(bytes, position);
    for (let done = 0; done < sealed.length;)
      done += writeSync(this.#file, sealed, done, sealed.length - done, position + done);
  }

  /** @throws when the file does not hold so many bytes there */
  read(position: number, length: number): Buffer {
    const bytes = Buffer.allocUnsafeSlow(length);
    for (let done = 0; done < length;) {
      const read = readSync(this.#file, bytes, done, length - done, position + done);
      if (read === 0) throw new Error('A temporary file is shorter than what was written to it');
      done += read;
    }
    return this.#turn(bytes, position);
  }

  /** Encrypts and decrypts, which are the same: the stream that belongs to a position is added to the bytes there. */
  #turn(bytes: Uint8Array, position: number): Buffer {
    const counter = Buffer.alloc(BLOCK);
    counter.writeBigUInt64BE(BigInt(Math.floor(position / BLOCK)), BLOCK - 8);
    const stream = createCipheriv('aes-256-ctr', this.#key, counter);
    const before = position % BLOCK;
    if (before > 0) stream.update(Buffer.alloc(before));
    return stream.update(bytes);
  }

  close(): void {
    closeSync(this.#file);
    this.#remove();
  }

  /** Some file systems keep the name until the file is closed. */
  #remove(): void {
    try {
      rmSync(this.#path, { force: true });
    } catch {
      // Tried again when it is closed; then it is the system's to clear.
    }
  }
}
