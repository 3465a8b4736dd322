import { beforeEach, describe, expect, it } from 'vitest';
import { importInto } from '../../imports/import-into.ts';
import type { Catalog } from '../../catalog.ts';
import { importFacts, temporaryFolder } from '../../testing/temp-catalog.ts';
import { orphans } from '../people/orphans.ts';
import { putEntries, removeEntries } from '../registers/write.ts';
import { ReasonNeeded } from '../refused.ts';
import { tag } from '../tag.ts';
import { datasetId, estateFacts, smallEstate } from '../testing/small-estate.ts';
import { redo, undo, undoState } from '../undo.ts';
import { applyRules } from './apply.ts';
import { rulesFailed, ruleStates } from './follow.ts';
import { rulesOf } from './read.ts';
import { removeRule, saveRule, type RuleDraft } from './save.ts';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

let catalog: Catalog;
beforeEach(async () => {
  catalog = await smallEstate();
});

const owners: RuleDraft = {
  name: 'Finance owns finance',
  kind: 'owner',
  selection: 'name:finance.*',
  effect: {
    on: 'dataset',
    statements: [],
    owners: [{ name: 'Finance', email: null, role: 'business owner' }],
  },
  enabled: true,
};
const classify: RuleDraft = {
  name: 'E-mail',
  kind: 'classify',
  selection: 'column:email',
  effect: {
    on: 'column',
    statements: [{ kind: 'category', key: '', value: 'user.contact.email' }],
    owners: [],
  },
  enabled: true,
};
const ownersOf = () =>
  Object.fromEntries([...catalog.cards().all()].map((card) => [card.name, [...card.owners]]));

