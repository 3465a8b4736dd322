/**
 * Counts of each choice as they would be if only the *other* facets filtered, so that choosing two values of one facet
 * widens the list instead of emptying it.
 *
 * A column is filtered by its dataset (kind, owner …) and by its tags, and both have few distinct rows beside a million
 * columns. So a search only adds up how many columns it found of each dataset and of each set of tags; what those
 * are is looked up once for each dataset and each set.
 */
import { bytesOf, zerosOf } from '../levels.ts';
import {
  eachFacet,
  FACETS,
  OF_COLUMN,
  type FacetFilters,
  type FacetName,
  type FacetTable,
} from './facet-table.ts';

export interface FacetValue {
  readonly value: string;
  readonly count: number;
}

/** Longer lists are cut; how long they are is told. */
const SHOWN = 30;
const CUT: readonly FacetName[] = ['namespaces', 'owners', 'labels'];

export type Facets = Readonly<Record<FacetName, readonly FacetValue[]>> & {
  readonly namespacesTotal: number;
  readonly ownersTotal: number;
};

/** Rows that filters look at: datasets, or sets of tags. */
export class FacetSide {
  /** By row: by how many of the filters of this side it is kept out; 2 for more than one. */
  readonly fails: Uint8Array;
  /**
   * By row: how many things of it are counted. Of a column, both sides are: its dataset where its tags pass all filters,
   * and its tags where its dataset does. What two filters keep out counts nowhere.
   */
  readonly weights: Int32Array;
  readonly #table: FacetTable;
  readonly #rows: 'datasets' | 'tags';
  readonly #facets: readonly FacetName[];
  /** By row that one filter keeps out: the place of that filter's facet; undefined without any filter. */
  readonly #failing: Uint8Array | undefined;

  constructor(
    table: FacetTable,
    rows: 'datasets' | 'tags',
    facets: readonly FacetName[],
    filters: FacetFilters,
  ) {
    this.#table = table;
    this.#rows = rows;
    this.#facets = facets;
    const count = table[rows][facets[0]!].length;
    this.fails = bytesOf(count, 0);
    this.weights = zerosOf(count);
    if (facets.every((facet) => filters[facet].length === 0)) return;
    this.#failing = bytesOf(count, 0);
    for (const [place, facet] of facets.entries()) this.#filter(place, facet, filters[facet]);
  }

  #filter(place: number, facet: FacetName, filter: readonly string[]): void {
    if (filter.length === 0) return;
    const wanted = new Set(filter);
    const below = facet === 'categories' ? filter.map((key) => `${key}.`) : [];
    const fits = this.#table.values[facet].map(
      (value) => wanted.has(value) || below.some((beginning) => value.startsWith(beginning)),
    );
    const none = facet === 'categories' && wanted.has('none');
    const lists = this.#table[this.#rows][facet];
    for (let row = 0; row < this.fails.length; row++) {
      const own = lists.of(row);
      if (own.length === 0 ? none : own.some((id) => fits[id])) continue;
      this.fails[row] = Math.min(2, this.fails[row]! + 1);
      this.#failing![row] = place;
    }
  }

  /** Of each facet of this side: by value, how many have it. */
  *counts(): Generator<readonly [FacetName, Int32Array]> {
    const { weights, fails } = this;
    for (const [place, facet] of this.#facets.entries()) {
      const counts = zerosOf(this.#table.values[facet].length);
      const { offsets, items } = this.#table[this.#rows][facet];
      const [starts, ids] = [offsets.values, items.values];
      for (let row = 0; row < weights.length; row++) {
        const weight = weights[row]!;
        if (weight === 0 || (fails[row] !== 0 && !(fails[row] === 1 && this.#failing![row] === place)))
          continue;
        const end = starts[row + 1]!;
        for (let at = starts[row]!; at < end; at++) counts[ids[at]!]! += weight;
      }
      yield [facet, counts];
    }
  }
}

/** Everything that datasets are filtered by. */
export function sideOfDatasets(table: FacetTable, filters: FacetFilters): FacetSide {
  return new FacetSide(table, 'datasets', FACETS, filters);
}

/** What columns are filtered by: as their dataset, and of their own. */
export function sidesOfColumns(
  table: FacetTable,
  filters: FacetFilters,
): { readonly datasets: FacetSide; readonly tags: FacetSide } {
  const shared = FACETS.filter((facet) => !OF_COLUMN.includes(facet));
  return {
    datasets: new FacetSide(table, 'datasets', shared, filters),
    tags: new FacetSide(table, 'tags', OF_COLUMN, filters),
  };
}

/** Every value that occurs, most frequent first; of each facet no more than `limit` says. */
export function valuesOfSides(
  table: FacetTable,
  sides: readonly FacetSide[],
  limit: (facet: FacetName) => number = () => Infinity,
): { readonly values: Record<FacetName, readonly FacetValue[]>; readonly totals: Record<FacetName, number> } {
  const values: Record<FacetName, readonly FacetValue[]> = eachFacet(() => []);
  const totals = eachFacet(() => 0);
  for (const side of sides)
    for (const [facet, counts] of side.counts()) {
      const keys = sortKeys(counts, table.byText(facet).places);
      totals[facet] = keys.length;
      values[facet] = firstValues(table, facet, keys, limit(facet));
    }
  return { values, totals };
}

/** Long lists cut, with how long they are. */
export function facetsOf(table: FacetTable, sides: readonly FacetSide[]): Facets {
  const { values, totals } = valuesOfSides(table, sides, (facet) => (CUT.includes(facet) ? SHOWN : Infinity));
  return { ...values, namespacesTotal: totals.namespaces, ownersTotal: totals.owners };
}

/** One number for count and place by text, of all values that occur; the last is the first of the list. */
function sortKeys(counts: Int32Array, places: Int32Array): Float64Array {
  const size = counts.length;
  const keys = new Float64Array(size);
  let found = 0;
  for (let id = 0; id < size; id++)
    if (counts[id]! > 0) keys[found++] = counts[id]! * size + (size - 1 - places[id]!);
  return keys.subarray(0, found).sort();
}

function firstValues(table: FacetTable, facet: FacetName, keys: Float64Array, limit: number): FacetValue[] {
  const names = table.values[facet];
  const { ids } = table.byText(facet);
  const found: FacetValue[] = [];
  for (let at = keys.length - 1; at >= 0 && found.length < limit; at--) {
    const count = Math.floor(keys[at]! / names.length);
    const place = names.length - 1 - (keys[at]! - count * names.length);
    found.push({ value: names[ids[place]!]!, count });
  }
  return found;
}
