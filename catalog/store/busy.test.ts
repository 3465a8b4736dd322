/** Two processes with one catalog: the second waits without blocking, and says so when it gives up. */
import BetterSqlite3 from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openTemporaryStore } from '../testing/temp-catalog.ts';
import { beginWriting } from './begin.ts';
import { fileTrouble } from './errors.ts';
import type { Store } from './store.ts';

let store: Store;
/** Stands for another process: its own connection to the same file. */
let other: BetterSqlite3.Database;

beforeEach(async () => {
  store = await openTemporaryStore();
  other = new BetterSqlite3(store.path);
});
afterEach(async () => {
  other.close();
  await store.close();
});

const put = (key: string) => store.prisma.setting.create({ data: { key, value: '1' } });
const keys = () => other.prepare('SELECT key FROM setting ORDER BY key').pluck().all();

describe('while another process writes', () => {
  it('writes wait their turn, and the thread goes on meanwhile', async () => {
    other.exec('BEGIN IMMEDIATE');
    let ticks = 0;
    const clock = setInterval(() => ticks++, 10);
    const writes = Promise.all([
      store.write((db) => db.prepare(`INSERT INTO setting (key, value) VALUES ('a', '1')`).run()),
      put('b'),
      store.prisma.$transaction([put('c'), put('d')]),
    ]);
    await new Promise((resolve) => setTimeout(resolve, 400));
    other.exec(`INSERT INTO setting (key, value) VALUES ('e', '1'); COMMIT`);
    await writes;
    clearInterval(clock);
    expect(keys()).toEqual(['a', 'b', 'c', 'd', 'e']);
    expect(ticks).toBeGreaterThan(1);
  });

  it('the catalog opens and reads', async () => {
    other.exec('BEGIN IMMEDIATE');
    other.exec(`INSERT INTO setting (key, value) VALUES ('e', '1')`);
    expect(await store.prisma.setting.findMany()).toEqual([]);
    other.exec('ROLLBACK');
  });

  it('patience ends with words, and the next write goes through', async () => {
    other.exec('BEGIN IMMEDIATE');
    await expect(beginWriting(store.writer, 50)).rejects.toMatchObject({
      name: 'CatalogFileError',
      problem: 'busy',
    });
    other.exec('COMMIT');
    await put('a');
    expect(keys()).toEqual(['a']);
  });
});

it('a failed Prisma transaction leaves nothing and lets the next one in', async () => {
  await expect(store.prisma.$transaction([put('a'), put('a')])).rejects.toThrow();
  await store.prisma.$transaction([put('b')]);
  expect(keys()).toEqual(['b']);
});

it.each([
  ['SQLITE_FULL', 'disk'],
  ['SQLITE_IOERR_WRITE', 'disk'],
  ['SQLITE_READONLY_DBMOVED', 'read-only'],
  ['SQLITE_BUSY_SNAPSHOT', 'busy'],
])('%s is told as %s', (code, problem) => {
  expect(fileTrouble(new BetterSqlite3.SqliteError('x', code))?.problem).toBe(problem);
  expect(fileTrouble(new Error('SQLITE_FULL'))).toBeNull();
});
