import { QueryClient, QueryObserver } from '@tanstack/react-query';
import { expect, it, vi } from 'vitest';

it('personal data leave the memory once nothing shows them', async () => {
  vi.stubGlobal('window', { addEventListener: () => {}, localStorage: { getItem: () => null } });
  const { personQuery, recordsQuery } = await import('./use-desk.ts');
  const queries = new QueryClient();
  const shown = [
    new QueryObserver(queries, { ...personQuery('DSR-1'), queryFn: () => Promise.resolve(null) }),
    new QueryObserver(queries, { ...recordsQuery('DSR-1'), queryFn: () => Promise.resolve([]) }),
  ].map((query) => query.subscribe(() => {}));
  const cached = () => queries.getQueryCache().getAll();
  await expect.poll(() => cached().every(({ state }) => state.status === 'success')).toBe(true);
  expect(cached()).toHaveLength(2);
  for (const leave of shown) leave();
  await expect.poll(() => cached().length).toBe(0);
  vi.unstubAllGlobals();
});
