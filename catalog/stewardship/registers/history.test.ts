import { beforeEach, expect, it } from 'vitest';
import type { Catalog } from '../../catalog.ts';
import { own } from '../own.ts';
import { changeMembers } from '../people/members.ts';
import { tag } from '../tag.ts';
import { columnId, datasetId, smallEstate } from '../testing/small-estate.ts';
import { undo } from '../undo.ts';
import { entryHistory } from './history.ts';
import { usageOf } from './usage.ts';
import { putEntries, removeEntries } from './write.ts';

let catalog: Catalog;
beforeEach(async () => {
  catalog = await smallEstate();
});
const PAGE = { offset: 0, limit: 50 };

it('tells who changed which field of an entry, when and why, also after it is gone and back', async () => {
  await putEntries(catalog, 'ann', 'term', [{ name: 'Order', synonyms: ['Deal'] }], { reason: 'asked for' });
  await putEntries(catalog, 'bob', 'term', [{ key: 'order', definition: 'A *deal*', synonyms: [] }]);
  await putEntries(catalog, 'bob', 'term', [{ name: 'Other' }]);
  await removeEntries(catalog, 'cat', 'term', ['order']);
  await undo(catalog, 'cat');
  const { total, items } = entryHistory(catalog.store.reader, 'term', 'order', PAGE);
  expect(total).toBe(4);
  expect(items.map(({ actor, change, reason, fields }) => ({ actor, change, reason, fields }))).toEqual([
    { actor: 'cat', change: 'added', reason: null, fields: expect.any(Array) as unknown },
    { actor: 'cat', change: 'removed', reason: null, fields: [] },
    {
      actor: 'bob',
      change: 'changed',
      reason: null,
      fields: [
        { field: 'definition', before: null, after: 'A *deal*' },
        { field: 'synonyms', before: 'Deal', after: null },
      ],
    },
    {
      actor: 'ann',
      change: 'added',
      reason: 'asked for',
      fields: [
        { field: 'name', before: null, after: 'Order' },
        { field: 'synonyms', before: null, after: 'Deal' },
      ],
    },
  ]);
  expect(entryHistory(catalog.store.reader, 'term', 'order', { offset: 3, limit: 1 }).items).toHaveLength(1);
  expect(entryHistory(catalog.store.reader, 'term', 'nothing', PAGE)).toEqual({ total: 0, items: [] });
});

it('tells of members that come and go', async () => {
  await putEntries(catalog, 'ann', 'party', [
    { name: 'Finance', kind: 'team' },
    { name: 'Ada', kind: 'person', email: 'ada@example.org' },
  ]);
  await changeMembers(catalog, 'ann', { team: 'finance', add: ['ada@example.org'], remove: [] });
  await changeMembers(catalog, 'ann', { team: 'finance', add: [], remove: ['ada@example.org'] });
  const fieldsOf = (key: string) =>
    entryHistory(catalog.store.reader, 'party', key, PAGE)
      .items.slice(0, 2)
      .map(({ fields }) => fields);
  expect(fieldsOf('finance')).toEqual([
    [{ field: 'member', before: 'ada@example.org', after: null }],
    [{ field: 'member', before: null, after: 'ada@example.org' }],
  ]);
  expect(fieldsOf('ada@example.org')[0]).toEqual([{ field: 'team', before: 'finance', after: null }]);
});

it('counts datasets that carry an entry, themselves or by a column, and those that somebody owns', async () => {
  const orders = { on: 'dataset', id: datasetId(catalog, 'finance.orders') } as const;
  const email = { on: 'column', id: columnId(catalog, 'sales.leads', 'email') } as const;
  await putEntries(catalog, 'ann', 'term', [{ name: 'Order' }, { name: 'Unused' }]);
  const add = [{ kind: 'term', key: '', value: 'order' }] as const;
  await tag(catalog, 'ann', { targets: [orders, email], add, remove: [] });
  expect(usageOf(catalog, 'term')).toEqual([{ key: 'order', datasets: 2, columns: 1 }]);
  await putEntries(catalog, 'ann', 'party', [{ name: 'Ada', kind: 'person', email: 'ada@example.org' }]);
  const owners = [
    { name: 'Ada', email: null, role: 'steward' },
    { name: 'ADA@example.org', email: null, role: 'business owner' },
    { name: 'Nobody known', email: null, role: 'steward' },
  ];
  await own(catalog, 'ann', { targets: [orders], add: owners, remove: [] });
  expect(usageOf(catalog, 'party')).toEqual([{ key: 'ada@example.org', datasets: 1, columns: 0 }]);
});
