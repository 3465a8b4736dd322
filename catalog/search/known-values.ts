/** Every value by which datasets can be filtered, with how many have it. */
import type { Catalog } from '../open.ts';
import { FacetCounter, FACETS, type FacetName, type FacetValue } from './data/facet-table.ts';
import { searchData } from './data/search-data.ts';

const ANY = Object.fromEntries(FACETS.map((facet) => [facet, []])) as unknown as Record<FacetName, []>;

/** Most frequent first; of datasets that are not retired. */
export async function knownValues(
  catalog: Catalog,
): Promise<Readonly<Record<FacetName, readonly FacetValue[]>>> {
  const { datasets } = await searchData(catalog);
  return catalog.cached('known-values', () => {
    const counter = new FacetCounter(datasets.facets, ANY);
    datasets.cards.forEach((card, number) => {
      if (!card.retired) counter.add(number, undefined, 1);
    });
    return counter.all();
  });
}
