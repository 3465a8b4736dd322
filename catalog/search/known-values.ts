/** Every value by which datasets can be filtered, with how many have it. */
import type { Catalog } from '../catalog.ts';
import { sideOfDatasets, valuesOfSides, type FacetValue } from './data/facet-count.ts';
import { eachFacet, type FacetFilters, type FacetName } from './data/facet-table.ts';
import { searchData } from './data/search-data.ts';

const ANY: FacetFilters = eachFacet(() => []);

/** Most frequent first; of datasets that are not retired. */
export async function knownValues(
  catalog: Catalog,
): Promise<Readonly<Record<FacetName, readonly FacetValue[]>>> {
  const { datasets } = await searchData(catalog);
  return catalog.cached('known-values', () => {
    const side = sideOfDatasets(datasets.facets, ANY);
    side.weights.set(datasets.retired.map((retired) => 1 - retired));
    return valuesOfSides(datasets.facets, [side]).values;
  });
}
