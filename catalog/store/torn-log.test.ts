/** The write-ahead log as a power cut may leave it: cut, zeroed or full of other bytes after the last commit. */
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { appendEntry } from '../ledger/append.ts';
import { verifyLedger } from '../ledger/verify.ts';
import { migrationsDir, temporaryFolder } from '../testing/temp-catalog.ts';
import { newFileKey, deriveCheaply, type FileKey } from './cipher.ts';
import { readMigrations } from './migrate.ts';
import { Store } from './store.ts';

const HEADER = 32;
const FRAME = 24 + 4096;
const migrations = readMigrations(migrationsDir);
const COMMITS = 5;

interface Torn {
  readonly path: string;
  readonly key: FileKey | null;
  readonly log: Buffer;
  /** Where the log ended when each commit had returned; the first: before any. */
  readonly ends: readonly number[];
}

const open = (path: string, key: FileKey | null): Promise<Store> =>
  Store.open(path, { create: true, migrations, ...(key ? { key } : {}) });

/** A catalog with commits in its log, each of several pages, copied while it is open: as a cut finds it. */
async function written(key: FileKey | null): Promise<Torn> {
  const folder = temporaryFolder();
  const [live, path] = [join(folder, 'live.headwater'), join(folder, 'left.headwater')];
  const store = await open(live, key);
  await store.emptyLog();
  copyFileSync(live, path);
  const ends = [HEADER];
  for (let n = 0; n < COMMITS; n++) {
    await store.write((db) =>
      appendEntry(db, {
        actor: 'ann',
        action: 'import.run',
        objectType: 'thing',
        objectId: 'x',
        payload: { label: 'deed', text: String(n).repeat(6000) },
      }),
    );
    ends.push(readFileSync(`${live}-wal`).length);
  }
  const log = readFileSync(`${live}-wal`);
  await store.close();
  return { path, key, log, ends };
}

/** How many commits are found with this log, each whole. */
async function foundWith({ path, key }: Torn, log: Buffer): Promise<number> {
  const place = join(temporaryFolder(), 'c.headwater');
  copyFileSync(path, place);
  writeFileSync(`${place}-wal`, log);
  const store = await open(place, key);
  try {
    expect(store.reader.pragma('integrity_check', { simple: true })).toBe('ok');
    const result = await verifyLedger(store.reader);
    // Of a ledger without entries nothing can be said.
    expect(result.verdict).toBe(result.entries > 0 ? 'intact' : 'undecided');
    expect(result.payloadsChecked).toBe(result.entries);
    return result.entries;
  } finally {
    await store.close();
  }
}

/** The commits that were on the disk when the log was whole up to there. */
const commitsUpTo = ({ ends }: Torn, length: number): number =>
  ends.filter((end) => end <= length).length - 1;

const noise = (length: number): Buffer => Buffer.from(Array.from({ length }, (_, n) => (n * 97 + 13) % 256));

describe.each(['plain', 'encrypted'])('the log of a catalog (%s), opened', (form) => {
  let torn: Torn;
  beforeAll(async () => {
    deriveCheaply();
    torn = await written(form === 'encrypted' ? await newFileKey('a passphrase of some length') : null);
  });

  it('has several pages for each commit, so that there are places within one', () => {
    expect(torn.ends).toHaveLength(COMMITS + 1);
    expect((torn.log.length - HEADER) % FRAME).toBe(0);
    expect((torn.log.length - HEADER) / FRAME).toBeGreaterThan(2 * COMMITS);
  });

  it('cut at every frame holds the commits up to there', async () => {
    for (let at = HEADER; at <= torn.log.length; at += FRAME)
      expect(await foundWith(torn, torn.log.subarray(0, at))).toBe(commitsUpTo(torn, at));
  });

  it('cut within frames, or within its header, too', async () => {
    const last = torn.ends.at(-2)!;
    for (const at of [0, 1, HEADER - 1, HEADER + 10, last + 1, last + 24, last + 512, last + FRAME - 1])
      expect(await foundWith(torn, torn.log.subarray(0, at))).toBe(Math.max(0, commitsUpTo(torn, at)));
  });

  it('with zeros, other bytes or frames of an earlier log after a commit loses nothing before', async () => {
    for (const end of torn.ends.slice(0, -1)) {
      const [before, after] = [torn.log.subarray(0, end), torn.log.length - end];
      const earlier = Buffer.from(torn.log.subarray(end));
      // Its salt is another.
      for (let at = 8; at < earlier.length; at += FRAME) earlier[at]! ^= 0xff;
      for (const tail of [Buffer.alloc(after), noise(after), earlier])
        expect(await foundWith(torn, Buffer.concat([before, tail]))).toBe(commitsUpTo(torn, end));
    }
  });

  it('with any page of its last commit missing holds the commits before, whole', async () => {
    for (let at = torn.ends.at(-2)!; at < torn.log.length; at += 512) {
      const log = Buffer.from(torn.log);
      log.fill(0, at, Math.min(log.length, at + 512));
      if (log.equals(torn.log)) continue;
      expect(await foundWith(torn, log)).toBe(COMMITS - 1);
    }
  });
});
