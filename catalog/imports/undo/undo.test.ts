/** An import that was taken back leaves the catalog as if it had never been made. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { verifyLedger } from '../../ledger/verify.ts';
import type { Catalog } from '../../open.ts';
import { tag } from '../../stewardship/tag.ts';
import { FEATURES, fileNameOf, sourceText, type SourceChoice } from '../../testing/small-sources.ts';
import { temporaryFolder } from '../../testing/temp-catalog.ts';
import { inOrder, openCatalog, redo, Sequence, steps, undo } from './testing/sequence.ts';
import { stateOf } from './testing/state.ts';

const RUNS = Number(process.env['UNDO_RUNS'] ?? 8);

const choice: fc.Arbitrary<SourceChoice> = fc.record({
  kind: fc.constantFrom('openlineage', 'dbt', 'glue'),
  tables: fc.uniqueArray(fc.nat({ max: 3 }), { minLength: 1, maxLength: 4 }),
  flavour: fc.nat({ max: 3 }),
  feature: fc.constantFrom(...FEATURES),
});

const signal = new AbortController().signal;

async function importSource(catalog: Catalog, source: SourceChoice, at: number): Promise<number | null> {
  const path = join(temporaryFolder(), fileNameOf(source));
  writeFileSync(path, sourceText(source, at));
  const outcome = await catalog.import({
    paths: [path],
    kind: 'auto',
    namespace: 's3://lake',
    dryRun: false,
    actor: 'tester',
    signal,
  });
  expect(outcome.rejected).toBe(0);
  return outcome.importId;
}

async function steward(catalog: Catalog, table: number): Promise<void> {
  const found = catalog.store.reader
    .prepare<[string], { id: number }>('SELECT id FROM dataset WHERE name LIKE ? AND until_revision IS NULL')
    .get(`%t${table}`);
  if (!found) return;
  await tag(catalog, 'ann', {
    targets: [{ on: 'dataset', id: found.id }],
    add: [{ kind: 'label', key: '', value: 'mine' }],
    remove: [],
  });
}

it(
  'after imports of any sources, undos and redos in any sequence, the catalog is as if only what stands had been imported (property)',
  { timeout: 60_000 + RUNS * 3000 },
  async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(choice, { minLength: 2, maxLength: 3 }),
        steps,
        fc.boolean(),
        async (sources, more, whole) => {
          const sequence = new Sequence(sources.length, (catalog, batch) =>
            importSource(catalog, sources[batch]!, batch),
          );
          expect(await sequence.run([...(whole ? inOrder(sources.length) : []), ...more])).toBeNull();
        },
      ),
      { numRuns: RUNS },
    );
  },
);

it(
  'what people did between imports stands after an undo, on what still stands (property)',
  { timeout: 60_000 + RUNS * 3000 },
  async () => {
    await fc.assert(
      fc.asyncProperty(choice, choice, fc.nat({ max: 3 }), async (one, other, table) => {
        const [catalog, alone] = [await openCatalog(), await openCatalog()];
        for (const each of [catalog, alone]) {
          await importSource(each, one, 0);
          await steward(each, table);
        }
        const second = await importSource(catalog, other, 1);
        const all = stateOf(catalog);
        if (second !== null) {
          await undo(catalog, second);
          expect(stateOf(catalog)).toEqual(stateOf(alone));
          await redo(catalog, second);
          expect(stateOf(catalog)).toEqual(all);
          expect(await verifyLedger(catalog.store.reader)).toMatchObject({ verdict: 'intact' });
        }
        await Promise.all([catalog.close(), alone.close()]);
      }),
      { numRuns: RUNS },
    );
  },
);
