import { useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { orpc } from '../../shared/api.ts';

/** Forgets what was shown to whoever was here before, and asks who is here now. */
export function useFreshStart(): () => void {
  const queries = useQueryClient();
  return useCallback(() => {
    const [state] = [JSON.stringify(orpc.security.state.queryKey())];
    queries.removeQueries({
      predicate: ({ queryKey }) => JSON.stringify(queryKey) !== state,
      type: 'inactive',
    });
    void queries.invalidateQueries();
  }, [queries]);
}
