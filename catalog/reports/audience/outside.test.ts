import { inflateSync } from 'node:zlib';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readZip } from '../../evidence/zip.ts';
import type { Fact } from '../../model/facts.ts';
import type { Catalog } from '../../catalog.ts';
import type { DsarOrder } from '../../privacy/dsar/request.ts';
import { updateSettings } from '../../settings.ts';
import { own } from '../../stewardship/own.ts';
import { tag } from '../../stewardship/tag.ts';
import { importFacts, openTemporaryCatalog } from '../../testing/temp-catalog.ts';
import { dataset, flow, key } from '../fixtures.ts';
import { REPORT_KINDS } from '../kinds.ts';
import { inspect, missingTools, toolsNote } from '../render/pdf-tools.ts';
import { reportFile } from '../report-file.ts';
import type { ReportRecord } from '../report-store.ts';

const order: DsarOrder = {
  reference: 'DSR-7',
  receivedOn: '2026-03-05',
  jurisdiction: 'gdpr',
  place: 'IE',
  rights: ['access', 'erasure', 'portability'],
  subject: 'customer',
  identifiers: [{ kind: 'email', value: 'jo@example.org' }],
  extended: false,
  identityConfirmedOn: null,
  language: 'en',
};

let catalog: Catalog;
beforeEach(async () => {
  catalog = await openTemporaryCatalog();
});
afterEach(() => catalog.close());

const said = { scope: 'dbt:project/shop', file: 0, at: 'model.shop' };

interface Planted {
  readonly owner: string;
  readonly steward: string;
  readonly actor: string;
  readonly host: string;
  readonly place: string;
  readonly job: string;
  readonly note: string;
  readonly dpo: string;
}

/** Names in every field that says who, where, which file, or holds free text. */
async function plant(names: Planted): Promise<void> {
  const source = key(`postgres://${names.host}:5432`, 'shop.public.customers');
  const mart = key(names.place, 'marts.people');
  const file = key('file', `/srv/${names.job}/export.csv`);
  const facts: Fact[] = [
    { type: 'scope', scope: said.scope, mode: 'replace' },
    ...dataset(source, 'table', { id: 'user.unique_id', email: 'user.contact.email' }, { id: 'bigint' }),
    ...dataset(mart, 'table', { email: 'user.contact.email' }),
    ...dataset(file, 'file', { email: 'user.contact.email' }),
    flow(source, mart),
    flow(mart, file),
    {
      type: 'owner',
      target: { on: 'dataset', dataset: source },
      name: names.owner,
      email: `${names.owner.replaceAll(' ', '.')}@mail.example`,
      role: 'data owner',
      evidence: said,
    },
  ];
  await importFacts(catalog.store, facts, 'one');
  const { id } = catalog.store.reader
    .prepare<[string], { id: number }>('SELECT id FROM dataset WHERE name = ?')
    .get(mart.name)!;
  await own(catalog, names.actor, {
    targets: [{ on: 'dataset', id }],
    add: [{ name: names.steward, email: null, role: 'steward' }],
    remove: [],
    reason: names.note,
  });
  await tag(catalog, names.actor, {
    targets: [{ on: 'dataset', id }],
    add: [{ kind: 'sensitivity', key: '', value: 'restricted' }],
    remove: [],
    reason: names.note,
  });
  await updateSettings(catalog, {
    organisation: { name: 'Example Ltd', contact: `${names.dpo} desk`, dpo: names.dpo, country: 'IE' },
  });
}

/** A file as every byte that a reader can come to: streams and members unpacked, UTF-16 strings read. */
async function opened({ id, files }: ReportRecord): Promise<Map<string, string>> {
  const out = new Map<string, string>();
  for (const { name } of files) {
    if (name.endsWith('parameters.json')) continue;
    const { bytes } = await reportFile(catalog, id, name);
    const texts = [name, Buffer.from(bytes).toString('latin1'), Buffer.from(bytes).toString('utf8')];
    if (/\.(?:docx|xlsx|zip)$/.test(name))
      for (const [member, content] of readZip(bytes))
        texts.push(member, Buffer.from(content).toString('utf8'));
    if (name.endsWith('.pdf')) texts.push(...pdfTexts(Buffer.from(bytes)));
    if (name.endsWith('.pdf') && missingTools.length === 0)
      texts.push(inspect(bytes, 'pdftotext', ['-raw', 'PDF', '-']).replace(/\s+/g, ''));
    out.set(name, texts.join('\n'));
  }
  return out;
}

/** The streams of a PDF, and its strings, which are UTF-16 where they are not plain. */
function pdfTexts(pdf: Buffer): string[] {
  const raw = pdf.toString('latin1');
  const streams = [...raw.matchAll(/stream\r?\n/g)].flatMap(({ index, 0: head }) => {
    try {
      return [inflateSync(pdf.subarray(index + head.length)).toString('utf8')];
    } catch {
      return [];
    }
  });
  return [...streams, ...[raw, ...streams].map((text) => text.replaceAll('\0', ''))];
}

async function made(audience: 'internal' | 'outside'): Promise<Map<string, string>[]> {
  const options = { actor: 'maker.of.reports', audience };
  const audit = await REPORT_KINDS.audit.make(catalog, { title: 'Audit', from: null, to: null }, options);
  const dsar = await REPORT_KINDS.dsar.make(catalog, order, options);
  return [await opened(audit), await opened(dsar)];
}

