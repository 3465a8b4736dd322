import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { existsSync, readFileSync } from 'node:fs';
import type { Catalog } from '../../catalog.ts';
import { verifyLedger } from '../../ledger/verify.ts';
import { shopFacts } from '../../reports/fixtures.ts';
import { importFacts, openTemporaryCatalog } from '../../testing/temp-catalog.ts';
import { closeDesk, deskState, openDesk, protectDesk } from '../vault/desk-key.ts';
import { passphraseProvider } from '../vault/providers.ts';
import { approveAnswer, decideRight, extendCase, moveCase, noteFee, undoCase } from './act.ts';
import { attachFile } from './attach.ts';
import { openCase } from './open-case.ts';
import { recordOutcome, workOfCase } from './outcomes.ts';
import { clocksOf, legalNow, loadCase } from './read.ts';
import { addNote, listRecords, notePerson, readPerson, readRecord } from './records.ts';
import { redact } from './redact.ts';
import { eraseCase, erasureDue, setRetention } from './retention.ts';
import type { CaseState } from './states.ts';
import { startCollecting } from './work.ts';

const actor = 'ada';
const passphrase = passphraseProvider('correct horse battery', { n: 2 ** 10 });
let catalog: Catalog;
beforeAll(async () => {
  catalog = await openTemporaryCatalog();
  await importFacts(catalog.store, shopFacts(), 'one');
});
afterAll(() => catalog.close());

const base = {
  receivedOn: '2026-03-05',
  jurisdiction: 'gdpr',
  place: 'IE',
  rights: ['access'],
  subject: 'customer',
} as const;
const state = (reference: string) => loadCase(catalog.store.reader, reference).state;
const move = (reference: string, to: CaseState, on = '2026-03-10') =>
  moveCase(catalog, { actor, reference, to, on });

async function collecting(order: Partial<Parameters<typeof openCase>[2]> = {}): Promise<string> {
  const reference = await openCase(catalog, actor, { ...base, ...order });
  await move(reference, 'triage');
  await move(reference, 'scoping');
  await startCollecting(catalog, { actor, reference, on: '2026-03-11' });
  return reference;
}

async function searched(reference: string): Promise<void> {
  const tasks = new Set(
    workOfCase(catalog, reference)
      .filter((row) => row.work === 'search')
      .map((row) => row.task),
  );
  for (const task of tasks)
    await recordOutcome(catalog, actor, {
      reference,
      work: 'search',
      task,
      outcome: 'found',
      found: 2,
      on: '2026-03-12',
    });
}

