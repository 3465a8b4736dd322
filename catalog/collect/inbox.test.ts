import { statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { inboxPath, openInboxFile } from '../store/inbox-file.ts';
import { openTemporaryStore, temporaryFolder } from '../testing/temp-catalog.ts';
import { Inbox, type Received } from './inbox.ts';
import { loadProgress } from './watched-files.ts';

const DAY = 86_400_000;
let path: string;
let inbox: Inbox;
let now: number;

beforeEach(() => {
  path = join(temporaryFolder(), 'inbox');
  now = Date.UTC(2026, 0, 1);
  inbox = new Inbox(path, () => new Date(now));
});
afterEach(() => inbox.close());

const received = (text: string, rejected?: string): Received => ({
  source: '',
  place: '',
  client: 'test',
  body: Buffer.from(text),
  ...(rejected === undefined ? {} : { rejected }),
});
const ids = (from: Inbox) => from.take(100, 1e9).map(({ body }) => body.toString());

it('keeps what it took in over a restart, in order', async () => {
  await Promise.all([inbox.append([received('a'), received('b')]), inbox.append([received('c')])]);
  inbox.close();
  inbox = new Inbox(path);
  expect(ids(inbox)).toEqual(['a', 'b', 'c']);
  expect(inbox.take(2, 1e9)).toHaveLength(2);
  expect(inbox.take(100, 1)).toHaveLength(1);
});

it('of an earlier version goes on with all that it held', async () => {
  await inbox.append([received('a')]);
  // As version 1 had it.
  inbox.db.exec('ALTER TABLE watched_file DROP COLUMN skipping; PRAGMA user_version = 1');
  inbox.db.exec(`INSERT INTO watched_file VALUES ('1:2', 'a.ndjson', 7, 1, 7, 'ab')`);
  inbox.close();
  inbox = new Inbox(path);
  expect(ids(inbox)).toEqual(['a']);
  expect(loadProgress(inbox.db).get('1:2')).toMatchObject({ readTo: 7, skipping: 0 });
});

it('stores what is still queued when it is closed, and takes nothing after', async () => {
  const last = inbox.append([received('a')]);
  inbox.close();
  await last;
  await expect(inbox.append([received('b')])).rejects.toThrow('closed');
  inbox = new Inbox(path);
  expect(ids(inbox)).toEqual(['a']);
});

it('an append and what belongs to it are stored together or not at all', async () => {
  const failing = inbox.append([received('a')], () => {
    throw new Error('not that');
  });
  await expect(failing).rejects.toThrow('not that');
  expect(inbox.tally()).toMatchObject({ waiting: 0, received: 0, waitingBytes: 0 });
  await inbox.append([received('b')]);
  expect(ids(inbox)).toEqual(['b']);
});

it('drops the content of what was imported, keeps its digest, and forgets it after a month', async () => {
  await inbox.append([received('a'), received('b'), received('c', 'no event')]);
  const [first, second] = inbox.take(2, 1e9);
  inbox.settle([
    { ids: [first!.id], state: 'imported', importId: 7 },
    { ids: [second!.id], state: 'rejected', importId: null, reason: 'too odd' },
  ]);
  const page = { offset: 0, limit: 10 };
  expect(
    inbox.list(null, page).items.map(({ state, reason, importId }) => [state, reason, importId]),
  ).toEqual([
    ['rejected', 'no event', null],
    ['rejected', 'too odd', null],
    ['imported', null, 7],
  ]);
  expect(inbox.list('imported', page).items[0]?.sha256).toBe(
    'ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb',
  );
  const bodies = inbox.db.prepare<[], { body: Buffer | null }>('SELECT body FROM event ORDER BY id').all();
  expect(bodies.map(({ body }) => body?.toString() ?? null)).toEqual([null, 'b', 'c']);
  now += 31 * DAY;
  await inbox.append([received('d')]);
  inbox.settle([]);
  expect(inbox.list(null, page)).toMatchObject({ total: 1, items: [{ state: 'waiting' }] });
  expect(inbox.tally()).toMatchObject({ received: 4, imported: 1, waiting: 1 });
});

it('settling the same event twice counts once', async () => {
  await inbox.append([received('a')]);
  const outcome = [{ ids: [1], state: 'known' as const, importId: null }];
  inbox.settle(outcome);
  inbox.settle(outcome);
  expect(inbox.tally()).toMatchObject({ known: 1, waiting: 0 });
});

it('belongs to one process, to its user, and is told from other files', async () => {
  expect(() => openInboxFile(path)).toThrow(expect.objectContaining({ problem: 'locked' }) as Error);
  if (process.platform !== 'win32') expect(statSync(path).mode & 0o077).toBe(0);
  const store = await openTemporaryStore();
  const catalogPath = store.path;
  await store.close();
  expect(() => openInboxFile(catalogPath)).toThrow('not an inbox');
  expect(inboxPath('/a/b.headwater')).toBe('/a/b.headwater-inbox');
});
