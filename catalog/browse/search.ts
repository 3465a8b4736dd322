/** Browse and search: filtered, faceted, exact names first. */
import type { Catalog } from '../open.ts';
import type { Card } from './cards.ts';
import { columnCoverage, type ColumnCoverage } from './column-coverage.ts';
import { columnTags, type ColumnTags } from './column-tags.ts';
import { facetsOf, passes, type Facets, type Filters, type Listed } from './filters.ts';
import { matchText, type Matches } from './match.ts';

export interface SearchRequest extends Filters {
  readonly text: string;
  readonly scope: 'datasets' | 'columns';
  readonly sort: 'relevance' | 'name' | 'connections' | 'changed';
  readonly offset: number;
  readonly limit: number;
}

export interface SearchHit {
  readonly card: Card;
  readonly column: { readonly id: number; readonly path: string; readonly dataType: string | null } | null;
  readonly tags: ColumnTags | null;
  readonly matched: readonly string[];
  /** How far the dataset's columns are traced; set where the list is of those that are not wholly. */
  readonly coverage: ColumnCoverage | null;
}

export interface SearchResult {
  readonly total: number;
  readonly hits: readonly SearchHit[];
  readonly facets: Facets;
}

export function search(catalog: Catalog, request: SearchRequest): SearchResult {
  const text = request.text.trim();
  const matches = text ? matchText(catalog.store.reader, text) : null;
  return request.scope === 'datasets'
    ? searchDatasets(catalog, request, matches, text)
    : searchColumns(catalog, request, matches);
}

function searchDatasets(
  catalog: Catalog,
  request: SearchRequest,
  matches: Matches | null,
  text: string,
): SearchResult {
  const cards = catalog.cards();
  const pool: Card[] = [];
  if (matches) {
    for (const id of matches.datasets.keys()) {
      const card = cards.get(id);
      if (card) pool.push(card);
    }
  } else {
    const gaps = request.state.includes('gap');
    for (const card of cards.all()) if (!card.referencedOnly || gaps) pool.push(card);
  }
  const untraced = untracedIn(catalog, request);
  const visible = pool.filter(
    (card) =>
      (request.state.includes('retired') ? card.retired : !card.retired) &&
      (untraced === null || untraced.has(card.id)),
  );
  const found = visible.filter((card) => passes(card, request));
  const rank = new Map(found.map((card) => [card.id, nameRank(card, text.toLowerCase(), matches)]));
  found.sort((a, b) => compare(a, b, request.sort, rank));
  return {
    total: found.length,
    hits: found.slice(request.offset, request.offset + request.limit).map((card) => ({
      card,
      column: null,
      tags: null,
      matched: [...(matches?.datasets.get(card.id) ?? [])],
      coverage: untraced?.get(card.id) ?? null,
    })),
    facets: facetsOf(
      visible.map((card) => ({ card })),
      request,
    ),
  };
}

/** Null: the list is of others too. */
const untracedIn = (catalog: Catalog, { state }: SearchRequest) =>
  state.includes('columns-untraced') ? columnCoverage(catalog) : null;

/** 0 the exact name, 1 its last part, 2 a beginning, 3 within the name, 4 anything else. */
function nameRank(card: Card, text: string, matches: Matches | null): number {
  if (!text) return 0;
  const name = card.name.toLowerCase();
  if (name === text) return 0;
  const last = lastPart(name);
  if (last === text) return 1;
  if (last.startsWith(text) || name.startsWith(text)) return 2;
  if (name.includes(text) || matches?.datasets.get(card.id)?.has('name')) return 3;
  return 4;
}

/** `orders` of `db.shop.orders` and of `table/shop/orders`; `part-0.csv` of `raw/part-0.csv`. */
export function lastPart(name: string): string {
  const trimmed = name.replace(/[/.]+$/, '');
  const separator = trimmed.includes('/') ? '/' : '.';
  return trimmed.slice(trimmed.lastIndexOf(separator) + 1) || name;
}

function compare(a: Card, b: Card, sort: SearchRequest['sort'], rank: ReadonlyMap<number, number>): number {
  const byName = (a.name < b.name ? -1 : a.name > b.name ? 1 : 0) || a.id - b.id;
  switch (sort) {
    case 'relevance':
      return (
        rank.get(a.id)! - rank.get(b.id)! || b.upstream + b.downstream - a.upstream - a.downstream || byName
      );
    case 'connections':
      return b.upstream + b.downstream - a.upstream - a.downstream || byName;
    case 'changed':
      return b.sinceRevision - a.sinceRevision || byName;
    case 'name':
      return byName;
  }
}

interface ColumnRow {
  id: number;
  datasetId: number;
  path: string;
  dataType: string | null;
}

function searchColumns(catalog: Catalog, request: SearchRequest, matches: Matches | null): SearchResult {
  const cards = catalog.cards();
  const tags = columnTags(catalog);
  const untraced = untracedIn(catalog, request);
  const db = catalog.store.reader;
  const rows = matches
    ? columnsById(catalog, [...matches.columns])
    : db
        .prepare<[], ColumnRow>(
          `SELECT id, dataset_id AS datasetId, replace(path, char(31), '.') AS path, data_type AS dataType FROM "column"
           WHERE until_revision IS NULL AND referenced_only = 0 ORDER BY dataset_id, depth, ordinal`,
        )
        .all();
  const text = request.text.trim().toLowerCase();
  const seen = new Set<string>();
  const hits: SearchHit[] = [];
  const listed: Listed[] = [];
  for (const row of rows) {
    const card = cards.get(row.datasetId);
    if (!card || card.retired || (untraced !== null && !untraced.has(card.id))) continue;
    const key = `${card.id}\u0000${row.path.toLowerCase()}`;
    if (seen.has(key)) continue;
    seen.add(key);
    const own = tags.get(row.id) ?? null;
    listed.push({ card, column: own });
    if (!passes(card, request, own)) continue;
    hits.push({
      card,
      column: { id: row.id, path: row.path, dataType: row.dataType },
      tags: own,
      matched: matches ? ['column'] : [],
      coverage: untraced?.get(card.id) ?? null,
    });
  }
  if (text) {
    const rank = (hit: SearchHit) => {
      const path = hit.column!.path.toLowerCase();
      return path === text ? 0 : lastPart(path) === text ? 1 : path.startsWith(text) ? 2 : 3;
    };
    hits.sort(
      (a, b) => rank(a) - rank(b) || (a.card.name < b.card.name ? -1 : a.card.name > b.card.name ? 1 : 0),
    );
  }
  return {
    total: hits.length,
    hits: hits.slice(request.offset, request.offset + request.limit),
    facets: facetsOf(listed, request),
  };
}

function columnsById(catalog: Catalog, ids: readonly number[]): ColumnRow[] {
  return catalog.store.reader
    .prepare<[string], ColumnRow>(
      `SELECT c.id, c.dataset_id AS datasetId, replace(c.path, char(31), '.') AS path, c.data_type AS dataType
       FROM json_each(?) j JOIN "column" c ON c.id = j.value WHERE c.until_revision IS NULL ORDER BY c.dataset_id, c.ordinal`,
    )
    .all(JSON.stringify(ids));
}
