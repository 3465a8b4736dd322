/** A clock that jumps: the ledger goes by its numbers, whatever time each entry bears. */
import { expect, it } from 'vitest';
import { revisionAt } from '../explore/at.ts';
import { keepSafeCopy } from '../store/safe-copy.ts';
import { openTemporaryCatalog } from '../testing/temp-catalog.ts';
import { appendEntry } from './append.ts';
import { verifyLedger } from './verify.ts';

it('stays intact and in order when the clock goes forth and back', async () => {
  const catalog = await openTemporaryCatalog();
  const times = ['2026-03-01', '2041-01-01', '2026-03-02', '1999-12-31', '2026-03-03'].map(
    (day) => `${day}T12:00:00.000Z`,
  );
  for (const at of times) {
    const deed = { actor: 'a', action: 'import.run', objectType: 'x', objectId: 'x', payload: { label: at } };
    await catalog.store.write((db) => appendEntry(db, deed, at));
  }
  catalog.announce(['ledger']);
  await catalog.custody.settle();
  expect(await verifyLedger(catalog.store.reader)).toMatchObject({ verdict: 'intact', entries: 5 });
  const listed = catalog.store.reader.prepare('SELECT at FROM ledger_entry ORDER BY seq').pluck().all();
  expect(listed).toEqual(times);
  // A date means the newest entry that bears a time up to then; a future one does not hide those after it.
  expect(revisionAt(catalog, '2026-03-04T00:00:00.000Z')).toBe(5);
  expect(revisionAt(catalog, '2026-03-01T13:00:00.000Z')).toBe(4);
  expect(catalog.newestSeq()).toBe(5);
  expect((await keepSafeCopy(catalog.store, { now: new Date(times[3]!) })).made).toBe(true);
  await catalog.close();
});
