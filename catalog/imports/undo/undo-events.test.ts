/** Undo of imports of events that speak of the same few datasets, in any sequence. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { relatedBatches } from './testing/related-events.ts';
import { inOrder, ofEvents, steps } from './testing/sequence.ts';

const RUNS = Number(process.env['UNDO_RUNS'] ?? 12);

it(
  'after imports, undos and redos in any sequence, the catalog is as if only what stands had been imported (property)',
  { timeout: 120_000 + RUNS * 3000 },
  async () => {
    await fc.assert(
      fc.asyncProperty(relatedBatches, steps, fc.boolean(), async (batches, more, whole) => {
        const first = whole ? inOrder(batches.length) : [];
        expect(await ofEvents(batches).run([...first, ...more])).toBeNull();
      }),
      { numRuns: RUNS },
    );
  },
);
