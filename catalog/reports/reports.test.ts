import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Catalog } from '../catalog.ts';
import { listCases } from '../privacy/cases/cases.ts';
import { makeDsar } from '../privacy/dsar/dsar-report.ts';
import type { DsarOrder } from '../privacy/dsar/request.ts';
import { own } from '../stewardship/own.ts';
import { tag } from '../stewardship/tag.ts';
import { importFacts, openTemporaryCatalog } from '../testing/temp-catalog.ts';
import {
  CUSTOMERS,
  DIM,
  ORDERS,
  PG,
  PRODUCTS,
  REVENUE,
  dataset,
  derived,
  flow,
  key,
  shopFacts,
} from './fixtures.ts';
import { REPORT_KINDS } from './kinds.ts';
import { NoReportFile, ReportMismatch, reportFile } from './report-file.ts';
import { findReport, listReports } from './report-store.ts';
import { safeStem } from './report-model.ts';
import { verifyLedger } from '../ledger/verify.ts';

const order: DsarOrder = {
  reference: 'DSR/2026 0007',
  receivedOn: '2026-03-05',
  jurisdiction: 'gdpr',
  place: 'IE',
  rights: ['access', 'erasure', 'portability'],
  subject: 'customer',
  identifiers: [
    { kind: 'email', value: 'jo.secret@example.org' },
    { kind: 'customer_id', value: '4711' },
  ],
  extended: false,
  identityConfirmedOn: null,
  language: 'en',
};

let catalog: Catalog;
beforeEach(async () => {
  catalog = await openTemporaryCatalog();
  await importFacts(catalog.store, shopFacts(), 'one');
});
afterEach(() => catalog.close());

const STEWARDS = { kind: 'category' as const, key: '', value: 'user.account' };

async function reopen(): Promise<void> {
  await catalog.close();
  catalog = await Catalog.open({ ...catalog.options, create: false });
}

const idOf = (name: string) =>
  catalog.store.reader.prepare<[string], { id: number }>('SELECT id FROM dataset WHERE name = ?').get(name)!
    .id;

/** Everything that can change in place: tags, owners, kinds, properties, joins, edges, results, columns. */
async function moveOn(): Promise<void> {
  await tag(catalog, 'tester', {
    targets: [{ on: 'dataset', id: idOf(REVENUE.name) }],
    add: [
      { kind: 'category', key: '', value: 'user.contact' },
      { kind: 'sensitivity', key: '', value: 'restricted' },
    ],
    remove: [],
  });
  await own(catalog, 'tester', {
    targets: [{ on: 'dataset', id: idOf(CUSTOMERS.name) }],
    add: [{ name: 'Someone Else', email: null, role: 'steward' }],
    remove: [{ name: 'Ada Ferris', email: 'ada@shop.example', role: 'data owner' }],
  });
  const evidence = { scope: 'dbt:project/shop', file: 0, at: 'y' };
  const later = shopFacts()
    .filter((fact) => !(fact.type === 'flow' && fact.to.name === DIM.name))
    .filter(
      (fact) =>
        !(fact.type === 'column' && fact.path[0] === 'faith') &&
        !(fact.type === 'tag' && fact.target.on === 'column' && fact.target.path[0] === 'faith'),
    )
    .map((fact) =>
      fact.type === 'dataset' && fact.dataset.name === REVENUE.name
        ? { ...fact, kind: 'view' as const }
        : fact,
    )
    .map((fact) => (fact.type === 'property' ? { ...fact, value: '1 year' } : fact))
    .map((fact) =>
      fact.type === 'test-result'
        ? { ...fact, status: 'pass' as const, at: '2026-02-02T00:00:00.000Z' }
        : fact,
    );
  const facts = [
    ...later,
    ...dataset(key(PG, 'shop.public.new_one'), 'table', { email: 'user.contact.email' }),
    flow(ORDERS, key(PG, 'shop.public.new_one')),
    derived(ORDERS, 'total', REVENUE, 'amount'),
    {
      type: 'alias' as const,
      dataset: ORDERS,
      alias: REVENUE,
      basis: 'relation' as const,
      certainty: 'certain' as const,
      evidence,
    },
  ];
  await importFacts(catalog.store, facts, 'two');
  const withoutFaith = shopFacts().filter(
    (fact) => !(fact.type === 'tag' && fact.target.on === 'column' && fact.target.path[0] === 'faith'),
  );
  await importFacts(catalog.store, withoutFaith, 'three');
  await tag(catalog, 'tester', {
    targets: [{ on: 'dataset', id: idOf(PRODUCTS.name) }],
    add: [],
    remove: [STEWARDS],
  });
}

