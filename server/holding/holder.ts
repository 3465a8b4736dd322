/**
 * The catalog file that a host holds: open, or locked until somebody gives its passphrase, or being written anew.
 * Whoever is served keeps the same line meanwhile; what is asked of a locked file is refused.
 */
import { basename } from 'node:path';
import { appendEntry } from '../../catalog/ledger/append.ts';
import { VaultError, type KeyVault } from '../../catalog/ledger/signing/vault.ts';
import type { Catalog } from '../../catalog/catalog.ts';
import { fileForm, fileKeyOf, newFileKey, saltOf, type FileKey } from '../../catalog/store/cipher.ts';
import type { CopyProgress } from '../../catalog/store/copy-database.ts';
import { CatalogFileError } from '../../catalog/store/errors.ts';
import { Lock } from '../../catalog/store/lock.ts';
import { rewriteCatalog } from '../../catalog/store/rewrite.ts';
import { dropSafeCopies, safeCopiesOf } from '../../catalog/store/safe-copies.ts';
import type { Collecting } from '../collect/collecting.ts';
import { CatalogLocked, lockedCatalog } from './locked.ts';

export interface HolderOptions {
  readonly path: string;
  /** Make the file when there is none. */
  readonly create: boolean;
  /** Where a key can be kept, so that this machine opens the file by itself; used only where it is a keychain. */
  readonly vault: KeyVault;
  readonly open: (path: string, create: boolean, key: FileKey | undefined) => Promise<Catalog>;
  /** Live collection, where the host collects. */
  readonly collect?: (catalog: Catalog) => Promise<Collecting>;
  /** Begun each time the file was opened, ended before it is closed. */
  readonly whileOpen?: (catalog: Catalog) => () => Promise<void>;
}

export type FileChange =
  | { readonly change: 'encrypt'; readonly next: string }
  | { readonly change: 'decrypt' | 'rotate'; readonly passphrase: string }
  | { readonly change: 'passphrase'; readonly passphrase: string; readonly next: string };

export interface HeldFile {
  readonly name: string;
  readonly path: string;
  readonly state: 'open' | 'locked' | 'rewriting';
  readonly encrypted: boolean;
  /** Whether this machine opens the file by itself; `none`: it has no keychain. */
  readonly keychain: 'kept' | 'possible' | 'none';
  /** Copies that were kept, as they were then: perhaps not encrypted, or with an earlier passphrase. */
  readonly safeCopies: number;
}

const LABELS: Readonly<Record<FileChange['change'], string>> = {
  encrypt: 'Encrypted the catalog file',
  decrypt: 'Decrypted the catalog file',
  passphrase: 'Changed the passphrase of the catalog file',
  rotate: 'Gave the catalog file a new key',
};

interface Held {
  readonly catalog: Catalog;
  readonly collecting: Collecting | null;
  readonly end: (() => Promise<void>) | undefined;
}

export class Holder {
  readonly #options: HolderOptions;
  #open: Held | null = null;
  #rewriting = false;
  #closed = false;
  #kept = false;
  readonly #opening = new Lock();

  private constructor(options: HolderOptions) {
    this.#options = options;
  }

  /**
   * Opens the file where that needs nobody; otherwise it is held locked.
   * @throws CatalogFileError as opening it
   */
  static async start(options: HolderOptions): Promise<Holder> {
    const holder = new Holder(options);
    if (fileForm(options.path) !== 'encrypted') {
      await holder.#openWith(undefined);
      return holder;
    }
    const kept = await holder.#keptKey();
    if (kept) await holder.#openWith(kept).catch((error: unknown) => holder.#unlessWrong(error));
    return holder;
  }

  get path(): string {
    return this.#options.path;
  }

  /** The open catalog; while the file is locked, one that answers nothing. */
  get catalog(): Catalog {
    return this.#open?.catalog ?? lockedCatalog(this.#reason());
  }

  get collecting(): Collecting | null {
    return this.#open?.collecting ?? null;
  }

  get isOpen(): boolean {
    return this.#open !== null;
  }

