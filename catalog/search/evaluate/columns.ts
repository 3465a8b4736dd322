/** Queries over single columns. */
import type { Card } from '../../browse/cards.ts';
import type { Catalog } from '../../catalog.ts';
import type { SearchData } from '../data/search-data.ts';
import type { Condition, FieldTerm, Value } from '../language/syntax.ts';
import { bytesOf, copyOf, noLevels, placesOf } from '../levels.ts';
import { LEVEL } from '../names/name-index.ts';
import { noteHits, turnAround } from '../quads.ts';
import { datasetCondition, describedColumns } from './conditions.ts';
import { cardTest, DatasetUniverse, tagTest, type Tagged } from './datasets.ts';
import { anyOf, REASON, type FieldProblem, type Universe } from './evaluate.ts';
import { nameLevels, nearLevels } from './names.ts';
import { keptIn } from './kept.ts';
import { isAnything, phraseOf, testOf } from './values.ts';

/** Columns of which a word is said in a description or tag, at most; beyond, totals are told as “at least”. */
export const SAID_LIMIT = 20_000;
const NO_TAGS: Tagged = { sensitivity: null, categories: new Set(), labels: new Set() };

export class ColumnUniverse implements Universe {
  readonly size: number;
  readonly reasons: Uint8Array;
  readonly instead = new Map<string, readonly string[]>();
  /** Set when a word is said of more columns than were looked at. */
  atLeast = false;
  readonly #catalog: Catalog;
  readonly #data: SearchData;
  readonly #datasets: DatasetUniverse;
  readonly #words: number;

  /** `words`: how many the query has. */
  constructor(catalog: Catalog, data: SearchData, words: number) {
    this.#words = words;
    this.#catalog = catalog;
    this.#data = data;
    this.#datasets = new DatasetUniverse(catalog, data);
    this.size = data.columns.columns.count;
    this.reasons = bytesOf(this.size, 0);
  }

  word(value: Value, near: boolean): Uint8Array {
    const levels = copyOf(this.#names(value));
    noteHits(levels, this.reasons, REASON.name);
    this.#context(value, levels);
    for (const row of this.#said(phraseOf(value))) {
      this.reasons[row]! |= REASON.text;
      if (levels[row]! > LEVEL.elsewhere) levels[row] = LEVEL.elsewhere;
    }
    if (near) this.#near(value, levels);
    return levels;
  }

  /** A word may stand in the dataset's name, as long as another is the column's own. */
  #context(value: Value, levels: Uint8Array): void {
    if (this.#words < 2) return;
    const { startOf, endOf } = this.#data.columns;
    for (const number of placesOf(this.#datasets.names(value))) {
      for (let row = startOf[number]!; row < endOf[number]!; row++) {
        if (levels[row] !== LEVEL.none) continue;
        levels[row] = LEVEL.context;
        this.reasons[row]! |= REASON.dataset;
      }
    }
  }

  field(term: FieldTerm): Uint8Array | FieldProblem {
    const { field, values } = term;
    const { columns } = this.#data.columns;
    switch (field) {
      case 'name':
      case 'column': {
        const levels = anyOf(values, (value) => copyOf(this.#names(value)));
        noteHits(levels, this.reasons, REASON.name);
        return levels;
      }
      case 'type': {
        const tests = values.map(testOf);
        return this.#ofKinds(
          columns.typeIds.values,
          columns.types.map((type) => type !== '' && tests.some((test) => test(type))),
        );
      }
      case 'description':
        return anyOf(values, (value) => this.#description(value));
      case 'tag':
      case 'category':
      case 'sensitivity': {
        const tests = values.map((value) => tagTest(field, value));
        return this.#byTags((tagged) => tests.some((test) => test(tagged)));
      }
      case 'is':
        return this.#conditions(values);
      case 'dataset':
      case 'verified':
      case 'upstream':
      case 'downstream': {
        const found = this.#datasets.field(term);
        return found instanceof Uint8Array
          ? this.#ofDatasets((number) => found[number] !== LEVEL.none)
          : found;
      }
      default: {
        const tests = values.map((value) => cardTest(field, value));
        return this.#ofCards((card) => tests.some((test) => test(card)));
      }
    }
  }

  #conditions(values: readonly Value[]): Uint8Array | FieldProblem {
    const problems: FieldProblem[] = [];
    const levels = anyOf(values, (value) => {
      const condition = value.text as Condition;
      switch (condition) {
        case 'undescribed': {
          const levels = this.#described();
          turnAround(levels);
          return levels;
        }
        case 'unclassified':
          return this.#byTags(({ sensitivity }) => sensitivity === null);
        case 'uncategorised':
          return this.#byTags(({ categories }) => categories.size === 0);
        case 'personal':
          return this.#byTags(({ categories }) => categories.size > 0);
        default: {
          const test = datasetCondition(this.#catalog, condition);
          if (test) return this.#ofCards(test);
          problems.push({ problem: `is:${condition} is about jobs; it was left out.`, none: false });
          return bytesOf(this.size, LEVEL.exact);
        }
      }
    });
    return problems[0] ?? levels;
  }

  #names(value: Value): Uint8Array {
    const { columns } = this.#data.columns;
    return nameLevels(columns.names, value, columns.keep);
  }

  #near(value: Value, levels: Uint8Array): void {
    const { columns } = this.#data.columns;
    const { levels: near, instead } = nearLevels(columns.names, value, columns.keep);
    if (instead.length > 0) this.instead.set(value.text, instead);
    for (const row of placesOf(near)) {
      if (near[row]! >= levels[row]!) continue;
      levels[row] = near[row]!;
      this.reasons[row]! |= REASON.near;
    }
  }

  #description(value: Value): Uint8Array {
    if (isAnything(value)) return this.#described();
    const levels = noLevels(this.size);
    for (const row of this.#said(phraseOf(value, ['description']))) levels[row] = LEVEL.exact;
    return levels;
  }

  #described(): Uint8Array {
    const levels = noLevels(this.size);
    const { columns } = this.#data.columns;
    for (const id of describedColumns(this.#catalog)) {
      const row = columns.rowOf(id);
      // A description of another spelling is not the listed column's own.
      if (row >= 0 && columns.ids.values[row] === id) levels[row] = LEVEL.exact;
    }
    return levels;
  }

  #byTags(test: (tagged: Tagged) => boolean): Uint8Array {
    const { tags, tagSets } = this.#data.columns;
    return this.#ofKinds(
      tags,
      tagSets.map((set) => test(set ?? NO_TAGS)),
    );
  }

