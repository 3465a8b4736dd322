/** Queries over datasets. */
import type { Catalog } from '../../catalog.ts';
import type { Card } from '../../browse/cards.ts';
import { checkedDatasets, verificationLevels } from '../../explore/verification.ts';
import type { SearchData } from '../data/search-data.ts';
import type { Condition, Field, FieldTerm, Value } from '../language/syntax.ts';
import { bytesOf, copyOf, noLevels } from '../levels.ts';
import { LEVEL } from '../names/name-index.ts';
import { NO_QUAD, noteHits, quadsOf } from '../quads.ts';
import { datasetCondition } from './conditions.ts';
import { anyOf, REASON, where, type FieldProblem, type Universe } from './evaluate.ts';
import { saidThen } from './said-then.ts';
import { keptIn } from './kept.ts';
import { besideOf, namedBest } from './lineage.ts';
import { nameLevels, nearLevels } from './names.ts';
import { beginsWith, domainTest, isAnything, phraseOf, remembered, systemTest, testOf } from './values.ts';

export class DatasetUniverse implements Universe {
  readonly size: number;
  readonly reasons: Uint8Array;
  /** Words that were taken for a mistyped one. */
  readonly instead = new Map<string, readonly string[]>();
  readonly #catalog: Catalog;
  readonly #data: SearchData;

  constructor(catalog: Catalog, data: SearchData) {
    this.#catalog = catalog;
    this.#data = data;
    this.size = data.datasets.cards.length;
    this.reasons = bytesOf(this.size, 0);
  }

  word(value: Value, near: boolean): Uint8Array {
    const levels = this.names(value);
    this.#note(levels, REASON.name);
    this.#lower(levels, this.#byColumns(this.#columnLevels(value)), REASON.column);
    this.#lower(levels, this.#inNamespace(value), REASON.namespace);
    for (const number of this.#said(value)) {
      this.reasons[number]! |= REASON.text;
      if (levels[number]! > LEVEL.elsewhere) levels[number] = LEVEL.elsewhere;
    }
    if (near) this.#near(value, levels);
    return levels;
  }

  /** Levels of the datasets' own names. */
  names(value: Value): Uint8Array {
    return this.#ofNames(nameLevels(this.#data.datasets.names, value));
  }

