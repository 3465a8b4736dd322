import { beforeEach, describe, expect, it } from 'vitest';
import type { Fact } from '../model/facts.ts';
import type { Catalog } from '../catalog.ts';
import { importFacts } from '../testing/temp-catalog.ts';
import { readSettings, updateSettings } from '../settings.ts';
import { durationOf, durationWords } from './duration.ts';
import { effectiveOf } from './effective.ts';
import { legalBasisOf } from './legal-basis.ts';
import { ReasonNeeded } from './refused.ts';
import { putEntries } from './registers/write.ts';
import { columnId, datasetId, estateFacts, smallEstate } from './testing/small-estate.ts';
import { tagEach } from './tag-each.ts';
import { tag, type TagValue } from './tag.ts';
import { undo } from './undo.ts';

let catalog: Catalog;
const said = (kind: TagValue['kind'], value: string, key = ''): TagValue => ({ kind, key, value });
const orders = () => [{ on: 'dataset' as const, id: datasetId(catalog, 'finance.orders') }];
const email = () => [{ on: 'column' as const, id: columnId(catalog, 'finance.orders', 'email') }];
const state = (...add: TagValue[]) => tag(catalog, 'ann', { targets: orders(), add, remove: [] });
const labels = () => [...catalog.cards().get(orders()[0]!.id)!.labels].sort();

beforeEach(async () => {
  catalog = await smallEstate();
});

describe('a statement', () => {
  it('replaces the one before where there can be one, and adds up where there can be many', async () => {
    await putEntries(catalog, 'ann', 'domain', [{ name: 'Finance' }, { name: 'Sales' }]);
    await putEntries(catalog, 'ann', 'term', [{ name: 'Order' }, { name: 'Revenue' }]);
    await state(said('domain', 'finance'), said('term', 'order'), said('property', '1', 'cost'));
    await state(
      said('domain', 'Sales'),
      said('term', 'REVENUE'),
      said('property', '2', 'cost'),
      said('property', 'x', 'team'),
    );
    expect(labels()).toEqual(['cost=2', 'domain=sales', 'team=x', 'term=order', 'term=revenue']);
    await undo(catalog, 'ann');
    expect(labels()).toEqual(['cost=1', 'domain=finance', 'term=order']);
  });

  it.each<[string, TagValue, string]>([
    ['a level that is none', said('criticality', 'huge'), 'one of low, medium, high, critical'],
    ['a duration that is none', said('retention', '3 years'), 'ISO 8601'],
    ['a basis that is none', said('legal-basis', 'g'), 'Art. 6(1)'],
    ['a domain that is not there', said('domain', 'nowhere'), 'There is no domain "nowhere"'],
    ['a person who is none', said('subject', 'martian'), 'not a subject of the taxonomy'],
    ['a category that is none', said('category', 'user.martian'), 'not a category of the taxonomy'],
    ['a property without a key', said('property', 'x'), 'needs a key'],
    ['a key where there is none', said('criticality', 'low', 'k'), 'has no key'],
    ['a column’s origin on a dataset', said('origin', 'derived'), 'of a column only'],
    ['a review', said('review', 'reviewed', 'x'), 'by reviewing'],
    ['nothing', said('label', '  '), 'needs a value'],
  ])('refuses %s, in words, and writes nothing', async (_, value, words) => {
    const before = catalog.newestSeq();
    await expect(state(value)).rejects.toThrow(words);
    expect(catalog.newestSeq()).toBe(before);
  });

  it('refuses two values where there can be one', async () => {
    await expect(state(said('criticality', 'low'), said('criticality', 'high'))).rejects.toThrow(
      'two were given',
    );
  });

  it('of a person hides one of a rule or source, and a critical dataset is one by either', async () => {
    const evidence = { scope: 'p', file: 0, at: 'x' };
    const dataset = { namespace: 'n', name: 'finance.orders' };
    const stated: Fact = {
      type: 'tag',
      target: { on: 'dataset', dataset },
      kind: 'label',
      key: 'criticality',
      value: 'critical',
      evidence,
    };
    await importFacts(catalog.store, estateFacts(['finance.orders'], [stated]), 'two');
    expect(labels()).toEqual(['criticality=critical']);
    await state(said('criticality', 'low'));
    expect(labels()).toEqual(['criticality=critical', 'criticality=low']);
    await state(said('criticality', 'critical'));
    expect(labels()).toEqual(['criticality=critical']);
  });
});

