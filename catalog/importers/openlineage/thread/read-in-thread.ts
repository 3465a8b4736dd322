/**
 * Reads events in a thread of their own, beside the one that writes. What comes out is what reading them here would
 * give; small files are read here, since a thread takes its time to start.
 */
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { Fact } from '../../../model/facts.ts';
import type { ImportContext, RecognisedFile, SourceError } from '../../importer.ts';
import { guarded } from '../candidates.ts';
import { readEvents } from '../read-events.ts';
import { Mailbox } from './mailbox.ts';
import type { FromReader, ReadingStart, ToReader } from './messages.ts';
import { FactUnpacker, type PackedFacts } from './packed-facts.ts';
import { workerFile } from './worker-file.ts';

/** Files that are larger together are read in a thread. Bytes as stored. */
const WORTHWHILE = 4 * 1024 * 1024;
/** Memory for what the thread has just made; left alone it takes a hundred more, and is no faster. */
const YOUNG_MEGABYTES = 48;
/** Bytes that are sent at a time, or more where they come in larger pieces. */
const PIECE = 512 * 1024;

export function isWorthAThread(files: readonly RecognisedFile[]): boolean {
  const bytes = files.reduce((sum, { file }) => sum + file.size, 0);
  return bytes > WORTHWHILE && availableParallelism() > 1;
}

/** As {@link readEvents}, in a thread. Where none can be started, here. */
export async function* readInThread(
  files: readonly RecognisedFile[],
  context: ImportContext,
  worker = workerFile(),
): AsyncGenerator<readonly Fact[]> {
  const thread = new ReadingThread(files, context, worker);
  try {
    yield* thread.facts();
  } catch (error) {
    if (thread.started || context.signal.aborted) throw error;
    yield* readEvents(files, { ...context, sqlLiterals: context.options.sqlLiterals });
  } finally {
    await thread.end();
  }
}

class ReadingThread {
  readonly #context: ImportContext;
  readonly #worker: Worker;
  /** Null: that was all. */
  readonly #batches = new Mailbox<PackedFacts | null>();
  readonly #feeder: Feeder;
  #accepted = 0;
  /** It has said something, so it runs. */
  started = false;

  constructor(files: readonly RecognisedFile[], context: ImportContext, worker: string) {
    this.#context = context;
    const start: ReadingStart = {
      files: files.map(({ file: { index, path, size }, role }) => ({ index, path, size, role })),
      sqlLiterals: context.options.sqlLiterals,
    };
    // Flags of the process (loaders, test hooks) are not for the thread.
    this.#worker = new Worker(worker, {
      workerData: start,
      execArgv: [],
      resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MEGABYTES },
    });
    this.#feeder = new Feeder(files, (message) => this.#say(message));
    this.#worker.on('message', (message: FromReader) => this.#take(message));
    this.#worker.on('error', (error) => this.#batches.fail(error));
    this.#worker.on('exit', () => this.#batches.fail(new Error('The thread that reads events ended early')));
    context.signal.addEventListener('abort', this.#abort);
    if (context.signal.aborted) this.#abort();
  }

  async *facts(): AsyncGenerator<readonly Fact[]> {
    const unpacker = new FactUnpacker();
    for (;;) {
      const batch = await this.#batches.next();
      if (batch === null) return;
      yield unpacker.unpack(batch);
      this.#say({ type: 'written' });
    }
  }

  async end(): Promise<void> {
    this.#context.signal.removeEventListener('abort', this.#abort);
    this.#worker.removeAllListeners('message');
    await Promise.all([this.#worker.terminate(), this.#feeder.close()]);
  }

  readonly #abort = (): void => this.#batches.fail(this.#context.signal.reason);

  #say(message: ToReader): void {
    const transfer = message.type === 'bytes' && message.bytes ? [message.bytes.buffer] : [];
    this.#worker.postMessage(message, transfer);
  }

  #take(message: FromReader): void {
    this.started = true;
    try {
      this.#answer(message);
    } catch (error) {
      this.#batches.fail(error);
    }
  }

  #answer(message: FromReader): void {
    switch (message.type) {
      case 'more':
        this.#feeder.more(message.file);
        break;
      case 'seen?':
        this.#say({ type: 'seen', seen: this.#context.seen(message.hashes) });
        break;
      case 'facts':
        this.#batches.put(message.facts);
        break;
      case 'issue':
        this.#context.issue(message.issue);
        break;
      case 'progress':
        this.#accept(message.accepted);
        this.#context.progress(message.bytes);
        break;
      case 'end':
        this.#accept(message.accepted);
        this.#batches.put(null);
    }
  }

  #accept(accepted: number): void {
    this.#context.accepted(accepted - this.#accepted);
    this.#accepted = accepted;
  }
}

/** Sends the thread the bytes of files, a piece each time that it asks. */
class Feeder {
  readonly #files: readonly RecognisedFile[];
  readonly #say: (message: ToReader) => void;
  /** The file that is read. */
  #file = -1;
  #bytes: AsyncIterator<Uint8Array> | null = null;
  #last: Promise<void> = Promise.resolve();
  #closed = false;

  constructor(files: readonly RecognisedFile[], say: (message: ToReader) => void) {
    this.#files = files;
    this.#say = say;
  }

  /** Sends the next piece of the file; nothing behind its end. */
  more(file: number): void {
    this.#last = this.#last.then(() => this.#send(file));
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#last;
    await this.#bytes?.return?.();
  }

  async #send(file: number): Promise<void> {
    if (this.#closed) return;
    if (file !== this.#file) {
      this.#file = file;
      const source = this.#files.find((one) => one.file.index === file)!.file;
      this.#bytes = guarded(source.chunks())[Symbol.asyncIterator]();
    }
    if (!this.#bytes) return;
    const pieces: Uint8Array[] = [];
    let trouble: SourceError | null = null;
    let ended = false;
    for (let size = 0; size < PIECE && !ended;) {
      try {
        const { done, value } = await this.#bytes.next();
        if (done === true) ended = true;
        else {
          pieces.push(value);
          size += value.length;
        }
      } catch (error) {
        trouble = error as SourceError;
        ended = true;
      }
    }
    if (ended) this.#bytes = null;
    if (this.#closed) return;
    if (pieces.length > 0) this.#say({ type: 'bytes', bytes: copyOf(pieces) });
    if (trouble) this.#say({ type: 'trouble', trouble: { code: trouble.code, message: trouble.message } });
    else if (ended) this.#say({ type: 'bytes', bytes: null });
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