async function digests(id: number, names: readonly string[]): Promise<string[]> {
  const files = [];
  for (const name of names)
    files.push(
      createHash('sha256')
        .update((await reportFile(catalog, id, name)).bytes)
        .digest('hex'),
    );
  return files;
}

describe('a report of a revision', () => {
  it('is the same bytes when made again, at once and after the catalog moved on', async () => {
    const steps: string[] = [];
    await tag(catalog, 'tester', {
      targets: [{ on: 'dataset', id: idOf(PRODUCTS.name) }],
      add: [STEWARDS],
      remove: [],
    });
    const dsar = await makeDsar(catalog, order, {
      actor: 'tester',
      progress: ({ step, done, total }) => steps.push(`${done < total} ${step}`),
    });
    const audit = await REPORT_KINDS.audit.make(
      catalog,
      { title: 'Audit', from: null, to: null },
      { actor: 'tester' },
    );
    const names = [dsar, audit].map((one) =>
      one.files.map((file) => file.name).filter((name) => !name.endsWith('parameters.json')),
    );
    expect(names[0]).toEqual([
      'DSR-2026-0007-response-basis.pdf',
      'DSR-2026-0007-response-basis.html',
      'DSR-2026-0007-response-basis.json',
      'DSR-2026-0007-response-basis.docx',
      'DSR-2026-0007-response-basis.xlsx',
      'DSR-2026-0007-response-basis-tables.zip',
      'DSR-2026-0007-search-tasks.sql',
    ]);
    expect(steps.every((step) => step.startsWith('true'))).toBe(true);
    const recorded = [dsar, audit].map((one) =>
      one.files.filter((file) => !file.name.endsWith('parameters.json')).map((file) => file.sha256),
    );
    expect([await digests(dsar.id, names[0]!), await digests(audit.id, names[1]!)]).toEqual(recorded);
    await moveOn();
    await reopen();
    expect([await digests(dsar.id, names[0]!), await digests(audit.id, names[1]!)]).toEqual(recorded);
    const later = await makeDsar(catalog, order, { actor: 'tester' });
    expect(later.files[2]!.sha256).not.toBe(dsar.files[2]!.sha256);
  }, 180_000);

  it('is copied by the version that runs, which is the one that its copy names', async () => {
    const order = { title: 'Audit', from: null, to: null };
    const audit = await REPORT_KINDS.audit.make(catalog, order, { actor: 'tester' });
    await catalog.close();
    catalog = await Catalog.open({ ...catalog.options, create: false, toolVersion: 'newer' });
    const found = (await findReport(catalog, audit.id))!;
    const copy = await REPORT_KINDS.audit.copy(catalog, found, { actor: 'tester', audience: 'outside' });
    const { name } = copy.files.find((file) => file.name.endsWith('.json'))!;
    const { bytes } = await reportFile(catalog, copy.id, name);
    expect(JSON.parse(Buffer.from(bytes).toString('utf8'))).toMatchObject({ tool: { version: 'newer' } });
  });

  it('shows the labels of its revision, and is made again when they have gone or come', async () => {
    const evidence = { scope: 'dbt:project/shop', file: 0, at: 'z' };
    const label = (of: typeof PRODUCTS, value: string) => ({
      type: 'tag' as const,
      target: { on: 'column' as const, dataset: of, path: [of === PRODUCTS ? 'title' : 'amount'] },
      kind: 'label' as const,
      key: 'classification',
      value,
      evidence,
    });
    await importFacts(catalog.store, [...shopFacts(), label(PRODUCTS, 'PII')], 'labelled');
    const dsar = await makeDsar(catalog, order, { actor: 'tester' });
    const names = dsar.files.map((file) => file.name).filter((name) => !name.endsWith('parameters.json'));
    const recorded = dsar.files.filter((file) => names.includes(file.name)).map((file) => file.sha256);
    await importFacts(catalog.store, [...shopFacts(), label(REVENUE, 'PII')], 'labelled elsewhere');
    await tag(catalog, 'tester', {
      targets: [{ on: 'dataset', id: idOf(PRODUCTS.name) }],
      add: [{ kind: 'label', key: 'pii', value: 'true' }],
      remove: [],
    });
    await reopen();
    expect(await digests(dsar.id, names)).toEqual(recorded);
    const inScope = async (id: number, name: string) => {
      const data = JSON.parse(Buffer.from((await reportFile(catalog, id, name)).bytes).toString()) as {
        considered: { name: string; verdict: string; reason: string }[];
      };
      return data.considered.filter((one) => one.verdict === 'in').map((one) => `${one.name}: ${one.reason}`);
    };
    const then = await inScope(dsar.id, names[2]!);
    expect(then.join('\n')).toContain(
      `${PRODUCTS.name}: Labelled personal data by dbt (classification=PII on 1 column)`,
    );
    expect(then.some((one) => one.startsWith(REVENUE.name))).toBe(false);
    const later = await makeDsar(catalog, order, { actor: 'tester' });
    const now = await inScope(later.id, names[2]!);
    expect(now.some((one) => one.startsWith(REVENUE.name))).toBe(true);
    expect(now.join('\n')).toContain(
      `${PRODUCTS.name}: Labelled personal data by tester (steward) (pii=true on the dataset)`,
    );
  });

  it('shows every disclosure up to its making, and none after it when made again', async () => {
    await makeDsar(catalog, order, { actor: 'tester' });
    const audit = await REPORT_KINDS.audit.make(
      catalog,
      { title: 'Audit', from: null, to: null },
      { actor: 'tester' },
    );
    await makeDsar(catalog, order, { actor: 'tester' });
    await reopen();
    const data = JSON.parse(
      Buffer.from((await reportFile(catalog, audit.id, audit.files[2]!.name)).bytes).toString(),
    ) as {
      catalog: { revision: number };
      ledger: { headSeq: number };
      changes: { entries: { action: string }[] };
    };
    expect(data.changes.entries.map((one) => one.action)).toEqual(['import.run', 'case.open', 'report.dsar']);
    expect([data.catalog.revision, data.ledger.headSeq]).toEqual([2, 3]);
  });

  it('bears the time of its revision and no later fact', async () => {
    const audit = await REPORT_KINDS.audit.make(
      catalog,
      { title: 'Audit', from: null, to: null },
      { actor: 'tester' },
    );
    await moveOn();
    await reopen();
    const data = JSON.parse(
      Buffer.from((await reportFile(catalog, audit.id, audit.files[2]!.name)).bytes).toString(),
    ) as {
      catalog: { at: string; revision: number };
      ledger: { head: string; verdict: string };
      end: {
        populations: { what: string; count: number }[];
        exceptions: { code: string; count: number }[];
      };
    };
    const entry = catalog.store.reader
      .prepare<[], { at: string; hash: string }>(
        'SELECT at, lower(hex(entry_hash)) AS hash FROM ledger_entry WHERE seq = 1',
      )
      .get()!;
    expect(data.catalog).toEqual({ revision: 1, at: entry.at });
    expect(data.ledger).toMatchObject({ head: entry.hash, verdict: 'intact', entries: 1 });
    expect(Object.fromEntries(data.end.populations.map((one) => [one.what, one.count]))).toMatchObject({
      Datasets: 8,
      'Mentioned only': 1,
      Imports: 1,
      'Dataset lineage': 7,
    });
    expect(data.end.exceptions.find((one) => one.code === 'failing-tests')?.count).toBe(1);
  });
});

