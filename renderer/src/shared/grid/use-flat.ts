/** Lists that are read page by page as the user asks for more. */

export const PAGE = 100;

interface Page<Item> {
  readonly total: number;
  readonly items: readonly Item[];
}

/** Where the next page starts; undefined after the last. */
function nextOffset(last: Page<unknown>, pages: readonly Page<unknown>[]): number | undefined {
  const read = pages.reduce((sum, { items }) => sum + items.length, 0);
  return last.items.length > 0 && read < last.total ? read : undefined;
}

export const paging = { initialPageParam: 0, getNextPageParam: nextOffset };

/** An infinite query as one flat list. */
export function useFlat<Item>(query: {
  data: { pages: readonly Page<Item>[] } | undefined;
  isPending: boolean;
  error: unknown;
  hasNextPage: boolean;
  isFetchingNextPage: boolean;
  fetchNextPage: () => unknown;
  refetch: () => unknown;
}) {
  return {
    items: query.data?.pages.flatMap(({ items }) => items) ?? [],
    total: query.data?.pages[0]?.total ?? 0,
    loading: query.isPending,
    error: query.error,
    more: query.hasNextPage ? () => void query.fetchNextPage() : null,
    loadingMore: query.isFetchingNextPage,
    retry: () => void query.refetch(),
  };
}

/** A list read page by page as the user asks for more. */
export type Paged<Item> = ReturnType<typeof useFlat<Item>>;
