import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Fact } from '../model/facts.ts';
import type { Catalog } from '../catalog.ts';
import { describe as describeIt } from '../stewardship/describe.ts';
import { own } from '../stewardship/own.ts';
import { putEntries } from '../stewardship/registers/write.ts';
import { applyPropagation } from '../privacy/propagate/apply.ts';
import { decideDerived } from '../privacy/propagate/decide.ts';
import { ds, edge, email, idOf, level, said, SCOPE, tables } from '../privacy/propagate/testing.ts';
import { reviewOf } from '../stewardship/review/review.ts';
import { tag } from '../stewardship/tag.ts';
import { columnId, datasetId, estateFacts, smallEstate } from '../stewardship/testing/small-estate.ts';
import { redo, undo } from '../stewardship/undo.ts';
import { importFacts, openTemporaryCatalog } from '../testing/temp-catalog.ts';
import { decide, wholeInbox, type Decision } from './inbox.ts';
import type { InboxGroup, InboxKind } from './model.ts';

const evidence = { scope: 'p', file: 0, at: 'nodes.x' };
const NAMES = ['finance.orders', 'finance.payments', 'finance.refunds', 'sales.leads'];
const dataset = (name: string) => ({ namespace: 'n', name });

async function groupsOf(catalog: Catalog, kind: InboxKind): Promise<InboxGroup[]> {
  return (await wholeInbox(catalog)).groups.filter((group) => group.kind === kind);
}

/** Every open question as `kind title: thing`. */
async function open(catalog: Catalog, kind?: InboxKind): Promise<string[]> {
  const { groups } = await wholeInbox(catalog);
  return groups
    .filter((group) => kind === undefined || group.kind === kind)
    .flatMap((group) =>
      group.entries.map((entry) => `${group.kind} ${group.title}: ${group.show(entry).title}`),
    )
    .sort();
}

async function answer(
  catalog: Catalog,
  kind: InboxKind,
  decision: Decision['decision'],
  more: Partial<Decision> = {},
) {
  const chosen = (await groupsOf(catalog, kind)).map(({ key }) => ({ key }));
  return decide(catalog, 'ann', { chosen, decision, ...more });
}

function sourceTag(name: string, value: string): Fact {
  const target = { on: 'dataset', dataset: dataset(name) } as const;
  return { type: 'tag', target, kind: 'sensitivity', key: '', value, evidence };
}

describe('owners', () => {
  it('are suggested from the schema, with the reason in words, and assigned as one change', async () => {
    const catalog = await smallEstate(NAMES);
    await own(catalog, 'ann', {
      targets: [{ on: 'dataset', id: datasetId(catalog, 'finance.orders') }],
      add: [{ name: 'Finance', email: 'fin@shop.org', role: 'business owner' }],
      remove: [],
    });
    const [finance] = await groupsOf(catalog, 'owner');
    expect(finance).toMatchObject({ datasets: 2, owner: { name: 'Finance', email: 'fin@shop.org' } });
    expect(finance?.show(finance.entries[0]).reasons).toEqual([
      'Finance owns 1 of the 1 dataset of schema finance that has an owner (3 in all).',
    ]);
    await decide(catalog, 'ann', { chosen: [{ key: finance!.key }], decision: 'confirm' });
    expect([...catalog.cards().all()].map(({ owners }) => owners)).toEqual([
      ['Finance'],
      ['Finance'],
      ['Finance'],
      [],
    ]);
    await undo(catalog, 'ann');
    expect((await groupsOf(catalog, 'owner'))[0]?.key).toBe(finance?.key);
  });

  it('are suggested from the job that writes a dataset and from the name of a team', async () => {
    const job = { namespace: 'jobs', name: 'load_leads' };
    const catalog = await smallEstate(NAMES, [
      { type: 'job', job, evidence },
      { type: 'job-output', job, dataset: dataset('sales.leads'), evidence },
      { type: 'owner', target: { on: 'job', job }, name: 'crm', role: '', evidence },
    ] as Fact[]);
    await putEntries(catalog, 'ann', 'party', [{ name: 'Team Finance', kind: 'team' }]);
    const reasons = (await groupsOf(catalog, 'owner')).flatMap((group) =>
      group.entries.map((entry) => group.show(entry).reasons[0]),
    );
    expect(reasons).toContain('crm owns the job load_leads, which writes it.');
    expect(reasons).toContain('The schema finance bears the name of the team Team Finance.');
  });

  it('need to be named where nobody is suggested, and rest when left out', async () => {
    const catalog = await smallEstate(NAMES);
    await expect(answer(catalog, 'owner', 'confirm')).rejects.toThrow('choose who owns it');
    const owner = { name: 'Bea', email: null, role: 'steward' };
    const [first] = await groupsOf(catalog, 'owner');
    const kept = first!.keyOf(first!.entries[0]);
    await answer(catalog, 'owner', 'confirm', {
      chosen: [{ key: first!.key, exceptItems: [kept] }],
      owner,
    });
    expect([...catalog.cards().all()].filter(({ owners }) => owners.includes('Bea'))).toHaveLength(
      first!.entries.length - 1,
    );
    await answer(catalog, 'owner', 'refuse');
    const left = await open(catalog, 'owner');
    await importFacts(catalog.store, estateFacts([...NAMES, 'sales.deals']), 'two');
    expect((await open(catalog, 'owner')).filter((line) => !left.includes(line))).toEqual([
      expect.stringContaining('sales.deals'),
    ]);
  });

  it('that were refused are not suggested again', async () => {
    const catalog = await smallEstate(NAMES);
    await own(catalog, 'ann', {
      targets: [{ on: 'dataset', id: datasetId(catalog, 'finance.orders') }],
      add: [{ name: 'Finance', email: null, role: 'steward' }],
      remove: [],
    });
    await answer(catalog, 'owner', 'refuse');
    expect((await groupsOf(catalog, 'owner')).every(({ owner }) => owner?.name !== 'Finance')).toBe(true);
  });
});

