/** From a query to a ranked, filtered and counted page of datasets or columns. */
import type { Card } from '../browse/cards.ts';
import type { Catalog } from '../open.ts';
import { FacetCounter, UNTAGGED, type Facets } from './data/facet-table.ts';
import { searchData, type SearchData } from './data/search-data.ts';
import { ColumnUniverse } from './evaluate/columns.ts';
import { datasetCondition } from './evaluate/conditions.ts';
import { DatasetUniverse } from './evaluate/datasets.ts';
import { evaluate, REASON, type Universe } from './evaluate/evaluate.ts';
import { nameLevels } from './evaluate/names.ts';
import { parseQuery, termsOf } from './language/parse.ts';
import type { Problem, Query, Value } from './language/syntax.ts';
import { lift, type Filters, type LiftedValue } from './lift.ts';
import { LEVEL } from './names/name-index.ts';
import { CONDITION_OF_STATE } from './states.ts';

/** With fewer hits than this, words are also taken for mistyped ones. */
const FEW = 5;

export interface FindRequest extends Filters {
  readonly text: string;
  readonly sort: 'relevance' | 'name' | 'connections' | 'changed';
  readonly offset: number;
  readonly limit: number;
}

export interface Found {
  /** Numbers of datasets or rows of columns, for one page. */
  readonly page: readonly number[];
  readonly reasons: Uint8Array;
  readonly total: number;
  /** There are more than `total`: a word is said of very many columns. */
  readonly atLeast: boolean;
  readonly facets: Facets;
  readonly problems: readonly Problem[];
  /** For words that were hardly found: what was searched for in their place. */
  readonly near: readonly { readonly word: string; readonly instead: readonly string[] }[];
  readonly query: Query | null;
  readonly filters: Filters;
  readonly lifted: readonly LiftedValue[];
}

/** @throws `AbortError` when the signal ends it before the work begins */
export async function find(
  catalog: Catalog,
  scope: 'datasets' | 'columns',
  request: FindRequest,
  signal?: AbortSignal,
): Promise<{ readonly data: SearchData; readonly found: Found }> {
  const data = await searchData(catalog);
  signal?.throwIfAborted();
  const reading = parseQuery(request.text);
  const { query, filters, values } = lift(reading.query, request, data.datasets.facets);
  const problems = [...reading.problems];
  const universe =
    scope === 'datasets' ? new DatasetUniverse(catalog, data) : new ColumnUniverse(catalog, data);
  const visible = visibleDatasets(catalog, data, reading.query, filters);
  const attempt = (near: boolean) => {
    const told: Problem[] = [];
    const levels = levelsOf(query, scope, data, universe, { near, problems: told });
    const counter = new FacetCounter(data.datasets.facets, filters);
    const passed =
      scope === 'datasets'
        ? passDatasets(data, levels, visible, counter)
        : passColumns(data, levels, visible, counter);
    return { levels, told, counter, passed };
  };
  let result = attempt(false);
  if (result.passed < FEW && hasWords(query)) {
    const again = attempt(true);
    if (again.passed > result.passed) result = again;
    else universe.instead.clear();
  }
  const found: Found = {
    page: pageOf(
      result.levels,
      orderOf(data, scope, request.sort),
      scope === 'datasets' && request.sort !== 'relevance',
      request,
    ),
    reasons: universe.reasons,
    total: result.passed,
    atLeast: universe instanceof ColumnUniverse && universe.atLeast,
    facets: result.counter.result(),
    problems: [...problems, ...result.told],
    near: [...universe.instead].map(([word, instead]) => ({ word, instead: instead.slice(0, 5) })),
    query: reading.query,
    filters,
    lifted: values,
  };
  return { data, found };
}

/** Words that may have been mistyped: those that are to be found, not those that are not. */
function hasWords(query: Query | null): boolean {
  return termsOf(query).some(
    ({ term, negated }) => term.type === 'text' && !negated && term.value.text.length >= 4,
  );
}

/** By number: 1 for datasets that lists of this kind hold. */
function visibleDatasets(
  catalog: Catalog,
  data: SearchData,
  query: Query | null,
  filters: Filters,
): Uint8Array {
  const terms = termsOf(query);
  const asks = (condition: string) =>
    terms.some(
      ({ term }) =>
        term.type === 'field' && term.field === 'is' && term.values.some(({ text }) => text === condition),
    );
  const retired = filters.state.includes('retired') ? 'only' : asks('retired') ? 'too' : 'not';
  // What only lineage mentions is found by what is known of it, and not listed otherwise.
  const mentioned =
    filters.state.includes('gap') ||
    terms.some(
      ({ term, negated }) =>
        !negated && (term.type === 'text' || !['is', 'kind', 'source', 'system'].includes(term.field)),
    ) ||
    asks('gap');
  const tests = filters.state.map((state) => datasetCondition(catalog, CONDITION_OF_STATE[state])!);
  const shown = (card: Card): boolean =>
    (retired === 'too' || card.retired === (retired === 'only')) &&
    (mentioned || !card.referencedOnly) &&
    tests.every((test) => test(card));
  return Uint8Array.from(data.datasets.cards, (card) => (shown(card) ? 1 : 0));
}

