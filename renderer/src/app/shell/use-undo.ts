import { useMutation, useQuery } from '@tanstack/react-query';
import { orpc } from '../../shared/api.ts';
import { sayChange } from '../../shared/say-change.ts';
import { sayError } from '../../shared/say-error.ts';
import { told } from '../../shared/language/told.ts';

/** What undo and redo would do now, and doing it. */
export function useUndo() {
  const { data } = useQuery(orpc.stewardship.undoState.queryOptions());
  const done = ({ label }: { label: string }) => sayChange(told(label));
  const undo = useMutation(orpc.stewardship.undo.mutationOptions({ onSuccess: done, onError: sayError }));
  const redo = useMutation(orpc.stewardship.redo.mutationOptions({ onSuccess: done, onError: sayError }));
  const busy = undo.isPending || redo.isPending;
  return {
    undoLabel: told(data?.undo?.label) ?? null,
    redoLabel: told(data?.redo?.label) ?? null,
    busy,
    /** Takes back the last change, or a given one that was made just now. */
    undo: (made?: number) => {
      const revision = made ?? data?.undo?.revision;
      if (revision !== undefined && !busy) undo.mutate({ revision });
    },
    redo: () => {
      if (data?.redo && !busy) redo.mutate(undefined);
    },
  };
}
