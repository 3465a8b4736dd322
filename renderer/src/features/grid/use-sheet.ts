import { keepPreviousData, useQueries, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import type { SheetRow } from '../../../../contract/index.ts';
import { orpc } from '../../shared/api.ts';
import { sheetSearch, type GridSearch } from './model/search-params.ts';

const PAGE = 100;
const NO_PROBLEMS: readonly { from: number; to: number; message: string }[] = [];

const pageOf = (row: number) => Math.floor(row / PAGE);

/** The rows of a sheet, page by page as they come into view. */
export function useSheet(search: GridSearch, headers: readonly string[]) {
  const queries = useQueryClient();
  const [range, setRange] = useState({ first: 0, last: 0 });
  const onRangeChange = useCallback(
    (first: number, last: number) =>
      setRange((now) =>
        pageOf(now.first) === pageOf(first) && pageOf(now.last) === pageOf(last) ? now : { first, last },
      ),
    [],
  );
  const options = (page: number) =>
    orpc.sheet.rows.queryOptions({
      input: { ...sheetSearch(search), headers: [...headers], offset: page * PAGE, limit: PAGE },
    });
  const head = useQuery({ ...options(0), placeholderData: keepPreviousData });
  const total = head.data?.total ?? 0;
  const last = Math.min(pageOf(range.last), pageOf(Math.max(0, total - 1)));
  const first = Math.max(1, pageOf(range.first));
  const pages = Array.from({ length: Math.max(0, last - first + 1) }, (_, at) => first + at);
  const rest = useQueries({
    queries: head.isPlaceholderData ? [] : pages.map(options),
  });
  const byPage = new Map<number, readonly SheetRow[]>();
  if (head.data) byPage.set(0, head.data.items);
  for (const [at, { data }] of rest.entries()) if (data) byPage.set(first + at, data.items);
  const failed = rest.find(({ error }) => error);
  return {
    total,
    atLeast: head.data?.atLeast ?? false,
    problems: head.isPlaceholderData ? NO_PROBLEMS : (head.data?.problems ?? NO_PROBLEMS),
    rowAt: (row: number): SheetRow | undefined => byPage.get(pageOf(row))?.[row % PAGE],
    /** Rows between two places, both included, wherever the view is. */
    rowsBetween: async (from: number, to: number): Promise<SheetRow[]> => {
      const rows: SheetRow[] = [];
      for (let page = pageOf(from); page <= pageOf(to); page++) {
        const { items } = await queries.ensureQueryData(options(page));
        rows.push(...items.slice(Math.max(0, from - page * PAGE), to - page * PAGE + 1));
      }
      return rows;
    },
    onRangeChange,
    loading: head.isPending,
    stale: head.isPlaceholderData,
    error: head.error ?? failed?.error ?? null,
    retry: () => {
      void head.refetch();
      void failed?.refetch();
    },
  };
}
export type Sheet = ReturnType<typeof useSheet>;
