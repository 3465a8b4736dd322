import { beforeEach, describe, expect, it } from 'vitest';
import type { Catalog } from '../../catalog/catalog.ts';
import { datasetId, smallEstate } from '../../catalog/stewardship/testing/small-estate.ts';
import { clientOf } from './testing/client.ts';

let catalog: Catalog;
const client = () => clientOf(catalog);
const orders = () => ({ on: 'dataset' as const, id: datasetId(catalog, 'finance.orders') });

beforeEach(async () => {
  catalog = await smallEstate();
});

describe('a refusal', () => {
  it('that a reason would mend says which policy asks for it', async () => {
    await client().system.updateSettings({ reasonsFor: ['lower-sensitivity'] });
    const level = (value: string) => ({
      targets: [orders()],
      add: [{ kind: 'sensitivity' as const, value }],
    });
    await client().stewardship.tag(level('restricted'));
    await expect(client().stewardship.tag(level('public'))).rejects.toMatchObject({
      code: 'REASON_NEEDED',
      defined: true,
      data: { policy: 'lower-sensitivity', count: 1 },
    });
    expect((await client().stewardship.tag({ ...level('public'), reason: 'published' })).changed).toBe(1);
  });

  it('of a value or key says what is expected', async () => {
    const add = [{ kind: 'domain' as const, value: 'nowhere' }];
    await expect(client().stewardship.tag({ targets: [orders()], add })).rejects.toMatchObject({
      code: 'NOT_FOUND',
      message: expect.stringContaining('add it to the domains'),
    });
    await expect(
      client().registers.put({ register: 'purpose', entries: [{ name: 'P', retention: 'long' }] }),
    ).rejects.toMatchObject({ code: 'INVALID', data: { reason: expect.stringContaining('ISO 8601') } });
  });
});

it('a rule, what it states and what holds go over the contract', async () => {
  await client().registers.put({
    register: 'purpose',
    entries: [{ name: 'Billing', legalBasis: 'b', retention: 'P10Y' }],
  });
  await client().registers.importPeople({ text: 'name,email,team\nAna,ana@x.org,Finance\n' });
  const saved = await client().stewardRules.save({
    name: 'Billing',
    kind: 'tag',
    selection: 'name:finance.*',
    effect: { statements: [{ kind: 'purpose', value: 'billing' }] },
  });
  expect(saved).toMatchObject({ rule: 1, outcome: { matches: 2, added: 2, withdrawn: 0 } });
  const detail = await client().datasets.get({ id: orders().id });
  expect(detail.tags).toMatchObject([{ kind: 'purpose', value: 'billing', origin: 'rule', rule: 1 }]);
  expect(await client().stewardship.effective({ target: orders() })).toMatchObject({
    legalBases: [{ value: 'art6-1-b', from: 'purpose', purpose: 'billing' }],
    review: { state: 'open' },
  });
  await expect(client().registers.remove({ register: 'purpose', keys: ['billing'] })).rejects.toMatchObject({
    code: 'CONFLICT',
    message: expect.stringContaining('2 statements and 1 rule'),
  });
  // What else is stated filters lists as labels do, and is no label of the dataset.
  const found = await client().datasets.search({ text: 'tag:purpose=billing' });
  expect(found.hits.map(({ name, labels }) => [name, labels])).toEqual([
    ['finance.orders', []],
    ['finance.payments', []],
  ]);
  expect((await client().stewardship.orphans({})).total).toBe(3);
  expect(await client().registers.all({ revision: 1 })).toMatchObject({ purposes: [], parties: [] });
  expect((await client().registers.all({})).memberships).toEqual([{ team: 'finance', member: 'ana@x.org' }]);
});
