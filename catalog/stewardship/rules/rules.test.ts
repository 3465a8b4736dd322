import { beforeEach, describe, expect, it } from 'vitest';
import type { Catalog } from '../../open.ts';
import { importFacts, temporaryFolder } from '../../testing/temp-catalog.ts';
import { orphans } from '../people/orphans.ts';
import { putEntries, removeEntries } from '../registers/write.ts';
import { tag } from '../tag.ts';
import { datasetId, estateFacts, smallEstate } from '../testing/small-estate.ts';
import { redo, undo, undoState } from '../undo.ts';
import { applyRules, removeRule, saveRule, type RuleDraft } from './apply.ts';
import { rulesOf } from './read.ts';
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

  it('is applied by itself after an import of files', async () => {
    await saveRule(catalog, 'ann', { ...owners, selection: 'name:late.*' });
    const folder = temporaryFolder();
    mkdirSync(folder, { recursive: true });
    const event = {
      eventTime: '2026-01-01T00:00:00Z',
      producer: 'https://example.org/p',
      schemaURL: 'https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/DatasetEvent',
      dataset: { namespace: 'n', name: 'late.table' },
    };
    writeFileSync(join(folder, 'e.json'), JSON.stringify(event));
    const outcome = await catalog.import({
      paths: [join(folder, 'e.json')],
      kind: 'auto',
      dryRun: false,
      actor: 'ann',
      signal: new AbortController().signal,
    });
    expect(outcome.rejected).toBe(0);
    expect(ownersOf()['late.table']).toEqual(['Finance']);
    expect(undoState(catalog.store.reader).undo?.label).toContain('Applied rules 1: 1 stated');
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
