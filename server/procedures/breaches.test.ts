/** Breaches and documentation through the contract: shapes hold, refusals come in words. */
import { createRouterClient } from '@orpc/server';
import { beforeEach, expect, it } from 'vitest';
import type { Catalog } from '../../catalog/catalog.ts';
import { CHURN, DIM, PG, shopFacts } from '../../catalog/reports/fixtures.ts';
import { importFacts, openTemporaryCatalog } from '../../catalog/testing/temp-catalog.ts';
import { router } from './index.ts';

let catalog: Catalog;
const clientOf = (of: Catalog) =>
  createRouterClient(router, {
    context: { catalog: of, host: 'cli', version: 'test', pathsOf: async (tokens) => tokens },
  });
let client: ReturnType<typeof clientOf>;

beforeEach(async () => {
  catalog = await openTemporaryCatalog();
  await importFacts(catalog.store, shopFacts(), 'one');
  client = clientOf(catalog);
});

const order = {
  awareAt: '2026-03-05T17:30:00+00:00',
  zone: 'Europe/Dublin',
  kinds: ['confidentiality' as const],
  start: { kind: 'system' as const, parts: [{ on: 'namespace' as const, namespace: PG }] },
  jurisdiction: 'gdpr',
  place: 'IE',
};

it('opens a breach, pages its datasets, and keeps what was noted', async () => {
  const opened = await client.breaches.open({ ...order, title: 'Copy' });
  const { reference } = opened;
  expect(opened.radius.summary).toMatchObject({ affected: 8, considered: 9 });
  expect(opened.radius.picture.held).toHaveLength(4);
  const pages = await Promise.all(
    [0, 3, 6].map((offset) => client.breaches.affected({ reference, offset, limit: 3 })),
  );
  expect(pages.map(({ total, items }) => [total, items.length])).toEqual([
    [8, 3],
    [8, 3],
    [8, 2],
  ]);
  const only = await client.breaches.affected({ reference, arrival: 'raw' });
  expect(only.items.map(({ dataset }) => dataset.name)).toEqual([DIM.name]);
  await client.breaches.set({ reference, fields: { measures: 'Keys changed' } });
  await client.breaches.notice({
    reference,
    notice: { to: 'authority', at: '2026-03-06T10:00:00Z', phase: 'initial' },
  });
  const now = await client.breaches.get({ reference });
  expect(now.fields.measures).toBe('Keys changed');
  expect(now.said['measures']?.revision).toBe(opened.radius.revision + 2);
  expect(now.clock.notifiedAfterHours).toBe(16.5);
  const { total, items } = await client.breaches.list({});
  expect([total, items[0]?.title]).toEqual([1, 'Copy']);
  const history = await client.breaches.history({ reference });
  expect(history.items[0]).toMatchObject({ field: 'notice:1', name: 'notice 1', until: null });
});

it('says in words what cannot be', async () => {
  await expect(client.breaches.get({ reference: 'none' })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  await expect(client.breaches.open({ ...order, place: 'US-CA' })).rejects.toThrow('does not apply');
  await expect(client.breaches.open({ ...order, zone: 'Nowhere' })).rejects.toThrow('Time zone');
  const { reference } = await client.breaches.open(order);
  await expect(client.breaches.move({ reference, to: 'notified' })).rejects.toMatchObject({
    code: 'CONFLICT',
  });
  await expect(client.breaches.set({ reference, fields: { awareAt: 'soon' } })).rejects.toThrow(
    'Aware since',
  );
  await expect(client.documents.get({ datasetId: 999_999, form: 'ai-act' })).rejects.toMatchObject({
    code: 'NOT_FOUND',
  });
  await expect(
    client.documents.answer({ datasetId: 1, question: 'none', state: 'stated', text: 'x' }),
  ).rejects.toMatchObject({ code: 'NOT_FOUND' });
});

it('lists models with how far they are documented, and takes answers', async () => {
  const { total, items } = await client.documents.models({});
  expect(total).toBe(1);
  const [{ dataset, completeness } = { dataset: null, completeness: null }] = items;
  expect(dataset?.name).toBe(CHURN.name);
  const datasetId = dataset!.id;
  await client.documents.answer({ datasetId, question: 'design-choices', state: 'stated', text: 'So.' });
  const record = await client.documents.get({ datasetId, form: 'ai-act' });
  expect(record.completeness.counts.stated).toBe((completeness?.counts.stated ?? 0) + 1);
  expect(record.inputs.map(({ name }) => name)).toEqual([DIM.name]);
  const history = await client.documents.history({ datasetId, question: 'design-choices' });
  expect(history.map(({ text, until }) => [text, until])).toEqual([['So.', null]]);
});

it('makes each new kind of report', async () => {
  const { reference } = await client.breaches.open(order);
  const datasetId = (await client.documents.models({})).items[0]!.dataset.id;
  const kinds: string[] = [];
  for (const made of [
    { kind: 'breach' as const, reference },
    { kind: 'ai-act' as const, datasetId },
    { kind: 'model-card' as const, datasetId },
    { kind: 'datasheet' as const, datasetId },
  ])
    for await (const event of await client.reports.make(made))
      if (event.type === 'done') kinds.push(event.report.kind);
  expect(kinds).toEqual(['breach', 'ai-act', 'model-card', 'datasheet']);
});
