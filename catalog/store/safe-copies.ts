/**
 * Safe copies of a catalog file: which there are, and taking one back. Files only, no database: a process that
 * never opens the catalog may ask, and so may one that cannot open it.
 *
 * Beside `x.headwater` lie `x.headwater.safe-copy`, made at most once a day of a file that had just been checked
 * (`safe-copy.ts`), with a note of its digest; and `x.headwater.before-<migration>`, kept before an upgrade.
 */
import { createHash } from 'node:crypto';
import { createReadStream, readFileSync, readdirSync, statSync, type Stats } from 'node:fs';
import { copyFile, open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { z } from 'zod';
import { MachineClaim } from './machine-claim.ts';
import { syncFolder, takePlace } from '../whole-file.ts';

export const SAFE_COPY = '.safe-copy';
const NOTE = '.safe-copy.json';
const UPGRADE = '.before-';

const noteSchema = z.object({
  /** Of the newest ledger entry in the copy. */
  seq: z.number().int().nonnegative(),
  at: z.iso.datetime(),
  bytes: z.number().int().nonnegative(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});
export type SafeCopyNote = z.infer<typeof noteSchema>;

export interface SafeCopy {
  readonly path: string;
  /** `daily`: the last safe copy; `upgrade`: kept before the file's structure was changed. */
  readonly kind: 'daily' | 'upgrade';
  /** ISO 8601. */
  readonly at: string;
  readonly bytes: number;
  /** Of the newest ledger entry in it; null where nobody noted it. */
  readonly seq: number | null;
  readonly sha256: string | null;
}

/** A copy cannot be taken back; the message is for the person. */
export class SafeCopyError extends Error {}

export const copyPath = (catalog: string): string => `${catalog}${SAFE_COPY}`;
export const notePath = (catalog: string): string => `${catalog}${NOTE}`;

/** The copies of a catalog, the newest first; none where its folder cannot be read. */
export function safeCopiesOf(catalog: string): SafeCopy[] {
  const found: SafeCopy[] = [];
  const daily = statOf(copyPath(catalog));
  const note = readNote(catalog);
  // Without its note, nobody could tell whether the copy is whole.
  if (daily?.isFile() && note) {
    const { at, bytes, seq, sha256 } = note;
    found.push({ path: copyPath(catalog), kind: 'daily', at, bytes, seq, sha256 });
  }
  for (const path of upgradeCopies(catalog)) {
    const stat = statOf(path);
    if (!stat?.isFile()) continue;
    const at = stat.mtime.toISOString();
    found.push({ path, kind: 'upgrade', at, bytes: stat.size, seq: null, sha256: null });
  }
  return found.sort((a, b) => (a.at < b.at ? 1 : -1));
}

/** Null when there is none, or none that can be read. */
export function readNote(catalog: string): SafeCopyNote | null {
  try {
    return noteSchema.parse(JSON.parse(readFileSync(notePath(catalog), 'utf8')));
  } catch {
    return null;
  }
}

/**
 * Puts a copy in the place of the catalog. The file that stands there is renamed, never deleted, together with its
 * log, which must not be read into the copy. Nobody may have the catalog open.
 * @returns the names under which the files that stood there are kept
 * @throws SafeCopyError when the copy is not what was noted of it; CatalogFileError while another machine has the catalog
 */
export async function restoreSafeCopy(
  catalog: string,
  copy: SafeCopy,
  now: Date = new Date(),
): Promise<string[]> {
  if (copy.sha256 !== null && (await digestOf(copy.path)) !== copy.sha256) {
    throw new SafeCopyError('The copy is damaged, too: its content is not what was noted when it was made.');
  }
  const fresh = `${catalog}.restoring`;
  const claim = MachineClaim.take(catalog);
  try {
    await copyFile(copy.path, fresh);
    await flush(fresh);
    const kept: string[] = [];
    const stamp = now.toISOString().replace(/[-:]|\.\d+/g, '');
    for (const suffix of ['', '-wal', '-shm']) {
      const from = `${catalog}${suffix}`;
      if (!statOf(from)) continue;
      const to = `${catalog}.replaced-${stamp}${suffix}`;
      await rename(from, to);
      kept.push(to);
    }
    // The old log must not be found beside the copy.
    syncFolder(dirname(catalog));
    takePlace(fresh, catalog);
    return kept;
  } finally {
    await rm(fresh, { force: true });
    claim?.release();
  }
}

/** Deletes every copy: what is erased from a catalog must not stay in one. */
export async function dropSafeCopies(catalog: string): Promise<void> {
  const paths = [notePath(catalog), copyPath(catalog), ...upgradeCopies(catalog)];
  for (const path of paths) await rm(path, { force: true });
  syncFolder(dirname(catalog));
}

async function digestOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  return hash.digest('hex');
}

/** On the disk when it returns; others are answered meanwhile. */
async function flush(path: string): Promise<void> {
  const file = await open(path, 'r+');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}

function upgradeCopies(catalog: string): string[] {
  const [folder, prefix] = [dirname(catalog), `${basename(catalog)}${UPGRADE}`];
  try {
    return readdirSync(folder)
      .filter((name) => name.startsWith(prefix))
      .map((name) => join(folder, name));
  } catch {
    return [];
  }
}

function statOf(path: string): Stats | null {
  return statSync(path, { throwIfNoEntry: false }) ?? null;
}
