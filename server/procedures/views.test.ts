import { beforeEach, expect, it } from 'vitest';
import { STATE_LIMIT } from '../../catalog/views/saved-views.ts';
import type { Catalog } from '../../catalog/catalog.ts';
import { openTemporaryCatalog } from '../../catalog/testing/temp-catalog.ts';
import { clientOf } from './testing/client.ts';

let catalog: Catalog;
const views = () => clientOf(catalog).views;

beforeEach(async () => {
  catalog = await openTemporaryCatalog();
});

it('keeps a view with its state until it is removed', async () => {
  const state = { roots: [1, 2], positions: { '1': { x: 10.5, y: -3 } }, columns: true, trace: null };
  const saved = await views().save({ kind: 'lineage', name: '  Orders ', state });
  expect(saved).toMatchObject({ kind: 'lineage', name: 'Orders', state, actor: 'tester' });
  expect(await views().get({ id: saved.id })).toEqual(saved);
  expect(await views().list({ kind: 'lineage' })).toEqual([saved]);
  expect(await views().list({ kind: 'search' })).toEqual([]);
  expect(await views().remove({ id: saved.id })).toEqual({ removed: true });
  expect(await views().remove({ id: saved.id })).toEqual({ removed: false });
  await expect(views().get({ id: saved.id })).rejects.toMatchObject({ code: 'NOT_FOUND' });
});

it('puts back what was removed under the number that links know, unless that is taken', async () => {
  const { id, name, state } = await views().save({ kind: 'lineage', name: 'Orders', state: { roots: [1] } });
  await views().remove({ id });
  expect(await views().save({ kind: 'lineage', name, state, id })).toMatchObject({ id, name, state });
  const other = await views().save({ kind: 'lineage', name: 'Others', state: {}, id });
  expect(other.id).not.toBe(id);
  expect(await views().get({ id })).toMatchObject({ name });
  const never = await views().save({ kind: 'lineage', name: 'Never', state: {}, id: 2 ** 31 - 1 });
  expect(never.id).toBeLessThan(10);
});

it('changes the name and the state apart from each other', async () => {
  const saved = await views().save({ kind: 'lineage', name: 'Orders', state: { roots: [1] } });
  const renamed = await views().change({ id: saved.id, name: 'Sales' });
  expect(renamed).toMatchObject({ name: 'Sales', state: { roots: [1] }, createdAt: saved.createdAt });
  const moved = await views().change({ id: saved.id, state: { roots: [2] } });
  expect(moved).toMatchObject({ name: 'Sales', state: { roots: [2] } });
  await expect(views().change({ id: 99, name: 'x' })).rejects.toMatchObject({ code: 'NOT_FOUND' });
});

it('has one view of a name in a kind', async () => {
  const first = await views().save({ kind: 'lineage', name: 'Orders', state: {} });
  await views().save({ kind: 'search', name: 'Orders', state: {} });
  const other = await views().save({ kind: 'lineage', name: 'Others', state: {} });
  await expect(views().save({ kind: 'lineage', name: 'Orders', state: {} })).rejects.toMatchObject({
    code: 'CONFLICT',
    message: 'There is already one named “Orders”.',
  });
  await expect(views().change({ id: other.id, name: 'Orders' })).rejects.toMatchObject({ code: 'CONFLICT' });
  expect(await views().change({ id: first.id, name: 'Orders', state: { up: 2 } })).toMatchObject({
    state: { up: 2 },
  });
});

it('tells who comes second to a name, or to a view that is removed, also at the same moment', async () => {
  const save = (name: string) => views().save({ kind: 'search', name, state: {} });
  const both = await Promise.allSettled([save('Orders'), save('Orders')]);
  expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  expect(both.find(({ status }) => status === 'rejected')).toMatchObject({
    reason: { code: 'CONFLICT', message: 'There is already one named “Orders”.' },
  });
  const [a, b] = [await save('a'), await save('b')];
  const renamed = await Promise.allSettled([a, b].map(({ id }) => views().change({ id, name: 'c' })));
  expect(renamed.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'CONFLICT' } });
  const [, changed] = await Promise.allSettled([
    views().remove({ id: a.id }),
    views().change({ id: a.id, state: { up: 1 } }),
  ]);
  if (changed.status === 'rejected') expect(changed.reason).toMatchObject({ code: 'NOT_FOUND' });
});

it('lists by name as people sort, refuses what is too large, and leaves the revision alone', async () => {
  for (const name of ['b 10', 'a', 'b 9']) await views().save({ kind: 'search', name, state: {} });
  expect((await views().list({ kind: 'search' })).map((view) => view.name)).toEqual(['a', 'b 9', 'b 10']);
  await expect(
    views().save({ kind: 'search', name: 'big', state: { text: 'x'.repeat(STATE_LIMIT) } }),
  ).rejects.toMatchObject({ code: 'CONFLICT' });
  expect(catalog.revision()).toBe(0);
});