describe('a rule', () => {
  it('states what it finds, after a dry run that says the same; off, it withdraws', async () => {
    const dry = await saveRule(catalog, 'ann', owners, { dryRun: true });
    expect(dry).toMatchObject({ revision: null, outcome: { matches: 2, added: 2, withdrawn: 0 } });
    expect([ownersOf()['finance.orders'], rulesOf(catalog.store.reader)]).toEqual([[], []]);
    const on = await saveRule(catalog, 'ann', owners);
    expect(on.outcome).toEqual(dry.outcome);
    expect(ownersOf()).toEqual({
      'finance.orders': ['Finance'],
      'finance.payments': ['Finance'],
      'sales.leads': [],
    });
    expect(orphans(catalog).map(({ card }) => card.name)).toEqual(['sales.leads']);
    expect((await saveRule(catalog, 'ann', { ...owners, rule: on.rule! })).revision).toBeNull();
    await saveRule(catalog, 'ann', { ...owners, rule: on.rule!, enabled: false });
    expect(ownersOf()['finance.orders']).toEqual([]);
    await undo(catalog, 'ann');
    expect(ownersOf()['finance.orders']).toEqual(['Finance']);
    await removeRule(catalog, 'ann', on.rule!);
    expect([ownersOf()['finance.orders'], rulesOf(catalog.store.reader)]).toEqual([[], []]);
  });

  it('follows what changes: new datasets, gone ones, another selection', async () => {
    const { rule } = await saveRule(catalog, 'ann', owners);
    await importFacts(catalog.store, estateFacts(['finance.orders', 'finance.new', 'sales.leads']), 'two');
    const applied = await applyRules(catalog, 'ann');
    expect(applied.outcome).toMatchObject({ added: 1, withdrawn: 1 });
    expect(ownersOf()).toMatchObject({
      'finance.orders': ['Finance'],
      'finance.new': ['Finance'],
      'finance.payments': [],
    });
    expect((await applyRules(catalog, 'ann')).revision).toBeNull();
    await saveRule(catalog, 'ann', { ...owners, rule: rule!, selection: 'name:sales.*' });
    expect(ownersOf()).toMatchObject({ 'finance.orders': [], 'sales.leads': ['Finance'] });
  });

  /** Makes a dataset known by importing a file. */
  function importing(name: string) {
    const folder = temporaryFolder();
    mkdirSync(folder, { recursive: true });
    const event = {
      eventTime: '2026-01-01T00:00:00Z',
      producer: 'https://example.org/p',
      schemaURL: 'https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/DatasetEvent',
      dataset: { namespace: 'n', name },
    };
    writeFileSync(join(folder, 'e.json'), JSON.stringify(event));
    return importInto(catalog, {
      paths: [join(folder, 'e.json')],
      kind: 'auto',
      dryRun: false,
      actor: 'ann',
      signal: new AbortController().signal,
    });
  }

  it('is applied by itself after an import of files, which tells so', async () => {
    expect((await importing('early.table')).rules).toBeNull();
    await saveRule(catalog, 'ann', { ...owners, selection: 'name:late.*' });
    const outcome = await importing('late.table');
    expect(outcome.rejected).toBe(0);
    expect(ownersOf()['late.table']).toEqual(['Finance']);
    expect(undoState(catalog.store.reader).undo?.label).toContain('Applied rules 1: 1 stated');
    expect(outcome.rules).toEqual({
      revision: catalog.revision(),
      added: 1,
      withdrawn: 0,
      problems: [],
    });
  });

  it('that cannot be applied any more is told after each import, and keeps no other from it', async () => {
    await saveRule(catalog, 'ann', { ...owners, selection: 'name:late.*' });
    await saveRule(catalog, 'ann', { ...owners, name: 'Other', selection: 'name:finance.*' });
    await catalog.store.write((db) =>
      db.prepare(`UPDATE steward_rule SET selection = 'is:nonsense' WHERE rule = 2`).run(),
    );
    const { rules } = await importing('late.table');
    const problems = [{ rule: 2, name: 'Other', message: expect.stringContaining('cannot be used') }];
    expect(rules).toMatchObject({ added: 1, withdrawn: 0, problems });
    expect(ownersOf()).toMatchObject({ 'late.table': ['Finance'], 'finance.orders': ['Finance'] });
    expect(rulesFailed(catalog)?.problems).toEqual(problems);
    expect(await ruleStates(catalog)).toEqual([
      { rule: 1, matches: 1, stated: 1, problem: null },
      { rule: 2, matches: null, stated: 2, problem: problems[0]!.message },
    ]);
    await removeRule(catalog, 'ann', 2);
    expect((await importing('late.other')).rules).toMatchObject({ added: 1, problems: [] });
    expect(rulesFailed(catalog)).toBeNull();
  });

  it('whose applying fails as a whole is told, and the import stands', async () => {
    await saveRule(catalog, 'ann', { ...owners, selection: 'name:late.*' });
    await catalog.store.write((db) =>
      db.exec(`CREATE TRIGGER t BEFORE INSERT ON owner BEGIN SELECT RAISE(ABORT, 'not today'); END`),
    );
    const outcome = await importing('late.table');
    expect(outcome.revision).toBe(catalog.revision());
    expect(outcome.rules).toEqual({
      ...{ revision: null, added: 0, withdrawn: 0 },
      problems: [{ rule: null, name: null, message: 'not today' }],
    });
    expect(rulesFailed(catalog)?.problems).toEqual(outcome.rules?.problems);
    await catalog.store.write((db) => db.exec('DROP TRIGGER t'));
    expect((await importing('late.other')).rules).toMatchObject({ added: 2, problems: [] });
    expect(rulesFailed(catalog)).toBeNull();
  });

  it('that would lower a sensitivity needs a reason to be switched off or removed', async () => {
    const level = { kind: 'sensitivity', key: '', value: 'restricted' } as const;
    const draft = {
      ...owners,
      kind: 'classify' as const,
      effect: { on: 'dataset' as const, statements: [level], owners: [] },
    };
    const { rule } = await saveRule(catalog, 'ann', draft);
    const off = { ...draft, rule: rule!, enabled: false };
    await expect(saveRule(catalog, 'ann', off)).rejects.toMatchObject({
      code: 'REASON_NEEDED',
      policy: 'lower-sensitivity',
      count: 2,
    });
    await expect(removeRule(catalog, 'ann', rule!)).rejects.toThrow(ReasonNeeded);
    expect((await saveRule(catalog, 'ann', off, { dryRun: true })).outcome.withdrawn).toBe(2);
    expect((await saveRule(catalog, 'ann', off, { reason: 'too wide' })).outcome.withdrawn).toBe(2);
  });

  it('never speaks louder than a person', async () => {
    await putEntries(catalog, 'ann', 'domain', [{ name: 'Finance' }, { name: 'Sales' }]);
    const targets = [{ on: 'dataset' as const, id: datasetId(catalog, 'finance.orders') }];
    const say = (value: string) => ({ kind: 'domain', key: '', value }) as const;
    await tag(catalog, 'ann', { targets, add: [say('sales')], remove: [] });
    await saveRule(catalog, 'ann', {
      ...owners,
      kind: 'domain',
      effect: { on: 'dataset', statements: [say('finance')], owners: [] },
    });
    const statements = (name: string) => [...catalog.cards().get(datasetId(catalog, name))!.statements];
    expect([statements('finance.orders'), statements('finance.payments')]).toEqual([
      ['domain=sales'],
      ['domain=finance'],
    ]);
    const other = [{ on: 'dataset' as const, id: datasetId(catalog, 'finance.payments') }];
    await tag(catalog, 'ann', { targets: other, add: [], remove: [say('finance')] });
    expect(statements('finance.payments')).toEqual([]);
    expect((await applyRules(catalog, 'ann')).revision).toBeNull();
    expect(statements('finance.payments')).toEqual([]);
  });

  it('may build on what rules of an earlier level state', async () => {
    await saveRule(catalog, 'ann', {
      name: 'Contact data are confidential',
      kind: 'classify',
      selection: 'category:user.contact',
      effect: {
        on: 'column',
        statements: [{ kind: 'sensitivity', key: '', value: 'confidential' }],
        owners: [],
      },
      enabled: true,
    });
    const { rule } = await saveRule(catalog, 'ann', classify);
    const level = () => catalog.cards().get(datasetId(catalog, 'sales.leads'))!.sensitivity;
    expect(level()).toBeNull();
    await applyRules(catalog, 'ann');
    expect(level()).toBe('confidential');
    await removeRule(catalog, 'ann', rule!);
    await applyRules(catalog, 'ann');
    expect(level()).toBeNull();
  });

  it.each<[string, Partial<RuleDraft>, string]>([
    ['a word that rules may say', { selection: 'finance' }, 'may be said anywhere'],
    ['what the rule may state itself', { selection: '-owner:*' }, 'cannot select by what it may state'],
    ['a condition of it', { selection: 'name:x is:unowned' }, 'cannot select by what it may state'],
    ['a field that is none', { selection: 'is:nonsense' }, 'selection cannot be used'],
    ['nothing', { selection: '  ' }, 'needs a selection'],
    ['an effect of another kind', { kind: 'domain' }, 'names no owners'],
    ['no name', { name: ' ' }, 'needs a name'],
    ['a rule that is not there', { rule: 77 }, 'no rule 77'],
  ])('is refused with %s', async (_, draft, words) => {
    const before = catalog.newestSeq();
    await expect(saveRule(catalog, 'ann', { ...owners, ...draft })).rejects.toThrow(words);
    expect(catalog.newestSeq()).toBe(before);
  });

  it.each<[string, Partial<RuleDraft>, object]>([
    ['a field', { selection: 'name:x -owner:*' }, { field: 'selection', span: { from: 8, to: 15 } }],
    ['a word', { selection: 'name:x wide' }, { field: 'selection', span: { from: 7, to: 11 } }],
    ['the effect', { kind: 'domain' }, { field: 'effect' }],
    ['the name', { name: ' ' }, { field: 'name' }],
  ])('says where it is wrong: %s', async (_, draft, place) => {
    await expect(saveRule(catalog, 'ann', { ...owners, ...draft })).rejects.toMatchObject({ place });
  });

  it('cannot ask for a domain, which rules state', async () => {
    await putEntries(catalog, 'ann', 'domain', [{ name: 'Finance' }]);
    const effect = {
      on: 'dataset',
      statements: [{ kind: 'domain', key: '', value: 'finance' }],
      owners: [],
    } as const;
    const draft: RuleDraft = {
      ...{ name: 'Finance', kind: 'domain', selection: 'domain:finance', effect, enabled: true },
    };
    await expect(saveRule(catalog, 'ann', draft)).rejects.toThrow('it would hold itself up');
    await saveRule(catalog, 'ann', { ...draft, selection: 'name:finance.*' });
    await saveRule(catalog, 'ann', { ...owners, selection: 'domain:finance' });
    expect(ownersOf()['finance.orders']).toEqual(['Finance']);
  });

  it('is taken back and done again as a whole', async () => {
    await saveRule(catalog, 'ann', classify);
    const tagged = () =>
      catalog.store.reader
        .prepare(`SELECT COUNT(*) FROM tag WHERE origin = 'rule:1' AND until_revision IS NULL`)
        .pluck()
        .get();
    expect(tagged()).toBe(3);
    await undo(catalog, 'ann');
    expect([tagged(), rulesOf(catalog.store.reader)]).toEqual([0, []]);
    await redo(catalog, 'ann');
    expect([tagged(), rulesOf(catalog.store.reader).length]).toEqual([3, 1]);
  });
});

it('a rule does not come back without the domain that it states', async () => {
  await putEntries(catalog, 'ann', 'domain', [{ name: 'Finance' }]);
  const { rule } = await saveRule(catalog, 'ann', {
    ...owners,
    kind: 'domain',
    effect: { on: 'dataset', statements: [{ kind: 'domain', key: '', value: 'finance' }], owners: [] },
  });
  await expect(removeEntries(catalog, 'ann', 'domain', ['finance'])).rejects.toThrow(
    '2 statements and 1 rule',
  );
  const removed = await removeRule(catalog, 'ann', rule!);
  await removeEntries(catalog, 'ann', 'domain', ['finance']);
  await expect(undo(catalog, 'ann', removed.revision!)).rejects.toThrow('was removed later');
});
