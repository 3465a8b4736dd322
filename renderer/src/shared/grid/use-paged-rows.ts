import { useQueries, type UseQueryOptions } from '@tanstack/react-query';
import { useCallback, useState } from 'react';

interface Page<Row> {
  readonly total: number;
  readonly items: readonly Row[];
}

interface PagedRows<Row> {
  /** Exact; 0 until the first page came. */
  readonly total: number;
  /** Undefined while the row is on the way. */
  readonly rowAt: (index: number) => Row | undefined;
  readonly isPending: boolean;
  readonly error: unknown;
  readonly refetch: () => void;
  /** The grid tells which rows are in view. */
  readonly onRangeChange: (first: number, last: number) => void;
}

/**
 * Rows of a long list, page by page as they come into view.
 * @param page query options of one page; its key must hold offset and limit
 */
export function usePagedRows<Row, P extends Page<Row>>(
  page: (offset: number, limit: number) => Pick<UseQueryOptions<P>, 'queryKey' | 'queryFn'>,
  limit = 100,
): PagedRows<Row> {
  const [range, setRange] = useState({ first: 0, last: 0 });
  // Set anew only when another page comes into view, so that scrolling within one draws only the rows.
  const onRangeChange = useCallback(
    (first: number, last: number) =>
      setRange((now) => {
        const same = (a: number, b: number) => Math.floor(a / limit) === Math.floor(b / limit);
        return same(now.first, first) && same(now.last, last) ? now : { first, last };
      }),
    [limit],
  );
  const from = Math.floor(range.first / limit);
  const to = Math.floor(range.last / limit);
  const places = Array.from({ length: to - from + 1 }, (_, index) => from + index);
  // The first page stays, since it tells the total before anything else is known.
  const wanted = from === 0 ? places : [0, ...places];
  const results = useQueries({
    queries: wanted.map((place) => page(place * limit, limit)),
  });
  const byPlace = new Map(wanted.map((place, index) => [place, results[index]]));
  const failed = results.find(({ error }) => error !== null);
  return {
    total: results.find(({ data }) => data !== undefined)?.data?.total ?? 0,
    rowAt: (index) => byPlace.get(Math.floor(index / limit))?.data?.items[index % limit],
    isPending: results.every(({ isPending }) => isPending),
    error: failed?.error ?? null,
    refetch: () => results.forEach((result) => void result.refetch()),
    onRangeChange,
  };
}
