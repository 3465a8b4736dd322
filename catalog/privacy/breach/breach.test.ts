/** Breaches of the small shop: radius, clock, states, undo, report. */
import { createHash } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Catalog } from '../../catalog.ts';
import type { Fact } from '../../model/facts.ts';
import { CUSTOMERS, DIM, PG, derived, flow, key, shopFacts } from '../../reports/fixtures.ts';
import { loadPast } from '../../past/as-of.ts';
import { presentMoment } from '../../past/pins.ts';
import { REPORT_KINDS } from '../../reports/kinds.ts';
import { reportFile } from '../../reports/report-file.ts';
import { Refused } from '../../stewardship/refused.ts';
import { redo, undo } from '../../stewardship/undo.ts';
import { importFacts, openTemporaryCatalog, resourcesDir } from '../../testing/temp-catalog.ts';
import { putEntries } from '../../stewardship/registers/write.ts';
import { legalAt } from '../deadline/legal.ts';
import { breachClock } from './clock.ts';
import { breachContent, type BreachContent } from './content.ts';
import {
  moveBreach,
  noteNotice,
  openBreach,
  setBreachFields,
  type BreachOrder,
  type FieldsOrder,
} from './edit.ts';
import { breachAt, breachHistory, type BreachRecord } from './read.ts';
import { movesOf } from './states.ts';

const ACTOR = 'ada';
const ORGANISATION = { name: 'Shop', contact: 'mail@shop.example', dpo: 'Dee Poe', country: 'IE' };

let catalog: Catalog;
beforeEach(async () => {
  catalog = await openTemporaryCatalog();
  await importFacts(catalog.store, shopFacts(), 'one');
});

const idOf = ({ namespace, name }: { readonly namespace: string; readonly name: string }) =>
  catalog.store.reader
    .prepare<[string, string], { id: number }>('SELECT id FROM dataset WHERE namespace = ? AND name = ?')
    .get(namespace, name)!.id;

const system: BreachOrder = {
  awareAt: '2026-03-05T17:30:00+00:00',
  zone: 'Europe/Dublin',
  kinds: ['confidentiality'],
  start: { kind: 'system', name: 'Shop database', parts: [{ on: 'namespace', namespace: PG, prefix: '' }] },
  jurisdiction: 'gdpr',
  place: 'IE',
};

async function contentNow(reference: string): Promise<BreachContent> {
  const { reader } = catalog.store;
  const past = await loadPast(
    reader,
    presentMoment(reader, () => catalog.revision()),
  );
  return breachContent(past, resourcesDir, { reference, organisation: ORGANISATION, toolVersion: 'test' });
}

const arrivals = ({ blast }: BreachContent) =>
  Object.fromEntries(blast.datasets.map((one) => [one.dataset.name, one.arrival]));

