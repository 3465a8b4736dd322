import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { SavedView } from '../../../contract/index.ts';
import { client, orpc } from './api.ts';
import { say } from './language/say.ts';
import { sayError } from './say-error.ts';
import { sayWithDeed } from './say-with-deed.tsx';

/**
 * Deletes what was kept under a name, and says so with a button that puts it back under the number that links to it
 * have: there is no history of views.
 */
export function useRemoveView() {
  const queries = useQueryClient();
  const onSettled = () => queries.invalidateQueries({ queryKey: orpc.views.key() });
  const restore = useMutation({
    mutationFn: (view: Kept) => client.views.save(view),
    onSettled,
    onError: sayError,
  });
  return useMutation({
    mutationFn: ({ id }: Kept) => client.views.remove({ id }),
    onSettled,
    onSuccess: (_, { id, kind, name, state }) =>
      sayWithDeed(say('“{name}” deleted', { name }), say('Undo'), () =>
        restore.mutate({ id, kind, name, state }),
      ),
    onError: sayError,
  });
}

type Kept = Pick<SavedView, 'id' | 'kind' | 'name' | 'state'>;
