/** The catalog as somebody sees it who does not see all of it. */
import type { Database } from 'better-sqlite3';
import type { Custody } from '../ledger/custody/custody.ts';
import { Catalog, type Area } from '../catalog.ts';
import { Refused } from '../stewardship/refused.ts';
import type { Store } from '../store/store.ts';
import type { Sight } from './sight.ts';
import { cover, hiddenCards, hide } from './veil.ts';
import { NOTHING_WITHHELD, withheldNames, type Withheld } from './withhold.ts';

export class VeiledCatalog extends Catalog {
  override readonly custody: Custody;
  readonly #origin: Catalog;
  readonly #sight: Sight;
  #seq = -1;
  #hidden: Set<number> = new Set();
  #withheld = NOTHING_WITHHELD;

  private constructor(origin: Catalog, store: Store, sight: Sight) {
    super(store, origin.options);
    this.custody = origin.custody;
    this.#origin = origin;
    this.#sight = sight;
    store.beforeCommit = (db, before) => this.#mustBeShown(db, before);
  }

  static async of(origin: Catalog, sight: Sight): Promise<VeiledCatalog> {
    const store = await origin.store.veiled(cover);
    const veiled = new VeiledCatalog(origin, store, sight);
    store.onVeil = (db) => veiled.#veil(db);
    veiled.refresh();
    return veiled;
  }

  /** What is hidden follows from what is said of datasets, so it is asked for anew after each change. */
  refresh(): void {
    const seq = this.#origin.newestSeq();
    if (seq === this.#seq) return;
    const before = this.#hidden;
    this.#hidden = hiddenCards(this.#origin.cards(), this.#sight);
    if (!isSame(before, this.#hidden)) this.forgetKept();
    this.#withheld = withheldNames(this.#origin.store.reader, this.#hidden);
    this.#veil(this.store.reader);
    this.#seq = seq;
  }

  get withheld(): Withheld {
    return this.#withheld;
  }

  get hidden(): { readonly datasets: number; readonly of: number } {
    return { datasets: this.#hidden.size, of: this.#origin.cards().byId.size };
  }

  override announce(areas: readonly Area[]): void {
    this.#origin.announce(areas);
  }

  override onChange(listener: Parameters<Catalog['onChange']>[0]): () => void {
    return this.#origin.onChange(listener);
  }

  override onClosed(listener: () => void): () => void {
    return this.#origin.onClosed(listener);
  }

  override async close(): Promise<void> {
    if (!this.closed) await this.store.close();
  }

  #veil(db: Database): void {
    hide(db, this.#origin.cards(), this.#hidden);
  }

  /** Nobody changes what is hidden from them. */
  #mustBeShown(db: Database, revision: number): void {
    const ids = JSON.stringify(
      [...this.#hidden].flatMap((id) => this.#origin.cards().byId.get(id)?.members ?? []),
    );
    for (const table of ['tag', 'owner', 'description', 'comment', 'alias'] as const) {
      const about =
        table === 'alias'
          ? 'x.dataset_id IN hidden'
          : `(x.target_type = 'dataset' AND x.target_id IN hidden) OR (x.target_type = 'column' AND x.target_id IN (SELECT id FROM "column" WHERE dataset_id IN hidden))`;
      const touched = db
        .prepare(
          `WITH hidden AS (SELECT value FROM json_each(@ids)) SELECT 1 FROM ${table} x
           WHERE (x.since_revision >= @revision OR x.until_revision >= @revision) AND (${about}) LIMIT 1`,
        )
        .get({ ids, revision });
      if (touched)
        throw new Refused(
          'CONFLICT',
          'This would change a dataset that is hidden from you. Nothing was changed.',
        );
    }
  }
}

function isSame(a: ReadonlySet<number>, b: ReadonlySet<number>): boolean {
  return a.size === b.size && [...a].every((id) => b.has(id));
}

const kept = new WeakMap<Catalog, Map<string, Promise<VeiledCatalog>>>();

/** Everybody with the same sight shares one. */
export async function veiledFor(catalog: Catalog, sight: Sight): Promise<VeiledCatalog> {
  let views = kept.get(catalog);
  if (!views) {
    kept.set(catalog, (views = new Map()));
    const made = views;
    catalog.beforeClose(async () => {
      for (const view of made.values()) await (await view).close();
    });
  }
  const key = JSON.stringify(sight);
  let view = views.get(key);
  if (!view) views.set(key, (view = VeiledCatalog.of(catalog, sight)));
  // One that could not be made is tried again at the next call.
  const veiled = await view.catch((error: unknown) => {
    views.delete(key);
    throw error;
  });
  veiled.refresh();
  return veiled;
}