describe('conflicts', () => {
  const target = (catalog: Catalog) => ({ on: 'dataset' as const, id: datasetId(catalog, 'finance.orders') });
  const confidentiality = (value: string) => ({ kind: 'sensitivity', key: '', value }) as const;
  const say = (catalog: Catalog, value: string) =>
    tag(catalog, 'ann', { targets: [target(catalog)], add: [confidentiality(value)], remove: [] });

  it('arise when a source says something else after a person spoke, and show three sides', async () => {
    const catalog = await smallEstate(NAMES, [sourceTag('finance.orders', 'public')]);
    await say(catalog, 'internal');
    expect(await open(catalog, 'conflict')).toEqual([]);
    await importFacts(
      catalog.store,
      estateFacts(NAMES, [sourceTag('finance.orders', 'confidential')]),
      'two',
    );
    const [group] = await groupsOf(catalog, 'conflict');
    expect(group?.title).toBe('Sensitivity: internal by a person, confidential by dbt');
    expect(group?.show(group.entries[0]).sides.map(({ who, value }) => [who, value])).toEqual([
      ['dbt before', 'public'],
      ['dbt now', 'confidential'],
      ['ann', 'internal'],
    ]);
    expect(group?.show(group.entries[0]).sides[1]?.evidence).toContain('nodes.x');
  });

  it('end when theirs is taken, or rest when ours is kept until they change again', async () => {
    const catalog = await smallEstate(NAMES);
    await say(catalog, 'internal');
    const says = async (value: string) =>
      importFacts(catalog.store, estateFacts(NAMES, [sourceTag('finance.orders', value)]), value);
    await says('confidential');
    await answer(catalog, 'conflict', 'refuse');
    expect(await open(catalog, 'conflict')).toEqual([]);
    expect(catalog.cards().get(target(catalog).id)?.sensitivity).toBe('internal');
    await says('restricted');
    expect(await open(catalog, 'conflict')).toHaveLength(1);
    await answer(catalog, 'conflict', 'confirm');
    expect(catalog.cards().get(target(catalog).id)?.sensitivity).toBe('restricted');
    await undo(catalog, 'ann');
    expect(await open(catalog, 'conflict')).toHaveLength(1);
    await redo(catalog, 'ann');
    expect(await open(catalog, 'conflict')).toEqual([]);
  });

  it('meet refusals, owners and descriptions as well', async () => {
    const catalog = await smallEstate(NAMES);
    const place = target(catalog);
    await decide(catalog, 'ann', {
      chosen: (await groupsOf(catalog, 'category')).map(({ key }) => ({ key })),
      decision: 'refuse',
    });
    await own(catalog, 'ann', {
      targets: [place],
      add: [{ name: 'Ann', email: null, role: 'steward' }],
      remove: [],
    });
    await describeIt(catalog, 'ann', { target: place, text: 'Orders of the shop' });
    const on = { on: 'dataset', dataset: dataset('finance.orders') } as const;
    const column = { on: 'column', dataset: dataset('finance.orders'), path: ['email'] } as const;
    await importFacts(
      catalog.store,
      estateFacts(NAMES, [
        { type: 'tag', target: column, kind: 'category', key: '', value: 'user.contact.email', evidence },
        { type: 'owner', target: on, name: 'Zoe', role: 'steward', evidence },
        { type: 'description', target: on, text: 'Something else', evidence },
      ] as Fact[]),
      'two',
    );
    expect(await open(catalog, 'conflict')).toEqual([
      'conflict Category: not user.contact.email by a person, user.contact.email by dbt: email of finance.orders',
      'conflict Descriptions: dbt says something else than people: finance.orders',
      'conflict Owner (steward): Ann by a person, Zoe by dbt: finance.orders',
    ]);
    expect((await answer(catalog, 'conflict', 'confirm')).changed).toBe(3);
    expect(await open(catalog, 'conflict')).toEqual([]);
    const card = catalog.cards().get(place.id)!;
    expect([card.owners, card.description, [...card.categories]]).toEqual([
      ['Zoe'],
      'Something else',
      ['user.contact.email'],
    ]);
  });

  it('ask for a reason where taking theirs lowers a sensitivity', async () => {
    const catalog = await smallEstate(NAMES);
    await catalog.store.write((db) =>
      db.prepare(`INSERT INTO setting (key, value) VALUES ('reasonsFor', '["lower-sensitivity"]')`).run(),
    );
    await say(catalog, 'restricted');
    await importFacts(catalog.store, estateFacts(NAMES, [sourceTag('finance.orders', 'public')]), 'two');
    await expect(answer(catalog, 'conflict', 'confirm')).rejects.toThrow('needs a reason');
    expect((await answer(catalog, 'conflict', 'confirm', { reason: 'checked' })).changed).toBe(1);
  });
});

