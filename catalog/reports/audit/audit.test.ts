import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { recordDisclosure } from '../../ledger/disclose.ts';
import { Catalog } from '../../catalog.ts';
import { openCase } from '../../privacy/cases/open-case.ts';
import { setPolicy } from '../../privacy/propagate/decide.ts';
import { own } from '../../stewardship/own.ts';
import { review } from '../../stewardship/review/review.ts';
import { tag } from '../../stewardship/tag.ts';
import { MemoryVault } from '../../testing/memory-vault.ts';
import { importFacts, migrationsDir, resourcesDir, temporaryFolder } from '../../testing/temp-catalog.ts';
import { CUSTOMERS, DIM, ORDERS, PRODUCTS, REVENUE, shopFacts } from '../fixtures.ts';
import { REPORT_KINDS } from '../kinds.ts';
import { reportFile } from '../report-file.ts';
import type { ReportRecord } from '../report-store.ts';
import { bundledControls, controlsFileSchema, editControls, frameworksAt } from './controls.ts';
import { previewAudit, previewComparison } from './preview.ts';

let catalog: Catalog;
const DAY = '2026-03-10';

beforeEach(async () => {
  catalog = await Catalog.open({
    path: join(temporaryFolder(), 'audit.headwater'),
    create: true,
    migrationsDir,
    resourcesDir,
    toolVersion: 'test',
    defaultActor: 'ann',
    vault: new MemoryVault(),
  });
  await importFacts(catalog.store, shopFacts(), 'one');
});
afterEach(() => catalog.close());

const idOf = (name: string): number =>
  catalog.store.reader.prepare<[string], { id: number }>('SELECT id FROM dataset WHERE name = ?').get(name)!
    .id;

/** As if everything so far had happened on a day. The chain no longer fits; periods do not ask it. */
async function dateEverything(day: string): Promise<void> {
  const at = `${day}T12:00:00.000Z`;
  await catalog.store.write((db) => {
    for (const name of ['ledger_no_update']) db.exec(`DROP TRIGGER IF EXISTS ${name}`);
    db.prepare('UPDATE ledger_entry SET at = ? WHERE at > ?').run(at, '2026-11');
    db.prepare('UPDATE import_batch SET at = ? WHERE at > ?').run(at, '2026-11');
  });
}

const ownedBy = (name: string, dataset: string) =>
  own(catalog, 'ann', {
    targets: [{ on: 'dataset', id: idOf(dataset) }],
    add: [{ name, email: null, role: 'steward' }],
    remove: [],
  });

const level = (dataset: string, value: string) =>
  tag(catalog, 'ben', {
    targets: [{ on: 'dataset', id: idOf(dataset) }],
    add: [{ kind: 'sensitivity', key: '', value }],
    remove: [],
  });

const audit = (order: Partial<Parameters<typeof REPORT_KINDS.audit.make>[1]> = {}) =>
  REPORT_KINDS.audit.make(catalog, { title: 'Audit', from: null, to: null, ...order }, { actor: 'ann' });

async function digests(record: ReportRecord): Promise<string[]> {
  const made = [];
  for (const { name } of record.files)
    made.push(
      createHash('sha256')
        .update((await reportFile(catalog, record.id, name)).bytes)
        .digest('hex'),
    );
  return made;
}

