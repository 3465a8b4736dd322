/** Files that a face copied for an import go when nobody will read them again, and not before. */
import { createRouterClient } from '@orpc/server';
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, it } from 'vitest';
import type { Catalog } from '../../catalog/catalog.ts';
import { smallEstate } from '../../catalog/stewardship/testing/small-estate.ts';
import { temporaryFolder } from '../../catalog/testing/temp-catalog.ts';
import { router, type FaceContext } from './index.ts';

let catalog: Catalog;
const folder = temporaryFolder();
const at = (token: string) => join(folder, token);
beforeEach(async () => {
  catalog = await smallEstate(['crm.contacts']);
});

/** The token is the name of the file. */
const client = () =>
  createRouterClient(router, {
    context: {
      catalog,
      host: 'loopback',
      version: 'test',
      pathsOf: async (tokens) => tokens.map(at),
      forget: async (tokens) => tokens.forEach((token) => rmSync(at(token), { force: true })),
    } satisfies FaceContext,
  });

async function imported(token: string, dryRun: boolean): Promise<void> {
  const { preview, run } = client().imports;
  for await (const event of await (dryRun ? preview : run)({ tokens: [token] })) void event;
}

it('an import is looked at, read once more, and let go', async () => {
  const dataset = { namespace: 'db://h', name: 'orders' };
  writeFileSync(
    at('events.json'),
    JSON.stringify({
      eventTime: '2026-01-01T00:00:00Z',
      dataset,
      producer: 'https://example.com/producer',
      schemaURL: 'https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/DatasetEvent',
    }),
  );
  await imported('events.json', true);
  expect(existsSync(at('events.json'))).toBe(true);
  await imported('events.json', false);
  expect(existsSync(at('events.json'))).toBe(false);
});

it('what an import fails on is let go; a face hands it over anew', async () => {
  writeFileSync(at('late.json'), '{}');
  const late = client().imports.run({ tokens: ['late.json'], previewId: 'gone' });
  await expect(
    (async () => {
      for await (const event of await late) void event;
    })(),
  ).rejects.toMatchObject({ code: 'CONFLICT' });
  expect(existsSync(at('late.json'))).toBe(false);
});

it.each([
  ['sheet', (token: string, dryRun: boolean) => client().sheet.importFile({ token, dryRun })],
  [
    'processing',
    (token: string, dryRun: boolean) =>
      client().processing.importFile({ register: 'activity', token, dryRun }),
  ],
])('a file of %s stays while it is looked at, and goes when it was imported', async (_name, importFile) => {
  writeFileSync(at('list.csv'), 'name,description\nOrders,New\n');
  await importFile('list.csv', true);
  expect(existsSync(at('list.csv'))).toBe(true);
  await importFile('list.csv', false);
  expect(existsSync(at('list.csv'))).toBe(false);
});

it('what cannot even be looked at goes at once; what was refused can be tried again', async () => {
  writeFileSync(at('broken.xlsx'), 'PK\u0003\u0004 no workbook');
  const importFile = (dryRun: boolean) => client().sheet.importFile({ token: 'broken.xlsx', dryRun });
  await expect(importFile(false)).rejects.toThrow();
  expect(existsSync(at('broken.xlsx'))).toBe(true);
  await expect(importFile(true)).rejects.toThrow();
  expect(existsSync(at('broken.xlsx'))).toBe(false);
});
