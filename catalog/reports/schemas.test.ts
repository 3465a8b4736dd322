import { readFileSync, readdirSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Catalog } from '../catalog.ts';
import { answerQuestion } from '../privacy/ai/answers.ts';
import { noteNotice, openBreach, setBreachFields } from '../privacy/breach/edit.ts';
import { putEntries } from '../stewardship/registers/write.ts';
import { CHURN, DIM, PG } from './fixtures.ts';
import { REPORT_KINDS, type ReportKindKey } from './kinds.ts';
import { reportFile } from './report-file.ts';
import type { ReportRecord } from './report-store.ts';
import { publishedSchemas, schemaText } from './schemas.ts';
import { backdate, fullEstate, idOf, moveOn, openAnother } from './testing/full-estate.ts';

const TODAY = new Date().toISOString().slice(0, 10);
const YESTERDAY = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10);
const folder = new URL('../../docs/schemas/', import.meta.url);

let catalog: Catalog;
beforeEach(async () => {
  catalog = await fullEstate();
});
afterEach(() => catalog.close());

type Audience = 'internal' | 'outside';
const by = (audience: Audience) => ({ actor: 'pat', audience });

async function breach(): Promise<string> {
  const reference = await openBreach(catalog, 'pat', {
    ...{ awareAt: new Date().toISOString(), zone: 'Europe/Dublin', kinds: ['confidentiality'] },
    start: { kind: 'credential', name: 'svc-robin', parts: [{ on: 'namespace', namespace: PG, prefix: '' }] },
    ...{ jurisdiction: 'gdpr', place: 'IE' },
  });
  const fields = { nature: 'A copy was taken', contact: 'Robin Vale', notes: 'Robin Vale found it' } as const;
  await setBreachFields(catalog, 'pat', { reference, fields: { ...fields, subjectsApprox: 20 } });
  const notice = {
    to: 'authority',
    phase: 'initial',
    text: 'Robin Vale wrote it',
    theirReference: 'A-1',
  } as const;
  await noteNotice(catalog, 'pat', { reference, notice: { ...notice, at: new Date().toISOString() } });
  // What came after the breach tells its radius from that of today.
  await moveOn(catalog);
  return reference;
}

const QUESTIONS = { 'ai-act': 'design-choices', datasheet: 'purpose', 'model-card': 'developer' } as const;

async function answered(form: keyof typeof QUESTIONS, audience: Audience): Promise<ReportRecord> {
  const datasetId = idOf(catalog, form === 'datasheet' ? DIM : CHURN);
  const order = { datasetId, question: QUESTIONS[form], state: 'stated', text: 'Trees' } as const;
  await answerQuestion(catalog, 'Robin Vale', order);
  return REPORT_KINDS[form].make(catalog, { datasetId }, by(audience));
}

const orders: Readonly<Record<ReportKindKey, (audience: Audience) => Promise<ReportRecord>>> = {
  'ai-act': (audience) => answered('ai-act', audience),
  'model-card': (audience) => answered('model-card', audience),
  datasheet: (audience) => answered('datasheet', audience),
  audit: async (audience) => {
    // Once as it is, and once of a ledger that was tampered with.
    if (audience === 'outside') {
      await backdate(catalog, YESTERDAY);
      await orders.dsar('internal');
    }
    const from = audience === 'outside' ? TODAY : null;
    return REPORT_KINDS.audit.make(
      catalog,
      { title: 'Audit', from, to: null, frameworks: ['soc2'] },
      by(audience),
    );
  },
  'audit-comparison': async (audience) => {
    const audit = await orders.audit('internal');
    const earlier = { at: 'report', report: audit.id } as const;
    await putEntries(catalog, 'Robin Vale', 'purpose', [{ name: `More ${audience}` }]);
    await openAnother(catalog, audience);
    await moveOn(catalog);
    const order = { title: '', earlier, later: { at: 'day', day: null } } as const;
    return REPORT_KINDS['audit-comparison'].make(catalog, { ...order, frameworks: ['soc2'] }, by(audience));
  },
  breach: async (audience) => REPORT_KINDS.breach.make(catalog, { reference: await breach() }, by(audience)),
  dpia: (audience) => REPORT_KINDS.dpia.make(catalog, { activity: 'orders' }, by(audience)),
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
      by(audience),
    ),
  ropa: async (audience) => {
    await REPORT_KINDS.ropa.make(
      catalog,
      { template: 'dpc', role: 'controller', activities: [] },
      by(audience),
    );
    return REPORT_KINDS.ropa.make(
      catalog,
      { template: 'ico', role: 'processor', activities: [] },
      by(audience),
    );
  },
};
const kinds = Object.keys(REPORT_KINDS) as ReportKindKey[];