describe('radius', () => {
  it('follows the data of a system column by column, and says where it is not known', async () => {
    const content = await contentNow(await openBreach(catalog, ACTOR, system));
    expect(arrivals(content)).toEqual({
      'legacy.crm': 'held',
      'shop.public.customers': 'held',
      'shop.public.orders': 'held',
      'shop.public.products': 'held',
      'analytics.marts.dim_customer': 'raw',
      'analytics.marts.revenue': 'unknown',
      churn_model: 'unknown',
      'Customer 360': 'unknown',
    });
    expect(
      content.summary.categories.find((one) => one.key === 'user.demographic.religious_belief'),
    ).toMatchObject({
      art9: true,
      carried: 1,
    });
    const dim = content.blast.datasets.find((one) => one.dataset.name === DIM.name)!;
    expect(dim.columns.map(({ path, arrival }) => `${path} ${arrival}`)).toEqual([
      'customer_id raw',
      'full_name raw',
      'mail raw',
    ]);
    expect(content.summary.outlets.map((one) => one.dataset.name).sort()).toEqual([
      'Customer 360',
      'churn_model',
    ]);
    expect(content.summary.gaps.map((one) => one.key)).toContain('no-rows');
  });

  it('begins at datasets, and leaves out what column lineage does not carry on', async () => {
    await importFacts(
      catalog.store,
      [
        { type: 'scope', scope: 'dbt:project/more', mode: 'replace' },
        ...['a', 'b', 'c'].flatMap((name) => [
          { type: 'dataset' as const, dataset: key(PG, name), kind: 'table' as const, evidence: more },
        ]),
        told(flow(key(PG, 'a'), key(PG, 'b'))),
        told(flow(key(PG, 'b'), key(PG, 'c'))),
        told(derived(key(PG, 'a'), 'x', key(PG, 'b'), 'y', MASK)),
        told(derived(key(PG, 'b'), 'other', key(PG, 'c'), 'z')),
      ],
      'two',
    );
    const start = { kind: 'dataset', name: '', parts: [{ on: 'dataset', id: idOf(key(PG, 'a')) }] } as const;
    const content = await contentNow(
      await openBreach(catalog, ACTOR, { ...system, start: { ...start, parts: [...start.parts] } }),
    );
    expect(arrivals(content)).toEqual({ a: 'held', b: 'derived', c: 'not-carried' });
    expect(content.summary.gaps.find((one) => one.key === 'not-carried')?.count).toBe(1);
  });

  it('is as of the end of the exposure, and says what came since', async () => {
    const reference = await openBreach(catalog, ACTOR, { ...system, awareAt: new Date().toISOString() });
    const later = key(PG, 'later.copy');
    await new Promise((resolve) => setTimeout(resolve, 5));
    await importFacts(
      catalog.store,
      [
        { type: 'scope', scope: 'dbt:project/more', mode: 'replace' },
        {
          type: 'dataset',
          dataset: { ...later, namespace: 'pg://elsewhere' },
          kind: 'table',
          evidence: more,
        },
        told(flow(CUSTOMERS, { ...later, namespace: 'pg://elsewhere' })),
      ],
      'two',
    );
    const then = await contentNow(reference);
    expect(then.moment.later).toBe(false);
    expect(arrivals(then)).not.toHaveProperty([later.name]);
    expect(then.since).toEqual({ added: [later.name], gone: [] });
    await setBreachFields(catalog, ACTOR, { reference, fields: { asOf: 'latest' } });
    const now = await contentNow(reference);
    expect(arrivals(now)).toHaveProperty([later.name], 'unknown');
    expect(now.since).toBeNull();
  });

  it('stands in with the newest state where nothing was known at the time', async () => {
    const content = await contentNow(await openBreach(catalog, ACTOR, system));
    expect(content.moment).toMatchObject({ later: true, revision: 1 });
  });
});

