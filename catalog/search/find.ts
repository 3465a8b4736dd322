/** From a query to a ranked, filtered and counted page of datasets or columns. */
import { setImmediate } from 'node:timers/promises';
import type { Catalog } from '../open.ts';
import { FacetCounter, FACETS, UNTAGGED, type Facets } from './data/facet-table.ts';
import { searchData, type SearchData } from './data/search-data.ts';
import { ColumnUniverse } from './evaluate/columns.ts';
import { datasetCondition } from './evaluate/conditions.ts';
import { DatasetUniverse } from './evaluate/datasets.ts';
import { evaluate, REASON, type Universe } from './evaluate/evaluate.ts';
import { nameLevels } from './evaluate/names.ts';
import { parseQuery, termsOf } from './language/parse.ts';
import type { Problem, Query, Value } from './language/syntax.ts';
import { lift, type Filters, type LiftedValue } from './lift.ts';
import { bytesOf, lending, placesOf } from './levels.ts';
import { LEVEL } from './names/name-index.ts';
import { CONDITION_OF_STATE } from './states.ts';

/** With fewer hits than this, and none by a whole word of its name, words are also taken for mistyped ones. */
const FEW = 5;
const LISTS_KEPT = 8;

export interface FindRequest extends Filters {
  readonly text: string;
  readonly sort: 'relevance' | 'name' | 'connections' | 'changed';
  readonly offset: number;
  readonly limit: number;
}

export interface Found {
  /** Numbers of datasets or rows of columns, for one page. */
  readonly page: readonly number[];
  /** For each of the page: why, as bits. */
  readonly reasons: readonly number[];
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
  // Keys that were typed meanwhile end this search before it costs anything.
  await setImmediate();
  signal?.throwIfAborted();
  return { data, found: lending(() => findNow(catalog, data, scope, request)) };
}

function findNow(
  catalog: Catalog,
  data: SearchData,
  scope: 'datasets' | 'columns',
  request: FindRequest,
): Found {
  const reading = parseQuery(request.text);
  const { query, filters, values } = lift(reading.query, request, data.datasets.facets, scope);
  const words = termsOf(query).filter(({ term }) => term.type === 'text').length;
  const universe =
    scope === 'datasets' ? new DatasetUniverse(catalog, data) : new ColumnUniverse(catalog, data, words);
  const visible = visibleDatasets(catalog, data, reading.query, filters);
  const attempt = (near: boolean): Attempt => {
    const told: Problem[] = [];
    const levels = levelsOf(query, scope, data, universe, { near, problems: told });
    const counter = new FacetCounter(data.datasets.facets, filters);
    const passed =
      scope === 'datasets'
        ? passDatasets(levels, visible, counter)
        : passColumns(data, levels, visible, counter, ownTest(query, universe));
    return { levels, told, facets: counter.result(), passed };
  };
  let result = reading.query ? attempt(false) : everything(catalog, scope, filters, () => attempt(false));
  if (result.passed.length < FEW && hasWords(query) && !anyWhole(result)) {
    const again = attempt(true);
    if (again.passed.length > result.passed.length) result = again;
    else universe.instead.clear();
  }
  const flat = scope === 'datasets' && request.sort !== 'relevance';
  const page = pageOf(result.passed, result.levels, rankOf(data, scope, request.sort), flat, request);
  return {
    page,
    reasons: page.map((at) => universe.reasons[at]!),
    total: result.passed.length,
    atLeast: universe instanceof ColumnUniverse && universe.atLeast,
    facets: result.facets,
    problems: [...reading.problems, ...result.told],
    near: [...universe.instead].map(([word, instead]) => ({ word, instead: instead.slice(0, 5) })),
    query: reading.query,
    filters,
    lifted: values,
  };
}

interface Attempt {
  readonly levels: Uint8Array;
  readonly told: readonly Problem[];
  readonly facets: Facets;
  /** Places of what was found, ascending. */
  readonly passed: Int32Array;
}

/** A word that is a whole word of some name is written as it is meant. */
function anyWhole({ passed, levels }: Attempt): boolean {
  return passed.some((at) => levels[at]! <= LEVEL.wholeParts);
}

/** Lists without a query, of one revision: asked for again whenever the box is emptied. */
function everything(catalog: Catalog, scope: string, filters: Filters, list: () => Attempt): Attempt {
  const key = JSON.stringify([scope, filters.state, ...FACETS.map((facet) => filters[facet])]);
  const lists = catalog.cached('search-everything', () => new Map<string, Attempt>());
  const known = lists.get(key);
  if (known) return known;
  const result = list();
  // What was lent goes back.
  const kept = { ...result, levels: result.levels.slice(), passed: result.passed.slice() };
  lists.set(key, kept);
  if (lists.size > LISTS_KEPT) lists.delete(lists.keys().next().value!);
  return kept;
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
  const only = filters.state.includes('retired');
  const too = asks('retired') && !only;
  // What only lineage mentions is found by what is known of it, and not listed otherwise.
  const mentioned =
    filters.state.includes('gap') ||
    asks('gap') ||
    terms.some(({ term, negated }) => !negated && (term.type === 'text' || BY_NAME.includes(term.field)));
  const tests = filters.state.map((state) => datasetCondition(catalog, CONDITION_OF_STATE[state])!);
  const { cards, retired, mentioned: isMentioned } = data.datasets;
  const visible = new Uint8Array(cards.length);
  for (let i = 0; i < visible.length; i++) {
    if (!too && (retired[i] === 1) !== only) continue;
    if (!mentioned && isMentioned[i] === 1) continue;
    if (tests.every((test) => test(cards[i]!))) visible[i] = 1;
  }
  return visible;
}