describe('a case', () => {
  it('has a reference of its year, a last day, and an entry in the ledger', async () => {
    const reference = await openCase(catalog, actor, base);
    expect(reference).toMatch(/^DSR-2026-\d{4}$/);
    expect(loadCase(catalog.store.reader, reference)).toMatchObject({ due: '2026-04-07', state: 'received' });
    await expect(openCase(catalog, actor, { ...base, reference })).rejects.toThrow(/already/);
    await expect(openCase(catalog, actor, { ...base, rights: ['opt-out'] })).rejects.toThrow(
      /no right to opt-out/,
    );
    await expect(openCase(catalog, actor, { ...base, receivedOn: '2099-01-01' })).rejects.toThrow(/future/);
  });

  it('goes only where the rules allow, and says where it can go', async () => {
    const reference = await openCase(catalog, actor, base);
    await expect(move(reference, 'sent')).rejects.toThrow(
      /in received and cannot go to sent.*triage, refused/,
    );
    await expect(move(reference, 'triage', '2026-01-01')).rejects.toThrow(/before the request was received/);
    await expect(move(reference, 'triage', '2099-01-01')).rejects.toThrow(/future/);
    await move(reference, 'triage');
    await expect(move(reference, 'refused')).rejects.toThrow(/needs its ground/);
    await undoCase(catalog, { actor, reference });
    expect(state(reference)).toBe('received');
    await expect(undoCase(catalog, { actor, reference })).rejects.toThrow(/nothing to take back/);
  });

  it('stops its clock as its law says', async () => {
    const due = (reference: string) => loadCase(catalog.store.reader, reference).due;
    const uk = await openCase(catalog, actor, {
      ...base,
      jurisdiction: 'uk-gdpr',
      place: 'GB-ENG',
      receivedOn: '2026-03-10',
    });
    await move(uk, 'triage', '2026-03-10');
    await move(uk, 'identity_requested', '2026-03-11');
    expect(due(uk)).toBeNull();
    await expect(move(uk, 'identity_ok', '2026-03-10')).rejects.toThrow(/before it was asked/);
    await move(uk, 'identity_ok', '2026-03-17');
    expect(due(uk)).toBe('2026-04-17');
    await noteFee(catalog, { actor, reference: uk, paid: false, on: '2026-03-17' });
    expect(due(uk)).toBeNull();
    await noteFee(catalog, { actor, reference: uk, paid: true, on: '2026-03-18' });
    expect(due(uk)).toBe('2026-04-20');
    const ie = await openCase(catalog, actor, { ...base, receivedOn: '2026-03-02' });
    await move(ie, 'triage', '2026-03-05');
    await move(ie, 'identity_requested', '2026-03-05');
    await move(ie, 'identity_ok', '2026-03-10');
    expect(due(ie)).toBe('2026-04-07');
    const us = await openCase(catalog, actor, { ...base, jurisdiction: 'ccpa', place: 'US-CA' });
    await move(us, 'triage');
    await move(us, 'identity_requested');
    expect(due(us)).toBe('2026-04-19');
  });

  it('runs on once proof that failed, or was asked for before the case was taken up again, has come', async () => {
    const due = (reference: string) => loadCase(catalog.store.reader, reference).due;
    const reference = await openCase(catalog, actor, { ...base, receivedOn: '2026-03-02' });
    await move(reference, 'triage', '2026-03-05');
    await move(reference, 'identity_requested', '2026-03-05');
    await move(reference, 'identity_failed', '2026-03-07');
    await move(reference, 'identity_requested', '2026-03-08');
    await move(reference, 'withdrawn', '2026-03-09');
    await move(reference, 'triage', '2026-03-09');
    await move(reference, 'identity_requested', '2026-03-09');
    await move(reference, 'identity_ok', '2026-03-10');
    expect(due(reference)).toBe('2026-04-07');
    const unclear = await openCase(catalog, actor, { ...base, receivedOn: '2026-03-02' });
    await move(unclear, 'triage', '2026-03-05');
    await move(unclear, 'clarification_requested', '2026-03-05');
    await move(unclear, 'withdrawn', '2026-03-10');
    await move(unclear, 'triage', '2026-03-10');
    expect(due(unclear)).not.toBeNull();
  });

  it('counts by the earliest of several laws', async () => {
    const reference = await openCase(catalog, actor, {
      ...base,
      alsoUnder: [{ jurisdiction: 'lgpd', place: 'BR' }],
    });
    const one = loadCase(catalog.store.reader, reference);
    expect(one.due).toBe('2026-03-20');
    expect(
      clocksOf(legalNow(catalog), one, one.folded, '2026-03-06').map((clock) => clock.deadline.due),
    ).toEqual(['2026-04-07', '2026-03-20']);
  });

  it('can be extended in time and with reasons only', async () => {
    const reference = await openCase(catalog, actor, base);
    const extend = (on: string, reasons = ['complexity']) =>
      extendCase(catalog, { actor, reference, on, reasons });
    await expect(extend('2026-03-20', [])).rejects.toThrow(/reasons/);
    await expect(extend('2026-04-08')).rejects.toThrow(/told of an extension by 2026-04-07/);
    await extend('2026-04-07');
    expect(loadCase(catalog.store.reader, reference).due).toBe('2026-06-05');
    await expect(extend('2026-04-07')).rejects.toThrow(/already/);
    const lgpd = await openCase(catalog, actor, { ...base, jurisdiction: 'lgpd', place: 'BR' });
    await expect(
      extendCase(catalog, { actor, reference: lgpd, on: '2026-03-06', reasons: ['complexity'] }),
    ).rejects.toThrow(/no extension/);
  });

  it('is a duplicate only of a case that is none, and takes no identity over', async () => {
    const [a, b, c] = [
      await openCase(catalog, actor, base),
      await openCase(catalog, actor, base),
      await openCase(catalog, actor, base),
    ];
    const repeat = (reference: string, duplicateOf: string) =>
      moveCase(catalog, { actor, reference, to: 'duplicate_of', duplicateOf, on: '2026-03-10' });
    await expect(repeat(a, a)).rejects.toThrow(/itself/);
    await expect(repeat(a, 'DSR-1')).rejects.toThrow(/no case/);
    await repeat(b, a);
    await expect(repeat(c, b)).rejects.toThrow(/repeats/);
    await move(a, 'triage');
    await move(a, 'identity_requested');
    await move(a, 'identity_ok');
    expect(loadCase(catalog.store.reader, b).folded.identity).toBe('not-asked');
  });

  it('is answered when everything was searched, decided and approved', async () => {
    const reference = await collecting();
    await expect(move(reference, 'reviewing')).rejects.toThrow(/of \d+ search tasks have no outcome yet/);
    const first = workOfCase(catalog, reference)[0]!;
    const outcome = (rest: object) =>
      recordOutcome(catalog, actor, {
        reference,
        work: 'search',
        stores: [first.id],
        outcome: 'found',
        on: '2026-03-12',
        ...rest,
      });
    await expect(outcome({})).rejects.toThrow(/how many/);
    await expect(outcome({ outcome: 'none', on: '2099-01-01' })).rejects.toThrow(/in the future/);
    await expect(outcome({ outcome: 'none', on: '2026-02-30' })).rejects.toThrow(/calendar date/);
    await expect(outcome({ outcome: 'none', on: '2020-01-01' })).rejects.toThrow(/before the request/);
    await expect(outcome({ outcome: 'not-searched' })).rejects.toThrow(/why/);
    await expect(outcome({ outcome: 'erased' })).rejects.toThrow(/one of found/);
    await expect(outcome({ stores: [999_999], outcome: 'none' })).rejects.toThrow(/no place/);
    await expect(
      recordOutcome(catalog, actor, { reference, work: 'search', task: 'T99', outcome: 'none' }),
    ).rejects.toThrow(/there are T01/);
    await searched(reference);
    await move(reference, 'reviewing', '2026-03-13');
    await move(reference, 'approval', '2026-03-13');
    await expect(move(reference, 'sent')).rejects.toThrow(/approved/);
    await approveAnswer(catalog, { actor: 'grace', reference, on: '2026-03-13' });
    await expect(move(reference, 'sent')).rejects.toThrow(/decided yet on access/);
    await decideRight(catalog, { actor, reference, right: 'access', outcome: 'granted', on: '2026-03-13' });
    await move(reference, 'sent', '2026-03-14');
    await expect(undoCase(catalog, { actor, reference })).rejects.toThrow(/was sent/);
    await move(reference, 'closed', '2026-03-15');
    expect(state(reference)).toBe('closed');
  });

  it('erases from the stores it searched, after the copy was sent, and tells the recipients', async () => {
    const reference = await collecting({ rights: ['access', 'erasure'] });
    const work = workOfCase(catalog, reference);
    const of = (kind: string) => work.filter((row) => row.work === kind);
    expect(
      of('erase')
        .map((row) => row.datasetId)
        .sort(),
    ).toEqual(
      of('search')
        .map((row) => row.datasetId)
        .sort(),
    );
    expect(of('notify').length).toBeGreaterThan(0);
    const erase = (rest: object = {}) =>
      recordOutcome(catalog, actor, {
        reference,
        work: 'erase',
        stores: of('erase').map((row) => row.id),
        outcome: 'erased',
        on: '2026-03-20',
        how: { method: 'deleted' },
        ...rest,
      });
    await expect(erase()).rejects.toThrow(/waits until the answer on access/);
    await searched(reference);
    await move(reference, 'reviewing', '2026-03-13');
    await move(reference, 'approval', '2026-03-13');
    await approveAnswer(catalog, { actor, reference, on: '2026-03-13' });
    await decideRight(catalog, { actor, reference, right: 'access', outcome: 'granted', on: '2026-03-13' });
    const grant = () =>
      decideRight(catalog, { actor, reference, right: 'erasure', outcome: 'granted', on: '2026-03-21' });
    await expect(grant()).rejects.toThrow(/waits/);
    await move(reference, 'sent', '2026-03-14');
    await expect(grant()).rejects.toThrow(/erasure tasks have no outcome/);
    await expect(erase({ how: {} })).rejects.toThrow(/how it was erased/);
    await erase();
    await expect(move(reference, 'closed', '2026-03-21')).rejects.toThrow(/decided yet on erasure/);
    await grant();
    await expect(move(reference, 'closed', '2026-03-21')).rejects.toThrow(/notices? to recipients?/);
    await recordOutcome(catalog, actor, {
      reference,
      work: 'notify',
      task: 'N',
      outcome: 'told',
      on: '2026-03-21',
    });
    await move(reference, 'closed', '2026-03-21');
  });

  it('keeps outcomes when collecting begins anew', async () => {
    const reference = await collecting();
    await searched(reference);
    const before = workOfCase(catalog, reference);
    await move(reference, 'reviewing', '2026-03-13');
    await startCollecting(catalog, { actor, reference, on: '2026-03-14' });
    expect(workOfCase(catalog, reference)).toEqual(before);
  });
});

