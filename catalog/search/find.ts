/** From a query to a ranked, filtered and counted page of datasets or columns. */
import { setImmediate } from 'node:timers/promises';
import { VERIFIED } from '../explore/verification.ts';
import type { Catalog } from '../catalog.ts';
import type { Facets } from './data/facet-count.ts';
import { searchData, type SearchData } from './data/search-data.ts';
import { ColumnUniverse } from './evaluate/columns.ts';
import { conditionsReady, datasetCondition } from './evaluate/conditions.ts';
import { DatasetUniverse } from './evaluate/datasets.ts';
import { evaluate, type Universe } from './evaluate/evaluate.ts';
import { nameLevels } from './evaluate/names.ts';
import { parseQuery, termsOf } from './language/parse.ts';
import type { Problem, Query, Value } from './language/syntax.ts';
import { lift, type Filters, type LiftedValue } from './lift.ts';
import { bytesOf, lending, placesOf } from './levels.ts';
import { LEVEL } from './names/name-index.ts';
import { pageByLevel, pageInOrder } from './page.ts';
import { passColumns, passDatasets, type Passed } from './pass.ts';
import { lowerTo } from './quads.ts';
import { unknownValues } from './unknown-values.ts';
import { CONDITION_OF_STATE } from './states.ts';
import { LEVELS } from '../model/sensitivity.ts';

/** With fewer hits than this, and none by a whole word of its name, words are also taken for mistyped ones. */
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
  await conditionsReady(catalog, parseQuery(request.text).query, request.state);
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
    const passed =
      scope === 'datasets'
        ? passDatasets(levels, visible, data.datasets.facets, filters)
        : passColumns(levels, visible, data, filters, mustBeOwn(query) ? universe.reasons : null);
    return { levels, told, passed };
  };
  let result = attempt(false);
  if (result.passed.total < FEW && hasWords(query) && !anyWhole(result.passed)) {
    const again = attempt(true);
    if (again.passed.total > result.passed.total) result = again;
    else universe.instead.clear();
  }
  const order = orderOf(catalog, data, scope, request.sort);
  const page = order
    ? pageInOrder(result.levels, order, request)
    : pageByLevel(result.levels, result.passed.atLevel, request);
  return {
    page,
    reasons: page.map((at) => universe.reasons[at]!),
    total: result.passed.total,
    atLeast: universe instanceof ColumnUniverse && universe.atLeast,
    facets: result.passed.facets,
    problems: [...reading.problems, ...result.told, ...unknownValues(reading.query, knownWords(data))],
    near: [...universe.instead].map(([word, instead]) => ({ word, instead: instead.slice(0, 5) })),
    query: reading.query,
    filters,
    lifted: values,
  };
}

/** Of fields with few values: what the datasets of this catalog have. */
function knownWords({ datasets }: SearchData): Parameters<typeof unknownValues>[1] {
  const { kinds, sources } = datasets.facets.values;
  return { kind: kinds, source: sources, sensitivity: ['none', ...LEVELS], verified: VERIFIED };
}

interface Attempt {
  readonly levels: Uint8Array;
  readonly told: readonly Problem[];
  readonly passed: Passed;
}

/** A word that is a whole word of some name is written as it is meant. */
function anyWhole({ atLevel }: Passed): boolean {
  return atLevel.subarray(0, LEVEL.wholeParts + 1).some((count) => count > 0);
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
  if (scope === 'columns') {
    lowerTo(levels, nameLevels(data.columns.columns.names, value));
    return;
  }
  const found = nameLevels(names, value);
  for (const name of placesOf(found)) {
    const at = ofName.values[name]!;
    if (levels[at] !== LEVEL.none && found[name]! < levels[at]!) levels[at] = found[name]!;
  }
}

/** Not every column of a dataset that is called so: some word must be the column's own. */
function mustBeOwn(query: Query | null): boolean {
  return termsOf(query).some(({ term, negated }) => term.type === 'text' && !negated);
}

/** Numbers of datasets in the order asked for; undefined: the best first, as columns always are. */
function orderOf(
  catalog: Catalog,
  { datasets }: SearchData,
  scope: 'datasets' | 'columns',
  sort: FindRequest['sort'],
): Int32Array | undefined {
  if (scope === 'columns' || sort === 'relevance') return undefined;
  const { cards, byName } = datasets;
  if (sort === 'name') return byName;
  if (sort === 'connections') return Int32Array.from(cards.keys());
  // The order of names stays within a revision.
  return catalog.cached('search-by-change', () =>
    byName.toSorted((a, b) => cards[b]!.sinceRevision - cards[a]!.sinceRevision),
  );
}
