/** Changing a case: the engine answers the case as it stands, which takes the place of what was shown. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { CaseView } from '../../../../../contract/index.ts';
import { orpc } from '../../../shared/api.ts';

/** Runs a change of a case and shows what it answers. */
export function useCaseChange(reference: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (change: () => Promise<CaseView>) => change(),
    onSuccess: (view) => {
      queries.setQueryData(orpc.desk.case.queryKey({ input: { reference } }), view);
      void queries.invalidateQueries({ queryKey: orpc.desk.key() });
    },
  });
}

/** `identity requested` for `identity_requested`. */
export function words(code: string): string {
  return code.replaceAll('_', ' ').replaceAll('-', ' ');
}
