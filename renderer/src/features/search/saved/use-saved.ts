import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { client, orpc } from '../../../shared/api.ts';
import type { BrowseSearch } from '../../browse/model/search-params.ts';
import { say } from '../../../shared/language/say.ts';
import { sayError } from '../../../shared/say-error.ts';
import { sayWithDeed } from '../../../shared/say-with-deed.tsx';
import { freeName, moved, nextPlace, savedOf, stateOf, type SavedSearch } from '../model/saved.ts';

const KIND = { kind: 'search' } as const;

/**
 * The saved searches of this catalog and what can be done with them. Failures are shown by the caller's mutation; only
 * of what was removed it is said here, with a button that puts it back: there is no history of them.
 */
export function useSaved() {
  const queries = useQueryClient();
  const views = useQuery(orpc.views.list.queryOptions({ input: KIND }));
  const list = savedOf(views.data ?? []);
  const onSettled = () => queries.invalidateQueries({ queryKey: orpc.views.key() });
  const save = useMutation({
    mutationFn: ({ name, search }: { name: string; search: BrowseSearch }) =>
      client.views.save({ ...KIND, name, state: stateOf(search, nextPlace(list)) }),
    onSettled,
  });
  const change = useMutation({
    mutationFn: ({ saved, name, search }: { saved: SavedSearch; name?: string; search?: BrowseSearch }) =>
      client.views.change({
        id: saved.id,
        ...(name === undefined ? {} : { name }),
        ...(search === undefined ? {} : { state: stateOf(search, saved.place) }),
      }),
    onSettled,
  });
  const restore = useMutation({
    mutationFn: ({ name, search, place }: SavedSearch) =>
      client.views.save({ ...KIND, name, state: stateOf(search, place) }),
    onSettled,
    onError: sayError,
  });
  const remove = useMutation({
    mutationFn: ({ id }: SavedSearch) => client.views.remove({ id }),
    onSettled,
    onSuccess: (_, saved) =>
      sayWithDeed(say('“{name}” deleted', { name: saved.name }), say('Undo'), () => restore.mutate(saved)),
    onError: sayError,
  });
  const move = useMutation({
    mutationFn: async ({ id, by }: { id: number; by: -1 | 1 }) => {
      for (const { saved, place } of moved(list, id, by))
        await client.views.change({ id: saved.id, state: stateOf(saved.search, place) });
    },
    onSettled,
  });
  const addAll = useMutation({
    mutationFn: async (searches: readonly { readonly name: string; readonly search: BrowseSearch }[]) => {
      const taken = new Set(list.map(({ name }) => name));
      let place = nextPlace(list);
      for (const { name, search } of searches) {
        const free = freeName(name, taken);
        taken.add(free);
        await client.views.save({ ...KIND, name: free, state: stateOf(search, place++) });
      }
      return searches.length;
    },
    onSettled,
  });
  return { list, error: views.error, loading: views.isPending, save, change, remove, move, addAll };
}
