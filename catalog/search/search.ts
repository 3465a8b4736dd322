/** Browse and search: filtered, faceted, exact names first. What finds and ranks is in `catalog/search`. */
import type { Catalog } from '../catalog.ts';
import { find, type FindRequest, type Found } from '../search/find.ts';
import type { SearchData } from '../search/data/search-data.ts';
import { reasonsOf } from '../search/reasons.ts';
import type { Card } from '../browse/cards.ts';
import { columnCoverage, type ColumnCoverage } from '../browse/column-coverage.ts';
import type { ColumnTags } from '../browse/column-tags.ts';

export interface SearchRequest extends FindRequest {
  readonly scope: 'datasets' | 'columns';
}

export interface SearchHit {
  readonly card: Card;
  readonly column: { readonly id: number; readonly path: string; readonly dataType: string | null } | null;
  readonly tags: ColumnTags | null;
  readonly matched: readonly string[];
  /** How far the dataset's columns are traced; set where the list is of those that are not wholly. */
  readonly coverage: ColumnCoverage | null;
}

export interface SearchResult extends Omit<Found, 'page' | 'reasons'> {
  readonly hits: readonly SearchHit[];
}

/** @throws `AbortError` when the signal ends it */
export async function search(
  catalog: Catalog,
  request: SearchRequest,
  signal?: AbortSignal,
): Promise<SearchResult> {
  const { data, found } = await find(catalog, request.scope, request, signal);
  const { page, reasons, ...rest } = found;
  const hits =
    request.scope === 'datasets'
      ? page.map((number, place) => datasetHit(found, data.datasets.cards[number]!, reasons[place]!))
      : columnHits(catalog, data, found);
  const untraced = found.filters.state.includes('columns-untraced') ? columnCoverage(catalog) : null;
  return { ...rest, hits: hits.map((hit) => ({ ...hit, coverage: untraced?.get(hit.card.id) ?? null })) };
}

function datasetHit({ query }: Found, card: Card, reasons: number): SearchHit {
  return { card, column: null, tags: null, matched: reasonsOf(query, reasons, card), coverage: null };
}

interface ColumnRow {
  readonly id: number;
  readonly path: string;
  readonly dataType: string | null;
}

function columnHits(catalog: Catalog, data: SearchData, { page, reasons, query }: Found): SearchHit[] {
  const { columns, dataset, tagsOf } = data.columns;
  const ids = page.map((row) => columns.ids.values[row]!);
  const rows = catalog.store.reader
    .prepare<[string], ColumnRow>(
      `SELECT c.id, replace(c.path, char(31), '.') AS path, c.data_type AS dataType
       FROM json_each(?) j JOIN "column" c ON c.id = j.value`,
    )
    .all(JSON.stringify(ids));
  const byId = new Map(rows.map((row) => [row.id, row]));
  return page.flatMap((row, place): SearchHit[] => {
    const column = byId.get(ids[place]!);
    if (!column) return [];
    const own = tagsOf.get(column.id) ?? null;
    const card = data.datasets.cards[dataset[row]!]!;
    return [{ card, column, tags: own, matched: reasonsOf(query, reasons[place]!, own), coverage: null }];
  });
}
