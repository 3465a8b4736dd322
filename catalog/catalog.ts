/**
 * The engine's one entrance: a catalog file that is open, what is kept of it in memory, and who is told of its changes.
 * All that the product can do is asked of one, by functions of the rooms around. Knows no window, no socket and no terminal.
 */
import { EventEmitter } from 'node:events';
import { existsSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Statement } from 'better-sqlite3';
import { atOnce, Pace, withRests } from './breathe.ts';
import { Cards } from './browse/cards.ts';
import { namesStaySince } from './browse/changes-since.ts';
import type { Moment } from './past/moment.ts';
import { Custody } from './ledger/custody/custody.ts';
import type { KeyVault } from './ledger/signing/vault.ts';
import { newestRevision } from './ledger/read.ts';
import { Previews } from './imports/previews.ts';
import type { FileKey } from './store/cipher.ts';
import { fileTrouble } from './store/errors.ts';
import { driveWarning, type Drive } from './store/drive.ts';
import { readMigrations } from './store/migrate.ts';
import { Store } from './store/store.ts';

/** Parts of the catalog that a change can touch; faces refresh what they show by these. */
export type Area =
  | 'datasets'
  | 'lineage'
  | 'tags'
  | 'owners'
  | 'imports'
  | 'ledger'
  | 'cases'
  | 'settings'
  | 'collect'
  | 'views'
  | 'registers'
  | 'comments';

const ALL_AREAS: readonly Area[] = [
  'datasets',
  'lineage',
  'tags',
  'owners',
  'imports',
  'ledger',
  'cases',
  'settings',
  'views',
  'registers',
  'comments',
];
/** How soon a change made by another process is noticed. */
const WATCH_MS = 1000;

export interface ChangeNotice {
  readonly revision: number;
  readonly areas: readonly Area[];
}

export interface OpenOptions {
  /** Path of the `*.headwater` file. */
  readonly path: string;
  readonly create: boolean;
  /** Of an encrypted file, or of one to be made encrypted. */
  readonly key?: FileKey;
  /** Folder with prisma/migrations. */
  readonly migrationsDir: string;
  /** Folder with taxonomy, jurisdictions, fonts, the sample workspace. */
  readonly resourcesDir: string;
  readonly toolVersion: string;
  /** File outside the catalog's folder where the newest ledger head is noted; none in tests. */
  readonly witnessFile?: string;
  /** Where the key that signs checkpoints lies; without one, nothing is signed. */
  readonly vault?: KeyVault;
  /** Who acts when settings name nobody yet. */
  readonly defaultActor: string;
}

export interface CatalogInfo {
  readonly name: string;
  readonly path: string;
  /** Sequence number of the newest ledger entry that changed the catalog. */
  readonly revision: number;
  readonly ledgerHead: string | null;
  readonly ledgerSize: number;
  readonly bytes: number;
  readonly empty: boolean;
  /** Where the file lies, as far as the system tells, and what to know of such a drive; null: nothing. */
  readonly drive: Drive['kind'];
  readonly driveWarning: string | null;
}

export class Catalog {
  readonly store: Store;
  readonly options: OpenOptions;
  readonly #closers: (() => Promise<void>)[] = [];
  readonly #events = new EventEmitter<{ change: [ChangeNotice]; closed: [] }>();
  #closed = false;
  /** The newest ledger entry that listeners know of. */
  #seenSeq: number;
  #watching: NodeJS.Timeout | undefined;
  readonly previews = new Previews();
  /** Who acts, whatever Settings say: the person who logged in, where a process serves one. */
  actor: string | null = null;
  /** Signs and notes the ledger, and verifies it. */
  readonly custody: Custody;
  readonly #perRevision = new Map<string, { readonly seq: number; readonly value: unknown }>();
  #cards: { readonly seq: number; readonly cards: Cards } | undefined;
  #selectSeq: Statement<[], { seq: number }> | undefined;
  readonly #begun = new Map<string, { readonly seq: number; readonly steps: Generator<void, unknown> }>();

  protected constructor(store: Store, options: OpenOptions, created = false) {
    this.store = store;
    this.options = options;
    const { path, witnessFile, vault } = options;
    this.custody = new Custody(
      store,
      {
        path,
        ...(witnessFile === undefined ? {} : { notesFile: witnessFile }),
        ...(vault ? { vault } : {}),
        onSigned: () => this.#tell(['ledger']),
      },
      created,
    );
    this.#events.setMaxListeners(0);
    this.#seenSeq = this.newestSeq();
  }

  /** @throws CatalogFileError when the file cannot be opened, with the reason */
  static async open(options: OpenOptions): Promise<Catalog> {
    const created = options.create && !existsSync(options.path);
    const store = await Store.open(options.path, {
      create: options.create,
      migrations: readMigrations(options.migrationsDir),
      ...(options.key ? { key: options.key } : {}),
    });
    return new Catalog(store, options, created);
  }

