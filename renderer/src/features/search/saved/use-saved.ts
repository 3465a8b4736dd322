import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { client, orpc } from '../../../shared/api.ts';
import type { BrowseSearch } from '../../browse/model/search-params.ts';
import { useRemoveView } from '../../../shared/use-remove-view.ts';
import { freeName, moved, nextPlace, savedOf, stateOf, type SavedSearch } from '../model/saved.ts';

const KIND = { kind: 'search' } as const;

/** The saved searches of this catalog and what can be done with them. Failures are shown by the caller's mutation. */
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
  const removeView = useRemoveView();
  const remove = ({ id, name, search, place }: SavedSearch): void =>
    removeView.mutate({ ...KIND, id, name, state: stateOf(search, place) });
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
