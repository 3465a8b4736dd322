/** Sends a thread the bytes of files, a piece each time that it asks. */
import { SourceError, type RecognisedFile, type SourceFile } from '../importer.ts';
import type { ToReader } from './messages.ts';

/** Bytes that are sent at a time, or more where they come in larger pieces. */
const PIECE = 512 * 1024;

type Say = (message: ToReader) => void;

export class Feeder {
  readonly #files: ReadonlyMap<number, SourceFile>;
  readonly #say: Say;
  readonly #streams = new Map<number, Stream>();

  constructor(files: readonly RecognisedFile[], say: Say) {
    this.#files = new Map(files.map(({ file }) => [file.index, file]));
    this.#say = say;
  }

  /** Sends the next piece of the file; nothing behind its end. A stream begins when it is first asked for. */
  more(stream: number, file: number): void {
    let open = this.#streams.get(stream);
    if (!open) {
      const bytes = this.#files.get(file)!.chunks()[Symbol.asyncIterator]();
      this.#streams.set(stream, (open = new Stream(stream, bytes, this.#say)));
    }
    open.more();
  }

  async enough(stream: number): Promise<void> {
    const open = this.#streams.get(stream);
    this.#streams.delete(stream);
    await open?.close();
  }

  async close(): Promise<void> {
    await Promise.all([...this.#streams.keys()].map((stream) => this.enough(stream)));
  }
}

/** One reading of a file. */
class Stream {
  readonly #number: number;
  readonly #say: Say;
  readonly #bytes: AsyncIterator<Uint8Array>;
  #last: Promise<void> = Promise.resolve();
  #ended = false;
  #closed = false;

  constructor(number: number, bytes: AsyncIterator<Uint8Array>, say: Say) {
    this.#number = number;
    this.#bytes = bytes;
    this.#say = say;
  }

  more(): void {
    this.#last = this.#last.then(() => this.#send());
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#last;
    if (!this.#ended) await this.#bytes.return?.();
  }

  async #send(): Promise<void> {
    if (this.#closed || this.#ended) return;
    const stream = this.#number;
    const pieces: Uint8Array[] = [];
    let trouble: SourceError | null = null;
    for (let size = 0; size < PIECE && !this.#ended;) {
      try {
        const { done, value } = await this.#bytes.next();
        if (done === true) this.#ended = true;
        else {
          pieces.push(value);
          size += value.length;
        }
      } catch (error) {
        trouble = error instanceof SourceError ? error : new SourceError('unreadable', String(error));
        this.#ended = true;
      }
    }
    if (this.#closed) return;
    if (pieces.length > 0) this.#say({ type: 'bytes', stream, bytes: copyOf(pieces) });
    if (trouble) {
      const { code, message } = trouble;
      this.#say({ type: 'trouble', stream, trouble: { code, message } });
    } else if (this.#ended) this.#say({ type: 'bytes', stream, bytes: null });
  }
}

/** Their bytes in memory of their own, which may be given away. */
function copyOf(pieces: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const copy = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) {
    copy.set(piece, at);
    at += piece.length;
  }
  return copy;
}