  get closed(): boolean {
    return this.#closed;
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    clearInterval(this.#watching);
    this.previews.closeAll();
    for (const close of this.#closers) await close();
    await this.custody.settle();
    await this.store.close();
    this.#events.emit('closed');
  }

  /** The newest revision: the last ledger entry that changed the catalog rather than disclosed it. */
  revision(): number {
    return newestRevision(this.store.reader);
  }

  /**
   * Something computed from the whole catalog, kept until the catalog changes (in this process or in
   * another that has the same file open). `lasting`: what people say of datasets and columns does not change it.
   */
  cached<Value>(name: string, compute: () => Value, lasting = false): Value {
    const seq = this.newestSeq();
    const kept = this.#kept(name, seq, lasting);
    if (kept) return kept.value as Value;
    const begun = this.#begun.get(name);
    this.#begun.delete(name);
    const value = begun?.seq === seq ? (atOnce(begun.steps) as Value) : compute();
    this.#perRevision.set(name, { seq, value });
    return value;
  }

  /** Nothing that was computed before holds any more, whatever the ledger says. */
  protected forgetKept(): void {
    this.#perRevision.clear();
    this.#begun.clear();
    this.#cards = undefined;
  }

  #kept(name: string, seq: number, lasting: boolean): { readonly value: unknown } | undefined {
    const kept = this.#perRevision.get(name);
    if (!kept || kept.seq === seq) return kept;
    if (!lasting || !namesStaySince(this.store.reader, kept.seq)) return undefined;
    this.#perRevision.set(name, { seq, value: kept.value });
    return kept;
  }

  /** The same for what takes long: made in steps, with rests in which others are answered. */
  async cachedInBreaths<Value>(
    name: string,
    make: () => Generator<void, Value>,
    lasting = false,
  ): Promise<Value> {
    const seq = this.newestSeq();
    const kept = this.#kept(name, seq, lasting);
    if (kept) return kept.value as Value;
    const value = await withRests(make());
    if (this.newestSeq() === seq) this.#perRevision.set(name, { seq, value });
    return value;
  }

  /**
   * Makes what is kept under a name ready, with rests in between. Who asks for it meanwhile takes the steps that are left at
   * once; a change of the catalog ends it.
   */
  async prepare(name: string, begin: () => Generator<void, unknown>, lasting = false): Promise<void> {
    const seq = this.newestSeq();
    if (this.#kept(name, seq, lasting) || this.#begun.get(name)?.seq === seq) return;
    const begun = { seq, steps: begin() };
    this.#begun.set(name, begun);
    const pace = new Pace();
    try {
      while (this.#begun.get(name) === begun) {
        const step = begun.steps.next();
        if (step.done) {
          this.#perRevision.set(name, { seq, value: step.value });
          return;
        }
        if (!pace.restIsDue) continue;
        await pace.rest();
        if (this.closed || this.newestSeq() !== seq) return;
      }
    } finally {
      if (this.#begun.get(name) === begun) this.#begun.delete(name);
    }
  }

  /** The moment at which this shows the catalog; null: now. See `explore/at.ts`. */
  get moment(): Moment | null {
    return null;
  }

  cards(): Cards {
    return this.cached('cards', () => atOnce(this.cardsInSteps()));
  }

  /** The present cards, made in steps; what people cannot have changed is taken from those before. */
  *cardsInSteps(): Generator<void, Cards> {
    const seq = this.newestSeq();
    const before =
      this.#cards && namesStaySince(this.store.reader, this.#cards.seq) ? this.#cards : undefined;
    const cards = yield* Cards.inSteps(this.store.reader, before);
    this.#cards = { seq, cards };
    return cards;
  }

  /** Has the cards ready for whoever asks next. */
  prepareCards(): Promise<void> {
    return this.prepare('cards', () => this.cardsInSteps());
  }

  info(): CatalogInfo {
    const { reader, path } = this.store;
    const head = reader
      .prepare<[], { seq: number; hash: Buffer }>(
        'SELECT seq, entry_hash AS hash FROM ledger_entry ORDER BY seq DESC LIMIT 1',
      )
      .get();
    const revision = this.revision();
    return {
      name: basename(path),
      path,
      revision,
      ledgerHead: head ? head.hash.toString('hex') : null,
      ledgerSize: head?.seq ?? 0,
      bytes: statSync(path).size,
      drive: this.store.drive.kind,
      driveWarning: driveWarning(basename(path), this.store.drive),
      empty: reader.prepare('SELECT 1 FROM dataset LIMIT 1').get() === undefined,
    };
  }

  /** Folder of the bundled workspace of a fictional company. */
  get sampleWorkspace(): string {
    return join(this.options.resourcesDir, 'sample-workspace');
  }

  /** Tells listeners that this process changed the catalog. */
  announce(areas: readonly Area[]): void {
    this.custody.changed();
    const seen = this.#seenSeq;
    this.#seenSeq = this.newestSeq();
    // More than one entry more: another process wrote too, and nobody told what.
    const told = this.#seenSeq > seen + 1 ? ALL_AREAS : areas;
    this.#tell(told);
  }

  #tell(areas: readonly Area[]): void {
    if (!this.#closed) this.#events.emit('change', { revision: this.revision(), areas });
  }

  newestSeq(): number {
    // Asked for with everything that is kept, so many times in each search.
    this.#selectSeq ??= this.store.reader.prepare('SELECT COALESCE(MAX(seq), 0) AS seq FROM ledger_entry');
    return this.#selectSeq.get()!.seq;
  }

  /** Other processes (a command beside the app) write to the same file; SQLite tells nobody. */
  #watch(): void {
    this.#watching ??= setInterval(() => {
      try {
        if (!this.#closed && this.newestSeq() > this.#seenSeq) this.announce(ALL_AREAS);
      } catch (error) {
        // A drive that does not answer: the next look tells, and whoever asks for something is told why.
        if (!fileTrouble(error)) throw error;
      }
    }, WATCH_MS).unref();
  }

  /** Done before the file is closed: what else has it open. */
  beforeClose(close: () => Promise<void>): void {
    this.#closers.push(close);
  }

  /** Told once, after the file was closed. Answers a function that ends the subscription. */
  onClosed(listener: () => void): () => void {
    this.#events.once('closed', listener);
    return () => this.#events.off('closed', listener);
  }

  /** Answers a function that ends the subscription. */
  onChange(listener: (notice: ChangeNotice) => void): () => void {
    this.#events.on('change', listener);
    this.#watch();
    return () => this.#events.off('change', listener);
  }
}