describe('a period', () => {
  it('has both its ends: what was changed before, within and after it', async () => {
    await dateEverything('2026-01-05');
    await ownedBy('Before', ORDERS.name);
    await dateEverything('2026-02-05');
    await ownedBy('Within', PRODUCTS.name);
    await review(catalog, 'cay', { targets: [{ on: 'dataset', id: idOf(PRODUCTS.name) }], reviewed: true });
    await dateEverything(DAY);
    await ownedBy('After', REVENUE.name);
    const found = await previewAudit(catalog, { from: '2026-03-01', to: '2026-03-31', frameworks: [] });
    expect([found.ends, found.start?.revision, found.end.revision]).toEqual([
      { start: 2, startSeq: 2, end: 4, endSeq: 4 },
      2,
      4,
    ]);
    const covered = (key: string) =>
      [found.start, found.end].map((state) => {
        const one = state!.coverage.find((each) => each.key === key)!;
        return `${one.covered} of ${one.of}`;
      });
    // Customers have an owner by their source.
    expect(covered('owned')).toEqual(['2 of 8', '3 of 8']);
    expect(covered('reviewed')).toEqual(['0 of 8', '1 of 8']);
    expect(found.activity.changes.rows.map((row) => row.seq)).toEqual([3, 4]);
    expect(found.activity.decisions.map(({ kind, actor }) => [kind, actor])).toEqual([
      ['Reviews of datasets and columns', 'cay'],
    ]);
    expect(found.activity.imports).toEqual([]);
    expect(found.end.exceptions.find((one) => one.code === 'no-owner')).toMatchObject({ count: 5, of: 8 });
  });

  it('that begins before the first entry begins with nothing; one that is turned round is refused', async () => {
    const found = await previewAudit(catalog, { from: '2020-01-01', to: null, frameworks: [] });
    expect(found.start).toBeNull();
    expect(found.activity.imports).toMatchObject([
      { revision: 1, files: [{ sha256: expect.stringMatching(/^[0-9a-f]{64}$/) }] },
    ]);
    const asked = { from: '2026-03-02', to: '2026-03-01', frameworks: [] };
    await expect(previewAudit(catalog, asked)).rejects.toThrow(/before it begins/);
    await expect(previewAudit(catalog, { ...asked, from: '2026-02-30' })).rejects.toThrow(/not a calendar/);
    await expect(previewAudit(catalog, { from: null, to: null, frameworks: ['x'] })).rejects.toThrow(
      /no control mapping "x"; expected soc2/,
    );
  });
});

it('tells exceptions with how many and which, and where people and sources differ', async () => {
  await importFacts(
    catalog.store,
    [
      { type: 'scope', scope: 'other', mode: 'replace' },
      {
        type: 'tag',
        target: { on: 'dataset', dataset: ORDERS },
        kind: 'sensitivity',
        key: '',
        value: 'internal',
        evidence: { scope: 'other', file: 0, at: 'x' },
      },
    ],
    'two',
  );
  await level(ORDERS.name, 'restricted');
  const mail = catalog.store.reader
    .prepare<[number], { id: number }>(`SELECT id FROM "column" WHERE dataset_id = ? AND name = 'email'`)
    .get(idOf(CUSTOMERS.name))!;
  await tag(catalog, 'ben', {
    targets: [{ on: 'column', id: mail.id }],
    add: [{ kind: 'sensitivity', key: '', value: 'restricted' }],
    remove: [],
  });
  await level(DIM.name, 'internal');
  const { end } = await previewAudit(catalog, { from: null, to: null, frameworks: [] });
  const of = (code: string) => end.exceptions.find((one) => one.code === code);
  expect(of('person-and-source-differ')?.items).toEqual([
    {
      key: `${ORDERS.name}: sensitivity`,
      text: expect.stringContaining('dbt: internal; steward: restricted'),
      datasetId: idOf(ORDERS.name),
    },
  ]);
  expect(of('failing-tests')).toMatchObject({ count: 1, of: 8 });
  expect(of('dangling-lineage')).toMatchObject({ count: 1, of: 9 });
  // No run is known: everything is declared only.
  expect(of('unobserved-lineage')).toMatchObject({ count: 7, of: 7 });
  expect(of('propagation-less-sensitive')?.count).toBeGreaterThan(0);
});

it('names rules for carrying tags as everybody else does', async () => {
  const label = { kind: 'label', key: '', value: 'nightly', carries: true } as const;
  await setPolicy(catalog, 'ben', { rules: [label, { ...label, key: 'pii', value: 'true' }] });
  const { end } = await previewAudit(catalog, { from: null, to: null, frameworks: [] });
  expect(end.policy.carrying.map(({ what, by }) => [what, by])).toEqual([
    ['sensitivity', 'as shipped'],
    ['sensitivity public', 'as shipped'],
    ['categories', 'as shipped'],
    ['labels', 'as shipped'],
    ['label nightly', 'ben'],
    ['label pii=true', 'ben'],
  ]);
});

