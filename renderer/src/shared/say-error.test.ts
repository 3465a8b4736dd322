import { notifications, notificationsStore } from '@mantine/notifications';
import { ORPCError } from '@orpc/client';
import { afterEach, expect, it } from 'vitest';
import { orSay } from './say-error.ts';

afterEach(() => notifications.clean());

const shown = () => notificationsStore.getState().notifications.map(({ title, message }) => [title, message]);

it('work that fails says why, whoever refused it', async () => {
  orSay(Promise.resolve());
  orSay(Promise.reject(new Error('ENOSPC: no space left on device')));
  orSay(Promise.reject(new ORPCError('NOT_FOUND', { message: 'There is no dataset 7' })));
  await expect.poll(shown).toHaveLength(2);
  expect(shown()).toEqual([
    ['Not done', 'ENOSPC: no space left on device'],
    ['Not in this catalog', 'There is no dataset 7'],
  ]);
});
