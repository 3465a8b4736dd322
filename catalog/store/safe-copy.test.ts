import {
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { setImmediate as nextTurn } from 'node:timers/promises';
import BetterSqlite3 from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { openTemporaryStore, temporaryFolder } from '../testing/temp-catalog.ts';
import { keepSafeCopy } from './safe-copy.ts';
import { copyPath, dropSafeCopies, notePath, restoreSafeCopy, safeCopiesOf } from './safe-copies.ts';
import type { Store } from './store.ts';

const put = (store: Store, key: string, value = '1') =>
  store.prisma.setting.upsert({ where: { key }, create: { key, value }, update: { value } });
const day = (n: number) => new Date(Date.UTC(2026, 0, n));

/** Stands for a change: an entry as far as the copy looks at it. */
function entry(store: Store): void {
  store.writer
    .prepare(
      `INSERT INTO ledger_entry (seq, at, actor, action, object_type, object_id, commitment, prev_hash, entry_hash)
       SELECT COALESCE(MAX(seq), 0) + 1, '2026-01-01', 'a', 'a', 'a', '', zeroblob(32), zeroblob(32), randomblob(32)
       FROM ledger_entry`,
    )
    .run();
}

describe('a safe copy', () => {
  it('is the catalog as it was, while others write during the copying', async () => {
    const store = await openTemporaryStore();
    // Large enough that the copying takes more than one turn of the loop.
    await put(store, 'large', 'x'.repeat(8 * 1024 * 1024));
    await put(store, 'counter', '0');
    let writing = true;
    const writes = (async () => {
      let n = 0;
      while (writing) {
        await put(store, 'counter', String(++n));
        // Prisma on this adapter never leaves the thread; without a pause, no file would be read.
        await nextTurn();
      }
      return n;
    })();
    const outcome = await keepSafeCopy(store);
    writing = false;
    expect(await writes).toBeGreaterThan(0);
    // Where writers never pause, it says so; with this one, there is always a gap.
    expect(outcome).toMatchObject({ made: true });
    const copy = new BetterSqlite3(copyPath(store.path), { readonly: true });
    expect(copy.pragma('integrity_check', { simple: true })).toBe('ok');
    expect(copy.prepare(`SELECT count(*) FROM setting`).pluck().get()).toBe(2);
    copy.close();
    await store.close();
  });

  it('is made once a day, when something changed, whatever the clock does', async () => {
    const store = await openTemporaryStore();
    const made = async (now: Date) => (await keepSafeCopy(store, { now })).made;
    expect(await made(day(10))).toBe(true);
    expect(await made(day(12))).toBe(false);
    entry(store);
    expect(await made(new Date(day(10).getTime() + 3_600_000))).toBe(false);
    // Set back by nine days: the note lies in the future, and that must not end the copies.
    expect(await made(day(1))).toBe(true);
    expect(safeCopiesOf(store.path)).toMatchObject([{ kind: 'daily', seq: 1, at: day(1).toISOString() }]);
    await store.close();
  });

  it('that breaks off leaves the one before', async () => {
    const store = await openTemporaryStore();
    await keepSafeCopy(store);
    const before = readFileSync(copyPath(store.path));
    entry(store);
    // A folder in the way of the new file stands for a disk that fails.
    mkdirSync(`${copyPath(store.path)}.new`);
    await expect(keepSafeCopy(store, { always: true })).rejects.toThrow();
    expect(readFileSync(copyPath(store.path)).equals(before)).toBe(true);
    expect(safeCopiesOf(store.path)).toHaveLength(1);
    rmSync(`${copyPath(store.path)}.new`, { recursive: true });
    await store.close();
  });
});

describe('taking a copy back', () => {
  it('puts it in place and keeps what stood there, the log included', async () => {
    const folder = temporaryFolder();
    const store = await openTemporaryStore(folder);
    await put(store, 'kept');
    await keepSafeCopy(store);
    await store.close();
    const { path } = store;
    truncateSync(path, 5_000);
    await expect(openTemporaryStore(folder, false)).rejects.toMatchObject({ problem: 'damaged' });
    writeFileSync(`${path}-wal`, 'what a killed process left');
    const [copy] = safeCopiesOf(path);
    const kept = await restoreSafeCopy(path, copy!, day(3));
    expect(kept.map((name) => name.slice(path.length))).toEqual([
      '.replaced-20260103T000000Z',
      '.replaced-20260103T000000Z-wal',
    ]);
    expect(kept.every((name) => existsSync(name))).toBe(true);
    const again = await openTemporaryStore(folder, false);
    expect(await again.prisma.setting.findMany()).toMatchObject([{ key: 'kept' }]);
    await again.close();
    expect(existsSync(`${path}.restoring`)).toBe(false);
  });

  it('is refused when the copy is damaged, too, and touches nothing', async () => {
    const folder = temporaryFolder();
    const store = await openTemporaryStore(folder);
    await keepSafeCopy(store);
    await store.close();
    const [copy] = safeCopiesOf(store.path);
    const bytes = readFileSync(copy!.path);
    bytes[4_000] = (bytes[4_000] ?? 0) ^ 1;
    writeFileSync(copy!.path, bytes);
    await expect(restoreSafeCopy(store.path, copy!)).rejects.toThrow(/damaged, too/);
    expect(
      readdirSync(folder).filter((name) => name.includes('damaged') || name.includes('restoring')),
    ).toEqual([]);
  });

  it('counts no copy without its note, and knows those of upgrades', async () => {
    const store = await openTemporaryStore();
    await keepSafeCopy(store);
    rmSync(notePath(store.path));
    writeFileSync(`${store.path}.before-2026_name`, 'x');
    expect(safeCopiesOf(store.path)).toMatchObject([{ kind: 'upgrade', bytes: 1, seq: null }]);
    await dropSafeCopies(store.path);
    expect(safeCopiesOf(store.path)).toEqual([]);
    expect(existsSync(copyPath(store.path))).toBe(false);
    await store.close();
  });
});
