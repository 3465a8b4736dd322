/** Reading search hits: their keys, and all of a selection however long the list is. */
import type { SearchHit, SearchInput, SearchResult } from '../../../../../contract/index.ts';
import { isSelected, type Selection } from '../../../shared/grid/selection.ts';

/** Most hits that one answer may carry. */
const PAGE = 500;

/** Most targets that one change may have. */
export const MAX_TARGETS = 100_000;

/** A hit's key within its list. */
export function hitKey(hit: SearchHit): string {
  return hit.column ? `c${hit.column.id}` : `d${hit.id}`;
}

type Search = (input: SearchInput, signal: AbortSignal) => Promise<SearchResult>;

/**
 * Reads every hit of a search that the selection holds, page by page.
 * @throws what the search throws; `AbortError` when the signal ends it.
 */
export async function readSelected(
  search: Search,
  input: SearchInput,
  selection: Selection,
  signal: AbortSignal,
  onProgress: (done: number, total: number) => void,
): Promise<SearchHit[]> {
  const hits = new Map<string, SearchHit>();
  for (let offset = 0, total = 1; offset < total && offset < MAX_TARGETS; offset += PAGE) {
    signal.throwIfAborted();
    const page = await search({ ...input, offset, limit: PAGE }, signal);
    total = page.total;
    for (const hit of page.hits) if (isSelected(selection, hitKey(hit))) hits.set(hitKey(hit), hit);
    onProgress(Math.min(offset + PAGE, total), total);
    if (page.hits.length === 0) break;
  }
  return [...hits.values()];
}

/** Reads the hits between two places of a list, both included. */
export async function readRange(
  search: (input: SearchInput) => Promise<SearchResult>,
  input: SearchInput,
  first: number,
  last: number,
): Promise<SearchHit[]> {
  const hits: SearchHit[] = [];
  for (let offset = first; offset <= last; offset += PAGE) {
    const page = await search({ ...input, offset, limit: Math.min(PAGE, last - offset + 1) });
    hits.push(...page.hits);
    if (page.hits.length === 0) break;
  }
  return hits;
}