describe('reviews', () => {
  it('are marked in groups, and only what changed since comes back', async () => {
    const catalog = await smallEstate(NAMES);
    expect((await wholeInbox(catalog)).progress).toEqual({ reviewed: 0, datasets: 4 });
    await answer(catalog, 'review', 'confirm');
    expect((await wholeInbox(catalog)).progress).toEqual({ reviewed: 4, datasets: 4 });
    expect(await open(catalog, 'review')).toEqual([]);
    await importFacts(
      catalog.store,
      estateFacts([...NAMES, 'sales.deals'], [sourceTag('sales.leads', 'public')]),
      'two',
    );
    const lines = await open(catalog, 'review');
    expect(lines).toHaveLength(2);
    expect(lines[0]).toMatch(/^review Changed since review: .*: sales\.leads$/);
    expect(lines[1]).toMatch(/: sales\.deals$/);
    expect(reviewOf(catalog, { on: 'dataset', id: datasetId(catalog, 'finance.orders') }).state).toBe(
      'reviewed',
    );
  });

  it('that are left out rest until the dataset changes after a review', async () => {
    const catalog = await smallEstate(NAMES);
    await answer(catalog, 'review', 'refuse');
    expect(await open(catalog, 'review')).toEqual([]);
    expect((await wholeInbox(catalog)).progress).toEqual({ reviewed: 0, datasets: 4 });
    await undo(catalog, 'ann');
    expect(await open(catalog, 'review')).toHaveLength(4);
  });
});

describe('lineage', () => {
  it('asks to carry tags on, to review masked ones, and remembers what is refused', async () => {
    const catalog = await openTemporaryCatalog();
    await importFacts(
      catalog.store,
      [
        SCOPE,
        ...edge('a.mail>b.mail'),
        ...edge('a.mail>c.mail'),
        ...edge('a.mail>d.hash', 'hashed'),
        said('a.mail', email),
      ],
      'one',
    );
    expect(await open(catalog, 'propagation')).toEqual([
      'propagation user.contact.email is carried on: b.mail',
      'propagation user.contact.email is carried on: c.mail',
      'propagation user.contact.email: masked, aggregated or unknown columns: d.hash',
    ]);
    const [carried] = await groupsOf(catalog, 'propagation');
    const left = carried!.keyOf(carried!.entries[1]);
    const chosen = [{ key: carried!.key, exceptItems: [left] }];
    expect(await decide(catalog, 'ann', { chosen, decision: 'confirm' })).toMatchObject({ changed: 1 });
    expect(await open(catalog, 'propagation')).toHaveLength(2);
    await answer(catalog, 'propagation', 'refuse');
    expect(await open(catalog, 'propagation')).toEqual([]);
    await undo(catalog, 'ann');
    expect(await open(catalog, 'propagation')).toHaveLength(2);
  });

  it('asks what to do where a level flows into a dataset of a lower one', async () => {
    const catalog = await openTemporaryCatalog();
    await importFacts(
      catalog.store,
      [SCOPE, ...edge('a.mail>b.mail'), said('a.mail', level('restricted')), said('b', level('public'))],
      'one',
    );
    const findings = () =>
      open(catalog, 'propagation').then((all) => all.filter((line) => line.includes('less sensitive')));
    expect(await findings()).not.toEqual([]);
    const chosen = (await groupsOf(catalog, 'propagation'))
      .filter(({ title }) => title.includes('less sensitive'))
      .map(({ key }) => ({ key }));
    await decide(catalog, 'ann', { chosen, decision: 'refuse' });
    expect(await findings()).toEqual([]);
    await undo(catalog, 'ann');
    await decide(catalog, 'ann', { chosen, decision: 'confirm' });
    expect(await findings()).toEqual([]);
    expect([...catalog.cards().all()].find(({ name }) => name === 'b')?.ownSensitivity).toBe('restricted');
  });

  it('asks for a reason where refusing a derived level lowers what is in force', async () => {
    const catalog = await openTemporaryCatalog();
    await importFacts(
      catalog.store,
      [SCOPE, ...edge('a.mail>b.mail'), said('a.mail', level('restricted'))],
      'one',
    );
    await applyPropagation(catalog, 'ann', { only: [] });
    await catalog.store.write((db) =>
      db.prepare(`INSERT INTO setting (key, value) VALUES ('reasonsFor', '["lower-sensitivity"]')`).run(),
    );
    const items = [{ target: idOf(catalog, 'b.mail'), tag: level('restricted') }];
    await expect(decideDerived(catalog, 'ann', { items, decision: 'refuse' })).rejects.toThrow(
      'needs a reason',
    );
    const done = await decideDerived(catalog, 'ann', { items, decision: 'refuse', reason: 'test data' });
    expect(done.changed).toBe(1);
  });
});

