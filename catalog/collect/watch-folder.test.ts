import {
  appendFileSync,
  copyFileSync,
  mkdirSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../testing/temp-catalog.ts';
import { Inbox } from './inbox.ts';
import { WatchFolder } from './watch-folder.ts';

let folder: string;
let inboxFile: string;
let inbox: Inbox;
let watched: WatchFolder;
/** The watched files' times are set by hand, so that no test waits. */
let clock: number;

beforeEach(() => {
  folder = join(temporaryFolder(), 'events');
  mkdirSync(folder);
  inboxFile = join(folder, '..', 'inbox');
  clock = Math.floor(Date.now() / 1000) - 1000;
  inbox = new Inbox(inboxFile);
  watched = new WatchFolder(inbox, folder, { onChange: () => {}, quietMs: 60_000 });
});
afterEach(async () => {
  await watched.close();
  inbox.close();
});

const event = (n: number) =>
  JSON.stringify({
    eventType: 'COMPLETE',
    eventTime: '2026-01-01T00:00:00Z',
    run: { runId: `run-${n}` },
    job: { namespace: 'jobs', name: `job-${n}` },
  });
const path = (name: string) => join(folder, name);

/** Files that were just written are not quiet; these are. */
function quiet(name: string): void {
  clock += 10;
  utimesSync(path(name), clock - 100_000, clock - 100_000);
}

/** What was taken in since the last call: runs, or `!` and the reason. */
let taken = 0;
beforeEach(() => (taken = 0));
async function news(): Promise<string[]> {
  await watched.scan();
  const rows = inbox.db
    .prepare<[number], { id: number; body: Buffer; place: string; source: string; state: string }>(
      'SELECT id, body, place, source, state FROM event WHERE id > ? ORDER BY id',
    )
    .all(taken);
  taken = rows.at(-1)?.id ?? taken;
  return rows.map(({ body, state, place, source }) => {
    const run = /"run-(\d+)"/.exec(body.toString())?.[1] ?? '?';
    return `${state === 'rejected' ? '!' : ''}${run} ${source}${place === '' ? '' : ` ${place}`}`;
  });
}

describe('a file that is appended to', () => {
  it('is read on from where it was read to', async () => {
    writeFileSync(path('a.ndjson'), `${event(1)}\n${event(2)}\n`);
    expect(await news()).toEqual(['1 a.ndjson line 1', '2 a.ndjson line 2']);
    expect(await news()).toEqual([]);
    appendFileSync(path('a.ndjson'), `\n${event(3)}\r\n${event(4)}\n`);
    expect(await news()).toEqual(['3 a.ndjson line 4', '4 a.ndjson line 5']);
  });

  it('a line counts when it is whole', async () => {
    const line = event(2);
    writeFileSync(path('a.ndjson'), `${event(1)}\n${line.slice(0, 30)}`);
    expect(await news()).toEqual(['1 a.ndjson line 1']);
    quiet('a.ndjson');
    expect(await news()).toEqual([]);
    appendFileSync(path('a.ndjson'), `${line.slice(30)}\n`);
    expect(await news()).toEqual(['2 a.ndjson line 2']);
  });

  it('a last line without newline counts when the file is quiet', async () => {
    writeFileSync(path('a.ndjson'), `${event(1)}\n${event(2)}`);
    expect(await news()).toEqual(['1 a.ndjson line 1']);
    quiet('a.ndjson');
    expect(await news()).toEqual(['2 a.ndjson line 2']);
    appendFileSync(path('a.ndjson'), `\n${event(3)}\n`);
    expect(await news()).toEqual(['3 a.ndjson line 3']);
  });

  it('a torn line in the middle is listed, the others are kept', async () => {
    writeFileSync(path('a.ndjson'), `${event(1)}\n{"eventType": "COMPL${event(2)}\n{"a":1}\n${event(3)}\n`);
    expect(await news()).toEqual([
      '1 a.ndjson line 1',
      '!2 a.ndjson line 2',
      '!? a.ndjson line 3',
      '3 a.ndjson line 4',
    ]);
  });

  it('a torn first line does not hide the others', async () => {
    writeFileSync(path('a.ndjson'), `{"run": {"runId": "run-9"}, "job": {"na\n${event(1)}\n`);
    expect(await news()).toEqual(['!9 a.ndjson line 1', '1 a.ndjson line 2']);
  });

  it('lines longer than what is read at once', async () => {
    const long = (n: number) => event(n).replace(/\}$/, `,"x":"${'y'.repeat(9 * 1024 * 1024)}"}`);
    writeFileSync(path('a.ndjson'), `${event(1)}\n${long(2)}\n${event(3)}\n`);
    expect(await news()).toEqual(['1 a.ndjson line 1', '2 a.ndjson line 2', '3 a.ndjson line 3']);
    writeFileSync(path('b.ndjson'), `${long(4)}\n${event(5)}\n`);
    expect(await news()).toEqual(['4 b.ndjson line 1', '5 b.ndjson line 2']);
  });

  it('a line that is too long is left out, what follows is read', async () => {
    const part = Buffer.alloc(22 * 1024 * 1024, 0x61);
    writeFileSync(path('a.ndjson'), `${event(1)}\n{"run":"`);
    for (let n = 0; n < 3; n++) appendFileSync(path('a.ndjson'), part);
    appendFileSync(path('a.ndjson'), `"}\n${event(3)}\n`);
    expect(await news()).toEqual(['1 a.ndjson line 1', '!? a.ndjson line 2', '3 a.ndjson line 3']);
  });

  it('a line that is too long is left out once, also where it is written between two looks', async () => {
    const part = Buffer.alloc(22 * 1024 * 1024, 0x61);
    writeFileSync(path('a.ndjson'), `${event(1)}\n{"run":"`);
    for (let n = 0; n < 3; n++) appendFileSync(path('a.ndjson'), part);
    expect(await news()).toEqual(['1 a.ndjson line 1', '!? a.ndjson line 2']);
    await watched.close();
    inbox.close();
    inbox = new Inbox(inboxFile);
    watched = new WatchFolder(inbox, folder, { onChange: () => {}, quietMs: 60_000 });
    for (let n = 0; n < 4; n++) appendFileSync(path('a.ndjson'), part);
    quiet('a.ndjson');
    expect(await news()).toEqual([]);
    appendFileSync(path('a.ndjson'), `"}\n${event(3)}\n`);
    expect(await news()).toEqual(['3 a.ndjson line 3']);
  });
});

