/**
 * Makes the safe copy of an open catalog while others go on reading and writing.
 *
 * With the log emptied into the file, a reader that begins then keeps SQLite from writing to the file itself (changes
 * gather in the log), so its bytes can be copied as they are: also those of an encrypted file.
 */
import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream, statSync } from 'node:fs';
import { rm, statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Database } from 'better-sqlite3';
import { newestEntry } from '../ledger/read.ts';
import { syncFolder, takePlace, writeWhole } from '../whole-file.ts';
import { copyPath, notePath, readNote, type SafeCopyNote } from './safe-copies.ts';
import type { Store } from './store.ts';

const DAY_MS = 86_400_000;
/** Left free on the disk beside the copy. */
const SPARE_BYTES = 256 * 1024 * 1024;
const ATTEMPTS = 5;

export type SafeCopyOutcome =
  | { readonly made: true; readonly note: SafeCopyNote }
  /** `fresh`: the last one is less than a day old, or nothing changed since. */
  | { readonly made: false; readonly reason: 'fresh' | 'busy' | 'no-space' };

/**
 * Makes a copy where one is due.
 * @param always also when the last one is of today
 * @throws the system's own error when the copy cannot be written; the one before is then still there
 */
export async function keepSafeCopy(
  store: Store,
  { now = new Date(), always = false }: { readonly now?: Date; readonly always?: boolean } = {},
): Promise<SafeCopyOutcome> {
  if (!always && !isDue(store, now)) return { made: false, reason: 'fresh' };
  const disk = await statfs(dirname(store.path));
  const needed = statSync(store.path).size + SPARE_BYTES;
  if (disk.bavail * disk.bsize < needed) return { made: false, reason: 'no-space' };
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const note = await store.snapshot((db) => copyIfStill(store, db, now));
    if (note) return { made: true, note };
  }
  return { made: false, reason: 'busy' };
}

/** A clock that was set back must not end the copies: only the distance counts. */
function isDue(store: Store, now: Date): boolean {
  const note = readNote(store.path);
  if (!note) return true;
  const age = Math.abs(now.getTime() - Date.parse(note.at));
  return age >= DAY_MS && newestEntry(store.reader) !== note.seq;
}

/** Null when somebody wrote between the emptying of the log and the beginning of the reading. */
async function copyIfStill(store: Store, db: Database, now: Date): Promise<SafeCopyNote | null> {
  await store.emptyLog();
  const seq = newestEntry(db);
  const log = statSync(`${store.path}-wal`, { throwIfNoEntry: false });
  if (log && log.size > 0) return null;
  const target = copyPath(store.path);
  const fresh = `${target}.new`;
  try {
    const { bytes, sha256 } = await copyWithDigest(store.path, fresh);
    const note: SafeCopyNote = { seq, at: now.toISOString(), bytes, sha256 };
    // A copy without its note does not count, so there is no moment in which the wrong one does; each step is on the
    // disk before the next.
    await rm(notePath(store.path), { force: true });
    syncFolder(dirname(store.path));
    takePlace(fresh, target);
    writeWhole(notePath(store.path), `${JSON.stringify(note)}\n`, 0o600);
    return note;
  } finally {
    await rm(fresh, { force: true });
  }
}

async function copyWithDigest(from: string, to: string): Promise<{ bytes: number; sha256: string }> {
  const hash = createHash('sha256');
  let bytes = 0;
  const counting = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk);
      bytes += chunk.length;
      done(null, chunk);
    },
  });
  await pipeline(
    createReadStream(from, { highWaterMark: 1 << 20 }),
    counting,
    createWriteStream(to, { mode: 0o600, flush: true }),
  );
  return { bytes, sha256: hash.digest('hex') };
}
