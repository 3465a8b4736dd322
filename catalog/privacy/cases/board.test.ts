/** What the desk's screens ask beyond the way of a case: who works on it, filters, attachments, the catalog's part. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Catalog } from '../../catalog.ts';
import { shopFacts } from '../../reports/fixtures.ts';
import { importFacts, openTemporaryCatalog } from '../../testing/temp-catalog.ts';
import { lawProblems } from '../deadline/legal.ts';
import { templateProblems } from '../letters/template.ts';
import { protectDesk } from '../vault/desk-key.ts';
import { passphraseProvider } from '../vault/providers.ts';
import { assignCase, moveCase, standingOf, undoCase } from './act.ts';
import { attachFile } from './attach.ts';
import { findingsOf } from './findings.ts';
import { blockedBy } from './guards.ts';
import { openCase, type CaseOrder } from './open-case.ts';
import { jsonPlaces, previewAttachment } from './preview.ts';
import { assigneesOf, loadCase, loadCases, type CaseFilter } from './read.ts';
import { notePerson, readRecord } from './records.ts';
import { redact, redactJson } from './redact.ts';
import type { CaseState } from './states.ts';
import { orderOfCase, startCollecting } from './work.ts';

const actor = 'ada';
let catalog: Catalog;
beforeAll(async () => {
  catalog = await openTemporaryCatalog();
  await importFacts(catalog.store, shopFacts(), 'one');
  await protectDesk(catalog, actor, passphraseProvider('correct horse battery', { n: 2 ** 10 }));
});
afterAll(() => catalog.close());

const base: CaseOrder = {
  receivedOn: '2026-03-05',
  jurisdiction: 'gdpr',
  place: 'IE',
  rights: ['access'],
  subject: 'customer',
};
const open = (order: Partial<CaseOrder> = {}) => openCase(catalog, actor, { ...base, ...order });
const move = (reference: string, ...states: CaseState[]) =>
  states.reduce<Promise<unknown>>(
    (before, to) => before.then(() => moveCase(catalog, { actor, reference, to, on: '2026-03-10' })),
    Promise.resolve(),
  );
const found = (filter: CaseFilter) =>
  loadCases(catalog.store.reader, { offset: 0, limit: 100, ...filter }).items.map((one) => one.reference);
const blocked = (reference: string) => blockedBy(standingOf(catalog, catalog.store.reader, reference));

describe('a case', () => {
  it('is given to somebody, to somebody else, and taken back', async () => {
    const reference = await open({ channel: 'phone' });
    const assignee = () => loadCase(catalog.store.reader, reference).folded.assignee;
    expect(loadCase(catalog.store.reader, reference).folded.channel).toBe('phone');
    await assignCase(catalog, { actor, reference, assignee: '  Bo   Berg ' });
    expect(assignee()).toBe('Bo Berg');
    await expect(assignCase(catalog, { actor, reference, assignee: 'Bo Berg' })).rejects.toThrow(/already/);
    expect(assigneesOf(catalog.store.reader)).toContain('Bo Berg');
    await assignCase(catalog, { actor, reference, assignee: null });
    expect(assignee()).toBeNull();
    await expect(assignCase(catalog, { actor, reference, assignee: ' ' })).rejects.toThrow(/Nobody/);
    await undoCase(catalog, { actor, reference });
    expect(assignee()).toBe('Bo Berg');
  });

  it('takes a right that any of its laws has, and no law twice', async () => {
    const also = [{ jurisdiction: 'ccpa', place: 'US-CA' }];
    const reference = await open({ rights: ['portability', 'opt-out'], alsoUnder: also });
    expect(loadCase(catalog.store.reader, reference).rights).toEqual(['portability', 'opt-out']);
    await expect(open({ rights: ['opt-out'] })).rejects.toThrow(/GDPR has no right to opt-out/);
    await expect(open({ rights: ['limit'], jurisdiction: 'lgpd', place: 'BR' })).rejects.toThrow(/limit/);
    await expect(open({ alsoUnder: [...also, ...also] })).rejects.toThrow(/named twice/);
    await expect(open({ alsoUnder: [{ jurisdiction: 'eu-gdpr', place: 'ie' }] })).rejects.toThrow(/twice/);
  });

  it('is found by where it stands, law, right, who works on it, and what is overdue', async () => {
    const late = await open({ reference: 'FIND-late', rights: ['access', 'erasure'] });
    const waits = await open({ reference: 'FIND-waits', jurisdiction: 'uk-gdpr', place: 'GB-ENG' });
    const done = await open({
      reference: 'FIND-done',
      alsoUnder: [{ jurisdiction: 'ccpa', place: 'US-CA' }],
    });
    await move(waits, 'triage', 'identity_requested');
    await move(done, 'withdrawn');
    await assignCase(catalog, { actor, reference: late, assignee: 'Cy' });
    const text = 'find-';
    expect(found({ text })).toEqual([done, waits, late]);
    expect(found({ text, order: 'due' })).toEqual([late, done, waits]);
    expect(found({ text, states: ['identity_requested'] })).toEqual([waits]);
    expect(found({ text, states: [] })).toEqual([]);
    expect(found({ text, right: 'erasure' })).toEqual([late]);
    expect(found({ text, jurisdiction: 'us-ca-ccpa' })).toEqual([done]);
    expect(found({ text, assignee: 'Cy' })).toEqual([late]);
    expect(found({ text, assignee: '' })).toEqual([done, waits]);
    expect(found({ text, dueBefore: '2026-05-01' })).toEqual([late]);
    expect(found({ text, dueBefore: '2026-04-07' })).toEqual([]);
    expect(loadCases(catalog.store.reader, { text, offset: 0, limit: 1 }).total).toBe(3);
    expect(blocked(waits)).toBe('Proof of identity is awaited.');
    expect(blocked(done)).toBeNull();
  });

  it('says in short what stands in the way of its next step', async () => {
    const reference = await open();
    expect(blocked(reference)).toBeNull();
    await move(reference, 'triage', 'scoping');
    await startCollecting(catalog, { actor, reference, on: '2026-03-10' });
    expect(blocked(reference)).toMatch(/^\d+ of \d+ search tasks have no outcome yet\.$/);
  });

  it('is searched by the kinds of identifiers that its person brings', async () => {
    const reference = await open({ identifierKinds: ['phone'] });
    const person = { name: 'Jo', contact: '', agent: null };
    const identifiers = [{ kind: 'email' as const, value: 'jo@example.org' }];
    await notePerson(catalog, actor, reference, { ...person, identifiers });
    const one = loadCase(catalog.store.reader, reference);
    expect(one.identifierKinds).toEqual(['email', 'phone']);
    expect(orderOfCase(one, { ...person, identifiers }).identifiers).toEqual([
      ...identifiers,
      { kind: 'phone', value: '' },
    ]);
  });
});

describe('an attachment', () => {
  const attach = async (name: string, content: string) => {
    const reference = await open();
    const { id } = await attachFile(catalog, actor, {
      reference,
      name,
      content: Buffer.from(content, 'utf8'),
      task: null,
    });
    return { reference, id };
  };

  it('is looked at page by page', async () => {
    const { reference, id } = await attach('a.csv', 'name,notes\nJo,"a, b"\nBo,\nCy,c\n');
    expect(previewAttachment(catalog, reference, id, { offset: 1, limit: 1 })).toEqual({
      kind: 'csv',
      headers: ['name', 'notes'],
      rows: [{ row: 2, cells: ['Bo', ''] }],
      total: 3,
    });
    const text = await attach('a.txt', 'one\ntwo');
    expect(previewAttachment(catalog, text.reference, text.id, { offset: 0, limit: 1 })).toEqual({
      kind: 'text',
      lines: ['one'],
      total: 2,
    });
    const pdf = await attach('a.pdf', '%PDF-1.7');
    expect(previewAttachment(catalog, pdf.reference, pdf.id, { offset: 0, limit: 1 }).kind).toBe('other');
  });

  it('of JSON is listed place by place, however deep', () => {
    expect(jsonPlaces({ a: [{ 'b/c': 1 }], '~': null })).toEqual([
      { pointer: '/a', depth: 1, holds: 1, value: '' },
      { pointer: '/a/0', depth: 2, holds: 1, value: '' },
      { pointer: '/a/0/b~1c', depth: 3, holds: null, value: '1' },
      { pointer: '/~0', depth: 1, holds: null, value: 'null' },
    ]);
    let deep: unknown = 'x';
    for (let level = 0; level < 5000; level++) deep = [deep];
    expect(jsonPlaces(deep)).toHaveLength(64);
    expect(jsonPlaces(deep).at(-1)?.value).toBe('nested deeper than 64 levels');
    const bottomless = `${'['.repeat(200_000)}${']'.repeat(200_000)}`;
    expect(() => redactJson(bottomless, [{ pointer: '/0', reason: 'security', why: '' }])).toThrow(
      /too deep/,
    );
  });

  it('keeps every other digit in its redacted copy, and refuses places that are none', async () => {
    const { reference, id } = await attach('a.json', '{"id":12345678901234567890,"list":["Ann"],"note":"x"}');
    const take = (pointer: string) =>
      redact(catalog, actor, {
        reference,
        record: id,
        redactions: [{ pointer, reason: 'third party', why: '' }],
      });
    const copy = await take('/list/0');
    const text = readRecord(catalog, reference, copy.id).content.toString();
    expect(text).toContain('12345678901234567890');
    expect(text).toContain('[withheld: third party]');
    await expect(take('/list/length')).rejects.toThrow(/nothing at/);
  });

  it('loses every column of a name that stands twice', async () => {
    const { reference, id } = await attach('a.csv', 'notes,notes\nAnn,Bob\n');
    const copy = await redact(catalog, actor, {
      reference,
      record: id,
      redactions: [{ row: 1, column: 'notes', reason: 'security', why: '' }],
    });
    expect(readRecord(catalog, reference, copy.id).content.toString()).toBe(
      'notes,notes\n[withheld: security],[withheld: security]\n',
    );
  });
});

describe('what the catalog adds', () => {
  it('names origins, recipients, models, portable columns, and every dataset with its reason', async () => {
    const reference = await open({ rights: ['access', 'erasure', 'portability'] });
    await move(reference, 'triage', 'scoping');
    await startCollecting(catalog, { actor, reference, on: '2026-03-10' });
    const found = await findingsOf(catalog, reference);
    expect(found.sources.total).toBeGreaterThan(0);
    expect(found.recipients.items.map((one) => one.name)).toContain('Customer 360');
    expect(found.models.items.map((one) => one.name)).toContain('churn_model');
    const { byOrigin } = found.columns;
    expect(Object.values(byOrigin).reduce((sum, count) => sum + count, 0)).toBe(found.columns.total);
    expect(byOrigin.provided).toBeGreaterThan(0);
    expect(byOrigin.derived).toBeGreaterThan(0);
    const verdicts = found.considered.items.map((one) => one.verdict);
    expect(verdicts).toEqual(verdicts.toSorted((a, b) => 'ico'.indexOf(a[0]!) - 'ico'.indexOf(b[0]!)));
    expect(found.considered.items.every((one) => one.reason !== '')).toBe(true);
    expect(found.systems.length).toBeGreaterThan(0);
    expect(found.systems.every((one) => one.searched === 0 && one.open === one.stores)).toBe(true);
  });
});

describe('texts', () => {
  it('of letters are wrong line by line', () => {
    expect(templateProblems('# A {{case.reference}}\n\n{{nothing.here}}\n@if models\n')).toEqual([
      { line: 3, message: 'there is no field "nothing.here"' },
      { line: 4, message: '@if has no @end' },
    ]);
    expect(templateProblems('# A\n')).toEqual([]);
  });

  it('of laws are wrong place by place', () => {
    expect(lawProblems('eu-gdpr', '{\n"id": }')[0]?.message).toMatch(/not JSON/);
    expect(lawProblems('eu-gdpr', '{"id":"eu-gdpr"}').map((one) => one.message)).toContainEqual(
      expect.stringMatching(/^response: /),
    );
  });
});
