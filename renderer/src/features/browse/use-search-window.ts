import { keepPreviousData, useQueries, useQuery } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import type { SearchHit, SearchResult } from '../../../../contract/index.ts';
import { orpc } from '../../shared/api.ts';
import type { BrowseSearch } from './model/search-params.ts';

const PAGE = 100;

/** Places of a list that are in view. */
interface Range {
  readonly first: number;
  readonly last: number;
}

const UNREAD = { atLeast: false, problems: [], near: [] };

const pageOf = (place: number) => Math.floor(place / PAGE);

/** The range in view, which changes only when another page of the list comes into it. */
export function useVisiblePages(): [Range, (first: number, last: number) => void] {
  const [range, setRange] = useState<Range>({ first: 0, last: 0 });
  const onRangeChange = useCallback(
    (first: number, last: number) =>
      setRange((now) =>
        pageOf(now.first) === pageOf(first) && pageOf(now.last) === pageOf(last) ? now : { first, last },
      ),
    [],
  );
  return [range, onRangeChange];
}

export interface SearchWindow {
  readonly total: number;
  readonly facets: SearchResult['facets'] | null;
  /** How the query was read; of the answer that is shown. */
  readonly reading: Pick<SearchResult, 'atLeast' | 'problems' | 'near'>;
  /** Fields of the query, as far as they stand where they stood when it was read. */
  readonly terms: SearchResult['terms'];
  /** The hit at a place of the list; undefined while its page is on the way. */
  readonly hitAt: (index: number) => SearchHit | undefined;
  /** The first answer has not come yet. */
  readonly loading: boolean;
  /** What is shown belongs to the search before, until the new answer is here. */
  readonly stale: boolean;
  readonly error: unknown;
  readonly retry: () => void;
}

/** The part of a result list that is in view, read by pages; the first page also gives total and facets. */
export function useSearchWindow(search: BrowseSearch, range: Range): SearchWindow {
  const options = (page: number) =>
    orpc.datasets.search.queryOptions({ input: { ...search, offset: page * PAGE, limit: PAGE } });
  const head = useQuery({ ...options(0), placeholderData: keepPreviousData });
  const total = head.data?.total ?? 0;
  const lastPage = Math.floor(Math.min(range.last, Math.max(0, total - 1)) / PAGE);
  const firstPage = Math.max(1, Math.floor(range.first / PAGE));
  const pages = Array.from(
    { length: Math.max(0, lastPage - firstPage + 1) },
    (_, index) => firstPage + index,
  );
  const rest = useQueries({ queries: head.isPlaceholderData ? [] : pages.map(options) });

  const byPage = new Map<number, readonly SearchHit[]>();
  if (head.data) byPage.set(0, head.data.hits);
  for (const [index, { data }] of rest.entries()) if (data) byPage.set(firstPage + index, data.hits);

  const failed = rest.find(({ error }) => error);
  return {
    total,
    facets: head.data?.facets ?? null,
    reading: head.data ?? UNREAD,
    terms: (head.data?.terms ?? []).filter(
      ({ from, to, written }) => (search.text ?? '').slice(from, to) === written,
    ),
    hitAt: (index) => byPage.get(Math.floor(index / PAGE))?.[index % PAGE],
    loading: head.isPending,
    stale: head.isPlaceholderData,
    error: head.error ?? failed?.error ?? null,
    retry: () => {
      void head.refetch();
      void failed?.refetch();
    },
  };
}
