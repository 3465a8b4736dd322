import { useInfiniteQuery } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import type { At, LineageRow } from '../../../../../contract/index.ts';
import { client, orpc } from '../../../shared/api.ts';
import type { Direction } from '../state/view-state.ts';

const PAGE = 500;
/** Rows fetched without being asked; enough to sort nearly every lineage as a whole. */
const FETCHED_AT_ONCE = 5000;

export interface LineageRows {
  readonly rows: readonly LineageRow[];
  /** Exact, also while only a part is loaded. */
  readonly total: number | null;
  readonly loading: boolean;
  readonly error: Error | null;
  readonly retry: () => void;
  /** Fetches the next page; null when everything is loaded or on its way. */
  readonly more: (() => void) | null;
}

/** Everything up- or downstream of a dataset, nearest first, in pages. */
export function useLineageRows(id: number, direction: Direction, at: At | null): LineageRows {
  const query = useInfiniteQuery({
    queryKey: [...orpc.lineage.table.key(), 'pages', id, direction, at],
    queryFn: ({ pageParam, signal }) =>
      client.lineage.table({ id, direction, at, offset: pageParam, limit: PAGE }, { signal }),
    initialPageParam: 0,
    getNextPageParam: (last, pages) => {
      const loaded = pages.reduce((sum, page) => sum + page.items.length, 0);
      return last.items.length > 0 && loaded < last.total ? loaded : undefined;
    },
  });
  const { data, hasNextPage, isFetching, isError, fetchNextPage } = query;
  // Kept: thousands of rows are sorted by what is made of them.
  const rows = useMemo(() => data?.pages.flatMap((page) => page.items) ?? [], [data]);
  const loadOn = hasNextPage && !isFetching && !isError && rows.length < FETCHED_AT_ONCE;
  useEffect(() => {
    if (loadOn) void fetchNextPage();
  }, [loadOn, fetchNextPage]);
  return {
    rows,
    total: data?.pages[0]?.total ?? null,
    loading: isFetching,
    error: query.error,
    retry: () => void (data ? fetchNextPage() : query.refetch()),
    more: hasNextPage && !isFetching ? () => void fetchNextPage() : null,
  };
}
