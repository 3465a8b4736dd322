/**
 * What datasets are filtered by, as numbers, so that counting (`facet-count.ts`) compares no strings.
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
export const OF_COLUMN: readonly FacetName[] = ['sensitivities', 'categories', 'labels'];

/** No tags: row 0 of {@link FacetTable.tags}. */
export const UNTAGGED = 0;

export class FacetTable {
  readonly values: Readonly<Record<FacetName, string[]>> = eachFacet(() => []);
  /** By dataset. */
  readonly datasets: Readonly<Record<FacetName, Lists>> = eachFacet(() => new Lists());
  /** By set of tags, for columns; see {@link noteTags}. */
  readonly tags: Readonly<Record<FacetName, Lists>> = eachFacet(() => new Lists());
  readonly #ids: Readonly<Record<FacetName, Map<string, number>>> = eachFacet(() => new Map());
  readonly #sets = new Map<string, number>();
  readonly #byText = new Map<FacetName, TextOrder>();

  constructor() {
    this.noteTags(null);
  }

  /** Adds the next dataset. */
  add(card: Card): void {
    for (const facet of FACETS) this.datasets[facet].add(this.#of(facet, valuesOf(card, facet)));
  }

  /** Gives back the memory that was taken for more datasets, once there are no more. */
  fit(): void {
    for (const facet of FACETS) this.datasets[facet].fit();
  }

  /** The row of a column's tags in {@link tags}: one for all columns that are tagged alike. */
  noteTags(tags: ColumnTags | null): number {
    const sensitivity = [tags?.sensitivity ?? 'none'];
    const categories = [...(tags?.categories ?? [])];
    const labels = [...(tags?.labels ?? [])];
    const key = JSON.stringify([sensitivity, categories, labels]);
    const known = this.#sets.get(key);
    if (known !== undefined) return known;
    const row = this.#sets.size;
    this.#sets.set(key, row);
    this.tags.sensitivities.add(this.#of('sensitivities', sensitivity));
    this.tags.categories.add(this.#of('categories', categories));
    this.tags.labels.add(this.#of('labels', labels));
    return row;
  }

  /** The values of a facet in the order of their text. */
  byText(facet: FacetName): TextOrder {
    const values = this.values[facet];
    let order = this.#byText.get(facet);
    if (order?.ids.length !== values.length) {
      const ids = Int32Array.from(values.keys()).sort((a, b) => (values[a]! < values[b]! ? -1 : 1));
      const places = new Int32Array(ids.length);
      ids.forEach((id, place) => (places[id] = place));
      order = { ids, places };
      this.#byText.set(facet, order);
    }
    return order;
  }

  #of(facet: FacetName, values: readonly string[]): number[] {
    const ids = this.#ids[facet];
    return values.map((value) => {
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

interface TextOrder {
  /** By place: the value's number. */
  readonly ids: Int32Array;
  /** By the value's number: its place. */
  readonly places: Int32Array;
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

export function eachFacet<Value>(make: (facet: FacetName) => Value): Record<FacetName, Value> {
  return Object.fromEntries(FACETS.map((facet) => [facet, make(facet)])) as Record<FacetName, Value>;
}
