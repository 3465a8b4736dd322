import { useQuery } from '@tanstack/react-query';
import { useEffect, useId, useState } from 'react';
import type { EditItem, EditSubject } from './model/edit-item.ts';

export interface SubjectItems {
  readonly items: readonly EditItem[] | null;
  readonly progress: { readonly done: number; readonly total: number };
  readonly error: unknown;
  readonly retry: () => void;
}

/** The items of an edit; reads them first, with progress, when the screen does not hold them all. */
export function useSubjectItems({ items, count }: EditSubject): SubjectItems {
  const id = useId();
  const [progress, setProgress] = useState({ done: 0, total: count });
  const given = typeof items === 'function' ? null : items;
  const query = useQuery({
    queryKey: ['edit-subject', id],
    enabled: given === null,
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
    queryFn: async ({ signal }): Promise<readonly EditItem[]> =>
      typeof items === 'function' ? items(signal, (done, total) => setProgress({ done, total })) : items,
  });
  useEffect(() => setProgress({ done: 0, total: count }), [count]);
  return {
    items: given ?? query.data ?? null,
    progress,
    error: query.error,
    retry: () => void query.refetch(),
  };
}