describe('a reason', () => {
  const lower = (reason?: string) =>
    tag(catalog, 'ann', { targets: orders(), add: [said('sensitivity', 'internal')], remove: [], reason });

  it('is asked for where the policy says so, and only there', async () => {
    await state(said('sensitivity', 'restricted'), said('certification', 'certified'));
    await updateSettings(catalog, { reasonsFor: [] });
    await lower();
    await undo(catalog, 'ann');
    await updateSettings(catalog, { reasonsFor: ['lower-sensitivity', 'remove-certification'] });
    await expect(lower()).rejects.toThrow(ReasonNeeded);
    await expect(lower('  ')).rejects.toMatchObject({ policy: 'lower-sensitivity', count: 1 });
    await expect(
      tag(catalog, 'ann', { targets: orders(), add: [], remove: [said('sensitivity', 'restricted')] }),
    ).rejects.toMatchObject({ policy: 'lower-sensitivity' });
    await expect(state(said('certification', 'deprecated'))).rejects.toMatchObject({
      policy: 'remove-certification',
    });
    expect((await lower('moved to another system')).changed).toBe(1);
    expect((await state(said('sensitivity', 'restricted'))).changed).toBe(1);
    // Taking back is a change of its own and not asked.
    expect((await undo(catalog, 'ann')).changed).toBeGreaterThan(0);
  });

  it('is asked for until somebody chose otherwise', async () => {
    expect((await readSettings(catalog)).reasonsFor).toEqual(['lower-sensitivity', 'remove-certification']);
    await state(said('sensitivity', 'restricted'));
    await expect(lower()).rejects.toThrow(ReasonNeeded);
  });

  it('is asked for where each target has changes of its own', async () => {
    const dataset = { namespace: 'n', name: 'finance.orders' };
    const evidence = { scope: 'p', file: 0, at: 'x' };
    const level = { kind: 'sensitivity', key: '', value: 'confidential' } as const;
    const fact = { type: 'tag', target: { on: 'dataset', dataset }, ...level, evidence } as const;
    await importFacts(catalog.store, estateFacts(['finance.orders'], [fact]), 'levels');
    const [target] = orders();
    const work = [{ target: target!, add: [], refuse: [said('sensitivity', 'confidential')] }];
    const label = () => 'Refused';
    await expect(tagEach(catalog, 'ann', work, { label })).rejects.toMatchObject({
      policy: 'lower-sensitivity',
      count: 1,
    });
    expect((await tagEach(catalog, 'ann', work, { label, reason: 'no longer' })).changed).toBe(1);
  });
});

describe('what holds', () => {
  it('is inherited from the dataset, and legal basis and retention from purposes', async () => {
    await putEntries(catalog, 'ann', 'purpose', [
      { name: 'Billing', legalBasis: 'contract', retention: 'P10Y' },
      { name: 'Ads', legalBasis: 'a', retention: 'P6M' },
    ]);
    await state(said('purpose', 'billing'), said('purpose', 'ads'), said('criticality', 'high'));
    const column = email()[0]!;
    expect(effectiveOf(catalog.store.reader, column)).toMatchObject({
      criticality: { value: 'high', from: 'dataset' },
      legalBases: [
        { value: 'art6-1-b', from: 'purpose', purpose: 'billing' },
        { value: 'art6-1-a', from: 'purpose', purpose: 'ads' },
      ],
      retentions: [{ value: 'P10Y' }, { value: 'P6M' }],
    });
    const before = catalog.revision();
    await state(said('retention', 'p2y'));
    expect(effectiveOf(catalog.store.reader, column)!.retentions).toEqual([
      { value: 'P2Y', from: 'dataset', purpose: null },
    ]);
    await tag(catalog, 'ann', { targets: email(), add: [said('purpose', 'ads')], remove: [] });
    expect(effectiveOf(catalog.store.reader, column)!.retentions).toEqual([
      { value: 'P6M', from: 'purpose', purpose: 'ads' },
    ]);
    // As it was.
    expect(effectiveOf(catalog.store.reader, column, before)!.retentions).toMatchObject([
      { value: 'P10Y' },
      { value: 'P6M' },
    ]);
    expect(effectiveOf(catalog.store.reader, { on: 'dataset', id: 9999 })).toBeNull();
  });
});

it('durations and legal bases are read as people write them', () => {
  expect(['P3Y', 'p18m', ' P1Y6M ', 'PT12H', 'P2W'].map(durationOf)).toEqual([
    'P3Y',
    'P18M',
    'P1Y6M',
    'PT12H',
    'P2W',
  ]);
  expect(['P', 'PT', 'P0D', '3Y', 'P1.5Y', 'P-1Y', 'P1Y2'].map(durationOf)).toEqual(
    Array.from({ length: 7 }, () => null),
  );
  expect(durationWords('P1Y6MT1M')).toBe('1 year 6 months 1 minute');
  expect(['b', 'B', '6(1)(b)', 'Art. 6(1)(b) GDPR', 'contract', 'art6-1-b'].map(legalBasisOf)).toEqual(
    Array.from({ length: 6 }, () => 'art6-1-b'),
  );
  expect(['g', '', '6(2)(b)', 'because'].map(legalBasisOf)).toEqual([null, null, null, null]);
});
