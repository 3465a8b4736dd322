/** The small shop with something for every field that the data of a report can have, for tests of their schemas. */
import { Catalog } from '../../catalog.ts';
import type { Evidence, Fact } from '../../model/facts.ts';
import { openCase } from '../../privacy/cases/open-case.ts';
import { editCalendar } from '../../privacy/deadline/legal.ts';
import { ORDERS_ACTIVITY } from '../../privacy/processing/testing/estate.ts';
import { putEntries } from '../../stewardship/registers/write.ts';
import { saveRule } from '../../stewardship/rules/save.ts';
import { tag } from '../../stewardship/tag.ts';
import { MemoryVault } from '../../testing/memory-vault.ts';
import { importFacts, migrationsDir, resourcesDir, temporaryFolder } from '../../testing/temp-catalog.ts';
import { BOARD, CHURN, CUSTOMERS, dataset, DIM, flow, key, ORDERS, PG, shopFacts } from '../fixtures.ts';

const said: Evidence = { scope: 'dbt:project/more', file: 0, at: 'model.more' };
const ADDRESSES = key(PG, 'shop.public.addresses');
const TRAINING = { namespace: 'airflow', name: 'train_churn' };
const label = (target: Extract<Fact, { type: 'tag' }>['target']): Fact => ({
  ...{ type: 'tag', target, kind: 'label', key: 'pii', value: 'true', evidence: said },
});

function moreFacts(): Fact[] {
  return [
    { type: 'scope', scope: said.scope, mode: 'replace' },
    // No column of its own says whose row it is: it is found by way of the customers.
    ...dataset(ADDRESSES, 'table', { customer_id: null, street: 'user.contact.address.street' }),
    {
      type: 'test',
      testId: 't2',
      name: 'addresses_customer_fk',
      dataset: ADDRESSES,
      path: ['customer_id'],
      kind: 'relationships',
      evidence: said,
    },
    { type: 'job', job: TRAINING, kind: 'batch', evidence: said },
    { type: 'job-input', job: TRAINING, dataset: CUSTOMERS, evidence: said },
    { type: 'job-output', job: TRAINING, dataset: CHURN, evidence: said },
    { type: 'job-output', job: TRAINING, dataset: DIM, evidence: said },
    { type: 'property', target: { on: 'job', job: TRAINING }, key: 'sql', value: 'select 1', evidence: said },
    {
      type: 'column-edge',
      from: { dataset: ORDERS, path: ['customer_id'] },
      to: { dataset: CUSTOMERS, path: ['id'] },
      transformations: [],
      evidence: said,
    },
    label({ on: 'dataset', dataset: CUSTOMERS }),
    label({ on: 'column', dataset: CUSTOMERS, path: ['email'] }),
    { type: 'metric', dataset: CUSTOMERS, name: 'rowCount', value: 1200, evidence: said },
  ];
}

export const idOf = (catalog: Catalog, { name }: { readonly name: string }): number =>
  catalog.store.reader.prepare<[string], { id: number }>('SELECT id FROM dataset WHERE name = ?').get(name)!
    .id;

/** A source and a person had something to say after everything else. */
export async function moveOn(catalog: Catalog): Promise<void> {
  const scope = { ...said, scope: 'dbt:project/later' };
  const facts: Fact[] = [
    { type: 'scope', scope: scope.scope, mode: 'replace' },
    { ...flow(CUSTOMERS, key(PG, 'shop.public.copy')), evidence: scope } as Fact,
  ];
  await importFacts(catalog.store, facts, 'later');
  await closeOn(catalog, '2026-12-30');
}

/** As if everything so far had happened on a day. The chain of the ledger no longer fits. */
export async function backdate(catalog: Catalog, day: string): Promise<void> {
  await catalog.store.write((db) => {
    db.exec('DROP TRIGGER IF EXISTS ledger_no_update');
    db.prepare('UPDATE ledger_entry SET at = ?').run(`${day}T12:00:00.000Z`);
  });
}

async function registers(catalog: Catalog): Promise<void> {
  await putEntries(catalog, 'ann', 'purpose', [
    { name: 'Sales', legalBasis: 'b', retention: 'P10Y', description: 'Selling to customers' },
  ]);
  await putEntries(catalog, 'ann', 'activity', [
    ORDERS_ACTIVITY,
    {
      key: 'mailing',
      name: 'Mailing',
      role: 'processor',
      controllers: ['Acme Ltd | mail@acme.example | | Kit Moss'],
      links: ['dataset | postgres://* | shop.public.customers', 'except | shop.public.nothing'],
      transfers: ['US | Snow Inc | scc | Contract 7', 'JP'],
      stewards: ['Robin Vale'],
    },
  ]);
  await putEntries(catalog, 'ann', 'assessment', [
    {
      key: 'orders',
      name: 'Orders',
      description: 'What it is',
      approvedBy: 'Robin Vale',
      approvedOn: '2026-03-01',
      answers: ['scoring | yes | it scores'],
      risks: ['Loss | thieves | high | low | locks | low | Robin Vale | 2027-01-01', 'Another'],
    },
  ]);
}

async function decisions(catalog: Catalog): Promise<void> {
  const targets = [{ on: 'dataset' as const, id: idOf(catalog, CUSTOMERS) }];
  const add = [
    { kind: 'subject', key: '', value: 'customer' },
    { kind: 'purpose', key: '', value: 'sales' },
  ] as const;
  await tag(catalog, 'ann', { targets, add: [...add], remove: [] });
  await saveRule(catalog, 'ann', {
    name: 'Boards are internal',
    kind: 'tag',
    selection: `name:"${BOARD.name}"`,
    effect: {
      on: 'dataset',
      statements: [{ kind: 'sensitivity', key: '', value: 'internal' }],
      owners: [],
    },
    enabled: true,
  });
  await closeOn(catalog, '2026-12-31');
  await openAnother(catalog, 'R-1');
}

async function closeOn(catalog: Catalog, date: string): Promise<void> {
  const text = JSON.stringify({ added: [{ date, name: 'Closed' }] });
  await editCalendar(catalog, 'ann', { key: 'IE', text, reason: null });
}

/** A request of a data subject. */
export async function openAnother(catalog: Catalog, reference: string): Promise<void> {
  await openCase(catalog, 'ann', {
    reference,
    receivedOn: '2026-01-05',
    jurisdiction: 'gdpr',
    place: 'IE',
    rights: ['access'],
    subject: 'customer',
  });
}

export async function fullEstate(): Promise<Catalog> {
  const catalog = await Catalog.open({
    path: `${temporaryFolder()}/full.headwater`,
    create: true,
    migrationsDir,
    resourcesDir,
    toolVersion: 'test',
    defaultActor: 'tester',
    vault: new MemoryVault(),
  });
  await importFacts(catalog.store, [...shopFacts(), ...moreFacts()], 'shop', {
    issues: [{ code: 'test.odd', severity: 'warning', message: 'Something is odd' }],
  });
  await registers(catalog);
  await decisions(catalog);
  return catalog;
}
