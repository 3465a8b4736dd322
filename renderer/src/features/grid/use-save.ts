import { ORPCError } from '@orpc/client';
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { SheetOutcome } from '../../../../contract/index.ts';
import { client, orpc } from '../../shared/api.ts';
import { sayChange } from '../../shared/say-change.ts';
import { sayError } from '../../shared/say-error.ts';
import { cellKey, pendingStore, settle, type Pending } from './model/pending.ts';
import { say } from '../../shared/language/say.ts';
import { told } from '../../shared/language/told.ts';

interface How {
  readonly force: boolean;
}

/** Saves all pending cells as one change. What is refused stays, with why. */
export function useSave() {
  const queries = useQueryClient();
  const save = useMutation({
    mutationFn: async (how: How) => {
      const { cells } = pendingStore.get();
      const outcome = await client.sheet.edit({
        ...how,
        cells: [...cells.values()].map(({ target, header, text, base }) => ({ target, header, text, base })),
      });
      await queries.invalidateQueries({ queryKey: orpc.sheet.key() });
      return { outcome, sent: cells };
    },
    onSuccess: ({ outcome, sent }) => {
      const left = leftOf(outcome, sent);
      // What was written while the answer was on its way stays as well.
      for (const [key, cell] of pendingStore.get().cells)
        if (sent.get(key)?.text !== cell.text) left.set(key, cell);
      settle(left);
      if (outcome.revision !== null) sayChange(told(outcome.label));
      if (left.size > 0)
        notifications.show({
          color: 'yellow',
          message: say(
            '{cells, plural, one {# cell could not be saved and stays} other {# cells could not be saved and stay}} as written.',
            { cells: left.size },
          ),
        });
    },
    onError: (error) => {
      // Asked for a reason, the person gave none: what is written stays as it is.
      if (error instanceof ORPCError && error.code === 'REASON_NEEDED') return;
      sayError(error);
    },
  });
  return {
    saving: save.isPending,
    save: (how: How = { force: false }) => {
      if (!save.isPending && pendingStore.get().cells.size > 0) save.mutate(how);
    },
  };
}

function leftOf(
  { problems, conflicts }: SheetOutcome,
  sent: ReadonlyMap<string, Pending>,
): Map<string, Pending> {
  const left = new Map<string, Pending>();
  for (const { target, header, message } of problems.items) {
    const key = target && header !== null ? cellKey(target.on, target.id, header) : '';
    const cell = sent.get(key);
    if (cell) left.set(key, { ...cell, problem: message });
  }
  for (const { row, header, now } of conflicts.items) {
    const key = cellKey(row.target.on, row.target.id, header);
    const cell = sent.get(key);
    if (cell) left.set(key, { ...cell, now });
  }
  return left;
}
