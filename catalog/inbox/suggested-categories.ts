/**
 * What the classifier suggests for the columns of an open catalog. Kept while the catalog is open, by what went
 * into each dataset, so that after a change only changed datasets are classified again.
 */
import { createHash } from 'node:crypto';
import { inBreaths } from '../breathe.ts';
import type { Catalog } from '../catalog.ts';
import { classifierOf, tablesToClassify, type TableToClassify } from '../privacy/classify/catalog.ts';
import type { Classifier } from '../privacy/classify/classify.ts';
import type { Suggestion } from '../privacy/classify/input.ts';

export interface SuggestedColumn {
  readonly id: number;
  readonly path: readonly string[];
  /** Best first, never empty. */
  readonly suggestions: readonly Suggestion[];
}

interface KeptTable {
  readonly digest: string;
  readonly columns: readonly SuggestedColumn[];
}

/** `done` of `total` datasets were looked at. */
export interface Progress {
  readonly done: number;
  readonly total: number;
}

/** By canonical dataset id; datasets without a suggestion are left out. */
export type SuggestedCategories = ReadonlyMap<number, readonly SuggestedColumn[]>;

class Kept {
  readonly #catalog: Catalog;
  readonly #tables = new Map<number, KeptTable>();
  #seq = -1;
  #running: Promise<void> | null = null;
  /** Why the last attempt failed, told to whoever asks next. */
  #error: Error | null = null;
  #progress: Progress = { done: 0, total: 0 };
  #found: SuggestedCategories = new Map();

  constructor(catalog: Catalog) {
    this.#catalog = catalog;
  }

  /**
   * What is known now; how far the work is where it is not done for the present state. Begins it if need be.
   *
   * @throws what stopped the last attempt, once
   */
  now(): SuggestedCategories | Progress {
    if (this.#seq === this.#catalog.newestSeq()) return this.#found;
    if (this.#error !== null) {
      const error = this.#error;
      this.#error = null;
      throw error;
    }
    this.#running ??= this.#run()
      .catch((error: unknown) => {
        this.#error = error instanceof Error ? error : new Error(String(error));
      })
      .finally(() => (this.#running = null));
    return this.#progress;
  }

  /** What is suggested for the present state, once it is worked out. */
  async ready(): Promise<SuggestedCategories> {
    for (;;) {
      const found = this.now();
      if (found instanceof Map) return found;
      await this.#running;
    }
  }

  async #run(): Promise<void> {
    const seq = this.#catalog.newestSeq();
    const classifier = classifierOf(this.#catalog);
    const found = new Map<number, readonly SuggestedColumn[]>();
    const standing = [...this.#catalog.cards().all()].filter(({ retired }) => !retired);
    this.#progress = { done: 0, total: standing.length };
    const { total } = this.#progress;
    let done = 0;
    const seen = new Set<number>();
    const one = function* (this: Kept): Generator<void> {
      for (const table of tablesToClassify(this.#catalog)) {
        const columns = this.#columnsOf(classifier, table);
        seen.add(table.card.id);
        if (columns.length > 0) found.set(table.card.id, columns);
        done += 1;
        yield;
      }
    };
    await inBreaths(one.call(this), new AbortController().signal, () => (this.#progress = { done, total }));
    for (const id of this.#tables.keys()) if (!seen.has(id)) this.#tables.delete(id);
    this.#found = found;
    this.#seq = seq;
  }

  #columnsOf(classifier: Classifier, { card, rows, input }: TableToClassify): readonly SuggestedColumn[] {
    const ids = rows.map(({ id }) => id);
    const digest = createHash('sha256')
      .update(JSON.stringify([ids, input]))
      .digest('base64');
    const kept = this.#tables.get(card.id);
    if (kept?.digest === digest) return kept.columns;
    const columns = classifier
      .classifyTable(input)
      .columns.flatMap(({ path, suggestions }, at) =>
        suggestions.length > 0 ? [{ id: ids[at]!, path, suggestions }] : [],
      );
    this.#tables.set(card.id, { digest, columns });
    return columns;
  }
}

const perCatalog = new WeakMap<Catalog, Kept>();

function keptOf(catalog: Catalog): Kept {
  const known = perCatalog.get(catalog);
  if (known) return known;
  const kept = new Kept(catalog);
  perCatalog.set(catalog, kept);
  return kept;
}

/** What is suggested, or how far the work on it is; it goes on in pieces, so that nothing waits for it. */
export function suggestedCategories(catalog: Catalog): SuggestedCategories | Progress {
  return keptOf(catalog).now();
}

/** What is suggested, waited for. */
export function whenSuggested(catalog: Catalog): Promise<SuggestedCategories> {
  return keptOf(catalog).ready();
}
