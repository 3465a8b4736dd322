import { createRouterClient } from '@orpc/server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Catalog } from '../../catalog/open.ts';
import { SHOP } from '../../catalog/questions/testing/shop.ts';
import { importFacts, openTemporaryCatalog } from '../../catalog/testing/temp-catalog.ts';
import { router, type FaceContext } from './index.ts';

let catalog: Catalog;
const client = () =>
  createRouterClient(router, {
    context: {
      catalog,
      host: 'cli',
      version: 'test',
      pathsOf: async (tokens) => tokens,
    } satisfies FaceContext,
  });
beforeAll(async () => {
  catalog = await openTemporaryCatalog();
  await importFacts(catalog.store, SHOP, 'shop');
});
afterAll(() => catalog.close());

const idOf = (name: string) => [...catalog.cards().all()].find((card) => card.name === name)!.id;
const subject = () => ({ on: 'dataset' as const, id: idOf('customers') });

describe('questions', () => {
  it('answer page by page, and count before the filter', async () => {
    const all = await client().questions.impact({ subject: subject(), limit: 2 });
    expect([all.total, all.items.length, all.summary.affected]).toEqual([4, 2, 4]);
    expect(all.summary.byKind).toEqual([
      { kind: 'model', count: 1 },
      { kind: 'dashboard', count: 1 },
      { kind: 'table', count: 2 },
    ]);
    const tables = await client().questions.impact({ subject: subject(), kinds: ['table'], offset: 1 });
    expect([tables.total, tables.items.map(({ name }) => name), tables.summary.affected]).toEqual([
      2,
      ['features'],
      4,
    ]);
    const owners = await client().questions.owners({ subject: subject(), limit: 1 });
    expect([owners.total, owners.items[0]?.name]).toEqual([3, 'Data Science']);
  });

  it('write files', async () => {
    for (const [format, start] of [
      ['csv', '\ufeffCritical'],
      ['xlsx', 'PK'],
      ['pdf', '%PDF'],
      ['drafts', 'PK'],
    ] as const) {
      const { base64 } = await client().questions.impactFile({ subject: subject(), format });
      expect(Buffer.from(base64, 'base64').toString('utf8').startsWith(start), format).toBe(true);
    }
    const [owner] = (await client().questions.owners({ subject: subject() })).items;
    const draft = await client().questions.impactFile({
      subject: subject(),
      format: 'draft',
      owner: owner!.key,
    });
    expect(draft.name).toBe('notify-data-science.eml');
    const paths = await client().questions.pathsFile({
      from: subject(),
      to: { on: 'dataset', id: idOf('churn') },
    });
    expect(Buffer.from(paths.base64, 'base64').toString('utf8').split('\r\n')).toHaveLength(7);
    const origin = await client().questions.originFile({ of: { on: 'dataset', id: idOf('churn') } });
    expect(Buffer.from(origin.base64, 'base64').toString('utf8')).toContain('gap,table,legacy');
  });

  it('say when there is no such thing', async () => {
    const gone = { code: 'NOT_FOUND' };
    const none = { on: 'dataset' as const, id: 999 };
    await expect(client().questions.impact({ subject: none })).rejects.toMatchObject(gone);
    await expect(client().questions.origin({ of: none })).rejects.toMatchObject(gone);
    await expect(client().questions.paths({ from: none, to: none })).rejects.toMatchObject(gone);
    await expect(client().questions.map({ id: 999 })).rejects.toMatchObject(gone);
    await expect(client().questions.poster({ id: 999 })).rejects.toMatchObject(gone);
    await expect(client().questions.named({ subject: none })).rejects.toMatchObject(gone);
    const nobody = { subject: subject(), format: 'draft' as const, owner: 'nobody' };
    await expect(client().questions.impactFile(nobody)).rejects.toMatchObject(gone);
  });
});