  field({ field, values }: FieldTerm): Uint8Array | FieldProblem {
    switch (field) {
      case 'name':
      case 'dataset': {
        const levels = anyOf(values, (value) => this.names(value));
        this.#note(levels, REASON.name);
        return levels;
      }
      case 'column':
        return this.#columns(anyOf(values, (value) => copyOf(this.#columnLevels(value))));
      case 'type':
        return this.#columns(this.#types(values));
      case 'description':
        return anyOf(values, (value) => this.#description(value));
      case 'upstream':
      case 'downstream':
        return this.#beside(field, values);
      case 'verified':
        return this.#verified(values);
      case 'is':
        return this.#conditions(values);
      default: {
        const { cards } = this.#data.datasets;
        const tests = values.map((value) => cardTest(field, value));
        return where(this.size, (i) => tests.some((test) => test(cards[i]!)));
      }
    }
  }

  #beside(field: 'upstream' | 'downstream', values: readonly Value[]): Uint8Array | FieldProblem {
    const { datasets } = this.#data;
    const starts = values.map((value) => namedBest(this.names(value)));
    const missing = values[starts.findIndex((numbers) => numbers.length === 0)];
    if (missing) return { problem: `No dataset is named “${missing.text}”.`, none: true };
    return besideOf(this.#catalog, datasets, starts.flat(), field);
  }

  /** What was observed and checked is found as either. */
  #verified(values: readonly Value[]): Uint8Array {
    const { cards } = this.#data.datasets;
    const tests = values.map((value) => (isAnything(value) ? () => true : beginsWith(value)));
    const checked = checkedDatasets(this.#catalog);
    const levelOf = verificationLevels(this.#catalog);
    return where(this.size, (i) => {
      const card = cards[i]!;
      return tests.some((test) => test(levelOf(card)) || (checked.has(card.id) && test('checked')));
    });
  }

  #conditions(values: readonly Value[]): Uint8Array | FieldProblem {
    const tests = values.map((value) => datasetCondition(this.#catalog, value.text as Condition));
    const missing = values[tests.indexOf(undefined)];
    if (missing) return { problem: `is:${missing.text} is about jobs; it was left out.`, none: false };
    const { cards } = this.#data.datasets;
    return where(this.size, (i) => tests.some((test) => test!(cards[i]!)));
  }

  #description(value: Value): Uint8Array {
    const { cards } = this.#data.datasets;
    if (isAnything(value)) return where(this.size, (i) => cards[i]!.description !== null);
    const found = new Set(this.#said(value, ['description']));
    return where(this.size, (i) => found.has(i));
  }

  #near(value: Value, levels: Uint8Array): void {
    const { levels: near, instead } = nearLevels(this.#data.datasets.names, value);
    if (instead.length > 0) this.instead.set(value.text, instead);
    this.#lower(levels, this.#ofNames(near), REASON.near);
    const { names, keep } = this.#data.columns.columns;
    const columns = nearLevels(names, value, keep);
    if (columns.instead.length > 0)
      this.instead.set(value.text, [...new Set([...instead, ...columns.instead])]);
    this.#lower(levels, this.#byColumns(columns.levels, LEVEL.nearer), REASON.near);
  }

  /** Best level of each dataset's names. */
  #ofNames(ofNames: Uint8Array): Uint8Array {
    const levels = noLevels(this.size);
    const owner = this.#data.datasets.ofName.values;
    for (let name = 0; name < ofNames.length; name++) {
      const number = owner[name]!;
      if (ofNames[name]! < levels[number]!) levels[number] = ofNames[name]!;
    }
    return levels;
  }

  #columnLevels(value: Value): Uint8Array {
    const { columns } = this.#data.columns;
    return nameLevels(columns.names, value, columns.keep);
  }

  /** Datasets of which a column is found. */
  #byColumns(ofColumns: Uint8Array, level: number = LEVEL.elsewhere): Uint8Array {
    const levels = noLevels(this.size);
    const { dataset, endOf } = this.#data.columns;
    const quads = quadsOf(ofColumns);
    const rows = ofColumns.length;
    for (let row = 0; row < rows;) {
      let quad = row >> 2;
      if ((row & 3) === 0 && quads[quad] === NO_QUAD) {
        do quad++;
        while (quads[quad] === NO_QUAD);
        row = quad << 2;
      } else if (ofColumns[row] === LEVEL.none) row++;
      else {
        const number = dataset[row]!;
        levels[number] = level;
        // One column is enough.
        row = endOf[number]!;
      }
    }
    return levels;
  }

