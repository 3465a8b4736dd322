import { afterEach, expect, it, vi } from 'vitest';
import { openTemporaryCatalog } from '../../catalog/testing/temp-catalog.ts';
import { clientOf } from './testing/client.ts';

afterEach(() => vi.restoreAllMocks());

it('whoever stops listening for changes leaves nothing behind in the catalog', async () => {
  const catalog = await openTemporaryCatalog();
  let listening = 0;
  const counted = (forgo: () => void) => {
    listening++;
    return () => {
      listening--;
      forgo();
    };
  };
  const onChange = catalog.onChange.bind(catalog);
  const onClosed = catalog.onClosed.bind(catalog);
  vi.spyOn(catalog, 'onChange').mockImplementation((listener) => counted(onChange(listener)));
  vi.spyOn(catalog, 'onClosed').mockImplementation((listener) => counted(onClosed(listener)));
  const changes = await clientOf(catalog).system.changes();
  const next = changes.next();
  await expect.poll(() => listening).toBe(2);
  catalog.announce(['ledger']);
  await next;
  await changes.return?.();
  expect(listening).toBe(0);
  await catalog.close();
});