describe('receivers', () => {
  const start = (of: { readonly namespace: string; readonly name: string }) =>
    ({ kind: 'dataset', name: '', parts: [{ on: 'dataset', id: idOf(of) }] }) as const;
  const activities = [
    {
      ...{ key: 'orders', name: 'Handling orders', links: ['namespace | postgres://*'] },
      recipients: [
        'Snow Inc | processor | US | snowflake://* | orders | DPA 7',
        'Parcel Ltd | controller | FR',
        'Far Ltd | | BR',
      ],
      transfers: ['US | Snow Inc | scc | Clauses of 2024'],
    },
    {
      ...{
        key: 'hosting',
        name: 'Hosting',
        role: 'processor',
        links: ['dataset | * | shop.public.customers'],
      },
      controllers: ['Bookshop GmbH | desk@book.example'],
    },
    { key: 'soon', name: 'Soon', status: 'planned', links: ['namespace | *'], recipients: ['Nobody yet'] },
    {
      key: 'apart',
      name: 'Apart',
      links: ['dataset | * | shop.public.products'],
      recipients: ['Unaffected'],
    },
  ];

  it('are those of labels and of activities that hold affected datasets, each with its evidence', async () => {
    await putEntries(catalog, ACTOR, 'activity', activities);
    await importFacts(
      catalog.store,
      [
        { type: 'scope', scope: 'dbt:project/more', mode: 'replace' },
        told({
          ...{ type: 'tag', target: { on: 'dataset', dataset: DIM }, kind: 'label', key: 'processor' },
          ...{ value: 'snow inc', evidence: more },
        }),
      ],
      'labels',
    );
    const reference = await openBreach(catalog, ACTOR, {
      ...{ ...system, start: { ...start(CUSTOMERS), parts: [...start(CUSTOMERS).parts] }, asOf: 'latest' },
    });
    const { summary } = await contentNow(reference);
    expect(summary.receivers.map(({ name, role }) => `${name}, ${role}`)).toEqual([
      'Far Ltd, recipient',
      'Parcel Ltd, recipient',
      'snow inc, processor',
    ]);
    const customers = ['shop.public.customers'];
    const { evidence, datasets } = summary.receivers[2]!;
    expect(evidence).toEqual([
      { basis: 'label', datasets: ['analytics.marts.dim_customer'] },
      {
        ...{ basis: 'activity', activity: 'orders', activityName: 'Handling orders' },
        ...{ role: 'Processor (Art. 28)', country: 'US', contract: 'DPA 7', categories: 'orders' },
        ...{ datasets: customers, inSystem: ['analytics.marts.dim_customer', 'churn_model'] },
      },
    ]);
    expect(datasets.toSorted()).toEqual(['analytics.marts.dim_customer', 'churn_model', ...customers]);
    expect(summary.transfers).toEqual([
      expect.objectContaining({
        country: 'US',
        recipient: 'Snow Inc',
        thirdCountry: true,
        datasets: customers,
      }),
      expect.objectContaining({ country: 'BR', recipient: 'Far Ltd', instrument: '', thirdCountry: true }),
    ]);
    expect(summary.activities.map(({ key, controllers }) => [key, ...controllers])).toEqual([
      ['hosting', 'Bookshop GmbH'],
      ['orders'],
    ]);
    expect(summary.gaps.find(({ key }) => key === 'no-instrument')?.count).toBe(1);
    // What is only downstream, in no activity, and personal: the mart.
    expect(summary.gaps.find(({ key }) => key === 'no-activity')?.count).toBeGreaterThan(0);
  });

  it('count also where the register was completed after the breach', async () => {
    const reference = await openBreach(catalog, ACTOR, { ...system, awareAt: new Date().toISOString() });
    await new Promise((resolve) => setTimeout(resolve, 5));
    await putEntries(catalog, ACTOR, 'activity', activities);
    const { summary, moment, revision } = await contentNow(reference);
    expect(moment.revision).toBeLessThan(revision);
    expect(summary.receivers.map(({ name }) => name)).toContain('Parcel Ltd');
    expect(summary.activities.map(({ key }) => key)).toEqual(['apart', 'hosting', 'orders']);
  });
});

const more = { scope: 'dbt:project/more', file: 0, at: 'more' };
/** As another project tells it. */
const told = (fact: Fact): Fact => (fact.type === 'scope' ? fact : { ...fact, evidence: more });
const MASK = [{ type: 'DIRECT', subtype: 'TRANSFORMATION', masking: true }] as const;