describe('the personal data of a case', () => {
  const person = {
    name: 'Jo Bloggs',
    contact: '1 Main Street',
    identifiers: [{ kind: 'email' as const, value: 'jo.bloggs@example.org' }],
    agent: null,
  };

  it('are taken only under a key, read only while the desk is open', async () => {
    const reference = await openCase(catalog, actor, base);
    await expect(notePerson(catalog, actor, reference, person)).rejects.toThrow(/no key was set up/);
    await expect(protectDesk(catalog, actor, passphraseProvider('short'))).rejects.toThrow(/12 characters/);
    await protectDesk(catalog, actor, passphrase);
    await notePerson(catalog, actor, reference, person);
    await addNote(catalog, actor, reference, 'called on Monday');
    expect(readPerson(catalog, catalog.store.reader, reference)).toEqual(person);
    closeDesk(catalog);
    expect(deskState(catalog)).toEqual({ key: 'passphrase', open: false });
    expect(listRecords(catalog, reference).map((row) => row.meta)).toEqual([null, null]);
    await expect(addNote(catalog, actor, reference, 'x')).rejects.toThrow(/desk is closed/);
    await expect(openDesk(catalog, passphraseProvider('wrong horse battery'))).rejects.toThrow(
      /not the passphrase/,
    );
    await openDesk(catalog, passphrase);
    const second = passphraseProvider('another long passphrase', { n: 2 ** 10 });
    const given = catalog.store.reader
      .prepare<[], Buffer>('SELECT wrapped FROM desk_key WHERE until_revision IS NULL')
      .pluck()
      .get()!;
    await protectDesk(catalog, actor, second);
    closeDesk(catalog);
    // The old passphrase opens nothing that the file or its log still holds.
    const { path } = catalog.store;
    for (const file of [path, `${path}-wal`])
      expect(existsSync(file) && readFileSync(file).includes(given)).toBe(false);
    await expect(openDesk(catalog, passphrase)).rejects.toThrow(/not the passphrase/);
    await openDesk(catalog, second);
    expect(readPerson(catalog, catalog.store.reader, reference)).toEqual(person);
    await protectDesk(catalog, actor, passphrase);
  });

  it('are not in the file in plain text, nor in the ledger, and altered bytes are found', async () => {
    const reference = await collecting();
    await notePerson(catalog, actor, reference, { ...person, name: 'Zebedee Quux' });
    const csv = 'name,notes\nZebedee Quux,spoke to Aunt Agatha\n';
    const { id, sha256 } = await attachFile(catalog, actor, {
      reference,
      name: 'Zebedee.csv',
      content: Buffer.from(csv),
      task: 'T01',
    });
    await catalog.store.emptyLog();
    const file = readFileSync(catalog.options.path);
    for (const word of ['Zebedee', 'Agatha', sha256]) expect(file.includes(word), word).toBe(false);
    expect(readRecord(catalog, reference, id)).toMatchObject({
      meta: { name: 'Zebedee.csv', mediaType: 'text/csv', sha256 },
    });
    await catalog.store.write((db) =>
      db
        .prepare(
          `UPDATE case_record SET content = (SELECT content FROM case_record WHERE id <> ${id} AND content IS NOT NULL LIMIT 1) WHERE id = ${id}`,
        )
        .run(),
    );
    expect(() => readRecord(catalog, reference, id)).toThrow(/altered/);
  });

  it('of others are taken out of a copy, with reasons', async () => {
    const reference = await collecting();
    const csv = 'id;name;notes\r\n1;Jo;"met ""Bob"";\r\ntwice"\r\n2;Jo;\r\n3;Jo;plain\r\n';
    const { id } = await attachFile(catalog, actor, {
      reference,
      name: 'r.csv',
      content: Buffer.from(csv),
      task: 'T01',
    });
    const change = (redactions: Parameters<typeof redact>[2]['redactions']) =>
      redact(catalog, actor, { reference, record: id, redactions });
    const copy = await change([{ row: 1, column: 'notes', reason: 'third party', why: 'about Bob' }]);
    const { content, meta } = readRecord(catalog, reference, copy.id);
    expect(content.toString()).toBe(
      'id;name;notes\r\n1;Jo;[withheld: third party]\r\n2;Jo;\r\n3;Jo;plain\r\n',
    );
    expect(meta.redactions).toEqual([
      { place: 'row 1, column notes', reason: 'third party', by: actor, why: 'about Bob' },
    ]);
    expect(readRecord(catalog, reference, id).content.toString()).toBe(csv);
    await expect(change([{ row: 9, column: 'notes', reason: 'security', why: '' }])).rejects.toThrow(
      /no row 9; there are 3/,
    );
    await expect(change([{ column: 'mail', reason: 'security', why: '' }])).rejects.toThrow(
      /no column "mail"/,
    );
    const json = await attachFile(catalog, actor, {
      reference,
      name: 'r.json',
      content: Buffer.from('{"a":[{"b/c":"Bob"}]}'),
      task: 'T01',
    });
    const other = await redact(catalog, actor, {
      reference,
      record: json.id,
      redactions: [{ pointer: '/a/0/b~1c', reason: 'privilege', why: '' }],
    });
    expect(JSON.parse(readRecord(catalog, reference, other.id).content.toString())).toEqual({
      a: [{ 'b/c': '[withheld: privilege]' }],
    });
    await expect(
      redact(catalog, actor, {
        reference,
        record: json.id,
        redactions: [{ pointer: '/x', reason: 'privilege', why: '' }],
      }),
    ).rejects.toThrow(/nothing at/);
    await expect(
      attachFile(catalog, actor, { reference, name: 'r.xyz', content: Buffer.from([1, 0, 2]), task: 'T01' }),
    ).rejects.toThrow(/CSV, JSON or PDF/);
    await expect(
      attachFile(catalog, actor, { reference, name: 'r.csv', content: Buffer.from('a'), task: 'T99' }),
    ).rejects.toThrow(/no search task T99/);
  });

  it('end with their key; the ledger stays whole', async () => {
    const reference = await openCase(catalog, actor, base);
    await notePerson(catalog, actor, reference, person);
    await expect(eraseCase(catalog, actor, { reference })).rejects.toThrow(/still worked on/);
    await move(reference, 'withdrawn');
    await expect(eraseCase(catalog, actor, { reference })).rejects.toThrow(/Nobody has chosen/);
    await setRetention(catalog, actor, reference, 6);
    const due = (asOf: string) => erasureDue(catalog, asOf).find((one) => one.reference === reference);
    expect(due('2026-09-09')).toMatchObject({ eraseFrom: '2026-09-10', isDue: false, records: 1 });
    expect(due('2026-09-10')?.isDue).toBe(true);
    await eraseCase(catalog, actor, { reference, early: true });
    expect(due('2027-01-01')).toBeUndefined();
    expect(listRecords(catalog, reference)).toMatchObject([{ erased: true, meta: null }]);
    expect(readPerson(catalog, catalog.store.reader, reference)).toBeNull();
    await expect(addNote(catalog, actor, reference, 'x')).rejects.toThrow(/were erased/);
    await expect(move(reference, 'triage')).rejects.toThrow(/cannot be taken up/);
    expect(await verifyLedger(catalog.store.reader)).toMatchObject({ firstBad: null });
  });
});