it('counts decisions, disclosures, requests that are overdue, and what the custody of the ledger says', async () => {
  await openCase(catalog, 'ann', {
    reference: 'R-1',
    receivedOn: '2026-01-05',
    jurisdiction: 'gdpr',
    place: 'IE',
    rights: ['access'],
    subject: 'customer',
  });
  await recordDisclosure(catalog, 'ann', {
    action: 'export.sheet',
    objectType: 'catalog',
    objectId: 'sheet',
    label: 'List handed out',
  });
  const once = { action: 'access.case', objectType: 'case', objectId: '1', label: 'opened', onceIn: 60 };
  expect(await recordDisclosure(catalog, 'ann', once)).not.toBeNull();
  expect(await recordDisclosure(catalog, 'ann', once)).toBeNull();
  expect(await recordDisclosure(catalog, 'ben', once)).not.toBeNull();
  await expect(recordDisclosure(catalog, 'ann', { ...once, action: 'tag.edit' })).rejects.toThrow(
    /discloses/,
  );
  const revision = catalog.revision();
  expect(revision).toBe(2);
  const found = await previewAudit(catalog, { from: null, to: null, frameworks: ['soc2'] });
  expect(found.activity.disclosuresByAction).toEqual([
    { key: 'access.case', count: 2 },
    { key: 'export.sheet', count: 1 },
  ]);
  expect(found.end.exceptions.find((one) => one.code === 'overdue-cases')).toMatchObject({ count: 1, of: 1 });
  expect(found.recipe.custody).toMatchObject({ verdict: 'intact', entries: 5, findings: [] });
  expect(found.sections.disclosures).toEqual({ count: 3, of: null, words: '3 disclosures' });
  const control = found.frameworks[0]!.controls.find(({ id }) => id === 'P6.2')!;
  expect(control.evidence[0]!.section).toBe('disclosures');
});

describe('made again', () => {
  it('an audit and a comparison are the same bytes whatever happened since', async () => {
    await level(CUSTOMERS.name, 'restricted');
    const first = await audit({ frameworks: ['soc2', 'iso27001'] });
    await ownedBy('Someone', PRODUCTS.name);
    const second = await audit({ frameworks: ['hipaa'] });
    const comparison = await REPORT_KINDS['audit-comparison'].make(
      catalog,
      {
        title: 'Both',
        earlier: { at: 'report', report: first.id },
        later: { at: 'report', report: second.id },
      },
      { actor: 'ann' },
    );
    const before = [await digests(first), await digests(second), await digests(comparison)];
    expect(before).toEqual([first, second, comparison].map(({ files }) => files.map((one) => one.sha256)));
    await level(ORDERS.name, 'confidential');
    await ownedBy('Later', REVENUE.name);
    await editControls(catalog, 'ann', { key: 'soc2', text: mapping('soc2'), reason: null });
    await openCase(catalog, 'ann', {
      reference: 'R-2',
      receivedOn: '2026-01-05',
      jurisdiction: 'gdpr',
      place: 'IE',
      rights: ['access'],
      subject: 'customer',
    });
    await importFacts(catalog.store, shopFacts().slice(0, 40), 'three');
    await catalog.close();
    catalog = await Catalog.open({ ...catalog.options, create: false });
    expect([await digests(first), await digests(second), await digests(comparison)]).toEqual(before);
  });
});

function mapping(key: string, change: Record<string, unknown> = {}): string {
  return JSON.stringify({
    key,
    name: 'Ours',
    edition: '2026',
    controls: [
      {
        id: 'C-1',
        title: 'Changes are recorded',
        support: 'supports',
        evidence: [{ section: 'changes', shows: 'All of them.' }],
        ...change,
      },
    ],
  });
}

