/**
 * Folders that are imported whenever something new is written there: a dbt `target/`, a Glue export, event
 * files. Each either applies at once or prepares a preview that a person accepts.
 *
 * What was taken is remembered by the folder's digest, so a restart imports nothing twice and a preview that
 * was not decided on is prepared again.
 */
import { randomUUID } from 'node:crypto';
import { basename } from 'node:path';
import { z } from 'zod';
import type { Part } from '../imports/difference/difference.ts';
import { PreviewOutdated } from '../imports/expectation.ts';
import { importInto } from '../imports/import-into.ts';
import type { ImportRequest } from '../imports/import-request.ts';
import type { ImportOutcome } from '../imports/outcome.ts';
import { SOURCE_KINDS } from '../model/sources.ts';
import type { Catalog } from '../catalog.ts';
import { folderState } from './folder-state.ts';

const schema = z.array(
  z.object({
    id: z.string(),
    folder: z.string(),
    kind: z.enum(['auto', ...SOURCE_KINDS]),
    namespace: z.string().nullable(),
    mode: z.enum(['preview', 'apply']),
    /** Digest of what was imported or discarded last. */
    done: z.string().nullable(),
  }),
);
type Folder = z.infer<typeof schema>[number];
export type NewFolder = Pick<Folder, 'folder' | 'kind' | 'namespace' | 'mode'>;

interface Watched {
  /** Digest seen last, and since when by this process's clock. */
  seen: { readonly signature: string; readonly since: number } | null;
  files: number;
  waiting: { readonly signature: string; readonly at: string; readonly outcome: ImportOutcome } | null;
  last: { readonly at: string; readonly importId: number | null } | null;
  problem: string | null;
  retryAt: number;
}

export interface SourceFoldersOptions {
  /** Between two looks. Milliseconds. */
  readonly pollMs?: number;
  /** After this long without a change the files count as whole. Milliseconds. */
  readonly quietMs?: number;
}

const KEY = 'import-folders';
const ACTOR = 'Watched folder';
const POLL_MS = 4_000;
const QUIET_MS = 8_000;
const RETRY_MS = 60_000;
/** A preview that the catalog outran is made anew after this many times what it took. */
const REST_FACTOR = 3;

export class SourceFolders {
  readonly #catalog: Catalog;
  readonly #options: SourceFoldersOptions;
  readonly #ending = new AbortController();
  readonly #watched = new Map<string, Watched>();
  #folders: Folder[] = [];
  #timer: NodeJS.Timeout | undefined;
  /** One thing at a time: a look, an import, a decision. */
  #busy: Promise<unknown> = Promise.resolve();

  private constructor(catalog: Catalog, options: SourceFoldersOptions) {
    this.#catalog = catalog;
    this.#options = options;
  }

  static async start(catalog: Catalog, options: SourceFoldersOptions = {}): Promise<SourceFolders> {
    const folders = new SourceFolders(catalog, options);
    const row = await catalog.store.prisma.setting.findUnique({ where: { key: KEY } });
    const read = schema.safeParse(row ? JSON.parse(row.value) : []);
    folders.#folders = read.success ? read.data : [];
    folders.#next(0);
    return folders;
  }