describe('stale', () => {
  it('retired datasets on which people’s words hang are noted once', async () => {
    const catalog = await smallEstate(NAMES);
    await describeIt(catalog, 'ann', {
      target: { on: 'dataset', id: datasetId(catalog, 'sales.leads') },
      text: 'Leads',
    });
    await importFacts(catalog.store, estateFacts(NAMES.slice(0, 3)), 'two');
    const [gone] = await groupsOf(catalog, 'stale');
    expect(gone?.show(gone.entries[0]).reasons[0]).toMatch(/people said 1 thing of it/);
    await answer(catalog, 'stale', 'confirm');
    expect(await open(catalog, 'stale')).toEqual([]);
  });

  it('datasets that no run used for a month can be deprecated', async () => {
    const catalog = await openTemporaryCatalog();
    const run = (name: string, at: string): Fact[] => {
      const job = { namespace: 'etl', name: `to ${name}` };
      const which = { job, runId: `${name} ${at}` };
      return [
        ...tables('raw', name),
        { type: 'run', run: which, eventType: 'COMPLETE', eventTime: at, evidence },
        { type: 'run-input', run: which, dataset: ds('raw'), evidence },
        { type: 'run-output', run: which, dataset: ds(name), evidence },
      ];
    };
    await importFacts(
      catalog.store,
      [SCOPE, ...run('old', '2026-01-01T00:00:00Z'), ...run('new', '2026-06-01T00:00:00Z')],
      'one',
      { importer: 'openlineage' },
    );
    expect(await open(catalog, 'stale')).toEqual([
      expect.stringMatching(/^stale Not used for a month: .*: old$/),
    ]);
    await answer(catalog, 'stale', 'confirm');
    expect(await open(catalog, 'stale')).toEqual([]);
    expect([...catalog.cards().all()].find(({ name }) => name === 'old')?.labels).toContain(
      'certification=deprecated',
    );
  });
});

it('offers the same again after any decisions of any kind were taken back', async () => {
  const catalog = await smallEstate(NAMES, [sourceTag('finance.orders', 'public')]);
  await tag(catalog, 'ann', {
    targets: [{ on: 'column', id: columnId(catalog, 'finance.orders', 'id') }],
    add: [{ kind: 'sensitivity', key: '', value: 'internal' }],
    remove: [],
  });
  const before = await open(catalog);
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.record({ at: fc.nat(20), confirm: fc.boolean() }), { maxLength: 6 }),
      async (steps) => {
        let made = 0;
        for (const { at, confirm } of steps) {
          const { groups } = await wholeInbox(catalog);
          const group = groups[at % Math.max(1, groups.length)];
          if (!group) continue;
          const { revision } = await decide(catalog, 'ann', {
            chosen: [{ key: group.key }],
            decision: confirm ? 'confirm' : 'refuse',
            owner: { name: 'Ann', email: null, role: 'steward' },
          });
          if (revision !== null) made += 1;
        }
        for (let at = 0; at < made; at += 1) await undo(catalog, 'ann');
        expect(await open(catalog)).toEqual(before);
      },
    ),
    { numRuns: 12 },
  );
});