const token = fc.stringMatching(/^[a-z]{5}$/).map((text) => `q${text}z`);
const unique = fc
  .uniqueArray(token, { minLength: 8, maxLength: 8 })
  .chain((parts) =>
    fc.tuple(fc.constant(parts), fc.constantFrom('', ' ', '-', '.', "'", 'ü', '名'), fc.boolean()),
  )
  .map(([parts, sign, upper]): Planted => {
    const name = (at: number) => {
      const text = `${parts[at]!}${sign}${parts[at]!}x`.trim();
      return upper ? text.charAt(0).toUpperCase() + text.slice(1) : text;
    };
    const word = (at: number) => parts[at]!;
    return {
      owner: name(0),
      steward: name(1),
      actor: name(2),
      host: `${word(3)}.example`,
      place: `snowflake://${word(4)}`,
      job: word(5),
      note: name(6),
      dpo: name(7),
    };
  });

/** What of a planted name may not show: the part that is in no other text. */
const secret = (text: string) => /q[a-z]{5}z/.exec(text.toLowerCase())![0];

describe(`a copy for readers outside${toolsNote}`, () => {
  it('shows no planted name in any byte of any file', async () => {
    await fc.assert(
      fc.asyncProperty(unique, async (names) => {
        await catalog.close();
        catalog = await openTemporaryCatalog();
        await plant(names);
        const planted = Object.values(names).map(secret);
        for (const files of await made('outside')) {
          expect(files.size).toBeGreaterThan(4);
          for (const [name, text] of files) {
            const lower = text.toLowerCase();
            expect({ name, shows: planted.filter((one) => lower.includes(one)) }).toEqual({
              name,
              shows: [],
            });
          }
        }
      }),
      { numRuns: Number(process.env['OUTSIDE_RUNS'] ?? 2) },
    );
  }, 240_000);

  it('is found out by this very search where nothing is withheld', async () => {
    await plant({
      owner: 'Qownerz',
      steward: 'Qstwrdz',
      actor: 'qactorz',
      host: 'qhosttz.example',
      place: 'snowflake://qplacez',
      job: 'qjobbbz',
      note: 'qnoteez',
      dpo: 'Qdpoooz',
    });
    const shown = (await made('internal')).map((files) =>
      [...files].map(
        ([name, text]) =>
          [name.slice(name.indexOf('.')), new Set(text.toLowerCase().match(/q[a-z]{5}z/g))] as const,
      ),
    );
    for (const files of shown)
      for (const [name, found] of files)
        if (name !== '.pdf' || missingTools.length === 0)
          expect([name, found.has('qownerz') || found.has('qhosttz')]).toEqual([name, true]);
  });

  it('keeps every count, says what it withheld, and uses the same pseudonyms at a later revision', async () => {
    await plant({
      owner: 'Ada Ferris',
      steward: 'Grace',
      actor: 'pat',
      host: 'db.shop.example',
      place: 'snowflake://acme',
      job: 'exports',
      note: 'asked by pat',
      dpo: 'Dana',
    });
    const audit = (audience: 'internal' | 'outside') =>
      REPORT_KINDS.audit.make(catalog, { title: 'Audit', from: null, to: null }, { actor: 'pat', audience });
    const dataOf = async (record: ReportRecord) => {
      const { name } = record.files.find((file) => file.name.endsWith('.json'))!;
      return JSON.parse(Buffer.from((await reportFile(catalog, record.id, name)).bytes).toString()) as {
        populations: unknown;
        end: { byNamespace: { key: string; count: number }[] };
        changes: { byActor: { key: string; count: number }[] };
        inventory: { owners: { name: string }[] }[];
        withheld: { kind: string; distinct: number; places: number }[];
        audience?: string;
      };
    };
    const inside = await dataOf(await audit('internal'));
    const outside = await dataOf(await audit('outside'));
    expect(inside.audience).toBeUndefined();
    expect(outside.audience).toBe('outside');
    expect(outside.end.byNamespace.map((one) => one.count)).toEqual(
      inside.end.byNamespace.map((one) => one.count),
    );
    expect(outside.end.byNamespace.every(({ key: shown }) => /^System \d+$/.test(shown))).toBe(true);
    expect(outside.withheld.map((one) => one.kind)).toEqual(['person', 'system', 'path', 'note']);
    const ada = outside.inventory.flatMap((one) => one.owners).map((one) => one.name);
    expect(ada).toContain('Person 1');
    await importFacts(
      catalog.store,
      [
        { type: 'scope', scope: said.scope, mode: 'accumulate' },
        ...dataset(key('a://first', 'x'), 'table', {}),
      ],
      'two',
    );
    const later = await dataOf(await audit('outside'));
    const byCount = new Map(outside.end.byNamespace.map((one) => [one.key, one.count]));
    for (const [name, count] of byCount)
      expect(later.end.byNamespace.find((one) => one.key === name)?.count).toBe(count);
    expect(later.end.byNamespace).toHaveLength(byCount.size + 1);
  });

  it('leaves the statements to search out, and says so', async () => {
    await plant({
      owner: 'Ada',
      steward: 'Grace',
      actor: 'pat',
      host: 'db.shop.example',
      place: 'snowflake://acme',
      job: 'exports',
      note: 'n',
      dpo: 'Dana',
    });
    const record = await REPORT_KINDS.dsar.make(catalog, order, { actor: 'pat', audience: 'outside' });
    const names = record.files.map((file) => file.name);
    expect(names.filter((name) => name.endsWith('.sql'))).toEqual([]);
    expect(names).toContain('DSR-7-response-basis-outside.docx');
    const page = await reportFile(catalog, record.id, 'DSR-7-response-basis-outside.html');
    expect(Buffer.from(page.bytes).toString()).toContain('One file of the report, made for people inside');
  });
});
