import { MutationObserver } from '@tanstack/react-query';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { queryClient } from './query-client.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

it('nothing of what a form sent is kept once the form is closed', async () => {
  const sent = queryClient.getMutationCache();
  const form = new MutationObserver(queryClient, { mutationFn: (name: string) => Promise.resolve(name) });
  const close = form.subscribe(() => {});
  await form.mutate('Ada Example');
  await vi.advanceTimersByTimeAsync(60_000);
  expect(sent.getAll()).toHaveLength(1);
  close();
  await vi.advanceTimersByTimeAsync(1_000);
  expect(sent.getAll()).toEqual([]);
});