describe('control mappings', () => {
  it('are bundled without the text of standards, each control with evidence or the reason why not', () => {
    const { frameworks } = bundledControls(resourcesDir);
    expect(frameworks.map(({ key }) => key)).toEqual(['soc2', 'iso27001', 'hipaa', 'pci']);
    for (const { controls } of frameworks)
      for (const { support, evidence, note } of controls) {
        expect(evidence.length > 0).toBe(support !== 'not-covered');
        if (support !== 'supports') expect(note).not.toBe('');
      }
  });

  it('are described for editors by a schema that is what the product reads', () => {
    const kept: unknown = JSON.parse(
      readFileSync(join(resourcesDir, 'audit', 'controls.schema.json'), 'utf8'),
    );
    expect(kept).toEqual(JSON.parse(JSON.stringify(z.toJSONSchema(controlsFileSchema, { io: 'input' }))));
  });

  it('are replaced, added and taken back, and refused with every place that is wrong', async () => {
    const soc2 = () =>
      frameworksAt(catalog.store.reader, resourcesDir, null).find(({ key }) => key === 'soc2')!;
    const edit = (key: string, text: string | null) =>
      editControls(catalog, 'ann', { key, text, reason: null });
    await edit('soc2', mapping('soc2'));
    expect([soc2().own, soc2().controls.length]).toEqual([true, 1]);
    await edit('ours', mapping('ours'));
    const found = await previewAudit(catalog, { from: null, to: null, frameworks: ['ours'] });
    expect(found.frameworks.map(({ name, own: mine }) => [name, mine])).toEqual([['Ours', true]]);
    await edit('soc2', null);
    expect(soc2().own).toBe(false);
    await expect(edit('soc2', '{')).rejects.toThrow(/not JSON/);
    await expect(edit('soc2', mapping('other'))).rejects.toThrow(/key: "other" was given for soc2/);
    await expect(edit('ours', mapping('ours', { support: 'partly' }))).rejects.toThrow(
      /controls\.0\.note: say what is not shown/,
    );
    await expect(
      edit('ours', mapping('ours', { evidence: [{ section: 'weather', shows: 'x' }] })),
    ).rejects.toThrow(/controls\.0\.evidence\.0\.section/);
    await expect(edit('ours', mapping('ours', { support: 'compliant' }))).rejects.toThrow(/support/);
  });
});

describe('a comparison', () => {
  it('tells what is new and gone, and whose evidence changed', async () => {
    await dateEverything('2026-01-05');
    await ownedBy('Owner', PRODUCTS.name);
    await level(CUSTOMERS.name, 'internal');
    const found = await previewComparison(catalog, {
      earlier: { at: 'day', day: '2026-01-31' },
      later: { at: 'day', day: null },
      frameworks: ['soc2'],
    });
    const owners = found.exceptions.find((one) => one.code === 'no-owner')!;
    expect([owners.earlier, owners.later, owners.appeared?.length]).toEqual([7, 6, 0]);
    expect(owners.gone?.map(({ datasetId }) => datasetId)).toEqual([idOf(PRODUCTS.name)]);
    expect(found.between.changes.byActor).toEqual([
      { key: 'ann', count: 1 },
      { key: 'ben', count: 1 },
    ]);
    const changed = found.frameworks[0]!.changed.map(({ id }) => id);
    expect(changed).toContain('CC6.1');
    expect(changed).not.toContain('CC6.2');
  });

  it('refuses what is turned round, what is no audit, and a day before everything', async () => {
    const { id } = await audit();
    const compare = (earlier: unknown, later: unknown) =>
      previewComparison(catalog, { earlier, later } as Parameters<typeof previewComparison>[1]);
    const now = { at: 'day', day: null };
    await ownedBy('Owner', PRODUCTS.name);
    await expect(compare(now, { at: 'report', report: id })).rejects.toThrow(/earlier one first/);
    await expect(compare({ at: 'report', report: 99 }, now)).rejects.toThrow(/no audit report 99/);
    await expect(compare({ at: 'day', day: '2020-01-01' }, now)).rejects.toThrow(/held nothing yet/);
  });
});
