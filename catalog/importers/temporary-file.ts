/** A file for what is too large for memory and lives no longer than the process. */
import { randomUUID } from 'node:crypto';
import { closeSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * Only this user may read it. It has no name in its folder once it is open, so it is gone when it is closed, in
 * whatever way the process ends.
 */
export class TemporaryFile {
  readonly #path = join(tmpdir(), `headwater-${randomUUID()}`);
  readonly #file: number;

  constructor() {
    this.#file = openSync(this.#path, 'wx+', 0o600);
    this.#remove();
  }

  /** Writes all of the bytes. */
  write(bytes: Uint8Array, position: number): void {
    for (let done = 0; done < bytes.length;)
      done += writeSync(this.#file, bytes, done, bytes.length - done, position + done);
  }

  /** @throws when the file does not hold so many bytes there */
  read(position: number, length: number): Buffer {
    const bytes = Buffer.allocUnsafeSlow(length);
    for (let done = 0; done < length;) {
      const read = readSync(this.#file, bytes, done, length - done, position + done);
      if (read === 0) throw new Error('A temporary file is shorter than what was written to it');
      done += read;
    }
    return bytes;
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
