/** What stewards state of purposes, legal bases, retention and reviews, in reports; as of the revision of each. */
import { createHash } from 'node:crypto';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Catalog } from '../catalog.ts';
import { makeDsar, previewDsar } from '../privacy/dsar/dsar-report.ts';
import { order } from '../privacy/dsar/fixtures.ts';
import { putEntries, removeEntries } from '../stewardship/registers/write.ts';
import { review } from '../stewardship/review/review.ts';
import { tag, type TagValue } from '../stewardship/tag.ts';
import { importFacts, openTemporaryCatalog } from '../testing/temp-catalog.ts';
import { CLICKS, CUSTOMERS, ORDERS, shopFacts } from './fixtures.ts';
import { REPORT_KINDS } from './kinds.ts';
import { reportFile } from './report-file.ts';

let catalog: Catalog;
beforeEach(async () => {
  catalog = await openTemporaryCatalog();
  await importFacts(catalog.store, shopFacts(), 'one');
  await putEntries(catalog, 'ann', 'purpose', [
    { name: 'Billing', description: 'Invoices and payments', legalBasis: 'contract', retention: 'P10Y' },
    { name: 'Ads', legalBasis: 'consent', retention: 'P6M' },
  ]);
  await say(CUSTOMERS, said('purpose', 'billing'), said('purpose', 'ads'));
  await say(ORDERS, said('purpose', 'billing'), said('legal-basis', 'c'), said('retention', 'P7Y'));
  await say(CUSTOMERS, 'email', said('purpose', 'ads'));
});
afterEach(() => catalog.close());

const said = (kind: TagValue['kind'], value: string): TagValue => ({ kind, key: '', value });

function idOf(name: string, column?: string): { on: 'dataset' | 'column'; id: number } {
  const sql =
    column === undefined
      ? 'SELECT id FROM dataset WHERE name = ?'
      : `SELECT c.id FROM "column" c JOIN dataset d ON d.id = c.dataset_id WHERE d.name = ? AND c.name = ?`;
  const at = column === undefined ? [name] : [name, column];
  const id = catalog.store.reader
    .prepare<string[], number>(sql)
    .pluck()
    .get(...at)!;
  return { on: column === undefined ? 'dataset' : 'column', id };
}

async function say(of: { name: string }, ...words: (TagValue | string)[]): Promise<void> {
  const [column] = words.filter((word) => typeof word === 'string');
  const add = words.filter((word) => typeof word !== 'string');
  await tag(catalog, 'ann', { targets: [idOf(of.name, column)], add, remove: [] });
}

/** Text of a report's file, without its markup and line breaks. */
async function textOf(report: { id: number; files: readonly { name: string }[] }, end: string) {
  const { name } = report.files.find((file) => file.name.endsWith(end))!;
  const { bytes } = await reportFile(catalog, report.id, name);
  return Buffer.from(bytes)
    .toString('utf8')
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll(/\s+/g, ' ');
}

it('a response basis says purposes, legal bases and retention of what is in scope, and what is missing', async () => {
  const { processing, retention, gaps, scope } = await previewDsar(catalog, order);
  const lines = processing.map(({ scoped, column, purpose, legalBasis, retentions }) =>
    [scoped.dataset.name, column, purpose?.name, legalBasis, retentions.join()].join(' | '),
  );
  expect(lines.sort()).toEqual(
    [
      `${CUSTOMERS.name} |  | Ads | Consent, Art. 6(1)(a) GDPR | P6M`,
      `${CUSTOMERS.name} |  | Billing | Contract, Art. 6(1)(b) GDPR | P10Y`,
      `${CUSTOMERS.name} | email | Ads | Consent, Art. 6(1)(a) GDPR | P6M`,
      // What is said of the dataset itself goes before what its purpose says.
      `${ORDERS.name} |  | Billing | Legal obligation, Art. 6(1)(c) GDPR | P7Y`,
    ].sort(),
  );
  expect(retention.map(({ scoped, key, text }) => [scoped.dataset.name, key, text])).toEqual(
    expect.arrayContaining([
      [CUSTOMERS.name, 'purpose Billing', '10 years'],
      [CUSTOMERS.name, 'purpose Ads, column email', '6 months'],
      [ORDERS.name, 'purpose Billing', '7 years'],
    ]),
  );
  const count = (code: string) => gaps.find((gap) => gap.code === code)?.count;
  expect([count('no-purposes'), count('no-legal-basis')]).toEqual([
    scope.within.length - 2,
    scope.within.length - 2,
  ]);
  const ccpa = await previewDsar(catalog, { ...order, jurisdiction: 'us-ca-ccpa', place: 'US-CA' });
  expect(ccpa.gaps.some(({ code }) => code === 'no-legal-basis')).toBe(false);
});