  list() {
    return this.#folders.map(({ done: _done, ...folder }) => {
      const watched = this.#of(folder.id);
      return {
        ...folder,
        name: basename(folder.folder),
        files: watched.files,
        problem: watched.problem,
        last: watched.last,
        waiting: watched.waiting && {
          at: watched.waiting.at,
          previewId: watched.waiting.outcome.previewId,
          changes: { ...watched.waiting.outcome.changes },
          rejected: watched.waiting.outcome.rejected,
          warnings: watched.waiting.outcome.warnings,
          outdated: this.#isOutdated(watched.waiting),
        },
      };
    });
  }

  async add(folder: NewFolder): Promise<void> {
    await this.#alone(async () => {
      this.#folders.push({ id: randomUUID(), ...folder, done: null });
      await this.#save();
    });
    this.#next(0);
  }

  async remove(id: string): Promise<boolean> {
    return this.#alone(async () => {
      const before = this.#folders.length;
      this.#forgetWaiting(this.#of(id));
      this.#watched.delete(id);
      this.#folders = this.#folders.filter((one) => one.id !== id);
      await this.#save();
      return this.#folders.length < before;
    });
  }

  /**
   * Imports what waits, as it was previewed.
   * @throws PreviewOutdated when the files or the catalog changed; another preview is then prepared
   */
  async accept(id: string, actor: string, leaveOut: readonly Part[]): Promise<ImportOutcome | null> {
    return this.#alone(async () => {
      const folder = this.#folders.find((one) => one.id === id);
      const watched = this.#of(id);
      const { waiting } = watched;
      if (!folder || !waiting) return null;
      const preview = this.#catalog.previews.get(waiting.outcome.previewId ?? '');
      try {
        const outcome = await this.#import(folder, {
          actor,
          dryRun: false,
          leaveOut,
          ...(preview?.expect ? { expect: preview.expect } : {}),
        });
        folder.done = waiting.signature;
        watched.last = { at: new Date().toISOString(), importId: outcome.importId };
        return outcome;
      } catch (error) {
        if (!(error instanceof PreviewOutdated)) throw error;
        this.#next(0);
        throw new PreviewOutdated(
          'The catalog or the folder changed since the preview. A new preview is being prepared.',
        );
      } finally {
        this.#forgetWaiting(watched);
        await this.#save();
      }
    });
  }

  /** Lets what waits go; only another change brings the folder up again. */
  async discard(id: string): Promise<boolean> {
    return this.#alone(async () => {
      const folder = this.#folders.find((one) => one.id === id);
      const watched = this.#of(id);
      if (!folder || !watched.waiting) return false;
      folder.done = watched.waiting.signature;
      this.#forgetWaiting(watched);
      await this.#save();
      return true;
    });
  }

  /** Looks at every folder once. */
  async scan(): Promise<void> {
    for (const folder of [...this.#folders]) {
      if (this.#ending.signal.aborted) return;
      await this.#alone(() => this.#look(folder));
    }
  }

  async close(): Promise<void> {
    this.#ending.abort();
    clearTimeout(this.#timer);
    await this.#busy.catch(() => {});
  }

  #next(delay: number): void {
    clearTimeout(this.#timer);
    if (this.#ending.signal.aborted || this.#folders.length === 0) return;
    this.#timer = setTimeout(() => {
      void this.scan().finally(() => this.#next(this.#options.pollMs ?? POLL_MS));
    }, delay);
    this.#timer.unref();
  }

  #of(id: string): Watched {
    let watched = this.#watched.get(id);
    if (!watched) {
      watched = { seen: null, files: 0, waiting: null, last: null, problem: null, retryAt: 0 };
      this.#watched.set(id, watched);
    }
    return watched;
  }

  async #look(folder: Folder): Promise<void> {
    if (!this.#folders.includes(folder)) return;
    const watched = this.#of(folder.id);
    const now = performance.now();
    try {
      const state = await folderState(folder.folder).catch((error: unknown) => {
        watched.seen = null;
        throw error;
      });
      // Seen for the first time, or again after it could not be read.
      if (watched.seen === null) this.#told(watched, { problem: null });
      if (watched.files !== state.files) this.#told(watched, { files: state.files });
      if (state.cut)
        this.#told(watched, { problem: 'The folder holds more files than are watched (20,000).' });
      if (watched.seen?.signature !== state.signature) {
        watched.seen = { signature: state.signature, since: now };
        watched.retryAt = 0;
      }
      const settled = now - watched.seen.since >= (this.#options.quietMs ?? QUIET_MS);
      if (!settled || now < watched.retryAt || state.files === 0) return;
      if (watched.waiting?.signature === state.signature) {
        if (this.#stands(watched.waiting)) return;
      } else if (folder.done === state.signature && watched.waiting === null) return;
      await this.#take(folder, watched, state.signature);
    } catch (error) {
      if (this.#ending.signal.aborted) return;
      watched.retryAt = now + RETRY_MS;
      this.#told(watched, { problem: error instanceof Error ? error.message : String(error) });
    }
  }

  #isOutdated(waiting: NonNullable<Watched['waiting']>): boolean {
    return (
      this.#catalog.previews.peek(waiting.outcome.previewId ?? '')?.expect?.seq !== this.#catalog.newestSeq()
    );
  }

  /** What waits needs no other preview: its own is kept, and is of the catalog as it is now, or was made just now. */
  #stands(waiting: NonNullable<Watched['waiting']>): boolean {
    if (!this.#catalog.previews.get(waiting.outcome.previewId ?? '')) return false;
    if (!this.#isOutdated(waiting)) return true;
    // A catalog that never rests must not keep the engine busy with previews.
    const rest = Math.max(this.#options.quietMs ?? QUIET_MS, REST_FACTOR * waiting.outcome.elapsedMs);
    return Date.now() - Date.parse(waiting.at) < rest;
  }

  async #take(folder: Folder, watched: Watched, signature: string): Promise<void> {
    this.#forgetWaiting(watched);
    const dryRun = folder.mode === 'preview';
    const outcome = await this.#import(folder, { actor: ACTOR, dryRun, leaveOut: [] });
    const nothing = outcome.unchanged || Object.keys(outcome.changes).length === 0;
    const at = new Date().toISOString();
    if (dryRun && !nothing) {
      this.#told(watched, { waiting: { signature, at, outcome }, problem: null });
      return;
    }
    if (outcome.previewId !== null) this.#catalog.previews.drop(outcome.previewId);
    folder.done = signature;
    await this.#save();
    this.#told(watched, {
      last: { at, importId: outcome.importId },
      problem:
        outcome.accepted === 0 && outcome.rejected > 0
          ? 'Nothing in the folder could be used. A preview of it on this page says why.'
          : null,
    });
  }

  #import(
    folder: Folder,
    how: Pick<ImportRequest, 'actor' | 'dryRun' | 'leaveOut' | 'expect'>,
  ): Promise<ImportOutcome> {
    return importInto(this.#catalog, {
      paths: [folder.folder],
      kind: folder.kind,
      ...(folder.namespace === null ? {} : { namespace: folder.namespace }),
      ...how,
      signal: this.#ending.signal,
    });
  }

  #forgetWaiting(watched: Watched): void {
    const id = watched.waiting?.outcome.previewId;
    if (id) this.#catalog.previews.drop(id);
    if (watched.waiting) this.#told(watched, { waiting: null });
  }

  #told(watched: Watched, part: Partial<Watched>): void {
    const before = JSON.stringify(watched);
    Object.assign(watched, part);
    if (JSON.stringify(watched) !== before && !this.#catalog.closed) this.#catalog.announce(['imports']);
  }

  async #save(): Promise<void> {
    const value = JSON.stringify(this.#folders);
    await this.#catalog.store.prisma.setting.upsert({
      where: { key: KEY },
      create: { key: KEY, value },
      update: { value },
    });
    if (!this.#catalog.closed) this.#catalog.announce(['imports']);
  }

  #alone<T>(work: () => Promise<T>): Promise<T> {
    const mine = this.#busy.then(work, work);
    this.#busy = mine.catch(() => {});
    return mine;
  }
}
