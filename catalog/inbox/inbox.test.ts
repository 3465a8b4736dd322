import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { columnTags } from '../browse/column-tags.ts';
import type { Fact } from '../model/facts.ts';
import type { Catalog } from '../catalog.ts';
import { tag } from '../stewardship/tag.ts';
import { redo, undo } from '../stewardship/undo.ts';
import { importFacts, openTemporaryCatalog } from '../testing/temp-catalog.ts';
import { decide, inbox, wholeInbox } from './inbox.ts';

const evidence = { scope: 'p', file: 0, at: 'x' };

function table(name: string, columns: readonly string[]): Fact[] {
  const dataset = { namespace: 'n', name };
  return [
    { type: 'dataset', dataset, sourceId: name, evidence },
    ...columns.map((column): Fact => ({ type: 'column', dataset, path: [column], evidence })),
  ];
}

const FIRST: Fact[] = [
  { type: 'scope', scope: 'p', mode: 'replace' },
  ...table('shop.customers', ['email', 'phone_number', 'id', 'created_at']),
  ...table('shop.contacts', ['email', 'mobile_phone', 'note']),
  ...table('shop.items', ['colour', 'weight']),
];

let catalog: Catalog;
beforeEach(async () => {
  catalog = await openTemporaryCatalog();
  await importFacts(catalog.store, FIRST, 'one');
});

const EMAIL = 'user.contact.email';

async function groupOf(category: string) {
  const { categories } = await wholeInbox(catalog);
  return categories.find((group) => group.category === category);
}

/** Every open suggestion as `table.column category`. */
async function open(): Promise<string[]> {
  const { categories } = await wholeInbox(catalog);
  return categories
    .flatMap(({ items, category }) => items.map(({ card, name }) => `${card.name}.${name} ${category}`))
    .sort();
}

/** Tags of people on columns, and refusals. */
function said(): string[] {
  return catalog.store.reader
    .prepare<[], { path: string; value: string; status: string }>(
      `SELECT c.path, t.value, t.status FROM tag t JOIN "column" c ON c.id = t.target_id
       WHERE t.target_type = 'column' AND t.until_revision IS NULL ORDER BY c.id, t.kind, t.value`,
    )
    .all()
    .map(({ path, value, status }) => `${path} ${value} ${status}`);
}

describe('the inbox', () => {
  it('groups columns for which the same is suggested, by name', async () => {
    const group = await groupOf(EMAIL);
    expect(group).toMatchObject({ datasets: 2, names: [{ name: 'email', columns: 2 }] });
    expect(group?.items[0]?.suggestion.evidence.length).toBeGreaterThan(0);
    expect((await open()).some((line) => line.startsWith('shop.items'))).toBe(false);
  });

  it('tells how far it is while columns are being classified', async () => {
    const first = await inbox(catalog);
    expect(first).toMatchObject({ categories: [], working: { done: 0, total: 3 } });
    expect((await wholeInbox(catalog)).working).toBeNull();
  });

  it('confirms a group as one change: category and sensitivity, undone and redone as one', async () => {
    const group = (await groupOf(EMAIL))!;
    const before = await open();
    const result = await decide(catalog, 'ann', { chosen: [{ key: group.key }], decision: 'confirm' });
    expect(result).toMatchObject({ changed: 2, label: `Confirmed ${EMAIL} on 2 columns` });
    expect(said()).toEqual(
      ['email', 'email'].flatMap((name) => [
        `${name} ${EMAIL} confirmed`,
        `${name} ${group.sensitivity} confirmed`,
      ]),
    );
    expect(await groupOf(EMAIL)).toBeUndefined();
    await undo(catalog, 'ann');
    expect(said()).toEqual([]);
    expect(await open()).toEqual(before);
    await redo(catalog, 'ann');
    expect(await groupOf(EMAIL)).toBeUndefined();
  });

  it('leaves out names and items that are not chosen', async () => {
    const { categories } = await wholeInbox(catalog);
    const phones = categories.find(({ names }) => names.some(({ name }) => name === 'mobile_phone'))!;
    await decide(catalog, 'ann', {
      chosen: [{ key: phones.key, exceptNames: ['phone_number'] }],
      decision: 'confirm',
    });
    expect(said().filter((line) => line.includes(phones.category))).toEqual([
      `mobile_phone ${phones.category} confirmed`,
    ]);
    const [mail] = (await groupOf(EMAIL))!.items;
    await decide(catalog, 'ann', {
      chosen: [{ key: (await groupOf(EMAIL))!.key, items: [`column ${mail!.columnId}`] }],
      decision: 'refuse',
    });
    expect((await groupOf(EMAIL))?.items.map(({ columnId }) => columnId)).not.toContain(mail!.columnId);
  });

  it('never lowers a sensitivity that a person set', async () => {
    const group = (await groupOf(EMAIL))!;
    const { columnId } = group.items[0]!;
    await tag(catalog, 'ann', {
      targets: [{ on: 'column', id: columnId }],
      add: [{ kind: 'sensitivity', key: '', value: 'restricted' }],
      remove: [],
    });
    await decide(catalog, 'ann', { chosen: [{ key: group.key }], decision: 'confirm' });
    expect(columnTags(catalog).get(columnId)?.sensitivity).toBe('restricted');
  });

  it('remembers a refusal over an import that changes other things, and shows only what is new', async () => {
    const group = (await groupOf(EMAIL))!;
    await decide(catalog, 'ann', { chosen: [{ key: group.key }], decision: 'refuse', reason: 'test data' });
    const left = await open();
    await importFacts(
      catalog.store,
      [...FIRST, ...table('shop.leads', ['email']), ...table('shop.customers', ['comment'])],
      'two',
    );
    const now = await open();
    expect(now.filter((line) => !left.includes(line))).toEqual([`shop.leads.email ${EMAIL}`]);
  });

  it('offers the same after any decisions were all taken back', async () => {
    const before = await open();
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ at: fc.nat(20), confirm: fc.boolean() }), { maxLength: 5 }),
        async (steps) => {
          let made = 0;
          for (const { at, confirm } of steps) {
            const { categories } = await wholeInbox(catalog);
            const group = categories[at % Math.max(1, categories.length)];
            if (!group) continue;
            const decision = confirm ? 'confirm' : 'refuse';
            const { revision } = await decide(catalog, 'ann', { chosen: [{ key: group.key }], decision });
            if (revision !== null) made += 1;
          }
          for (let at = 0; at < made; at += 1) await undo(catalog, 'ann');
          expect(await open()).toEqual(before);
          expect(said()).toEqual([]);
        },
      ),
      { numRuns: 15 },
    );
  });
});
