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

it('changes that nobody has taken yet are told as one, with all that they touched', async () => {
  const catalog = await openTemporaryCatalog();
  const listened = vi.spyOn(catalog, 'onChange');
  const changes = await clientOf(catalog).system.changes();
  const first = changes.next();
  await expect.poll(() => listened.mock.calls).toHaveLength(1);
  catalog.announce(['ledger']);
  expect((await first).value).toMatchObject({ areas: ['ledger'] });
  for (let n = 0; n < 1000; n++) catalog.announce([n % 2 === 0 ? 'lineage' : 'datasets']);
  expect((await changes.next()).value).toMatchObject({ areas: ['lineage', 'datasets'] });
  const next = changes.next();
  catalog.announce(['owners']);
  expect((await next).value).toMatchObject({ areas: ['owners'] });
  await changes.return?.();
  await catalog.close();
});
