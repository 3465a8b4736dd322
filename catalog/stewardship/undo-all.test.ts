/** Any sequence of people's actions, and then undo of all: the export is what it was, byte for byte. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { exportLines } from '../export/ndjson.ts';
import { verifyLedger } from '../ledger/verify.ts';
import { Catalog } from '../open.ts';
import { addComment, editComment, resolveComment } from './comments.ts';
import { describe } from './describe.ts';
import type { MutationResult } from './change.ts';
import { own } from './own.ts';
import { importPeople } from './people/import-people.ts';
import { Refused } from './refused.ts';
import { putEntries, removeEntries } from './registers/write.ts';
import { review } from './review/review.ts';
import { applyRules } from './rules/apply.ts';
import { rulesOf } from './rules/read.ts';
import { removeRule, saveRule } from './rules/save.ts';
import type { TagValue } from './statement-kinds.ts';
import { tag } from './tag.ts';
import { smallEstate } from './testing/small-estate.ts';
import { redo, undo, undoState } from './undo.ts';

type Action = (catalog: Catalog) => Promise<MutationResult>;

const target = fc.oneof(
  fc.record({ on: fc.constant('dataset' as const), id: fc.integer({ min: 1, max: 3 }) }),
  fc.record({ on: fc.constant('column' as const), id: fc.integer({ min: 1, max: 6 }) }),
);
const value = fc.constantFrom<TagValue>(
  { kind: 'sensitivity', key: '', value: 'internal' },
  { kind: 'sensitivity', key: '', value: 'restricted' },
  { kind: 'criticality', key: '', value: 'high' },
  { kind: 'label', key: '', value: 'gold' },
  { kind: 'property', key: 'cost', value: '1' },
  { kind: 'property', key: 'cost', value: '2' },
  { kind: 'domain', key: '', value: 'finance' },
  { kind: 'domain', key: '', value: 'sales' },
  { kind: 'category', key: '', value: 'user.contact.email' },
);
const domain = fc.constantFrom('Finance', 'Sales');
const rule = fc.record({ name: fc.constantFrom('finance', 'sales'), off: fc.boolean() });

const action: fc.Arbitrary<Action> = fc.oneof(
  fc.tuple(fc.array(target, { minLength: 1, maxLength: 3 }), value, fc.boolean()).map(
    ([targets, one, add]): Action =>
      (catalog) =>
        tag(catalog, 'ann', { targets, add: add ? [one] : [], remove: add ? [] : [one] }),
  ),
  fc.tuple(target, fc.boolean(), fc.constantFrom('A', 'B')).map(([one, add, name]): Action => (catalog) => {
    const owner = [{ name, email: null, role: 'steward' }];
    return own(catalog, 'ann', { targets: [one], add: add ? owner : [], remove: add ? [] : owner });
  }),
  fc.tuple(target, fc.constantFrom('', 'x', 'y')).map(
    ([one, text]): Action =>
      (catalog) =>
        describe(catalog, 'ann', { target: one, text }),
  ),
  domain.map(
    (name): Action =>
      (catalog) =>
        putEntries(catalog, 'ann', 'domain', [{ name, description: name }]),
  ),
  domain.map(
    (name): Action =>
      (catalog) =>
        putEntries(catalog, 'ann', 'domain', [{ name, parent: 'finance' }]),
  ),
  domain.map(
    (name): Action =>
      (catalog) =>
        removeEntries(catalog, 'ann', 'domain', [name.toLowerCase()]),
  ),
  fc.constantFrom('a@x.org,T1', 'b@x.org,T1', 'a@x.org,T2').map(
    (line): Action =>
      (catalog) =>
        importPeople(catalog, 'ann', `name,email,team\nN,${line}\n`),
  ),
  fc.constantFrom('a@x.org', 't1').map(
    (key): Action =>
      (catalog) =>
        removeEntries(catalog, 'ann', 'party', [key]),
  ),
  rule.map(({ name, off }): Action => (catalog) => {
    const old = rulesOf(catalog.store.reader).find((one) => one.name === name);
    const statements: TagValue[] = [{ kind: 'label', key: '', value: name }];
    return saveRule(catalog, 'ann', {
      ...(old ? { rule: old.rule } : {}),
      ...{ name, kind: 'tag' as const, selection: `name:${name}.*`, enabled: !off },
      effect: { on: 'dataset', statements, owners: [] },
    });
  }),
  fc.constantFrom(1, 2).map(
    (number): Action =>
      (catalog) =>
        removeRule(catalog, 'ann', number),
  ),
  fc.constant<Action>((catalog) => applyRules(catalog, 'ann')),
  target.map(
    (one): Action =>
      (catalog) =>
        addComment(catalog, 'ann', { target: one, text: 'Hm' }),
  ),
  fc.tuple(fc.integer({ min: 1, max: 3 }), fc.boolean()).map(
    ([number, resolved]): Action =>
      (catalog) =>
        resolveComment(catalog, 'ann', number, resolved),
  ),
  fc.tuple(fc.integer({ min: 1, max: 3 }), fc.option(fc.constantFrom('a', 'b'))).map(
    ([number, text]): Action =>
      (catalog) =>
        editComment(catalog, 'ann', number, text),
  ),
  fc.tuple(target, fc.boolean()).map(
    ([one, reviewed]): Action =>
      (catalog) =>
        review(catalog, 'ann', { targets: [one], reviewed }),
  ),
);

const exported = (catalog: Catalog) =>
  [...exportLines(catalog.store.reader, { canonical: false })].join('\n');

it(
  'undo of any sequence restores the export, redo does it again, also after a restart',
  { timeout: 240_000 },
  async () => {
    let catalog = await smallEstate();
    await fc.assert(
      fc.asyncProperty(fc.array(action, { minLength: 1, maxLength: 12 }), async (actions) => {
        const before = exported(catalog);
        let made = 0;
        for (const act of actions) {
          const result = await act(catalog).catch((error: unknown) => {
            // What cannot be done is refused, and leaves nothing behind.
            if (error instanceof Refused) return null;
            throw error;
          });
          if (result !== null && result.revision !== null) made++;
        }
        const after = exported(catalog);
        await catalog.close();
        catalog = await Catalog.open({ ...catalog.options, create: false });
        for (let n = 0; n < made; n++) await undo(catalog, 'bea');
        expect(exported(catalog)).toBe(before);
        for (let n = 0; n < made; n++) await redo(catalog, 'bea');
        expect(exported(catalog)).toBe(after);
        for (let n = 0; n < made; n++) await undo(catalog, 'bea');
        expect(exported(catalog)).toBe(before);
        if (made > 0) expect(undoState(catalog.store.reader).redo).not.toBeNull();
      }),
      { numRuns: Number(process.env['UNDO_RUNS'] ?? 25) },
    );
    expect((await verifyLedger(catalog.store.reader)).verdict).toBe('intact');
  },
);