async function dataOf(record: ReportRecord): Promise<Record<string, unknown>> {
  const { name } = record.files.find((file) => file.name.endsWith('.json'))!;
  const { bytes } = await reportFile(catalog, record.id, name);
  return JSON.parse(Buffer.from(bytes).toString('utf8')) as Record<string, unknown>;
}

/** The schema with no room for more: what readers pass over, we do not write without saying so. */
function closed(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(closed);
  if (schema === null || typeof schema !== 'object') return schema;
  const inner = Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, closed(value)]));
  const open = inner['properties'] !== undefined && !hasKeys(inner['additionalProperties']);
  return open ? { ...inner, additionalProperties: false } : inner;
}

const hasKeys = (value: unknown) =>
  typeof value === 'object' && value !== null && Object.keys(value).length > 0;

const checkOf = (schema: object) =>
  new Ajv2020({ strict: false, allErrors: true, validateFormats: false }).compile(schema);

interface SchemaNode {
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly items?: SchemaNode;
  readonly anyOf?: readonly SchemaNode[];
  readonly oneOf?: readonly SchemaNode[];
}

const choices = ({ anyOf = [], oneOf = [] }: SchemaNode) => [...anyOf, ...oneOf];

/** Objects that a schema describes, by where they lie: `.end.cases[]`. */
function described(node: SchemaNode, at = ''): string[] {
  return [
    ...(node.properties ? [at] : []),
    ...Object.entries(node.properties ?? {}).flatMap(([key, below]) => described(below, `${at}.${key}`)),
    ...(node.items ? described(node.items, `${at}[]`) : []),
    ...choices(node).flatMap((one) => described(one, at)),
  ];
}

/** Objects that data have, by where they lie. */
function present(value: unknown, at = ''): string[] {
  if (Array.isArray(value)) return value.flatMap((item) => present(item, `${at}[]`));
  if (value === null || typeof value !== 'object') return [];
  return [at, ...Object.entries(value).flatMap(([key, item]) => present(item, `${at}.${key}`))];
}

/** Every object within, with a way to add a property to it. */
function objectsIn(value: unknown): Record<string, unknown>[] {
  if (value === null || typeof value !== 'object') return [];
  const below = Object.values(value).flatMap(objectsIn);
  return Array.isArray(value) ? below : [value as Record<string, unknown>, ...below];
}

describe('schemas of report data', () => {
  it('are published as the code has them, of every kind', () => {
    const published = publishedSchemas();
    expect(published.map(({ kind }) => kind).sort()).toEqual([...kinds].sort());
    expect(readdirSync(folder).sort()).toEqual(published.map(({ file }) => file).sort());
    for (const one of published) {
      const stored = readFileSync(new URL(one.file, folder), 'utf8');
      expect(JSON.parse(stored)).toEqual(JSON.parse(schemaText(one)));
    }
  });

  it.each(kinds)('describe every report of the kind %s in full, for both audiences', async (kind) => {
    const { schema } = publishedSchemas().find((one) => one.kind === kind)!;
    const validate = checkOf(schema);
    const strict = checkOf(closed(schema) as object);
    const met = new Set<string>();
    for (const audience of ['internal', 'outside'] as const) {
      const data = await dataOf(await orders[kind](audience));
      for (const place of present(data)) met.add(place);
      strict(data);
      expect(strict.errors).toBeNull();
      expect(data['$schema']).toBe(schema['$id']);
      // A schema that lets everything pass would be of no use.
      for (const field of Object.keys(data))
        expect([field, validate({ ...data, [field]: { not: ['this'] } })]).toEqual([field, false]);
      if (audience === 'outside') {
        expect(JSON.stringify(data)).not.toMatch(/robin|kit moss|db\.shop\.example/i);
        continue;
      }
      const known = kind === 'dsar' ? ['provisions'] : [];
      for (const object of objectsIn({
        ...data,
        ...Object.fromEntries(known.map((key) => [key, null])),
      }).slice(1)) {
        object['unforeseen'] = 'x';
        expect(strict(data)).toBe(false);
        delete object['unforeseen'];
      }
    }
    // A list that no report fills would say nothing of its fields. `withheld` is of copies only.
    expect(described(schema).filter((place) => !met.has(place))).toEqual([]);
  });
});
