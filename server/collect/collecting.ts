/**
 * Live collection of one catalog, for as long as its host runs: what is turned on in the settings is
 * started, restarted when they change, and tried again when it could not be started.
 */
import { existsSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename, isAbsolute } from 'node:path';
import { Drain, type DrainOptions } from '../../catalog/collect/drain.ts';
import { Inbox, type EventState } from '../../catalog/collect/inbox.ts';
import {
  newKey,
  readCollectSettings,
  writeCollectSettings,
  type CollectSettings,
} from '../../catalog/collect/settings.ts';
import { SourceFolders, type SourceFoldersOptions } from '../../catalog/collect/source-folders.ts';
import { WatchFolder, type WatchOptions } from '../../catalog/collect/watch-folder.ts';
import type { Catalog } from '../../catalog/catalog.ts';
import { inboxPath } from '../../catalog/store/inbox-file.ts';
import { Lock } from '../../catalog/store/lock.ts';
import type { CollectStatus } from '../../contract/index.ts';
import { startReceiver, type Receiver, type RefusedRequest } from './receiver.ts';
import { statusOf } from './status.ts';

export interface CollectingOptions {
  readonly catalog: Catalog;
  readonly version: string;
  /** Instead of what the catalog's settings say. */
  readonly settings?: CollectSettings;
  /** Of the parts, for tests. */
  readonly drain?: Pick<DrainOptions, 'pauseMs' | 'gatherMs'>;
  readonly watch?: Pick<WatchOptions, 'pollMs' | 'quietMs'>;
  readonly folders?: SourceFoldersOptions;
}

/** What to change; what is left out stays. */
export interface SettingsChange {
  readonly receiver?: { readonly enabled?: boolean; readonly port?: number; readonly requireKey?: boolean };
  readonly watch?: { readonly enabled?: boolean; readonly folder?: string };
  readonly newKey?: boolean;
}

/** The change cannot be made, for a reason that the person can mend. */
export class CollectError extends Error {}

const NOTIFY_MS = 1_000;
const RETRY_MS = 15_000;

export class Collecting {
  readonly #options: CollectingOptions;
  #settings: CollectSettings;
  #inbox: Inbox | null = null;
  #inboxProblem: string | null = null;
  #drain: Drain | null = null;
  #receiver: { readonly running: Receiver; readonly of: number } | null = null;
  #receiverProblem: string | null = null;
  #watch: { readonly running: WatchFolder; readonly of: string } | null = null;
  #lastRefused: RefusedRequest | null = null;
  #applying: Promise<void> = Promise.resolve();
  /** One change after the other: each begins with what the one before left. */
  readonly #configuring = new Lock();
  #notifyTimer: NodeJS.Timeout | undefined;
  #retryTimer: NodeJS.Timeout | undefined;
  #closed = false;
  #folders: SourceFolders | null = null;

  private constructor(options: CollectingOptions, settings: CollectSettings) {
    this.#options = options;
    this.#settings = settings;
  }

  /** Starts what is turned on. What cannot be started is said by {@link status}, never thrown. */
  static async start(options: CollectingOptions): Promise<Collecting> {
    const settings = options.settings ?? (await readCollectSettings(options.catalog));
    const collecting = new Collecting(options, settings);
    try {
      await collecting.#apply();
      // With settings of its own it collects events and nothing else.
      if (!options.settings)
        collecting.#folders = await SourceFolders.start(options.catalog, options.folders);
      return collecting;
    } catch (error) {
      await collecting.close();
      throw error;
    }
  }

  /** Folders that are imported when something is written there; null where only events are collected. */
  get folders(): SourceFolders | null {
    return this.#folders;
  }

  status(): CollectStatus {
    return statusOf({
      settings: this.#settings,
      inbox: this.#inbox,
      inboxProblem: this.#inboxProblem ?? this.#drain?.problem ?? null,
      lastImport: this.#drain?.lastImport ?? null,
      receiverPort: this.#receiver?.running.port ?? null,
      receiverProblem: this.#receiverProblem,
      lastRefused: this.#lastRefused,
      watch: this.#watch?.running.status() ?? null,
    });
  }

  /**
   * Changes the settings and what runs. Answers a key when one was made.
   * @throws CollectError when a folder cannot be watched
   */
  async configure(change: SettingsChange): Promise<string | null> {
    const key = await this.#configuring.run(async () => {
      const { settings, key: made } = await changed(this.#settings, change);
      await writeCollectSettings(this.#options.catalog, settings);
      this.#settings = settings;
      return made;
    });
    await this.#apply();
    this.#notify();
    return key;
  }

  events(state: EventState | null, page: { readonly offset: number; readonly limit: number }) {
    return this.#inbox?.list(state, page) ?? { total: 0, items: [] };
  }

  dismissRejected(): number {
    const dismissed = this.#inbox?.dismissRejected() ?? 0;
    if (dismissed > 0) this.#notify();
    return dismissed;
  }

  /** Imports what waits, now. */
  async drain(): Promise<void> {
    await this.#drain?.drainNow();
  }

