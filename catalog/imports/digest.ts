/** The digest of a file that is imported: what its evidence, and the ledger, know it by. */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { SourceError } from '../importers/importer.ts';

/** The SHA-256 (hex) of a file's bytes as they were found. */
export interface Digest {
  /** Null as long as it was not taken. */
  readonly known: string | null;
  /**
   * Takes it, where that was not done yet.
   * @throws SourceError `unreadable`
   */
  taken(signal: AbortSignal): Promise<string>;
}

export function knownDigest(sha256: string): Digest {
  return { known: sha256, taken: async () => sha256 };
}

/** Of a file whose digest was taken. */
export function digestTaken({ known }: Digest): string {
  if (known === null) throw new Error('The digest of a file is asked for before it was taken');
  return known;
}

/**
 * Of the first `size` bytes of a file on disk: taken along with the first reading that goes to their end, so that a
 * large file need not be read once more for it. Where there is none, it is taken by itself.
 */
export class DigestOfReading implements Digest {
  readonly #path: string;
  readonly #shown: string;
  readonly #size: number;
  #known: string | null = null;

  /** `shown`: what people know the file by. */
  constructor(path: string, shown: string, size: number) {
    this.#path = path;
    this.#shown = shown;
    this.#size = size;
  }

  get known(): string | null {
    return this.#known;
  }

  /** Passes the bytes on. */
  async *along(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    if (this.#known !== null) {
      yield* bytes;
      return;
    }
    const hash = createHash('sha256');
    for await (const chunk of bytes) {
      hash.update(chunk);
      yield chunk;
    }
    this.#known ??= hash.digest('hex');
  }

  async taken(signal: AbortSignal): Promise<string> {
    try {
      return (this.#known ??= await digestOf(this.#path, this.#size, signal));
    } catch (cause) {
      signal.throwIfAborted();
      throw new SourceError('unreadable', `${this.#shown} cannot be read to its end`, { cause });
    }
  }
}

/** SHA-256 (hex) of the first `size` bytes of a file, or of all where there are fewer. */
export async function digestOf(path: string, size: number, signal: AbortSignal): Promise<string> {
  const hash = createHash('sha256');
  if (size > 0) {
    const bytes = createReadStream(path, { end: size - 1, highWaterMark: 1 << 20, signal });
    for await (const chunk of bytes) hash.update(chunk as Uint8Array);
  }
  return hash.digest('hex');
}
