/** The thread that reads sources. It knows nothing of the catalog: what it must know of it, it asks. */
import { parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads';
import type { Fact } from '../../model/facts.ts';
import type { Analyses } from '../../sql/index.ts';
import type { LineageAnswer } from '../../sql/lineage.ts';
import {
  SourceError,
  type ImportContext,
  type ImporterKind,
  type RecognisedFile,
  type SourceFile,
} from '../importer.ts';
import { sourceFile } from '../source-file.ts';
import { Mailbox } from './mailbox.ts';
import type { FromReader, Question, QuestionName, Questions, ReadingStart, ToReader } from './messages.ts';
import { FactPacker } from './packed-facts.ts';

/** Pieces of a file that are asked for before they are needed. */
const PIECES_AHEAD = 6;
/** Batches of facts that may wait to be written. */
const BATCHES_AHEAD = 24;
/** Facts that a batch has at least, but the last one and those before a question: each costs both threads a wake-up. */
const FACTS = 256;

const { importer, files, options, beside, answered, answers, turn } = workerData as ReadingStart;
const say = (message: FromReader): void => parentPort!.postMessage(message);

type Piece = Extract<ToReader, { type: 'bytes' | 'trouble' }>;
const streams = new Map<number, Mailbox<Piece>>();
const seen = new Mailbox<readonly boolean[]>();
const permits = new Mailbox<void>();
const readElsewhere = new Map<number, (read: unknown) => void>();
const analysed = new Map<number, (answer: LineageAnswer) => void>();
let [lastStream, lastAnalysis] = [0, 0];

/** Facts on their way to the writer. */
class Outbox {
  readonly #packer = new FactPacker();
  #facts: Fact[] = [];
  /** Batches that went without a permit. */
  #owed = 0;

  async add(facts: readonly Fact[]): Promise<void> {
    for (const fact of facts) this.#facts.push(fact);
    if (this.#facts.length < FACTS) return;
    for (; this.#owed > 0; this.#owed--) await permits.next();
    await permits.next();
    this.#send();
  }

  /** What there is goes at once. */
  flush(): void {
    if (this.#facts.length === 0) return;
    this.#owed++;
    this.#send();
  }

  #send(): void {
    say({ type: 'facts', facts: this.#packer.pack(this.#facts) });
    this.#facts = [];
  }
}

const outbox = new Outbox();

function take(message: ToReader): void {
  switch (message.type) {
    case 'written':
      for (let batch = 0; batch < message.batches; batch++) permits.put();
      return;
    case 'seen':
      return seen.put(message.seen);
    case 'beside':
      readElsewhere.get(message.file)?.(message.read);
      readElsewhere.delete(message.file);
      return;
    case 'lineage':
      analysed.get(message.id)?.(message.answer);
      analysed.delete(message.id);
      return;
    default:
      streams.get(message.stream)?.put(message);
  }
}

async function* piecesOf(file: number): AsyncGenerator<Uint8Array> {
  const stream = ++lastStream;
  const pieces = new Mailbox<Piece>();
  streams.set(stream, pieces);
  try {
    for (let asked = 0; asked < PIECES_AHEAD; asked++) say({ type: 'more', stream, file });
    for (;;) {
      const piece = await pieces.next();
      if (piece.type === 'trouble') throw new SourceError(piece.trouble.code, piece.trouble.message);
      if (piece.bytes === null) return;
      say({ type: 'more', stream, file });
      yield piece.bytes;
    }
  } finally {
    streams.delete(stream);
    say({ type: 'enough', stream });
  }
}

/** Asks the writer's thread, which has all facts before, and sleeps until it has answered. */
function ask(question: Question): unknown {
  outbox.flush();
  const before = Atomics.load(turn, 0);
  say({ type: 'question', question });
  Atomics.wait(turn, 0, before);
  return (receiveMessageOnPort(answers) as { readonly message: unknown }).message;
}

function asking<Name extends QuestionName>(name: Name): Questions[Name] {
  const asked = (...given: readonly unknown[]): unknown => ask({ name, given });
  return asked as Questions[Name];
}

/** Analyses in the writer's thread, which closes them. */
const analyses: Analyses = {
  lineage: (request) =>
    new Promise((resolve) => {
      const id = ++lastAnalysis;
      analysed.set(id, resolve);
      say({ type: 'lineage?', id, request });
    }),
  close: () => Promise.resolve(),
};

const besideThis = (file: SourceFile): Promise<unknown> =>
  new Promise((resolve) => {
    readElsewhere.set(file.index, resolve);
    say({ type: 'beside?', file: file.index });
  });

function optionsAsked(): ImportContext['options'] {
  const may = new Set(answered);
  const [nodes, described] = [asking('nodes'), asking('described')];
  const [gaps, had] = [asking('gaps'), asking('had')];
  return {
    ...options,
    ...(may.has('namespacesHolding') && { namespacesHolding: asking('namespacesHolding') }),
    ...(may.has('namespaces') && { namespaces: asking('namespaces') }),
    ...(may.has('remembered') && { remembered: asking('remembered') }),
    ...(may.has('nodes') && { known: { nodes, described, gaps, had } }),
  };
}

type Reader = (files: readonly RecognisedFile[], context: ImportContext) => AsyncIterable<readonly Fact[]>;

/** Readers are loaded when they are needed. */
const READERS: Readonly<Record<ImporterKind, () => Promise<Reader>>> = {
  openlineage: async () => {
    const { readEvents } = await import('../openlineage/read-events.ts');
    const known = (hashes: readonly string[]): Promise<readonly boolean[]> => {
      say({ type: 'seen?', hashes });
      return seen.next();
    };
    return (given, context) =>
      readEvents(given, { ...context, sqlLiterals: options.sqlLiterals, seen: known });
  },
  dbt: async () => (await import('../dbt/read.ts')).readDbt,
  glue: async () => (await import('../glue/read.ts')).readGlue,
};

async function read(): Promise<void> {
  const reader = await READERS[importer]();
  let accepted = 0;
  const context: ImportContext = {
    signal: new AbortController().signal,
    options: optionsAsked(),
    issue: (issue) => say({ type: 'issue', issue }),
    project: (project) => say({ type: 'project', project }),
    accepted: (count = 1) => {
      accepted += count;
    },
    progress: (bytes) => say({ type: 'progress', accepted, bytes }),
    seen: asking('seen'),
    analyses: () => analyses,
    ...(beside && { beside: besideThis }),
  };
  const sources = files.map(({ role, ...file }) => ({
    file: sourceFile({ ...file, open: () => piecesOf(file.index) }),
    role,
  }));
  for (let batch = 0; batch < BATCHES_AHEAD; batch++) permits.put();
  for await (const facts of reader(sources, context)) await outbox.add(facts);
  outbox.flush();
  say({ type: 'end', accepted });
}

if (parentPort) {
  parentPort.on('message', take);
  // Whoever started the thread ends it, once everything that it said is used.
  await read();
}
