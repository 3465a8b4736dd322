import { keepPreviousData, useQuery, type UseQueryResult } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import type { LineageView } from '../../../../../contract/index.ts';
import { client, orpc } from '../../../shared/api.ts';
import { toRequest } from './view-request.ts';
import type { ViewState } from './view-state.ts';

function positionsOf(view: LineageView | undefined): Record<string, { x: number; y: number }> {
  return Object.fromEntries((view?.nodes ?? []).map(({ id, x, y }) => [String(id), { x, y }]));
}

export interface LineageQuery {
  readonly query: UseQueryResult<LineageView>;
  /** The node that the last action was about: it keeps its place. */
  readonly anchor: number | null;
  readonly setAnchor: (id: number) => void;
}

/**
 * The picture of a view state. The positions of the picture before go along with the question, so that
 * the new one is laid out around it; they are no part of the cache key, since the answer to a state
 * seen before (browser back) is as good as it was.
 */
export function useLineageView(state: ViewState): LineageQuery {
  const [anchor, setAnchor] = useState<number | null>(null);
  const last = useRef<LineageView>(undefined);
  const request = toRequest(state);
  const query = useQuery({
    ...orpc.lineage.view.queryOptions({ input: request }),
    queryFn: ({ signal }) =>
      client.lineage.view({ ...request, previous: positionsOf(last.current), anchor }, { signal }),
    enabled: state.roots.length > 0,
    placeholderData: keepPreviousData,
  });
  const { data } = query;
  useEffect(() => {
    last.current = data;
  }, [data]);
  return { query, anchor, setAnchor };
}
