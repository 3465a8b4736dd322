import { beforeEach, describe as suite, expect, it } from 'vitest';
import fc from 'fast-check';
import type { Catalog } from '../catalog.ts';
import { openTemporaryCatalog } from '../testing/temp-catalog.ts';
import type { Fact } from '../model/facts.ts';
import { importFacts } from '../testing/temp-catalog.ts';
import { own } from './own.ts';
import { tag, type TagValue } from './tag.ts';
import { redo, undo, undoState } from './undo.ts';
import { verifyLedger } from '../ledger/verify.ts';

const evidence = { scope: 'p', file: 0, at: 'x' };
const dataset = { namespace: 'n', name: 'orders' };
const facts: Fact[] = [
  { type: 'scope', scope: 'p', mode: 'replace' },
  { type: 'dataset', dataset, sourceId: 'a', evidence },
  { type: 'column', dataset, path: ['email'], evidence },
  { type: 'tag', target: { on: 'dataset', dataset }, kind: 'label', key: '', value: 'finance', evidence },
];
const sensitivity = (value: string): TagValue => ({ kind: 'sensitivity', key: '', value });
const label = (value: string): TagValue => ({ kind: 'label', key: '', value });

let catalog: Catalog;
beforeEach(async () => {
  catalog = await openTemporaryCatalog();
  await importFacts(catalog.store, facts, 'one');
});

/** Tags in force on the dataset, as a face would show them. */
function inForce(): string[] {
  const rows = catalog.store.reader
    .prepare<[], { value: string; origin: string; status: string }>(
      `SELECT value, origin, status FROM tag WHERE target_type = 'dataset' AND until_revision IS NULL`,
    )
    .all();
  const refused = new Set(rows.filter((row) => row.status === 'rejected').map((row) => row.value));
  return [
    ...new Set(
      rows
        .filter((row) => row.status !== 'rejected' && !(row.origin !== 'steward' && refused.has(row.value)))
        .map((row) => row.value),
    ),
  ].sort();
}

const target = [{ on: 'dataset', id: 1 } as const];

suite('tagging', () => {
  it('replaces a sensitivity, keeps labels, and does nothing twice', async () => {
    await tag(catalog, 'ann', { targets: target, add: [sensitivity('internal')], remove: [] });
    const result = await tag(catalog, 'ann', {
      targets: target,
      add: [sensitivity('restricted')],
      remove: [],
    });
    expect(result).toMatchObject({ revision: 3, changed: 1, label: 'Tagged 1 dataset restricted' });
    expect(inForce()).toEqual(['finance', 'restricted']);
    expect(
      await tag(catalog, 'ann', { targets: target, add: [sensitivity('restricted')], remove: [] }),
    ).toMatchObject({ revision: null, changed: 0 });
  });

  it('rejects what a source says, and the next import does not bring it back', async () => {
    await tag(catalog, 'ann', { targets: target, add: [], remove: [label('finance')] });
    expect(inForce()).toEqual([]);
    await importFacts(catalog.store, facts, 'a new file with the same content');
    expect(inForce()).toEqual([]);
    await undo(catalog, 'ann');
    expect(inForce()).toEqual(['finance']);
  });
});

suite('undo', () => {
  it('walks back and forth and says what it would do', async () => {
    await tag(catalog, 'ann', { targets: target, add: [sensitivity('internal')], remove: [] });
    await tag(catalog, 'ann', { targets: target, add: [sensitivity('restricted')], remove: [] });
    expect(undoState(catalog.store.reader)).toMatchObject({
      undo: { label: 'Tagged 1 dataset restricted' },
      redo: null,
    });
    await undo(catalog, 'ann');
    expect(inForce()).toEqual(['finance', 'internal']);
    await undo(catalog, 'ann');
    expect(inForce()).toEqual(['finance']);
    expect(undoState(catalog.store.reader)).toMatchObject({
      undo: null,
      redo: { label: 'Tagged 1 dataset internal' },
    });
    await redo(catalog, 'ann');
    await redo(catalog, 'ann');
    expect(inForce()).toEqual(['finance', 'restricted']);
    expect((await undo(catalog, 'ann')).changed).toBeGreaterThan(0);
    expect(inForce()).toEqual(['finance', 'internal']);
  });

  it('refuses to take back what later changes were built on', async () => {
    const first = await tag(catalog, 'ann', { targets: target, add: [sensitivity('internal')], remove: [] });
    await tag(catalog, 'ann', { targets: target, add: [sensitivity('restricted')], remove: [] });
    await expect(undo(catalog, 'ann', first.revision!)).rejects.toThrow('later change');
  });

  it('restores the state before, whatever was done (property), and the ledger stays intact', async () => {
    const values = fc.constantFrom(
      sensitivity('public'),
      sensitivity('internal'),
      label('finance'),
      label('x'),
      label('y'),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.boolean(), values), { minLength: 1, maxLength: 6 }),
        async (steps) => {
          const states = [inForce()];
          let made = 0;
          for (const [adds, value] of steps) {
            const result = await tag(catalog, 'ann', {
              targets: target,
              add: adds ? [value] : [],
              remove: adds ? [] : [value],
              reason: 'as it is',
            });
            if (result.revision !== null) {
              made++;
              states.push(inForce());
            }
          }
          for (let n = made; n > 0; n--) {
            expect(inForce()).toEqual(states[n]);
            await undo(catalog, 'ann');
          }
          expect(inForce()).toEqual(states[0]);
        },
      ),
      { numRuns: 20 },
    );
    expect((await verifyLedger(catalog.store.reader)).verdict).toBe('intact');
  });
});

it('owners are assigned to many at once and taken back in one step', async () => {
  const targets = [{ on: 'dataset', id: 1 } as const, { on: 'column', id: 1 } as const];
  const result = await own(catalog, 'ann', {
    targets,
    add: [{ name: 'Finance', email: null, role: 'business owner' }],
    remove: [],
  });
  expect(result).toMatchObject({
    changed: 2,
    label: 'Assigned Finance (business owner) to 1 dataset and 1 column',
  });
  await undo(catalog, 'ann');
  expect(
    catalog.store.reader.prepare('SELECT COUNT(*) AS n FROM owner WHERE until_revision IS NULL').get(),
  ).toEqual({ n: 0 });
});
