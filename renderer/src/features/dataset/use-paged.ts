/** The dataset page's long lists. */
import { useInfiniteQuery } from '@tanstack/react-query';
import { orpc } from '../../shared/api.ts';
import { PAGE, paging, useFlat } from '../../shared/grid/use-flat.ts';

export function useRuns(id: number) {
  return useFlat(
    useInfiniteQuery(
      orpc.datasets.runs.infiniteOptions({
        input: (offset: number) => ({ id, offset, limit: PAGE }),
        ...paging,
      }),
    ),
  );
}

export function useEvidence(id: number) {
  return useFlat(
    useInfiniteQuery(
      orpc.datasets.evidence.infiniteOptions({
        input: (offset: number) => ({ id, offset, limit: PAGE }),
        ...paging,
      }),
    ),
  );
}

export function useHistory(id: number) {
  return useFlat(
    useInfiniteQuery(
      orpc.datasets.history.infiniteOptions({
        input: (offset: number) => ({ id, offset, limit: PAGE }),
        ...paging,
      }),
    ),
  );
}
