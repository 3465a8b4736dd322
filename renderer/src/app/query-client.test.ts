import { ORPCError } from '@orpc/client';
import { notifyManager, QueryObserver } from '@tanstack/react-query';
import { expect, it } from 'vitest';
import { queryClient } from './query-client.ts';

/** What is shown once a query that was answered is asked again, and fails. */
async function shownAfter(error: Error, name: string) {
  let answers = 0;
  const observer = new QueryObserver(queryClient, {
    queryKey: [name],
    retry: false,
    queryFn: async () => {
      if (answers++ === 0) return 'what was there';
      throw error;
    },
  });
  const errors: unknown[] = [];
  // As it is for React: it hears a little later that something changed, and looks what there is.
  const look = (): unknown => errors.push(observer.getCurrentResult().error);
  const leave = observer.subscribe(notifyManager.batchCalls(look));
  await expect.poll(() => observer.getCurrentResult().data).toBe('what was there');
  await queryClient.invalidateQueries({ queryKey: [name] });
  await expect.poll(() => observer.getCurrentResult().fetchStatus).toBe('idle');
  await expect.poll(() => answers).toBe(2);
  await expect.poll(() => errors.length).toBeGreaterThan(2);
  const { data, error: shown } = observer.getCurrentResult();
  leave();
  return { data, shown, errors };
}

it('keeps what is shown when the connection breaks', async () => {
  const { data, shown, errors } = await shownAfter(new Error('the socket closed'), 'break');
  expect({ data, shown }).toEqual({ data: 'what was there', shown: null });
  // Not for a moment, either: what is being written on the page would be lost.
  expect(errors.filter(Boolean)).toEqual([]);
});

it('shows what the engine answers instead', async () => {
  const gone = new ORPCError('NOT_FOUND', { message: 'It was joined' });
  expect(await shownAfter(gone, 'answer')).toMatchObject({ shown: gone });
});

it('shows the first failure, when there is nothing to keep', async () => {
  const observer = new QueryObserver(queryClient, {
    queryKey: ['first'],
    retry: false,
    queryFn: async (): Promise<string> => {
      throw new Error('the socket closed');
    },
  });
  const leave = observer.subscribe(() => {});
  await expect.poll(() => observer.getCurrentResult().status).toBe('error');
  leave();
});
