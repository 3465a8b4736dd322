/** Reading in a thread gives what reading here gives: the same facts, issues and counts; and it ends when asked. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { Fact } from '../../model/facts.ts';
import { wellFormed } from '../../model/well-formed.ts';
import { inputOf } from '../../testing/fuzz/input.ts';
import { samplesNote, samplesRoot } from '../../testing/samples.ts';
import {
  SourceError,
  type ImportContext,
  type ImportIssue,
  type RecognisedFile,
  type SourceFile,
} from '../importer.ts';
import { sourceFile, unpacked } from '../source-file.ts';
import { readEvents } from './read-events.ts';
import { manyEvents } from './testing/many-events.ts';
import { memoryFile } from './testing/read-all.ts';
import { readInThread as readBeside } from '../thread/read-in-thread.ts';

const readHere = (files: readonly RecognisedFile[], context: ImportContext) =>
  readEvents(files, { ...context, sqlLiterals: context.options.sqlLiterals });
const readInThread = (files: readonly RecognisedFile[], context: ImportContext, worker?: string) =>
  readBeside('openlineage', readHere, files, context, worker === undefined ? {} : { worker });

interface Read {
  readonly facts: readonly Fact[];
  readonly issues: readonly ImportIssue[];
  readonly accepted: number;
  readonly bytes: number;
}

async function read(
  where: 'here' | 'thread',
  files: readonly SourceFile[],
  known: readonly string[] = [],
): Promise<Read> {
  const facts: Fact[] = [];
  const issues: ImportIssue[] = [];
  let [accepted, bytes] = [0, 0];
  const seen = new Set(known);
  const context: ImportContext = {
    signal: new AbortController().signal,
    options: { sqlLiterals: 'all' },
    issue: (issue) => issues.push(issue),
    accepted: (count = 1) => (accepted += count),
    progress: (read) => (bytes = read),
    seen: (hashes) => hashes.map((hash) => seen.has(hash) || !seen.add(hash)),
  };
  const recognised = files.map((file) => ({ file, role: 'events' }));
  const batches = where === 'thread' ? readInThread(recognised, context) : readHere(recognised, context);
  for await (const batch of batches) facts.push(...batch);
  // What is stored of values is JSON, which has no number beyond all bounds (`1e999`).
  return { facts: wellFormed(JSON.parse(JSON.stringify(facts)) as Fact[]), issues, accepted, bytes };
}

function failing(content: string, after: number, error: Error): SourceFile {
  const bytes = Buffer.from(content);
  return sourceFile({
    index: 0,
    path: 'torn.ndjson',
    size: bytes.length,
    open: async function* () {
      yield bytes.subarray(0, after);
      throw error;
    },
  });
}

describe('events read in a thread', () => {
  it('are what they are here: many, in pieces of any size, packed, over files', async () => {
    const content = manyEvents(3000);
    const packed = sourceFile({
      index: 2,
      path: 'more.ndjson.gz',
      size: 1,
      open: () => unpacked([gzipSync(manyEvents(700).replaceAll('job ', 'other '))] as never, true),
    });
    const files = [
      memoryFile(content, 0, 777),
      memoryFile('', 1),
      packed,
      memoryFile(`${content}\n{"torn`, 3),
    ];
    const here = await read('here', files);
    expect(await read('thread', files)).toEqual(here);
    expect(here.accepted).toBe(3000 + 700 + 3000);
    expect(here.issues.some(({ severity }) => severity === 'rejected')).toBe(true);
  });

  it('are what they are here, whatever files hold', async () => {
    const files = Array.from({ length: 150 }, (_, n) => inputOf('openlineage', 'thread', n))
      .flat()
      .map(({ bytes }, index) => memoryFile(bytes, index, 4096));
    const here = await read('here', files);
    expect(here.facts.length).toBeGreaterThan(1000);
    expect(here.issues.length).toBeGreaterThan(50);
    expect(await read('thread', files)).toEqual(here);
  });

  it.each([
    ['a file that is damaged', new SourceError('too-large', 'it is too large')],
    ['a disk that fails', Object.assign(new Error('i/o'), { code: 'EIO' })],
  ])('are kept up to the end of %s', async (_, error) => {
    const content = manyEvents(40);
    const files = () => [failing(content, content.length - 100, error), memoryFile(manyEvents(3), 1)];
    const here = await read('here', files());
    expect(await read('thread', files())).toEqual(here);
    expect(here.issues.map(({ severity }) => severity)).toContain('rejected');
    expect(here.accepted).toBe(39 + 3);
  });

  it('are read here where no thread can be started', async () => {
    const issues: ImportIssue[] = [];
    let accepted = 0;
    const facts: Fact[] = [];
    const context: ImportContext = {
      signal: new AbortController().signal,
      options: {},
      issue: (issue) => issues.push(issue),
      accepted: (count = 1) => (accepted += count),
      progress: () => undefined,
      seen: (hashes) => hashes.map(() => false),
    };
    const files = [{ file: memoryFile(manyEvents(20)), role: 'events' }];
    for await (const batch of readInThread(files, context, '/nowhere/worker.mjs')) facts.push(...batch);
    expect(accepted).toBe(20);
    expect(facts.length).toBeGreaterThan(20);
  });
});

describe('the thread', () => {
  const context = (more: Partial<ImportContext>): ImportContext => ({
    signal: new AbortController().signal,
    options: {},
    issue: () => undefined,
    accepted: () => undefined,
    progress: () => undefined,
    seen: (hashes) => hashes.map(() => false),
    ...more,
  });

  /** A file that goes on for ever, and tells whether somebody still holds it open. */
  function endless(): { readonly file: SourceFile; readonly state: { open: boolean; pieces: number } } {
    const state = { open: false, pieces: 0 };
    const piece = Buffer.from(`${manyEvents(50)}\n`);
    const open = async function* () {
      state.open = true;
      try {
        for (;;) {
          state.pieces++;
          yield piece;
          await new Promise((resolve) => setTimeout(resolve, 1));
        }
      } finally {
        state.open = false;
      }
    };
    return { file: sourceFile({ index: 0, path: 'endless.ndjson', size: 1e9, open }), state };
  }

  it('ends when the import is cancelled, and closes the file', async () => {
    const { file, state } = endless();
    const abort = new AbortController();
    let batches = 0;
    await expect(async () => {
      for await (const _ of readInThread([{ file, role: 'events' }], context({ signal: abort.signal })))
        if (++batches === 3) abort.abort();
    }).rejects.toThrow(/abort/i);
    expect(state.open).toBe(false);
    const { pieces } = state;
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(state.pieces).toBe(pieces);
  });

  it('comes to rest while the writer takes its time', async () => {
    const { file, state } = endless();
    const reading = readInThread([{ file, role: 'events' }], context({}));
    await reading.next();
    for (let before = -1; before !== state.pieces;) {
      before = state.pieces;
      await new Promise((resolve) => setTimeout(resolve, 700));
    }
    expect(state.open).toBe(true);
    await reading.return(undefined);
    expect(state.open).toBe(false);
  });

  it('passes on what the catalog complains about', async () => {
    const { file } = endless();
    const seen = (): never => {
      throw new Error('database disk image is malformed');
    };
    await expect(async () => {
      for await (const _ of readInThread([{ file, role: 'events' }], context({ seen })));
    }).rejects.toThrow('database disk image is malformed');
  });
});

describe.skipIf(!samplesRoot)(`the sample corpus${samplesNote}`, () => {
  it('reads the same in a thread', async () => {
    const root = join(samplesRoot ?? '', 'openlineage');
    const lines = readFileSync(join(root, 'INDEX.tsv'), 'utf8').split('\n');
    const files = lines.flatMap((line) => {
      const [file = '', kind = ''] = line.split('\t');
      return ['verbatim', 'materialised'].includes(kind) ? [readFileSync(join(root, file))] : [];
    });
    expect(files.length).toBeGreaterThan(100);
    const sources = files.map((bytes, index) => memoryFile(bytes, index));
    expect(await read('thread', sources)).toEqual(await read('here', sources));
  });
});
