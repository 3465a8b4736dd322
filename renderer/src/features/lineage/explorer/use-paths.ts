import { useQuery } from '@tanstack/react-query';
import type { DatasetRef } from '../../../../../contract/index.ts';
import { orpc } from '../../../shared/api.ts';
import type { ViewState } from '../state/view-state.ts';

export const MAX_PATHS = 100;

export interface Paths {
  readonly pending: boolean;
  readonly error: Error | null;
  readonly retry: () => void;
  /** Shortest first; every path runs downstream. */
  readonly paths: readonly (readonly DatasetRef[])[];
  /** False when there are more than are listed. */
  readonly complete: boolean;
  /** The asked order was against the flow: the paths lead from the second dataset to the first. */
  readonly reversed: boolean;
}

/**
 * Paths between the two ends that the view state names. Asked along the flow first; when there is none,
 * the other way round, since people rarely know which of two datasets comes first.
 */
export function usePaths(ends: ViewState['path'], at: ViewState['at']): Paths | null {
  const from = ends?.from ?? 1;
  const to = ends?.to ?? 1;
  const forward = useQuery({
    ...orpc.lineage.paths.queryOptions({ input: { from, to, max: MAX_PATHS, at } }),
    enabled: ends !== null,
  });
  const nothing = forward.data?.paths.length === 0;
  const backward = useQuery({
    ...orpc.lineage.paths.queryOptions({ input: { from: to, to: from, max: MAX_PATHS, at } }),
    enabled: ends !== null && nothing,
  });
  if (!ends) return null;
  const answer = nothing ? backward : forward;
  const paths = [...(answer.data?.paths ?? [])].sort((a, b) => a.length - b.length);
  return {
    pending: answer.isPending,
    error: answer.error,
    retry: () => void answer.refetch(),
    paths,
    complete: answer.data?.complete ?? true,
    reversed: nothing && paths.length > 0,
  };
}
