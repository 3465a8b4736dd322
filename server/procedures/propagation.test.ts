import { createRouterClient } from '@orpc/server';
import { beforeEach, expect, it } from 'vitest';
import type { Catalog } from '../../catalog/catalog.ts';
import { SCOPE, edge, email, idOf, level, said, tables } from '../../catalog/privacy/propagate/testing.ts';
import { importFacts, openTemporaryCatalog } from '../../catalog/testing/temp-catalog.ts';
import { router, type FaceContext } from './index.ts';

let catalog: Catalog;
const client = () => {
  const context: FaceContext = { catalog, host: 'cli', version: 'test', pathsOf: async (tokens) => tokens };
  return createRouterClient(router, { context });
};

beforeEach(async () => {
  catalog = await openTemporaryCatalog();
  const facts = [
    SCOPE,
    ...edge('a.x>b.x'),
    ...edge('b.x>c.x'),
    ...edge('b.x>c.hash', 'hashed'),
    ...tables('c', 'd'),
    said('a.x', email),
    said('a.x', level('restricted')),
    said('c', level('internal')),
  ];
  await importFacts(catalog.store, facts, 'facts');
});

it('counts, lists, explains and applies; the dataset page shows where its tags come from', async () => {
  const { propagation, datasets } = client();
  expect(await propagation.overview({})).toMatchObject({
    revision: 1,
    carried: 4,
    stored: 0,
    added: 4,
    retracted: 0,
    reviews: { columns: 2, datasets: 2 },
    findings: { 'less-sensitive': 1, refused: 0 },
  });
  const first = await propagation.tags({ show: 'new', limit: 1 });
  expect(first).toMatchObject({
    total: 4,
    items: [{ tag: level('restricted'), strength: 'carried', stored: false, hops: 1, why: [] }],
  });
  const target = idOf(catalog, 'c.hash');
  const [why] = await propagation.explain({ target, tag: email });
  expect(why).toMatchObject({ strength: 'review', cause: { column: { path: ['x'] } } });
  expect(why!.hops.map(({ passes, why }) => [passes, why])).toEqual([
    ['value', []],
    ['lowered', ['masked: sha256']],
  ]);
  expect(await propagation.apply({ reason: 'first' })).toMatchObject({ revision: 2, changed: 4 });
  expect(await propagation.tags({ show: 'new' })).toMatchObject({ total: 0 });
  expect(
    await propagation.tags({ show: 'carried', datasetId: idOf(catalog, 'b').id, tag: email }),
  ).toMatchObject({
    total: 1,
    items: [{ stored: true }],
  });
  expect(await propagation.overview({ at: { revision: 1 } })).toMatchObject({ stored: 0, added: 4 });
  const { items } = await datasets.columns({ id: idOf(catalog, 'b').id });
  expect(items[0]!.tags).toMatchObject([
    { value: 'restricted', origin: 'propagated', status: 'derived' },
    { value: email.value, origin: 'propagated', status: 'derived' },
  ]);
});

it('takes what is to be reviewed as a person’s word, and refuses for good', async () => {
  const { propagation, stewardship } = client();
  const item = { target: idOf(catalog, 'c.hash'), tag: email };
  expect(await propagation.decide({ items: [item], decision: 'accept', reason: 'reversible' })).toMatchObject(
    {
      label: 'Accepted user.contact.email on 1 column, from lineage',
    },
  );
  expect(
    (await propagation.tags({ show: 'review', tag: email })).items.map(({ place }) => place.column),
  ).toEqual([null]);
  expect(await propagation.decide({ items: [item], decision: 'refuse' })).toMatchObject({ changed: 1 });
  expect(await propagation.findings({ kind: 'refused' })).toMatchObject({ total: 1 });
  await stewardship.undo({});
  await stewardship.undo({});
  expect(await propagation.tags({ show: 'review', tag: email })).toMatchObject({ total: 2 });
});

it('takes blocks and rules, and says what is wrong with them', async () => {
  const { propagation } = client();
  const from = idOf(catalog, 'a');
  await propagation.block({ block: { from, to: null, kind: 'category' }, reason: 'pseudonymised there' });
  await propagation.setPolicy({ rules: [{ kind: 'sensitivity', carries: false }] });
  expect(await propagation.overview({})).toMatchObject({ carried: 0 });
  const { rules, blocks } = await propagation.policy({});
  expect(rules).toMatchObject([{ kind: 'sensitivity', carries: false, actor: 'tester' }]);
  expect(blocks).toMatchObject([
    { fromPlace: { dataset: { name: 'a' } }, toPlace: null, closes: 1, reason: 'pseudonymised there' },
  ]);
  expect(await propagation.whatIf({ unblock: [blocks[0]!.id] })).toMatchObject({ total: 4 });
  await expect(propagation.block({ block: {} })).rejects.toMatchObject({ code: 'BAD_REQUEST' });
  await expect(propagation.block({ block: { from: { on: 'column', id: 999 } } })).rejects.toMatchObject({
    code: 'NOT_FOUND',
  });
  expect(await propagation.unblock({ ids: [77] })).toMatchObject({ revision: null });
  await expect(propagation.overview({ at: { revision: 99 } })).rejects.toMatchObject({ code: 'INVALID' });
});