describe('rotation', () => {
  it('by rename: the rest of the old file and all of the new one', async () => {
    writeFileSync(path('a.log'), `${event(1)}\n`);
    await news();
    appendFileSync(path('a.log'), `${event(2)}\n`);
    renameSync(path('a.log'), path('a.log.1'));
    writeFileSync(path('a.log'), `${event(3)}\n`);
    expect(await news()).toEqual(['3 a.log line 1', '2 a.log.1 line 2']);
  });

  it('by copy and truncation: the new content; the copy says nothing new', async () => {
    writeFileSync(path('a.log'), `${event(1)}\n${event(2)}\n`);
    await news();
    copyFileSync(path('a.log'), path('a.log.1'));
    truncateSync(path('a.log'));
    expect(await news()).toEqual(['1 a.log.1 line 1', '2 a.log.1 line 2']);
    appendFileSync(path('a.log'), `${event(3)}\n`);
    expect(await news()).toEqual(['3 a.log line 1']);
  });

  it('truncated and grown beyond the place between two looks', async () => {
    writeFileSync(path('a.log'), `${event(1)}\n`);
    const { ino } = statSync(path('a.log'));
    await news();
    truncateSync(path('a.log'));
    appendFileSync(path('a.log'), `${event(5)}\n${event(6)}\n${event(7)}\n`);
    expect(statSync(path('a.log')).ino).toBe(ino);
    expect(await news()).toEqual(['5 a.log line 1', '6 a.log line 2', '7 a.log line 3']);
  });

  it('replaced by another file, removed, and put back', async () => {
    writeFileSync(path('a.log'), `${event(1)}\n`);
    const first = statSync(path('a.log'));
    await news();
    rmSync(path('a.log'));
    writeFileSync(path('a.log'), `${event(2)}\n`);
    // As if both were written within one step of the file system's clock.
    utimesSync(path('a.log'), first.atime, first.mtime);
    expect(await news()).toEqual(['2 a.log line 1']);
    rmSync(path('a.log'));
    expect(await news()).toEqual([]);
    expect(inbox.db.prepare('SELECT 1 FROM watched_file').get()).toBeUndefined();
  });
});