function levelsOf(
  query: Query | null,
  scope: 'datasets' | 'columns',
  data: SearchData,
  universe: Universe,
  options: { readonly near: boolean; readonly problems: Problem[] },
): Uint8Array {
  if (!query) return new Uint8Array(universe.size);
  const levels = evaluate(query, universe, options);
  const words = termsOf(query).filter(({ term, negated }) => term.type === 'text' && !negated);
  if (scope === 'columns' && words.length > 0) {
    // Not every column of a dataset that is called so: some word must be the column's own.
    const own = REASON.name | REASON.text | REASON.near;
    for (let row = 0; row < levels.length; row++)
      if ((universe.reasons[row]! & own) === 0) levels[row] = LEVEL.none;
  }
  const together = wholeName(query);
  if (together) raise(levels, scope, data, together);
  return levels;
}

/** `customer email` is the name `customer_email` if there is one: several words side by side as one. */
function wholeName(query: Query): Value | null {
  if (query.type !== 'all') return null;
  const words = query.items.filter((item) => item.type === 'text');
  if (words.length < 2) return null;
  return { text: words.map(({ value }) => value.text).join('_'), quoted: true, exact: false, from: 0, to: 0 };
}

function raise(levels: Uint8Array, scope: 'datasets' | 'columns', data: SearchData, value: Value): void {
  const { names, ofName } = data.datasets;
  const found = nameLevels(scope === 'datasets' ? names : data.columns.columns.names, value);
  for (let name = 0; name < found.length; name++) {
    const at = scope === 'datasets' ? ofName.values[name]! : name;
    if (levels[at] !== LEVEL.none && found[name]! < levels[at]!) levels[at] = found[name]!;
  }
}

/** Sets the level of what does not pass to none; answers how many do. */
function passDatasets(
  data: SearchData,
  levels: Uint8Array,
  visible: Uint8Array,
  counter: FacetCounter,
): number {
  let passed = 0;
  for (let i = 0; i < data.datasets.cards.length; i++) {
    if (levels[i] === LEVEL.none) continue;
    if (visible[i] === 1 && counter.add(i, undefined, 1)) passed++;
    else levels[i] = LEVEL.none;
  }
  return passed;
}

/** As {@link passDatasets}; columns without tags are counted dataset by dataset. */
function passColumns(
  data: SearchData,
  levels: Uint8Array,
  visible: Uint8Array,
  counter: FacetCounter,
): number {
  const { dataset, tags } = data.columns;
  const untagged = new Int32Array(data.datasets.cards.length);
  let passed = 0;
  for (let row = 0; row < levels.length; row++) {
    if (levels[row] === LEVEL.none) continue;
    const number = dataset[row]!;
    if (number < 0 || visible[number] === 0) levels[row] = LEVEL.none;
    else if (tags[row] === UNTAGGED) untagged[number]!++;
    else if (counter.add(number, tags[row]!, 1)) passed++;
    else levels[row] = LEVEL.none;
  }
  const pass = new Uint8Array(untagged.length);
  let all = true;
  for (let number = 0; number < untagged.length; number++) {
    if (untagged[number] === 0) continue;
    if (counter.add(number, UNTAGGED, untagged[number]!)) {
      pass[number] = 1;
      passed += untagged[number]!;
    } else all = false;
  }
  if (!all)
    for (let row = 0; row < levels.length; row++)
      if (levels[row] !== LEVEL.none && tags[row] === UNTAGGED && pass[dataset[row]!] === 0)
        levels[row] = LEVEL.none;
  return passed;
}

/** Undefined: as numbered. */
function orderOf(
  data: SearchData,
  scope: 'datasets' | 'columns',
  sort: FindRequest['sort'],
): Int32Array | undefined {
  if (scope === 'columns') return data.columns.order;
  const { cards, byName } = data.datasets;
  if (sort === 'name') return byName;
  if (sort !== 'changed') return undefined;
  const rank = new Int32Array(byName.length);
  byName.forEach((number, place) => (rank[number] = place));
  return Int32Array.from(cards.keys()).sort(
    (a, b) => cards[b]!.sinceRevision - cards[a]!.sinceRevision || rank[a]! - rank[b]!,
  );
}

/** Best levels first, within a level in the order given; without levels in that order alone. */
function pageOf(
  levels: Uint8Array,
  order: Int32Array | undefined,
  flat: boolean,
  { offset, limit }: { readonly offset: number; readonly limit: number },
): number[] {
  const counts = new Int32Array(256);
  for (let i = 0; i < levels.length; i++) counts[flat && levels[i] !== LEVEL.none ? 0 : levels[i]!]!++;
  const page: number[] = [];
  let before = 0;
  for (let level = 0; level < LEVEL.none && page.length < limit; level++) {
    const count = counts[level]!;
    if (count > 0 && before + count > offset) {
      let skip = Math.max(0, offset - before);
      const length = order?.length ?? levels.length;
      for (let place = 0; place < length && page.length < limit; place++) {
        const at = order ? order[place]! : place;
        const own = flat && levels[at] !== LEVEL.none ? 0 : levels[at]!;
        if (own === level && skip-- <= 0) page.push(at);
      }
    }
    before += count;
  }
  return page;
}
