/** Queries over single columns. */
import type { Card } from '../../browse/cards.ts';
import type { Catalog } from '../../open.ts';
import type { SearchData } from '../data/search-data.ts';
import type { Condition, FieldTerm, Value } from '../language/syntax.ts';
import { bytesOf, copyOf, noLevels, placesOf } from '../levels.ts';
import { LEVEL } from '../names/name-index.ts';
import { datasetCondition, describedColumns } from './conditions.ts';
import { cardTest, DatasetUniverse, tagTest, type Tagged } from './datasets.ts';
import { anyOf, REASON, where, type FieldProblem, type Universe } from './evaluate.ts';
import { nameLevels, nearLevels } from './names.ts';
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
    this.#note(levels);
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
    const { order, startOf, endOf } = this.#data.columns;
    for (const number of placesOf(this.#datasets.names(value))) {
      for (let place = startOf[number]!; place < endOf[number]!; place++) {
        const row = order[place]!;
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
        this.#note(levels);
        return levels;
      }
      case 'type': {
        const tests = values.map(testOf);
        const fits = columns.types.map((type) => type !== '' && tests.some((test) => test(type)));
        return where(this.size, (row) => fits[columns.typeIds.values[row]!]!);
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
          const described = describedColumns(this.#catalog);
          const ids = this.#data.columns.columns.ids.values;
          return where(this.size, (row) => !described.has(ids[row]!));
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
    return nameLevels(columns.names, value, (word) => columns.match(word));
  }

  #near(value: Value, levels: Uint8Array): void {
    const { columns } = this.#data.columns;
    const { levels: near, instead } = nearLevels(columns.names, value, (word) => columns.match(word));
    if (instead.length > 0) this.instead.set(value.text, instead);
    for (const row of placesOf(near)) {
      if (near[row]! >= levels[row]!) continue;
      levels[row] = near[row]!;
      this.reasons[row]! |= REASON.near;
    }
  }

  #description(value: Value): Uint8Array {
    const { columns } = this.#data.columns;
    if (isAnything(value)) {
      const described = describedColumns(this.#catalog);
      return where(this.size, (row) => described.has(columns.ids.values[row]!));
    }
    const found = new Set(this.#said(phraseOf(value, ['description'])));
    return where(this.size, (row) => found.has(row));
  }

  #byTags(test: (tagged: Tagged) => boolean): Uint8Array {
    const { tags, tagSets } = this.#data.columns;
    const fits = tagSets.map((set) => test(set ?? NO_TAGS));
    return where(this.size, (row) => fits[tags[row]!]!);
  }

  #ofCards(test: (card: Card) => boolean): Uint8Array {
    const fits = this.#data.datasets.cards.map(test);
    return this.#ofDatasets((number) => fits[number]!);
  }

  #ofDatasets(test: (number: number) => boolean): Uint8Array {
    const { order, startOf, endOf } = this.#data.columns;
    const levels = noLevels(this.size);
    for (let number = 0; number < startOf.length; number++) {
      if (!test(number)) continue;
      for (let place = startOf[number]!; place < endOf[number]!; place++) levels[order[place]!] = LEVEL.exact;
    }
    return levels;
  }

  /** Rows of columns of which the index says it. */
  #said(phrase: string | null): number[] {
    if (phrase === null) return [];
    const ids = this.#catalog.store.reader
      .prepare<[string, number], number>(
        'SELECT rowid FROM search_column WHERE search_column MATCH ? LIMIT ?',
      )
      .pluck()
      .all(phrase, SAID_LIMIT);
    if (ids.length === SAID_LIMIT) this.atLeast = true;
    const { columns, shown } = this.#data.columns;
    return ids.map((id) => shown[columns.rowOf(id)] ?? -1).filter((row) => row >= 0);
  }

  #note(levels: Uint8Array): void {
    for (const row of placesOf(levels)) this.reasons[row]! |= REASON.name;
  }
}
