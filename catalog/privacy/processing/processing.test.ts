import { beforeEach, describe, expect, it } from 'vitest';
import type { Catalog } from '../../catalog.ts';
import { datasetId } from '../../stewardship/testing/small-estate.ts';
import { putEntries, removeEntries } from '../../stewardship/registers/write.ts';
import { tag } from '../../stewardship/tag.ts';
import { redo, undo } from '../../stewardship/undo.ts';
import { exportLines } from '../../export/ndjson.ts';
import { entriesOf } from '../../stewardship/registers/read.ts';
import { liveProcessing } from './live.ts';
import { ACTIVITY_FIELDS } from './register/fields.ts';
import { matcherOf, OPTIONS_OF } from './vocabulary.ts';
import { knownNow, ORDERS_ACTIVITY, shopWithActivities } from './testing/estate.ts';

let catalog: Catalog;
beforeEach(async () => {
  catalog = await shopWithActivities();
});
const put = (entry: Parameters<typeof putEntries>[3][number]) =>
  putEntries(catalog, 'ann', 'activity', [{ key: 'orders', ...entry }]);
const rules = async (key?: string) => (await knownNow(catalog, key)).findings.map(({ rule }) => rule);
const finding = async (rule: string) => (await knownNow(catalog)).findings.find((one) => one.rule === rule);

describe('datasets of an activity', () => {
  const names = async () => (await knownNow(catalog)).derived.datasets.map(({ of }) => of.dataset.name);

  it('are found by namespace, name, domain, purpose, label, category and subject, each explained', async () => {
    const customers = [{ on: 'dataset' as const, id: datasetId(catalog, 'shop.public.customers') }];
    await putEntries(catalog, 'ann', 'domain', [{ name: 'Sales' }, { name: 'Retail', parent: 'sales' }]);
    const state = (kind: 'domain' | 'purpose' | 'subject' | 'label', value: string, key = '') =>
      tag(catalog, 'ann', { targets: customers, add: [{ kind, key, value }], remove: [] });
    await state('domain', 'retail');
    await state('purpose', 'sales');
    await state('subject', 'customer');
    await state('label', 'crm', 'app');
    await put({
      links: [
        'domain | sales',
        'purpose | sales',
        'subject | customer',
        'label | app=crm',
        'category | user.contact',
        'dataset | postgres://db.shop.example:5432 | shop.public.customers',
      ],
    });
    const { datasets, links } = (await knownNow(catalog)).derived;
    const one = datasets.find(({ of }) => of.dataset.name === 'shop.public.customers')!;
    expect(one.why).toEqual([
      'in the domain retail',
      'serves the purpose sales',
      'about customer',
      'labelled app=crm',
      'its column email holds user.contact.email',
      'named itself',
    ]);
    // The mail column of the mart takes its values from the tagged one.
    expect(links.map((link) => link.datasets)).toEqual([1, 1, 1, 1, 2, 1]);
  });

  it('leave out exceptions, and tell of links that find nothing', async () => {
    await put({
      links: [
        'namespace | postgres://*',
        'except | postgres://db.shop.example:5432 | *.products',
        'domain | none',
      ],
    });
    expect(await names()).toEqual(['legacy.crm', 'shop.public.customers', 'shop.public.orders']);
    expect(await finding('link-finds-nothing')).toMatchObject({ evidence: ['domain | none'] });
  });

  it('match patterns without regard to case, each star for any run of letters', () => {
    expect(['s3://Lake/a', 's3://lake/', 's3://pond'].map(matcherOf('S3://lake/*'))).toEqual([
      true,
      true,
      false,
    ]);
    expect(['ab', 'aXb', 'aXbY', 'a'].map(matcherOf('a*b'))).toEqual([true, true, false, false]);
    expect(['aba', 'ab'].map(matcherOf('ab*ba'))).toEqual([false, false]);
    expect(['a.b.c', 'a.c'].map(matcherOf('a*b*c'))).toEqual([true, false]);
  });
});

