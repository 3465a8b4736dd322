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

interface Wanted {
  readonly values: Uint8Array;
  /** No value at all is wanted as well. */
  readonly none: boolean;
}

interface Line {
  readonly facet: FacetName;
  /** Undefined where any value will do. */
  readonly wanted: Wanted | undefined;
  /** By value. */
  readonly counts: Int32Array;
  readonly ofDatasets: Lists;
  /** Of columns; as of their datasets where columns have none of their own. */
  readonly ofTags: Lists | undefined;
}

/**
 * Counts of each choice as they would be if only the *other* facets filtered, so that choosing two values of
 * one facet widens the list instead of emptying it.
 */
export class FacetCounter {
  readonly #table: FacetTable;
  readonly #lines: readonly Line[];

  constructor(table: FacetTable, filters: FacetFilters) {
    this.#table = table;
    this.#lines = FACETS.map((facet) => ({
      facet,
      wanted: wantedOf(table.values[facet], facet, filters[facet]),
      counts: new Int32Array(table.values[facet].length),
      ofDatasets: table.datasets[facet],
      ofTags: OF_COLUMN.includes(facet) ? table.tags[facet] : undefined,
    }));
  }

  /**
   * Counts a dataset, or with `tags` (a row of the table's) a number of columns of it. Answers whether they
   * pass every facet.
   */
  add(dataset: number, tags: number | undefined, weight: number): boolean {
    let failed: Line | undefined;
    for (const line of this.#lines) {
      if (line.wanted === undefined || passes(line, line.wanted, dataset, tags)) continue;
      // Two facets keep it out: it counts nowhere.
      if (failed !== undefined) return false;
      failed = line;
    }
    if (failed) count(failed, dataset, tags, weight);
    else for (const line of this.#lines) count(line, dataset, tags, weight);
    return failed === undefined;
  }

  /** Long lists cut, with how long they are. */
  result(): Facets {
    const facets = this.all();
    const shown = eachFacet((facet) => (CUT.includes(facet) ? facets[facet].slice(0, SHOWN) : facets[facet]));
    return { ...shown, namespacesTotal: facets.namespaces.length, ownersTotal: facets.owners.length };
  }

  /** Every value that occurs, most frequent first. */
  all(): Readonly<Record<FacetName, readonly FacetValue[]>> {
    const facets = {} as Record<FacetName, FacetValue[]>;
    for (const { facet, counts } of this.#lines) {
      const found: FacetValue[] = [];
      for (let id = 0; id < counts.length; id++)
        if (counts[id]! > 0) found.push({ value: this.#table.values[facet][id]!, count: counts[id]! });
      facets[facet] = found.sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
    }
    return facets;
  }
}

function passes(line: Line, wanted: Wanted, dataset: number, tags: number | undefined): boolean {
  const ofColumn = tags !== undefined && line.ofTags !== undefined;
  const lists = ofColumn ? line.ofTags : line.ofDatasets;
  const row = ofColumn ? tags : dataset;
  const end = lists.end(row);
  if (wanted.none && lists.start(row) === end) return true;
  for (let at = lists.start(row); at < end; at++) if (wanted.values[lists.at(at)] === 1) return true;
  return false;
}

function count(line: Line, dataset: number, tags: number | undefined, weight: number): void {
  const ofColumn = tags !== undefined && line.ofTags !== undefined;
  const lists = ofColumn ? line.ofTags : line.ofDatasets;
  const row = ofColumn ? tags : dataset;
  const end = lists.end(row);
  for (let at = lists.start(row); at < end; at++) line.counts[lists.at(at)]! += weight;
}

function wantedOf(
  values: readonly string[],
  facet: FacetName,
  filter: readonly string[],
): Wanted | undefined {
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
