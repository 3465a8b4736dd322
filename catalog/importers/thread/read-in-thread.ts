/**
 * Reads sources in a thread of their own, beside the one that writes. What comes out is what reading them here would
 * give; small files are read here, since a thread takes its time to start.
 */
import { availableParallelism } from 'node:os';
import { MessageChannel, Worker, type MessagePort } from 'node:worker_threads';
import type { Fact } from '../../model/facts.ts';
import { SqlAnalysis } from '../../sql/index.ts';
import type { ImportContext, ImporterKind, ReadBeside, RecognisedFile } from '../importer.ts';
import { Feeder } from './feeder.ts';
import { Mailbox } from './mailbox.ts';
import type { FromReader, Question, QuestionName, Questions, ReadingStart, ToReader } from './messages.ts';
import { FactUnpacker, type PackedFacts } from './packed-facts.ts';
import { workerFile } from './worker-file.ts';

/** Files that are larger together are read in a thread. Bytes as stored. */
const WORTHWHILE = 4 * 1024 * 1024;
/**
 * Memory for what the thread has just made. With 48 MB more events are read 3 % faster; where tables are many, the writer's
 * memory is what counts.
 */
const YOUNG_MEGABYTES: Readonly<Record<ImporterKind, number>> = { openlineage: 96, dbt: 96, glue: 48 };
/** Batches of facts that are acknowledged together, fewer than may wait: each message wakes the thread. */
const ACKNOWLEDGED = 4;

type Read = (files: readonly RecognisedFile[], context: ImportContext) => AsyncIterable<readonly Fact[]>;

/** `read`, in a thread where that is worth one. `beside`: what it may have read here. */
export function besideTheWriter(importer: ImporterKind, read: Read, beside?: ReadBeside): Read {
  return (files, context) =>
    isWorthAThread(files) ? readInThread(importer, read, files, context, { beside }) : read(files, context);
}

function isWorthAThread(files: readonly RecognisedFile[]): boolean {
  const bytes = files.reduce((sum, { file }) => sum + file.size, 0);
  return bytes > WORTHWHILE && availableParallelism() > 1;
}

/** As the importer's `read`, in a thread. Where none can be started, here. */
export async function* readInThread(
  importer: ImporterKind,
  read: Read,
  files: readonly RecognisedFile[],
  context: ImportContext,
  {
    worker = workerFile(),
    beside,
  }: { readonly worker?: string; readonly beside?: ReadBeside | undefined } = {},
): AsyncGenerator<readonly Fact[]> {
  const thread = new ReadingThread(importer, files, context, worker, beside);
  try {
    yield* thread.facts();
  } catch (error) {
    if (thread.started || context.signal.aborted) throw error;
    yield* read(files, context);
  } finally {
    await thread.end();
  }
}

/** What is taken in order: facts, and questions that are about a catalog with all facts before them. Null: that was all. */
type InOrder = { readonly facts: PackedFacts } | { readonly question: Question } | null;

class ReadingThread {
  readonly #context: ImportContext;
  readonly #worker: Worker;
  readonly #arrived = new Mailbox<InOrder>();
  readonly #feeder: Feeder;
  readonly #answers: MessagePort;
  readonly #turn = new Int32Array(new SharedArrayBuffer(4));
  readonly #questions: Partial<Questions>;
  readonly #files: readonly RecognisedFile[];
  readonly #beside: ReadBeside | undefined;
  readonly #ended = new AbortController();
  readonly #readings: Promise<void>[] = [];
  #sql: SqlAnalysis | null = null;
  #accepted = 0;
  /** It has said something, so it runs. */
  started = false;

