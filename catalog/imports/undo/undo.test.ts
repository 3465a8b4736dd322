/** An import that was taken back leaves the catalog as if it had never been made. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { verifyLedger } from '../../ledger/verify.ts';
import type { Catalog } from '../../catalog.ts';
import { tag } from '../../stewardship/tag.ts';
import { FEATURES, fileNameOf, sourceText, type SourceChoice } from '../../testing/small-sources.ts';
import { temporaryFolder } from '../../testing/temp-catalog.ts';
import { inOrder, openCatalog, redo, Sequence, steps, stepsOf, undo } from './testing/sequence.ts';
import { stateOf } from './testing/state.ts';
import { importInto } from '../import-into.ts';

const RUNS = Number(process.env['UNDO_RUNS'] ?? 5);

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
  const outcome = await importInto(catalog, {
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

const sequenceOf = (sources: readonly SourceChoice[]): Sequence =>
  new Sequence(sources.length, (catalog, batch) => importSource(catalog, sources[batch]!, batch));

const events = (flavour: number, tables: number[], feature: SourceChoice['feature'] = 'plain') =>
  ({ kind: 'openlineage', tables, flavour, feature }) as const;

it.each<[name: string, sources: SourceChoice[], steps: string]>([
  [
    'a dataset that another import made and one only mentions',
    [events(0, [0]), events(1, [0, 2], 'symlink'), { kind: 'glue', tables: [2, 1, 3], flavour: 0 }],
    '0 1 2 0 2 0 2',
  ],
  [
    'values of a property of a run',
    [events(0, [0], 'again'), events(1, [0]), events(0, [1], 'symlink')],
    '0 1 2 1 1 0 1 2 2 0',
  ],
  [
    'a job joined to one that only a replaced manifest declares',
    [
      { kind: 'dbt', tables: [0], flavour: 0 },
      events(3, [0, 1], 'dbt'),
      { kind: 'dbt', tables: [3, 1], flavour: 2 },
    ],
    '0 1 2 0',
  ],
  [
    'sources without times count in the order of their imports',
    [
      { kind: 'glue', tables: [0], flavour: 0 },
      { kind: 'glue', tables: [0], flavour: 1 },
    ],
    '1 1 0 1 0 0',
  ],
])('%s', async (_, sources, taken) => {
  expect(await sequenceOf(sources).run(stepsOf(taken))).toBeNull();
});

it(
  'after imports of any sources, undos and redos in any sequence, the catalog is as if only what stands had been imported (property)',
  { timeout: 120_000 + RUNS * 3000 },
  async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(choice, { minLength: 2, maxLength: 3 }),
        steps,
        fc.boolean(),
        async (sources, more, whole) => {
          expect(
            await sequenceOf(sources).run([...(whole ? inOrder(sources.length) : []), ...more]),
          ).toBeNull();
        },
      ),
      { numRuns: RUNS },
    );
  },
);

it(
  'what people did between imports stands after an undo, on what still stands (property)',
  { timeout: 120_000 + RUNS * 3000 },
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