  /** Rows whose number is one of those that fit. */
  #ofKinds(kinds: Int32Array, fits: readonly boolean[]): Uint8Array {
    const levels = bytesOf(this.size, LEVEL.none);
    const levelOf = Uint8Array.from(fits, (fit) => (fit ? LEVEL.exact : LEVEL.none));
    for (let row = 0; row < levels.length; row++) levels[row] = levelOf[kinds[row]!]!;
    return levels;
  }

  #ofCards(test: (card: Card) => boolean): Uint8Array {
    const fits = this.#data.datasets.cards.map(test);
    return this.#ofDatasets((number) => fits[number]!);
  }

  #ofDatasets(test: (number: number) => boolean): Uint8Array {
    const { startOf, endOf } = this.#data.columns;
    const levels = noLevels(this.size);
    for (let number = 0; number < startOf.length; number++)
      if (test(number)) levels.fill(LEVEL.exact, startOf[number], endOf[number]);
    return levels;
  }

  /** Rows of columns of which the index says it. */
  #said(phrase: string | null): Int32Array {
    if (phrase === null) return new Int32Array(0);
    const kept = this.#catalog.cached('said-of-columns', () => new Map<string, Said>());
    const said = keptIn(kept, phrase, () => this.#ask(phrase));
    if (said.atLeast) this.atLeast = true;
    return said.rows;
  }

  #ask(phrase: string): Said {
    const ids = this.#catalog.store.reader
      .prepare<[string, number], number>(
        'SELECT rowid FROM search_column WHERE search_column MATCH ? LIMIT ?',
      )
      .pluck()
      .all(phrase, SAID_LIMIT);
    const { columns } = this.#data.columns;
    const rows = Int32Array.from(ids, (id) => columns.rowOf(id)).filter((row) => row >= 0);
    return { rows, atLeast: ids.length === SAID_LIMIT };
  }
}

interface Said {
  readonly rows: Int32Array;
  /** The index was not read to its end. */
  readonly atLeast: boolean;
}