describe('findings', () => {
  it('tell what the data hold and nobody declares', async () => {
    expect(await finding('category-not-declared')).toMatchObject({
      tone: 'differs',
      message: expect.stringContaining('user.demographic.religious_belief') as string,
      fix: { field: 'categories', add: 'user.demographic.religious_belief' },
    });
    expect(await rules()).toContain('special-without-condition');
    await put({
      categories: [
        ...(ORDERS_ACTIVITY['categories'] as string[]),
        'Your religious or philosophical beliefs',
        'user.demographic.religious_belief',
      ],
      specialConditions: ['9(2)(a)'],
    });
    const now = await rules();
    expect(now).not.toContain('category-not-declared');
    expect(now).not.toContain('special-without-condition');
  });

  it('tell of recipients downstream that no row of the recipients stands for, with the way there', async () => {
    const { fix, evidence } = (await finding('recipient-not-declared'))!;
    expect(evidence[1]).toMatch(/ → Customer 360$/);
    await put({ recipients: [...(ORDERS_ACTIVITY['recipients'] as string[]), fix!.add] });
    expect(await rules()).not.toContain('recipient-not-declared');
    await put({ recipients: [] });
    const { findings } = await knownNow(catalog);
    expect(findings.filter(({ rule }) => rule === 'recipient-not-declared')).toHaveLength(2);
  });

  it('tell of third countries without a transfer, and of transfers without a safeguard', async () => {
    const { fix } = (await finding('transfer-not-declared'))!;
    expect(fix).toEqual({ field: 'transfers', add: 'US | Snow Inc' });
    await put({ transfers: [fix!.add] });
    expect(await rules()).toContain('transfer-without-safeguard');
    await put({ transfers: ['US | Snow Inc | scc | contract 12'] });
    expect(await rules()).not.toContain('transfer-without-safeguard');
    await put({ transfers: ['US | Snow Inc | art49-1-compelling'] });
    expect(await rules()).toContain('transfer-undocumented');
  });

  it('tell of a recipient for whom no transfer stands, though one stands for its neighbour', async () => {
    const undeclared = async () => {
      const { findings } = await knownNow(catalog);
      return findings.filter(({ rule }) => rule === 'transfer-not-declared').map(({ fix }) => fix?.add);
    };
    await put({
      recipients: ['Snow Inc | processor | US', 'Rain Inc | processor | US'],
      transfers: ['US | snow  inc | scc | contract 12'],
    });
    expect(await undeclared()).toEqual(['US | Rain Inc']);
    // A row that names nobody is about the country.
    await put({ transfers: ['US | | adequacy'] });
    expect(await undeclared()).toEqual([]);
  });

  it('tell of subjects, purposes, legal bases and retention that datasets state otherwise', async () => {
    await putEntries(catalog, 'ann', 'purpose', [{ name: 'Research', legalBasis: 'a', retention: 'P20Y' }]);
    const targets = [{ on: 'dataset' as const, id: datasetId(catalog, 'shop.public.orders') }];
    const add = (['subject', 'purpose'] as const).map((kind) => ({
      ...{ kind, key: '', value: kind === 'subject' ? 'employee' : 'research' },
    }));
    await tag(catalog, 'ann', { targets, add, remove: [] });
    const found = await rules();
    for (const rule of [
      'subject-not-declared',
      'purpose-not-declared',
      'legal-basis-differs',
      'retention-longer',
    ])
      expect(found).toContain(rule);
  });

  it('tell what the provisions ask for and nobody states', async () => {
    await putEntries(catalog, 'ann', 'activity', [
      { name: 'Empty' },
      { name: 'Payroll for others', role: 'processor' },
      { name: 'Shared', role: 'joint-controller', legalBases: ['f'], reviewDue: '2020-01-01' },
    ]);
    expect(await rules('empty')).toEqual([
      'purpose-missing',
      'legal-basis-missing',
      'retention-missing',
      'security-missing',
      'no-datasets',
    ]);
    expect(await rules('payroll-for-others')).toEqual([
      'security-missing',
      'controllers-missing',
      'processing-missing',
      'no-datasets',
    ]);
    expect(await rules('shared')).toEqual(
      expect.arrayContaining(['interests-missing', 'joint-missing', 'review-due']),
    );
  });

  it('ask of processors what Art. 30(2) asks, and nothing of Art. 30(1)', async () => {
    await put({ role: 'processor' });
    const { findings } = await knownNow(catalog);
    expect(findings.map(({ rule }) => rule)).toEqual(
      expect.arrayContaining(['recipient-not-declared', 'transfer-not-declared', 'controllers-missing']),
    );
    expect(findings.filter(({ provision }) => provision.startsWith('Art. 30(1)'))).toEqual([]);
  });

  it('count datasets with personal data that are in no activity', async () => {
    const { uncovered, world } = await liveProcessing(catalog);
    expect(uncovered.map((index) => world.data.datasets[index]!.dataset.name)).toEqual([
      'clicks',
      'analytics.marts.dim_customer',
    ]);
    await put({ links: ['namespace | *'] });
    expect((await liveProcessing(catalog)).uncovered).toEqual([]);
  });
});

