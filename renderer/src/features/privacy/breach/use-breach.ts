/** Changing a breach: what the engine shows of it is fetched anew. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { MutationResult } from '../../../../../contract/index.ts';
import { orpc } from '../../../shared/api.ts';

export function useBreachChange() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (change: () => Promise<MutationResult>) => change(),
    onSuccess: () => queries.invalidateQueries({ queryKey: orpc.breaches.key() }),
  });
}
