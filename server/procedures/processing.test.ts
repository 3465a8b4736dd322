import { createRouterClient } from '@orpc/server';
import { beforeEach, expect, it } from 'vitest';
import type { Catalog } from '../../catalog/catalog.ts';
import { shopWithActivities } from '../../catalog/privacy/processing/testing/estate.ts';
import { router, type FaceContext } from './index.ts';

let catalog: Catalog;
beforeEach(async () => {
  catalog = await shopWithActivities();
});
const client = () => {
  const context: FaceContext = { catalog, host: 'cli', version: 'test', pathsOf: async (tokens) => tokens };
  return createRouterClient(router, { context });
};

it('puts rows as parts, gives them back, and refuses what there is not', async () => {
  const recipients = [{ organisation: 'A; | B \\ C', role: 'processor', country: 'us', system: '' }];
  const put = (fields: Record<string, string | null | { [part: string]: string }[]>, add = false) =>
    client().processing.put({ register: 'activity', add, entry: { key: 'orders', fields } });
  expect(await put({ recipients, description: 'New' })).toMatchObject({ changed: 1, key: 'orders' });
  const { stated } = await client().processing.show({ key: 'orders' });
  expect(stated).toMatchObject({
    description: 'New',
    recipients: [
      {
        organisation: 'A; | B \\ C',
        role: 'processor',
        country: 'US',
        system: '',
        categories: '',
        contract: '',
      },
    ],
  });
  await expect(put({ nothing: 'x' })).rejects.toMatchObject({ code: 'INVALID', defined: true });
  await expect(put({ role: 'captain' })).rejects.toMatchObject({ code: 'INVALID' });
  await expect(put({}, true)).rejects.toMatchObject({ code: 'CONFLICT' });
  await expect(client().processing.show({ key: 'nothing' })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  await expect(client().processing.append({ key: 'orders', field: 'role', add: 'x' })).rejects.toMatchObject({
    code: 'INVALID',
  });
});

it('settles a finding by what it proposes, once', async () => {
  const findings = async () => (await client().processing.show({ key: 'orders' })).findings;
  const before = await findings();
  for (const { fix } of before) if (fix) await client().processing.append({ key: 'orders', ...fix });
  const left = (await findings()).filter(({ fix }) => fix !== null);
  expect(before.filter(({ fix }) => fix !== null).length).toBeGreaterThan(2);
  expect(left).toEqual([]);
  const { items } = await client().processing.history({ register: 'activity', key: 'orders' });
  expect(items[0]).toMatchObject({ change: 'changed' });
});

it('shows what links would find, in pages and with a bound, and says the total', async () => {
  const links = [
    { kind: 'namespace', value: '*' },
    { kind: 'except', value: 'https://*', name: '*' },
  ];
  const found = await client().processing.match({ links, limit: 2 });
  expect(found).toMatchObject({ total: 8, personal: 4, links: [{ datasets: 9 }, { datasets: 1 }] });
  expect(found.items).toHaveLength(2);
  await expect(client().processing.match({ links: [{ kind: 'planet', value: 'x' }] })).rejects.toMatchObject({
    code: 'INVALID',
  });
  const page = await client().processing.datasets({ key: 'orders', offset: 3, limit: 5 });
  expect([page.total, page.items.length]).toEqual([4, 1]);
  expect(await client().processing.uncovered({ limit: 1 })).toMatchObject({
    total: 2,
    items: [{ name: 'clicks' }],
  });
});

it('measures each template, and offers the words of every field', async () => {
  const { activity, templates, categories } = await client().processing.vocabulary();
  expect(activity.find(({ name }) => name === 'status')?.options?.map(({ value }) => value)).toEqual([
    'active',
    'planned',
    'ended',
  ]);
  expect(categories.some(({ value }) => value === 'user.contact.email')).toBe(true);
  for (const { id } of templates) {
    const { items, percent } = await client().processing.coverage({ template: id, role: 'controller' });
    const [one] = items;
    const { answers } = await client().processing.answers({ template: id, key: 'orders' });
    expect(answers.filter(({ state }) => state === 'open').map(({ label }) => label)).toEqual(
      one!.unanswered,
    );
    expect(percent).toBe(one!.percent);
    expect((await client().processing.coverage({ template: id, role: 'processor' })).items).toEqual([]);
  }
});
