/**
 * What of the things that fit a query passes the filters, and how many there are of each choice of a filter. One
 * walk over the levels; those that do not pass lose theirs.
 */
import { facetsOf, sideOfDatasets, sidesOfColumns, type Facets } from './data/facet-count.ts';
import type { FacetFilters, FacetTable } from './data/facet-table.ts';
import type { SearchData } from './data/search-data.ts';
import { REASON } from './evaluate/evaluate.ts';
import { LEVEL } from './names/name-index.ts';
import { NO_QUAD, quadsOf } from './quads.ts';

export interface Passed {
  readonly total: number;
  /** How many have each level. */
  readonly atLevel: Int32Array;
  readonly facets: Facets;
}

/** `visible`: by number, 1 for what lists of this kind hold. Changes the levels. */
export function passDatasets(
  levels: Uint8Array,
  visible: Uint8Array,
  table: FacetTable,
  filters: FacetFilters,
): Passed {
  const side = sideOfDatasets(table, filters);
  const { fails, weights } = side;
  const atLevel = new Int32Array(256);
  for (let number = 0; number < levels.length; number++) {
    const level = levels[number]!;
    if (level === LEVEL.none) continue;
    if (visible[number] === 1) {
      weights[number] = 1;
      if (fails[number] === 0) {
        atLevel[level]!++;
        continue;
      }
    }
    levels[number] = LEVEL.none;
  }
  return { total: sum(atLevel), atLevel, facets: facetsOf(table, [side]) };
}

/** Why a column may be found on its own account, not only as one of its dataset's. */
const OWN = REASON.name | REASON.text | REASON.near;

/** `reasons`: of each row, where something of the column's own must be among them. Changes the levels. */
export function passColumns(
  levels: Uint8Array,
  visible: Uint8Array,
  data: SearchData,
  filters: FacetFilters,
  reasons: Uint8Array | null,
): Passed {
  const { dataset, tags } = data.columns;
  const table = data.datasets.facets;
  const sides = sidesOfColumns(table, filters);
  const [ofDataset, ofTags] = [sides.datasets.weights, sides.tags.weights];
  const [datasetFails, tagsFail] = [sides.datasets.fails, sides.tags.fails];
  const atLevel = new Int32Array(256);
  const passes = (row: number): boolean => {
    const number = dataset[row]!;
    if (visible[number] !== 1 || (reasons !== null && (reasons[row]! & OWN) === 0)) return false;
    const set = tags[row]!;
    const passesTags = tagsFail[set] === 0;
    const passesDataset = datasetFails[number] === 0;
    if (passesTags) ofDataset[number]!++;
    if (passesDataset) ofTags[set]!++;
    return passesTags && passesDataset;
  };
  const quads = quadsOf(levels);
  const rows = levels.length;
  for (let quad = 0; quad <= quads.length; quad++) {
    if (quads[quad] === NO_QUAD) continue;
    const end = Math.min(rows, (quad << 2) + 4);
    for (let row = quad << 2; row < end; row++) {
      const level = levels[row]!;
      if (level === LEVEL.none) continue;
      if (passes(row)) atLevel[level]!++;
      else levels[row] = LEVEL.none;
    }
  }
  return { total: sum(atLevel), atLevel, facets: facetsOf(table, [sides.datasets, sides.tags]) };
}

function sum(counts: Int32Array): number {
  return counts.reduce((total, count) => total + count, 0);
}
