/** The thread that reads events. It knows nothing of the catalog: what was taken in before it asks. */
import { parentPort, workerData } from 'node:worker_threads';
import { SourceError } from '../../importer.ts';
import { sourceFile } from '../../source-file.ts';
import { readEvents, type EventContext } from '../read-events.ts';
import { Mailbox } from './mailbox.ts';
import type { FromReader, ReadingStart, ToReader } from './messages.ts';
import { FactPacker } from './packed-facts.ts';

/** Pieces of a file that are asked for before they are needed. */
const PIECES_AHEAD = 3;
/** Batches of facts that may wait to be written. */
const BATCHES_AHEAD = 16;

const say = (message: FromReader): void => parentPort!.postMessage(message);

const pieces = new Mailbox<Extract<ToReader, { type: 'bytes' | 'trouble' }>>();
const answers = new Mailbox<readonly boolean[]>();
const permits = new Mailbox<void>();

function take(message: ToReader): void {
  if (message.type === 'seen') answers.put(message.seen);
  else if (message.type === 'written') permits.put();
  else pieces.put(message);
}

async function* piecesOf(file: number): AsyncGenerator<Uint8Array> {
  for (let asked = 0; asked < PIECES_AHEAD; asked++) say({ type: 'more', file });
  for (;;) {
    const piece = await pieces.next();
    if (piece.type === 'trouble') throw new SourceError(piece.trouble.code, piece.trouble.message);
    if (piece.bytes === null) return;
    say({ type: 'more', file });
    yield piece.bytes;
  }
}

async function read({ files, sqlLiterals }: ReadingStart): Promise<void> {
  let accepted = 0;
  const context: EventContext = {
    signal: new AbortController().signal,
    sqlLiterals,
    issue: (issue) => say({ type: 'issue', issue }),
    accepted: (count = 1) => {
      accepted += count;
    },
    progress: (bytes) => say({ type: 'progress', accepted, bytes }),
    seen: (hashes) => {
      say({ type: 'seen?', hashes });
      return answers.next();
    },
  };
  const sources = files.map(({ role, ...file }) => ({
    file: sourceFile({ ...file, open: () => piecesOf(file.index) }),
    role,
  }));
  const packer = new FactPacker();
  for (let batch = 0; batch < BATCHES_AHEAD; batch++) permits.put();
  for await (const facts of readEvents(sources, context)) {
    await permits.next();
    say({ type: 'facts', facts: packer.pack(facts) });
  }
  say({ type: 'end', accepted });
}

if (parentPort) {
  parentPort.on('message', take);
  // Whoever started the thread ends it, once everything that it said is used.
  await read(workerData as ReadingStart);
}
