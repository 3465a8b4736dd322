/**
 * Follows the files in a folder: what clients write there with their file transport, by appending to one
 * file or by one file an event. Files may be rotated, cut back, written anew or removed at any time.
 *
 * A file is told by device and inode, so a rename changes nothing; a file that became shorter, or whose
 * first bytes differ, was written anew and is read from its beginning. Reading something twice does no
 * harm: an event counts once.
 */
import { watch, type FSWatcher } from 'node:fs';
import { open, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { recogniseEvents } from '../importers/openlineage/recognise.ts';
import { diskFile } from '../importers/source-file.ts';
import { followFile, headOf } from './follow-file.ts';
import type { Inbox } from './inbox.ts';
import { forgetProgress, loadProgress, type Progress } from './watched-files.ts';

export interface WatchOptions {
  /** Events may have been stored, or the status changed. */
  readonly onChange: () => void;
  /** Between two looks at the folder, where the system does not report changes. Milliseconds. */
  readonly pollMs?: number;
  /** After this long without a change a file counts as finished for now. Milliseconds. */
  readonly quietMs?: number;
}

export interface WatchStatus {
  /** Why the folder cannot be followed; null while all is well. */
  readonly problem: string | null;
  /** Files with events. */
  readonly files: number;
  /** Files of something else. */
  readonly passedOver: number;
}

/** The coarsest that times of files are: FAT. */
const STEP_OF_TIMES_MS = 2_000;

interface Seen {
  readonly size: number;
  /** Nanoseconds since 1970. */
  readonly modified: bigint;
  /** When this state was seen first, by this process's clock. */
  readonly since: number;
  /** Nothing is left to read in this state. */
  done: boolean;
  events: boolean;
}

interface Found {
  readonly absolute: string;
  readonly path: string;
}

const POLL_MS = 2_000;
const QUIET_MS = 3_000;
const MAX_FILES = 10_000;
const MAX_DEPTH = 10;

export class WatchFolder {
  readonly #inbox: Inbox;
  readonly #folder: string;
  readonly #options: WatchOptions;
  readonly #progress: Map<string, Progress>;
  #seen = new Map<string, Seen>();
  #problem: string | null = null;
  #watcher: FSWatcher | null = null;
  #timer: NodeJS.Timeout | undefined;
  #scanning: Promise<void> | null = null;
  #closed = false;

  constructor(inbox: Inbox, folder: string, options: WatchOptions) {
    this.#inbox = inbox;
    this.#folder = folder;
    this.#options = options;
    this.#progress = loadProgress(inbox.db);
  }

  start(): void {
    this.#next(0);
  }

  status(): WatchStatus {
    const states = [...this.#seen.values()];
    const files = states.filter(({ events }) => events).length;
    return { problem: this.#problem, files, passedOver: states.length - files };
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#timer);
    this.#watcher?.close();
    await this.#scanning;
  }

  /** Looks at the folder once. */
  scan(): Promise<void> {
    this.#scanning ??= this.#scan().finally(() => (this.#scanning = null));
    return this.#scanning;
  }

  #next(delay: number): void {
    if (this.#closed) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      const started = performance.now();
      const poll = this.#options.pollMs ?? POLL_MS;
      // A folder that takes long to look at is looked at less often.
      void this.scan().then(() => this.#next(Math.max(poll, 10 * (performance.now() - started))));
    }, delay);
  }

  async #scan(): Promise<void> {
    const before = JSON.stringify(this.status());
    let stored = false;
    try {
      const found = await filesIn(this.#folder);
      this.#listen();
      const seen = new Map<string, Seen>();
      for (const file of found) {
        if (this.#closed) return;
        stored = (await this.#look(file, seen)) || stored;
      }
      for (const identity of this.#progress.keys()) if (!seen.has(identity)) this.#forget(identity);
      this.#seen = seen;
      this.#problem =
        found.length < MAX_FILES ? null : `Only the first ${MAX_FILES} files of the folder are followed.`;
    } catch (error) {
      this.#problem = `The folder cannot be read (${reason(error)}).`;
      this.#watcher?.close();
      this.#watcher = null;
    }
    if (stored || JSON.stringify(this.status()) !== before) this.#options.onChange();
  }

  /** Reports of the system make it quicker; without them, looking every few seconds is enough. */
  #listen(): void {
    if (this.#watcher || this.#closed) return;
    try {
      this.#watcher = watch(this.#folder, () => {
        if (!this.#scanning) this.#next(100);
      });
      this.#watcher.on('error', () => {
        this.#watcher?.close();
        this.#watcher = null;
      });
    } catch {
      this.#watcher = null;
    }
  }

  /** True when events were stored. */
  async #look({ absolute, path }: Found, seen: Map<string, Seen>): Promise<boolean> {
    let identity: string | null = null;
    try {
      const info = await stat(absolute, { bigint: true });
      identity = `${info.dev}:${info.ino}`;
      const now: Seen = {
        size: Number(info.size),
        modified: info.mtimeNs,
        since: performance.now(),
        done: false,
        events: false,
      };
      const last = this.#seen.get(identity);
      const same = last?.size === now.size && last.modified === now.modified;
      const state = same ? last : now;
      seen.set(identity, state);
      if ((same && state.done && !isFresh(state)) || this.#inbox.full) return false;
      return await this.#read(absolute, path, identity, state);
    } catch (error) {
      // Gone between listing and reading: the next look tells.
      if (isGone(error)) return false;
      if (identity === null || this.#inbox.full) return false;
      throw error;
    }
  }

  async #read(absolute: string, path: string, identity: string, state: Seen): Promise<boolean> {
    const handle = await open(absolute, 'r');
    try {
      const before = await this.#whereTo(handle, path, identity, state.size);
      if (before.readTo === 0) {
        const role = await recogniseEvents(diskFile(absolute, { index: 0, path, size: state.size }, false));
        state.events = role !== null;
        state.done = role === null;
        if (role === null) return false;
      }
      state.events = true;
      const quietMs = this.#options.quietMs ?? QUIET_MS;
      const unchanged = Math.max(performance.now() - state.since, Date.now() - modifiedMs(state));
      const quiet = unchanged >= quietMs;
      const after = await followFile(this.#inbox, { handle, size: state.size, quiet, before });
      this.#progress.set(identity, after);
      state.done = quiet || after.readTo === state.size;
      if (this.#inbox.full) state.done = false;
      return after.readTo !== before.readTo;
    } finally {
      await handle.close();
    }
  }

  /** From where to read on; the beginning, when the file is new or was written anew. */
  async #whereTo(
    handle: Awaited<ReturnType<typeof open>>,
    path: string,
    identity: string,
    size: number,
  ): Promise<Progress> {
    const known = this.#progress.get(identity);
    if (known && known.readTo <= size && (await headOf(handle, known.headBytes)) === known.headSha256) {
      return { ...known, path };
    }
    return { identity, path, readTo: 0, lines: 0, headBytes: 0, headSha256: '', skipping: 0 };
  }

  #forget(identity: string): void {
    this.#progress.delete(identity);
    forgetProgress(this.#inbox.db, identity);
  }
}

const modifiedMs = ({ modified }: Seen): number => Number(modified / 1_000_000n);

/**
 * Whether it changed so lately that it may have changed again without its time telling: file systems count time in
 * steps of up to two seconds, and give the place of a removed file to the next one.
 */
const isFresh = (state: Seen): boolean => Math.abs(Date.now() - modifiedMs(state)) < STEP_OF_TIMES_MS;

/** Files beneath a folder; hidden ones and links are left alone. */
async function filesIn(folder: string): Promise<Found[]> {
  const found: Found[] = [];
  const pending = [{ absolute: folder, path: '', depth: 0 }];
  for (let next = pending.pop(); next; next = pending.pop()) {
    const { absolute, path, depth } = next;
    const entries = await readdir(absolute, { withFileTypes: true }).catch((error: unknown) => {
      // A folder inside may have gone since; the watched one itself must be there.
      if (depth === 0) throw error;
      return [];
    });
    for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      if (entry.name.startsWith('.')) continue;
      const own = { absolute: join(absolute, entry.name), path: path + entry.name };
      if (entry.isDirectory() && depth < MAX_DEPTH)
        pending.push({ absolute: own.absolute, path: `${own.path}/`, depth: depth + 1 });
      else if (entry.isFile()) found.push(own);
      if (found.length >= MAX_FILES) return found;
    }
  }
  return found;
}

function isGone(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'EACCES');
}

function reason(error: unknown): string {
  return error instanceof Error && 'code' in error
    ? String(error.code)
    : error instanceof Error
      ? error.message
      : String(error);
}