  constructor(
    importer: ImporterKind,
    files: readonly RecognisedFile[],
    context: ImportContext,
    worker: string,
    beside: ReadBeside | undefined,
  ) {
    this.#context = context;
    this.#files = files;
    this.#beside = beside;
    this.#questions = questionsTo(context);
    const { port1, port2 } = new MessageChannel();
    this.#answers = port1;
    const start: ReadingStart = {
      importer,
      files: files.map(({ file: { index, path, size }, role }) => ({ index, path, size, role })),
      options: plainOptions(context),
      beside: beside !== undefined,
      answered: Object.keys(this.#questions) as QuestionName[],
      answers: port2,
      turn: this.#turn,
    };
    // Flags of the process (loaders, test hooks) are not for the thread.
    this.#worker = new Worker(worker, {
      workerData: start,
      transferList: [port2],
      execArgv: [],
      resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MEGABYTES[importer] },
    });
    this.#feeder = new Feeder(files, (message) => this.#say(message));
    this.#worker.on('message', (message: FromReader) => this.#take(message));
    this.#worker.on('error', (error) => this.#arrived.fail(error));
    this.#worker.on('exit', () => this.#arrived.fail(new Error('The thread that reads sources ended early')));
    context.signal.addEventListener('abort', this.#abort);
    if (context.signal.aborted) this.#abort();
  }

  async *facts(): AsyncGenerator<readonly Fact[]> {
    const unpacker = new FactUnpacker();
    let written = 0;
    for (;;) {
      const next = await this.#arrived.next();
      if (next === null) return;
      if ('question' in next) this.#answer(next.question);
      else {
        yield unpacker.unpack(next.facts);
        if (++written < ACKNOWLEDGED) continue;
        this.#say({ type: 'written', batches: written });
        written = 0;
      }
    }
  }

  async end(): Promise<void> {
    this.#context.signal.removeEventListener('abort', this.#abort);
    this.#worker.removeAllListeners('message');
    this.#ended.abort();
    await Promise.all([
      this.#worker.terminate(),
      this.#feeder.close(),
      ...this.#readings,
      this.#sql?.close(),
    ]);
    this.#answers.close();
  }

  readonly #abort = (): void => this.#arrived.fail(this.#context.signal.reason);

  #say(message: ToReader): void {
    const transfer = message.type === 'bytes' && message.bytes ? [message.bytes.buffer] : [];
    this.#worker.postMessage(message, transfer);
  }

  #take(message: FromReader): void {
    this.started = true;
    try {
      this.#takeOne(message);
    } catch (error) {
      this.#arrived.fail(error);
    }
  }

  #takeOne(message: FromReader): void {
    switch (message.type) {
      case 'more':
        return this.#feeder.more(message.stream, message.file);
      case 'enough':
        return void this.#feeder.enough(message.stream);
      case 'seen?':
        return this.#say({ type: 'seen', seen: this.#context.seen(message.hashes) });
      case 'lineage?':
        return void this.#analyse(message);
      case 'beside?':
        return void this.#readings.push(this.#readBeside(message.file));
      case 'question':
      case 'facts':
        return this.#arrived.put(message);
      case 'issue':
        return this.#context.issue(message.issue);
      case 'project':
        return this.#context.project?.(message.project);
      case 'progress':
        this.#accept(message.accepted);
        return this.#context.progress(message.bytes);
      case 'end':
        this.#accept(message.accepted);
        this.#arrived.put(null);
    }
  }

  #accept(accepted: number): void {
    this.#context.accepted(accepted - this.#accepted);
    this.#accepted = accepted;
  }

  /** The thread sleeps until then. */
  #answer({ name, given }: Question): void {
    const ask = this.#questions[name] as (...given: readonly unknown[]) => unknown;
    this.#answers.postMessage(ask(...given));
    Atomics.add(this.#turn, 0, 1);
    Atomics.notify(this.#turn, 0);
  }

  async #readBeside(index: number): Promise<void> {
    const { signal } = this.#ended;
    try {
      const read = await this.#beside!(
        this.#files.find(({ file }) => file.index === index)!,
        signal,
      );
      if (!signal.aborted) this.#say({ type: 'beside', file: index, read });
    } catch (error) {
      this.#arrived.fail(error);
    }
  }

  /** Here, where answers of earlier analyses are in memory. */
  async #analyse({ id, request }: Extract<FromReader, { type: 'lineage?' }>): Promise<void> {
    const answer = await (this.#sql ??= new SqlAnalysis()).lineage(request);
    this.#say({ type: 'lineage', id, answer });
  }
}

function questionsTo(context: ImportContext): Partial<Questions> {
  const { namespacesHolding, namespaces, remembered, known } = context.options;
  return {
    seen: (hashes) => context.seen(hashes),
    ...(namespacesHolding && { namespacesHolding }),
    ...(namespaces && { namespaces }),
    ...(remembered && { remembered }),
    ...known,
  };
}

function plainOptions({ options }: ImportContext): ReadingStart['options'] {
  const { namespacesHolding: _a, namespaces: _b, remembered: _c, known: _d, ...plain } = options;
  return plain;
}
