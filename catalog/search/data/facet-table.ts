/**
 * What datasets are filtered by, as numbers: counting a million columns by seven facets takes a few
 * milliseconds and no comparison of strings.
 */
import type { Card } from '../../browse/cards.ts';
import type { ColumnTags } from '../../browse/column-tags.ts';
import { Lists } from '../growing.ts';

export const FACETS = [
  'kinds',
  'namespaces',
  'sources',
  'sensitivities',
  'categories',
  'labels',
  'owners',
] as const;
export type FacetName = (typeof FACETS)[number];
export type FacetFilters = Readonly<Record<FacetName, readonly string[]>>;

/** Facets that a column has of its own; in all others it is as its dataset. */
const OF_COLUMN: readonly FacetName[] = ['sensitivities', 'categories', 'labels'];

/** No tags: row 0 of {@link FacetTable.tags}. */
export const UNTAGGED = 0;

export class FacetTable {
  readonly values: Readonly<Record<FacetName, string[]>> = eachFacet(() => []);
  /** By dataset. */
  readonly datasets: Readonly<Record<FacetName, Lists>> = eachFacet(() => new Lists());
  /** By set of tags, for columns; see {@link noteTags}. */
  readonly tags: Readonly<Record<FacetName, Lists>> = eachFacet(() => new Lists());
  readonly #ids: Readonly<Record<FacetName, Map<string, number>>> = eachFacet(() => new Map());

  constructor(cards: readonly Card[]) {
    for (const card of cards)
      for (const facet of FACETS) this.datasets[facet].add(this.#of(facet, valuesOf(card, facet)));
    this.noteTags(null);
  }

  /** Adds a column's tags; answers their row in {@link tags}. */
  noteTags(tags: ColumnTags | null): number {
    const row = this.tags.sensitivities.length;
    this.tags.sensitivities.add(this.#of('sensitivities', [tags?.sensitivity ?? 'none']));
    this.tags.categories.add(this.#of('categories', tags?.categories ?? []));
    this.tags.labels.add(this.#of('labels', tags?.labels ?? []));
    return row;
  }

  #of(facet: FacetName, values: Iterable<string>): number[] {
    const ids = this.#ids[facet];
    return [...values].map((value) => {
      let id = ids.get(value);
      if (id === undefined) {
        id = this.values[facet].length;
        this.values[facet].push(value);
        ids.set(value, id);
      }
      return id;
    });
  }
}

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

/**
 * Counts of each choice as they would be if only the *other* facets filtered, so that choosing two values of
 * one facet widens the list instead of emptying it.
 */
export class FacetCounter {
  readonly #table: FacetTable;
  /** By facet: which values are wanted; undefined where any is. */
  readonly #wanted: Readonly<
    Record<FacetName, { readonly values: Uint8Array; readonly none: boolean } | undefined>
  >;
  readonly #counts: Readonly<Record<FacetName, Int32Array>>;

  constructor(table: FacetTable, filters: FacetFilters) {
    this.#table = table;
    this.#wanted = eachFacet((facet) => wantedOf(table.values[facet], facet, filters[facet]));
    this.#counts = eachFacet((facet) => new Int32Array(table.values[facet].length));
  }

  /**
   * Counts a dataset, or with `tags` (a row of the table's) a number of columns of it. Answers whether they
   * pass every facet.
   */
  add(dataset: number, tags: number | undefined, weight: number): boolean {
    let failed: FacetName | undefined;
    for (const facet of FACETS) {
      const wanted = this.#wanted[facet];
      if (!wanted || this.#passes(facet, wanted, dataset, tags)) continue;
      // Two facets keep it out: it counts nowhere.
      if (failed !== undefined) return false;
      failed = facet;
    }
    for (const facet of FACETS) {
      if (failed !== undefined && failed !== facet) continue;
      const [lists, row] = this.#listOf(facet, dataset, tags);
      const counts = this.#counts[facet];
      const end = lists.end(row);
      for (let at = lists.start(row); at < end; at++) counts[lists.at(at)]! += weight;
    }
    return failed === undefined;
  }

  result(): Facets {
    const facets = eachFacet((facet) => {
      const counts = this.#counts[facet];
      const names = this.#table.values[facet];
      const found: FacetValue[] = [];
      for (let id = 0; id < counts.length; id++)
        if (counts[id]! > 0) found.push({ value: names[id]!, count: counts[id]! });
      return found.sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
    });
    const shown = eachFacet((facet) => (CUT.includes(facet) ? facets[facet].slice(0, SHOWN) : facets[facet]));
    return { ...shown, namespacesTotal: facets.namespaces.length, ownersTotal: facets.owners.length };
  }

  #listOf(facet: FacetName, dataset: number, tags: number | undefined): readonly [Lists, number] {
    return tags !== undefined && OF_COLUMN.includes(facet)
      ? [this.#table.tags[facet], tags]
      : [this.#table.datasets[facet], dataset];
  }

  #passes(
    facet: FacetName,
    wanted: { readonly values: Uint8Array; readonly none: boolean },
    dataset: number,
    tags: number | undefined,
  ): boolean {
    const [lists, row] = this.#listOf(facet, dataset, tags);
    const end = lists.end(row);
    if (wanted.none && lists.start(row) === end) return true;
    for (let at = lists.start(row); at < end; at++) if (wanted.values[lists.at(at)] === 1) return true;
    return false;
  }
}

function wantedOf(values: readonly string[], facet: FacetName, filter: readonly string[]) {
  if (filter.length === 0) return undefined;
  const wanted = new Set(filter);
  const fits = (value: string): boolean =>
    wanted.has(value) || (facet === 'categories' && filter.some((key) => value.startsWith(`${key}.`)));
  return {
    values: Uint8Array.from(values, (value) => (fits(value) ? 1 : 0)),
    none: facet === 'categories' && wanted.has('none'),
  };
}

export function valuesOf(card: Card, facet: FacetName): readonly string[] {
  switch (facet) {
    case 'kinds':
      return [card.kind];
    case 'namespaces':
      return [card.namespace];
    case 'sources':
      return [...card.sources];
    case 'sensitivities':
      return [card.sensitivity ?? 'none'];
    case 'categories':
      return [...card.categories];
    case 'labels':
      return [...card.labels];
    case 'owners':
      return card.owners;
  }
}

function eachFacet<Value>(make: (facet: FacetName) => Value): Record<FacetName, Value> {
  return Object.fromEntries(FACETS.map((facet) => [facet, make(facet)])) as Record<FacetName, Value>;
}
