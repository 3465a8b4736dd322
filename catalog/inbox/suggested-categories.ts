/**
 * What the classifier suggests for the columns of an open catalog. Kept while the catalog is open, by what went
 * into each dataset, so that after a change only changed datasets are classified again.
 */
import { createHash } from 'node:crypto';
import { inBreaths } from '../breathe.ts';
import type { Card } from '../browse/cards.ts';
import type { Catalog } from '../catalog.ts';
import {
  classifierOf,
  tablesToClassify,
  tableToClassify,
  type TableToClassify,
} from '../privacy/classify/catalog.ts';
import type { Classifier } from '../privacy/classify/classify.ts';
import type { Suggestion } from '../privacy/classify/input.ts';
import { PATH_SEPARATOR } from '../store/writer/identities.ts';

/**
 * A suggestion without its evidence, which is worked out again for what is shown ({@link evidenceOf}): sentences for each
 * of a million columns take many times the memory of all else that is kept of them.
 */
export type Guess = Omit<Suggestion, 'evidence'>;

export interface SuggestedColumn {
  readonly id: number;
  readonly path: readonly string[];
  /** Best first, never empty. */
  readonly guesses: readonly Guess[];
}

/** For tables of which nothing is suggested: most. */
const NO_COLUMNS: readonly SuggestedColumn[] = [];

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
    const alike = new AlikeColumns();
    const one = function* (this: Kept): Generator<void> {
      for (const table of tablesToClassify(this.#catalog)) {
        const columns = this.#columnsOf(classifier, table, alike);
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

  #columnsOf(
    classifier: Classifier,
    { card, rows, input }: TableToClassify,
    alike: AlikeColumns,
  ): readonly SuggestedColumn[] {
    const ids = rows.map(({ id }) => id);
    const digest = createHash('sha256')
      .update(JSON.stringify([ids, input]))
      .digest('base64');
    const before = this.#tables.get(card.id);
    if (before?.digest === digest) return before.columns;
    const found = classifier
      .classifyTable(input)
      .columns.flatMap(({ path, suggestions }, at) =>
        suggestions.length > 0
          ? [{ id: ids[at]!, path: alike.path(path), guesses: alike.guesses(suggestions) }]
          : [],
      );
    const columns = found.length > 0 ? found : NO_COLUMNS;
    this.#tables.set(card.id, { digest, columns });
    return columns;
  }
}

/** Names and suggestions that many columns share, each kept once. */
class AlikeColumns {
  readonly #paths = new Map<string, readonly string[]>();
  readonly #guesses = new Map<string, readonly Guess[]>();

  path(path: readonly string[]): readonly string[] {
    return onceOf(this.#paths, path.join(PATH_SEPARATOR), path);
  }

  guesses(suggestions: readonly Suggestion[]): readonly Guess[] {
    const guesses = suggestions.map(({ evidence: _evidence, ...guess }): Guess => guess);
    return onceOf(this.#guesses, JSON.stringify(guesses), guesses);
  }
}

function onceOf<Value>(known: Map<string, Value>, key: string, value: Value): Value {
  const first = known.get(key);
  if (first === undefined) known.set(key, value);
  return first ?? value;
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

/**
 * Why a category is suggested for a column of a dataset: sentences, the weightiest first. None where it is not
 * suggested any more.
 */
export function evidenceOf(
  catalog: Catalog,
  card: Card,
  columnId: number,
  category: string,
): readonly string[] {
  const table = tableToClassify(catalog, card);
  if (!table) return [];
  const classifier = catalog.cached('inbox-classifier', () => classifierOf(catalog), true);
  const at = table.rows.findIndex(({ id }) => id === columnId);
  const suggestions = classifier.classifyTable(table.input).columns[at]?.suggestions ?? [];
  return suggestions.find((one) => one.category === category)?.evidence ?? [];
}