  /** Ends everything; what was received and is not imported yet stays for the next start. */
  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    clearTimeout(this.#retryTimer);
    clearTimeout(this.#notifyTimer);
    await this.#applying;
    await Promise.all([
      this.#receiver?.running.close(),
      this.#watch?.running.close(),
      this.#folders?.close(),
    ]);
    await this.#drain?.close();
    this.#inbox?.close();
  }

  /** Brings what runs in step with the settings; one at a time. */
  #apply(): Promise<void> {
    this.#applying = this.#applyAfter(this.#applying);
    return this.#applying;
  }

  async #applyAfter(previous: Promise<void>): Promise<void> {
    await previous;
    if (this.#closed) return;
    clearTimeout(this.#retryTimer);
    this.#openInbox();
    await this.#applyReceiver();
    await this.#applyWatch();
    if (this.#inboxProblem === null && this.#receiverProblem === null) return;
    this.#retryTimer = setTimeout(() => void this.#retry(), RETRY_MS);
    this.#retryTimer.unref();
  }

  async #retry(): Promise<void> {
    await this.#apply();
    this.#notify();
  }

  #openInbox(): void {
    if (this.#inbox) return;
    const { catalog } = this.#options;
    const path = inboxPath(catalog.store.path);
    // Events may wait from before collection was turned off.
    const needed = this.#settings.receiver.enabled || this.#settings.watch.enabled || existsSync(path);
    this.#inboxProblem = null;
    if (!needed) return;
    try {
      this.#inbox = new Inbox(path, undefined, this.#options.catalog.store.key);
    } catch (error) {
      this.#inboxProblem = `Nothing is collected: ${messageOf(error)}.`;
      return;
    }
    this.#drain = new Drain(catalog, this.#inbox, {
      ...this.#options.drain,
      folder: () => basename(this.#settings.watch.folder ?? ''),
      onChange: () => this.#notify(),
    });
    this.#drain.wake();
  }

  async #applyReceiver(): Promise<void> {
    const { enabled, port } = this.#settings.receiver;
    const wanted = this.#inbox && enabled ? port : null;
    if (this.#receiver && this.#receiver.of === wanted) return;
    await this.#receiver?.running.close();
    this.#receiver = null;
    this.#receiverProblem = null;
    if (wanted === null) return;
    try {
      const running = await startReceiver({
        port,
        gate: () => this.#settings.receiver,
        inbox: this.#inbox!,
        version: this.#options.version,
        onReceived: () => this.#received(),
        onRefused: (refused) => {
          this.#lastRefused = refused;
          this.#notify();
        },
      });
      this.#receiver = { running, of: wanted };
    } catch (error) {
      this.#receiverProblem = portProblem(error, port);
    }
  }

  async #applyWatch(): Promise<void> {
    const { enabled, folder } = this.#settings.watch;
    const wanted = this.#inbox && enabled ? folder : null;
    if (this.#watch && this.#watch.of === wanted) return;
    await this.#watch?.running.close();
    this.#watch = null;
    if (wanted === null) return;
    const running = new WatchFolder(this.#inbox!, wanted, {
      ...this.#options.watch,
      onChange: () => this.#received(),
    });
    this.#watch = { running, of: wanted };
    running.start();
  }

  #received(): void {
    this.#drain?.wake();
    this.#notify();
  }

  /** Tells open windows, at most once a while. */
  #notify(): void {
    if (this.#closed || this.#notifyTimer) return;
    this.#notifyTimer = setTimeout(() => {
      this.#notifyTimer = undefined;
      if (!this.#closed) this.#options.catalog.announce(['collect']);
    }, NOTIFY_MS);
    this.#notifyTimer.unref();
  }
}

async function changed(
  settings: CollectSettings,
  change: SettingsChange,
): Promise<{ readonly settings: CollectSettings; readonly key: string | null }> {
  const receiver = { ...settings.receiver, ...change.receiver };
  const watch = { ...settings.watch, ...change.watch };
  if (change.watch?.folder !== undefined) await mustBeFolder(change.watch.folder);
  if (watch.enabled && watch.folder === null) throw new CollectError('Choose a folder to watch first.');
  const needsKey = receiver.enabled && receiver.requireKey && receiver.keySha256 === null;
  const made = change.newKey === true || needsKey ? newKey() : null;
  if (made) receiver.keySha256 = made.keySha256;
  return { settings: { receiver, watch }, key: made?.key ?? null };
}

/** @throws CollectError */
export async function mustBeFolder(folder: string): Promise<void> {
  if (!isAbsolute(folder)) throw new CollectError('The folder must be named by its whole path.');
  const info = await stat(folder).catch(() => null);
  if (!info?.isDirectory()) throw new CollectError(`There is no folder ${folder}.`);
}

function portProblem(error: unknown, port: number): string {
  const code = error instanceof Error && 'code' in error ? error.code : '';
  if (code === 'EADDRINUSE') return `Port ${port} is used by another program. Choose another one.`;
  if (code === 'EACCES') return `Port ${port} may not be used by this user. Choose one above 1023.`;
  return `Port ${port} cannot be listened on (${messageOf(error)}).`;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
