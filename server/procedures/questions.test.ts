import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Catalog } from '../../catalog/catalog.ts';
import { dataset, made, SCOPES, SHOP } from '../../catalog/questions/testing/shop.ts';
import { importFacts, openTemporaryCatalog } from '../../catalog/testing/temp-catalog.ts';
import { clientOf } from './testing/client.ts';

let catalog: Catalog;
const client = () => clientOf(catalog);
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

  it('are asked of a past moment, which their answers and files name', async () => {
    const before = await client().questions.impact({ subject: subject() });
    await importFacts(
      catalog.store,
      [...SCOPES, dataset('customers'), ...made('late', 'customers')],
      'later',
    );
    const at = { revision: 1 };
    const then = await client().questions.impact({ subject: subject(), at });
    expect(then.items).toEqual(before.items);
    expect(then.title).toBe('Impact of customers, as of revision 1');
    expect(then.rules.join(' ')).toContain('as they are known today');
    expect((await client().questions.impact({ subject: subject() })).items.map(({ name }) => name)).toContain(
      'late',
    );
    const { name, base64 } = await client().questions.impactFile({ subject: subject(), at, format: 'csv' });
    expect(name).toBe('impact-of-customers-as-of-revision-1.csv');
    expect(Buffer.from(base64, 'base64').toString('utf8')).toContain('of revision 1');
    const late = { on: 'dataset' as const, id: idOf('late') };
    await expect(client().questions.origin({ of: late, at })).rejects.toMatchObject({
      code: 'NOT_FOUND',
      message: 'There was no such thing in this catalog at that moment',
    });
    await expect(client().questions.critical({ at: { revision: 99 } })).rejects.toMatchObject({
      code: 'INVALID',
    });
    const poster = await client().questions.poster({ id: subject().id, at });
    expect(poster.name).toBe('map-customers-r1-a3.pdf');
    expect((await client().questions.map({ id: subject().id, at })).rules).toHaveLength(1);
    expect((await client().overview.map({ at })).datasets.names).not.toContain('late');
  });
});