  #columns(ofColumns: Uint8Array): Uint8Array {
    const levels = this.#byColumns(ofColumns, LEVEL.exact);
    this.#note(levels, REASON.column);
    return levels;
  }

  #types(values: readonly Value[]): Uint8Array {
    const { columns } = this.#data.columns;
    const tests = values.map(testOf);
    const fits = columns.types.map((type) => type !== '' && tests.some((test) => test(type)));
    const levels = noLevels(columns.count);
    const kinds = columns.typeIds.values;
    for (let row = 0; row < levels.length; row++) if (fits[kinds[row]!]) levels[row] = LEVEL.exact;
    return levels;
  }

  #inNamespace(value: Value): Uint8Array {
    const test = isAnything(value) ? () => false : testOf(value);
    const { facets } = this.#data.datasets;
    const fits = facets.values.namespaces.map((namespace) => value.text.length > 1 && test(namespace));
    const levels = noLevels(this.size);
    const lists = facets.datasets.namespaces;
    // Every dataset has one namespace, so its place is its number.
    const ids = lists.items.values;
    for (let i = 0; i < this.size; i++) if (fits[ids[i]!]) levels[i] = LEVEL.elsewhere;
    return levels;
  }

  /** Numbers of datasets of which the index says it. */
  #said(value: Value, within?: readonly ['description']): readonly number[] {
    if (this.#catalog.moment)
      return saidThen(this.#catalog, this.#data.datasets.cards, value, within !== undefined);
    const phrase = phraseOf(value, within);
    if (phrase === null) return [];
    const kept = this.#catalog.cached('said-of-datasets', () => new Map<string, readonly number[]>());
    return keptIn(kept, phrase, () => this.#ask(phrase));
  }

  #ask(phrase: string): number[] {
    const ids = this.#catalog.store.reader
      .prepare<[string], number>('SELECT rowid FROM search_dataset WHERE search_dataset MATCH ?')
      .pluck()
      .all(phrase);
    return ids.map((id) => this.#data.datasets.numberOf.get(id)).filter((number) => number !== undefined);
  }

  #note(levels: Uint8Array, reason: number): void {
    noteHits(levels, this.reasons, reason);
  }

  #lower(levels: Uint8Array, others: Uint8Array, reason: number): void {
    for (let i = 0; i < levels.length; i++) {
      if (others[i] === LEVEL.none) continue;
      if (reason !== REASON.near || levels[i] === LEVEL.none) this.reasons[i]! |= reason;
      if (others[i]! < levels[i]!) levels[i] = others[i]!;
    }
  }
}

/** Tests by what a card holds. Columns use those that they share with their dataset. */
export function cardTest(
  field: Exclude<
    Field,
    'name' | 'dataset' | 'column' | 'type' | 'description' | 'upstream' | 'downstream' | 'verified' | 'is'
  >,
  value: Value,
): (card: Card) => boolean {
  const any = isAnything(value);
  switch (field) {
    case 'namespace': {
      const test = remembered(testOf(value));
      return (card) => test(card.namespace);
    }
    case 'kind': {
      const test = beginsWith(value);
      return (card) => any || test(card.kind);
    }
    case 'source': {
      const test = beginsWith(value);
      return (card) => (any ? card.sources.size > 0 : [...card.sources].some(test));
    }
    case 'system': {
      const isOfSystem = systemTest(value);
      return (card) => any || isOfSystem(card.namespace);
    }
    case 'owner': {
      const test = remembered(testOf(value));
      return (card) => card.owners.some((owner) => any || test(owner));
    }
    case 'domain': {
      const test = domainTest(value);
      return (card) => test(card.labels);
    }
    case 'tag':
    case 'category':
    case 'sensitivity': {
      const test = tagTest(field, value);
      return (card) => test(card);
    }
  }
}

export interface Tagged {
  readonly sensitivity: string | null;
  readonly categories: ReadonlySet<string>;
  readonly labels: ReadonlySet<string>;
}

/** Tests by tags; `none` stands for their absence. */
export function tagTest(
  field: 'tag' | 'category' | 'sensitivity',
  value: Value,
): (tagged: Tagged) => boolean {
  const any = isAnything(value);
  const none = !value.quoted && value.text.toLowerCase() === 'none';
  if (field === 'sensitivity') {
    const test = beginsWith(value);
    return ({ sensitivity }) => (sensitivity === null ? none : any || test(sensitivity));
  }
  if (field === 'category') {
    const test = categoryTest(value);
    return ({ categories }) =>
      none ? categories.size === 0 : any ? categories.size > 0 : [...categories].some(test);
  }
  const test = remembered(testOf(value));
  return ({ sensitivity, categories, labels }) => {
    const tags = [...labels, ...categories, ...(sensitivity === null ? [] : [sensitivity])];
    return none ? tags.length === 0 : any ? tags.length > 0 : tags.some(test);
  };
}

/** `contact` is `user.contact` and everything below it. */
function categoryTest(value: Value): (category: string) => boolean {
  if (value.text.includes('*')) return testOf(value);
  const wanted = value.text.toLowerCase();
  if (value.exact) return (category) => category === wanted;
  return (category) => `.${category}.`.includes(`.${wanted}.`);
}
