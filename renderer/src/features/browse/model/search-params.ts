/**
 * The search in the address bar. Whatever cannot be read is left out, value by value, since an
 * address may have been typed, cut off or made by another version.
 */
import { searchInput, type SearchInput } from '../../../../../contract/index.ts';

/** Search parameters of `/browse`: the search without its page. Everything that has its default is absent. */
export type BrowseSearch = Partial<Omit<SearchInput, 'offset' | 'limit'>>;

/** The filters that hold any number of values. */
export const LIST_FILTERS = [
  'kinds',
  'sensitivities',
  'categories',
  'labels',
  'owners',
  'sources',
  'namespaces',
  'state',
] as const;
export type ListFilter = (typeof LIST_FILTERS)[number];

const MAX_VALUES = 200;

function readList(filter: ListFilter, value: unknown): unknown[] {
  const element = searchInput.shape[filter].unwrap().element;
  const words = Array.isArray(value) ? value.slice(0, MAX_VALUES) : [value];
  const read = words
    .map((word: unknown) => element.safeParse(typeof word === 'number' ? String(word) : word))
    .filter(({ success }) => success)
    .map(({ data }) => data);
  return [...new Set(read)];
}

/** The router's `validateSearch` of `/browse`. Never throws. */
export function validateBrowseSearch(search: Record<string, unknown>): BrowseSearch {
  const read: Record<string, unknown> = {};
  const text = search['text'];
  if (typeof text === 'string' || typeof text === 'number') read['text'] = String(text).slice(0, 512);
  if (read['text'] === '') delete read['text'];
  if (search['scope'] === 'columns') read['scope'] = 'columns';
  const sort = searchInput.shape.sort.safeParse(search['sort']);
  if (sort.success && sort.data !== 'relevance') read['sort'] = sort.data;
  for (const filter of LIST_FILTERS) {
    const values = search[filter] === undefined ? [] : readList(filter, search[filter]);
    if (values.length > 0) read[filter] = values;
  }
  return read;
}

/** The values of one filter, as plain words. */
export function valuesOf(search: BrowseSearch, filter: ListFilter): readonly string[] {
  return search[filter] ?? [];
}

/** Adds a value to a filter, or takes it away when it is there. */
export function toggleValue(search: BrowseSearch, filter: ListFilter, value: string): BrowseSearch {
  const present = valuesOf(search, filter);
  const next = present.includes(value) ? present.filter((other) => other !== value) : [...present, value];
  return validateBrowseSearch({ ...search, [filter]: next });
}

/** The search without any filter; text, scope and sort stay. */
export function withoutFilters({ text, scope, sort }: BrowseSearch): BrowseSearch {
  return validateBrowseSearch({ text, scope, sort });
}

/** True when anything narrows the list. */
export function isNarrowed(search: BrowseSearch): boolean {
  return Boolean(search.text) || LIST_FILTERS.some((filter) => valuesOf(search, filter).length > 0);
}
