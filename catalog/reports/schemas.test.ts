import { readFileSync, readdirSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Catalog } from '../open.ts';
import { importFacts, openTemporaryCatalog } from '../testing/temp-catalog.ts';
import { shopFacts } from './fixtures.ts';
import { REPORT_KINDS } from './kinds.ts';
import { reportFile } from './report-file.ts';
import type { ReportRecord } from './report-store.ts';
import { publishedSchemas, schemaText } from './schemas.ts';

const folder = new URL('../../docs/schemas/', import.meta.url);

let catalog: Catalog;
beforeEach(async () => {
  catalog = await openTemporaryCatalog();
  await importFacts(catalog.store, shopFacts(), 'one');
});
afterEach(() => catalog.close());

type Audience = 'internal' | 'outside';
const orders: Readonly<Record<string, (audience: Audience) => Promise<ReportRecord>>> = {
  audit: (audience) =>
    REPORT_KINDS.audit.make(catalog, { title: 'Audit', from: null, to: null }, { actor: 'pat', audience }),
  dsar: (audience) =>
    REPORT_KINDS.dsar.make(
      catalog,
      {
        reference: 'DSR-1',
        receivedOn: '2026-03-05',
        jurisdiction: 'gdpr',
        place: 'IE',
        rights: ['access', 'portability', 'erasure'],
        subject: 'customer',
        identifiers: [],
        extended: false,
        identityConfirmedOn: null,
        language: 'en',
      },
      { actor: 'pat', audience },
    ),
};

async function dataOf(record: ReportRecord): Promise<Record<string, unknown>> {
  const { name } = record.files.find((file) => file.name.endsWith('.json'))!;
  const { bytes } = await reportFile(catalog, record.id, name);
  return JSON.parse(Buffer.from(bytes).toString('utf8')) as Record<string, unknown>;
}

describe('schemas of report data', () => {
  it('are published as the code has them', () => {
    const published = publishedSchemas();
    expect(published.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['audit', 'dsar']));
    expect(readdirSync(folder).sort()).toEqual(published.map(({ file }) => file).sort());
    for (const one of published) {
      const stored = readFileSync(new URL(one.file, folder), 'utf8');
      expect(JSON.parse(stored)).toEqual(JSON.parse(schemaText(one)));
    }
  });

  it.each(['audit', 'dsar'])(
    'describe every report of the kind %s, for both audiences',
    async (kind) => {
      const { schema } = publishedSchemas().find((one) => one.kind === kind)!;
      const ajv = new Ajv2020({ strict: false, allErrors: true, validateFormats: false });
      const validate = ajv.compile(schema);
      for (const audience of ['internal', 'outside'] as const) {
        const data = await dataOf(await orders[kind]!(audience));
        validate(data);
        expect(validate.errors).toBeNull();
        expect(data['$schema']).toBe(schema['$id']);
        // A schema that lets everything pass would be of no use.
        for (const field of Object.keys(data))
          expect([field, validate({ ...data, [field]: { not: ['this'] } })]).toEqual([field, false]);
      }
    },
    60_000,
  );
});