describe('the register', () => {
  it('refuses what cannot be used, with what was expected', async () => {
    await expect(put({ legalBases: ['z'] })).rejects.toThrow(
      'expected is a letter of Art. 6(1) GDPR, a to f',
    );
    await expect(put({ transfers: ['Atlantis | x'] })).rejects.toThrow('a country code of ISO 3166-1');
    await expect(put({ links: ['planet | earth'] })).rejects.toThrow('expected is dataset, namespace');
    await expect(put({ recipients: [' | processor'] })).rejects.toThrow('says no organisation');
    await expect(put({ retentions: ['a | P1Y | b | c'] })).rejects.toThrow('has 4 parts');
  });

  it('keeps an activity that an assessment belongs to', async () => {
    await expect(putEntries(catalog, 'ann', 'assessment', [{ key: 'nothing', name: 'x' }])).rejects.toThrow(
      'no processing activity "nothing"',
    );
    const made = await putEntries(catalog, 'ann', 'assessment', [{ key: 'orders', name: 'Orders' }]);
    await expect(removeEntries(catalog, 'ann', 'activity', ['orders'])).rejects.toThrow(
      '1 impact assessment',
    );
    const gone = await removeEntries(catalog, 'ann', 'assessment', ['orders']);
    await removeEntries(catalog, 'ann', 'activity', ['orders']);
    await expect(undo(catalog, 'ann', gone.revision!)).rejects.toThrow('"orders" was removed later');
    await undo(catalog, 'ann');
    await undo(catalog, 'ann');
    expect((await knownNow(catalog)).assessment?.name).toBe('Orders');
    await undo(catalog, 'ann', made.revision!);
    await redo(catalog, 'ann');
    expect((await knownNow(catalog)).assessment?.name).toBe('Orders');
  });

  it('keeps purposes that no register has, and tells of them', async () => {
    await removeEntries(catalog, 'ann', 'purpose', ['sales']);
    expect(await finding('purpose-unknown')).toMatchObject({ tone: 'missing' });
  });

  it('is in the export', () => {
    const lines = [...exportLines(catalog.store.reader, { canonical: true })].join('\n');
    expect(lines).toContain('"processing_activity"');
    expect(lines).toContain('Snow Inc | processor | US | snowflake://*');
  });

  it('reads every key that it offers', async () => {
    for (const [field, words] of Object.entries(OPTIONS_OF)) {
      const holds = ACTIVITY_FIELDS.find(({ name }) => name === field)?.holds;
      for (const key of holds === undefined ? [] : Object.keys(words)) {
        await put({ [field]: holds === 'names' ? [key] : key });
        const said = entriesOf(catalog.store.reader, 'activity')[0]![field];
        expect(said).toEqual(holds === 'names' ? [key] : key);
      }
    }
  });
});
