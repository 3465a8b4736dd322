import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import type { Catalog } from '../../catalog/catalog.ts';
import { shopFacts } from '../../catalog/reports/fixtures.ts';
import { importFacts, openTemporaryCatalog } from '../../catalog/testing/temp-catalog.ts';
import { contract } from '../../contract/index.ts';
import { DISCLOSING } from './disclosures.ts';
import { clientOf } from './testing/client.ts';

let catalog: Catalog;
const client = () => clientOf(catalog);

beforeAll(async () => {
  catalog = await openTemporaryCatalog();
  await importFacts(catalog.store, shopFacts(), 'one');
});
afterAll(() => catalog.close());

/** What hands out bytes and needs no entry of its own, and why. */
const NO_ENTRY: Readonly<Record<string, string>> = {
  'ledger.pack': 'making a pack is an entry',
  'desk.finishLetter': 'keeping a letter is an entry',
  'desk.calendarFile': 'days and references of cases only',
};

interface Described {
  readonly '~orpc': { readonly outputSchema?: unknown };
}

function* procedures(at: object, path: readonly string[] = []): Generator<[string, Described]> {
  for (const [key, value] of Object.entries(at)) {
    if (typeof value !== 'object' || value === null) continue;
    if ('~orpc' in value) yield [[...path, key].join('.'), value as Described];
    else yield* procedures(value as object, [...path, key]);
  }
}

it('everything in the contract that hands out a file is entered, or said to need no entry', () => {
  const handing = [...procedures(contract)]
    .filter(([, procedure]) => {
      const schema = procedure['~orpc'].outputSchema;
      if (!(schema instanceof z.ZodType)) return false;
      const said = z.toJSONSchema(schema, { unrepresentable: 'any' });
      // Bytes, or a text with the name of its file.
      const { name, text } = said.properties ?? {};
      return JSON.stringify(said).includes('"base64"') || (name !== undefined && text !== undefined);
    })
    .map(([key]) => key);
  expect(handing.length).toBeGreaterThan(8);
  expect(handing.filter((key) => !(key in DISCLOSING) && !(key in NO_ENTRY))).toEqual([]);
  const known = [...procedures(contract)].map(([key]) => key);
  expect(
    [...Object.keys(DISCLOSING), ...Object.keys(NO_ENTRY)].filter((key) => !known.includes(key)),
  ).toEqual([]);
});

it('an entry says who was handed which file, and the revision stays', async () => {
  const revision = catalog.revision();
  const { text } = await client().registers.exportCsv({ register: 'purpose' });
  expect(text.length).toBeGreaterThan(0);
  await client().sheet.exportFile({ scope: 'datasets', format: 'csv' });
  const { items } = await client().ledger.list({ limit: 2 });
  expect(items.map(({ action, label, changesCatalog }) => [action, label, changesCatalog])).toEqual([
    ['export.sheet', 'List of the grid handed out: datasets.csv', false],
    ['export.register', 'Register handed out', false],
  ]);
  expect(catalog.revision()).toBe(revision);
});

it('what fails hands out nothing and enters nothing', async () => {
  const before = catalog.newestSeq();
  await expect(client().reports.file({ id: 99, name: 'x' })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  await expect(client().desk.person({ reference: 'none' })).rejects.toThrow();
  expect(catalog.newestSeq()).toBe(before);
});

it('two audits are previewed and compared over the contract, with links into what they count', async () => {
  const preview = await client().audit.preview({ frameworks: ['pci'] });
  expect(preview).toMatchObject({ start: null, end: { revision: 1 }, ledger: { verdict: 'intact' } });
  expect(preview.frameworks[0]!.controls[0]).toMatchObject({ id: '1.2.4', support: 'partly' });
  expect(preview.exceptions.every(({ total, items }) => items.length <= Math.min(50, total))).toBe(true);
  const now = { at: 'day', day: null } as const;
  const same = await client().audit.compare({ earlier: now, later: now, frameworks: ['pci'] });
  expect(same.frameworks[0]!.changed).toEqual([]);
  expect(same.between.entries).toBe(0);
  await expect(client().audit.preview({ from: '2026-02-31' })).rejects.toMatchObject({
    code: 'INVALID',
    data: { reason: expect.stringContaining('calendar date') },
  });
  await expect(client().audit.editFramework({ key: 'soc2', text: '{"key":"soc2"}' })).rejects.toMatchObject({
    message: expect.stringContaining('controls'),
  });
});