describe('one file an event', () => {
  it('is read when it is quiet, however it is printed', async () => {
    writeFileSync(path('e-1.json'), event(1));
    writeFileSync(path('e-2.json'), JSON.stringify(JSON.parse(event(2)), null, 2));
    writeFileSync(path('e-3.json'), `${event(3)}\n`);
    expect(await news()).toEqual(['3 e-3.json line 1']);
    quiet('e-1.json');
    quiet('e-2.json');
    expect(await news()).toEqual(['1 e-1.json', '2 e-2.json']);
    expect(await news()).toEqual([]);
  });

  it('half-written ones are waited for', async () => {
    const pretty = JSON.stringify(JSON.parse(event(1)), null, 2);
    writeFileSync(path('e.json'), pretty.slice(0, 90));
    quiet('e.json');
    expect(await news()).toEqual([]);
    writeFileSync(path('e.json'), pretty);
    quiet('e.json');
    expect(await news()).toEqual(['1 e.json']);
  });

  it('an array, and folders inside', async () => {
    mkdirSync(path('sub/deeper'), { recursive: true });
    writeFileSync(path('sub/deeper/all.json'), `[${event(1)}, {"a": 1}, ${event(2)}]`);
    quiet('sub/deeper/all.json');
    expect(await news()).toEqual([
      '1 sub/deeper/all.json event 1',
      '!? sub/deeper/all.json event 2',
      '2 sub/deeper/all.json event 3',
    ]);
  });
});

describe('what is left alone', () => {
  it('files of something else, hidden ones, and links', async () => {
    writeFileSync(path('notes.txt'), 'not an event\n');
    writeFileSync(path('manifest.json'), '{"metadata": {}, "nodes": {}}');
    writeFileSync(path('packed.gz'), Buffer.from([0x1f, 0x8b, 8, 0]));
    writeFileSync(path('.hidden.json'), event(1));
    writeFileSync(path('empty'), '');
    for (const name of ['notes.txt', 'manifest.json', 'packed.gz', 'empty']) quiet(name);
    expect(await news()).toEqual([]);
    expect(watched.status()).toEqual({ problem: null, files: 0, passedOver: 4 });
    writeFileSync(path('manifest.json'), `${event(2)}\n`);
    expect(await news()).toEqual(['2 manifest.json line 1']);
  });

  it('a folder that is missing is said, and followed when it comes', async () => {
    rmSync(folder, { recursive: true });
    expect(await news()).toEqual([]);
    expect(watched.status().problem).toContain('ENOENT');
    mkdirSync(folder);
    writeFileSync(path('a.ndjson'), `${event(1)}\n`);
    expect(await news()).toEqual(['1 a.ndjson line 1']);
    expect(watched.status().problem).toBeNull();
  });
});

it('goes on after a restart where it stood', async () => {
  writeFileSync(path('a.ndjson'), `${event(1)}\n${event(2)}\n`);
  await news();
  await watched.close();
  inbox.close();
  inbox = new Inbox(inboxFile);
  watched = new WatchFolder(inbox, folder, { onChange: () => {}, quietMs: 60_000 });
  appendFileSync(path('a.ndjson'), `${event(3)}\n`);
  expect(await news()).toEqual(['3 a.ndjson line 3']);
});

it('notices changes by itself', async () => {
  const noticed = new Promise<void>((resolve) => {
    watched = new WatchFolder(inbox, folder, { onChange: resolve, pollMs: 20, quietMs: 20 });
  });
  watched.start();
  writeFileSync(path('a.ndjson'), event(1));
  await noticed;
  await expect.poll(() => inbox.tally().waiting).toBe(1);
});
