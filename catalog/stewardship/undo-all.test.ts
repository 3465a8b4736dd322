/** Any sequence of people's actions, and then undo of all: the catalog is what it was, byte for byte. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { exportLines } from '../export/ndjson.ts';
import { verifyLedger } from '../ledger/verify.ts';
import { Catalog } from '../catalog.ts';
import { PERIOD_TABLES } from './period-rows.ts';
import { Refused } from './refused.ts';
import { joinedEstate } from './testing/joined-estate.ts';
import { hasSuggestions, STEWARD_ACTIONS, type Action } from './testing/steward-actions.ts';
import { redo, undo, undoState, UNDOABLE } from './undo.ts';

/** The export, what people state of what the export leaves out, and which names are shown as one. */
function stateOf(catalog: Catalog): string {
  const db = catalog.store.reader;
  const stated = Object.entries(PERIOD_TABLES).flatMap(([table, { columns }]) =>
    db
      .prepare(`SELECT ${columns.join(', ')} FROM ${table} WHERE until_revision IS NULL`)
      .raw()
      .all()
      .map((row) => `${table} ${JSON.stringify(row)}`),
  );
  const joined = db.prepare('SELECT id, canonical_id FROM dataset ORDER BY id').raw().all();
  return [
    ...[true, false].flatMap((canonical) => [...exportLines(db, { canonical })]),
    ...stated.sort(),
    JSON.stringify(joined),
  ].join('\n');
}

/** What cannot be done is refused, and leaves nothing behind. */
async function attempt(catalog: Catalog, action: Action): Promise<void> {
  await action(catalog).catch((error: unknown) => {
    if (!(error instanceof Refused)) throw error;
  });
}

/** Named, so that a sequence that fails can be read. */
const anything = fc.oneof(
  ...Object.entries(STEWARD_ACTIONS).map(([name, one]) => one.map((run) => ({ name, run }))),
);

it('there is an action for everything that can be taken back', { timeout: 240_000 }, async () => {
  const catalog = await joinedEstate();
  expect(hasSuggestions(catalog)).toBe(true);
  const before = catalog.newestSeq();
  const idle = new Set(Object.keys(STEWARD_ACTIONS));
  for (const { name, run } of fc.sample(anything, { numRuns: 1200, seed: 1 })) {
    const seq = catalog.newestSeq();
    await attempt(catalog, run);
    if (catalog.newestSeq() > seq) idle.delete(name);
  }
  expect([...idle]).toEqual([]);
  const done = catalog.store.reader
    .prepare<[number], string>('SELECT DISTINCT action FROM ledger_entry WHERE seq > ?')
    .pluck()
    .all(before);
  // What earlier versions called decisions on names of sources.
  const now = UNDOABLE.filter((action) => action !== 'alias.decide');
  expect(now.filter((action) => !done.includes(action))).toEqual([]);
  expect(done.filter((action) => !now.includes(action))).toEqual([]);
});

it(
  'undo of any sequence restores everything, redo does it again, also after a restart',
  { timeout: 480_000 },
  async () => {
    let catalog = await joinedEstate();
    await fc.assert(
      fc.asyncProperty(fc.array(anything, { minLength: 1, maxLength: 14 }), async (sequence) => {
        const before = stateOf(catalog);
        const seq = catalog.newestSeq();
        for (const { run } of sequence) await attempt(catalog, run);
        const made = catalog.newestSeq() - seq;
        const after = stateOf(catalog);
        await catalog.close();
        catalog = await Catalog.open({ ...catalog.options, create: false });
        for (let n = 0; n < made; n++) await undo(catalog, 'bea');
        expect(stateOf(catalog)).toBe(before);
        for (let n = 0; n < made; n++) await redo(catalog, 'bea');
        expect(stateOf(catalog)).toBe(after);
        for (let n = 0; n < made; n++) await undo(catalog, 'bea');
        expect(stateOf(catalog)).toBe(before);
        if (made > 0) expect(undoState(catalog.store.reader).redo).not.toBeNull();
      }),
      { numRuns: Number(process.env['UNDO_RUNS'] ?? 25) },
    );
    expect((await verifyLedger(catalog.store.reader)).verdict).toBe('intact');
  },
);
