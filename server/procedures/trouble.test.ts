/** What goes wrong below reaches the user in words, or not at all. */
import { createRouterClient } from '@orpc/server';
import BetterSqlite3 from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SourceError } from '../../catalog/importers/importer.ts';
import type { Catalog } from '../../catalog/catalog.ts';
import { openTemporaryCatalog } from '../../catalog/testing/temp-catalog.ts';
import { router } from './index.ts';
import { FaceError, told } from './trouble.ts';

let catalog: Catalog;
beforeEach(async () => {
  catalog = await openTemporaryCatalog();
});
afterEach(() => catalog.close());

const client = (pathsOf = async (tokens: readonly string[]): Promise<readonly string[]> => tokens) =>
  createRouterClient(router, { context: { catalog, host: 'cli', version: 'test', pathsOf } });

async function drain(events: Promise<AsyncIterable<unknown>>): Promise<void> {
  for await (const _event of await events);
}

describe('told', () => {
  it('keeps words that are for the user', () => {
    expect(told(new FaceError(404, 'There is no such upload'))).toMatchObject({
      code: 'NOT_FOUND',
      message: 'There is no such upload',
    });
    expect(told(new SourceError('changed-while-reading', 'x changed'))).toMatchObject({
      code: 'UNPROCESSABLE_CONTENT',
      message: 'x changed.',
    });
    expect(told(new BetterSqlite3.SqliteError('database is locked', 'SQLITE_BUSY'))).toMatchObject({
      code: 'CONFLICT',
      message: expect.stringContaining('another process is writing'),
    });
    const other = new TypeError('x is not a function');
    expect(told(other)).toBe(other);
  });
});

it('an unknown token is refused in words', async () => {
  const refuse = async (): Promise<never> => {
    throw new FaceError(404, 'There is no such upload');
  };
  await expect(drain(client(refuse).imports.run({ tokens: ['made-up'] }))).rejects.toMatchObject({
    code: 'NOT_FOUND',
    message: 'There is no such upload',
  });
});

it('a name that is not well-formed text stops no later change', async () => {
  await client().system.updateSettings({ actor: 'ann \ud800' });
  await drain(client().imports.sample());
  const add = [{ kind: 'label' as const, key: '\udc00', value: 'x\ud83d' }];
  await client().stewardship.tag({ targets: [{ on: 'dataset', id: 1 }], add, remove: [] });
  const [newest] = (await client().ledger.list({})).items;
  expect(newest).toMatchObject({ seq: 2, actor: 'ann \ufffd' });
});