describe('recording', () => {
  it('opens the case, enters the disclosure and keeps identifier values out of everything stored', async () => {
    const record = await makeDsar(catalog, order, { actor: 'tester' });
    const actions = catalog.store.reader
      .prepare<[], { action: string }>('SELECT action FROM ledger_entry ORDER BY seq')
      .all()
      .map((row) => row.action);
    expect(actions).toEqual(['import.run', 'case.open', 'report.dsar']);
    expect([record.revision, record.ledgerSeq]).toEqual([2, 3]);
    await makeDsar(catalog, order, { actor: 'tester' });
    await makeDsar(catalog, { ...order, extended: true }, { actor: 'tester' });
    expect(listCases(catalog, { offset: 0, limit: 10 }).items).toMatchObject([
      {
        reference: 'DSR/2026 0007',
        reports: 3,
        // Extending is a step of the case; a report that reckons with it does not take it.
        due: '2026-04-07',
        state: 'received',
        jurisdiction: 'eu-gdpr',
      },
    ]);
    expect((await listReports(catalog, { offset: 0, limit: 2 })).total).toBe(3);
    expect((await verifyLedger(catalog.store.reader)).verdict).toBe('intact');
    const tables = catalog.store.reader
      .prepare<[], { name: string }>(
        `SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'search_%'`,
      )
      .all();
    const everything = tables
      .map(({ name }) => JSON.stringify(catalog.store.reader.prepare(`SELECT * FROM "${name}"`).all()))
      .join('\n');
    expect(everything).not.toContain('jo.secret');
    for (const file of record.files) {
      const { bytes } = await reportFile(catalog, record.id, file.name);
      expect(Buffer.from(bytes).includes('jo.secret')).toBe(file.name.endsWith('-parameters.json'));
    }
  });

  it('records nothing for a request that cannot be used', async () => {
    await expect(makeDsar(catalog, { ...order, subject: 'martian' }, { actor: 'tester' })).rejects.toThrow(
      /data subject/,
    );
    await expect(
      REPORT_KINDS.audit.make(
        catalog,
        { title: '', from: '2026-05-01', to: '2026-04-01' },
        { actor: 'tester' },
      ),
    ).rejects.toThrow(/before it begins/);
    expect(catalog.revision()).toBe(1);
  });

  it('hands the parameters out only while the process lasts, and says so', async () => {
    const record = await makeDsar(catalog, order, { actor: 'tester' });
    const name = record.files.at(-1)!.name;
    const { bytes } = await reportFile(catalog, record.id, name);
    expect(JSON.parse(Buffer.from(bytes).toString())).toMatchObject({
      parameters: { email: ['jo.secret@example.org'], customer_id: ['4711'] },
    });
    await reopen();
    await expect(reportFile(catalog, record.id, name)).rejects.toThrow(/not stored/);
    await expect(reportFile(catalog, record.id, 'other.pdf')).rejects.toThrow(NoReportFile);
    await expect(reportFile(catalog, 99, name)).rejects.toThrow(NoReportFile);
  });

  it('tells a file that is not what was recorded, with both digests', async () => {
    const record = await REPORT_KINDS.audit.make(
      catalog,
      { title: 'Audit', from: null, to: null },
      { actor: 'tester' },
    );
    await catalog.store.write((db) =>
      db.prepare(`UPDATE owner SET name = 'Forged' WHERE name = 'Ada Ferris'`).run(),
    );
    await reopen();
    const json = record.files[2]!;
    const error = await reportFile(catalog, record.id, json.name).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(ReportMismatch);
    expect((error as ReportMismatch).message).toContain(json.sha256);
    expect((error as ReportMismatch).made).toMatch(/^[0-9a-f]{64}$/);
  });
});

describe('file names', () => {
  it('are safe whatever the reference is', () => {
    expect(
      ['../../etc/passwd', 'CON', '  ', 'Ünï—code 7', 'a'.repeat(300)].map((text) => safeStem(text, 'case')),
    ).toEqual(['etc-passwd', 'case', 'case', 'U-ni-code-7', 'a'.repeat(80)]);
  });
});