it('an audit report counts purposes, legal bases, retention and reviews', async () => {
  await review(catalog, 'ann', { targets: [idOf(ORDERS.name), idOf(CLICKS.name)], reviewed: true });
  await tag(catalog, 'ann', { targets: [idOf(CLICKS.name)], add: [said('label', 'x')], remove: [] });
  const report = await REPORT_KINDS.audit.make(
    catalog,
    { title: 'Audit', from: null, to: null },
    { actor: 'ann' },
  );
  const data = JSON.parse(
    Buffer.from(
      (await reportFile(catalog, report.id, report.files.find(({ name }) => name.endsWith('.json'))!.name))
        .bytes,
    ).toString(),
  ) as { end: { coverage: { what: string; covered: number; of: number }[] } };
  const of = (words: string) => data.end.coverage.find(({ what }) => what.includes(words))!;
  expect(of('reviewed')).toMatchObject({ covered: 2 });
  const personal = of('have a purpose').of;
  expect(personal).toBeGreaterThan(2);
  expect(['have a purpose', 'have a legal basis', 'have a retention'].map((one) => of(one).covered)).toEqual([
    2, 2, 2,
  ]);
});

it('both are the same bytes when stewards have changed their minds', async () => {
  await review(catalog, 'ann', { targets: [idOf(ORDERS.name)], reviewed: true });
  const dsar = await makeDsar(catalog, order, { actor: 'ann' });
  const audit = await REPORT_KINDS.audit.make(
    catalog,
    { title: 'Audit', from: null, to: null },
    { actor: 'ann' },
  );
  const digests = async () => {
    const found: string[] = [];
    for (const { id, files } of [dsar, audit])
      for (const { name } of files)
        if (!name.endsWith('parameters.json'))
          found.push(
            createHash('sha256')
              .update((await reportFile(catalog, id, name)).bytes)
              .digest('hex'),
          );
    return found;
  };
  const recorded = [dsar, audit].flatMap(({ files }) =>
    files.filter(({ name }) => !name.endsWith('parameters.json')).map(({ sha256 }) => sha256),
  );
  expect(await textOf(dsar, '.html')).toContain(
    'all Billing: Invoices and payments Contract, Art. 6(1)(b) GDPR',
  );
  await putEntries(catalog, 'ann', 'purpose', [{ name: 'Billing', legalBasis: 'f', retention: 'P1Y' }]);
  for (const [of, column] of [
    [CUSTOMERS, undefined],
    [CUSTOMERS, 'email'],
  ] as const)
    await tag(catalog, 'ann', {
      targets: [idOf(of.name, column)],
      add: [said('retention', 'P2Y')],
      remove: [said('purpose', 'ads')],
    });
  await removeEntries(catalog, 'ann', 'purpose', ['ads']);
  await review(catalog, 'ann', { targets: [idOf(ORDERS.name)], reviewed: false });
  expect(await digests()).toEqual(recorded);
  const now = await previewDsar(catalog, order);
  expect(now.processing.some(({ purpose }) => purpose?.name === 'Ads')).toBe(false);
});
