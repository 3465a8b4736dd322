import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readZip } from '../../catalog/evidence/zip.ts';
import type { Catalog } from '../../catalog/catalog.ts';
import { shopFacts } from '../../catalog/reports/fixtures.ts';
import { importFacts, openTemporaryCatalog } from '../../catalog/testing/temp-catalog.ts';
import type { Report, ReportOrder } from '../../contract/index.ts';
import { clientOf } from './testing/client.ts';

let catalog: Catalog;
beforeEach(async () => {
  catalog = await openTemporaryCatalog();
  await importFacts(catalog.store, shopFacts(), 'one');
});
afterEach(() => catalog.close());

const client = () => clientOf(catalog).reports;

const DSAR: ReportOrder = {
  kind: 'dsar',
  reference: 'DSR-1',
  receivedOn: '2026-01-31',
  jurisdiction: 'gdpr',
  place: 'ie',
  rights: ['access'],
  subject: 'customer',
  identifiers: [{ kind: 'email', value: 'x@example.org' }],
};

async function made(order: ReportOrder): Promise<Report> {
  let report: Report | undefined;
  for await (const event of await client().make(order)) if (event.type === 'done') report = event.report;
  if (!report) throw new Error('The report did not finish');
  return report;
}

const count = (sql: string) => catalog.store.reader.prepare<[], { n: number }>(sql).get()!.n;
const written = () => ({
  entries: count('SELECT COUNT(*) AS n FROM ledger_entry'),
  cases: count('SELECT COUNT(*) AS n FROM dsar_case'),
  reports: count('SELECT COUNT(*) AS n FROM report'),
});

describe('a look at a report', () => {
  it.each([
    ['audit', { kind: 'audit' } as const],
    ['dsar', DSAR],
  ])('%s: writes nothing, and shows what is made then', async (_, order) => {
    const before = written();
    const ahead = await client().preview(order);
    expect(written()).toEqual(before);
    expect(ahead.revision).toBe(1);
    const report = await made(order);
    const page = await client().page({ id: report.id });
    // The case that is opened in between is an entry of its own.
    const said = (html: string) =>
      html
        .replace(/<script.*/s, '')
        .replace(/<dt[^>]*>Ledger.*?<\/dd>|<footer>.*/gs, '')
        .replace(/(revision) \d+/gi, '$1')
        .replaceAll(/\d\d:\d\d UTC/g, 'UTC');
    if (order.kind === 'dsar') expect(said(page.html)).toBe(said(ahead.html));
    else expect(page.html).toBe(ahead.html);
    expect(ahead.files).toEqual(page.files.filter((name) => !name.endsWith('parameters.json')));
    const outside = await client().preview({ ...order, audience: 'outside' });
    expect(outside.html).toContain('What this copy withholds');
    expect(outside.html).not.toContain('db.shop.example');
    expect(page.html).toContain('db.shop.example');
  });

  it('refuses an order that cannot be used', async () => {
    await expect(client().preview({ kind: 'audit', from: '2026-02-01', to: '2026-01-01' })).rejects.toThrow(
      'before it begins',
    );
  });
});

describe('recorded reports', () => {
  it('are listed by kind, text, audience and day', async () => {
    const audit = await made({ kind: 'audit', title: 'Yearly audit' });
    const dsar = await made(DSAR);
    const copy = await client().copy({ id: audit.id, audience: 'outside' });
    const ids = async (filter: object) =>
      (await client().list({ offset: 0, limit: 10, ...filter })).items.map(({ id }) => id);
    expect(await ids({})).toEqual([copy.id, dsar.id, audit.id]);
    expect(await ids({ kind: 'dsar' })).toEqual([dsar.id]);
    expect(await ids({ text: 'dsr-1' })).toEqual([dsar.id]);
    expect(await ids({ text: 'yearly', audience: 'internal' })).toEqual([audit.id]);
    const today = audit.at.slice(0, 10);
    expect(await ids({ from: today, to: today })).toHaveLength(3);
    expect(await ids({ to: '2020-01-01' })).toEqual([]);
    const all = await client().list({ offset: 0, limit: 1, kind: 'dsar' });
    expect([all.total, all.kinds]).toEqual([1, ['audit', 'dsar']]);
    await expect(client().copy({ id: copy.id, audience: 'outside' })).rejects.toThrow('already');
    await expect(client().one({ id: 99 })).rejects.toThrow('There is no report 99.');
  });

  it('have copies of the same revision, recorded by themselves and made again alike', async () => {
    const audit = await made({ kind: 'audit' });
    await importFacts(catalog.store, [{ type: 'scope', scope: 'dbt:project/shop', mode: 'replace' }], 'two');
    const copy = await client().copy({ id: audit.id, audience: 'outside' });
    expect([copy.revision, copy.audience, copy.kind]).toEqual([audit.revision, 'outside', 'audit']);
    expect(copy.ledgerSeq).toBeGreaterThan(audit.ledgerSeq);
    const checks = await client().check({ id: copy.id });
    expect(checks.map(({ state }) => state)).toEqual(copy.files.map(() => 'same'));
    const { name, base64 } = await client().archive({ id: copy.id });
    expect(name).toBe('audit-report-r1-outside.zip');
    expect([...readZip(Buffer.from(base64, 'base64')).keys()]).toEqual(copy.files.map((file) => file.name));
  });

  it('whose record or catalog was altered are told file by file, and not handed out', async () => {
    const audit = await made({ kind: 'audit' });
    const files = audit.files.map((file, at) => (at === 1 ? { ...file, sha256: 'f'.repeat(64) } : file));
    const gone = { ...files[0]!, name: 'older-form.odt' };
    await catalog.store.write((db) =>
      db.prepare('UPDATE report SET files = ?').run(JSON.stringify([...files, gone])),
    );
    const checks = await client().check({ id: audit.id });
    expect(checks.map(({ state }) => state)).toEqual([
      'same',
      'different',
      ...files.slice(2).map(() => 'same'),
      'different',
    ]);
    expect(checks[1]!.message).toContain('f'.repeat(64));
    await expect(client().archive({ id: audit.id })).rejects.toThrow('differs from the recorded file');
    await expect(client().page({ id: audit.id })).rejects.toThrow('differs from the recorded file');
  });
});
