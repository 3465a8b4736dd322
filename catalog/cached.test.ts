/** What is kept until the catalog changes: made ready in steps, and asked for meanwhile. */
import { expect, it } from 'vitest';
import { openTemporaryCatalog } from './testing/temp-catalog.ts';

it('what could not be made ready is made when it is asked for', async () => {
  const catalog = await openTemporaryCatalog();
  const failing = function* (): Generator<void, string> {
    yield;
    throw new Error('the disk did not answer');
  };
  await expect(catalog.prepare('thing', failing)).rejects.toThrow('the disk');
  expect(catalog.cached('thing', () => 'made')).toBe('made');
  await catalog.close();
});