describe('clock', () => {
  const clock = (awareAt: string, zone: string, place: string, law = 'eu-gdpr') => {
    const record: BreachRecord = {
      ...{ reference: 'x', state: 'open', awareAt, zone, place, jurisdiction: law },
      ...{ start: system.start, values: {}, said: {}, notices: [] },
    };
    return breachClock(record, legalAt(catalog.store.reader, resourcesDir, null));
  };

  it.each([
    // Thursday evening to Sunday evening: nothing pauses over a weekend.
    ['2026-03-05T17:30:00+00:00', 'Europe/Dublin', 'IE', '2026-03-08T17:30:00+00:00', '2026-03-09'],
    // Clocks go forward on 29 March 2026: 72 hours end an hour later by the clock on the wall.
    ['2026-03-27T10:00:00+01:00', 'Europe/Berlin', 'DE', '2026-03-30T11:00:00+02:00', '2026-03-31'],
    // And back on 25 October 2026.
    ['2026-10-24T10:00:00+02:00', 'Europe/Berlin', 'DE', '2026-10-27T09:00:00+01:00', '2026-10-27'],
    // Over Easter; Good Friday and Easter Monday are no working days, and no pause either.
    ['2026-04-02T23:59:00+02:00', 'Europe/Berlin', 'DE', '2026-04-05T23:59:00+02:00', '2026-04-08'],
    // Given in another offset than that of the zone.
    ['2026-12-31T23:00:00Z', 'Europe/Berlin', 'DE', '2027-01-04T00:00:00+01:00', '2027-01-05'],
  ])('%s in %s', (aware, zone, place, due, workingDay) => {
    const found = clock(aware, zone, place);
    expect([found.due, found.secondWorkingDay]).toEqual([due, workingDay]);
    expect(Date.parse(found.due!) - Date.parse(aware)).toBe(72 * 3_600_000);
  });

  it('names no hours for a law of which none are kept', () => {
    const found = clock('2026-03-05T17:30:00Z', 'America/Los_Angeles', 'US-CA', 'us-ca-ccpa');
    expect([found.due, found.late]).toEqual([null, false]);
    expect(found.steps.join(' ')).toContain('No period in hours');
  });

  it('counts what the first notification took, and asks for reasons when it is late', async () => {
    const reference = await openBreach(catalog, ACTOR, system);
    const notice = {
      to: 'authority',
      phase: 'initial',
      text: 'By their form',
      theirReference: 'A-1',
    } as const;
    await noteNotice(catalog, ACTOR, { reference, notice: { ...notice, at: '2026-03-09T18:00:00Z' } });
    const late = await contentNow(reference);
    expect([late.clock.notifiedAfterHours, late.clock.late]).toEqual([96.5, true]);
    expect(late.asked.find((one) => one.key === 'delay')).toMatchObject({ missing: true });
    await expect(
      noteNotice(catalog, ACTOR, { reference, notice: { ...notice, at: '2026-03-05T17:00:00Z' } }),
    ).rejects.toThrow('before the breach became known');
  });
});