/** Fields that ask for what is known also of datasets that are only mentioned. */
const BY_NAME: readonly string[] = ['name', 'dataset', 'column', 'namespace', 'upstream', 'downstream'];

function levelsOf(
  query: Query | null,
  scope: 'datasets' | 'columns',
  data: SearchData,
  universe: Universe,
  options: { readonly near: boolean; readonly problems: Problem[] },
): Uint8Array {
  if (!query) return bytesOf(universe.size, LEVEL.exact);
  const levels = evaluate(query, universe, options);
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
  for (const name of placesOf(found)) {
    const at = scope === 'datasets' ? ofName.values[name]! : name;
    if (levels[at] !== LEVEL.none && found[name]! < levels[at]!) levels[at] = found[name]!;
  }
}

/** Datasets that pass, ascending. */
function passDatasets(levels: Uint8Array, visible: Uint8Array, counter: FacetCounter): Int32Array {
  const places = placesOf(levels);
  let passed = 0;
  for (const i of places) if (visible[i] === 1 && counter.add(i, undefined, 1)) places[passed++] = i;
  return places.subarray(0, passed);
}

/** Columns that pass, ascending. Those without tags are counted dataset by dataset. */
function passColumns(
  data: SearchData,
  levels: Uint8Array,
  visible: Uint8Array,
  counter: FacetCounter,
  isOwn: (row: number) => boolean,
): Int32Array {
  const { dataset, tags } = data.columns;
  const untagged = new Int32Array(data.datasets.cards.length);
  const rows = placesOf(levels);
  let kept = 0;
  for (const row of rows) {
    const number = dataset[row]!;
    if (number < 0 || visible[number] === 0 || !isOwn(row)) continue;
    if (tags[row] === UNTAGGED) untagged[number]!++;
    else if (!counter.add(number, tags[row], 1)) continue;
    rows[kept++] = row;
  }
  const pass = new Uint8Array(untagged.length);
  for (let number = 0; number < untagged.length; number++)
    if (untagged[number]! > 0 && counter.add(number, UNTAGGED, untagged[number]!)) pass[number] = 1;
  let passed = 0;
  for (let i = 0; i < kept; i++) {
    const row = rows[i]!;
    if (tags[row] !== UNTAGGED || pass[dataset[row]!] === 1) rows[passed++] = row;
  }
  return rows.subarray(0, passed);
}

/** Not every column of a dataset that is called so: some word must be the column's own. */
function ownTest(query: Query | null, universe: Universe): (row: number) => boolean {
  const words = termsOf(query).some(({ term, negated }) => term.type === 'text' && !negated);
  if (!words) return () => true;
  const own = REASON.name | REASON.text | REASON.near;
  return (row) => (universe.reasons[row]! & own) !== 0;
}

/** Place of each thing in the order asked for; undefined: as numbered. */
function rankOf(
  data: SearchData,
  scope: 'datasets' | 'columns',
  sort: FindRequest['sort'],
): Int32Array | undefined {
  if (scope === 'columns') return data.columns.placeOf;
  const { cards, byName } = data.datasets;
  if (sort !== 'name' && sort !== 'changed') return undefined;
  const rank = new Int32Array(byName.length);
  byName.forEach((number, place) => (rank[number] = place));
  if (sort === 'name') return rank;
  const byChange = Int32Array.from(cards.keys()).sort(
    (a, b) => cards[b]!.sinceRevision - cards[a]!.sinceRevision || rank[a]! - rank[b]!,
  );
  byChange.forEach((number, place) => (rank[number] = place));
  return rank;
}

/** Best levels first, within a level by rank; `flat`: by rank alone. */
function pageOf(
  passed: Int32Array,
  levels: Uint8Array,
  rank: Int32Array | undefined,
  flat: boolean,
  { offset, limit }: { readonly offset: number; readonly limit: number },
): number[] {
  const counts = new Int32Array(256);
  for (const at of passed) counts[flat ? 0 : levels[at]!]!++;
  const page: number[] = [];
  let before = 0;
  for (let level = 0; level < LEVEL.none && page.length < limit; level++) {
    const count = counts[level]!;
    if (count > 0 && before + count > offset) {
      const own = flat ? passed : passed.filter((at) => levels[at] === level);
      const skip = Math.max(0, offset - before);
      page.push(...firstBy(own, rank, skip + limit - page.length).subarray(skip));
    }
    before += count;
  }
  return page;
}

/** The first so many by rank. Of very many, the few are picked without sorting all. */
function firstBy(things: Int32Array, rank: Int32Array | undefined, count: number): Int32Array {
  if (!rank) return things.subarray(0, count);
  let few = things;
  if (things.length > 4 * count + 1000) {
    // The rank below which enough lie, from a sample; all if the sample was unlucky.
    const step = Math.floor(things.length / 1000);
    const sample = Int32Array.from({ length: 1000 }, (_, i) => rank[things[i * step]!]!).sort();
    const limit = sample[Math.min(999, Math.ceil((count / things.length) * 1000) * 2 + 20)]!;
    const below = things.filter((at) => rank[at]! <= limit);
    if (below.length >= count) few = below;
  }
  return few
    .slice()
    .sort((a, b) => rank[a]! - rank[b]!)
    .subarray(0, count);
}
