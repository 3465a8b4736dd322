import { createRouterClient } from '@orpc/server';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Catalog } from '../../catalog/catalog.ts';
import { columnId, datasetId, smallEstate } from '../../catalog/stewardship/testing/small-estate.ts';
import { temporaryFolder } from '../../catalog/testing/temp-catalog.ts';
import { router, type FaceContext } from './index.ts';

let catalog: Catalog;
const folder = temporaryFolder();
beforeEach(async () => {
  catalog = await smallEstate(['crm.contacts']);
  mkdirSync(folder, { recursive: true });
});

/** A face that copies what it is handed: the token is the name of the file. */
const client = () =>
  createRouterClient(router, {
    context: {
      catalog,
      host: 'loopback',
      version: 'test',
      pathsOf: (tokens) => Promise.resolve(tokens.map((token) => join(folder, token))),
      forget: (tokens) => Promise.resolve(tokens.forEach((token) => rmSync(join(folder, token)))),
    } satisfies FaceContext,
  });

describe('a file with sample values', () => {
  it('is looked at, deleted, and decided on', async () => {
    const rows = Array.from({ length: 25 }, (_, at) => `x${at}@example.org;${at}`);
    writeFileSync(join(folder, 's.csv'), ['email;id', ...rows].join('\n'));
    const asked = { token: 's.csv', datasetId: datasetId(catalog, 'crm.contacts') };
    const sample = await client().samples.classify(asked);
    expect(existsSync(join(folder, 's.csv'))).toBe(false);
    expect(sample).toMatchObject({ file: 's.csv', rows: 25, dataset: { name: 'crm.contacts' } });
    const [email, id] = sample.columns;
    expect(email).toMatchObject({
      columnId: columnId(catalog, 'crm.contacts', 'email'),
      shapes: [{ shape: 'a99@aaaaaaa.aaa' }, { shape: 'a9@aaaaaaa.aaa' }],
      suggestions: [{ category: 'user.contact.email', name: 'Contact Email', standing: 'new' }],
    });
    expect(id!.suggestions).toMatchObject([{ category: 'user.unique_id', standing: 'new' }]);
    const { category, sensitivity, evidence } = email!.suggestions[0]!;
    const confirm = [{ columnId: email!.columnId!, category, sensitivity, evidence }];
    expect(await client().samples.decide({ file: sample.file, confirm })).toMatchObject({ changed: 1 });
  });

  it('that cannot be used is told in words, and deleted as well', async () => {
    writeFileSync(join(folder, 'empty.csv'), '');
    await expect(client().samples.classify({ token: 'empty.csv' })).rejects.toMatchObject({
      code: 'INVALID',
      message: expect.stringContaining('has no columns'),
    });
    expect(existsSync(join(folder, 'empty.csv'))).toBe(false);
  });
});