describe('states', () => {
  it('goes on only when what the provisions ask is noted', async () => {
    const reference = await openBreach(catalog, ACTOR, system);
    const move = (to: 'assessed' | 'notified' | 'not-notified' | 'closed') =>
      moveBreach(catalog, ACTOR, { reference, to });
    await expect(move('closed')).rejects.toThrow('goes to assessed');
    await expect(move('assessed')).rejects.toThrow('risk to people');
    await setBreachFields(catalog, ACTOR, {
      reference,
      fields: { risk: 'high', riskReasons: 'Faith is among it' },
    });
    await move('assessed');
    await expect(move('not-notified')).rejects.toThrow('unlikely to result in a risk');
    await expect(move('notified')).rejects.toThrow('Note the notification to the authority');
    await setBreachFields(catalog, ACTOR, {
      reference,
      fields: { risk: 'unlikely', notNotifiedBecause: 'Encrypted, key elsewhere' },
    });
    await move('not-notified');
    await setBreachFields(catalog, ACTOR, {
      reference,
      fields: { effects: 'None seen', measures: 'Keys changed' },
    });
    await move('closed');
    const record = breachAt(catalog.store.reader, reference, null);
    expect(movesOf(record)).toEqual([{ to: 'assessed', refusal: null }]);
  });

  it('takes fields back by undo, and keeps their history', async () => {
    const reference = await openBreach(catalog, ACTOR, system);
    const measures = () => breachAt(catalog.store.reader, reference, null).values.measures;
    await setBreachFields(catalog, ACTOR, { reference, fields: { measures: 'First' } });
    await setBreachFields(catalog, ACTOR, { reference, fields: { measures: 'Second' } });
    await undo(catalog, ACTOR);
    expect(measures()).toBe('First');
    await redo(catalog, ACTOR);
    expect(measures()).toBe('Second');
    await undo(catalog, ACTOR);
    await undo(catalog, ACTOR);
    expect(measures()).toBeUndefined();
    const told = breachHistory(catalog.store.reader, reference).filter((one) => one.field === 'measures');
    expect(told.map((one) => one.value.at(1))).toEqual(['F', 'S', 'F', 'S', 'F']);
    await undo(catalog, ACTOR);
    expect(() => breachAt(catalog.store.reader, reference, null)).toThrow(Refused);
    expect(await openBreach(catalog, ACTOR, system)).toBe('BR-2026-0002');
  });

  it('refuses what is no instant, zone, place or thing of the catalog', async () => {
    const refused = async (more: Partial<BreachOrder>, words: string) =>
      expect(openBreach(catalog, ACTOR, { ...system, ...more })).rejects.toThrow(words);
    await refused({ awareAt: '2026-02-30T10:00:00Z' }, 'not an instant');
    await refused({ awareAt: '2026-02-20T10:00:00' }, 'not an instant');
    await refused({ awareAt: '2999-02-20T10:00:00Z' }, 'in the future');
    await refused({ zone: 'Mars/Olympus' }, 'not a time zone');
    await refused({ place: 'US-CA' }, 'does not apply');
    await refused({ start: { kind: 'run', name: '', parts: [{ on: 'run', id: 999_999 }] } }, 'no run 999999');
    await refused(
      { start: { kind: 'system', name: '', parts: [{ on: 'namespace', namespace: 'x', prefix: '' }] } },
      'No dataset',
    );
    await refused({ reference: '../x' }, 'A reference has');
    const [early, late] = ['2026-02-01T10:00:00Z', '2026-02-01T12:00:00+01:00'];
    await refused({ more: { exposedFrom: late, exposedUntil: early } }, 'before it begins');
    const reference = await openBreach(catalog, ACTOR, { ...system, more: { exposedFrom: late } });
    const edited = async (fields: FieldsOrder['fields']) =>
      setBreachFields(catalog, ACTOR, { reference, fields });
    await expect(edited({ exposedUntil: early })).rejects.toThrow('before it begins');
    await expect(edited({ awareAt: '2999-02-20T10:00:00Z' })).rejects.toThrow('in the future');
    await edited({ exposedFrom: early, exposedUntil: late });
  });
});

it('makes the same report again after the breach and the catalog moved on', async () => {
  const reference = await openBreach(catalog, ACTOR, system);
  await setBreachFields(catalog, ACTOR, {
    reference,
    fields: { nature: 'A copy of the database was taken.' },
  });
  const report = await REPORT_KINDS.breach.make(catalog, { reference }, { actor: ACTOR });
  expect(report.files.map(({ name }) => name)).toEqual([
    ...['.pdf', '.html', '.json', '.docx', '.xlsx', '-tables.zip'].map((end) => `${reference}-breach${end}`),
    ...['.pdf', '.html', '.docx'].map((end) => `${reference}-draft-authority${end}`),
    ...['.pdf', '.html', '.docx'].map((end) => `${reference}-draft-people${end}`),
    `${reference}-affected.csv`,
  ]);
  await setBreachFields(catalog, ACTOR, { reference, fields: { nature: 'Otherwise', asOf: 'latest' } });
  await importFacts(catalog.store, [{ type: 'scope', scope: 'dbt:project/shop', mode: 'replace' }], 'none');
  const texts = new Map<string, string>();
  for (const { name, sha256 } of report.files) {
    const { bytes } = await reportFile(catalog, report.id, name);
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(sha256);
    texts.set(name, Buffer.from(bytes).toString('utf8'));
  }
  const letter = texts.get(`${reference}-draft-people.html`)!;
  expect(letter).toContain('A copy of the database was taken.');
  expect(letter).not.toContain('shop.public');
  expect(letter).toContain('likely consequences');
  const authority = texts.get(`${reference}-draft-authority.html`)!;
  expect(authority).toContain('Data Protection Commission');
  expect(authority).toContain('Missing (Art. 33(3)(c))');
});