  /** @throws CatalogLocked */
  mustBeOpen(): void {
    if (!this.#open) throw new CatalogLocked(this.#reason());
  }

  file(): HeldFile {
    const { path, vault } = this.#options;
    return {
      name: basename(path),
      path,
      state: this.#rewriting ? 'rewriting' : this.#open ? 'open' : 'locked',
      encrypted: fileForm(path) === 'encrypted',
      keychain: vault.protection !== 'keychain' ? 'none' : this.#kept ? 'kept' : 'possible',
      safeCopies: safeCopiesOf(path).length,
    };
  }

  /** @throws CatalogFileError `passphrase` where it does not open the file */
  async unlock(passphrase: string, keep: boolean): Promise<void> {
    if (this.#open || this.#rewriting) return;
    const key = await fileKeyOf(this.path, passphrase);
    // Somebody else may have been quicker while the key was derived, or be about to open it.
    await this.#opening.run(async () => {
      if (!this.#open && !this.#rewriting && !this.#closed) await this.#openWith(key);
    });
    if (keep) await this.keep(true);
  }

  /** Closes the file until somebody unlocks it. Without encryption there is nothing to unlock, and it stays open. */
  async lock(): Promise<void> {
    if (this.#open?.catalog.store.key) await this.#letGo();
  }

  /**
   * Keeps the key in the system's keychain, or forgets it there.
   * @throws VaultError where it cannot be kept
   */
  async keep(kept: boolean): Promise<void> {
    const key = this.#open?.catalog.store.key;
    if (!key || this.#options.vault.protection !== 'keychain') return;
    await this.#options.vault.write(keptName(this.path), kept ? Buffer.from(key.key).toString('hex') : '');
    this.#kept = kept;
  }

  /**
   * Writes the file anew: encrypted, decrypted, with another key. The catalog is closed meanwhile and opened again,
   * also where it fails or is cancelled; then nothing was changed.
   * @throws CatalogFileError, the signal's reason, or CatalogLocked while the file is locked
   */
  async rewrite(
    wish: FileChange,
    handle: { actor: string; signal: AbortSignal; progress: (progress: CopyProgress) => void },
  ): Promise<void> {
    const { catalog } = this;
    const from = catalog.store.key;
    refuseSenseless(wish, from);
    if ('passphrase' in wish) await this.#mustBe(wish.passphrase, from!);
    const next = 'next' in wish ? wish.next : wish.change === 'rotate' ? wish.passphrase : null;
    const to = next === null ? null : await newFileKey(next);
    if (this.#rewriting) throw new CatalogLocked(this.#reason());
    this.#rewriting = true;
    const wasKept = this.#kept;
    const keptBefore = keptName(this.path);
    let now = from;
    try {
      await this.#letGo();
      const deed = {
        actor: handle.actor,
        action: `file.${wish.change === 'rotate' ? 'key' : wish.change}`,
        objectType: 'catalog',
        objectId: '',
        payload: { label: LABELS[wish.change] },
      };
      await rewriteCatalog(this.path, { ...handle, from, to, deed });
      now = to;
    } finally {
      try {
        if (!this.#closed) await this.#openWith(now ?? undefined);
      } finally {
        this.#rewriting = false;
      }
    }
    this.#kept = false;
    if (wasKept) {
      const { vault } = this.#options;
      // The file is written. A keychain that fails keeps nothing, and this machine asks for the passphrase again.
      for (const change of [() => vault.write(keptBefore, ''), () => this.keep(true)])
        await change().catch(unlessOfVault);
    }
    this.#open?.catalog.announce(['ledger', 'settings']);
  }

  /**
   * Deletes the copies that were kept, and enters that in the ledger.
   * @returns how many
   * @throws CatalogLocked
   */
  async removeCopies(actor: string): Promise<number> {
    this.mustBeOpen();
    const before = safeCopiesOf(this.path).length;
    await dropSafeCopies(this.path);
    const removed = before - safeCopiesOf(this.path).length;
    if (removed === 0) return 0;
    const { catalog } = this;
    await catalog.store.write((db) => {
      appendEntry(db, {
        actor,
        action: 'file.copies',
        objectType: 'catalog',
        objectId: '',
        payload: { label: `Deleted ${removed} copies that were kept of the catalog file`, removed },
      });
    });
    catalog.announce(['ledger']);
    return removed;
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#letGo();
  }

  async #openWith(key: FileKey | undefined): Promise<void> {
    const { path, create, open, collect, whileOpen } = this.#options;
    const catalog = await open(path, create, key);
    let collecting: Collecting | null = null;
    try {
      collecting = collect ? await collect(catalog) : null;
      this.#open = { catalog, collecting, end: whileOpen?.(catalog) };
    } catch (error) {
      await collecting?.close();
      await catalog.close();
      throw error;
    }
  }

  async #letGo(): Promise<void> {
    const open = this.#open;
    this.#open = null;
    await open?.collecting?.close();
    await open?.end?.();
    await open?.catalog.close();
  }

  async #mustBe(passphrase: string, key: FileKey): Promise<void> {
    const given = await fileKeyOf(this.path, passphrase);
    if (!Buffer.from(given.key).equals(key.key))
      throw new CatalogFileError('passphrase', 'this is not the present passphrase; nothing was changed');
  }

  /** The key that the keychain keeps for this file, if any. */
  async #keptKey(): Promise<FileKey | null> {
    const { vault, path } = this.#options;
    if (vault.protection !== 'keychain') return null;
    const hex = await vault.read(keptName(path)).catch(() => null);
    if (!hex || !/^[0-9a-f]{64}$/.test(hex)) return null;
    this.#kept = true;
    return { key: Buffer.from(hex, 'hex'), salt: Buffer.from(saltOf(path), 'hex') };
  }

  #unlessWrong(error: unknown): void {
    this.#kept = false;
    if (!(error instanceof CatalogFileError && error.problem === 'passphrase')) throw error;
  }

  #reason(): string {
    return this.#rewriting
      ? 'The catalog file is being written anew; this takes a moment.'
      : 'The catalog is locked: give its passphrase first.';
  }
}

/** A file that was written anew has another salt, so what was kept for it before is not found. */
function keptName(path: string): string {
  return `catalog-key-${saltOf(path)}`;
}

function unlessOfVault(error: unknown): void {
  if (!(error instanceof VaultError)) throw error;
}

function refuseSenseless({ change }: FileChange, from: FileKey | null): void {
  if (change === 'encrypt' && from)
    throw new CatalogFileError('passphrase', 'the file is encrypted already; change its passphrase instead');
  if (change !== 'encrypt' && !from) throw new CatalogFileError('passphrase', 'the file is not encrypted');
}
